"""Laws of the simulation: what may not change a single number."""

import random
from dataclasses import replace

import numpy as np
import pytest

from commonweal.simulation.ensemble import run_ensemble
from commonweal.simulation.quantify import model_from_map
from commonweal.simulation.schema import Effect
from commonweal.systemmap.schema import Factor, Link, SystemMap

NAMES = [f"factor-{letter}" for letter in "abcdefgh"]
FACTORS = tuple(
    Factor(name, name, "cause", baseline=10.0 + place, trend_low=-0.02, trend=0.0, trend_high=0.03)
    for place, name in enumerate(NAMES)
)
EFFECTS = (
    Effect("hub", "factor-a", -0.3, -0.2, -0.1, ramp_months=6),
    Effect("hub", "factor-b", -0.1, -0.05, 0.0),
    Effect("outreach", "factor-a", -0.3, -0.2, -0.1, ramp_months=6),
    Effect("lighting", "factor-c", -0.2, -0.1, -0.1, lasts_months=12),
)


def rows(seed):
    """Twenty links between random factors, some with rival views."""
    rng = random.Random(seed)
    links = []
    for _ in range(20):
        tail, head = rng.sample(NAMES, 2)
        size, delay = rng.uniform(0.1, 0.4), rng.uniform(1.0, 9.0)
        said = {"elasticity_low": size / 2, "elasticity": size, "elasticity_high": size * 2, "delay": delay}
        if not any((link.from_, link.to) == (tail, head) for link in links):
            links.append(Link(tail, head, sign="+", contributed_by="council", **said))
            if rng.random() < 0.3:
                links.append(Link(tail, head, sign="-", contributed_by="police", **said))
    return tuple(links)


def levels(factors, links, effects, *, plan=("hub", "outreach")):
    model = model_from_map(SystemMap(factors, links), effects=effects, starts={"hub": 2, "outreach": 2})
    found = run_ensemble(model, runs=40, months=24, plan=plan, seed=5)
    return {factor: found.levels[row] for row, factor in enumerate(found.factors)}


def assert_same(found, expected):
    assert found.keys() == expected.keys()
    for factor, values in expected.items():
        assert np.array_equal(found[factor], values)


@pytest.fixture(params=range(4))
def links(request):
    return rows(request.param)


def test_the_order_of_factors_links_and_options_does_not_matter(links):
    shuffled = [list(rows) for rows in (FACTORS, links, EFFECTS)]
    for rows_of_a_file in shuffled:
        random.Random(1).shuffle(rows_of_a_file)

    assert_same(levels(*map(tuple, shuffled)), levels(FACTORS, links, EFFECTS))


def test_the_names_of_partners_do_not_matter(links):
    other = {"council": "z-council", "police": "a-police"}
    renamed = tuple(replace(link, contributed_by=other[link.contributed_by]) for link in links)

    assert_same(levels(FACTORS, renamed, EFFECTS), levels(FACTORS, links, EFFECTS))


def test_the_names_of_options_do_not_matter(links):
    other = {"hub": "zebra", "outreach": "apple", "lighting": "middle"}
    renamed = tuple(replace(effect, option=other[effect.option]) for effect in EFFECTS)
    model = model_from_map(SystemMap(FACTORS, links), effects=renamed, starts={"zebra": 2, "apple": 2})

    found = run_ensemble(model, runs=40, months=24, plan=("zebra", "apple"), seed=5)

    assert_same(dict(zip(found.factors, found.levels, strict=True)), levels(FACTORS, links, EFFECTS))


def test_an_option_that_is_never_chosen_changes_nothing(links):
    # It does just what the hub does, and its name comes first.
    never = tuple(replace(effect, option="another") for effect in EFFECTS if effect.option == "hub")

    assert_same(levels(FACTORS, links, (*never, *EFFECTS)), levels(FACTORS, links, EFFECTS))


def test_a_factor_without_links_changes_nothing_for_the_others(links):
    found = levels((Factor("apart", "Apart", "cause", baseline=1.0), *FACTORS), links, EFFECTS)
    del found["apart"]

    assert_same(found, levels(FACTORS, links, EFFECTS))


def test_the_unit_of_a_baseline_scales_its_levels_and_no_others(links):
    thousandfold = (replace(FACTORS[0], baseline=10_000.0), *FACTORS[1:])

    found, expected = levels(thousandfold, links, EFFECTS), levels(FACTORS, links, EFFECTS)

    assert found["factor-a"] == pytest.approx(1000 * expected["factor-a"], rel=1e-12)
    assert np.array_equal(found["factor-b"], expected["factor-b"])
