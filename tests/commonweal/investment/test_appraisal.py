"""Present values line by line, and what they add up to. Expected numbers are worked out by hand."""

import numpy as np
import pytest

from appraisal_cases import a_case, benefit, cost
from commonweal.errors import CannotAnswer, WrongUse
from commonweal.investment.appraisal import (
    LeftOut,
    appraise,
    counted,
    largest_line,
    lines_of,
    net_impact,
    only_options,
    payback_year,
    switching_share,
)
from commonweal.investment.schema import Line, Option


def appraised(case):
    return appraise(counted(case).streams, players=[partner.id for partner in case.partners])


def yearly(case):
    return [stream.yearly.tolist() for stream in counted(case).streams]


def test_a_cost_stands_in_its_year_raised_by_its_grade():
    # 100 + 15 % for grade 4, a year away at 25 %.
    (line,) = lines_of(a_case(cost(100.0, year=1, grade=4), rate=0.25))

    assert line == Line("revenue", pytest.approx(92.0), "revenue", "council", option="hub")


def test_a_cost_is_named_by_its_note_or_else_by_its_kind():
    lines = lines_of(a_case(cost(1.0, note="Staff"), cost(1.0, kind="in_kind")))

    assert [line.name for line in lines] == ["Staff", "in kind"]


def test_the_chain_multiplies_who_is_reached_by_what_changes_and_its_price():
    # 100 people x 0.5 reached x 0.8 stay x 2 each x (1 - 0.25) x £10 x half to this bearer, less 15 % for grade 4.
    row = benefit(
        10.0,
        population=100.0,
        takeup=0.5,
        retention=0.8,
        impact=2.0,
        deadweight=0.25,
        share=0.5,
        grade=4,
        profile=(1.0,),
    )

    (line,) = lines_of(a_case(row))

    assert line.pv == pytest.approx(255.0)


def test_an_empty_profile_holds_in_every_year():
    assert yearly(a_case(benefit(10.0), years=3)) == [[10.0, 10.0, 10.0]]


def test_years_beyond_the_profile_count_nothing():
    assert yearly(a_case(benefit(10.0, profile=(0.5, 1.0)), years=4)) == [[5.0, 10.0, 0.0, 0.0]]


def test_years_beyond_the_horizon_are_dropped():
    assert yearly(a_case(benefit(10.0, profile=(1.0, 1.0, 1.0)), years=2)) == [[10.0, 10.0]]


@pytest.mark.parametrize(
    ("months", "expected"),
    [(11, [10.0, 20.0, 0.0]), (12, [0.0, 10.0, 20.0]), (30, [0.0, 0.0, 10.0]), (36, [0.0, 0.0, 0.0])],
)
def test_a_benefit_begins_in_the_year_in_which_its_option_begins(months, expected):
    row = benefit(10.0, profile=(1.0, 2.0))

    assert yearly(a_case(row, years=3, options=(Option("hub", "Hub", start=months),))) == [expected]


def test_a_cost_keeps_to_the_year_of_the_plan_whenever_its_option_begins():
    late = (Option("hub", "Hub", start=24),)

    assert yearly(a_case(cost(10.0, year=0), years=3, options=late)) == [[10.0, 0.0, 0.0]]


def test_a_benefit_is_turned_into_the_prices_of_the_place():
    # Deflators of 2013 and 2024: 73.4795 and 100.
    (line,) = lines_of(a_case(benefit(73.4795, price_year=2013, profile=(1.0,)), price_year=2024))

    assert line.pv == pytest.approx(100.0)


def test_a_price_year_outside_the_table_is_refused():
    case = a_case(benefit(1.0, price_year=1987), price_year=2024)

    with pytest.raises(CannotAnswer, match=r"no year 1987\. Add the year in parameters/deflators\.csv"):
        lines_of(case)


def test_a_grade_outside_the_table_is_refused():
    with pytest.raises(CannotAnswer, match="no grade 9"):
        lines_of(a_case(cost(1.0, grade=9)))


