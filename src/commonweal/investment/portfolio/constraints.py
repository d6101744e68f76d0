"""What a plan must keep to: budgets, what options require and exclude, and a floor for named neighbourhoods."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.investment.schema import POOL, Budget, Case, CostKind, Option
from commonweal.investment.valuation import uplifted
from commonweal.names import listed
from commonweal.simulation.schema import Floats
from commonweal.units import pounds

Flags = NDArray[np.bool_]
Cell = tuple[int, CostKind]

# A limit counts as kept when it is missed by no more than this part of the sums in it: rounding of sums of money.
ROUNDING = 1e-9

KIND_WORDS: dict[CostKind, str] = {"capital": "capital", "revenue": "revenue", "in_kind": "help in kind"}


@dataclass(frozen=True, slots=True, eq=False)
class Purses:
    """What every option asks of every partner, and what each partner has, by year and kind of money.

    `asked` has shape (options, partners, cells), undiscounted pounds with optimism allowed for; `limits`
    (partners, cells), infinite where a partner states no limit; `pool` (cells,).
    """

    partners: tuple[str, ...]
    cells: tuple[Cell, ...]
    asked: Floats
    limits: Floats
    pool: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Constraint:
    """What a plan exceeds its limits by, part by part, may come to `slack` in all.

    With x = 1 for every chosen option and 0 for the others: the sum over parts of max(0, rows @ x - limits) is at
    most the slack. `rows` has shape (parts, options). Where it is money, `payers` names each part's purse, and `money`
    says which ("of capital in year 1").
    """

    words: str
    rows: Floats
    limits: Floats
    slack: float = 0.0
    payers: tuple[str, ...] = ()
    money: str = ""


def purses_of(case: Case) -> Purses:
    """What every option asks of every partner's purse, and what is in it.

    A partner without any row in budgets.csv is not limited. One with rows has nothing in the years and kinds of
    money that it does not state; its help in kind is limited only if it states some. Rows of one partner, year and
    kind add up. The purse `pool` is for whoever is short.

    Parameters
    ----------
    case
        Options, costs, budgets and the grades of evidence that raise costs.

    Returns
    -------
    Purses
        Cells in order of year and kind; only those in which something is asked. Every partner, asked or not.
    """
    partners = tuple(
        dict.fromkeys([*(partner.id for partner in case.partners), *(cost.partner for cost in case.costs)])
    )
    cells = tuple(sorted({(cost.year, cost.kind) for cost in case.costs}))
    places = {option.id: place for place, option in enumerate(case.options)}
    asked = np.zeros((len(case.options), len(partners), len(cells)))
    for cost in case.costs:
        where = places[cost.option], partners.index(cost.partner), cells.index((cost.year, cost.kind))
        asked[where] += uplifted(cost, case.parameters.grades)
    held = [[_held(case.budgets, partner, cell) for cell in cells] for partner in partners]
    pool = [
        sum(row.amount for row in case.budgets if (row.partner, row.year, row.kind) == (POOL, *cell)) for cell in cells
    ]
    return Purses(
        partners,
        cells,
        asked,
        np.array(held, dtype=np.float64).reshape(len(partners), len(cells)),
        np.array(pool, dtype=np.float64),
    )


def _held(budgets: Sequence[Budget], partner: str, cell: Cell) -> float:
    if partner == POOL:
        return 0.0  # what is asked of the pool itself is drawn from it, like anybody's shortfall
    rows = [row for row in budgets if row.partner == partner]
    if cell[1] == "in_kind":
        rows = [row for row in rows if row.kind == "in_kind"]
    if not rows:
        return np.inf
    return sum(row.amount for row in rows if (row.year, row.kind) == cell)


def unlimited_partners(case: Case) -> tuple[str, ...]:
    """Partners who are asked for money and state no budget at all, by id."""
    stated = {row.partner for row in case.budgets}
    return tuple(dict.fromkeys(cost.partner for cost in case.costs if cost.partner not in stated and cost.amount > 0))


def constraints_of(case: Case) -> tuple[Constraint, ...]:
    """Everything that a plan has to keep: must-haves, requires and excludes, the equity floor, budgets.

    Parameters
    ----------
    case
        Its options give the order of the columns of every constraint's rows.

    Returns
    -------
    tuple[Constraint, ...]
        Budgets that all options together could not exceed are left out: they limit nothing.
    """
    budgets = budget_limits(case, purses_of(case))
    return (*_must_haves(case.options), *ties_between(case.options), *_equity_floor(case), *budgets)


def _must_haves(options: Sequence[Option]) -> Iterator[Constraint]:
    for option, column in zip(options, np.eye(len(options)), strict=True):
        if option.must:
            yield Constraint(f"that {option.name} must be done", -column[None], np.array([-1.0]))


def ties_between(options: Sequence[Option]) -> Iterator[Constraint]:
    """What options require and exclude, as constraints; an option that requires an unknown one can never be done."""
    columns = dict(zip((option.id for option in options), np.eye(len(options)), strict=True))
    names = {option.id: option.name for option in options}
    for option in options:
        own, nothing = columns[option.id], np.zeros(len(options))
        for other in option.requires:
            row = own - columns.get(other, nothing)
            yield Constraint(f"that {option.name} requires {names.get(other, other)}", row[None], np.zeros(1))
        for other in option.excludes:
            row = own + columns.get(other, nothing)
            yield Constraint(f"that {option.name} excludes {names.get(other, other)}", row[None], np.ones(1))


def _equity_floor(case: Case) -> Iterator[Constraint]:
    equity = case.place.equity
    if not equity.neighbourhoods or equity.least_share <= 0:
        return
    row = np.zeros(len(case.options))
    places = {option.id: place for place, option in enumerate(case.options)}
    for cost in case.costs:
        counted = cost.neighbourhood in equity.neighbourhoods
        row[places[cost.option]] += (equity.least_share - counted) * uplifted(cost, case.parameters.grades)
    share, named = f"{equity.least_share:.0%}", listed(list(equity.neighbourhoods))
    yield Constraint(f"that at least {share} of the cost goes to {named}", row[None], np.zeros(1))


def budget_limits(case: Case, purses: Purses) -> Iterator[Constraint]:
    names = {partner.id: partner.name for partner in case.partners}
    for place, cell in enumerate(purses.cells):
        asked, limits, pool = purses.asked[:, :, place].T, purses.limits[:, place], purses.pool[place]
        short = np.flatnonzero(asked.sum(axis=1) > limits)  # partners whom all options together would overdraw
        groups = [short] if pool > 0 and len(short) else short[:, None]
        for group in groups:
            payers = tuple(names.get(purses.partners[payer], purses.partners[payer]) for payer in group)
            words, money = (
                _budget_words(payers, limits[group], cell, pool),
                f"of {KIND_WORDS[cell[1]]} in year {cell[0]}",
            )
            yield Constraint(words, asked[group], limits[group], slack=pool, payers=payers, money=money)


def _budget_words(payers: Sequence[str], limits: Floats, cell: Cell, pool: float) -> str:
    year, kind = cell[0], KIND_WORDS[cell[1]]
    if not pool:
        return f"{_of(payers[0])} {cell[1].replace('_', '-')} budget of {pounds(limits[0])} in year {year}"
    budgets = [f"{payer} ({pounds(limit)})" for payer, limit in zip(payers, limits, strict=True)]
    return f"the money for {kind} in year {year} of {listed(budgets)} with the pool of {pounds(pool)}"


def _of(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def all_portfolios(options: int) -> Flags:
    """Every set of options: shape (2 ** options, options); bit i of a row's number says whether option i is in it.

    Examples
    --------
    >>> all_portfolios(2).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    """
    return (np.arange(2**options)[:, None] >> np.arange(options) & 1).astype(bool)


def keeps(constraints: Sequence[Constraint], portfolios: Flags) -> Flags:
    """Which portfolios keep every constraint: shape (portfolios,).

    Parameters
    ----------
    constraints
        None of them: every portfolio does.
    portfolios
        Shape (portfolios, options).
    """
    kept = np.ones(len(portfolios), dtype=bool)
    chosen = portfolios.astype(np.float64)
    for constraint in constraints:
        over = np.maximum(chosen @ constraint.rows.T - constraint.limits, 0.0).sum(axis=1)
        size = np.abs(constraint.rows).sum() + np.abs(constraint.limits).sum() + constraint.slack
        kept &= over <= constraint.slack + ROUNDING * size
    return kept
