"""The ui app."""

from django.apps import AppConfig
from django.forms import Field


class UiConfig(AppConfig):
    """Tells Django of the ui app."""

    name = "commonweal_web.ui"
    label = "ui"

    def ready(self) -> None:
        """Say of an empty field how to mend it, in every form that has no words of its own."""
        Field.default_error_messages["required"] = "This is empty. Fill it in."
