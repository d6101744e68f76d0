"""What each option does alone, and when that is enough to know what they do together."""

from itertools import combinations

import numpy as np
import pytest

from commonweal.errors import WrongUse
from commonweal.simulation import ratios
from commonweal.simulation.ensemble import run_ensemble
from commonweal.simulation.ratios import option_ratio_blocks, option_ratios
from commonweal.simulation.schema import Futures
from simulation_models import action, flow, influence, model, stock, variable

FUTURES = Futures(runs=20, months=24)


def two_options(**bounds):
    """One option lowers `a` by 20 %, the other `b` by 30 %; both feed `c` in full."""
    return model(
        variable("a"),
        variable("b"),
        variable("c", **bounds),
        links=[influence(0, 2, 1.0, 1.0), influence(1, 2, 1.0)],
        actions=[action(-0.2, variable=0, option="one"), action(-0.3, variable=1, option="two")],
    )


def test_ratios_are_the_level_with_one_option_over_the_level_without():
    found = option_ratios(two_options(), FUTURES, options=("two", "one"), factors=("c", "a"))

    assert found.exact
    assert found.baseline == pytest.approx(np.full((2, 25, 20), 100.0))
    assert found.ratios[0, :, 24, 0] == pytest.approx([0.7, 1.0])
    assert found.ratios[1, :, 24, 0] == pytest.approx([0.8, 0.8])


def test_a_floor_that_only_both_options_reach_together_makes_the_product_inexact():
    # 0.8 and 0.7 stay above a floor of 60, 0.56 does not.
    found = option_ratios(two_options(floor=60.0), FUTURES, options=("one", "two"), factors=("c",))

    assert not found.exact
    assert found.ratios[:, 0, 24, 0] == pytest.approx([0.8, 0.7])


def test_a_floor_out_of_reach_leaves_the_product_exact():
    assert option_ratios(two_options(floor=55.0), FUTURES, options=("one", "two"), factors=("c",)).exact


def test_options_that_pull_apart_are_judged_each_by_its_own_side():
    # One raises by 25 %, one lowers by 20 %: together they would cancel, alone the ceiling of 110 is reached.
    subject = model(variable("a", ceiling=110.0), actions=[action(0.25, option="up"), action(-0.2, option="down")])

    assert not option_ratios(subject, FUTURES, options=("up", "down"), factors=("a",)).exact
    assert option_ratios(subject, FUTURES, options=("down",), factors=("a",)).exact


def test_a_baseline_that_is_clipped_is_simulated():
    subject = model(variable("a", trend=0.5, ceiling=120.0), actions=[action(-0.1, option="one")])

    found = option_ratios(subject, FUTURES, options=("one",), factors=("a",))

    assert not found.exact
    assert found.baseline[0, 24, 0] == pytest.approx(120.0)


def test_a_bound_on_a_factor_that_does_not_act_on_those_asked_for_has_no_say():
    subject = model(variable("a"), variable("side", ceiling=100.5), links=[influence(0, 1, 1.0)], actions=[action(0.5)])

    assert option_ratios(subject, FUTURES, options=("do",), factors=("a",)).exact
    assert not option_ratios(subject, FUTURES, options=("do",), factors=("side",)).exact


def test_a_stock_on_the_way_is_simulated():
    subject = model(
        variable("in", 10.0),
        stock("s"),
        variable("c"),
        links=[influence(1, 2, 0.5)],
        flows=[flow(0, 1, 1)],
        actions=[action(-0.5)],
    )

    found = option_ratios(subject, FUTURES, options=("do",), factors=("c", "s"))

    # After 24 months the stock is 100 + 24 x 5 instead of 100 + 24 x 10.
    assert not found.exact
    assert found.ratios[0, :, 24, 0] == pytest.approx([(220 / 340) ** 0.5, 220 / 340])
    assert option_ratios(subject, FUTURES, options=("do",), factors=("in",)).exact


def test_a_stock_of_nothing_has_a_ratio_of_one():
    bounds = {"floor": 0.0, "ceiling": 50.0}
    subject = model(variable("out", 10.0), stock("s", 0.0, **bounds), flows=[flow(0, 1, -1)], actions=[action(-0.5)])

    found = option_ratios(subject, FUTURES, options=("do",), factors=("s",))

    assert (found.ratios == 1.0).all()


def test_a_runaway_is_not_exact():
    links = [influence(0, 1, 3.0, 0.5), influence(1, 0, 3.0, 0.5)]
    subject = model(variable("a", trend=0.1), variable("b"), links=links, actions=[action(-0.5)])

    assert not option_ratios(subject, Futures(2, 60), options=("do",), factors=("b",)).exact


def test_an_option_without_effects_has_ratios_of_one():
    found = option_ratios(two_options(), FUTURES, options=("talk",), factors=("c",))

    assert (found.ratios == 1.0).all()


def test_no_options_and_no_factors_are_empty():
    assert option_ratios(two_options(), FUTURES, options=(), factors=("c",)).ratios.shape == (0, 1, 25, 20)
    assert option_ratios(two_options(), FUTURES, options=("one",), factors=()).ratios.shape == (1, 0, 25, 20)


def test_an_unknown_factor_is_refused_with_the_nearest():
    subject = model(variable("attendances"))

    with pytest.raises(WrongUse, match='Did you mean "attendances"'):
        option_ratios(subject, FUTURES, options=(), factors=("attendance",))


def test_blocks_make_up_the_whole(monkeypatch):
    subject = two_options()
    whole = option_ratios(subject, FUTURES, options=("one", "two"), factors=("c",))
    monkeypatch.setattr(ratios, "RATIOS_OF_A_BLOCK", 6 * 2 * 1 * 25)  # six runs of two options, one factor, 25 months

    blocks = list(option_ratio_blocks(subject, FUTURES, options=("one", "two"), factors=("c",)))

    assert [(runs.start, runs.stop) for runs, _ in blocks] == [(0, 5), (5, 10), (10, 15), (15, 20)]
    assert np.array_equal(np.concatenate([found.ratios for _, found in blocks], axis=-1), whole.ratios)


@pytest.mark.parametrize("plan", [*combinations(("one", "two"), 1), ("one", "two")])
def test_simulated_ratios_of_single_options_equal_the_ensemble(plan):
    subject = two_options(floor=60.0)
    found = option_ratios(subject, FUTURES, options=("one", "two"), factors=("c",))

    levels = run_ensemble(subject, runs=20, months=24, plan=plan).levels[2]

    if len(plan) == 1:
        row = ("one", "two").index(plan[0])
        assert found.baseline[0] * found.ratios[row, 0] == pytest.approx(levels)
    else:
        assert levels[24] == pytest.approx(60.0)
