"""Two ways to the levels under a plan: the product of single options' ratios, and simulating the plan."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commonweal.simulation.ensemble import run_ensemble
from commonweal.simulation.ratios import option_ratios
from commonweal.simulation.schema import Action, Futures, Influence, Model, Triangle, View
from simulation_models import certain, variable

FACTORS, OPTIONS = 6, ("one", "two", "three", "four")

sizes = st.floats(0.05, 0.6).map(lambda size: Triangle(size / 2, size, size * 1.5))
delays = st.floats(0.6, 24.0).map(lambda delay: Triangle(delay / 2, delay, delay * 2))
changes = st.floats(-0.4, 0.4).map(lambda change: Triangle(change - 0.1, change, change + 0.1))
views = st.builds(View, st.sampled_from((1, -1)), sizes, delays, st.integers(1, 3))
ends = st.tuples(st.integers(0, FACTORS - 1), st.integers(0, FACTORS - 1)).filter(lambda pair: pair[0] != pair[1])
actions = st.builds(
    Action,
    st.sampled_from(OPTIONS),
    st.integers(0, FACTORS - 1),
    changes,
    st.integers(0, 12).map(float),
    st.sampled_from((0.0, 3.0)),
    st.sampled_from((None, 6.0)),
)


@st.composite
def models(draw):
    links = draw(st.dictionaries(ends, st.lists(views, min_size=1, max_size=2).map(tuple), max_size=12))
    # Downhill links may act at once: no loop can come of them alone.
    influences = [
        Influence(
            cause, effect, tuple(_at_once(view) for view in seen) if cause < effect and draw(st.booleans()) else seen
        )
        for (cause, effect), seen in links.items()
    ]
    names = [replace(variable(f"f{place}", 10.0), trend=Triangle(-0.05, 0.0, 0.05)) for place in range(FACTORS)]
    return Model(tuple(names), tuple(influences), (), tuple(draw(st.lists(actions, max_size=6))))


def _at_once(view):
    return replace(view, delay=certain(0.0))


@settings(max_examples=40, deadline=None)
@given(models(), st.sets(st.sampled_from(OPTIONS)))
def test_the_product_of_ratios_equals_the_simulated_plan(model, plan):
    factors = tuple(variable.id for variable in model.variables)
    found = option_ratios(model, Futures(12, 18, seed=3), options=OPTIONS, factors=factors)

    assume(found.exact)  # not with a loop that runs away and is cut
    simulated = run_ensemble(model, runs=12, months=18, plan=plan, seed=3).levels

    product = found.baseline * np.prod([found.ratios[OPTIONS.index(option)] for option in plan], axis=0)
    assert product == pytest.approx(simulated, rel=1e-9)
