"""Charts and maps as pictures. What draws them is here alone, so that a process of its own can be made of it."""

import vl_convert

from commonweal.reports.schema import Specification

VEGA_LITE = "6.4"
PICTURES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}

# Dots to a unit of the map, so that names are sharp on paper.
SCALE = 1.5


def svg(chart: Specification) -> str:
    """A chart as one SVG element, drawn without a network."""
    return str(vl_convert.vegalite_to_svg(dict(chart), vl_version=VEGA_LITE, allowed_base_urls=[]))


def png(chart: Specification, *, scale: float = 2.0) -> bytes:
    """A chart as a picture; scale 2 prints at about 200 dots an inch over an A4 page."""
    return bytes(vl_convert.vegalite_to_png(dict(chart), vl_version=VEGA_LITE, scale=scale, allowed_base_urls=[]))


def picture_of(svg: str, kind: str) -> bytes:
    """A drawing of a map in the kind asked for; letters are those of the machine that draws.

    Raises
    ------
    KeyError
        Where there is no such kind.
    """
    if kind == "svg":
        return svg.encode()
    draw = {"png": vl_convert.svg_to_png, "pdf": vl_convert.svg_to_pdf}[kind]
    return bytes(draw(svg, scale=SCALE if kind == "png" else 1.0))
