"""Options: what requires what, and what excludes what."""

from collections.abc import Iterator, Mapping

from commonweal.errors import Fault
from commonweal.files.checks.rows import amiss, numbered
from commonweal.files.schema import Draft
from commonweal.investment.schema import Option

# What each option requires, by id.
Requires = Mapping[str, tuple[str, ...]]


def impossible_options(draft: Draft) -> Iterator[Fault]:
    """Options that can never be chosen: they require each other in a circle, or what is excluded."""
    options = {option.id: option for option in draft.options.rows}
    requires = {name: tuple(other for other in option.requires if other in options) for name, option in options.items()}
    told: set[frozenset[str]] = set()
    for line, option in numbered(draft.options):
        where = (draft.options, line)
        if option.id in option.excludes:
            yield amiss(where, "excludes", f"{option.id} excludes itself", f"Take {option.id} out of the cell.")
        circle = _circle(option.id, requires)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            problem = (
                f"{' requires '.join([*circle, circle[0]])}" if len(circle) > 1 else f"{option.id} requires itself"
            )
            yield amiss(where, "requires", problem, "Take one of them out: options in a circle wait for each other.")
        yield from (amiss(where, *conflict) for conflict in _conflicts(option, options, requires))


def _circle(start: str, requires: Requires) -> list[str]:
    """A shortest circle of requirements through an option; empty where there is none."""
    came_from = _reached(start, requires)
    if start not in came_from:
        return []
    circle = [came_from[start]]
    while circle[-1] != start:
        circle.append(came_from[circle[-1]])
    return circle[::-1]


def _conflicts(option: Option, options: Mapping[str, Option], requires: Requires) -> Iterator[tuple[str, str, str]]:
    """Pairs that exclude each other among an option and all that it requires, near or far."""
    together = dict.fromkeys([option.id, *_reached(option.id, requires)])
    pairs = {frozenset((one, other)): None for one in together for other in options[one].excludes if other in together}
    for pair in pairs:
        if len(pair) == 1:
            continue
        one, other = (name for name in together if name in pair)
        whom = other if one == option.id else f"{one} and {other}"
        problem = f"{option.id} requires {whom}, but {one} and {other} exclude each other"
        yield "requires", problem, "Take one of the two out of requires or excludes."


def _reached(start: str, requires: Requires) -> dict[str, str]:
    """Every option that one requires, by way of others too, nearest first, with the one that requires it."""
    came_from: dict[str, str] = {}
    queue = [start]
    for name in queue:
        for following in requires[name]:
            if following not in came_from:
                came_from[following] = name
                if following != start:
                    queue.append(following)
    return came_from
