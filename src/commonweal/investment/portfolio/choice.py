"""The joint choice: of all sets of options that keep every constraint, the one that an objective calls best."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.errors import WrongUse
from commonweal.investment.appraisal import lines_of, partner_accounts
from commonweal.investment.portfolio.conflict import out_of_reach
from commonweal.investment.portfolio.constraints import (
    Flags,
    all_portfolios,
    constraints_of,
    purses_of,
    unlimited_partners,
)
from commonweal.investment.portfolio.groups import Means, group_values, needs_of
from commonweal.investment.portfolio.objectives import first_best, frontier
from commonweal.investment.portfolio.outlook import (
    BUDGET,
    CASHABLE,
    FISCAL,
    FISCAL_VALUE,
    IN_KIND,
    OTHER,
    PUBLIC_VALUE,
    accounts_of,
    money_worth,
    outlook_of,
    simulated,
    worth_of,
)
from commonweal.investment.portfolio.search import Question, Ranking, all_ranked, searched, simulated_anew
from commonweal.investment.portfolio.values import changes_of
from commonweal.investment.schema import OBJECTIVES, Case, FrontierPoint, Line, Objective, PartnerAccount
from commonweal.investment.valuation import valued_lines
from commonweal.names import listed
from commonweal.simulation.schema import Floats

# All sets of so many options are valued one by one: 65,536. Of more options, sets are searched.
MOST_ENUMERATED = 16

# More players than this have too many groups to tell the value of each.
MOST_PLAYERS = 16

# Who may gain but takes no part in the sharing of money.
ONLY_BEARERS = ("residents", "public")

AIMS: dict[Objective, str] = {
    "public-value": "the highest mean of public value less public cost",
    "fiscal": "the highest mean of fiscal benefits less money spent",
    "worst-tenth": "the highest mean, over the worst tenth of draws, of public value less public cost",
    "least-regret": "the least regret in any draw: how far public value falls short of what would have been best there",
    "outcomes": "the largest mean improvement of the outcomes, as the partners weigh them, whatever it costs",
}


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The chosen options, what they are worth in every draw, and what each partner or group of them has at stake.

    Present values in pounds, but `cash`: undiscounted capital and revenue, optimism allowed for. `npv` and
    `fiscal_net` have the shape (runs,). `lines` are those of the chosen options, valued ones at their mean over
    draws. `group_values` has the shape (2 ** players,), where bit i of a number stands for players[i]: what a group
    could secure by itself, and last the chosen plan's net gain to all players. It is empty with over 16 players.
    `alone` is what each player could secure by itself.
    """

    options: tuple[str, ...]
    core_index: Mapping[str, float]
    npv: Floats
    fiscal_net: Floats
    public_cost: float
    budget_cost: float
    cash: float
    lines: tuple[Line, ...]
    players: tuple[str, ...]
    partners: Mapping[str, PartnerAccount]
    group_values: Floats
    alone: Mapping[str, float]
    frontier: tuple[FrontierPoint, ...]
    out_of_reach: Mapping[str, str]
    method: str
    warnings: tuple[str, ...]


