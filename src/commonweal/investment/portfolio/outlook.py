"""What a case's options would cost and gain whom, and how the factors that count answer to them in every draw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.errors import CannotAnswer
from commonweal.investment.appraisal import lines_of
from commonweal.investment.portfolio.values import Response, Worth
from commonweal.investment.schema import BenefitKind, Case, CostKind, Objective
from commonweal.investment.valuation import case_rates, month_weights, unit_price
from commonweal.names import listed
from commonweal.simulation.ensemble import run_ensemble
from commonweal.simulation.quantify import measured_levels, model_from_map
from commonweal.simulation.ratios import option_ratios
from commonweal.simulation.schema import Floats, Futures, Model
from commonweal.units import MONTHS_A_YEAR

# The accounts of a line: what it costs in money and in kind, what it gains the public purse, in cash, and others.
BUDGET, IN_KIND, FISCAL, CASHABLE, OTHER = range(5)
ACCOUNT: dict[CostKind | BenefitKind, int] = {
    "capital": BUDGET,
    "revenue": BUDGET,
    "in_kind": IN_KIND,
    "fiscal": FISCAL,
    "economic": OTHER,
    "social": OTHER,
}
PUBLIC_VALUE = np.array([-1.0, -1.0, 1.0, 0.0, 1.0])
FISCAL_VALUE = np.array([-1.0, 0.0, 1.0, 0.0, 0.0])

# Where nothing that counts is uncertain, one draw stands for all.
ONE = Futures(runs=1, months=0, seed=0)

# Levels below this count as this where a logarithm is taken.
TINY = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Accounts:
    """Who pays and gains, present value in pounds, by account and bearer.

    `own` is what each option brings itself, shape (options, accounts, bearers); `per_unit` what a weighted fall of
    one unit of each valued factor brings, shape (factors, accounts, bearers).
    """

    own: Floats
    per_unit: Floats
    bearers: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """How the factors that count answer to each option in every draw.

    `factors` are the valued ones; `weights` those of their months, shape (factors, months). `aims` are factors with
    the weight of their rise, below zero where lower is better; `betters` how far each option alone betters them,
    shape (options, runs). There is no model where no option acts on any of these: then one draw stands for all.
    """

    factors: tuple[str, ...]
    weights: Floats
    aims: Mapping[str, float]
    response: Response
    betters: Floats
    model: Model | None = None
    futures: Futures = ONE
    exact: bool = True
    warnings: tuple[str, ...] = ()


def accounts_of(case: Case, factors: Sequence[str]) -> Accounts:
    """What each option, and each valued factor's fall, costs and gains whom.

    Parameters
    ----------
    factors
        Ids of the valued factors whose fall can be told.
    """
    lines = lines_of(case)
    valuations = [row for row in case.valuations if row.factor in factors]
    bearers = tuple(dict.fromkeys([*(line.bearer for line in lines), *(row.bearer for row in valuations)]))
    options = {option.id: place for place, option in enumerate(case.options)}
    known = {factor.id: factor for factor in case.system_map.factors}
    own = np.zeros((len(options), len(PUBLIC_VALUE), len(bearers)))
    for line in lines:
        entry = own[options[line.option], :, bearers.index(line.bearer)]
        entry[ACCOUNT[line.kind]] += line.pv
        entry[CASHABLE] += line.cashable
    per_unit = np.zeros((len(factors), len(PUBLIC_VALUE), len(bearers)))
    for row in valuations:
        price = unit_price(row, known[row.factor], place=case.place, parameters=case.parameters)
        entry = per_unit[factors.index(row.factor), :, bearers.index(row.bearer)]
        entry[ACCOUNT[row.kind]] += price
        entry[CASHABLE] += price * row.cashable if row.kind == "fiscal" else 0.0
    return Accounts(own, per_unit, bearers)


def worth_of(accounts: Accounts, outlook: Outlook, objective: Objective) -> Worth:
    """What an objective counts: public value, fiscal value, or how far the outcomes are bettered."""
    if objective == "outcomes":
        return Worth(np.zeros(len(outlook.factors)), outlook.betters)
    return money_worth(accounts, FISCAL_VALUE if objective == "fiscal" else PUBLIC_VALUE)


def money_worth(accounts: Accounts, value: Floats) -> Worth:
    """What counts when the accounts are weighed by `value`, shape (accounts,)."""
    return Worth(accounts.per_unit.sum(axis=2) @ value, (accounts.own.sum(axis=2) @ value)[:, None])


def outlook_of(case: Case, *, runs: int, objective: Objective, seed: int) -> Outlook:
    """How valued factors, and under `outcomes` the aims, answer to each option in so many draws.

    Raises
    ------
    CannotAnswer
        Under `outcomes`, where no outcome has a better direction.
    """
    aims, unaimed = _aims(case) if objective == "outcomes" else ({}, [])
    warnings = (f"No better direction, so not an aim: {listed(unaimed)}.",) if unaimed else ()
    valued = tuple(dict.fromkeys(row.factor for row in case.valuations))
    asked = tuple(dict.fromkeys([*valued, *aims]))
    options, months = len(case.options), MONTHS_A_YEAR * case.place.horizon_years
    if not case.effects or not asked:
        response = Response(np.zeros((1, 0, months)), np.ones((1, 0, options, months)))
        return Outlook((), np.zeros((0, months)), aims, response, np.zeros((options, 1)), warnings=warnings)
    model, futures = case_model(case), Futures(runs, months, seed)
    ids = tuple(option.id for option in case.options)
    alone = option_ratios(model, futures, options=ids, factors=asked)
    ratios = alone.ratios[:, :, :months]  # (options, factors, months, runs)
    weights = _weights(case, valued)
    levels = alone.baseline[: len(valued), :months] * weights[..., None]  # (factors, months, runs)
    return Outlook(
        valued,
        weights,
        aims,
        Response(
            np.ascontiguousarray(levels.transpose(2, 0, 1)),
            np.ascontiguousarray(ratios[:, : len(valued)].transpose(3, 1, 0, 2)),
        ),
        _betterment(ratios[:, [asked.index(aim) for aim in aims]], aims),
        model,
        futures,
        alone.exact,
        warnings,
    )


def case_model(case: Case) -> Model:
    """The model of a case's map with all its options' effects."""
    return model_from_map(
        case.system_map,
        effects=case.effects,
        starts={option.id: option.start for option in case.options},
        measured=measured_levels(case.measures, case.series, factors=case.system_map.factors),
        strengths=case.parameters.strengths,
    )


def simulated(outlook: Outlook, plans: Sequence[Sequence[str]]) -> Iterator[tuple[Floats, Floats]]:
    """Of each plan, by simulation, the weighted fall of every valued factor and how far it betters the aims.

    Parameters
    ----------
    plans
        Ids of each plan's options.

    Yields
    ------
    tuple[Floats, Floats]
        Shapes (factors, runs) and (runs,), of the same draws as those of the product rule.
    """
    assert outlook.model is not None
    model, draws = outlook.model, outlook.futures
    months = draws.months
    base = run_ensemble(model, runs=draws.runs, months=months, seed=draws.seed)
    valued = [base.factors.index(factor) for factor in outlook.factors]
    aims = [base.factors.index(aim) for aim in outlook.aims]
    without = base.levels[:, :months]  # (factors, months, runs)
    for plan in plans:
        levels = run_ensemble(model, runs=draws.runs, months=months, seed=draws.seed, plan=plan).levels[:, :months]
        change = np.einsum("fm,fmr->fr", outlook.weights, without[valued] - levels[valued])
        ratios = np.maximum(levels[aims], TINY) / np.maximum(without[aims], TINY)
        yield change, _betterment(ratios, outlook.aims)


def _weights(case: Case, factors: Sequence[str]) -> Floats:
    """The discounted weight of every month of every factor: shape (factors, months)."""
    known = {factor.id: factor for factor in case.system_map.factors}
    rates, years = case_rates(case), case.place.horizon_years
    rows = [month_weights(known[factor], rates=rates, years=years) for factor in factors]
    return np.array(rows).reshape(len(factors), MONTHS_A_YEAR * years)


def _aims(case: Case) -> tuple[dict[str, float], list[str]]:
    """The weight of each outcome's rise, the partners' own or equal ones, and weighted factors without a direction."""
    signs = {
        factor.id: 1.0 if factor.better == "higher" else -1.0 for factor in case.system_map.factors if factor.better
    }
    outcomes = [factor.id for factor in case.system_map.factors if factor.kind == "outcome" and factor.id in signs]
    wanted = dict(case.place.weights) or dict.fromkeys(outcomes, 1.0 / max(len(outcomes), 1))
    aims = {aim: weight * signs[aim] for aim, weight in wanted.items() if aim in signs}
    if not aims:
        raise CannotAnswer(
            "no outcome has a better direction, so no plan can be called better for the outcomes",
            where="factors.csv",
            mend='Write "higher" or "lower" in the column better of the outcomes.',
        )
    return aims, [aim for aim in wanted if aim not in aims]


def _betterment(ratios: Floats, aims: Mapping[str, float]) -> Floats:
    """The weighted mean over months of how far aims are bettered, in logs: shape (..., runs).

    `ratios` are levels with over levels without, shape (..., aims, months, runs).
    """
    means = np.log(np.maximum(ratios, TINY)).mean(axis=-2)  # (..., aims, runs)
    return np.asarray(np.array(list(aims.values())) @ means)
