"""Laws of the appraisal that hold for every input."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal_cases import a_case, benefit, cost, flat_rates
from commonweal.investment.appraisal import appraise, counted, lines_of, only_options
from commonweal.investment.schema import Benefit, Cost
from commonweal.investment.valuation import discount_factors

BEARERS = ("council", "icb", "police")
money = st.floats(0, 1e7, allow_subnormal=False)
fraction = st.floats(0, 1, allow_subnormal=False)
option = st.sampled_from(("bus", "hub", "staff"))
grade = st.sampled_from((None, 1, 2, 3, 4, 5, 6))
rate = st.floats(0, 0.2)

costs = st.builds(
    Cost, option=option, partner=st.sampled_from(BEARERS), year=st.integers(0, 4),
    kind=st.sampled_from(("capital", "revenue", "in_kind")), amount=money, grade=grade,
)  # fmt: skip
benefits = st.builds(
    Benefit, option=option, name=st.sampled_from(("A&E", "ASB", "Trade")), population=st.floats(0, 1e4),
    takeup=fraction, impact=fraction, deadweight=fraction, unit_value=st.floats(0, 1e4),
    profile=st.lists(fraction, max_size=7).map(tuple), kind=st.sampled_from(("fiscal", "economic", "social")),
    bearer=st.sampled_from((*BEARERS, "residents")), share=fraction, cashable=fraction, grade=grade,
)  # fmt: skip
rows = st.lists(st.one_of(costs, benefits), min_size=1, max_size=12)


def appraised(case):
    return appraise(counted(case).streams, players=BEARERS)


def close(amount, scale=1.0):
    return pytest.approx(amount, rel=1e-9, abs=1e-9 * max(scale, 1))


@given(rows, rate)
def test_doubling_all_money_doubles_every_present_value(these, at):
    doubled = [
        replace(row, amount=2 * row.amount) if isinstance(row, Cost) else replace(row, unit_value=2 * row.unit_value)
        for row in these
    ]

    once, twice = appraised(a_case(*these, rate=at)), appraised(a_case(*doubled, rate=at))

    assert twice.nppv == close(2 * once.nppv, once.public_cost)
    assert twice.npbi == close(2 * once.npbi, once.budget_cost)
    assert (twice.payback_year, twice.payback_year_cashable) == (once.payback_year, once.payback_year_cashable)
    assert {name: account.net for name, account in twice.partners.items()} == {
        name: close(2 * account.net, account.pays) for name, account in once.partners.items()
    }


@given(rows, rate)
def test_an_appraisal_is_the_sum_of_its_lines(these, at):
    case = a_case(*these, rate=at)

    found, lines = appraised(case), lines_of(case)

    gains = sum(line.pv for line in lines if line.kind in ("fiscal", "economic", "social"))
    spent = sum(line.pv for line in lines if line.kind in ("capital", "revenue", "in_kind"))
    assert found.nppv == close(gains - spent, gains + spent)
    assert sum(line.pv for line in found.lines) == close(gains)


@given(rows, rate)
def test_options_together_are_worth_the_sum_of_each_alone(these, at):
    case = a_case(*these, rate=at)

    together = appraised(case)
    alone = [appraised(only_options(case, [option.id])) for option in case.options]

    assert together.nppv == close(sum(one.nppv for one in alone), together.public_cost)
    assert together.npbi == close(sum(one.npbi for one in alone), together.budget_cost)
    assert together.cashable == close(sum(one.cashable for one in alone))


@given(rows, rate, st.randoms())
def test_the_order_of_rows_does_not_matter(these, at, chance):
    shuffled = list(these)
    chance.shuffle(shuffled)

    first, second = appraised(a_case(*these, rate=at)), appraised(a_case(*shuffled, rate=at))

    assert (first.nppv, first.npbi, first.bcr, first.partners) == (
        second.nppv, second.npbi, second.bcr, second.partners,
    )  # fmt: skip
    assert first.largest_line == second.largest_line


@given(rows, rate)
def test_what_partners_pay_adds_up_to_the_cost_to_budgets(these, at):
    found = appraised(a_case(*these, rate=at))

    assert sum(account.pays for account in found.partners.values()) == close(found.budget_cost)


@given(rows, rate)
def test_the_cashable_part_is_never_more_than_the_whole(these, at):
    found = appraised(a_case(*these, rate=at))

    assert found.cashable <= found.benefits["fiscal"] * (1 + 1e-12)
    if found.payback_year_cashable is not None:
        assert found.payback_year is not None
        assert found.payback_year <= found.payback_year_cashable


@given(benefits)
def test_a_benefit_without_a_year_is_worth_nothing(row):
    (line,) = lines_of(a_case(replace(row, profile=(0.0,))))

    assert line.pv == 0


@given(st.floats(0, 1), st.integers(1, 400))
def test_a_later_pound_is_never_worth_more(at, years):
    factors = discount_factors(flat_rates(at), years)

    assert factors.shape == (years,)
    assert factors[0] == 1
    assert np.all(np.diff(factors) <= 0)


@given(st.lists(st.floats(1, 1e6), min_size=2, max_size=5), rate)
def test_in_a_group_that_counts_the_same_thing_the_largest_alone_is_counted(values, at):
    group = [
        benefit(value, name=f"b{number}", double_count_group="stay", profile=(1.0,))
        for number, value in enumerate(values)
    ]

    found = counted(a_case(cost(1.0), *group, rate=at))

    assert sum(stream.line.pv for stream in found.streams[1:]) == pytest.approx(max(values))
    assert len(found.left_out) == len(values) - 1
