"""The most telling finds of archetypes first, and those that say the same put together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from commonweal.systemmap.archetypes.finding import Find

# Finds of one archetype that share this part of their factors, or more, are told as one (our choice).
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Pattern:
    """The most telling of some finds of one archetype, and the others that run through much the same factors."""

    find: Find
    alike: tuple[Find, ...] = ()


def factors_of(find: Find) -> frozenset[str]:
    """The factors on the loops of a find."""
    return frozenset(factor for loop in find.loops for factor in loop.factors)


def patterns(finds: Iterable[Find]) -> tuple[Pattern, ...]:
    """Finds put together by archetype and factors, the most telling first.

    Parameters
    ----------
    finds
        From `archetypes_in`. A find tells more where the map says delays, where nobody differs about a sign, and with
        fewer factors. A find goes to the first pattern of its archetype whose factors are half or more of all factors
        of the two.

    Returns
    -------
    tuple[Pattern, ...]
        Every find stands in one of them. The best of each archetype come before the second best of any, since a reader
        who sees one kind ten times learns less.

    Examples
    --------
    >>> from commonweal.systemmap.archetypes.finding import archetypes_in
    >>> from commonweal.systemmap.archetypes.known import KNOWN, map_of
    >>> [pattern.find.archetype.name for pattern in patterns(archetypes_in(map_of(KNOWN[0])).finds)]
    ['Fixes that fail']
    """
    found: dict[str, list[Pattern]] = {}
    for find in sorted(finds, key=_telling):
        same = found.setdefault(find.archetype.id, [])
        at = next((place for place, pattern in enumerate(same) if _are_alike(pattern.find, find)), None)
        if at is None:
            same.append(Pattern(find))
        else:
            same[at] = replace(same[at], alike=(*same[at].alike, find))
    ranked = [(rank, pattern) for same in found.values() for rank, pattern in enumerate(same)]
    return tuple(pattern for _, pattern in sorted(ranked, key=lambda each: (each[0], _telling(each[1].find))))


def _telling(find: Find) -> tuple[bool, bool, int, int, tuple[tuple[str, ...], ...]]:
    """What comes first: the least is the most telling."""
    disputed = any(loop.disputed for loop in find.loops)
    lengths = sum(len(loop.factors) for loop in find.loops)
    return not find.delays_known, disputed, len(factors_of(find)), lengths, tuple(loop.factors for loop in find.loops)


def _are_alike(one: Find, other: Find) -> bool:
    """Whether two finds run through much the same factors: by the part that is in both of all that is in either."""
    mine, theirs = factors_of(one), factors_of(other)
    return len(mine & theirs) >= ALIKE * len(mine | theirs)
