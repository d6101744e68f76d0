"""Budgets, ties between options, the floor for neighbourhoods, and the words that say what cannot be."""

import numpy as np
import pytest

from appraisal_cases import cost
from commonweal.errors import Infeasible
from commonweal.investment.portfolio import choose_portfolio
from commonweal.investment.portfolio.conflict import out_of_reach
from commonweal.investment.portfolio.constraints import all_portfolios, constraints_of, keeps, unlimited_partners
from portfolio_cases import budget, gain, joint, option, with_equity


def allowed(case) -> list[tuple[str, ...]]:
    every = all_portfolios(len(case.options))
    plans = every[keeps(constraints_of(case), every)]
    return [tuple(option.id for option, is_in in zip(case.options, plan, strict=True) if is_in) for plan in plans]


def test_a_partner_without_any_budget_is_not_limited_and_is_named():
    case = joint(cost(1e9, option="hub"), cost(5.0, option="hub", partner="icb"), budget("icb", 5.0))

    assert allowed(case) == [(), ("hub",)]
    assert unlimited_partners(case) == ("council",)
    choice = choose_portfolio(case, runs=2, objective="public-value", seed=1)
    assert choice.warnings == ("No budget is stated for Council, so what they pay is not limited.",)


def test_what_a_partner_does_not_state_is_nothing():
    case = joint(
        cost(5.0, option="now"), cost(5.0, option="later", year=1), cost(5.0, option="build", kind="capital"),
        budget("council", 5.0),
    )  # fmt: skip

    assert allowed(case) == [(), ("now",)]


def test_help_in_kind_is_limited_only_where_some_is_stated():
    free = joint(cost(9.0, option="hub", kind="in_kind"), budget("council", 0.0))
    stated = joint(cost(9.0, option="hub", kind="in_kind"), budget("council", 8.0, kind="in_kind"))
    other_year = joint(cost(9.0, option="hub", kind="in_kind"), budget("council", 9.0, kind="in_kind", year=1))

    assert allowed(free) == [(), ("hub",)]
    assert allowed(stated) == allowed(other_year) == [()]


def test_rows_of_one_budget_add_up_and_a_budget_may_be_spent_whole():
    case = joint(
        cost(72_000.0, option="hub", grade=3), budget("council", 79_000.0), budget("council", 200.0)
    )  # 10 % for optimism: £79,200

    assert allowed(case) == [(), ("hub",)]


def test_the_pool_is_drawn_by_whoever_is_short_but_once():
    rows = cost(12.0, option="hub"), cost(9.0, option="bus", partner="police")
    case = joint(*rows, budget("council", 9.0), budget("police", 7.0), budget("pool", 4.0))

    assert allowed(case) == [(), ("bus",), ("hub",)]  # short by 2, by 3, and together by 5


def test_the_pool_does_not_serve_another_year_or_kind_of_money():
    rows = cost(12.0, option="hub"), budget("council", 9.0)

    assert allowed(joint(*rows, budget("pool", 9.0, year=1), budget("pool", 9.0, kind="capital"))) == [()]
    assert allowed(joint(*rows, budget("pool", 3.0))) == [(), ("hub",)]


def test_options_require_and_exclude_each_other():
    case = joint(option("a", requires=("b",)), option("b", excludes=("c",)), option("c"))

    assert allowed(case) == [(), ("b",), ("a", "b"), ("c",)]


def test_an_option_that_requires_an_unknown_one_cannot_be_done():
    case = joint(option("a", requires=("nothing-known",)), option("b"))

    assert allowed(case) == [(), ("b",)]
    assert "requires" in out_of_reach(case)["a"]


def test_what_must_be_done_is_in_every_plan():
    case = joint(option("a", must=True), option("b"), cost(9.0, option="a"), gain(1.0, option="a"))

    assert allowed(case) == [("a",), ("a", "b")]
    assert choose_portfolio(case, runs=2, objective="public-value", seed=1).options == ("a",)


