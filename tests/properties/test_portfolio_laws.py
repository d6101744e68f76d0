"""Laws of the joint choice that hold for every input."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal_cases import cost
from commonweal.investment.portfolio import choose_portfolio
from commonweal.investment.schema import Case
from portfolio_cases import PRICE, budget, effect, gain, joint, option

NAMES = ("bus", "hub", "van", "wardens")
PARTNERS = ("council", "icb", "police")

pounds = st.integers(0, 20_000).map(float)
some = st.sampled_from
objectives = some(("public-value", "fiscal", "worst-tenth", "least-regret", "outcomes"))
costs = st.builds(cost, pounds, option=some(NAMES), partner=some(PARTNERS), year=st.integers(0, 1))
gains = st.builds(gain, pounds, option=some(NAMES), bearer=some((*PARTNERS, "residents")))
effects = st.builds(effect, some(NAMES), st.floats(-0.1, 0.05))
budgets = st.builds(budget, some((*PARTNERS, "pool")), pounds, year=st.integers(0, 1))
rows = st.lists(st.one_of(costs, gains, effects, budgets), max_size=14)


def case_of(these) -> Case:
    return joint(*(option(name) for name in NAMES), *these, PRICE)


def chosen(case: Case, objective="public-value"):
    return choose_portfolio(case, runs=12, objective=objective, seed=4)


def money(choice) -> list[float]:
    own = [account.net for account in choice.partners.values()]
    return [*choice.npv, *choice.fiscal_net, choice.public_cost, choice.cash, *own, *choice.group_values]


def close(amounts, scale=1.0):
    return pytest.approx(amounts, rel=1e-6, abs=1e-4 * scale)


@given(rows, pounds, some(PARTNERS), st.integers(0, 1))
@settings(max_examples=40, deadline=None)
def test_more_budget_is_never_worse(these, more, partner, year):
    stated = [budget(name, 0.0) for name in PARTNERS]  # so that more is a larger budget, never a first one

    before = chosen(case_of([*these, *stated]))
    after = chosen(case_of([*these, *stated, budget(partner, more, year=year)]))

    assert after.npv.mean() >= before.npv.mean() - 1e-4


@given(rows, objectives)
@settings(max_examples=40, deadline=None)
def test_an_option_that_is_never_chosen_changes_nothing(these, objective):
    case = case_of(these)
    useless = [
        cost(100.0, option="useless"),
        effect("useless", 0.1, spread=0.01),
        option("useless", lead="nobody-here"),
    ]
    dearer = joint(*case.options, useless[2], *these, *useless[:2], PRICE)

    before, after = chosen(case, objective), chosen(dearer, objective)

    assert after.options == before.options
    assert money(after) == close(money(before))
    assert after.core_index == {**before.core_index, "useless": 0.0}
    assert after.frontier == before.frontier


@given(rows, some(("public-value", "fiscal", "worst-tenth", "least-regret")))
@settings(max_examples=40, deadline=None)
def test_doubling_all_money_doubles_all_money(these, objective):
    once = case_of(these)
    twice = replace(
        once,
        costs=tuple(replace(row, amount=2 * row.amount) for row in once.costs),
        benefits=tuple(replace(row, unit_value=2 * row.unit_value) for row in once.benefits),
        budgets=tuple(replace(row, amount=2 * row.amount) for row in once.budgets),
        valuations=tuple(replace(row, value_per_unit=2 * row.value_per_unit) for row in once.valuations),
    )

    before, after = chosen(once, objective), chosen(twice, objective)

    assert after.options == before.options
    assert money(after) == close([2 * amount for amount in money(before)])
    assert after.core_index == before.core_index


@given(rows, objectives, st.permutations(NAMES), st.permutations(PARTNERS))
@settings(max_examples=40, deadline=None)
def test_order_and_names_of_options_and_partners_do_not_matter(these, objective, order, partners):
    case = case_of([*these, *(cost(1.0 + place, option=name) for place, name in enumerate(NAMES))])  # no exact ties
    names = {name: f"renamed-{place}" for place, name in enumerate(order)}
    other = renamed(case, names, order, partners)

    before, after = chosen(case, objective), chosen(other, objective)

    assert set(after.options) == {names[name] for name in before.options}
    assert sorted(after.npv) == close(sorted(before.npv))
    assert after.core_index == pytest.approx({names[name]: share for name, share in before.core_index.items()})
    assert {player: account.net for player, account in after.partners.items()} == close(
        {player: account.net for player, account in before.partners.items()}
    )
    assert after.alone == close(before.alone)


def renamed(case: Case, names: dict[str, str], order, partners) -> Case:
    """The same case with other ids for options, and rows and partners in another order."""
    options = {option.id: option for option in case.options}
    known = {partner.id: partner for partner in case.partners}

    def of_options(rows):
        return tuple(replace(row, option=names[row.option]) for row in reversed(rows))

    return replace(
        case,
        options=tuple(replace(options[name], id=names[name]) for name in order),
        partners=tuple(known[name] for name in partners),
        costs=of_options(case.costs),
        benefits=of_options(case.benefits),
        effects=of_options(case.effects),
        budgets=case.budgets[::-1],
    )


@given(rows)
@settings(max_examples=40, deadline=None)
def test_the_choice_keeps_every_budget(these):
    case = case_of(these)

    choice = chosen(case)

    for year in (0, 1):
        pool = sum(row.amount for row in case.budgets if (row.partner, row.year) == ("pool", year))
        short = 0.0
        for partner in PARTNERS:
            stated = [row for row in case.budgets if row.partner == partner]
            held = sum(row.amount for row in stated if row.year == year)
            spent = sum(
                row.amount
                for row in case.costs
                if (row.partner, row.year) == (partner, year) and row.option in choice.options
            )
            short += max(spent - held, 0.0) if stated else 0.0
        assert short <= pool + 1e-3
