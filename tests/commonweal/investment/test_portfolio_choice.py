"""What the objectives choose, how sure that is, and what the choice means for each partner."""

import numpy as np
import pytest

from appraisal_cases import cost
from commonweal.errors import CannotAnswer, WrongUse
from commonweal.investment.portfolio import choose_portfolio
from commonweal.investment.portfolio.objectives import (
    MOST_POINTS,
    core_index,
    first_best,
    frontier,
    scores,
    worst_tenth,
)
from commonweal.investment.schema import OBJECTIVES
from commonweal.systemmap.schema import Factor, SystemMap
from portfolio_cases import PRICE, budget, effect, gain, joint, option, uncertain

# Draws down, portfolios across: the first is safe, the second best on average, the third good in one draw only.
VALUES = np.array([[4.0, 9.0, 0.0], [4.0, 5.0, 0.0], [4.0, -1.0, 0.0], [4.0, 8.0, 10.0]])


def test_each_objective_scores_as_by_hand():
    assert scores(VALUES, "public-value").tolist() == [4.0, 5.25, 2.5]
    assert scores(VALUES, "worst-tenth").tolist() == [4.0, -1.0, 0.0]  # of 4 draws the lowest is more than a tenth
    assert scores(VALUES, "least-regret").tolist() == [-6.0, -5.0, -9.0]


def test_the_worst_tenth_of_twenty_five_draws_is_two_and_a_half_draws():
    draws = np.arange(25.0)[::-1, None]

    assert worst_tenth(draws) == pytest.approx([(0 + 1 + 0.5 * 2) / 2.5])


def test_the_core_index_is_the_share_of_draws_in_whose_best_plan_an_option_stands():
    plans = np.array([[True, False], [False, True], [True, True]])

    assert core_index(plans, VALUES).tolist() == [0.5, 0.75]


def test_scores_that_differ_by_rounding_are_equal():
    assert first_best(np.array([1.0, 1e6, 1e6 + 1e-6])) == 1
    assert first_best(np.array([-2.0])) == 0


def test_a_frontier_of_many_points_keeps_its_ends_and_the_chosen_one():
    costs = np.arange(500.0)

    shown = frontier(costs, np.sqrt(costs), 123)

    assert len(shown) <= MOST_POINTS
    assert {0, 123, 499} <= set(shown.tolist())
    assert (np.diff(costs[shown]) > 0).all()


def test_equal_plans_are_preferred_cheap_then_few_then_by_id():
    same_money = joint(cost(10.0, option="b"), gain(30.0, option="b"), cost(10.0, option="a"), gain(30.0, option="a"),
                       option("b", excludes=("a",)), option("a"))  # fmt: skip
    cheaper = joint(cost(10.0, option="a"), gain(30.0, option="a"), cost(9.0, option="b"), gain(29.0, option="b"),
                    option("a", excludes=("b",)), option("b"), option("idle"))  # fmt: skip

    assert choose_portfolio(same_money, runs=2, objective="public-value", seed=1).options == ("a",)
    assert choose_portfolio(cheaper, runs=2, objective="public-value", seed=1).options == ("b",)


def test_the_fiscal_objective_leaves_social_value_and_help_in_kind_aside():
    case = joint(
        cost(10.0, option="social"), gain(90.0, option="social", bearer="residents", kind="social"),
        cost(10.0, option="fiscal"), cost(50.0, option="fiscal", kind="in_kind"), gain(30.0, option="fiscal"),
    )  # fmt: skip

    public = choose_portfolio(case, runs=2, objective="public-value", seed=1)
    fiscal = choose_portfolio(case, runs=2, objective="fiscal", seed=1)

    assert (public.options, public.npv.mean(), public.fiscal_net.mean()) == (("social",), 80.0, -10.0)
    assert (fiscal.options, fiscal.npv.mean(), fiscal.fiscal_net.mean()) == (("fiscal",), -30.0, 20.0)
    assert (fiscal.public_cost, fiscal.budget_cost, fiscal.cash) == (60.0, 10.0, 10.0)


def test_outcomes_choose_by_what_improves_whatever_it_costs():
    case = joint(cost(1e6, option="strong"), cost(1.0, option="weak"), option("strong", excludes=("weak",)),
                 effect("strong", -0.2), effect("weak", -0.1), budget("council", 1e6))  # fmt: skip

    choice = choose_portfolio(case, runs=20, objective="outcomes", seed=1)

    assert choice.options == ("strong",)
    assert choice.core_index == {"strong": 1.0, "weak": 0.0}


