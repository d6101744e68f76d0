"""The equations by hand: each test states its arithmetic."""

import numpy as np
import pytest

from commonweal.simulation.ensemble import likely_run, run_ensemble
from commonweal.simulation.run import weights_of
from commonweal.simulation.schema import Influence
from simulation_models import action, flow, influence, model, stock, variable, view


def done(subject, *, months):
    """The likely run with the option that the actions below belong to."""
    return likely_run(subject, months=months, plan=("do",))


def level(found, row: int, month: int) -> float:
    return found.levels[row, month, 0]


def test_without_change_every_level_stays_at_its_baseline():
    found = done(model(variable("a", 7.0), variable("b", 3.0), links=[influence(0, 1, 0.5, 6.0)]), months=24)

    assert found.levels[0] == pytest.approx(7.0)
    assert found.levels[1] == pytest.approx(3.0)


def test_a_trend_compounds_by_the_year():
    found = done(model(variable("a", 100.0, trend=0.1)), months=18)

    assert level(found, 0, 12) == pytest.approx(110.0)
    assert level(found, 0, 18) == pytest.approx(100 * 1.1**1.5)


def test_a_link_without_delay_passes_its_elasticity_on_at_once():
    # 10 % less, elasticity 0.3: 0.9 ** 0.3 of the level.
    found = done(model(variable("a"), variable("b"), links=[influence(0, 1, 0.3)], actions=[action(-0.1)]), months=1)

    assert level(found, 1, 0) == pytest.approx(100 * 0.9**0.3)


def test_a_negative_link_moves_its_effect_the_other_way():
    found = done(model(variable("a"), variable("b"), links=[influence(0, 1, -0.5)], actions=[action(-0.1)]), months=0)

    assert level(found, 1, 0) == pytest.approx(100 * 0.9**-0.5)


@pytest.mark.parametrize("delay", [0.5, 3.0, 12.0])
def test_a_delayed_link_follows_eulers_first_order_lag(delay):
    # z(n) = 1 - (1 - k)^n of the step in its cause, n eighths of a month, k = 1/8 over the delay.
    found = done(
        model(variable("a"), variable("b"), links=[influence(0, 1, 0.4, delay)], actions=[action(-0.2)]), months=6
    )

    arrived = [1 - (1 - 0.125 / delay) ** (8 * month) for month in range(7)]
    assert found.levels[1, :, 0] == pytest.approx([100 * 0.8 ** (0.4 * share) for share in arrived])


def test_a_delay_under_half_a_month_counts_as_none():
    found = done(
        model(variable("a"), variable("b"), links=[influence(0, 1, 0.3, 0.4)], actions=[action(-0.1)]), months=0
    )

    assert level(found, 1, 0) == pytest.approx(100 * 0.9**0.3)


def test_a_chain_without_delay_passes_in_one_moment_whatever_the_order_of_the_rows():
    # d → c → b → a, each 0.5.
    links = [influence(1, 0, 0.5), influence(2, 1, 0.5), influence(3, 2, 0.5)]

    found = done(model(*map(variable, "abcd"), links=links, actions=[action(0.5, variable=3)]), months=1)

    assert found.levels[:, 0, 0] == pytest.approx([100 * 1.5**0.125, 100 * 1.5**0.25, 100 * 1.5**0.5, 150.0])


def test_links_at_once_and_delayed_add_up_on_one_factor():
    links = [influence(0, 2, 0.3), influence(1, 2, 0.2, 2.0)]
    actions = [action(-0.1, variable=0), action(-0.2, variable=1)]

    found = done(model(*map(variable, "abc"), links=links, actions=actions), months=1)

    arrived = 1 - (1 - 0.125 / 2) ** 8
    assert level(found, 2, 1) == pytest.approx(100 * 0.9**0.3 * 0.8 ** (0.2 * arrived))


def test_an_action_ramps_holds_and_fades():
    # From month 2 up over 4 months, 3 months in force, down over 4: weights at months 0..14.
    weights = weights_of((action(-0.1, start=2, ramp=4, lasts=3),), months=14)[::8, 0]

    assert weights.tolist() == [0, 0, 0, 0.25, 0.5, 0.75, 1, 1, 1, 1, 0.75, 0.5, 0.25, 0, 0]


def test_an_action_without_a_ramp_is_a_step_that_ends_with_its_term():
    weights = weights_of((action(-0.1, start=1, lasts=2), action(-0.1, start=1)), months=4)[::8]

    assert weights.T.tolist() == [[0, 1, 1, 0, 0], [0, 1, 1, 1, 1]]


def test_two_actions_on_a_factor_multiply():
    actions = [action(-0.1, option="one"), action(-0.2, option="two")]

    found = likely_run(model(variable("a"), actions=actions), months=0, plan=("one", "two"))

    assert level(found, 0, 0) == pytest.approx(100 * 0.9 * 0.8)