def test_only_a_fiscal_benefit_can_be_cashed():
    lines = lines_of(a_case(benefit(10.0, cashable=0.3, profile=(1.0,)), benefit(10.0, cashable=0.3, kind="social")))

    assert [line.cashable for line in lines] == [3.0, 0.0]


def test_deadweight_of_the_impact_takes_a_part_of_it():
    assert net_impact(benefit(1.0, impact=0.4, deadweight=0.25), "of_impact") == pytest.approx(0.3)


def test_deadweight_of_the_population_is_taken_from_the_impact():
    assert net_impact(benefit(1.0, impact=0.4, deadweight=0.25), "of_population") == pytest.approx(0.15)


def test_deadweight_above_the_impact_leaves_nothing():
    assert net_impact(benefit(1.0, impact=0.1, deadweight=0.25), "of_population") == 0


def test_deadweight_of_a_harm_leaves_less_harm():
    assert net_impact(benefit(1.0, impact=-0.4, deadweight=0.25), "of_population") == pytest.approx(-0.15)


def test_deadweight_without_a_basis_is_refused():
    case = a_case(benefit(1.0, deadweight=0.1), deadweight_basis=None)

    with pytest.raises(CannotAnswer, match='Write deadweight_basis = "of_impact" or "of_population"'):
        lines_of(case)


def test_without_deadweight_no_basis_is_needed():
    (line,) = lines_of(a_case(benefit(10.0, profile=(1.0,)), deadweight_basis=None))

    assert line.pv == 10


def test_the_other_basis_can_be_asked_for():
    case = a_case(benefit(100.0, impact=0.4, deadweight=0.25, profile=(1.0,)))

    assert [lines_of(case, basis=basis)[0].pv for basis in (None, "of_population")] == pytest.approx([30, 15])


def test_of_benefits_that_count_the_same_thing_the_largest_name_is_kept():
    rows = [
        benefit(6.0, name="Admissions", profile=(1.0,), double_count_group="stay"),
        benefit(6.0, name="Admissions", profile=(1.0,), double_count_group="stay", bearer="council"),
        benefit(10.0, name="Bed days", profile=(1.0,), double_count_group="stay"),
        benefit(1.0, name="Other", profile=(1.0,)),
    ]

    found = counted(a_case(*rows))

    assert [stream.line.name for stream in found.streams] == ["Admissions", "Admissions", "Other"]
    assert found.left_out == (LeftOut("hub", "Bed days", 10.0, 'counts the same thing (stay) as "Admissions"'),)


def test_two_options_may_each_count_the_same_thing():
    rows = [benefit(1.0, option=option, name=option, double_count_group="stay") for option in ("hub", "bus")]

    assert counted(a_case(*rows)).left_out == ()


def test_no_costs_and_no_benefits_add_up_to_nothing():
    empty = appraised(a_case(options=(Option("hub", "Hub"),)))

    assert (empty.public_cost, empty.budget_cost, empty.npbi, empty.nppv) == (0, 0, 0, 0)
    assert (empty.froi, empty.froi_cashable, empty.bcr) == (None, None, None)
    assert (empty.payback_year, empty.payback_year_cashable) == (0, 0)
    assert (empty.partners, empty.lines, empty.largest_line) == ({}, (), None)


def test_costs_without_benefits_are_never_paid_back():
    found = appraised(a_case(cost(10.0)))

    assert (found.npbi, found.nppv, found.froi, found.bcr, found.payback_year) == (10, -10, 0, 0, None)


def test_benefits_without_costs_have_no_ratio():
    found = appraised(a_case(benefit(10.0, profile=(1.0,))))

    assert (found.npbi, found.nppv, found.froi, found.bcr, found.payback_year) == (-10, 10, None, None, 0)


def test_help_in_kind_counts_for_the_public_and_not_for_budgets():
    found = appraised(a_case(cost(10.0), cost(5.0, kind="in_kind", partner="police")))

    assert (found.public_cost, found.budget_cost) == (15, 10)
    assert list(found.partners) == ["council"]


