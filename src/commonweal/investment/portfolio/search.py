"""The plans worth looking at, ranked: all of them where they are few, else what a search finds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from commonweal.investment.portfolio.conflict import infeasible
from commonweal.investment.portfolio.constraints import Constraint, Flags, all_portfolios, keeps
from commonweal.investment.portfolio.objectives import SAME, core_index, first_best, scores, tie_order
from commonweal.investment.portfolio.outlook import BUDGET, IN_KIND, Accounts, Outlook, simulated
from commonweal.investment.portfolio.programme import best_additive
from commonweal.investment.portfolio.values import (
    Places,
    Response,
    Worth,
    all_values,
    changes_of,
    neighbours,
    values_of,
)
from commonweal.investment.schema import Case, Objective
from commonweal.simulation.schema import Floats

# Where the product rule only screens, so many of the best by it are simulated; as few are simulated all.
SIMULATED = 64

# Where there are too many options to value every set, so many draws are solved for the core index.
SAMPLED_DRAWS = 100

# Seconds for the programme of mean values, and for that of one draw.
SECONDS, SECONDS_A_DRAW = 20.0, 1.0

ALL_SIMULATED = "The product rule is approximate here, so all were simulated."
BEST_SIMULATED = (
    "The product rule is approximate here and only screened: {} sets were simulated and chosen among, the best by it "
    "and those one step from the best so far."
)
APPROXIMATE = (
    "The map has stocks, or levels reach a floor or a ceiling, so the core index and what groups could secure alone "
    "rest on the product rule, which is approximate here."
)

# A search that has not come to rest after so many steps stops where it is.
MOST_STEPS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is asked of the plans: which keep the constraints, what they are worth, and what makes one the best."""

    case: Case
    constraints: tuple[Constraint, ...]
    outlook: Outlook
    accounts: Accounts
    worth: Worth
    objective: Objective

    @property
    def response(self) -> Response:
        """How the factors that count answer to each option alone."""
        return self.outlook.response

    @property
    def costs(self) -> Floats:
        """Each option's cost, in money and in kind: shape (options,)."""
        return np.asarray(self.accounts.own[:, [BUDGET, IN_KIND]].sum(axis=(1, 2)))

    def preferred(self, plans: Flags) -> Places:
        """The order in which plans of equal worth are preferred."""
        return tie_order(plans, self.costs, [option.id for option in self.case.options])


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Plans that keep every constraint, in order of preference between equals.

    `plans` has shape (plans, options), `scored` (plans,) by the objective, `changes` (plans, factors) is the mean
    weighted fall of valued factors, `core` (options,) the core index. `every` are the mean changes of all sets of
    options, in order of number, or of the options one by one where there are too many.
    """

    plans: Flags
    scored: Floats
    changes: Floats
    core: Floats
    every: Floats
    method: str
    warnings: tuple[str, ...] = ()


def all_ranked(question: Question) -> Ranking:
    """Every plan that keeps the constraints, valued in every draw by the product rule.

    Raises
    ------
    Infeasible
        Where no plan keeps them all; says which cannot hold together.
    """
    every = all_portfolios(len(question.case.options))
    feasible = np.flatnonzero(keeps(question.constraints, every))
    if not len(feasible):
        raise infeasible(question.case, question.constraints)
    numbers = feasible[question.preferred(every[feasible])]
    values, changes = all_values(question.response, question.worth, numbers)
    return Ranking(
        plans=every[numbers],
        scored=scores(values, question.objective),
        changes=changes[numbers],
        core=core_index(every[numbers], values),
        every=changes,
        method=f"All {len(every):,} sets of options were valued; {len(numbers):,} keep every constraint.",
    )


def searched(question: Question) -> Ranking:
    """The plans found where there are too many to value all.

    An integer programme finds the best plan as if the options' own values added up, on average and in some single
    draws; from the best of those, options are dropped, added and swapped as long as the true value rises.

    Raises
    ------
    Infeasible
        Where no plan keeps every constraint; says which cannot hold together.
    """
    options = len(question.case.options)
    alone = np.broadcast_to(
        values_of(question.response, question.worth, np.eye(options, dtype=bool)),
        (len(question.response.ratios), options),
    )  # (runs, options)
    best = best_additive(alone.mean(axis=0), question.constraints, seconds=SECONDS)
    if best is None:
        raise infeasible(question.case, question.constraints)
    in_draws = _best_in_draws(question, alone)
    pool = np.unique(np.vstack((best.members[None], in_draws)), axis=0)
    ceiling = values_of(question.response, question.worth, pool).max(axis=1)
    pool = np.unique(np.vstack((pool, _climb(question, pool, ceiling))), axis=0)
    plans = pool[question.preferred(pool)]
    values = values_of(question.response, question.worth, plans)
    scored = scores(values, question.objective, ceiling=np.maximum(ceiling, values.max(axis=1)))
    chosen = plans[first_best(scored)]
    return Ranking(
        plans=plans,
        scored=scored,
        changes=np.array([changes_of(question.response, plan).mean(axis=1) for plan in plans]),
        core=in_draws.mean(axis=0) if len(in_draws) else chosen.astype(np.float64),
        every=np.array([changes_of(question.response, plan).mean(axis=1) for plan in np.eye(options, dtype=bool)]),
        method=_searched_words(options, best.gap, len(in_draws)),
    )


def _best_in_draws(question: Question, alone: Floats) -> Flags:
    """The best plan in each of some draws, spread evenly, as if values added up; none where draws do not differ."""
    if np.ptp(alone, axis=0).max() <= SAME * np.abs(alone).max():
        return np.zeros((0, alone.shape[1]), dtype=bool)
    sampled = np.unique(np.linspace(0, len(alone) - 1, SAMPLED_DRAWS).round().astype(int))
    found = [best_additive(alone[draw], question.constraints, seconds=SECONDS_A_DRAW) for draw in sampled]
    return np.array([best.members for best in found if best is not None])


def _climb(question: Question, pool: Flags, ceiling: Floats) -> Flags:
    """The plans stepped through from the best of a pool, each better than the one before: shape (plans, options)."""
    plans = pool[question.preferred(pool)]
    scored = scores(values_of(question.response, question.worth, plans), question.objective, ceiling=ceiling)
    path = [plans[first_best(scored)]]
    for _ in range(MOST_STEPS):
        around, values = neighbours(question.response, question.worth, path[-1])
        allowed = np.flatnonzero(keeps(question.constraints, around))
        allowed = allowed[question.preferred(around[allowed])]
        best = first_best(scores(values[:, allowed], question.objective, ceiling=ceiling))
        if (around[allowed[best]] == path[-1]).all():
            break
        path.append(around[allowed[best]])
    return np.array(path)


def _searched_words(options: int, gap: float, draws: int) -> str:
    core = f"the core index is that of {draws} draws, solved likewise" if draws else "no draw differs from another"
    return (
        f"{options} options make too many sets to value each. HiGHS (random seed 0, at most {SECONDS:g} seconds, gap "
        f"{gap:.2%}) chose as if the options' values added up; from there options were dropped, added and swapped as "
        f"long as the true value rose. Groups' values are reckoned as if values added up; {core}."
    )


def simulated_anew(question: Question, ranking: Ranking) -> Ranking:
    """The best plans of a ranking, valued by simulation instead of the product rule.

    Where levels reach a floor or a ceiling, or the map has stocks, the product rule is an approximation: it chooses
    which plans to simulate first; then those that drop, add or swap an option of the best so far, until none is
    better. The core index stays that of the product rule unless every plan is simulated.
    """
    results: dict[int, tuple[Floats, Floats]] = {}
    wanted = _worth_simulating(ranking)
    while len(wanted):
        ids = [_ids(question.case, plan) for plan in ranking.plans[wanted]]
        results |= zip(wanted.tolist(), simulated(question.outlook, ids), strict=True)
        places = np.array(sorted(results))
        values, changes = _simulated_values(question, ranking.plans[places], [results[place] for place in places])
        best = places[first_best(scores(values, question.objective))]
        wanted = np.setdiff1d(_one_step_from(ranking.plans, best), places)
    plans, all_of_them = ranking.plans[places], len(places) == len(ranking.plans)
    every = ranking.every.copy()
    if len(every) == 2 ** plans.shape[1]:
        every[plans @ (1 << np.arange(plans.shape[1]))] = changes
    return replace(
        ranking,
        plans=plans,
        scored=scores(values, question.objective),
        changes=changes,
        core=core_index(plans, values) if all_of_them else ranking.core,
        every=every,
        method=f"{ranking.method} {ALL_SIMULATED if all_of_them else BEST_SIMULATED.format(len(plans))}",
        warnings=(*ranking.warnings, *([] if all_of_them else [APPROXIMATE])),
    )


def _worth_simulating(ranking: Ranking) -> Places:
    """The places of the best plans, and of those with one option or none."""
    best = np.argsort(-ranking.scored, kind="stable")[:SIMULATED]
    return np.union1d(best, np.flatnonzero(ranking.plans.sum(axis=1) <= 1))


def _one_step_from(plans: Flags, place: int) -> Places:
    """The places of plans that drop at most one option of a plan and add at most one."""
    added, dropped = plans & ~plans[place], plans[place] & ~plans
    return np.flatnonzero((added.sum(axis=1) <= 1) & (dropped.sum(axis=1) <= 1))


def _simulated_values(
    question: Question, plans: Flags, results: Sequence[tuple[Floats, Floats]]
) -> tuple[Floats, Floats]:
    """What simulated plans are worth in every draw, (runs, plans), and their mean changes, (plans, factors)."""
    changes = np.array([change for change, _ in results])  # (plans, factors, runs)
    if question.objective == "outcomes":
        return np.array([better for _, better in results]).T, changes.mean(axis=2)
    values = (question.worth.price @ changes).T + (plans @ question.worth.direct).T
    return values, changes.mean(axis=2)


def _ids(case: Case, plan: Flags) -> list[str]:
    return [option.id for option, is_in in zip(case.options, plan, strict=True) if is_in]