def test_only_the_plans_options_act():
    actions = [action(-0.1, option="one"), action(-0.2, option="two")]

    found = likely_run(model(variable("a"), actions=actions), months=0, plan=("two",))

    assert level(found, 0, 0) == pytest.approx(80.0)


def test_a_clipped_level_is_what_acts_on_others():
    # a would fall to 50 but has a floor of 80: b sees 0.8.
    found = done(
        model(variable("a", floor=80.0), variable("b"), links=[influence(0, 1, 1.0)], actions=[action(-0.5)]), months=0
    )

    assert found.levels[:, 0, 0] == pytest.approx([80.0, 80.0])


def test_a_ceiling_clips_what_links_at_once_bring():
    links = [influence(0, 1, 1.0), influence(1, 2, 1.0)]

    found = done(
        model(variable("a"), variable("b", ceiling=120.0), variable("c"), links=links, actions=[action(0.5)]), months=0
    )

    assert found.levels[:, 0, 0] == pytest.approx([150.0, 120.0, 120.0])


def test_a_floor_of_zero_is_never_reached():
    found = done(model(variable("a", floor=0.0), actions=[action(-0.9)]), months=0)

    assert level(found, 0, 0) == pytest.approx(10.0)


def test_a_stock_takes_in_what_is_added_less_what_drains():
    # 30 a month in, 20 out: 100, 110, 120.
    found = done(
        model(variable("in", 30.0), variable("out", 20.0), stock("waiting"), flows=[flow(0, 2, 1), flow(1, 2, -1)]),
        months=2,
    )

    assert found.levels[2, :, 0] == pytest.approx([100.0, 110.0, 120.0])


def test_a_yearly_flow_counts_a_twelfth_a_month():
    yearly = variable("in", 120.0)
    yearly = type(yearly)(**{**{name: getattr(yearly, name) for name in yearly.__slots__}, "per_month": 1 / 12})

    found = done(model(yearly, stock("waiting"), flows=[flow(0, 1, 1)]), months=3)

    assert found.levels[1, :, 0] == pytest.approx([100.0, 110.0, 120.0, 130.0])


def test_a_stock_stops_at_its_floor_and_without_one_goes_below_nothing():
    flows = [flow(0, 1, -1), flow(0, 2, -1)]

    found = done(model(variable("out", 80.0), stock("kept", floor=0.0), stock("free"), flows=flows), months=2)

    assert found.levels[1:, :, 0].tolist() == [[100.0, 20.0, 0.0], [100.0, 20.0, -60.0]]


def test_a_stock_acts_through_its_logarithm():
    # After a month the stock is twice its baseline, so b is at 2 ** 0.5.
    found = done(
        model(variable("in", 100.0), stock("s"), variable("b"), links=[influence(1, 2, 0.5)], flows=[flow(0, 1, 1)]),
        months=1,
    )

    assert found.levels[1:, 1, 0] == pytest.approx([200.0, 100 * 2**0.5])


def test_a_flow_follows_its_factor_step_by_step():
    # The inflow halves at once in month 1: 10 in the first month, then 5.
    found = done(
        model(variable("in", 10.0), stock("s", 0.0), flows=[flow(0, 1, 1)], actions=[action(-0.5, start=1)]), months=3
    )

    assert found.levels[1, :, 0] == pytest.approx([0.0, 10.0, 15.0, 20.0])


def test_a_runaway_is_cut_before_it_overflows():
    links = [influence(0, 1, 3.0, 0.5), influence(1, 0, 3.0, 0.5)]

    found = done(model(*map(variable, "ab"), links=links, actions=[action(0.5)]), months=240)

    assert np.isfinite(found.levels).all()
    assert found.outside_range.all()


def test_a_level_is_outside_the_range_once_it_moved_by_more_than_half():
    actions = [action(0.49, variable=0), action(0.51, variable=1), action(-0.34, variable=2)]

    found = done(model(*map(variable, "abc"), actions=actions), months=1)

    assert found.outside_range[:, 0].tolist() == [False, True, True]


def test_a_link_that_some_see_at_once_and_some_delayed_is_either_in_each_run():
    disputed = Influence(0, 1, (view(0.5, 0.0, holders=1), view(0.5, 6.0, holders=3)))

    found = run_ensemble(
        model(*map(variable, "ab"), links=[disputed], actions=[action(-0.1)]), runs=400, months=1, plan=("do",)
    )

    at_once = np.isclose(found.levels[1, 0], 100 * 0.9**0.5)
    assert at_once.sum() == 100
    assert found.levels[1, 0][~at_once] == pytest.approx(100.0)


def test_a_model_of_nothing_has_no_levels():
    assert done(model(), months=3).levels.shape == (0, 4, 1)
