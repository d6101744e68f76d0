"""By which ways one factor of a map acts on another; without another, what lies before and behind it."""

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.errors import CannotAnswer
from commonweal.reports.schema import Column, Table
from commonweal.systemmap.advice.pathways import pathway_sentence, pathways_advice
from commonweal.systemmap.loops import likely_signs
from commonweal.systemmap.pathways import LONGEST_PATHWAY, Pathway, Pathways, downstream, pathways, upstream
from commonweal.systemmap.schema import Factor, SystemMap
from commonweal_web.investment.selectors import rows_seen
from commonweal_web.pages.selectors.worked_out import worked_out
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import Viewer

DOES = {"+": "raises it", "-": "lowers it", "": "acts on it"}


@dataclass(frozen=True, slots=True)
class PathwayLine:
    """One way: what more of the first does to the last, in words, whether partners differ about a sign on it.

    `way` is how the drawing is asked to light it.
    """

    does: str
    sentence: str
    disputed: bool
    way: str


@dataclass(frozen=True, slots=True)
class Near:
    """A factor before or behind another, and the fewest links between."""

    factor: Factor
    links: int


@dataclass(frozen=True, slots=True)
class PathwaysSheet:
    """Sentences and ways from one factor to another; or, where none was asked for, what is before and behind it."""

    start: Factor
    end: Factor | None
    advice: tuple[str, ...]
    lines: tuple[PathwayLine, ...]
    before: tuple[Near, ...]
    behind: tuple[Near, ...]
    table: Table


def map_seen(place: Place, viewer: Viewer) -> SystemMap:
    """The map as far as a viewer may see it."""
    rows = rows_seen(place, viewer, ("factors", "links"))
    return SystemMap(rows["factors"], rows["links"])


def pathways_on(system_map: SystemMap, start: Factor, end: Factor) -> PathwaysSheet:
    """The ways from one factor to another."""
    found = worked_out("pathways", (system_map, start.id, end.id), lambda: _found(system_map, start.id, end.id))
    names, signs = {one.id: one.name for one in system_map.factors}, likely_signs(system_map)
    lines = tuple(
        PathwayLine(DOES[way.sign], pathway_sentence(way, signs, names), way.disputed, ".".join(way.factors))
        for way in found.pathways
    )
    advice = pathways_advice(found, start.name, end.name)
    return PathwaysSheet(start, end, advice, lines, (), (), _table(found.pathways, lines, names))


def around(system_map: SystemMap, factor: Factor) -> PathwaysSheet:
    """What acts on a factor, and what it acts on, the nearest first."""
    factors = {one.id: one for one in system_map.factors}
    before, behind = (
        _near(found, factors) for found in (upstream(system_map, factor.id), downstream(system_map, factor.id))
    )
    sides = (("acts on it", before), ("it acts on", behind))
    rows = tuple((side, near.factor.name, f"{near.links}") for side, found in sides for near in found)
    columns = (Column("Side"), Column("Factor"), Column("Fewest links between", figures=True))
    return PathwaysSheet(factor, None, (), (), before, behind, Table(f"Around {factor.name}", columns, rows))


def _found(system_map: SystemMap, start: str, end: str) -> Pathways:
    """The ways; where there are too many for anybody, the shorter ones."""
    for longest in range(LONGEST_PATHWAY, 1, -1):
        try:
            return pathways(system_map, start, end, max_length=longest)
        except CannotAnswer:
            continue
    return Pathways((), 1, None)


def _near(found: Mapping[str, int], factors: Mapping[str, Factor]) -> tuple[Near, ...]:
    return tuple(Near(factors[id_], links) for id_, links in found.items())


def _table(ways: tuple[Pathway, ...], lines: tuple[PathwayLine, ...], names: Mapping[str, str]) -> Table:
    columns = (Column("More of it"), Column("Factors, in order"), Column("Months", figures=True), Column("In words"))
    rows = tuple(
        (line.does, "; ".join(names[id_] for id_ in way.factors), f"{way.delay_months:.0f}", line.sentence)
        for way, line in zip(ways, lines, strict=True)
    )
    return Table("Ways from one factor to another", columns, rows)