def test_outcomes_without_a_direction_cannot_choose():
    case = joint(option("hub"), system_map=SystemMap((Factor("visits", "Visits", "outcome"),)))

    with pytest.raises(CannotAnswer, match="column better"):
        choose_portfolio(case, runs=2, objective="outcomes", seed=1)


def test_an_unknown_objective_is_refused_with_those_there_are():
    with pytest.raises(WrongUse, match="public-value, fiscal, worst-tenth, least-regret or outcomes"):
        choose_portfolio(joint(), runs=2, objective="cheapest", seed=1)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_the_choice_is_the_first_of_the_frontier_marked_and_its_lines_add_up(objective):
    choice = choose_portfolio(uncertain(), runs=30, objective=objective, seed=5)

    chosen = [point for point in choice.frontier if point.chosen]
    gains = sum(line.pv for line in choice.lines if line.kind in ("fiscal", "economic", "social"))
    assert [point.options for point in chosen] == [choice.options]
    assert chosen[0].value == pytest.approx(choice.npv.mean(), abs=1e-6)
    assert gains - choice.public_cost == pytest.approx(choice.npv.mean(), abs=1e-6)
    assert choice.group_values[-1] == pytest.approx(sum(partner.net for partner in choice.partners.values()))
    assert len(choice.group_values) == 2 ** len(choice.players)
    assert all(0 <= share <= 1 for share in choice.core_index.values())
    assert choice.core_index["leaflets"] == 0


def test_core_options_stand_in_nearly_all_draws_and_borderline_ones_in_some():
    choice = choose_portfolio(uncertain(maximum=50_000.0), runs=200, objective="public-value", seed=5)

    assert choice.core_index["hub"] > 0.9
    assert 0 < choice.core_index["wardens"] < 1


def test_a_partner_alone_secures_what_it_pays_for_and_gains_itself():
    case = joint(
        option("hub", lead="council"), option("bus", lead="icb"),
        cost(50.0, option="hub"), gain(30.0, option="hub"), gain(60.0, option="hub", bearer="council"),
        cost(20.0, option="bus", partner="council"), gain(45.0, option="bus"), budget("icb", 30.0),
    )  # fmt: skip

    choice = choose_portfolio(case, runs=2, objective="public-value", seed=1)

    assert choice.players == ("council", "icb")
    assert choice.alone == {"council": 10.0, "icb": 25.0}
    assert choice.group_values.tolist() == [0.0, 10.0, 25.0, 65.0]


def test_a_group_has_no_option_that_needs_somebody_else():
    case = joint(option("hub", lead="council", needs=("council", "icb")), cost(10.0, option="hub"),
                 gain(50.0, option="hub", bearer="council"), gain(5.0, option="hub"))  # fmt: skip

    choice = choose_portfolio(case, runs=2, objective="public-value", seed=1)

    assert choice.alone == {"council": 0.0, "icb": 0.0}


def test_residents_and_the_public_bear_gains_and_are_no_players():
    case = joint(cost(10.0, option="hub"), gain(50.0, option="hub", bearer="residents", kind="social"))

    choice = choose_portfolio(case, runs=2, objective="public-value", seed=1)

    assert choice.players == ("council",)
    assert choice.partners["council"].net == -10.0


def test_a_factor_that_no_chosen_option_moves_has_no_line():
    case = joint(
        cost(1e9, option="dear"), effect("dear", -0.1), cost(1.0, option="cheap"), gain(9.0, option="cheap"), PRICE
    )

    choice = choose_portfolio(case, runs=10, objective="public-value", seed=1)

    assert choice.options == ("cheap",)
    assert [line.option for line in choice.lines] == ["cheap", "cheap"]


def test_progress_rises_to_one():
    told = []

    choose_portfolio(uncertain(), runs=5, objective="public-value", seed=1, progress=told.append)

    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_many_options_are_searched_under_every_objective(objective):
    few = uncertain()
    many = joint(*few.options, *(option(f"idle-{number:02}") for number in range(14)), *few.costs, *few.effects,
                 *few.budgets, *few.valuations)  # fmt: skip

    searched = choose_portfolio(many, runs=40, objective=objective, seed=2)
    enumerated = choose_portfolio(few, runs=40, objective=objective, seed=2)

    assert searched.options == enumerated.options
    assert searched.npv == pytest.approx(enumerated.npv, rel=1e-9)
    assert searched.alone == pytest.approx(enumerated.alone, rel=0.1)  # added up there, multiplied here
