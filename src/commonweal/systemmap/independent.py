"""The shortest independent loop set: a few short loops that pass every link that is on any loop."""

from collections.abc import Iterable

from commonweal.systemmap.loops import Arrows, Loop, arrows_of, loops_of, rotated
from commonweal.systemmap.schema import SystemMap


def independent_loops(system_map: SystemMap) -> tuple[Loop, ...]:
    """Short loops that between them pass every link that is on any loop, each with a link that no earlier one has.

    For each link on a loop the shortest loop through it is found (of several, the first by the names of its factors).
    From the shortest on, a loop is kept where it has a link that no kept one has. So none can be put together from
    the others, and there are at most as many as links less factors plus one, for each part in which all feed back
    on each other. There may be other sets as short, and loops that this one does not tell.

    Returns
    -------
    tuple of Loop
        The shortest first. Empty where nothing feeds back.

    References
    ----------
    Oliva R (2004) Model structure analysis through graph theory: partition heuristics and feedback structure
    decomposition. System Dynamics Review 20.

    Examples
    --------
    >>> from commonweal.systemmap.schema import Link
    >>> links = tuple(Link(*ends, sign="+") for ends in ("ab", "ba", "bc", "cb", "ca"))
    >>> [loop.factors for loop in independent_loops(SystemMap((), links))]
    [('a', 'b'), ('b', 'c'), ('a', 'b', 'c')]
    """
    arrows = arrows_of((link.from_, link.to) for link in system_map.links)
    return loops_of(system_map, shortest_independent(arrows))


def shortest_independent(arrows: Arrows) -> list[tuple[str, ...]]:
    """The set as cycles, each told from its first factor by name."""
    ends = [(tail, head) for tail, heads in arrows.items() for head in heads]
    through = {rotated(way) for tail, head in ends if (way := _shortest_way(arrows, head, tail))}
    kept: list[tuple[str, ...]] = []
    told: set[tuple[str, str]] = set()
    for cycle in sorted(through, key=lambda cycle: (len(cycle), cycle)):
        links = set(zip(cycle, cycle[1:] + cycle[:1], strict=True))
        if not links <= told:
            kept.append(cycle)
            told |= links
    return kept


def _shortest_way(arrows: Arrows, start: str, goal: str) -> tuple[str, ...]:
    """The factors on the shortest way, the first by name of several; empty where there is none."""
    before: dict[str, str] = {start: ""}
    ring: Iterable[str] = [start]
    while ring and goal not in before:
        ahead: dict[str, str] = {}
        for tail in ring:
            for head in arrows.get(tail, ()):
                if head not in before and head not in ahead:
                    ahead[head] = tail
        before.update(ahead)
        ring = list(ahead)
    if goal not in before:
        return ()
    way = [goal]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way))
