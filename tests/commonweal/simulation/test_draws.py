"""The Latin hypercube; expected numbers are hand calculations or follow from its definition."""

import numpy as np
import pytest
from scipy.stats import triang

from commonweal.simulation.draws import draws_of, likely_draws, parts_of, quantile
from commonweal.simulation.schema import Action, Influence, Model, Triangle, View
from simulation_models import certain, influence, model, variable, view


def unsure(*views, changes=()) -> Model:
    return model(variable("a"), variable("b"), links=[Influence(0, 1, views)] if views else (), actions=changes)


def drawn(subject, *, runs=100, seed=1, part=None):
    return draws_of(subject, seed=seed, runs=runs, part=part or slice(0, runs))


def test_the_quantile_is_scipys():
    chances = np.linspace(0, 1, 21)

    values = quantile(Triangle(-1.0, 0.5, 3.0), chances)

    assert values == pytest.approx(triang.ppf(chances, c=1.5 / 4, loc=-1, scale=4))


@pytest.mark.parametrize("triangle", [Triangle(0.1, 0.1, 0.4), Triangle(0.1, 0.4, 0.4), Triangle(0.3, 0.3, 0.3)])
def test_a_triangle_may_lean_on_either_end_or_be_a_point(triangle):
    values = quantile(triangle, np.array([0.0, 0.5, 1.0]))

    assert values[[0, 2]] == pytest.approx([triangle.low, triangle.high])
    assert triangle.low <= values[1] <= triangle.high


def test_each_slice_of_chance_is_drawn_once():
    # Of a triangle 0-0-1 the chance below x is 1 - (1 - x)^2.
    gains = drawn(unsure(View(1, Triangle(0.0, 0.0, 1.0), certain(0.0), 1)), runs=250).gains[0]

    slices = np.floor((1 - (1 - gains) ** 2) * 250).astype(int)
    assert sorted(slices) == list(range(250))


def test_two_links_are_drawn_independently():
    size = Triangle(0.0, 0.5, 1.0)
    links = [Influence(a, b, (View(1, size, certain(3.0), 1),)) for a, b in ((0, 1), (1, 2))]

    gains = drawn(model(*map(variable, "abc"), links=links), runs=2000).gains

    assert abs(np.corrcoef(gains)[0, 1]) < 0.1


def test_a_disputed_link_follows_each_view_in_proportion_to_its_holders():
    gains = drawn(unsure(view(0.5, 3.0, holders=3), view(-0.25, 3.0, holders=1)), runs=200).gains[0]

    assert sorted(set(gains)) == [-0.25, 0.5]
    assert (gains > 0).sum() == 150


def test_a_drawn_view_brings_its_own_delay():
    draws = drawn(unsure(view(0.5, 3.0), view(-0.5, 9.0)), runs=50)

    assert set(zip(draws.gains[0], draws.delays[0], strict=True)) == {(0.5, 3.0), (-0.5, 9.0)}


def test_a_delay_that_is_likely_long_is_never_drawn_as_none():
    delays = drawn(unsure(View(1, certain(0.5), Triangle(0.0, 1.0, 2.0), 1)), runs=500).delays

    assert delays.min() == 0.5


def test_a_delay_that_is_likely_none_is_none_in_every_run():
    delays = drawn(unsure(View(1, certain(0.5), Triangle(0.0, 0.4, 8.0), 1)), runs=50).delays

    assert not delays.any()


def test_a_part_of_the_runs_has_the_numbers_of_the_whole():
    subject = unsure(View(1, Triangle(0.1, 0.2, 0.5), Triangle(1.0, 2.0, 6.0), 1))

    whole, part = drawn(subject, runs=9000, part=slice(4096, 8192)), drawn(subject, runs=9000, part=slice(5000, 5001))

    assert part.gains[0, 0] == whole.gains[0, 5000 - 4096]
    assert part.delays[0, 0] == whole.delays[0, 5000 - 4096]


def test_parts_are_even_and_never_cross_from_one_hypercube_to_the_next():
    parts = parts_of(9000, 3000)

    assert [(part.start, part.stop) for part in parts] == [
        (0, 2048), (2048, 4096), (4096, 6144), (6144, 8192), (8192, 9000),
    ]  # fmt: skip


def test_another_seed_draws_other_numbers():
    subject = unsure(View(1, Triangle(0.1, 0.2, 0.5), certain(0.0), 1))

    assert not np.array_equal(drawn(subject, seed=1).gains, drawn(subject, seed=2).gains)


def test_options_that_do_the_same_share_their_draws_and_others_do_not():
    size = Triangle(-0.3, -0.2, -0.1)
    changes = [
        Action("pilot", 0, size, 0.0, 0.0, None),
        Action("later", 0, size, 12.0, 3.0, None),
        Action("both", 0, size, 0.0, 0.0, None),
        Action("both", 1, size, 0.0, 0.0, None),
    ]

    pilot, later, both_a, both_b = drawn(unsure(changes=changes)).changes

    assert np.array_equal(pilot, later)
    assert not np.array_equal(pilot, both_a)
    assert not np.array_equal(both_a, both_b)


def test_the_likely_draw_takes_the_sign_that_most_hold_and_then_the_view_that_most_hold():
    views = (
        view(0.1, 1.0, holders=2),
        view(0.2, 2.0, holders=1),
        view(0.3, 3.0, holders=1),
        view(-0.9, 4.0, holders=3),
    )

    draws = likely_draws(unsure(*views))

    assert (draws.gains[0, 0], draws.delays[0, 0]) == (0.1, 1.0)


def test_a_model_without_anything_unsure_draws_its_likely_values():
    subject = model(variable("a", trend=0.02), variable("b"), links=[influence(0, 1, -0.4, 2.0)])

    draws = drawn(subject, runs=3)

    assert draws.trends.tolist() == [[0.02] * 3, [0.0] * 3]
    assert draws.gains.tolist() == [[-0.4] * 3]
    assert draws.changes.shape == (0, 3)
