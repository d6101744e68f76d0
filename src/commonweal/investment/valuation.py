"""Prices: what the dated tables do to them, what the change of a factor is worth, and what they rest on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.errors import CannotAnswer, WrongUse
from commonweal.investment.schema import (
    Benefit,
    Case,
    Cost,
    Deflator,
    Grade,
    Line,
    Parameters,
    RateTable,
    Valuation,
)
from commonweal.names import listed
from commonweal.place.schema import DeadweightBasis, Place
from commonweal.simulation.schema import Floats
from commonweal.systemmap.schema import Factor
from commonweal.units import MONTHS_A_YEAR

# So many names are told in one warning; a screen has no room for more.
FEW = 6


@dataclass(frozen=True, slots=True)
class Stream:
    """A line of an appraisal with its present value year by year: `yearly` has the shape (years,)."""

    line: Line
    yearly: Floats


def discount_factors(rates: RateTable, years: int) -> Floats:
    """What a pound in each year is worth in year 0, cumulating band by band.

    Returns
    -------
    Floats
        Shape (years,); the first is 1.

    Raises
    ------
    CannotAnswer
        Where the table has no rate for a year.

    References
    ----------
    HM Treasury, The Green Book, annex on discounting.

    Examples
    --------
    >>> from datetime import date
    >>> from commonweal.investment.schema import RateBand
    >>> standard = RateTable("standard", (RateBand(0, None, 0.035),), "", date(2026, 4, 1), True)
    >>> discount_factors(standard, 3).round(4).tolist()
    [1.0, 0.9662, 0.9335]
    """
    growth = np.array([1 + _rate(rates, year) for year in range(years)])  # (years,)
    growth[:1] = 1
    return np.asarray(1 / np.cumprod(growth))


def case_factors(case: Case) -> Floats:
    """The discount factors of a case, over its horizon: shape (years,)."""
    return discount_factors(case_rates(case), case.place.horizon_years)


def case_rates(case: Case) -> RateTable:
    """The table of discount rates that the place names.

    Raises
    ------
    WrongUse
        Where there is no table of that name.
    """
    name = case.place.appraisal.rates
    for rates in case.parameters.rates:
        if rates.name == name:
            return rates
    known = listed([rates.name for rates in case.parameters.rates], last="or")
    raise WrongUse(f"there are no discount rates named {name}", where="place.toml", mend=f"Write {known}.")


def uplifted(cost: Cost, grades: Sequence[Grade]) -> float:
    """The amount of a cost in its year, undiscounted, after the optimism that its grade of evidence allows for."""
    return cost.amount * (1 + (_grade(cost.grade, grades).cost_uplift if cost.grade is not None else 0.0))


def benefit_cut(grade: int | None, grades: Sequence[Grade]) -> float:
    """The fraction that a grade of evidence takes off a benefit; nothing without a grade."""
    return _grade(grade, grades).benefit_cut if grade is not None else 0.0


def price_ratio(from_year: int | None, to_year: int | None, deflators: Sequence[Deflator]) -> float:
    """What turns prices of one year into those of another; 1 where either year is not known.

    Raises
    ------
    CannotAnswer
        Where the table has no deflator for a year.

    Examples
    --------
    >>> from datetime import date
    >>> table = [Deflator(year, index, "", date(2026, 4, 1), True) for year, index in ((2011, 70.0), (2024, 105.0))]
    >>> price_ratio(2011, 2024, table)
    1.5
    """
    if from_year is None or to_year is None or from_year == to_year:
        return 1.0
    return _deflator(to_year, deflators).index / _deflator(from_year, deflators).index


def month_weights(factor: Factor, *, rates: RateTable, years: int) -> Floats:
    """What one unit of a factor in each month counts, in units of its price, discounted to year 0.

    A factor counted per month counts whole every month; one counted per year, or a level, a twelfth.

    Returns
    -------
    Floats
        Shape (12 years,); month 0 is the plan's first.

    Examples
    --------
    >>> from datetime import date
    >>> from commonweal.investment.schema import RateBand
    >>> flat = RateTable("flat", (RateBand(0, None, 0.0),), "", date(2026, 4, 1), True)
    >>> float(month_weights(Factor("debt", "Debt", "cause"), rates=flat, years=2).sum())
    2.0
    """
    a_month = 1.0 if factor.per == "month" else 1 / MONTHS_A_YEAR
    return a_month * np.repeat(discount_factors(rates, years), MONTHS_A_YEAR)


def unit_price(valuation: Valuation, factor: Factor, *, place: Place, parameters: Parameters) -> float:
    """What one unit less of a factor is worth to one bearer, in the place's prices; below zero where more is better.

    The value of a change is this times the weighted sum of (level without - level with).

    Raises
    ------
    CannotAnswer
        Where the factor has no better direction: nobody can say whether less of it is a gain.
    """
    if not factor.better:
        raise CannotAnswer(
            "it has a price, and no better direction: less of it may be a gain or a loss",
            where=f"factor {factor.id}",
            mend='Write "lower" or "higher" in its column better, or take the price away.',
        )
    direction = 1.0 if factor.better == "lower" else -1.0
    prices = price_ratio(valuation.price_year, place.appraisal.price_year, parameters.deflators)
    kept = 1 - benefit_cut(valuation.grade, parameters.grades)
    return direction * valuation.value_per_unit * prices * kept * valuation.share


def yearly_change(factor: Factor, *, without: Floats, with_plan: Floats, rates: RateTable) -> Floats:
    """The weighted, discounted fall of a factor by a plan, year by year.

    Parameters
    ----------
    without, with_plan
        Monthly levels, shape (months + 1,) or longer than whole years; what is over is not counted.

    Returns
    -------
    Floats
        Shape (years,).
    """
    years = (len(without) - 1) // MONTHS_A_YEAR
    months = years * MONTHS_A_YEAR
    weighted = month_weights(factor, rates=rates, years=years) * (without - with_plan)[:months]
    return np.asarray(weighted.reshape(years, MONTHS_A_YEAR).sum(axis=1))


def stream_of(row: Benefit | Valuation, yearly: Floats, *, option: str = "", factor: str = "") -> Stream:
    """The stream of a benefit or a valuation, given its present value year by year, shape (years,)."""
    pv = float(yearly.sum())
    cashable = pv * row.cashable if row.kind == "fiscal" else 0.0
    return Stream(Line(row.name, pv, row.kind, row.bearer, cashable, option, factor, row.source), yearly)


def valued_streams(case: Case, change: Mapping[str, Floats]) -> tuple[Stream, ...]:
    """What the changes of factors are worth, a stream for every valuation of a factor that changed.

    Parameters
    ----------
    change
        Of each factor id, the weighted, discounted fall year by year (see `yearly_change`), shape (years,).
    """
    factors = {factor.id: factor for factor in case.system_map.factors}
    return tuple(
        stream_of(row, _price(row, factors[row.factor], case) * change[row.factor], factor=row.factor)
        for row in case.valuations
        if row.factor in change
    )


def valued_lines(case: Case, change: Mapping[str, float]) -> tuple[Line, ...]:
    """What the changes of factors are worth, a line for every valuation of a factor that changed.

    Parameters
    ----------
    change
        Of each factor id, the sum over months of its `month_weights` times (level without - level with).
    """
    streams = valued_streams(case, {factor: np.array([total]) for factor, total in change.items()})
    return tuple(stream.line for stream in streams)


def _rate(rates: RateTable, year: int) -> float:
    for band in rates.bands:
        if band.first <= year and (band.last is None or year <= band.last):
            return band.rate
    raise CannotAnswer(f"the discount rates {rates.name} have none for year {year}", mend="Add the band to the table.")


def _grade(grade: int, grades: Sequence[Grade]) -> Grade:
    for row in grades:
        if row.grade == grade:
            return row
    raise CannotAnswer(f"the table of grades has no grade {grade}", mend="Use a grade of the table, or add the row.")


def _deflator(year: int, deflators: Sequence[Deflator]) -> Deflator:
    for row in deflators:
        if row.year == year:
            return row
    mend = "Add the year in parameters/deflators.csv of the place, or give the price in a year of the table."
    raise CannotAnswer(f"the table of deflators has no year {year}", mend=mend)


def _price(row: Valuation, factor: Factor, case: Case) -> float:
    return unit_price(row, factor, place=case.place, parameters=case.parameters)


def unverified_tables(case: Case) -> tuple[str, ...]:
    """The dated tables that this case draws on and that nobody has checked at their source."""
    place, parameters = case.place, case.parameters
    gains = _gains(case)
    used_grades = {row.grade for row in [*case.costs, *gains]}
    priced = {row.price_year for row in gains} - {None, place.appraisal.price_year}
    used_years = {*priced, place.appraisal.price_year} if priced and place.appraisal.price_year else set()
    used_words = {link.strength for link in case.system_map.links if link.elasticity is None} if case.effects else set()
    unchecked = {
        "discount_rates": not case_rates(case).verified,
        "grades": any(not grade.verified for grade in parameters.grades if grade.grade in used_grades),
        "deflators": any(not deflator.verified for deflator in parameters.deflators if deflator.year in used_years),
        "strengths": any(not words.verified for words in parameters.strengths if words.word in used_words),
    }
    return tuple(table for table, is_used in unchecked.items() if is_used)


def assumptions(case: Case, *, basis: DeadweightBasis | None = None) -> tuple[str, ...]:
    """What the money of a case takes for granted, or leaves out, in words; empty where nothing is.

    Parameters
    ----------
    basis
        Of what deadweight is a part; the place's own unless given.
    """
    basis = basis or case.place.appraisal.deadweight_basis
    return (*_without_grade(case), *_without_price_year(case), *_without_impact(case, basis), *_at_odds(case))


def _without_grade(case: Case) -> Iterator[str]:
    costs = [f"{row.option} {row.kind}" for row in case.costs if row.grade is None]
    gains = [row.name for row in _gains(case) if row.grade is None]
    if costs or gains:
        yield f"No grade of evidence, so not adjusted for optimism: {_some([*costs, *gains])}."


def _without_price_year(case: Case) -> Iterator[str]:
    rows = _gains(case)
    if rows and case.place.appraisal.price_year is None:
        yield "The place states no price year: all prices are counted as given."
    elif unpriced := [row.name for row in rows if row.price_year is None]:
        yield f"No price year, so counted as given: {_some(unpriced)}."


def _without_impact(case: Case, basis: DeadweightBasis | None) -> Iterator[str]:
    if basis == "of_population":
        idle = [row.name for row in case.benefits if row.deadweight > abs(row.impact)]
        if idle:
            yield f"Deadweight is above impact, so nothing is left of: {_some(idle)}."
    late = [f"{row.option} year {row.year}" for row in case.costs if row.year >= case.place.horizon_years]
    if late:
        yield f"Costs after the plan's last year are not counted: {_some(late)}."


def _at_odds(case: Case) -> Iterator[str]:
    """Options counted together that cannot be done together."""
    ids = {option.id for option in case.options}
    pairs = {(*sorted((option.id, other)),) for option in case.options for other in option.excludes if other in ids}
    for pair in sorted(pairs):
        yield f"{listed(list(pair))} exclude each other, and they are counted together."
    for option in case.options:
        if missing := sorted(set(option.requires) - ids):
            yield f"{option.id} requires {listed(missing)}, which is not counted."


def _gains(case: Case) -> list[Benefit | Valuation]:
    """The benefits, and the valuations where any option acts on the map."""
    return [*case.benefits, *(case.valuations if case.effects else ())]


def _some(names: Sequence[str]) -> str:
    """Names once each, in order of the alphabet; the first few of many."""
    shown = sorted(set(names))
    return listed(shown) if len(shown) <= FEW else f"{', '.join(shown[:FEW])} and {len(shown) - FEW} more"
