"""Pathways: by which ways does one factor act on another, and what lies before and behind a factor?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Literal

from commonweal.errors import CannotAnswer, WrongUse
from commonweal.systemmap.loops import (
    Arrows,
    LikelyLink,
    arrows_of,
    cycles,
    has_longer_cycle,
    likely_links,
    refuse_unknown,
)
from commonweal.systemmap.schema import SystemMap

# Factors on a pathway, both ends included: longer chains of causes are hardly ever believed.
LONGEST_PATHWAY = 8

# More pathways than this no one reads.
MOST_PATHWAYS = 10_000

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pathway:
    """A chain of links that passes no factor twice. `sign` is what more of the first does to the last.

    "+" raises it, "-" lowers it, "" has a link without a sign. `delay_months` adds up the likely delays, unknown
    ones as 0. `disputed` means that partners differ about a sign on the way; the sign is then by what most hold.
    """

    factors: tuple[str, ...]
    sign: Literal["+", "-", ""]
    delay_months: float
    disputed: bool


@dataclass(frozen=True, slots=True)
class Pathways:
    """All pathways up to a length, the shortest first. `longer_exist` is None where a short search could not tell."""

    pathways: tuple[Pathway, ...]
    max_length: int
    longer_exist: bool | None


def pathways(system_map: SystemMap, start: str, end: str, *, max_length: int = LONGEST_PATHWAY) -> Pathways:
    """Every way by which one factor acts on another.

    Parameters
    ----------
    system_map
        Rows that are rival views of a link count as one link.
    start, end
        Two factors of the map.
    max_length
        Most factors on a pathway, both ends included, at least 2.

    Raises
    ------
    WrongUse
        Where an end is not on the map, or both are the same.
    CannotAnswer
        With more than 10,000 pathways.

    Examples
    --------
    >>> from commonweal.systemmap.schema import Link
    >>> links = (Link("a", "b", sign="+", delay=3.0), Link("b", "c", sign="-"), Link("a", "c", sign="+"))
    >>> [(way.factors, way.sign) for way in pathways(SystemMap((), links), "a", "c").pathways]
    [(('a', 'c'), '+'), (('a', 'b', 'c'), '-')]
    """
    refuse_unknown((start, end), system_map)
    if start == end:
        raise WrongUse(f'"{start}" is both ends', mend="For ways that come back, ask for loops.")
    likely = likely_links(system_map)
    arrows = _coming_home(list(likely), start, end)
    found = list(islice(cycles(arrows, max_length=max_length, through=start), MOST_PATHWAYS + 1))
    if len(found) > MOST_PATHWAYS:
        raise CannotAnswer(
            f"more than {MOST_PATHWAYS:,} pathways of up to {max_length} factors lead there",
            mend="Ask for shorter ones.",
        )
    told = (_pathway(factors, likely) for factors in sorted(found, key=lambda factors: (len(factors), factors)))
    return Pathways(tuple(told), max_length, has_longer_cycle(arrows, max_length, through=start))


def downstream(system_map: SystemMap, factor: str) -> dict[str, int]:
    """The factors that one acts on, and by how many links at the fewest; the nearest first.

    Examples
    --------
    >>> from commonweal.systemmap.schema import Link
    >>> downstream(SystemMap((), (Link("a", "b"), Link("b", "c"), Link("c", "a"))), "a")
    {'b': 1, 'c': 2}
    """
    refuse_unknown((factor,), system_map)
    return _behind(factor, arrows_of((link.from_, link.to) for link in system_map.links))


def upstream(system_map: SystemMap, factor: str) -> dict[str, int]:
    """The factors that act on one, and by how many links at the fewest; the nearest first.

    Examples
    --------
    >>> from commonweal.systemmap.schema import Link
    >>> upstream(SystemMap((), (Link("a", "b"), Link("b", "c"))), "c")
    {'b': 1, 'a': 2}
    """
    refuse_unknown((factor,), system_map)
    return _behind(factor, arrows_of((link.to, link.from_) for link in system_map.links))


def _coming_home(ends: list[Ends], start: str, end: str) -> Arrows:
    """A map in which every loop through the start is a pathway: it is left and reached at its ends alone."""
    between = [(tail, head) for tail, head in ends if head != start and tail != end]
    return arrows_of([*between, (end, start)])


def _behind(factor: str, arrows: Arrows) -> dict[str, int]:
    found = dict(_rings(factor, arrows))
    del found[factor]
    return found


def _rings(factor: str, arrows: Arrows) -> Iterator[tuple[str, int]]:
    """A factor and all that it leads to, with the steps, ring by ring in the order of their names."""
    seen, ring, steps = {factor}, [factor], 0
    while ring:
        yield from ((name, steps) for name in ring)
        ring = sorted({head for name in ring for head in arrows.get(name, ())} - seen)
        seen.update(ring)
        steps += 1


def _pathway(factors: tuple[str, ...], likely: dict[Ends, LikelyLink]) -> Pathway:
    links = [likely[ends] for ends in pairwise(factors)]
    signs = [link.sign for link in links]
    sign: Literal["+", "-", ""] = "" if "" in signs else "-" if signs.count("-") % 2 else "+"
    return Pathway(factors, sign, sum(link.delay for link in links), any(link.disputed for link in links))
