"""Numbers and dates: within their bounds, and low before likely before high."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf, nextafter

from commonweal.errors import Fault
from commonweal.files.checks.rows import amiss, numbered
from commonweal.files.place_toml import PRICE_YEARS
from commonweal.files.schema import Draft

# Nothing can fall by all of itself or more: the logarithm of what is left has no value.
ABOVE_MINUS_ONE = nextafter(-1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the numbers of some columns must lie between, what to say of one that does not, and the mend."""

    lowest: float
    highest: float
    said: str
    mend: str


FRACTION = Bounds(0.0, 1.0, "is not a fraction from 0 to 1", "Write 15 % as 0.15.")
MONEY = Bounds(0.0, inf, "is negative", "Write the amount without the minus.")
COUNT = Bounds(0.0, inf, "is negative", "Write 0 or more.")
MONTHS = Bounds(0.0, inf, "is negative", "Write months of 0 or more.")
SIZE = Bounds(0.0, inf, "is negative", "Put the minus in the sign column.")
GRADE = Bounds(1, 6, "is no grade of evidence", "Write a grade from 1 (best) to 6.")
POWER = Bounds(1, 3, "is no power to act", "Write 1, 2 or 3.")
CHANGE = Bounds(ABOVE_MINUS_ONE, inf, "takes away all or more", "Write a fall of 10 % as -0.10; it stays above -1.")
PRICES = Bounds(*PRICE_YEARS, "is no price year", "Write a year such as 2024.")

BOUNDS: tuple[tuple[str, tuple[str, ...], Bounds], ...] = (
    ("factors", ("trend_low", "trend", "trend_high"), CHANGE),
    ("actors", ("power",), POWER),
    ("links", ("elasticity_low", "elasticity", "elasticity_high"), SIZE),
    ("links", ("delay_low", "delay", "delay_high"), MONTHS),
    ("links", ("grade",), GRADE),
    ("measures", ("lag_days",), COUNT),
    ("options", ("start",), MONTHS),
    ("effects", ("change_low", "change", "change_high"), CHANGE),
    ("effects", ("ramp_months", "lasts_months"), MONTHS),
    ("effects", ("grade",), GRADE),
    ("costs", ("year",), COUNT),
    ("costs", ("amount",), MONEY),
    ("costs", ("grade",), GRADE),
    ("benefits", ("population",), COUNT),
    ("benefits", ("takeup", "retention", "deadweight", "share", "cashable"), FRACTION),
    ("benefits", ("unit_value",), MONEY),
    ("benefits", ("price_year",), PRICES),
    ("benefits", ("profile",), COUNT),
    ("benefits", ("grade",), GRADE),
    ("valuations", ("value_per_unit",), MONEY),
    ("valuations", ("price_year",), PRICES),
    ("valuations", ("share", "cashable"), FRACTION),
    ("valuations", ("grade",), GRADE),
    ("budgets", ("year",), COUNT),
    ("budgets", ("amount",), MONEY),
)

# (table, low, likely, high)
RANGES = (
    ("factors", "trend_low", "trend", "trend_high"),
    ("links", "elasticity_low", "elasticity", "elasticity_high"),
    ("links", "delay_low", "delay", "delay_high"),
    ("effects", "change_low", "change", "change_high"),
)

# (table, first date, last date)
SPANS = (("partners", "valid_from", "valid_to"), ("ties", "since", "until"))


def out_of_bounds(draft: Draft) -> Iterator[Fault]:
    """Numbers that lie outside of what they can be."""
    for name, columns, bounds in BOUNDS:
        table = getattr(draft, name)
        for line, row in numbered(table):
            for column, number in _numbers(row, columns):
                if not bounds.lowest <= number <= bounds.highest:
                    yield amiss((table, line), column, f"{number:.12g} {bounds.said}", bounds.mend)


def _numbers(row: object, columns: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """Every number of a row that is known, with its column; a list gives each of its own."""
    for column in columns:
        value = getattr(row, column)
        if isinstance(value, tuple):
            yield from ((column, number) for number in value)
        elif value is not None:
            yield column, value


def out_of_order(draft: Draft) -> Iterator[Fault]:
    """Ranges without a likely number or not in order, and spans of time that end before they begin."""
    for name, *columns in RANGES:
        table = getattr(draft, name)
        for line, row in numbered(table):
            given = list(_numbers(row, tuple(columns)))
            yield from (amiss((table, line), *wrong) for wrong in _range(given, likely=columns[1]))
    for name, first, last in SPANS:
        table = getattr(draft, name)
        for line, row in numbered(table):
            begins, ends = getattr(row, first), getattr(row, last)
            if begins and ends and begins > ends:
                problem = f"{last} {ends} is before {first} {begins}"
                yield amiss((table, line), last, problem, "Put the dates in order.")


def _range(given: list[tuple[str, float]], *, likely: str) -> Iterator[tuple[str, str, str]]:
    """What is wrong with low, likely and high: column, problem, mend."""
    if given and likely not in dict(given):
        yield likely, f"{given[0][0]} is given and {likely} is not", "Write the likeliest, or leave all three empty."
        return
    for (lower, low), (higher, high) in pairwise(given):
        if low > high:
            mend = "Write the lowest, the likeliest and the highest in order."
            yield lower, f"{lower} {low:.12g} is above {higher} {high:.12g}", mend


def outside_the_plan(draft: Draft) -> Iterator[Fault]:
    """Costs in years that the plan does not have."""
    if draft.place is None:
        return
    for line, cost in numbered(draft.costs):
        if cost.year >= draft.place.horizon_years:
            problem = f"year {cost.year} is beyond the plan, whose last year is {draft.place.horizon_years - 1}"
            mend = "Year 0 is the first; write an earlier year, or a longer horizon_years in place.toml."
            yield amiss((draft.costs, line), "year", problem, mend)
