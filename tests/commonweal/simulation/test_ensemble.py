"""Many futures: blocks, cores, spread and improvement."""

from dataclasses import replace

import numpy as np
import pytest

from commonweal.errors import WrongUse
from commonweal.simulation import ensemble
from commonweal.simulation.ensemble import improving, likely_run, run_blocks, run_ensemble, summary
from commonweal.simulation.schema import Action, Futures, Runs, Triangle
from simulation_models import certain, flow, influence, model, stock, variable, view

# One of each: a dispute, a stock, a floor, links with and without delay, a plan that rises and ends.
DISPUTED = replace(influence(0, 1, 0.5), views=(view(0.4, 3.0, holders=2), view(-0.3, 6.0), view(0.2)))
UNSURE = replace(influence(1, 2, 0.3), views=(replace(view(0.3, 2.0), elasticity=Triangle(0.1, 0.3, 0.6)),))
SUBJECT = model(
    replace(variable("a"), trend=Triangle(-0.05, 0.0, 0.02)),
    variable("b", floor=95.0),
    variable("c"),
    stock("s", floor=0.0),
    links=[DISPUTED, UNSURE, influence(3, 0, -0.1, 12.0)],
    flows=[flow(2, 3, 1), flow(1, 3, -1)],
    actions=[Action("do", 0, Triangle(-0.3, -0.2, -0.1), 3.0, 6.0, 12.0)],
)


def test_blocks_of_any_size_give_the_same_numbers(monkeypatch):
    whole = run_ensemble(SUBJECT, runs=150, months=24, plan=("do",)).levels

    monkeypatch.setattr(ensemble, "NUMBERS_OF_A_BLOCK", 1)
    monkeypatch.setattr(ensemble, "FEWEST_RUNS_OF_A_BLOCK", 7)

    assert np.array_equal(run_ensemble(SUBJECT, runs=150, months=24, plan=("do",)).levels, whole)


def test_a_run_that_is_cut_leaves_the_others_of_its_block_alone(monkeypatch):
    # d leaps beyond e^30 in half of the runs; c is held by two links of 10 x ln(e^5) that cancel.
    leap = replace(influence(0, 3, 8.0), views=(view(8.0, 0.5), view(0.1, 0.5)))
    subject = model(
        *map(variable, "abcd"),
        links=[influence(0, 2, 10.0, 1.0), influence(1, 2, -10.0, 1.0), leap],
        actions=[Action("do", row, certain(float(np.expm1(5))), 0.0, 0.0, None) for row in (0, 1)],
    )
    whole = run_ensemble(subject, runs=6, months=12, plan=("do",)).levels
    monkeypatch.setattr(ensemble, "NUMBERS_OF_A_BLOCK", 1)
    monkeypatch.setattr(ensemble, "FEWEST_RUNS_OF_A_BLOCK", 1)

    assert np.array_equal(run_ensemble(subject, runs=6, months=12, plan=("do",)).levels, whole)
    assert whole[3, 12].max() == pytest.approx(100 * np.exp(30))


def test_one_core_and_two_give_the_same_numbers(monkeypatch):
    monkeypatch.setattr(ensemble, "NUMBERS_OF_A_BLOCK", 60)
    monkeypatch.setattr(ensemble, "FEWEST_RUNS_OF_A_BLOCK", 20)
    (one,), (two,) = (
        [found.levels for _, found in run_blocks(SUBJECT, Futures(150, 24, 1, cores), plan=("do",))] for cores in (1, 2)
    )

    assert np.array_equal(one, two)


def test_many_runs_come_in_parts_that_make_up_the_whole():
    small = model(replace(variable("a"), trend=Triangle(-0.1, 0.0, 0.1)))

    parts = [(part, found.levels) for part, found in run_blocks(small, Futures(5000, 2))]

    assert [(part.start, part.stop) for part, _ in parts] == [(0, 4096), (4096, 5000)]
    whole = run_ensemble(small, runs=5000, months=2)
    assert np.array_equal(np.concatenate([levels for _, levels in parts], axis=2), whole.levels)
    assert whole.outside_range.shape == (1, 5000)


def test_the_plan_does_not_change_what_is_drawn():
    without, with_plan = (run_ensemble(SUBJECT, runs=50, months=6, plan=plan).levels for plan in ((), ("do",)))

    assert np.array_equal(without[:, :4], with_plan[:, :4])
    assert (without[0, 6] > with_plan[0, 6]).all()


def test_an_option_without_effects_changes_nothing():
    found = run_ensemble(SUBJECT, runs=20, months=6, plan=("talk",)).levels

    assert np.array_equal(found, run_ensemble(SUBJECT, runs=20, months=6).levels)


def test_a_certain_model_has_all_runs_alike_and_equal_to_the_likely_one():
    sure = model(variable("a", trend=0.03), variable("b"), links=[influence(0, 1, 0.5, 4.0)])

    found, likely = run_ensemble(sure, runs=30, months=12), likely_run(sure, months=12)

    assert np.array_equal(found.levels, np.repeat(likely.levels, 30, axis=2))
    assert (found.seed, likely.seed) == (1, None)


def test_nothing_cannot_be_run():
    with pytest.raises(WrongUse, match="0 runs of 12 months"):
        run_ensemble(SUBJECT, runs=0, months=12)


def levels(*ends):
    """Runs of one factor that begins at 100 and ends so."""
    return Runs(("a",), np.array([[[100.0] * len(ends), ends]]), np.zeros((1, len(ends)), dtype=bool), 1)


def test_the_summary_is_median_and_the_5th_and_95th_of_100_runs():
    # 0, 1, ..., 100: the quantiles are the numbers themselves.
    spread = summary(levels(*map(float, range(101))))

    assert (spread.low[0, 1], spread.median[0, 1], spread.high[0, 1]) == pytest.approx((5.0, 50.0, 95.0))


@pytest.mark.parametrize(("better", "share"), [("lower", 0.5), ("higher", 0.25)])
def test_the_share_that_improves_is_against_the_beginning_without_a_plan(better, share):
    assert improving(levels(80.0, 90.0, 100.0, 110.0), {"a": better}) == {"a": share}


def test_the_share_that_improves_is_against_no_plan_where_there_is_one():
    with_plan, without = levels(120.0, 120.0), levels(130.0, 110.0)

    assert improving(with_plan, {"a": "lower"}, without=without) == {"a": 0.5}


def test_a_factor_without_a_direction_does_not_improve():
    assert improving(levels(80.0), {"a": ""}) == {}


def test_certain_numbers_take_nothing_from_the_draws():
    certain_trend = model(replace(variable("a"), trend=certain(0.1)))

    assert run_ensemble(certain_trend, runs=2, months=12).levels[0, 12] == pytest.approx([110.0, 110.0])
