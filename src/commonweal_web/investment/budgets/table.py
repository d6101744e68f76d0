"""Budgets as a table: a line for each partner and kind, a column for each year of the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.investment.schema import COST_KINDS, POOL
from commonweal.place.schema import Partner
from commonweal.units import months_after
from commonweal_web.place.selectors.kept import Kept

KINDS = {"capital": "capital", "revenue": "revenue", "in_kind": "in kind"}


@dataclass(frozen=True, slots=True)
class Line:
    """What one partner can put in of one kind: the amounts of each year, and all together in pounds.

    `lines` is how many lines the partner has: on its first; 0 on the others.
    """

    partner: str
    name: str
    kind: str
    years: tuple[tuple[Kept, ...], ...]
    total: float
    lines: int


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """All that partners can put in. `silent` are the partners that have said nothing, with their ids."""

    years: tuple[tuple[int, date], ...]
    lines: tuple[Line, ...]
    totals: tuple[float, ...]
    total: float
    silent: tuple[tuple[str, str], ...]


def table_of(place: Any, partners: Sequence[Partner], rows: Sequence[Kept]) -> BudgetTable:
    """The amounts that a viewer sees, in the order of the partners, the pool last."""
    count = max([place.horizon_years, *(row.noun.year + 1 for row in rows)])
    names = {**{partner.id: partner.name for partner in partners}, POOL: "The pool"}
    lines = tuple(line for id_, name in names.items() for line in _lines(id_, name, rows, count))
    given = {row.noun.partner for row in rows}
    return BudgetTable(
        years=tuple((year, months_after(place.start, 12 * year)) for year in range(count)),
        lines=lines,
        totals=tuple(_sum(row for row in rows if row.noun.year == year) for year in range(count)),
        total=_sum(rows),
        silent=tuple((partner.id, partner.name) for partner in partners if partner.id not in given),
    )


def _lines(id_: str, name: str, rows: Sequence[Kept], count: int) -> list[Line]:
    own = {kind: [row for row in rows if (row.noun.partner, row.noun.kind) == (id_, kind)] for kind in COST_KINDS}
    given = [kind for kind in COST_KINDS if own[kind]]
    return [
        Line(
            partner=id_,
            name=name,
            kind=KINDS[kind],
            years=tuple(tuple(row for row in own[kind] if row.noun.year == year) for year in range(count)),
            total=_sum(own[kind]),
            lines=len(given) if kind == given[0] else 0,
        )
        for kind in given
    ]


def _sum(rows: Iterable[Kept]) -> float:
    return float(sum(row.noun.amount for row in rows))
