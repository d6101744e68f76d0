"""The picture of a map, drawn on the server from what its viewer may see."""

from collections.abc import Mapping
from typing import Any

from commonweal.reports.pictures import PICTURES
from commonweal.systemmap.picture.svg import map_svg
from commonweal.systemmap.schema import MAIN_MAP, Factor, Link
from commonweal_web.systemmap.document import shapes
from commonweal_web.ui.pen import PEN

FORMATS = PICTURES


def picture(start: Mapping[str, Any], kind: str) -> bytes:
    """The map that a page begins with, as a picture."""
    factors, links, places = _nouns(start)
    svg = map_svg(factors, links, places, title=f"Map of {start['name']}: {start['question']}")
    return svg.encode() if kind == "svg" else PEN.picture_of(svg, kind)


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