def test_the_share_of_named_neighbourhoods_has_a_floor_unless_nothing_is_done():
    rows = (
        cost(30.0, option="here", neighbourhood="stonehouse"),
        cost(60.0, option="there"),
        cost(200.0, option="far", neighbourhood="elsewhere"),
    )
    case = joint(*rows, *(budget("council", 1000.0),))

    assert allowed(with_equity(case, 1 / 3, "stonehouse", "devonport")) == [(), ("here",), ("here", "there")]
    assert len(allowed(with_equity(case, 0.0, "stonehouse"))) == len(allowed(with_equity(case, 0.5))) == 8


def test_a_conflict_names_the_fewest_constraints_and_what_they_ask():
    case = joint(
        option("hub", must=True), option("bus", must=True), option("van"),
        cost(72_000.0, option="hub", year=2), cost(4_000.0, option="bus"), cost(1.0, option="van", partner="icb"),
        budget("council", 50_000.0, year=2), budget("council", 9_000.0), budget("icb", 0.0),
    )  # fmt: skip

    with pytest.raises(Infeasible) as refusal:
        choose_portfolio(case, runs=2, objective="public-value", seed=1)

    assert refusal.value.problem == (
        "That Hub must be done and Council's revenue budget of £50,000 in year 2 cannot hold together "
        "(Hub costs Council £72,000)"
    )
    assert refusal.value.exit_code == 4


def test_a_conflict_by_way_of_a_required_option_names_the_whole_way():
    case = joint(
        option("hub", must=True, requires=("bus",)), option("bus"),
        cost(30.0, option="hub"), cost(40.0, option="bus"), budget("council", 50.0), budget("pool", 5.0),
    )  # fmt: skip

    with pytest.raises(Infeasible) as refusal:
        choose_portfolio(case, runs=2, objective="fiscal", seed=1)

    assert refusal.value.problem == (
        "That Hub must be done, that Hub requires Bus and the money for revenue in year 0 of Council (£50) with the "
        "pool of £5 cannot hold together (Hub costs Council £30 and Bus costs Council £40)"
    )


def test_two_musts_that_exclude_each_other_are_a_conflict_of_three():
    case = joint(option("a", must=True), option("b", must=True, excludes=("a",)))

    with pytest.raises(Infeasible, match=r"^That A must be done, that B must be done and that B excludes A cannot"):
        choose_portfolio(case, runs=2, objective="public-value", seed=1)


def test_a_conflict_among_many_options_is_found_too():
    case = joint(option("hub", must=True), *(option(f"o-{number}") for number in range(20)),
                 cost(9.0, option="hub"), budget("council", 8.0))  # fmt: skip

    with pytest.raises(Infeasible, match="Hub must be done and Council's revenue budget of £8"):
        choose_portfolio(case, runs=2, objective="public-value", seed=1)


def test_an_option_out_of_reach_says_whose_money_is_short():
    case = joint(
        option("hub", requires=("bus",)), option("bus"), option("van"),
        cost(60.0, option="hub", year=1), cost(50.0, option="bus", year=1), cost(9.0, option="van", partner="icb"),
        cost(7.0, option="van", partner="police", kind="capital"),
        budget("council", 90.0, year=1), budget("icb", 1.0), budget("police", 6.0, kind="capital"),
    )  # fmt: skip

    assert out_of_reach(case) == {
        "hub": "Hub, with Bus that it requires, costs Council £110 of revenue in year 1, where Council has £90.",
        "van": "Van costs Integrated care board £9 of revenue in year 0, where Integrated care board has £1; "
        "1 more of its costs are out of reach.",
    }


def test_without_options_there_is_one_plan_to_do_nothing():
    choice = choose_portfolio(joint(), runs=3, objective="public-value", seed=1)

    assert choice.options == choice.players == choice.lines == ()
    assert choice.npv.tolist() == [0.0, 0.0, 0.0]
    assert choice.group_values.tolist() == [0.0]
    assert [(point.options, point.chosen) for point in choice.frontier] == [((), True)]


def test_no_constraint_keeps_every_portfolio():
    assert keeps((), all_portfolios(3)).all()
    assert keeps((), np.zeros((0, 3), dtype=bool)).shape == (0,)
