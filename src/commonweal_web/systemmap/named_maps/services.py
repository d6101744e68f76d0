"""Writes of the maps of a place, each with its event in the audit."""

from typing import Any

from commonweal.systemmap import schema
from commonweal_web.place.services.items import add_item, change_item
from commonweal_web.place.viewer import Viewer, visible
from commonweal_web.systemmap.models import NamedMap


def add_map(*, place: Any, noun: schema.NamedMap, viewer: Viewer, by: Any, disclosure: str) -> None:
    """A new map, with nothing on it yet."""
    add_item(model=NamedMap, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure)


def change_map(*, place: Any, noun: schema.NamedMap, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change the name, question or note of a map, known by its id."""
    row = NamedMap.objects.select_related("place").get(visible(NamedMap, viewer), place=place, slug=noun.id)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)
