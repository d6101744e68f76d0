"""What each group of partners could secure without the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.investment.portfolio.constraints import (
    ROUNDING,
    Constraint,
    Flags,
    Purses,
    keeps,
    purses_of,
    ties_between,
)
from commonweal.investment.portfolio.programme import best_additive
from commonweal.investment.portfolio.values import Places
from commonweal.investment.schema import Case, Option
from commonweal.simulation.schema import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Means:
    """What plans are worth on average to whom: `plans` (plans, options), `gains` (plans, players), `costs` (plans,).

    Where `plans` are the options one by one, `adds_up` says that a set of them is worth their sum.
    """

    plans: Flags
    gains: Floats
    costs: Floats
    adds_up: bool = False


def group_values(case: Case, players: Sequence[str], *, groups: Iterable[int], means: Means) -> Floats:
    """The best net gain that each group of players could secure by itself; at least nothing.

    A group does only options whose `needs` (else their lead) all belong to it. It counts its own members' gains. It
    meets every cost of what it does: members' own from their own budgets, those of others from what its members
    have left of that year and kind of money. Requires and excludes hold; must-haves, the pool and the equity floor
    are matters of the whole partnership and do not bind it.

    Parameters
    ----------
    players
        Ids. A partner who is not among them belongs to no group.
    groups
        By number: bit i says whether players[i] belongs.
    means
        Of all portfolios, or of the options one by one where these are too many.

    Returns
    -------
    Floats
        Shape (groups,), present value in pounds.
    """
    if means.adds_up:
        values = [_best_sum(case, players, group=group, means=means) for group in groups]
        return np.array(values, dtype=np.float64)
    purses = purses_of(case)
    asked = np.tensordot(means.plans.astype(np.float64), purses.asked, axes=1)  # (plans, partners, cells)
    overdrawn = (asked > purses.limits * (1 + ROUNDING)).any(axis=2)  # (plans, partners)
    numbers = [1 << players.index(partner) if partner in players else 0 for partner in purses.partners]
    bits = np.array(numbers, dtype=np.intp)  # (partners,)
    barred = np.bitwise_or.reduce(np.where(overdrawn, bits, 0), axis=1, initial=0)  # groups with these cannot pay
    needed = np.bitwise_or.reduce(np.where(means.plans, _needs(case.options, players), 0), axis=1, initial=0)
    possible = keeps(tuple(ties_between(case.options)), means.plans)
    totals = asked.sum(axis=1)  # (plans, cells)
    best = []
    for group in groups:
        net = means.gains @ (group >> np.arange(len(players)) & 1) - means.costs
        plans = np.flatnonzero(possible & (net > 0) & (needed & ~group == 0) & (barred & group == 0))
        can_pay = (totals[plans] <= _held_by(group, players, purses) * (1 + ROUNDING)).all(axis=1)
        best.append(net[plans[can_pay]].max(initial=0.0))
    return np.array(best, dtype=np.float64)


def _best_sum(case: Case, players: Sequence[str], *, group: int, means: Means) -> float:
    """The best net gain of one group where options' gains add up, by integer programme."""
    purses, members = purses_of(case), _members(group, players)
    net = means.gains[:, members].sum(axis=1) - means.costs
    barred = (_needs(case.options, players) & ~group != 0).astype(np.float64)
    own = [purses.partners.index(players[member]) for member in members]
    limits = [
        (purses.asked[:, payer, cell], purses.limits[payer, cell]) for payer in own for cell in range(len(purses.cells))
    ]
    held = zip(purses.asked.sum(axis=1).T, _held_by(group, players, purses), strict=True)
    rows = [(barred, 0.0), *(limit for limit in (*limits, *held) if np.isfinite(limit[1]))]
    bounds = [Constraint("", row[None], np.array([limit])) for row, limit in rows]
    best = best_additive(net, [*ties_between(case.options), *bounds]) if net.max(initial=0.0) > 0 else None
    return float(net[best.members].sum()) if best else 0.0


def _needs(options: Sequence[Option], players: Sequence[str]) -> Places:
    """Who is needed for each option, a bit a player; somebody who is no player has a bit that no group has."""
    bits = {player: 1 << place for place, player in enumerate(players)}
    outside = 1 << len(players)
    return np.array(
        [sum({bits.get(partner, outside) for partner in needs_of(option)}) for option in options], dtype=np.intp
    )


def needs_of(option: Option) -> tuple[str, ...]:
    """Ids of the partners without whom an option cannot be done: those stated, else its lead."""
    return option.needs or ((option.lead,) if option.lead else ())


def _members(group: int, players: Sequence[str]) -> list[int]:
    return [place for place in range(len(players)) if group >> place & 1]


def _held_by(group: int, players: Sequence[str], purses: Purses) -> Floats:
    """What a group's members have together: shape (cells,); no limit where one of them states none."""
    own = [purses.partners.index(players[member]) for member in _members(group, players)]
    return np.asarray(purses.limits[own].sum(axis=0))
