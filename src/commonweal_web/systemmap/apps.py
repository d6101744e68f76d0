"""The systemmap app."""

from django.apps import AppConfig


class SystemmapConfig(AppConfig):
    """Tells Django of the systemmap app."""

    name = "commonweal_web.systemmap"
    label = "systemmap"
