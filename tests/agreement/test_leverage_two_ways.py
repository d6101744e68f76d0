"""Leverage against the simulation run until it rests, against a plain matrix inverse, and against SciPy."""

from itertools import combinations
from statistics import fmean

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from commonweal.simulation.draws import draws_of, likely_draws
from commonweal.simulation.ensemble import likely_run
from commonweal.simulation.leverage.ranking import leverage, rank_stability, ranks_of
from commonweal.simulation.leverage.total_effects import total_effects, upstream_of
from commonweal.simulation.quantify import model_from_map
from commonweal.simulation.schema import Effect
from commonweal.systemmap.schema import Factor, Link, SystemMap

NAMES = tuple(f"f{at}" for at in range(6))
FACTORS = tuple(Factor(name, name, "cause", baseline=10.0) for name in NAMES)

names = st.sampled_from(NAMES)
links = st.lists(
    st.tuples(names, names, st.sampled_from("+-"), st.floats(0.05, 0.6)).filter(lambda row: row[0] != row[1]),
    unique_by=lambda row: row[:2],
    min_size=1,
    max_size=14,
)


def map_of(rows):
    return SystemMap(
        FACTORS, tuple(Link(tail, head, sign=sign, elasticity=size, delay=1.0) for tail, head, sign, size in rows)
    )


@settings(max_examples=200, deadline=None)
@given(links)
def test_effects_are_a_row_of_the_inverse_of_one_less_the_gains(rows):
    gains = np.zeros((6, 6))
    for tail, head, sign, size in rows:
        gains[NAMES.index(head), NAMES.index(tail)] = size if sign == "+" else -size
    assume(np.linalg.eigvals(gains).real.max() < 0.99)

    found = leverage(model_from_map(map_of(rows)), "f0", runs=2)

    expected = np.linalg.inv(np.eye(6) - gains)[0]
    effects = {lever.factor: lever.effect for lever in found.levers}
    assert effects == {name: pytest.approx(expected[NAMES.index(name)], abs=1e-9) for name in effects}
    assert [expected[NAMES.index(name)] for name in NAMES[1:] if name not in effects] == pytest.approx(
        [0.0] * (5 - len(effects)), abs=1e-9
    )


@settings(max_examples=25, deadline=None)
@given(links)
def test_the_simulation_comes_to_rest_where_leverage_says(rows):
    gains = np.zeros((6, 6))
    for tail, head, _, size in rows:
        gains[NAMES.index(head), NAMES.index(tail)] = size
    # Well inside what settles, so that 30 years are enough.
    assume(np.abs(np.linalg.eigvals(gains)).max() < 0.7)
    system_map = map_of(rows)
    pushes = [Effect(f"push-{name}", name, change=0.01) for name in NAMES]
    model = model_from_map(system_map, effects=pushes)
    at_rest = likely_run(model, months=360).levels[0, -1, 0]

    for lever in leverage(model, "f0", runs=2).levers:
        pushed = likely_run(model, months=360, plan=[f"push-{lever.factor}"]).levels[0, -1, 0]
        assert np.log(pushed / at_rest) / np.log(1.01) == pytest.approx(lever.effect, abs=1e-6)


def test_a_stock_comes_to_rest_where_leverage_says():
    factors = (
        Factor("come", "Come", "cause", per="month", baseline=10.0),
        Factor("leave", "Leave", "cause", per="month", baseline=10.0),
        Factor("wait", "Wait", "stock", baseline=40.0),
        Factor("beds", "Beds", "outcome", baseline=90.0),
    )
    system_map = SystemMap(
        factors,
        (
            Link("come", "wait", "adds_to"),
            Link("leave", "wait", "drains"),
            Link("wait", "leave", sign="+", elasticity=0.5, delay=1.0),
            Link("wait", "beds", sign="+", elasticity=0.2, delay=1.0),
        ),
    )
    model = model_from_map(system_map, effects=[Effect("push", "come", change=0.01)])

    (lever, _) = leverage(model, "beds", runs=2).levers

    pushed = likely_run(model, months=600, plan=["push"]).levels[3, -1, 0]
    assert np.log(pushed / 90.0) / np.log(1.01) == pytest.approx(lever.effect, rel=1e-3)


def test_rank_stability_is_the_mean_of_the_rank_correlations_of_scipy():
    rng = np.random.default_rng(5)
    sizes = np.round(rng.random((7, 12)), 1)  # rounded, so that some tie

    found = rank_stability(ranks_of(sizes))

    expected = fmean(spearmanr(sizes[:, one], sizes[:, other]).statistic for one, other in combinations(range(12), 2))
    assert found == pytest.approx(expected)


@settings(max_examples=50, deadline=None)
@given(links, st.permutations(range(6)), st.integers(0, 3))
def test_the_order_of_rows_changes_nothing(rows, order, seed):
    one = leverage(model_from_map(map_of(rows)), "f0", runs=20, seed=seed)

    turned = SystemMap(tuple(FACTORS[at] for at in order), map_of(rows).links[::-1])
    other = leverage(model_from_map(turned), "f0", runs=20, seed=seed)

    assert (one.refused is None) == (other.refused is None)
    assert {lever.factor: lever.effect for lever in one.levers} == pytest.approx(
        {lever.factor: lever.effect for lever in other.levers}
    )


def test_many_runs_in_parts_are_the_same_as_one_by_one(monkeypatch):
    factors = tuple(Factor(f"f{at}", f"F{at}", "cause") for at in range(30))
    rng = np.random.default_rng(2)
    rows = {(int(a), int(b)) for a, b in rng.integers(30, size=(60, 2)) if a != b}
    some = [Link(f"f{a}", f"f{b}", sign="+", strength="weak", delay=1.0) for a, b in sorted(rows)]
    model = model_from_map(SystemMap(factors, tuple(some)))
    upstream = upstream_of(model, some[0].to)
    gains = draws_of(model, seed=1, runs=40, part=slice(0, 40)).gains

    together = total_effects(upstream, gains)

    monkeypatch.setattr("commonweal.simulation.leverage.total_effects.NUMBERS_AT_ONCE", 1)
    assert np.allclose(total_effects(upstream, gains), together, equal_nan=True)
    assert likely_draws(model).gains.shape == (len(some), 1)
