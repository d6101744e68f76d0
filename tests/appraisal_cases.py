"""Small cases for the tests of the appraisal: one option unless more are wanted, and money easy to follow."""

from datetime import date

from commonweal.files.parameters import read_parameters
from commonweal.investment.schema import Benefit, Case, Cost, Option, Parameters, RateBand, RateTable
from commonweal.place.schema import Appraisal, Partner, Place
from commonweal.systemmap.schema import SystemMap

PARAMETERS = read_parameters()
PARTNERS = (
    Partner("council", "Council", "council"),
    Partner("icb", "Integrated care board", "health"),
    Partner("police", "Police", "police"),
)


def flat_rates(rate: float, name: str = "flat") -> RateTable:
    return RateTable(name, (RateBand(0, None, rate),), "made for this test", date(2026, 4, 1), True)


def with_rate(rate: float) -> Parameters:
    """The shipped tables, with one flat rate named "flat" beside them."""
    return Parameters(
        (*PARAMETERS.rates, flat_rates(rate)), PARAMETERS.grades, PARAMETERS.deflators, PARAMETERS.strengths
    )


def cost(amount: float, *, option: str = "hub", partner: str = "council", year: int = 0, **others) -> Cost:
    return Cost(option, partner, year, others.pop("kind", "revenue"), amount, **others)


def benefit(unit_value: float, *, option: str = "hub", name: str = "A&E", population: float = 1.0, **others) -> Benefit:
    return Benefit(option, name, population, unit_value=unit_value, **{"bearer": "icb", **others})


def a_case(*rows: Cost | Benefit, rate: float = 0.0, years: int = 5, **others) -> Case:
    """A case of these rows at a flat rate; `others` are fields of the case or of the place's appraisal."""
    settings = {"price_year": None, "deadweight_basis": "of_impact", "rates": "flat"}
    settings = {key: others.pop(key, value) for key, value in settings.items()}
    place = Place("Somewhere", "What to do?", "", date(2026, 4, 1), years, Appraisal(**settings))
    nothing = dict.fromkeys(("measures", "events", "effects", "valuations", "budgets"), ())
    standing = {
        "options": tuple(Option(name, name.title()) for name in sorted({row.option for row in rows})),
        "system_map": SystemMap(),
        "series": {},
        "parameters": with_rate(rate),
    }
    return Case(
        place=place,
        partners=PARTNERS,
        costs=tuple(row for row in rows if isinstance(row, Cost)),
        benefits=tuple(row for row in rows if isinstance(row, Benefit)),
        **{**nothing, **standing, **others},
    )
