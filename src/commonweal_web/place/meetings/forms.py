"""The form of a meeting."""

from typing import Any

from django.utils import timezone

from commonweal.place.schema import Meeting
from commonweal_web.place.columns import ColumnsForm


class MeetingForm(ColumnsForm):
    """A day on which the partners come together."""

    noun = Meeting
    lines = {"place": 300, "purpose": 300}
    labels = {
        "purpose": ("What for", "For example: agree on the first two options."),
        "date": ("On which day", ""),
        "time": ("At what time", "Leave it empty where it is not known yet."),
        "place": ("Where", "A room, or the link to join by."),
    }

    def clean(self) -> dict[str, Any]:
        """The meeting, where it lies ahead."""
        said = super().clean()
        if said.get("date") and said["date"] < timezone.localdate():
            self.add_error("date", "This day is past. Write a day that lies ahead.")
        return said
