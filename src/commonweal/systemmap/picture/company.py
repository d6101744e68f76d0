"""Partners and people beside the factors of a picture: pills, dotted lines to what they act on, lines between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from commonweal.systemmap.layout.schema import Point
from commonweal.systemmap.picture.shapes import Box, Curve, curve
from commonweal.systemmap.schema import Actor, Tie, TieKind

# As on the site: 6.6 : 1 on white.
COLOUR, WASH, PAPER, INK = "#7a5636", "#f5ede3", "#ffffff", "#17231f"
# Lettering of a pill: at most so many letters a line, two lines.
LETTERS, MOST_LINES, LETTER, TYPE, LINE = 17, 2, 7.2, 14, 17.0
# The disk at its left end, and the air round it and the words.
DISK, AIR = 11.0, 6.0
NARROWEST = 96.0
HIGH = 30.0
# Dots of a line by the power of who acts: how thick, and how far from each other.
DOTS: Mapping[int | None, tuple[float, float]] = {None: (1.8, 6.0), 1: (1.8, 6.0), 2: (3.0, 7.5), 3: (4.4, 9.0)}
WORDS: Mapping[TieKind, str] = {"works_with": "works with", "funds": "funds", "refers_to": "refers to",
                                "shares_data": "shares data", "advises": "advises"}  # fmt: skip
# The way that the words of a tie need, and how much more each of several ties between the same two bends.
ROOM_FOR_WORDS = 150.0
GLYPHS = {
    False: "M-6,5V-2L0,-6.5L6,-2V5ZM-1.6,5V0.8H1.6V5",
    True: "M-2.9,-3a2.9,2.9 0 1 0 5.8,0a2.9,2.9 0 1 0 -5.8,0ZM-5.8,6a5.8,5 0 0 1 11.6,0Z",
}


@dataclass(frozen=True, slots=True)
class Body:
    """A partner or a person of a picture, and the middle of its pill."""

    id: str
    name: str
    is_person: bool
    at: Point


@dataclass(frozen=True, slots=True)
class Gathering:
    """Who stands on a picture, who of them can act on what, and who works with whom."""

    bodies: tuple[Body, ...] = ()
    acts: tuple[Actor, ...] = ()
    ties: tuple[Tie, ...] = ()


NOBODY = Gathering()


def pill(body: Body) -> Box:
    """The pill round a name, which is wrapped, and cut where it is longer than two lines.

    Examples
    --------
    >>> pill(Body("icb", "ICB", False, (0.0, 0.0))).wide, pill(Body("x", "Voluntary action of all", True, (0, 0))).lines
    (96.0, ('Voluntary action', 'of all'))
    """
    lines = wrap(body.name, LETTERS) or [""]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{' '.join(lines[MOST_LINES - 1 :])[: LETTERS - 1].rstrip()}…"]
    wide = max(NARROWEST, max(map(len, lines)) * LETTER + 2 * DISK + 4 * AIR)
    return Box(*body.at, round(wide, 1), HIGH + (len(lines) - 1) * LINE, tuple(lines))


def lines_svg(found: Gathering, pills: Mapping[str, Box], factors: Mapping[str, Box]) -> list[str]:
    """The lines between what is drawn; to nobody, or to no factor of the picture, there are none."""
    acts = [act for act in found.acts if act.partner in pills and act.factor in factors]
    ties = [tie for tie in found.ties if tie.from_ in pills and tie.to in pills and tie.from_ != tie.to]
    return [
        *(_act(act, curve(pills[act.partner], factors[act.factor], side=0)) for act in acts),
        *(_tie(tie, _bent(pills[tie.from_], pills[tie.to], place)) for tie, place in _numbered(ties)),
    ]


def _numbered(ties: Iterable[Tie]) -> Iterable[tuple[Tie, int]]:
    """Each tie with how many go the same way before it."""
    seen: dict[tuple[str, str], int] = {}
    for tie in ties:
        place = seen.get((tie.from_, tie.to), 0)
        seen[tie.from_, tie.to] = place + 1
        yield tie, place


def _bent(from_: Box, to: Box, place: int) -> Curve:
    return curve(from_, to, side=1 + place)


def _act(act: Actor, way: Curve) -> str:
    thick, apart = DOTS.get(act.power, DOTS[None])
    (x0, y0), (x1, y1) = way.start, way.end
    return (
        f'<path d="M{x0:.1f},{y0:.1f}L{x1:.1f},{y1:.1f}" fill="none" stroke="{COLOUR}" stroke-width="{thick}" '
        f'stroke-linecap="round" stroke-dasharray="0.1 {apart}"/>'
    )


def _tie(tie: Tie, way: Curve) -> str:
    (x0, y0), (x1, y1), (x2, y2) = way.start, way.bend, way.end
    line = f"M{x0:.1f},{y0:.1f}Q{x1:.1f},{y1:.1f} {x2:.1f},{y2:.1f}"
    drawn = f'<path d="{line}" fill="none" stroke="{COLOUR}" stroke-width="1.75"/>'
    return f"{drawn}{'' if tie.kind == 'works_with' else _head(way)}{_words(tie, way)}"


def _head(way: Curve) -> str:
    """An open head where a tie leads from one to the other: money, referrals, data, advice."""
    (x, y), (bx, by) = way.end, way.bend
    far = ((x - bx) ** 2 + (y - by) ** 2) ** 0.5 or 1.0
    across, down = (x - bx) / far, (y - by) / far
    points = [(x - across * 10 + down * part, y - down * 10 - across * part) for part in (-5.0, 5.0)]
    (x1, y1), (x2, y2) = points
    return (
        f'<path d="M{x1:.1f},{y1:.1f}L{x:.1f},{y:.1f}L{x2:.1f},{y2:.1f}" fill="none" stroke="{COLOUR}" '
        'stroke-width="1.75"/>'
    )


def _words(tie: Tie, way: Curve) -> str:
    if way.length < ROOM_FOR_WORDS:
        return ""
    x, y = way.at(0.5)
    return (
        f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" font-size="12" fill="{COLOUR}" paint-order="stroke" '
        f'stroke="{PAPER}" stroke-width="4">{WORDS[tie.kind]}</text>'
    )


def pill_svg(body: Body, shape: Box) -> str:
    """A pill with a house or a head in a disk at its left, and its name."""
    left, top = shape.x - shape.wide / 2, shape.y - shape.high / 2
    middle = left + AIR + DISK
    words = middle + DISK + (left + shape.wide - middle - DISK) / 2 - AIR / 2
    first = shape.y - (len(shape.lines) - 1) * LINE / 2 + TYPE * 0.35
    lines = "".join(
        f'<tspan x="{words:.1f}" y="{first + at * LINE:.1f}">{escape(line)}</tspan>'
        for at, line in enumerate(shape.lines)
    )
    fill = PAPER if body.is_person else WASH
    return (
        f'<g><rect x="{left:.1f}" y="{top:.1f}" width="{shape.wide:.1f}" height="{shape.high:.1f}" '
        f'rx="{shape.high / 2:g}" fill="{fill}" stroke="{COLOUR}" stroke-width="1.25"/>'
        f'<g transform="translate({middle:.1f},{shape.y:.1f})"><circle r="{DISK:g}" fill="{COLOUR}"/>'
        f'<path d="{GLYPHS[body.is_person]}" fill="{PAPER}" fill-rule="evenodd"/></g>'
        f'<text text-anchor="middle" font-size="{TYPE}" fill="{INK}">{lines}</text></g>'
    )
