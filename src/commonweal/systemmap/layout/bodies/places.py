"""Where partners and people stand: round the rim of the drawing, each beside what it can act on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot

from commonweal.systemmap.layout.bodies.rim import (
    DOWN,
    FROM_DRAWING,
    HIGH,
    SIDES,
    Rim,
    Side,
    beside,
    clear_of,
    rim_round,
)
from commonweal.systemmap.layout.schema import Point
from commonweal.systemmap.schema import BODY

# What the editor may ask for at once.
MOST_BODIES = 1_000


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
    rim = rim_round(factors.values())
    wishes = _wishes(company, factors, rim, fixed)
    spots: dict[str, Point] = {}
    for side in SIDES:
        wanted = sorted((along, body) for body, (where, along) in wishes.items() if where == side and body not in fixed)
        spots |= beside(rim, side, [body for _, body in wanted], [along for along, _ in wanted])
    lowest = max((y for body, (_, y) in spots.items() if wishes[body][0] == "bottom"), default=None)
    foot = rim if lowest is None else replace(rim, bottom=lowest + DOWN - FROM_DRAWING - HIGH / 2)
    others = sorted(set(company.bodies) - wishes.keys() - fixed.keys())
    spots |= beside(foot, "bottom", others, [(rim.left + rim.right) / 2] * len(others))
    sides = {body: side for body, (side, _) in wishes.items()}
    return clear_of(spots, sides, list(fixed.values()))


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
