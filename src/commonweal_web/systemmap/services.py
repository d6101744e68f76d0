"""Writes of the map, each with its event in the audit."""

from typing import Any

from commonweal.systemmap import schema
from commonweal_web.place.services.items import add_item, change_item, take_away
from commonweal_web.place.viewer import Viewer, visible
from commonweal_web.systemmap.models import Factor, Link


def add_factor(*, place: Any, noun: schema.Factor, viewer: Viewer, by: Any, disclosure: str) -> str:
    """A new factor; its id."""
    return add_item(model=Factor, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure).slug


def change_factor(*, place: Any, noun: schema.Factor, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change a factor, known by its id."""
    row = Factor.objects.select_related("place").get(visible(Factor, viewer), place=place, slug=noun.id)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def add_link(*, place: Any, noun: schema.Link, viewer: Viewer, by: Any, disclosure: str) -> None:
    """A new view of how one factor acts on another."""
    add_item(model=Link, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure)


def change_link(*, link: int, noun: schema.Link, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change a view, known by its key."""
    row = Link.objects.select_related("place").get(visible(Link, viewer), pk=link)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def delete_link(*, place: Any, link: int, viewer: Viewer, by: Any) -> bool:
    """Take a view away; whether there was one that its reader may see."""
    row = Link.objects.select_related("place").filter(visible(Link, viewer), place=place, pk=link).first()
    if row is not None:
        take_away(row=row, by=by)
    return row is not None
