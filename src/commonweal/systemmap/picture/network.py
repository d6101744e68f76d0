"""Who works with whom as one SVG element: by group, larger where more ways lead through, ringed where leaving cuts."""

from collections.abc import Mapping, Sequence
from html import escape
from math import sqrt
from textwrap import wrap

from commonweal.systemmap.layout.places import places
from commonweal.systemmap.layout.schema import Point
from commonweal.systemmap.network.reading import NetworkReading, NodeReading
from commonweal.systemmap.picture.svg import CONTESTED, FONT, INK, MUTED, PAPER

# Fills that ink is read on, one for each of the first groups by name; further groups share the last.
FILLS = ("#d9e8f7", "#fbe6d8", "#ece3f6", "#dde6e2", "#fdf6e6", "#cfe9e4", "#f6dfe9", "#e9e9c8", "#e6e9ec")
UNKNOWN = "#ffffff"

# More nodes than this are no picture; the table has them all.
MOST_NODES = 150

SMALLEST, LARGEST = 12.0, 34.0
TYPE, LINE, LETTERS = 15, 17.0, 22
MARGIN = 60.0
SWATCH = 26.0


def network_svg(reading: NetworkReading, *, title: str) -> str:
    """A network drawn with a white ground; empty where it has no ties, or too many nodes for a picture.

    Parameters
    ----------
    reading
        From `network_reading`.
    title
        What the picture is, for who hears it.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> from commonweal.systemmap.network.reading import network_reading
    >>> network_svg(network_reading(network_from([], [], directed=True)), title="Nobody yet")
    ''
    """
    network = reading.network
    if not network.ties or network.n > MOST_NODES:
        return ""
    pairs = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    ties = sorted({(min(pair), max(pair)) for pair in pairs})
    points = places("force", network.ids, [(network.ids[one], network.ids[other]) for one, other in ties])
    middle = [points[id_] for id_ in network.ids]
    fills = {group: FILLS[min(at, len(FILLS) - 1)] for at, group in enumerate(reading.groups)}
    left, top, wide, high = _frame(middle, len(fills))
    sizes = _sizes(reading.nodes)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {wide:g} {high:g}" role="img" '
        f'font-family="{FONT}" font-size="{TYPE}"><title>{escape(title)}</title>',
        f'<rect x="{left:g}" y="{top:g}" width="{wide:g}" height="{high:g}" fill="{PAPER}"/>',
        *(_tie(middle[one], middle[other]) for one, other in ties),
        *(
            _node(node, point, size, fills.get(node.group, UNKNOWN))
            for node, point, size in zip(reading.nodes, middle, sizes, strict=True)
        ),
        *_legend(fills, (left + MARGIN / 2, top + high - len(fills) * SWATCH)),
        "</svg>",
    ]
    return "\n".join(parts)


def _frame(points: Sequence[Point], groups: int) -> tuple[float, float, float, float]:
    """Left, top, width and height of the whole, with the legend under it."""
    across, down = [x for x, _ in points], [y for _, y in points]
    left, top = min(across) - 2 * MARGIN, min(down) - MARGIN
    wide, high = max(across) - left + 2 * MARGIN, max(down) - top + 2 * MARGIN
    return left, top, wide, high + groups * SWATCH


def _sizes(nodes: Sequence[NodeReading]) -> list[float]:
    """Radii whose areas grow with the ways that lead through."""
    most = max(node.betweenness for node in nodes)
    return [SMALLEST + (LARGEST - SMALLEST) * sqrt(node.betweenness / most if most else 0.0) for node in nodes]


def _tie(start: Point, end: Point) -> str:
    (x1, y1), (x2, y2) = start, end
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{MUTED}" stroke-width="1.5"/>'


def _node(node: NodeReading, point: Point, size: float, fill: str) -> str:
    x, y = point
    ring = f'<circle cx="{x:g}" cy="{y:g}" r="{size + 5:.1f}" fill="none" stroke="{CONTESTED}" stroke-width="3"/>'
    circle = f'<circle cx="{x:g}" cy="{y:g}" r="{size:.1f}" fill="{fill}" stroke="{INK}" stroke-width="1.5"/>'
    lines = wrap(node.name, LETTERS)[:3]
    text = "".join(
        f'<tspan x="{x:g}" y="{y + size + 18 + at * LINE:g}">{escape(line)}</tspan>' for at, line in enumerate(lines)
    )
    halo = f'paint-order="stroke" stroke="{PAPER}" stroke-width="4"'
    label = f'<text text-anchor="middle" fill="{INK}" {halo}>{text}</text>'
    return f"{ring if node.cuts else ''}{circle}{label}"


def _legend(fills: Mapping[str, str], corner: Point) -> list[str]:
    """The groups, each with its fill."""
    x, y = corner
    return [
        f'<circle cx="{x:g}" cy="{y + at * SWATCH:g}" r="8" fill="{fill}" stroke="{INK}"/>'
        f'<text x="{x + 18:g}" y="{y + at * SWATCH + 5:g}" fill="{INK}">{escape(group)}</text>'
        for at, (group, fill) in enumerate(fills.items())
    ]
