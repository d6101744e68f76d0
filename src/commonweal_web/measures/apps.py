"""The measures app."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Tells Django of the measures app."""

    name = "commonweal_web.measures"
    label = "measures"
