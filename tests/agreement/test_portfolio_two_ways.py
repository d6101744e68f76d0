"""Portfolios reckoned two ways: by the product rule, by a slow loop, by simulation; by programme, by trying all."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal_cases import cost
from commonweal.investment.portfolio import choose_portfolio
from commonweal.investment.portfolio.conflict import smallest_conflict
from commonweal.investment.portfolio.constraints import Constraint, all_portfolios, keeps
from commonweal.investment.portfolio.groups import Means, group_values
from commonweal.investment.portfolio.outlook import case_model, outlook_of, simulated
from commonweal.investment.portfolio.programme import best_additive
from commonweal.investment.portfolio.values import Response, Worth, all_values, changes_of, neighbours, values_of
from commonweal.simulation.ensemble import run_ensemble
from portfolio_cases import MAP, PRICE, budget, effect, gain, joint, option, uncertain

amounts = st.integers(-5, 5).map(float)


def random_response(options: int, seed: int = 1) -> tuple[Response, Worth]:
    rng = np.random.default_rng(seed)
    ratios = np.exp(rng.normal(-0.05, 0.1, (7, 2, options, 24)))  # (runs, factors, options, months)
    response = Response(rng.uniform(50, 150, (7, 2, 24)), ratios)
    return response, Worth(rng.normal(5, 3, 2), rng.normal(-300, 200, (options, 1)))


@pytest.mark.parametrize("options", [0, 1, 2, 5])
def test_all_values_are_those_of_a_loop_over_months_and_options(options):
    response, worth = random_response(options)
    everything = np.arange(2**options)

    values, changes = all_values(response, worth, everything)

    for number, plan in enumerate(all_portfolios(options)):
        for run in range(7):
            expected, falls = worth.direct[plan].sum(), np.zeros(2)
            for factor in range(2):
                for month in range(24):
                    weighted = response.weighted[run, factor, month]
                    left = weighted * np.prod(response.ratios[run, factor, plan, month])
                    falls[factor] += weighted - left
            assert values[run, number] == pytest.approx(expected + worth.price @ falls, rel=1e-9)
        assert changes[number] == pytest.approx(changes_of(response, plan).mean(axis=1), rel=1e-9)


def test_a_plan_that_moves_nothing_is_worth_exactly_its_own_value():
    response, _ = random_response(4)
    still = Response(response.weighted, np.ones_like(response.ratios))

    values, changes = all_values(still, Worth(np.ones(2), np.zeros((4, 1))), np.arange(16))

    assert not values.any()
    assert not changes.any()


def test_neighbours_have_the_values_that_they_have_alone():
    response, worth = random_response(6)
    plan = np.array([True, False, True, False, False, True])

    plans, values = neighbours(response, worth, plan)

    assert (plans[0] == plan).all()
    assert len(plans) == (3 + 1) * (3 + 1)
    assert np.abs(plans.astype(int) - plan).sum(axis=1).max() == 2
    assert values == pytest.approx(values_of(response, worth, plans), rel=1e-9)


def test_the_product_rule_equals_simulation_of_every_portfolio():
    case = uncertain()
    outlook = outlook_of(case, runs=50, objective="public-value", seed=3)
    ids = [option.id for option in case.options]
    plans = all_portfolios(len(ids))
    named = [[name for name, is_in in zip(ids, plan, strict=True) if is_in] for plan in plans]

    for plan, (change, _) in zip(plans, simulated(outlook, named), strict=True):
        assert change == pytest.approx(changes_of(outlook.response, plan), rel=1e-9, abs=1e-6)


def test_the_chosen_plans_worth_is_that_of_its_simulated_levels():
    case = uncertain(maximum=50_000.0)
    model = case_model(case)

    choice = choose_portfolio(case, runs=40, objective="public-value", seed=3)
    without, with_plan = (run_ensemble(model, runs=40, months=60, plan=plan, seed=3) for plan in ((), choice.options))

    visits = without.factors.index("visits")
    saved = (without.levels - with_plan.levels)[visits, :60].sum(axis=0) * 10.0  # £10 a visit, nothing discounted
    assert len(choice.options) == 3
    assert choice.npv == pytest.approx(saved - 27_000.0, rel=1e-9)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_programme_finds_what_trying_every_set_finds(data):
    options = data.draw(st.integers(1, 6))
    row = st.lists(amounts, min_size=options, max_size=options)
    values = np.array(data.draw(row))
    constraints = [
        Constraint("", np.array(rows), np.array(data.draw(st.lists(amounts, min_size=len(rows), max_size=len(rows)))),
                   data.draw(st.integers(0, 4).map(float)))
        for rows in data.draw(st.lists(st.lists(row, min_size=1, max_size=3), max_size=4))
    ]  # fmt: skip
    every = all_portfolios(options)
    kept = every[keeps(constraints, every)]

    best = best_additive(values, constraints)

    if not len(kept):
        assert best is None
    else:
        assert keeps(constraints, best.members[None])[0]
        assert values @ best.members == pytest.approx((kept @ values).max())


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_smallest_conflict_is_as_small_as_trying_every_group_finds(data):
    options = data.draw(st.integers(1, 4))
    row = st.lists(amounts, min_size=options, max_size=options)
    rows = data.draw(st.lists(row, min_size=1, max_size=6))
    constraints = [Constraint("", np.array([row]), np.array([data.draw(amounts)])) for row in rows]
    every = all_portfolios(options)

    found = smallest_conflict(constraints, options)

    sizes = (
        size
        for size in range(1, len(constraints) + 1)
        for group in combinations(constraints, size)
        if not keeps(group, every).any()
    )
    assert len(found) == next(sizes, 0)
    assert not found or not keeps(found, every).any()


def shared_plan():
    """Costs and gains of three partners, one option that needs two of them, one that requires another."""
    return joint(
        option("hub", lead="council", needs=("council", "police")), option("bus", lead="icb"),
        option("camera", lead="police", requires=("hub",)), option("wardens", lead="council", excludes=("bus",)),
        cost(50.0, option="hub"), cost(30.0, option="hub", partner="icb"), cost(20.0, option="bus", partner="icb"),
        cost(10.0, option="camera", partner="police"), cost(40.0, option="wardens"),
        gain(70.0, option="hub", bearer="council"), gain(60.0, option="hub", bearer="police"),
        gain(25.0, option="bus", bearer="icb"), gain(45.0, option="bus", bearer="council"),
        gain(30.0, option="camera", bearer="police"), gain(55.0, option="wardens", bearer="council"),
        budget("council", 90.0), budget("police", 25.0), budget("icb", 60.0),
    )  # fmt: skip


PLAYERS = ("council", "icb", "police")


def by_hand(case, group: set[str]) -> float:
    """Every set of options, looked at in turn, in plain words."""
    best = 0.0
    for size in range(len(case.options) + 1):
        for chosen in combinations(case.options, size):
            ids = {option.id for option in chosen}
            needs = {need for option in chosen for need in option.needs or (option.lead,)}
            tied = all(set(option.requires) <= ids and not set(option.excludes) & ids for option in chosen)
            costs = [row for row in case.costs if row.option in ids]
            held = {row.partner: row.amount for row in case.budgets if row.partner in group}
            own = {partner: sum(row.amount for row in costs if row.partner == partner) for partner in held}
            others = sum(row.amount for row in costs if row.partner not in group)
            pays = all(own[partner] <= held[partner] for partner in held)
            left = sum(held[partner] - own[partner] for partner in held)
            if needs <= group and tied and pays and others <= left:
                gains = sum(row.unit_value for row in case.benefits if row.option in ids and row.bearer in group)
                best = max(best, gains - sum(row.amount for row in costs))
    return best


def test_what_a_group_could_secure_is_what_trying_every_set_by_hand_finds():
    case = shared_plan()
    groups = [{player for bit, player in enumerate(PLAYERS) if number >> bit & 1} for number in range(8)]
    gains = np.array([
        [sum(row.unit_value for row in case.benefits if (row.option, row.bearer) == (option.id, player))
         for player in PLAYERS] for option in case.options
    ])  # fmt: skip
    costs = np.array([sum(row.amount for row in case.costs if row.option == option.id) for option in case.options])
    every, single = all_portfolios(4), np.eye(4, dtype=bool)

    by_table = group_values(case, PLAYERS, groups=range(8), means=Means(every, every @ gains, every @ costs))
    by_programme = group_values(
        case, PLAYERS, groups=range(8), means=Means(single, gains, costs.astype(float), adds_up=True)
    )

    assert by_table == pytest.approx([by_hand(case, group) for group in groups])
    assert by_programme == pytest.approx(by_table)
    assert by_table.max() > 0


def test_more_options_than_can_be_tried_give_the_choice_of_the_fewer_that_matter():
    few = uncertain()
    idle = [cost(100.0, option=f"idle-{number:02}", partner="police") for number in range(14)]
    idle_options = [option(row.option) for row in idle]
    many = joint(*few.options, *idle_options, *few.costs, *idle, *few.effects, *few.budgets, *few.valuations)

    enumerated = choose_portfolio(few, runs=60, objective="public-value", seed=2)
    found = choose_portfolio(many, runs=60, objective="public-value", seed=2)

    assert found.options == enumerated.options
    assert found.npv == pytest.approx(enumerated.npv, rel=1e-9)
    assert "HiGHS" in found.method
    assert "gap 0.00%" in found.method


def test_effects_that_reach_a_floor_are_simulated():
    case = uncertain(maximum=50_000.0)
    drinking, visits = case.system_map.factors
    floored = joint(
        *case.options, *case.costs, *case.effects, *case.budgets, *case.valuations,
        effect("bus", -0.2, factor="visits"),
        system_map=replace(case.system_map, factors=(drinking, replace(visits, floor=780.0))),
    )  # fmt: skip

    choice = choose_portfolio(floored, runs=40, objective="public-value", seed=3)
    model = case_model(floored)
    without, with_plan = (run_ensemble(model, runs=40, months=60, plan=plan, seed=3) for plan in ((), choice.options))

    saved = (without.levels - with_plan.levels)[1, :60].sum(axis=0) * 10.0
    assert "simulated" in choice.method
    assert choice.npv == pytest.approx(saved - choice.public_cost, rel=1e-9)


def test_of_many_sets_only_the_best_are_simulated_and_the_best_of_them_is_chosen():
    names = [f"option-{number}" for number in range(8)]
    factors = (MAP.factors[0], replace(MAP.factors[1], floor=800.0))
    case = joint(
        *(effect(name, -0.08 - 0.01 * number, spread=0.01) for number, name in enumerate(names)),
        *(cost(9_000.0 + 700.0 * number, option=name) for number, name in enumerate(names)),
        PRICE, system_map=replace(MAP, factors=factors),
    )  # fmt: skip
    ids = [option.id for option in case.options]
    every = [[name for name, is_in in zip(ids, plan, strict=True) if is_in] for plan in all_portfolios(8)]
    outlook = outlook_of(case, runs=10, objective="public-value", seed=3)

    choice = choose_portfolio(case, runs=10, objective="public-value", seed=3)

    costs = {row.option: row.amount for row in case.costs}
    worths = [
        10.0 * change[0].mean() - sum(costs[name] for name in plan)
        for plan, (change, _) in zip(every, simulated(outlook, every), strict=True)
    ]
    assert not outlook.exact
    assert choice.npv.mean() == pytest.approx(max(worths))
    assert "only screened" in choice.method
    assert any("approximate" in warning for warning in choice.warnings)