def choose_portfolio(
    case: Case,
    *,
    runs: int,
    objective: Objective,
    seed: int,
    progress: Callable[[float], None] | None = None,
) -> Choice:
    """The options to do together, and what that is worth to whom.

    Up to 16 options every set is valued in every draw by the product rule; of more, sets are searched by an integer
    programme and by dropping, adding and swapping. Where the map has stocks, or levels reach a floor or a ceiling,
    the best sets are simulated. Of sets of equal worth: the cheapest, then that of fewest options, then by id.

    Parameters
    ----------
    runs
        How many draws of the uncertain numbers.
    objective
        What the best set has most of; see AIMS.
    progress
        Is told the part that is done, 0 to 1.

    Returns
    -------
    Choice
        The empty set if nothing is worth doing, or no option is given.

    Raises
    ------
    Infeasible
        Where no set of options keeps every constraint; names the fewest constraints that cannot hold together.
    CannotAnswer
        Under `outcomes` without any outcome that has a better direction; or where a price has no such direction.
    WrongUse
        With an unknown objective.

    References
    ----------
    Liesiö J, Mild P, Salo A (2007) Preference programming for robust portfolio modeling and project selection.
    European J Operational Research 181, 1488-1505 (the core index).
    """
    if objective not in OBJECTIVES:
        raise WrongUse(f"there is no objective {objective}", mend=f"Use {listed(list(OBJECTIVES), last='or')}.")
    tell = progress or _tell_nobody
    question = _question(case, runs=runs, objective=objective, seed=seed)
    tell(0.4)
    ranking = all_ranked(question) if len(case.options) <= MOST_ENUMERATED else searched(question)
    tell(0.7)
    if not question.outlook.exact:
        ranking = simulated_anew(question, ranking)
    tell(0.9)
    choice = _choice(question, ranking, runs)
    tell(1.0)
    return choice


def _tell_nobody(part: float) -> None:
    """Progress that nobody asked for."""


def _question(case: Case, *, runs: int, objective: Objective, seed: int) -> Question:
    outlook = outlook_of(case, runs=runs, objective=objective, seed=seed)
    accounts = accounts_of(case, outlook.factors)
    worth = worth_of(accounts, outlook, objective)
    return Question(case, constraints_of(case), outlook, accounts, worth, objective)


def _choice(question: Question, ranking: Ranking, runs: int) -> Choice:
    case, place = question.case, first_best(ranking.scored)
    plan = ranking.plans[place]
    ids = tuple(option.id for option, is_in in zip(case.options, plan, strict=True) if is_in)
    change = _change(question, plan, ids)
    lines = _lines(question, ids, change)
    partners = _partners(case, lines)
    means = _means(question, ranking, tuple(partners))
    singles = [1 << place for place in range(len(partners))]
    alone = group_values(case, tuple(partners), groups=singles, means=means)
    spent = question.accounts.own[plan].sum(axis=(0, 2))  # (accounts,)
    return Choice(
        options=ids,
        core_index={option.id: float(core) for option, core in zip(case.options, ranking.core, strict=True)},
        npv=_draws(question, plan, change=change, value=PUBLIC_VALUE, runs=runs),
        fiscal_net=_draws(question, plan, change=change, value=FISCAL_VALUE, runs=runs),
        public_cost=float(spent[BUDGET] + spent[IN_KIND]),
        budget_cost=float(spent[BUDGET]),
        cash=_cash(case, plan),
        lines=lines,
        players=tuple(partners),
        partners=partners,
        group_values=_game(case, partners, means),
        alone=dict(zip(partners, alone.tolist(), strict=True)),
        frontier=_frontier(question, ranking, place),
        out_of_reach=out_of_reach(case),
        method=f"{ranking.method} The choice has {AIMS[question.objective]}.",
        warnings=(*_warnings(question, tuple(partners)), *ranking.warnings),
    )


def _change(question: Question, plan: Flags, ids: Sequence[str]) -> Floats:
    """The weighted fall of every valued factor under the chosen plan: shape (factors, runs)."""
    if question.outlook.exact:
        return changes_of(question.response, plan)
    return next(simulated(question.outlook, [ids]))[0]


def _draws(question: Question, plan: Flags, *, change: Floats, value: Floats, runs: int) -> Floats:
    """What the plan is worth in every draw when accounts are weighed so: shape (runs,)."""
    worth = money_worth(question.accounts, value)
    return np.array(np.broadcast_to(worth.price @ change + worth.direct[plan].sum(), (runs,)))


