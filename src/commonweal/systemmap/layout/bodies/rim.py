"""Round the rim of a drawing: its sides, rows of pills beside them, and past whoever stands there already."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from commonweal.systemmap.layout.coordinates import nearest_apart
from commonweal.systemmap.layout.schema import Point

# The room of a body's pill, and how far from the drawing the first of them stand.
WIDE, HIGH = 190.0, 44.0
FROM_DRAWING = 60.0
# From the middle of one pill to that of the next beside it, and below it.
ACROSS, DOWN = WIDE + 20.0, HIGH + 20.0
# About half a factor's box, the largest that there is.
HALF_WIDE, HALF_HIGH = 110.0, 55.0

Side = Literal["left", "right", "top", "bottom"]
SIDES: tuple[Side, ...] = ("left", "right", "top", "bottom")
OUTWARD: Mapping[Side, Point] = {"left": (-ACROSS, 0), "right": (ACROSS, 0), "top": (0, -DOWN), "bottom": (0, DOWN)}


@dataclass(frozen=True, slots=True)
class Rim:
    """The rectangle round all factors' boxes."""

    left: float
    top: float
    right: float
    bottom: float

    def edge(self, side: Side, along: float, out: float = FROM_DRAWING) -> Point:
        """The point so far outside one of its sides, at a height or a breadth: where a pill there begins."""
        if side in ("left", "right"):
            return (self.left - out if side == "left" else self.right + out), along
        return along, (self.top - out if side == "top" else self.bottom + out)

    def spot(self, side: Side, along: float) -> Point:
        """The middle of a pill there."""
        return self.edge(side, along, FROM_DRAWING + (WIDE if side in ("left", "right") else HIGH) / 2)


def rim_round(points: Collection[Point]) -> Rim:
    """The rim round factors by the middles of their boxes."""
    across, down = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    return Rim(min(across) - HALF_WIDE, min(down) - HALF_HIGH, max(across) + HALF_WIDE, max(down) + HALF_HIGH)


def beside(rim: Rim, side: Side, bodies: Sequence[str], wished: Sequence[float]) -> dict[str, Point]:
    """The bodies of one side in their order, near where they would stand; above and below in as many rows as needed."""
    if side in ("left", "right"):
        return {
            body: _rounded(rim.spot(side, at))
            for body, at in zip(bodies, nearest_apart(wished, [DOWN] * (len(bodies) - 1)), strict=True)
        }
    fit = max(1, int((rim.right - rim.left - WIDE) // ACROSS) + 1)
    rows = ceil(len(bodies) / fit)
    spots: dict[str, Point] = {}
    for row in range(rows):
        some, wishes = bodies[row::rows], wished[row::rows]
        for body, at in zip(some, _within(wishes, rim.left + WIDE / 2, rim.right - WIDE / 2), strict=True):
            x, y = rim.spot(side, at)
            spots[body] = _rounded((x, y + OUTWARD[side][1] * row))
    return spots


def _within(wished: Sequence[float], lowest: float, highest: float) -> list[float]:
    """The nearest numbers that keep apart and within bounds: those that keep apart, cut at the bounds."""
    apart = nearest_apart(wished, [ACROSS] * (len(wished) - 1))
    most = highest - ACROSS * (len(wished) - 1)
    return [min(max(at - place * ACROSS, lowest), most) + place * ACROSS for place, at in enumerate(apart)]


def _rounded(point: Point) -> Point:
    return round(point[0], 1) + 0.0, round(point[1], 1) + 0.0


def clear_of(spots: Mapping[str, Point], sides: Mapping[str, Side], taken: list[Point]) -> dict[str, Point]:
    """The spots, each moved outward past whoever stands there."""
    found: dict[str, Point] = {}
    for body, (x, y) in spots.items():
        across, down = OUTWARD[sides.get(body, "bottom")]
        at = x, y
        while any(abs(at[0] - one) < WIDE and abs(at[1] - other) < HIGH for one, other in taken):
            at = _rounded((at[0] + across, at[1] + down))
        found[body] = at
        taken.append(at)
    return found
