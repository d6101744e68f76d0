"""The patterns of loops that keep coming back, where a map may hold them: the most telling first, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commonweal.errors import CannotAnswer
from commonweal.names import listed
from commonweal.reports.schema import Column, Table
from commonweal.systemmap.advice.archetypes import matched_words, patterns_advice
from commonweal.systemmap.advice.loops import delay_words, loop_sentence
from commonweal.systemmap.archetypes.finding import LONGEST, Find, Finds, archetypes_in
from commonweal.systemmap.archetypes.known import Archetype
from commonweal.systemmap.archetypes.telling import Pattern, patterns
from commonweal.systemmap.loops import likely_signs, rotated
from commonweal.systemmap.schema import SystemMap
from commonweal_web.investment.selectors import rows_seen
from commonweal_web.pages.selectors.worked_out import worked_out
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.named_loops import selectors as named_loops

# So many are read aloud; the others stand in the table.
MOST_TOLD = 10

# Factors at which loops meet that a heading has room for.
MOST_IN_HEADING = 2

Signs = Mapping[tuple[str, str], str]
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PartLine:
    """A loop of a pattern: what it is in the pattern, the name it was given here, its sentence, how long it takes.

    `way` is how the drawing is asked to light it.
    """

    part: str
    kind: str
    name: str
    sentence: str
    delay: str
    way: str


@dataclass(frozen=True, slots=True)
class PatternLine:
    """A pattern, where its loops meet, what was matched, and how many others run through much the same factors."""

    archetype: Archetype
    where: str
    parts: tuple[PartLine, ...]
    matched: str
    disputed: bool
    alike: int


@dataclass(frozen=True, slots=True)
class PatternsSheet:
    """What the page shows: sentences, the patterns read aloud, how many more there are, and all of them as a table."""

    advice: tuple[str, ...]
    lines: tuple[PatternLine, ...]
    more: int
    table: Table


def patterns_of(place: Place, viewer: Viewer) -> PatternsSheet:
    """The patterns of a map, as far as a viewer may see it."""
    rows = rows_seen(place, viewer, ("factors", "links"))
    system_map = SystemMap(rows["factors"], rows["links"])
    found = finds_in(system_map)
    names = {factor.id: factor.name for factor in system_map.factors}
    given = {rotated(kept.noun.factors): kept.noun.name for kept in named_loops.named_loops(place, viewer)}
    signs, told = likely_signs(system_map), patterns(found.finds)
    return PatternsSheet(
        advice=patterns_advice(told, complete=found.complete) if system_map.factors else (),
        lines=tuple(_line(pattern, signs, names, given) for pattern in told[:MOST_TOLD]),
        more=len(told[MOST_TOLD:]),
        table=_table(told, signs, names),
    )


def finds_in(system_map: SystemMap) -> Finds:
    """Where a map's loops lie as in a known pattern, worked out once."""
    return worked_out("patterns", system_map, lambda: _found(system_map))


def _found(system_map: SystemMap) -> Finds:
    """What is found; a map with too many loops for anybody is asked for shorter ones."""
    for longest in range(LONGEST, 1, -1):
        try:
            return archetypes_in(system_map, max_length=longest)
        except CannotAnswer:
            continue
    return Finds((), complete=False)


def _line(pattern: Pattern, signs: Signs, names: Names, given: Mapping[tuple[str, ...], str]) -> PatternLine:
    find = pattern.find
    return PatternLine(
        archetype=find.archetype,
        where=listed([names[factor] for factor in find.shared]) if len(find.shared) <= MOST_IN_HEADING else "",
        parts=tuple(
            PartLine(
                part=f"{part[0].upper()}{part[1:]}",
                kind=loop.polarity,
                name=given.get(rotated(loop.factors), ""),
                sentence=loop_sentence(loop, signs, names),
                delay=delay_words(loop.delay_months),
                way=".".join((*loop.factors, loop.factors[0])),
            )
            for part, loop in zip(find.archetype.parts, find.loops, strict=True)
        ),
        matched=matched_words(find, names),
        disputed=any(loop.disputed for loop in find.loops),
        alike=len(pattern.alike),
    )


def _table(told: tuple[Pattern, ...], signs: Signs, names: Names) -> Table:
    headings = ("Group", "Pattern", "Part", "Kind of loop", "In words", "Comes round", "What was matched")
    return Table(
        caption="Patterns that the loops of the map may hold",
        columns=tuple(map(Column, headings)),
        rows=tuple(
            (str(number), *cells)
            for number, pattern in enumerate(told, 1)
            for find in (pattern.find, *pattern.alike)
            for cells in _cells(find, signs, names)
        ),
    )


def _cells(find: Find, signs: Signs, names: Names) -> Iterator[tuple[str, ...]]:
    matched = matched_words(find, names)
    for part, loop in zip(find.archetype.parts, find.loops, strict=True):
        sentence, delay = loop_sentence(loop, signs, names), delay_words(loop.delay_months)
        yield find.archetype.name, part, loop.polarity, sentence, delay, matched