def test_a_partners_net_has_its_other_gains_too():
    rows = [cost(10.0, partner="icb"), benefit(4.0, profile=(1.0,)), benefit(3.0, kind="economic", profile=(1.0,))]

    account = appraised(a_case(*rows)).partners["icb"]

    assert (account.pays, account.gains_fiscal, account.gains_other, account.net) == (10, 4, 3, -3)


def test_residents_and_the_public_gain_and_are_no_partners():
    rows = [benefit(4.0, bearer="residents", kind="social"), benefit(4.0, bearer="public")]

    assert appraised(a_case(*rows)).partners == {}


def test_a_benefit_of_one_name_is_one_line_whoever_bears_it():
    rows = [
        benefit(4.0, name="ASB", profile=(1.0,), bearer="police", cashable=0.5),
        benefit(1.0, name="ASB", profile=(1.0,), bearer="council"),
        benefit(9.0, name="Wellbeing", profile=(1.0,), kind="social"),
    ]

    lines = appraised(a_case(*rows)).lines

    assert [(line.name, line.pv, line.cashable, line.kinds) for line in lines] == [
        ("Wellbeing", 9, 0, ("social",)),
        ("ASB", 5, 2, ("fiscal",)),
    ]


def test_a_harm_is_no_part_of_what_the_largest_line_is_a_share_of():
    lines = [Line("a", 30.0, "fiscal", "icb"), Line("b", 10.0, "social", ""), Line("c", -20.0, "social", "")]

    largest = largest_line(lines)

    assert (largest.name, largest.share) == ("a", 0.75)


def test_harms_alone_have_no_largest_line():
    assert largest_line([Line("c", -20.0, "social", "")]) is None


@pytest.mark.parametrize(
    ("gains", "costs", "year"),
    [
        ([0, 5, 5, 0], [10, 0, 0, 0], 2),
        ([10, 0, 0, 0], [10, 0, 0, 0], 0),
        ([0, 9, 0, 0], [10, 0, 0, 0], None),
        ([0, 0, 0, 0], [0, 0, 0, 0], 0),
        ([0, 0, 5, 5], [0, 10, 0, 0], 3),  # nothing has been paid in year 0, so nothing is paid back in it
        ([12, 0, 0, 0], [10, 0, 10, 0], 0),  # the first year, though later costs come on top
        ([0.1, 0.2, 0, 0], [0.3, 0, 0, 0], 1),  # 0.1 + 0.2 is 0.3, whatever the last bit says
    ],
)
def test_payback_is_the_first_year_in_which_gains_cover_costs(gains, costs, year):
    assert payback_year(np.array(gains, float), np.array(costs, float)) == year


def test_a_value_can_lose_its_largest_line_by_the_switching_share():
    assert switching_share(25.0, 100.0) == 0.25
    assert switching_share(150.0, 100.0) == 1.5


def test_there_is_nothing_to_lose_without_a_value_or_a_line():
    assert switching_share(0.0, 100.0) is None
    assert switching_share(10.0, 0.0) is None


def test_options_not_asked_for_are_gone_from_every_table():
    case = a_case(cost(1.0), cost(2.0, option="bus"), benefit(3.0), benefit(4.0, option="bus"))

    alone = only_options(case, ["bus"])

    assert [option.id for option in alone.options] == ["bus"]
    assert [line.option for line in lines_of(alone)] == ["bus", "bus"]


def test_an_unknown_option_is_refused_with_the_nearest():
    with pytest.raises(WrongUse, match=r"there is no option hob\. Did you mean hub\?"):
        only_options(a_case(cost(1.0)), ["hob"])


def test_an_option_like_no_other_is_refused_with_all():
    with pytest.raises(WrongUse, match=r"The options are bus and hub\."):
        only_options(a_case(cost(1.0), cost(1.0, option="bus")), ["zzz"])
