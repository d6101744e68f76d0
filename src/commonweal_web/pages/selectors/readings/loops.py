"""The loops of a map as sentences, with the names and stories that people gave them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from commonweal.errors import CannotAnswer
from commonweal.reports.schema import Column, Table
from commonweal.systemmap.advice.loops import delay_words, loop_sentence, loops_advice
from commonweal.systemmap.independent import independent_loops
from commonweal.systemmap.loops import Loop, Loops, feedback_loops, likely_signs, rotated
from commonweal.systemmap.schema import Factor, SystemMap
from commonweal_web.investment.selectors import rows_seen
from commonweal_web.pages.selectors.worked_out import worked_out
from commonweal_web.place.models import Place
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.named_loops import selectors as named_loops


@dataclass(frozen=True, slots=True)
class WantedLoops:
    """Which loops: through a factor ("" for any), of so many factors at the most, or the few that tell all."""

    through: str = ""
    longest: int = 6
    few: bool = False


@dataclass(frozen=True, slots=True)
class LoopLine:
    """A loop: R1, B2 and so on, its sentence, how long it takes, and the name and story that somebody gave it."""

    label: str
    factors: tuple[str, ...]
    sentence: str
    delay: str
    disputed: bool
    named: Kept | None

    @property
    def ids(self) -> str:
        """Its factors as an address names them."""
        return ";".join(self.factors)

    @property
    def way(self) -> str:
        """The way round as the drawing is asked to light it."""
        return ".".join((*self.factors, self.factors[0]))


@dataclass(frozen=True, slots=True)
class LoopsSheet:
    """What the page shows of a map's loops."""

    factors: tuple[Factor, ...]
    advice: tuple[str, ...]
    lines: tuple[LoopLine, ...]
    table: Table


def loops_of(place: Place, viewer: Viewer, wanted: WantedLoops) -> LoopsSheet:
    """The loops of a map, as far as a viewer may see it."""
    rows = rows_seen(place, viewer, ("factors", "links"))
    system_map = SystemMap(rows["factors"], rows["links"])
    found = loops_in(system_map, wanted)
    names = {factor.id: factor.name for factor in system_map.factors}
    given = {rotated(kept.noun.factors): kept for kept in named_loops.named_loops(place, viewer)}
    lines = tuple(_lines(found.loops, system_map, names, given))
    advice = ("These few loops pass every link that is on any loop.",) if wanted.few and lines else loops_advice(found)
    return LoopsSheet(system_map.factors, advice, lines, _table(lines, names))


def loops_in(system_map: SystemMap, wanted: WantedLoops) -> Loops:
    """The loops of a map that are asked for, worked out once."""
    return worked_out("loops", (system_map, wanted), lambda: _found(system_map, wanted))


def _found(system_map: SystemMap, wanted: WantedLoops) -> Loops:
    """The loops asked for; a map with too many for anybody is asked for shorter ones."""
    if wanted.few:
        return Loops(independent_loops(system_map), len(system_map.factors), None)
    for longest in range(wanted.longest, 1, -1):
        try:
            return feedback_loops(system_map, max_length=longest, through=wanted.through or None)
        except CannotAnswer:
            continue
    return Loops((), 1, None)


def _lines(
    loops: tuple[Loop, ...],
    system_map: SystemMap,
    names: dict[str, str],
    given: dict[tuple[str, ...], Kept],
) -> Iterator[LoopLine]:
    signs = likely_signs(system_map)
    numbers = {kind: count(1) for kind in "RB?"}
    for loop in loops:
        yield LoopLine(
            label=f"{loop.polarity}{next(numbers[loop.polarity])}",
            factors=loop.factors,
            sentence=loop_sentence(loop, signs, names),
            delay=delay_words(loop.delay_months),
            disputed=loop.disputed,
            named=given.get(rotated(loop.factors)),
        )


def _table(lines: tuple[LoopLine, ...], names: dict[str, str]) -> Table:
    return Table(
        caption="The loops of the map",
        columns=(Column("Loop"), Column("Name"), Column("Factors, in order"), Column("Returns"), Column("In words")),
        rows=tuple(
            (
                line.label, line.named.noun.name if line.named else "",
                "; ".join(names.get(id_, id_) for id_ in line.factors), line.delay, line.sentence,
            )
            for line in lines
        ),
    )  # fmt: skip
