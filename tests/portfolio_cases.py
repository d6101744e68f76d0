"""Small joint decisions for the tests of the portfolio: money in round pounds, no discounting, few factors."""

from dataclasses import replace

from appraisal_cases import a_case, benefit, cost
from commonweal.investment.schema import Benefit, Budget, Case, Cost, Option, Valuation
from commonweal.place.schema import Equity
from commonweal.simulation.schema import Effect
from commonweal.systemmap.schema import Factor, Link, SystemMap

# A&E visits follow street drinking by half as much, at once; nobody is sure by how much an option lowers drinking.
MAP = SystemMap(
    (
        Factor("drinking", "Street drinking", "cause", better="lower", baseline=200.0),
        Factor("visits", "A&E visits", "outcome", per="month", better="lower", baseline=1000.0),
    ),
    (Link("drinking", "visits", sign="+", elasticity_low=0.3, elasticity=0.5, elasticity_high=0.7),),
)
PRICE = Valuation("visits", "A&E visits", 10.0, bearer="icb", cashable=0.5)


def option(name: str, **others) -> Option:
    return Option(name, name.title(), **others)


def effect(name: str, change: float, *, factor: str = "drinking", spread: float = 0.04) -> Effect:
    return Effect(name, factor, change - spread, change, change + spread)


def budget(partner: str, amount: float, *, year: int = 0, kind: str = "revenue") -> Budget:
    return Budget(partner, year, kind, amount)


def joint(*rows: Cost | Benefit | Budget | Option | Effect | Valuation, **others) -> Case:
    """A case of any rows; options that no row describes stand by their names alone, in order of the alphabet."""
    described = [row for row in rows if isinstance(row, Option)]
    plain = [row for row in rows if isinstance(row, Cost | Benefit)]
    named = {row.option for row in rows if isinstance(row, Cost | Benefit | Effect)} - {row.id for row in described}
    return a_case(
        *plain,
        options=(*described, *(option(name) for name in sorted(named))),
        budgets=tuple(row for row in rows if isinstance(row, Budget)),
        effects=tuple(row for row in rows if isinstance(row, Effect)),
        valuations=tuple(row for row in rows if isinstance(row, Valuation)),
        **{"system_map": MAP, **others},
    )


def with_equity(case: Case, least_share: float, *neighbourhoods: str) -> Case:
    return replace(case, place=replace(case.place, equity=Equity(neighbourhoods, least_share)))


def gain(pounds: float, *, option: str, bearer: str = "icb", **others) -> Benefit:
    """A benefit of so many pounds in all, in the first year."""
    return benefit(pounds, option=option, name=f"{option} {bearer}", bearer=bearer, profile=(1.0,), **others)


def uncertain(*, maximum: float = 20_000.0) -> Case:
    """Three options against drinking, whose worth differs from draw to draw, and one that helps nobody."""
    return joint(
        cost(9_000.0, option="bus"), cost(6_000.0, option="hub", partner="icb"), cost(12_000.0, option="wardens"),
        cost(5_000.0, option="leaflets"), effect("bus", -0.05), effect("hub", -0.06),
        effect("wardens", -0.07, spread=0.06),
        budget("council", maximum), PRICE,
    )  # fmt: skip
