"""The address of a saved view: the same words as the page of the map reads and writes."""

from collections.abc import Mapping
from typing import get_args
from urllib.parse import urlencode

from django.urls import reverse

from commonweal.systemmap.schema import MAIN_MAP, MOST_STEPS, Colour, FactorKind, SavedView, Who


def address_of(place: str, view: SavedView, *, lost: bool = False) -> str:
    """Where a view is looked at; one that has lost something names itself, so that the page says what."""
    asked = asked_for(view)
    by_name = f"{'&' if asked else '?'}saved={view.id}" if lost else ""
    return f"{reverse('pages:map', args=[place])}{asked}{by_name}"


def asked_for(view: SavedView) -> str:
    """What stands behind the path of the map's page; empty for the usual view, as in the browser (look/address.js)."""
    said: dict[str, str] = {}
    if view.map != MAIN_MAP:
        said["map"] = view.map
    if view.focus:
        said["focus"] = view.focus
    if view.focus and view.steps != 1:
        said["steps"] = str(view.steps)
    if view.colour != "kind":
        said["colour"] = view.colour
    if view.colour == "leverage" and view.outcome:
        said["outcome"] = view.outcome
    if view.hide:
        said["hide"] = ".".join(view.hide)
    if view.who:
        said["who"] = view.who
    return f"?{urlencode(said)}" if said else ""


def view_asked(asked: Mapping[str, str]) -> SavedView:
    """The view, without a name, that an address describes; what it gets wrong is as usual."""
    steps = asked.get("steps", "")
    return SavedView(
        id="new",
        name="",
        map=asked.get("map") or MAIN_MAP,
        focus=asked.get("focus", ""),
        steps=int(steps) if steps in map(str, range(1, MOST_STEPS + 1)) else 1,
        colour=next((colour for colour in get_args(Colour) if colour == asked.get("colour")), "kind"),
        outcome=asked.get("outcome", ""),
        hide=tuple(kind for kind in get_args(FactorKind) if kind in asked.get("hide", "").split(".")),
        who=next((who for who in get_args(Who) if who == asked.get("who")), ""),
    )
