"""Prices, weights of months, and what they rest on. Expected numbers are worked out by hand."""

from datetime import date

import numpy as np
import pytest

from appraisal_cases import PARAMETERS, a_case, benefit, cost, flat_rates
from commonweal.errors import CannotAnswer, WrongUse
from commonweal.investment.schema import Deflator, Option, RateBand, RateTable, Valuation
from commonweal.investment.valuation import (
    assumptions,
    benefit_cut,
    case_rates,
    discount_factors,
    month_weights,
    price_ratio,
    unit_price,
    unverified_tables,
    uplifted,
    valued_lines,
    valued_streams,
    yearly_change,
)
from commonweal.simulation.schema import Effect
from commonweal.systemmap.schema import Factor, Link, SystemMap

AE = Factor("ae", "A&E attendances", "outcome", per="month", better="lower")
WELLBEING = Factor("wellbeing", "Wellbeing", "outcome", better="higher")
MAP = SystemMap(factors=(AE, WELLBEING))
PLACE = a_case().place


def price(valuation, factor=AE, place=PLACE):
    return unit_price(valuation, factor, place=place, parameters=PARAMETERS)


def test_a_rate_of_nothing_leaves_every_pound_a_pound():
    assert discount_factors(flat_rates(0.0), 3).tolist() == [1, 1, 1]


def test_no_years_have_no_factors():
    assert discount_factors(flat_rates(0.035), 0).shape == (0,)


def test_a_year_without_a_rate_is_refused():
    short = RateTable("short", (RateBand(0, 2, 0.03),), "made for this test", date(2026, 4, 1), True)

    with pytest.raises(CannotAnswer, match="discount rates short have none for year 3"):
        discount_factors(short, 4)


def test_rates_of_an_unknown_name_are_refused_with_the_known_ones():
    with pytest.raises(WrongUse, match=r"no discount rates named purple.*Write green-book, "):
        case_rates(a_case(rates="purple"))


@pytest.mark.parametrize(("grade", "amount"), [(None, 100), (1, 100), (2, 105), (3, 110), (4, 115), (5, 125), (6, 140)])
def test_a_weaker_grade_raises_a_cost_more(grade, amount):
    assert uplifted(cost(100.0, grade=grade), PARAMETERS.grades) == pytest.approx(amount)


@pytest.mark.parametrize(("grade", "cut"), [(None, 0), (1, 0), (2, 0.05), (3, 0.1), (4, 0.15), (5, 0.25), (6, 0.4)])
def test_a_weaker_grade_cuts_a_benefit_more(grade, cut):
    assert benefit_cut(grade, PARAMETERS.grades) == cut


@pytest.mark.parametrize(("from_year", "to_year"), [(None, 2024), (2013, None), (None, None), (1850, 1850)])
def test_prices_stay_where_either_year_is_not_known_or_both_are_one(from_year, to_year):
    assert price_ratio(from_year, to_year, PARAMETERS.deflators) == 1


def test_prices_go_back_as_they_came():
    table = [Deflator(year, index, "", date(2026, 4, 1), True) for year, index in ((2011, 70.0), (2024, 105.0))]

    assert price_ratio(2011, 2024, table) * price_ratio(2024, 2011, table) == pytest.approx(1)


def test_a_count_a_month_weighs_whole_and_is_discounted_by_its_year():
    weights = month_weights(AE, rates=flat_rates(0.25), years=2)

    assert weights.tolist() == [1.0] * 12 + [0.8] * 12


@pytest.mark.parametrize("per", ["year", ""])
def test_a_count_a_year_and_a_level_weigh_a_twelfth_each_month(per):
    weights = month_weights(Factor("x", "X", "outcome", per=per), rates=flat_rates(0.0), years=1)

    assert weights == pytest.approx(np.full(12, 1 / 12))


def test_less_of_what_should_be_lower_is_worth_its_price():
    assert price(Valuation("ae", "A&E", 280.0)) == 280


def test_less_of_what_should_be_higher_is_a_loss():
    assert price(Valuation("wellbeing", "Wellbeing", 13_000.0), WELLBEING) == -13_000


def test_a_price_is_deflated_cut_and_shared():
    # 2013 to 2024: 100 / 73.4795; grade 4 takes 15 %; half to this bearer.
    place = a_case(price_year=2024).place

    found = price(Valuation("ae", "A&E", 73.4795, price_year=2013, grade=4, share=0.5), place=place)

    assert found == pytest.approx(100 * 0.85 * 0.5)


def test_a_price_without_a_better_direction_is_refused():
    with pytest.raises(CannotAnswer, match=r'factor x: it has a price.*Write "lower" or "higher"'):
        price(Valuation("x", "X", 1.0), Factor("x", "X", "cause"))