def _lines(question: Question, ids: Sequence[str], change: Floats) -> tuple[Line, ...]:
    """The lines of the chosen options, and of every valued factor that they move."""
    means = dict(zip(question.outlook.factors, change.mean(axis=1).tolist(), strict=True))
    valued = [line for line in valued_lines(question.case, means) if line.pv != 0]
    return (*(line for line in lines_of(question.case) if line.option in ids), *valued)


def _partners(case: Case, lines: Sequence[Line]) -> dict[str, PartnerAccount]:
    """The accounts of the partners who have a cost or a gain, in the order of the file."""
    players = [partner.id for partner in case.partners if partner.id not in ONLY_BEARERS]
    counting = case.place.appraisal.gains
    return partner_accounts([line for line in lines if line.pv != 0], players, counting=counting)


def _cash(case: Case, plan: Flags) -> float:
    purses = purses_of(case)
    money = [place for place, (_, kind) in enumerate(purses.cells) if kind != "in_kind"]
    return float(purses.asked[plan][:, :, money].sum())


def _means(question: Question, ranking: Ranking, players: Sequence[str]) -> Means:
    """What sets of options bring each player on average, and what they cost in money."""
    accounts, options = question.accounts, len(question.case.options)
    adds_up = len(ranking.every) != 2**options
    plans = np.eye(options, dtype=bool) if adds_up else all_portfolios(options)
    columns = [accounts.bearers.index(player) for player in players]
    gains = [{"gross": FISCAL, "cashable": CASHABLE}[question.case.place.appraisal.gains], OTHER]
    per_unit, own = (part[:, gains].sum(axis=1)[:, columns] for part in (accounts.per_unit, accounts.own))
    costs = plans @ accounts.own[:, BUDGET].sum(axis=1)
    return Means(plans, ranking.every @ per_unit + plans @ own, costs, adds_up)


def _game(case: Case, partners: Mapping[str, PartnerAccount], means: Means) -> Floats:
    """What every group of players could secure, and all players by the chosen plan: shape (2 ** players,)."""
    players = tuple(partners)
    if len(players) > MOST_PLAYERS:
        return np.zeros(0)
    values = group_values(case, players, groups=range(2 ** len(players)), means=means)
    values[-1] = sum(account.net for account in partners.values())
    return values


def _frontier(question: Question, ranking: Ranking, chosen: int) -> tuple[FrontierPoint, ...]:
    """Public cost against mean public value less cost, whatever the objective."""
    worth = money_worth(question.accounts, PUBLIC_VALUE)
    values = ranking.changes @ worth.price + ranking.plans @ worth.direct[:, 0]
    costs = ranking.plans @ question.costs
    return tuple(
        FrontierPoint(
            options=tuple(
                option.id for option, is_in in zip(question.case.options, ranking.plans[place], strict=True) if is_in
            ),
            cost=float(costs[place]),
            value=float(values[place]),
            chosen=place == chosen,
        )
        for place in frontier(costs, values, chosen).tolist()
    )


def _warnings(question: Question, players: Sequence[str]) -> list[str]:
    names = {partner.id: partner.name for partner in question.case.partners}
    warnings = list(question.outlook.warnings)
    if unlimited := [names.get(partner, partner) for partner in unlimited_partners(question.case)]:
        warnings.append(f"No budget is stated for {listed(unlimited)}, so what they pay is not limited.")
    warnings += _needed_outside(question.case, players)
    if len(players) > MOST_PLAYERS:
        warnings.append(f"{len(players)} partners have too many groups to tell what each could secure by itself.")
    return warnings


def _needed_outside(case: Case, players: Sequence[str]) -> list[str]:
    """Options that no group of payers and gainers could do without somebody who neither pays nor gains."""
    if not players:
        return []
    names = {partner.id: partner.name for partner in case.partners}
    return [
        f"{option.name} needs {listed([names.get(partner, partner) for partner in outside])}, who neither pays nor "
        f"gains in this plan. So it counts as out of reach of any group that would go alone."
        for option in case.options
        if (outside := [partner for partner in needs_of(option) if partner not in players])
    ]
