"""A map as a picture to print or send: SVG, PNG, PDF."""

import vl_convert

PICTURES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}

# Dots to a unit of the map, so that names are sharp on paper.
SCALE = 1.5


def picture_of(svg: str, kind: str) -> bytes:
    """A drawing in the kind asked for; letters are those of the machine that draws.

    Raises
    ------
    KeyError
        Where there is no such kind.
    """
    if kind == "svg":
        return svg.encode()
    draw = {"png": vl_convert.svg_to_png, "pdf": vl_convert.svg_to_pdf}[kind]
    return bytes(draw(svg, scale=SCALE if kind == "png" else 1.0))
