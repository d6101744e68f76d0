"""Why no plan will do, or one option cannot be afforded: the fewest constraints in conflict, in words."""

from collections.abc import Sequence

import numpy as np

from commonweal.errors import Infeasible
from commonweal.investment.portfolio.constraints import (
    Constraint,
    Flags,
    budget_limits,
    keeps,
    purses_of,
    ties_between,
)
from commonweal.investment.portfolio.programme import best_additive
from commonweal.investment.schema import Case, Option
from commonweal.names import listed
from commonweal.units import pounds

# Of equally small conflicts the one whose constraints come first is told; too little to make a larger one win.
FIRST_FIRST = 1e-6


def smallest_conflict(constraints: Sequence[Constraint], options: int) -> tuple[Constraint, ...]:
    """The fewest constraints that no plan can keep together; none where some plan keeps them all.

    Every plan found for a guess breaks something outside it, so the next guess must include one of the constraints
    that it breaks; the smallest guess that no plan keeps is the answer.

    Parameters
    ----------
    constraints
        All of them. Of equally small conflicts the one whose constraints come first is told.
    options
        How many options there are.

    Returns
    -------
    tuple[Constraint, ...]
        In the order given.

    References
    ----------
    Liffiton MH, Previti A, Malik A, Marques-Silva J (2016) Fast, flexible MUS enumeration. Constraints 21, 223-250.
    """
    prices = -(1.0 + FIRST_FIRST * np.arange(len(constraints), dtype=np.float64))
    broken: list[Constraint] = []
    while True:
        guess = best_additive(prices, broken)
        if guess is None:
            return ()
        conflict = tuple(constraint for constraint, is_in in zip(constraints, guess.members, strict=True) if is_in)
        plan = best_additive(-np.ones(options), conflict)
        if plan is None:
            return conflict
        others = [constraint not in conflict for constraint in constraints]
        breaks = others & np.array([not keeps([constraint], plan.members[None])[0] for constraint in constraints])
        broken.append(Constraint("", -breaks[None].astype(np.float64), np.array([-1.0])))


def infeasible(case: Case, constraints: Sequence[Constraint]) -> Infeasible:
    """The error that says which constraints cannot hold together, and what the budgets among them are asked for."""
    conflict = smallest_conflict(constraints, len(case.options))
    clauses = listed([constraint.words for constraint in conflict]) or "all constraints"
    asked = _what_is_asked(case, conflict)
    problem = f"{clauses[:1].upper()}{clauses[1:]} cannot hold together{f' ({asked})' if asked else ''}"
    return Infeasible(problem, mend="Raise a budget, move a cost to another year or partner, or drop a must.")


def _what_is_asked(case: Case, conflict: Sequence[Constraint]) -> str:
    """What the options that the conflict forces cost the purses in it."""
    forced = best_additive(
        -np.ones(len(case.options)), [constraint for constraint in conflict if not constraint.payers]
    )
    if forced is None:
        return ""
    options = [option.name for option, is_in in zip(case.options, forced.members, strict=True) if is_in]
    money = [constraint for constraint in conflict if constraint.payers]
    asked = [
        f"{option} costs {payer} {pounds(amount)}"
        for constraint in money
        for payer, row in zip(constraint.payers, constraint.rows[:, forced.members], strict=True)
        for option, amount in zip(options, row, strict=True)
        if amount > 0
    ]
    return listed(asked)


def out_of_reach(case: Case) -> dict[str, str]:
    """Why an option cannot be afforded even by itself, with what it requires; only the options of which that is so.

    Parameters
    ----------
    case
        Its must-haves and its equity floor are not looked at: they depend on what else is done.

    Returns
    -------
    dict[str, str]
        Option id to a sentence.
    """
    money, ties = tuple(budget_limits(case, purses_of(case))), ties_between(case.options)
    words = {}
    for option, column in zip(case.options, np.eye(len(case.options)), strict=True):
        itself = Constraint("", -column[None], np.array([-1.0]))
        plan = best_additive(-np.ones(len(case.options)), [itself, *ties])
        if plan is None:
            words[option.id] = f"{option.name} requires what cannot be done with it, or what is not an option."
        elif broken := [limit for limit in money if not keeps([limit], plan.members[None])[0]]:
            words[option.id] = _too_dear(option, case.options, plan.members, broken)
    return words


def _too_dear(option: Option, options: Sequence[Option], members: Flags, broken: Sequence[Constraint]) -> str:
    """The limit that is furthest out of reach, and how many more are."""
    others = [other.name for other, is_in in zip(options, members, strict=True) if is_in and other is not option]
    subject = f"{option.name}, with {listed(others)} that it requires," if others else option.name
    short = [np.maximum(limit.rows @ members - limit.limits, 0.0).sum() - limit.slack for limit in broken]
    worst = broken[int(np.argmax(short))]
    costs = [
        f"{payer} {pounds(cost)}" for payer, cost in zip(worst.payers, worst.rows @ members, strict=True) if cost > 0
    ]
    there = [f"{payer} has {pounds(limit)}" for payer, limit in zip(worst.payers, worst.limits, strict=True)]
    pool = [f"the pool has {pounds(worst.slack)}"] if worst.slack else []
    more = f"; {len(broken) - 1} more of its costs are out of reach" if len(broken) > 1 else ""
    return f"{subject} costs {listed(costs)} {worst.money}, where {listed([*there, *pool])}{more}."
