"""What moves an outcome most, or why that cannot be said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.errors import CommonwealError
from commonweal.reports.schema import Column, Table
from commonweal.simulation.leverage.advice import leverage_advice
from commonweal.simulation.leverage.ranking import Leverage, leverage
from commonweal.simulation.quantify import measured_levels, model_from_map
from commonweal.systemmap.schema import Factor, SystemMap
from commonweal_web.investment.selectors import parameters_of, rows_seen
from commonweal_web.measures.selectors import series_of
from commonweal_web.pages.selectors.worked_out import worked_out
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import Viewer

# Draws of the strengths of links; always the same ones.
RUNS, SEED = 1_000, 1
TABLES = ("factors", "links", "measures", "actors", "partners")

# Levers that the picture shows; the table to take away has all.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class LeverLine:
    """A factor, what a lasting 1 % more of it does to the outcome (in per cent), and where 90 in 100 draws lie."""

    factor: str
    name: str
    effect: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """The effect with its range."""
        return f"{self.effect:+.2g} % ({self.low:+.2g} % to {self.high:+.2g} %)"


@dataclass(frozen=True, slots=True)
class Levers:
    """What the page shows: `least` and `most` are the ends of the line that ranges are drawn on.

    `every` are all factors that are ranked, `lines` those that the picture shows.
    """

    outcome: Factor
    advice: tuple[str, ...]
    refused: bool
    every: tuple[LeverLine, ...]
    least: float
    most: float
    assumed: tuple[str, ...]
    table: Table

    @property
    def lines(self) -> tuple[LeverLine, ...]:
        """The first of them."""
        return self.every[:SHOWN]


def rows_for(place: Place, viewer: Viewer) -> dict[str, tuple[Any, ...]]:
    """The rows that levers are found in, as far as a viewer may see."""
    return rows_seen(place, viewer, TABLES)


def outcomes_among(factors: Iterable[Factor]) -> tuple[Factor, ...]:
    """Of some factors those that can be asked about: outcomes first, and no stocks."""
    return tuple(sorted((one for one in factors if one.kind != "stock"), key=lambda one: one.kind != "outcome"))


def levers_among(place: Place, viewer: Viewer, rows: Mapping[str, Any], outcome: str) -> Levers:
    """What moves one outcome most, by the rows of `TABLES` that a viewer may see."""
    series = series_of(place, viewer)
    measured = measured_levels(rows["measures"], series, factors=rows["factors"])
    strengths = parameters_of(place).strengths
    given = (rows["factors"], rows["links"], rows["actors"], rows["partners"], sorted(measured.items()), strengths)
    return worked_out("every-lever", (given, outcome), lambda: _levers(rows, measured, strengths, outcome))


def _levers(rows: Mapping[str, Any], measured: dict[str, float], strengths: Sequence[Any], outcome: str) -> Levers:
    system_map = SystemMap(rows["factors"], rows["links"])
    try:
        model = model_from_map(system_map, measured=measured, strengths=strengths)
        found, assumed = leverage(model, outcome, runs=RUNS, seed=SEED), model.warnings
    except CommonwealError as fault:  # the map cannot be run as it stands: that is the answer
        found, assumed = Leverage(outcome, (), None, fault.problem, (), 0.0, RUNS, SEED), (fault.mend,)
    advice = leverage_advice(found, system_map, actors=rows["actors"], partners=rows["partners"])
    names = {factor.id: factor.name for factor in system_map.factors}
    lines = tuple(
        LeverLine(one.factor, names.get(one.factor, one.factor), one.effect, one.low, one.high) for one in found.levers
    )
    return Levers(
        outcome=next(factor for factor in system_map.factors if factor.id == outcome),
        advice=advice,
        refused=found.refused is not None,
        every=lines,
        least=min((0.0, *(line.low for line in lines))),
        most=max((0.0, *(line.high for line in lines))),
        assumed=tuple(assumed),
        table=_table(lines, names.get(outcome, outcome)),
    )


def _table(lines: Sequence[LeverLine], outcome: str) -> Table:
    return Table(
        caption=f"What a lasting 1 % more of each factor does to {outcome}",
        columns=(
            Column("Factor"), Column("Effect, %", figures=True), Column("Low, %", figures=True),
            Column("High, %", figures=True),
        ),
        rows=tuple((line.name, f"{line.effect:+.4f}", f"{line.low:+.4f}", f"{line.high:+.4f}") for line in lines),
        note="90 in 100 draws of the strengths of the links lie between low and high.",
    )  # fmt: skip
