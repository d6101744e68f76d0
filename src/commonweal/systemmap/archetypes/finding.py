"""Where a map holds an archetype: by how its loops lie against each other, their signs, and which comes later.

That loops lie so is a reason to look, and no proof: whether the pattern works in this place, its people know.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from commonweal.systemmap.archetypes.known import KNOWN, Archetype
from commonweal.systemmap.loops import Loop, feedback_loops
from commonweal.systemmap.schema import SystemMap

# Loops longer than this are no pattern that anybody would draw.
LONGEST = 6

# Loops that are laid against each other, the shortest first, and finds that are told of one archetype.
MOST_LOOPS = 150
MOST_FOUND = 50

# Archetypes that tell a sooner loop from a later one.
IN_TIME = {
    "fixes-that-fail",
    "shifting-the-burden",
    "limits-to-success",
    "tragedy-of-the-commons",
    "drifting-goals",
    "growth-and-underinvestment",
}

FLOW_SIGNS = {"adds_to": "+", "drains": "-"}


@dataclass(frozen=True, slots=True)
class Find:
    """Loops of a map that lie as those of an archetype do.

    `shared` are the factors at which they meet. `delays_known` is False where the map says no delay that would tell
    which loop comes later, so that the order in time was not checked.
    """

    archetype: Archetype
    loops: tuple[Loop, ...]
    shared: tuple[str, ...]
    delays_known: bool


@dataclass(frozen=True, slots=True)
class Finds:
    """All finds, in the order of the archetypes and the shortest first, and whether all loops were looked at."""

    finds: tuple[Find, ...]
    complete: bool


class _Lying:
    """The loops of a map and how they lie: what two of them share, and by which signs they leave and enter it."""

    def __init__(self, system_map: SystemMap, loops: tuple[Loop, ...]) -> None:
        self.loops = loops
        self.signs: dict[tuple[str, str], str] = {}
        for link in system_map.links:
            self.signs.setdefault((link.from_, link.to), FLOW_SIGNS.get(link.kind, link.sign))
        self.factors = {loop: frozenset(loop.factors) for loop in loops}
        self.links = {loop: frozenset(links_of(loop)) for loop in loops}

    @cached_property
    def balancing(self) -> tuple[Loop, ...]:
        """Loops that balance."""
        return tuple(loop for loop in self.loops if loop.polarity == "B")

    @cached_property
    def reinforcing(self) -> tuple[Loop, ...]:
        """Loops that reinforce."""
        return tuple(loop for loop in self.loops if loop.polarity == "R")

    def shared(self, one: Loop, other: Loop) -> frozenset[str]:
        """The factors that two loops share."""
        return self.factors[one] & self.factors[other]

    def share_a_link(self, one: Loop, other: Loop) -> bool:
        """Whether two loops run along the same link."""
        return not self.links[one].isdisjoint(self.links[other])

    def meet_in_one(self, one: Loop, other: Loop) -> str:
        """The one factor that two loops share; empty where they share none or more."""
        shared = self.shared(one, other)
        return next(iter(shared)) if len(shared) == 1 else ""

    def leaves(self, loop: Loop, factor: str) -> str:
        """The sign by which a loop leaves a factor."""
        place = loop.factors.index(factor)
        return self.signs[factor, loop.factors[(place + 1) % len(loop.factors)]]

    def enters(self, loop: Loop, factor: str) -> str:
        """The sign by which a loop comes back to a factor."""
        return self.signs[loop.factors[loop.factors.index(factor) - 1], factor]


def links_of(loop: Loop) -> Iterator[tuple[str, str]]:
    """The links of a loop, in order."""
    return zip(loop.factors, (*loop.factors[1:], loop.factors[0]), strict=True)


# Loops that lie as in one archetype, the earlier before the later where the order in time matters.
Lies = Callable[[_Lying], Iterator[tuple[Loop, ...]]]


def archetypes_in(system_map: SystemMap, *, max_length: int = LONGEST) -> Finds:
    """Where the loops of a map lie as those of a known archetype.

    Parameters
    ----------
    system_map
        Rows that are rival views of a link count as the first of them.
    max_length
        Most factors in a loop.

    Returns
    -------
    Finds
        At most 50 of each archetype, the shortest loops first. Loops of unknown polarity are passed over.

    Raises
    ------
    CannotAnswer
        With more than 200,000 loops.

    Examples
    --------
    >>> from commonweal.systemmap.archetypes.known import map_of
    >>> [find.archetype.name for find in archetypes_in(map_of(KNOWN[0])).finds]
    ['Fixes that fail']
    """
    found = feedback_loops(system_map, max_length=max_length).loops
    lying = _Lying(system_map, found[:MOST_LOOPS])
    finds: list[Find] = []
    complete = len(found) <= MOST_LOOPS
    for archetype in KNOWN:
        some = sorted(LIES[archetype.id](lying), key=_length)
        complete = complete and len(some) <= MOST_FOUND
        finds += [_find(archetype, loops, lying) for loops in some[:MOST_FOUND]]
    return Finds(tuple(finds), complete)


def _length(loops: tuple[Loop, ...]) -> tuple[int, tuple[tuple[str, ...], ...]]:
    return sum(len(loop.factors) for loop in loops), tuple(loop.factors for loop in loops)


def _find(archetype: Archetype, loops: tuple[Loop, ...], lying: _Lying) -> Find:
    shared = frozenset[str]().union(*(lying.shared(one, other) for one, other in combinations(loops, 2)))
    return Find(archetype, loops, tuple(sorted(shared)), any(loop.delay_months for loop in loops))


def _later(one: Loop, other: Loop) -> bool:
    """Whether a loop returns later than another, or nothing is known of either."""
    return one.delay_months > other.delay_months or (one.delay_months == other.delay_months == 0)


def _fixes_that_fail(lying: _Lying) -> Iterator[tuple[Loop, ...]]:
    """A balancing loop, and a later reinforcing one that runs along its fix and comes back another way."""
    for fix in lying.balancing:
        for backlash in lying.reinforcing:
            if lying.share_a_link(fix, backlash) and _later(backlash, fix) and _differ_only_after(lying, fix, backlash):
                yield fix, backlash


def _differ_only_after(lying: _Lying, fix: Loop, backlash: Loop) -> bool:
    """Whether two loops share one stretch and nothing else: its links are one fewer than its factors."""
    links = lying.links[fix] & lying.links[backlash]
    return len(links) == len(lying.shared(fix, backlash)) - 1


def _shifting_the_burden(lying: _Lying) -> Iterator[tuple[Loop, ...]]:
    """Two balancing loops from one symptom, the lasting one later, and a reinforcing loop along both."""
    for easy in lying.balancing:
        for lasting in lying.balancing:
            symptom = lying.meet_in_one(easy, lasting)
            if easy is lasting or not symptom or not _later(lasting, easy):
                continue
            for reliance in lying.reinforcing:
                if lying.share_a_link(reliance, easy) and lying.share_a_link(reliance, lasting):
                    yield easy, lasting, reliance


def _limits_to_success(lying: _Lying) -> Iterator[tuple[Loop, ...]]:
    """A reinforcing loop and a later balancing one that meet in one factor."""
    for growth in lying.reinforcing:
        for limit in lying.balancing:
            if lying.meet_in_one(growth, limit) and _later(limit, growth):
                yield growth, limit


def _success_to_the_successful(lying: _Lying) -> Iterator[tuple[Loop, ...]]:
    """Two reinforcing loops that meet in one factor, which gives to the one what it takes from the other."""
    for one, other in combinations(lying.reinforcing, 2):
        if (pot := lying.meet_in_one(one, other)) and {lying.leaves(one, pot), lying.leaves(other, pot)} == {"+", "-"}:
            yield one, other


def _tragedy_of_the_commons(lying: _Lying) -> Iterator[tuple[Loop, ...]]:
    """Two reinforcing loops apart, each with a balancing one beside it; the balancing ones run along one link."""
    beside = [
        (gain, cost)
        for gain in lying.reinforcing
        for cost in lying.balancing
        if lying.share_a_link(gain, cost) and _later(cost, gain)
    ]
    for (gain, cost), (other_gain, other_cost) in combinations(beside, 2):
        is_apart = not lying.shared(gain, other_gain)
        is_apart = is_apart and not lying.shared(gain, other_cost) and not lying.shared(other_gain, cost)
        if is_apart and lying.share_a_link(cost, other_cost):
            yield gain, other_gain, cost, other_cost


def _escalation(lying: _Lying) -> Iterator[tuple[Loop, ...]]:
    """Two balancing loops that meet in one factor, which spurs the one as it calms the other."""
    for one, other in combinations(lying.balancing, 2):
        lead = lying.meet_in_one(one, other)
        if lead and {lying.leaves(one, lead), lying.leaves(other, lead)} == {"+", "-"}:
            yield one, other


def _drifting_goals(lying: _Lying) -> Iterator[tuple[Loop, ...]]:
    """Two balancing loops that a gap sets going alike: the slower lowers it by acting, the other by its goal."""
    for lowering in lying.balancing:
        for acting in lying.balancing:
            gap = lying.meet_in_one(lowering, acting)
            if not gap or lowering is acting or not _later(acting, lowering):
                continue
            alike = lying.leaves(lowering, gap) == lying.leaves(acting, gap)
            if alike and (lying.enters(acting, gap), lying.enters(lowering, gap)) == ("-", "+"):
                yield lowering, acting


def _growth_and_underinvestment(lying: _Lying) -> Iterator[tuple[Loop, ...]]:
    """Limits to success, with a balancing loop of capacity that meets the limit, lies apart from growth, comes last."""
    for growth, limit in _limits_to_success(lying):
        for building in lying.balancing:
            meets = building is not limit and lying.meet_in_one(limit, building)
            if meets and not lying.shared(growth, building) and _later(building, limit):
                yield growth, limit, building


LIES: Mapping[str, Lies] = {
    "fixes-that-fail": _fixes_that_fail,
    "shifting-the-burden": _shifting_the_burden,
    "limits-to-success": _limits_to_success,
    "success-to-the-successful": _success_to_the_successful,
    "tragedy-of-the-commons": _tragedy_of_the_commons,
    "escalation": _escalation,
    "drifting-goals": _drifting_goals,
    "growth-and-underinvestment": _growth_and_underinvestment,
}