def test_the_change_of_a_year_is_the_weighted_sum_of_its_months():
    # 10 fewer a month in the first year, 20 in the second, at 25 %: 120, then 240 x 0.8.
    without = np.full(25, 100.0)
    with_plan = np.concatenate([np.full(12, 90.0), np.full(13, 80.0)])

    change = yearly_change(AE, without=without, with_plan=with_plan, rates=flat_rates(0.25))

    assert change.tolist() == [120, 192]


def test_every_valuation_of_a_changed_factor_is_a_line():
    rows = (
        Valuation("ae", "A&E", 100.0, bearer="icb", share=0.8, cashable=0.25, source="said"),
        Valuation("ae", "A&E", 100.0, bearer="council", share=0.2),
        Valuation("wellbeing", "Wellbeing", 10.0, kind="social", bearer="residents", cashable=1.0),
    )
    case = a_case(valuations=rows, system_map=MAP)

    lines = valued_lines(case, {"ae": 50.0, "wellbeing": -30.0})

    assert [(line.name, line.bearer, line.pv, line.cashable) for line in lines] == [
        ("A&E", "icb", 4000, 1000),
        ("A&E", "council", 1000, 0),
        ("Wellbeing", "residents", 300, 0),
    ]
    assert (lines[0].factor, lines[0].source, lines[0].option) == ("ae", "said", "")


def test_a_factor_that_did_not_change_has_no_line():
    case = a_case(valuations=(Valuation("ae", "A&E", 100.0),), system_map=MAP)

    assert valued_lines(case, {}) == ()


def test_a_line_of_the_map_knows_its_years():
    case = a_case(valuations=(Valuation("ae", "A&E", 2.0),), system_map=MAP)

    (stream,) = valued_streams(case, {"ae": np.array([1.0, 3.0])})

    assert stream.yearly.tolist() == [2, 6]
    assert stream.line.pv == 8


def test_rows_without_a_grade_are_told_in_one_line():
    case = a_case(cost(1.0), cost(1.0, year=1), benefit(1.0), price_year=None)

    told = assumptions(case)

    assert told[0] == "No grade of evidence, so not adjusted for optimism: A&E and hub revenue."


def test_rows_without_a_price_year_are_told_where_the_place_has_one():
    case = a_case(benefit(1.0, grade=1), benefit(1.0, name="Beds", grade=1, price_year=2024), price_year=2024)

    assert assumptions(case) == ("No price year, so counted as given: A&E.",)


def test_many_names_are_told_by_the_first_few_and_how_many_more():
    case = a_case(*(benefit(1.0, name=f"b{number}", price_year=2024) for number in range(9)), price_year=2024)

    assert assumptions(case)[0].endswith(": b0, b1, b2, b3, b4, b5 and 3 more.")


def test_deadweight_above_impact_is_told_under_that_basis_only():
    case = a_case(benefit(1.0, impact=0.1, deadweight=0.5, grade=1, price_year=2024), price_year=2024)

    assert assumptions(case) == ()
    assert assumptions(case, basis="of_population") == ("Deadweight is above impact, so nothing is left of: A&E.",)


def test_a_cost_after_the_last_year_is_told():
    assert assumptions(a_case(cost(1.0, year=5, grade=1), years=5)) == (
        "Costs after the plan's last year are not counted: hub year 5.",
    )


def test_options_that_cannot_be_done_together_are_told():
    options = (Option("bus", "Bus", excludes=("hub",)), Option("hub", "Hub", requires=("staff",), excludes=("bus",)))

    assert assumptions(a_case(options=options)) == (
        "bus and hub exclude each other, and they are counted together.",
        "hub requires staff, which is not counted.",
    )


def test_a_case_without_grades_or_old_prices_rests_on_nothing_unverified():
    assert unverified_tables(a_case(cost(1.0), benefit(1.0, price_year=2024), price_year=2024)) == ()


def test_published_deflators_are_verified_and_filled_ones_are_not():
    old = {year: a_case(benefit(1.0, price_year=year), price_year=2024) for year in (2013, 2014)}

    assert {year: unverified_tables(case) for year, case in old.items()} == {2013: (), 2014: ("deflators",)}


def test_prices_are_told_as_unverified_where_the_place_itself_stands_in_a_filled_year():
    assert unverified_tables(a_case(benefit(1.0, price_year=2024), price_year=2026)) == ("deflators",)


def test_a_word_for_strength_is_told_where_the_map_is_used():
    weak = SystemMap(factors=(AE, WELLBEING), links=(Link("ae", "wellbeing", sign="-", strength="weak"),))

    assert unverified_tables(a_case(system_map=weak)) == ()
    assert unverified_tables(a_case(system_map=weak, effects=(Effect("hub", "ae"),))) == ("strengths",)
