"""Boxes of factors and curves of links, as numbers."""

from dataclasses import dataclass
from math import hypot
from textwrap import wrap

from commonweal.systemmap.layout.schema import Point

# Size of type, and what a line and a letter take of the units of positions.csv.
TYPE = 15
LINE = 19.0
LETTER = 7.6
LETTERS_IN_A_LINE = 21
MOST_LINES = 4
# Air left and right, above and below.
AIR_WIDE, AIR_HIGH = 34.0, 24.0
NARROWEST = 96.0


@dataclass(frozen=True, slots=True)
class Box:
    """A factor's box: its middle, its size, and the lines of its name."""

    x: float
    y: float
    wide: float
    high: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A link: where it leaves, the point that it bends towards, where it arrives."""

    start: Point
    bend: Point
    end: Point

    def at(self, part: float) -> Point:
        """The point after a part of the way, 0 to 1."""
        rest = 1 - part
        x, y = (
            rest * rest * one + 2 * rest * part * two + part * part * three
            for one, two, three in zip(self.start, self.bend, self.end, strict=True)
        )
        return x, y

    @property
    def length(self) -> float:
        """About how long it is: between the straight way and that by its bend."""
        straight = hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])
        legs = hypot(self.bend[0] - self.start[0], self.bend[1] - self.start[1])
        legs += hypot(self.end[0] - self.bend[0], self.end[1] - self.bend[1])
        return (straight + legs) / 2


def box(name: str, middle: Point) -> Box:
    """The box of a factor round its name, which is wrapped, and cut where it is longer than four lines."""
    lines = wrap(name, LETTERS_IN_A_LINE) or [""]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][: LETTERS_IN_A_LINE - 1]}…"]
    wide = max(NARROWEST, max(map(len, lines)) * LETTER + AIR_WIDE)
    return Box(*middle, wide, len(lines) * LINE + AIR_HIGH, tuple(lines))


def curve(from_: Box, to: Box, *, side: int = 1) -> Curve:
    """A link between two boxes, bent a little to its right, so that two that go both ways never lie on each other.

    Examples
    --------
    >>> curve(Box(0, 0, 100, 40, ()), Box(400, 0, 100, 40, ())).bend
    (200.0, 48.0)
    """
    across, down = to.x - from_.x, to.y - from_.y
    far = hypot(across, down) or 1.0
    reach = side * min(64.0, max(14.0, far * 0.12))
    bend = ((from_.x + to.x) / 2 - down / far * reach, (from_.y + to.y) / 2 + across / far * reach)
    return Curve(edge(from_, bend, air=0.0), bend, edge(to, bend, air=3.0))


def edge(shape: Box, towards: Point, *, air: float) -> Point:
    """Where the way from the middle of a box to a point leaves the box, and `air` more.

    Examples
    --------
    >>> edge(Box(0, 0, 100, 40, ()), (200, 0), air=0.0)
    (50.0, 0.0)
    """
    across, down = towards[0] - shape.x, towards[1] - shape.y
    part = min(
        (shape.wide / 2 + air) / abs(across) if across else float("inf"),
        (shape.high / 2 + air) / abs(down) if down else float("inf"),
    )
    part = min(part, 1.0)
    return shape.x + across * part, shape.y + down * part
