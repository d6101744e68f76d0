"""The ui app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Tells Django of the ui app."""

    name = "commonweal_web.ui"
    label = "ui"
