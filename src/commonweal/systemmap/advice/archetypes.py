"""Archetypes in sentences: how many kinds of pattern a map may hold, and honestly what was matched."""

from collections.abc import Mapping, Sequence

from commonweal.names import listed
from commonweal.systemmap.archetypes.finding import IN_TIME, Find
from commonweal.systemmap.archetypes.telling import Pattern

CAUTION = (
    "That loops lie so is a reason to ask, not a proof. A pattern is at work only if the people here see it happen."
)


def patterns_advice(found: Sequence[Pattern], *, complete: bool) -> tuple[str, ...]:
    """How many kinds of pattern were found, what that proves, and whether all was looked at.

    Examples
    --------
    >>> patterns_advice((), complete=True)
    ('No loops of this map lie as in a well-known pattern.',)
    """
    if not found:
        return ("No loops of this map lie as in a well-known pattern.", *_left(complete))
    kinds = len({pattern.find.archetype.id for pattern in found})
    places = f", in {len(found)} places" if len(found) > kinds else ""
    lead = f"The loops of this map lie as in {kinds} well-known pattern{'' if kinds == 1 else 's'}{places}."
    return (lead, CAUTION, *_left(complete))


def _left(complete: bool) -> tuple[str, ...]:  # noqa: FBT001
    return () if complete else ("The map has more loops than were looked at: the shortest were.",)


def matched_words(find: Find, names: Mapping[str, str]) -> str:
    """What of the pattern was found on the map, and what was not looked at.

    Examples
    --------
    >>> from commonweal.systemmap.archetypes.finding import archetypes_in
    >>> from commonweal.systemmap.archetypes.known import KNOWN, map_of
    >>> matched_words(archetypes_in(map_of(KNOWN[0])).finds[0], {"problem": "waits", "fix": "overtime"})
    'The loops meet at overtime and waits, their links have the signs of the pattern, and by the delays on the map they come round in its order.'
    """  # noqa: E501
    meet = listed([names.get(factor, factor) for factor in find.shared])
    where = f"The loops meet at {meet}" if find.shared else "The loops lie apart"
    if find.archetype.id not in IN_TIME:
        return f"{where}, and their links have the signs of the pattern."
    if find.delays_known:
        signs = "their links have the signs of the pattern"
        return f"{where}, {signs}, and by the delays on the map they come round in its order."
    unsure = "The map says no delays here, so which loop comes later was not checked."
    return f"{where}, and their links have the signs of the pattern. {unsure}"
