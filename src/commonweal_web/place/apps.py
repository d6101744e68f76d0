"""The place app."""

from django.apps import AppConfig


class PlaceConfig(AppConfig):
    """Tells Django of the place app."""

    name = "commonweal_web.place"
    label = "place"
