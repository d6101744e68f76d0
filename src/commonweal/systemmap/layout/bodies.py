"""Where partners and people stand: round the rim of the drawing, each beside what it can act on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, hypot
from typing import Literal

from commonweal.systemmap.layout.coordinates import nearest_apart
from commonweal.systemmap.layout.schema import Point
from commonweal.systemmap.schema import BODY

# The room of a body's pill, and how far from the drawing the first of them stand.
WIDE, HIGH = 190.0, 44.0
FROM_DRAWING = 60.0
# From the middle of one pill to that of the next beside it, and below it.
ACROSS, DOWN = WIDE + 20.0, HIGH + 20.0
# About half a factor's box, the largest that there is.
HALF_WIDE, HALF_HIGH = 110.0, 55.0

# What the editor may ask for at once.
MOST_BODIES = 1_000

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


@dataclass(frozen=True, slots=True)
class Company:
    """Bodies, who of them can act on which factor, and who works with whom: pairs of ids."""

    bodies: tuple[str, ...]
    acts: tuple[tuple[str, str], ...] = ()
    ties: tuple[tuple[str, str], ...] = ()


def places_of_bodies(
    company: Company, factors: Mapping[str, Point], standing: Mapping[str, Point] | None = None
) -> dict[str, Point]:
    """A place for every body that does not stand anywhere yet; the same every time, whatever their order.

    Each stands on the side of the drawing from which its lines to what it can act on are shortest, in the order that
    keeps them so. Who only works with others stands beside them; all others stand along the foot. No pill covers a
    factor, or another pill.

    Parameters
    ----------
    company
        Bodies and their lines; those that name nobody, or no factor that stands, do not count.
    factors
        Where the factors stand. They stay.
    standing
        Where some of the bodies stand already. They stay, too.

    Examples
    --------
    >>> places_of_bodies(Company(("police",), (("police", "calls"),)), {"calls": (0.0, 0.0), "far": (900.0, 0.0)})
    {'police': (0.0, -137.0)}
    """
    fixed = standing or {}
    rim = _rim(factors.values())
    wishes = _wishes(company, factors, rim, fixed)
    spots: dict[str, Point] = {}
    for side in SIDES:
        wanted = sorted((along, body) for body, (where, along) in wishes.items() if where == side and body not in fixed)
        spots |= _beside(rim, side, [body for _, body in wanted], [along for along, _ in wanted])
    lowest = max((y for body, (_, y) in spots.items() if wishes[body][0] == "bottom"), default=None)
    foot = rim if lowest is None else replace(rim, bottom=lowest + DOWN - FROM_DRAWING - HIGH / 2)
    others = sorted(set(company.bodies) - wishes.keys() - fixed.keys())
    spots |= _beside(foot, "bottom", others, [(rim.left + rim.right) / 2] * len(others))
    sides = {body: side for body, (side, _) in wishes.items()}
    return _clear(spots, sides, list(fixed.values()))


def _rim(points: Collection[Point]) -> Rim:
    across, down = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    return Rim(min(across) - HALF_WIDE, min(down) - HALF_HIGH, max(across) + HALF_WIDE, max(down) + HALF_HIGH)


def _wishes(
    company: Company, factors: Mapping[str, Point], rim: Rim, fixed: Mapping[str, Point]
) -> dict[str, tuple[Side, float]]:
    known = set(company.bodies)
    ends: dict[str, list[Point]] = {}
    for body, factor in sorted(set(company.acts)):
        if body in known and factor in factors:
            ends.setdefault(body, []).append(factors[factor])
    found = {body: _best(rim, points) for body, points in ends.items()}
    return _with_friends(company, found, rim, fixed)


def _best(rim: Rim, points: Sequence[Point]) -> tuple[Side, float]:
    """The side from which the lines are shortest, and where along it: in the middle of what they lead to."""
    mean = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    tried = {side: mean[1] if side in ("left", "right") else mean[0] for side in SIDES}

    def length(side: Side) -> float:
        x, y = rim.edge(side, tried[side])
        return round(sum(hypot(x - one, y - other) for one, other in points), 3)

    side = min(SIDES, key=length)
    return side, tried[side]


def _with_friends(
    company: Company, found: dict[str, tuple[Side, float]], rim: Rim, fixed: Mapping[str, Point]
) -> dict[str, tuple[Side, float]]:
    """Whoever has no wish takes that of those they work with, in rounds, so that the order of ties plays no part."""
    friends: dict[str, set[str]] = {body: set() for body in company.bodies}
    for one, other in company.ties:
        if one in friends and other in friends and one != other:
            friends[one].add(other)
            friends[other].add(one)
    found = found | {body: _best(rim, [point]) for body, point in fixed.items() if body in friends}
    while True:
        later = {
            body: _joined([found[other] for other in sorted(others) if other in found])
            for body, others in friends.items()
            if body not in found and not others.isdisjoint(found)
        }
        if not later:
            return found
        found = found | later


def _joined(wishes: Sequence[tuple[Side, float]]) -> tuple[Side, float]:
    """The side where most of them are, and their middle there."""
    side = max(SIDES, key=lambda one: sum(where == one for where, _ in wishes))
    along = [at for where, at in wishes if where == side]
    return side, sum(along) / len(along)


def _beside(rim: Rim, side: Side, bodies: Sequence[str], wished: Sequence[float]) -> dict[str, Point]:
    """The bodies of one side in their order, near where they would stand: above and below in as many rows as needed."""
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


def _clear(spots: Mapping[str, Point], sides: Mapping[str, Side], taken: list[Point]) -> dict[str, Point]:
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


def parted(ids: Iterable[str], lines: Iterable[tuple[str, str]]) -> tuple[list[str], list[tuple[str, str]], Company]:
    """Factors and links apart from bodies, whose ids begin with "@" here, and their lines.

    Examples
    --------
    >>> parted(["a", "@b", "@c"], [("@b", "a"), ("@b", "@c")])[2]
    Company(bodies=('@b', '@c'), acts=(('@b', 'a'),), ties=(('@b', '@c'),))
    """
    listed, drawn = list(ids), list(lines)
    of_two = [line for line in drawn if line[0].startswith(BODY) and line[1].startswith(BODY)]
    acts = [line for line in drawn if line[0].startswith(BODY) and not line[1].startswith(BODY)]
    links = [line for line in drawn if not line[0].startswith(BODY) and not line[1].startswith(BODY)]
    bodies = tuple(one for one in listed if one.startswith(BODY))
    return [one for one in listed if not one.startswith(BODY)], links, Company(bodies, tuple(acts), tuple(of_two))
