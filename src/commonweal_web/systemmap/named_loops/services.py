"""Writes of named loops, each with its event in the audit."""

from typing import Any

from commonweal.systemmap import schema
from commonweal_web.place.services.items import add_item, change_item, take_away
from commonweal_web.place.viewer import Viewer, visible
from commonweal_web.systemmap.models import NamedLoop


def add_named_loop(*, place: Any, noun: schema.NamedLoop, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Give a loop a name."""
    add_item(model=NamedLoop, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure)


def change_named_loop(*, key: int, noun: schema.NamedLoop, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change the name or the story of a loop."""
    row = NamedLoop.objects.select_related("place").get(visible(NamedLoop, viewer), pk=key)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def delete_named_loop(*, place: Any, key: int, viewer: Viewer, by: Any) -> None:
    """Take the name of a loop away; the loop stays on the map."""
    row = NamedLoop.objects.select_related("place").get(visible(NamedLoop, viewer), place=place, pk=key)
    take_away(row=row, by=by)
