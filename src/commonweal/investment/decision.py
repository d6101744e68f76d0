"""The joint decision: the portfolio, its fair shares and its promises, brought together."""

from collections.abc import Callable, Iterator, Sequence
from math import fsum

import numpy as np

from commonweal.investment.appraisal import largest_line, only_options
from commonweal.investment.portfolio.choice import Choice, choose_portfolio
from commonweal.investment.portfolio.outlook import case_model
from commonweal.investment.promise import promises
from commonweal.investment.schema import (
    COST_KINDS,
    Case,
    Decision,
    Game,
    Line,
    Objective,
    Promise,
    Share,
    ShareRule,
    Spread,
)
from commonweal.investment.sharing import fair_shares
from commonweal.investment.valuation import assumptions, unverified_tables
from commonweal.names import listed
from commonweal.simulation.ensemble import run_ensemble
from commonweal.simulation.runaways import runaway_words, runaways
from commonweal.simulation.schema import Floats, Model, Runs
from commonweal.units import MONTHS_A_YEAR, pounds

# The middle nine of ten runs: what a range means wherever one is shown.
RANGE = (5.0, 50.0, 95.0)

# How much of the work is done once the portfolio is chosen, for the progress bar.
CHOSEN = 0.8


def joint_decision(
    case: Case,
    *,
    runs: int = 1000,
    objective: Objective = "public-value",
    seed: int = 1,
    progress: Callable[[float], None] | None = None,
) -> Decision:
    """What the partners would do together, what it costs whom, who gains, and what they promise.

    Parameters
    ----------
    case
        The place, its map, figures, options and money.
    runs
        Futures to draw.
    objective
        What "best" means.
    seed
        The same seed gives the same decision.
    progress
        Called with how much is done, 0 to 1.

    Returns
    -------
    Decision
        Without options worth doing: the empty plan, which costs nothing and promises nothing.

    Raises
    ------
    Infeasible
        When no set of options keeps every constraint.
    CannotAnswer
        When the map cannot be run, or a price has no direction.
    """
    tell = progress or _tell_nobody
    choice = choose_portfolio(
        case, runs=runs, objective=objective, seed=seed, progress=lambda done: tell(CHOSEN * done)
    )
    model = case_model(case)
    without, with_plan = (_futures(case, model, plan=plan, runs=runs, seed=seed) for plan in ((), choice.options))
    promised, unpromised = promises(case, without, with_plan)
    shares = _shares(choice)
    tell(1.0)
    return Decision(
        place=case.place.name,
        question=case.place.question,
        seed=seed,
        runs=runs,
        objective=objective,
        options=choice.options,
        core_index=choice.core_index,
        cost=choice.public_cost,
        budget_cost=choice.budget_cost,
        cash=choice.cash,
        npv=_spread(choice.npv),
        fiscal_net=_spread(choice.fiscal_net),
        cashable_net=fsum(line.cashable for line in choice.lines) - choice.budget_cost,
        chance_of_loss=float((choice.npv < 0).mean()),
        chance_of_fiscal_loss=float((choice.fiscal_net < 0).mean()),
        benefits=_benefits(choice.lines),
        lines=choice.lines,
        largest_line=largest_line([line for line in choice.lines if line.kind not in COST_KINDS]),
        partners=choice.partners,
        shares=shares,
        stand_alone_sum=fsum(choice.alone.values()),
        promises=promised,
        levels=_levels(promised, without, with_plan),
        frontier=choice.frontier,
        alone=choice.alone,
        method=choice.method,
        warnings=tuple(dict.fromkeys([*_warnings(case, model, choice, with_plan), *unpromised])),
        out_of_reach=choice.out_of_reach,
    )


def _tell_nobody(part: float) -> None:
    """Progress that nobody asked for."""


def _futures(case: Case, model: Model, *, plan: Sequence[str], runs: int, seed: int) -> Runs:
    months = MONTHS_A_YEAR * case.place.horizon_years
    return run_ensemble(model, runs=runs, months=months, plan=plan, seed=seed)


def _shares(choice: Choice) -> dict[ShareRule, Share]:
    """Every rule's answer; none where nobody has a stake, or more partners than groups can be told for."""
    if not choice.group_values.size or not choice.players:
        return {}
    accounts = choice.partners
    gains = {player: accounts[player].net + accounts[player].pays for player in choice.players}
    pays = {player: accounts[player].pays for player in choice.players}
    return fair_shares(gains, pays, Game(choice.players, choice.group_values))


def _spread(values: Floats) -> Spread:
    low, _, high = np.percentile(values, RANGE)
    return Spread(mean=float(values.mean()), low=float(low), high=float(high))


def _benefits(lines: Sequence[Line]) -> dict[str, float]:
    """Present value by kind, gross and cashable side by side."""
    kinds = {kind: fsum(line.pv for line in lines if line.kind == kind) for kind in ("fiscal", "economic", "social")}
    return {**kinds, "cashable": fsum(line.cashable for line in lines)}


def _levels(promised: Sequence[Promise], without: Runs, with_plan: Runs) -> dict[str, Floats]:
    """Low, median and high level of every promised factor, month by month, without and with the plan."""
    rows = {promise.factor: with_plan.factors.index(promise.factor) for promise in promised}
    return {
        factor: np.stack([np.percentile(runs.levels[row], RANGE, axis=1) for runs in (without, with_plan)])
        for factor, row in rows.items()
    }


def _warnings(case: Case, model: Model, choice: Choice, with_plan: Runs) -> Iterator[str]:
    """What the decision rests on that a reader should mind, most serious first."""
    yield from (runaway_words(runaway) for runaway in runaways(model))
    yield from model.warnings
    yield from choice.warnings
    yield from assumptions(only_options(case, choice.options))
    if any(benefit.option in choice.options for benefit in case.benefits):
        yield "The lines of benefits.csv carry no range: what is uncertain about them does not show in the ranges here."
    if unverified := unverified_tables(case):
        yield f"Not verified at their source: {listed(list(unverified))}."
    outside = with_plan.outside_range.mean(axis=1)
    names = {factor.id: factor.name for factor in case.system_map.factors}
    if far := [names[factor] for factor, share in zip(with_plan.factors, outside, strict=True) if share > 0.5]:
        yield f"Moves beyond the range in which its links were judged, in most futures: {listed(far)}."
    alone, together = fsum(choice.alone.values()), fsum(account.net for account in choice.partners.values())
    if together < alone:
        yield (
            f"Money alone does not hold this partnership: apart, the partners would gain {pounds(alone)}, "
            f"together {pounds(together)}. The plan rests on its social value."
        )
    yield "The model has never been tested against this place's history."
