"""Benefits, valuations and the rules of the appraisal: shares that add up, and choices that were made."""

from collections.abc import Iterator
from math import fsum
from typing import Any

from commonweal.errors import Fault
from commonweal.files.checks.references import BEARERS
from commonweal.files.checks.rows import amiss, grouped, numbered
from commonweal.files.place_toml import PLACE_FILE, row_of
from commonweal.files.schema import Draft, Table
from commonweal.files.text import quoted
from commonweal.names import listed

# Shares are written with a few decimals: three thirds of 0.333333 are a whole.
SHARES_MISS_BY = 1e-6

# Guidance looks at five to ten years.
USUAL_HORIZON = 10

# What is said of a benefit as a whole, and so alike in the row of each bearer.
ALIKE = ("population", "takeup", "retention", "impact", "deadweight", "unit_value", "price_year", "profile")


def uneven_shares(draft: Draft) -> Iterator[Fault]:
    """Benefits and valuations whose bearers' shares do not add to 1, or whose bearer is not named."""
    yield from _shares(draft.benefits, "option")
    yield from _shares(draft.valuations, "factor")


def _shares(table: Table[Any], of: str) -> Iterator[Fault]:
    """What is said of a row that cannot be read is not known: its benefit is left alone."""
    unknown = {(cells[of].strip(), cells["name"]) for _, cells in table.broken if {of, "name"} <= cells.keys()}
    for (owner, name), rows in grouped(table, lambda row: (getattr(row, of), row.name)).items():
        for line, row in rows:
            if not row.bearer and row.share != 1:
                mend = f"Name a partner, {listed(sorted(BEARERS), last='or')}."
                yield amiss((table, line), "bearer", "a share has no bearer", mend)
        total = fsum(row.share for _, row in rows)
        if abs(total - 1) > SHARES_MISS_BY and (owner, name) not in unknown:
            mend = "Let the shares of all its bearers add to 1, one row a bearer."
            problem = f"the shares of {quoted(name)} of {owner} add to {total:.10g}"
            yield amiss((table, rows[0][0]), "share", problem, mend)


def disagreements(draft: Draft) -> Iterator[Fault]:
    """Rows of one benefit that say different things of it."""
    for (option, name), ((first, model), *others) in grouped(
        draft.benefits, lambda row: (row.option, row.name)
    ).items():
        for line, row in others:
            for column in ALIKE:
                if getattr(row, column) != getattr(model, column):
                    problem = f"{quoted(name)} of {option} has another {column} in row {first}"
                    mend = "Write the same in every row of the benefit; only bearer, share, kind and cashable differ."
                    yield amiss((draft.benefits, line), column, problem, mend)


def choices_not_made(draft: Draft) -> Iterator[Fault]:
    """A basis of deadweight, an existing table of rates, the better direction of what is valued."""
    if draft.place is None:
        return
    appraisal = draft.place.appraisal
    if appraisal.deadweight_basis is None and any(benefit.deadweight > 0 for benefit in draft.benefits.rows):
        mend = 'Write deadweight_basis = "of_population" or "of_impact" under [appraisal].'
        problem = "benefits.csv has deadweight, and nobody has chosen what it is a fraction of"
        yield Fault(PLACE_FILE, row_of(draft.toml, "appraisal"), "deadweight_basis", problem, mend)
    if draft.rates and appraisal.rates not in draft.rates:
        problem = f'there are no rates "{appraisal.rates}"'
        mend = f"Write one of: {listed(list(draft.rates), last='or')}."
        yield Fault(PLACE_FILE, row_of(draft.toml, "rates"), "rates", problem, mend)
    if draft.place.equity.least_share > 0 and not draft.place.equity.neighbourhoods:
        mend = "Name them in neighbourhoods, or leave least_share out."
        row = row_of(draft.toml, "least_share")
        yield Fault(PLACE_FILE, row, "least_share", "a share is set aside for no neighbourhood", mend)
    better = {factor.id: factor.better for factor in draft.factors.rows}
    for line, valuation in numbered(draft.valuations):
        if better.get(valuation.factor) == "":
            problem = f"{valuation.factor} has no better direction, so a change is neither gain nor loss"
            yield amiss((draft.valuations, line), "factor", problem, "Write higher or lower in better of factors.csv.")


def unusual_plans(draft: Draft) -> Iterator[Fault]:
    """A horizon beyond the guidance's, money and options beyond the horizon, neighbourhoods that get nothing."""
    if draft.place is None:
        return
    years = draft.place.horizon_years
    if years > USUAL_HORIZON:
        problem = f"a plan of {years} years is longer than the guidance's ten"
        yield Fault(PLACE_FILE, row_of(draft.toml, "horizon_years"), "horizon_years", problem, "Say why in a note.")
    for line, budget in numbered(draft.budgets):
        if budget.year >= years:
            problem = f"year {budget.year} is beyond the plan, whose last year is {years - 1}"
            yield amiss((draft.budgets, line), "year", problem, "The money is not used.")
    for line, option in numbered(draft.options):
        if option.start >= years * 12:
            problem = f"month {option.start} is beyond the plan of {years * 12} months"
            yield amiss((draft.options, line), "start", problem, "The option changes nothing.")
    known = {cost.neighbourhood for cost in draft.costs.rows}
    for neighbourhood in draft.place.equity.neighbourhoods:
        if neighbourhood not in known:
            problem = f'no cost is spent in "{neighbourhood}"'
            row = row_of(draft.toml, "neighbourhoods")
            yield Fault(PLACE_FILE, row, "neighbourhoods", problem, "Name it in neighbourhood of costs.csv.")
