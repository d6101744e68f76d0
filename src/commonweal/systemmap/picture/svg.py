"""A map as one SVG element."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from commonweal.systemmap.layout.schema import Point
from commonweal.systemmap.picture.arrows import Arrow, arrows
from commonweal.systemmap.picture.company import NOBODY, Gathering, lines_svg, pill, pill_svg
from commonweal.systemmap.picture.key import LINE as LEGEND_LINE
from commonweal.systemmap.picture.key import Key, Paint, key_lines, key_svg, paint_of
from commonweal.systemmap.picture.shapes import LETTER, LINE, TYPE, Box, Curve, box, curve
from commonweal.systemmap.picture.tones import Tone
from commonweal.systemmap.schema import Factor, Link

# As on the site and in the charts: each stands at 4.5 : 1 or better on white where it carries text.
PAPER, INK, MUTED = "#ffffff", "#17231f", "#55625e"
FILLS = {"outcome": "#d9e8f7", "activity": "#fdf6e6"}
CONTESTED = "#8a6200"
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
WIDTHS = {0: 1.5, 1: 1.25, 2: 2.25, 3: 3.5}
MARGIN = 40.0
# From the head of an arrow to the middle of its sign.
TO_SIGN = 26.0


def map_svg(  # noqa: PLR0913
    factors: Sequence[Factor],
    links: Iterable[Link],
    places: Mapping[str, Point],
    *,
    title: str,
    key: Key | None = None,
    gathering: Gathering = NOBODY,
) -> str:
    """The factors that have a place, and the links between them, drawn with a white ground.

    Parameters
    ----------
    factors
        Those without a place are left out.
    links
        Rival views are one arrow.
    places
        The middle of each factor's box.
    title
        What the picture is, for who hears it.
    key
        What its colours stand for, where they stand for more than the kind of each factor. It is drawn below.
    gathering
        Partners and people to draw beside the factors, and their lines.

    Examples
    --------
    >>> map_svg([], [], {}, title="Nothing yet").startswith("<svg ")
    True
    """
    boxes = {factor.id: box(factor.name, places[factor.id]) for factor in factors if factor.id in places}
    drawn = [arrow for arrow in arrows(links) if arrow.from_ in boxes and arrow.to in boxes]
    pills = {body.id: pill(body) for body in gathering.bodies}
    left, top, wide, high = _frame([*boxes.values(), *pills.values()])
    tones = {id_: tone for id_, tone in (key.tones if key else {}).items() if id_ in boxes}
    foot = top + high
    if key:
        lines = key_lines(key, Counter(tones.values()))
        high += len(lines) * LEGEND_LINE + MARGIN
        wide = max(
            wide,
            2 * MARGIN + max(len(line if isinstance(line, str) else line.words) for line in lines) * LETTER + MARGIN,
        )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {wide:g} {high:g}" width="{wide:g}" '
        f'height="{high:g}" role="img" font-family="{FONT}" font-size="{TYPE}"><title>{escape(title)}</title>',
        f'<rect x="{left:g}" y="{top:g}" width="{wide:g}" height="{high:g}" fill="{PAPER}"/>',
        *(_arrow(arrow, curve(boxes[arrow.from_], boxes[arrow.to])) for arrow in drawn),
        *lines_svg(gathering, pills, boxes),
        *(_factor(factor, boxes[factor.id], tones.get(factor.id)) for factor in factors if factor.id in boxes),
        *(pill_svg(body, pills[body.id]) for body in gathering.bodies),
        *(key_svg(key, Counter(tones.values()), (left + MARGIN, foot)) if key else ()),
        "</svg>",
    ]
    return "\n".join(parts)


def _frame(boxes: Iterable[Box]) -> tuple[float, float, float, float]:
    known = list(boxes) or [Box(0, 0, 0, 0, ())]
    left = min(each.x - each.wide / 2 for each in known) - MARGIN
    top = min(each.y - each.high / 2 for each in known) - MARGIN
    right = max(each.x + each.wide / 2 for each in known) + MARGIN
    bottom = max(each.y + each.high / 2 for each in known) + MARGIN
    return left, top, right - left, bottom - top


def _factor(factor: Factor, shape: Box, tone: Tone | None) -> str:
    first = shape.y - (len(shape.lines) - 1) * LINE / 2 + TYPE * 0.35
    lines = "".join(
        f'<tspan x="{shape.x:.1f}" y="{first + at * LINE:.1f}">{escape(line)}</tspan>'
        for at, line in enumerate(shape.lines)
    )
    outline = _outline(factor.kind, shape, paint_of(tone) if tone else _plain(factor.kind))
    return f'<g>{outline}<text text-anchor="middle" fill="{INK}">{lines}</text></g>'


def _plain(kind: str) -> Paint:
    return Paint(FILLS.get(kind, PAPER), wide=2 if kind == "outcome" else 1.25)


def _outline(kind: str, shape: Box, paint: Paint) -> str:
    """Each kind of factor has an edge of its own, so that nobody needs its colour."""
    left, top = shape.x - shape.wide / 2, shape.y - shape.high / 2
    dashes = paint.dashes or ("5 3" if kind == "driver" else "")
    style = f'fill="{paint.fill}" stroke="{paint.edge}" stroke-width="{paint.wide:g}"'
    style += f' stroke-dasharray="{dashes}"' if dashes else ""
    if kind == "activity":
        cut, right, bottom = 12.0, left + shape.wide, top + shape.high
        corners = [(left + cut, top), (right - cut, top), (right, shape.y), (right - cut, bottom),
                   (left + cut, bottom), (left, shape.y)]  # fmt: skip
        return f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in corners)}" {style}/>'
    round_ = {"outcome": shape.high / 2, "stock": 0.0}.get(kind, 8.0)
    outer = _rect(left, top, shape.wide, shape.high, round_, style)
    if kind != "stock":
        return outer
    inner = f'fill="none" stroke="{paint.edge}" stroke-width="1"'
    return outer + _rect(left + 4, top + 4, shape.wide - 8, shape.high - 8, 0.0, inner)


def _rect(left: float, top: float, wide: float, high: float, round_: float, style: str) -> str:  # noqa: PLR0913
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" '
        f'rx="{min(round_, 26.0):g}" {style}/>'
    )


def _arrow(arrow: Arrow, way: Curve) -> str:
    colour = CONTESTED if arrow.contested else MUTED
    dashes = ' stroke-dasharray="7 5"' if arrow.poor else ""
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in _head(way))
    (x0, y0), (x1, y1), (x2, y2) = way.start, way.bend, way.end
    return (
        f'<path d="M{x0:.1f},{y0:.1f}Q{x1:.1f},{y1:.1f} {x2:.1f},{y2:.1f}" fill="none" stroke="{colour}" '
        f'stroke-width="{WIDTHS[arrow.strength]}"{dashes}/><polygon points="{points}" fill="{colour}"/>'
        f"{_delay(way, colour) if arrow.delayed else ''}{_sign(arrow, way, colour)}"
    )


def _head(way: Curve) -> list[Point]:
    """The three corners of an arrow's head."""
    (x, y), (across, down) = way.end, _direction(way.bend, way.end)
    back_x, back_y = x - across * 12, y - down * 12
    return [(x, y), (back_x - down * 5, back_y + across * 5), (back_x + down * 5, back_y - across * 5)]


def _sign(arrow: Arrow, way: Curve, colour: str) -> str:
    if not arrow.sign and not arrow.contested:
        return ""
    x, y = way.at(max(0.5, 1 - TO_SIGN / max(way.length, 1.0)))
    said = "±" if arrow.contested else "+" if arrow.sign == "+" else "−"
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8.5" fill="{PAPER}" stroke="{colour}"/>'
        f'<text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="middle" fill="{INK}" font-weight="700">{said}</text>'
    )


def _delay(way: Curve, colour: str) -> str:
    """Two strokes across the middle of an arrow: it takes time."""
    across, down = _direction(way.at(0.45), way.at(0.55))
    strokes = []
    for part in (-3.0, 3.0):
        x, y = way.at(0.5)
        x, y = x + across * part, y + down * part
        strokes.append(f"M{x - down * 7:.1f},{y + across * 7:.1f}L{x + down * 7:.1f},{y - across * 7:.1f}")
    return f'<path d="{"".join(strokes)}" stroke="{colour}" stroke-width="2" fill="none"/>'


def _direction(one: Point, other: Point) -> Point:
    across, down = other[0] - one[0], other[1] - one[1]
    far = (across * across + down * down) ** 0.5 or 1.0
    return across / far, down / far
