"""The picture of a map, drawn on the server from what its viewer may see."""

from collections.abc import Iterable, Mapping
from typing import Any

from commonweal.reports.pictures import PICTURES
from commonweal.systemmap.picture.svg import map_svg
from commonweal.systemmap.schema import MAIN_MAP, Factor, Link, SavedView
from commonweal_web.pages.map.toning import key_of, near
from commonweal_web.pages.selectors.readings.colours import Colouring
from commonweal_web.systemmap.document import shapes
from commonweal_web.ui.pen import PEN

FORMATS = PICTURES

USUAL = SavedView("usual", "The whole map")


def picture(start: Mapping[str, Any], kind: str, view: SavedView = USUAL, worked_out: Colouring | None = None) -> bytes:
    """The map that a page begins with, as a picture of a view of it.

    `worked_out` is the answer of the server where its colours are worked out there.
    """
    factors, links, places = _nouns(start)
    seen = _seen(factors, links, view)
    key = key_of(view.colour, start, worked_out)
    title = f"Map of {start['name']}: {start['question']}"
    svg = map_svg([factor for factor in factors if factor.id in seen], links, places, title=title, key=key)
    return svg.encode() if kind == "svg" else PEN.picture_of(svg, kind)


def _seen(factors: Iterable[Factor], links: Iterable[Link], view: SavedView) -> set[str]:
    """The factors that a view shows: near its focus, where that is one of them, and of no kind that it hides."""
    shown = {factor.id for factor in factors if factor.kind not in view.hide}
    if view.focus not in {factor.id for factor in factors}:
        return shown
    ways: dict[str, set[str]] = {}
    for link in links:
        ways.setdefault(link.from_, set()).add(link.to)
        ways.setdefault(link.to, set()).add(link.from_)
    return shown & near(ways, view.focus, view.steps)


def _nouns(start: Mapping[str, Any]) -> tuple[list[Factor], list[Link], dict[str, tuple[float, float]]]:
    sheets = list(start["rows"].values())
    factors = [Factor(id_, each["name"], each["kind"]) for sheet in sheets for id_, each in sheet["factors"].items()]
    links = [shapes.link_noun(each) for sheet in sheets for each in sheet["links"].values()]
    prefix = f"{start['map']}/"
    moved = {
        key.removeprefix(prefix): (float(x), float(y))
        for sheet in sheets
        for key, (x, y) in sheet["positions"].items()
        if key.startswith(prefix)
    }
    places = {**start["placed"], **moved} if start["map"] == MAIN_MAP else moved
    return factors, links, places
