"""The place app."""

from django.apps import AppConfig


class PlaceConfig(AppConfig):
    """Tells Django of the place app."""

    name = "commonweal_web.place"
    label = "place"

    def ready(self) -> None:
        """Hear when somebody's data is to be taken out."""
        from commonweal_web.place.services import erasure  # noqa: F401  (connects itself)
