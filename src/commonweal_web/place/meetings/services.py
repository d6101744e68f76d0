"""Writes of meetings, each with its event in the audit."""

from dataclasses import replace
from typing import Any

from commonweal.place import schema
from commonweal_web.place.models import Meeting
from commonweal_web.place.services.items import add_item, change_item, take_away
from commonweal_web.place.viewer import Viewer, visible


def set_meeting(*, place: Any, noun: schema.Meeting, viewer: Viewer, by: Any, disclosure: str) -> None:
    """A new meeting."""
    named = replace(noun, id="meeting")
    add_item(model=Meeting, noun=named, place=place, viewer=viewer, by=by, disclosure=disclosure)


def change_meeting(*, place: Any, noun: schema.Meeting, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change a meeting, known by its id; who sees it stays."""
    row = _row(place, noun.id, viewer)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=row.disclosure)


def call_off(*, place: Any, meeting: str, viewer: Viewer, by: Any) -> None:
    """Take a meeting away."""
    take_away(row=_row(place, meeting, viewer), by=by)


def _row(place: Any, slug: str, viewer: Viewer) -> Meeting:
    return Meeting.objects.select_related("place").get(visible(Meeting, viewer), place=place, slug=slug)
