"""The E-I index and what chance gives, by hand."""

from itertools import permutations
from statistics import fmean

import pytest

from commonweal.systemmap.network.ei import boundary_index
from commonweal.systemmap.network.graph import network_from


def network(arcs, labels, *, directed=False):
    return network_from([(f"n{at}", f"N{at}", label) for at, label in enumerate(labels)], arcs, directed=directed)


TRIANGLE_AND_TAIL = ((0, 1), (1, 2), (0, 2), (2, 3))


def test_ties_across_and_within_are_counted_for_the_whole_each_group_and_each_node():
    index = boundary_index(network(TRIANGLE_AND_TAIL, "xxyy"), permutations=10)

    # Across: 1-2 and 0-2; within: 0-1 and 2-3.
    assert (index.external, index.internal, index.observed) == (2, 2, 0.0)
    assert [(name, own.external, own.internal) for name, own in index.groups] == [("x", 2, 1), ("y", 2, 1)]
    assert [own.index for own in index.nodes] == [0.0, 0.0, pytest.approx(1 / 3), -1.0]


def test_expected_and_percentile_are_those_of_every_order_of_the_labels():
    labels = "xxyy"
    every = []
    for order in permutations(labels):
        across = sum(order[a] != order[b] for a, b in TRIANGLE_AND_TAIL)
        every.append((2 * across - 4) / 4)

    index = boundary_index(network(TRIANGLE_AND_TAIL, labels), permutations=4000)

    below = fmean((other < index.observed) + (other == index.observed) / 2 for other in every)
    assert index.expected == pytest.approx(fmean(every))
    assert index.percentile == pytest.approx(100 * below, abs=3)


def test_the_same_seed_deals_the_same_and_another_one_nearly_so():
    one, same, other = (
        boundary_index(network(TRIANGLE_AND_TAIL, "xxyy"), permutations=2000, seed=seed).percentile
        for seed in (1, 1, 2)
    )

    assert one == same
    assert other == pytest.approx(one, abs=5)


def test_the_index_is_put_on_the_scale_of_what_can_be_reached():
    # Two groups of two: at most 2 of the 4 ties can stay within, so from 0 (2 across) to 1 (4 across) can be reached.
    assert boundary_index(network(TRIANGLE_AND_TAIL, "xxyy"), permutations=1).rescaled == -1.0
    assert boundary_index(network([(0, 2), (0, 3), (1, 2), (1, 3)], "xxyy"), permutations=1).rescaled == 1.0


def test_ties_of_those_without_a_known_group_are_left_out_and_counted():
    index = boundary_index(network(TRIANGLE_AND_TAIL, ["x", "x", "", "y"]), permutations=10)

    assert (index.external, index.internal, index.left_out) == (0, 1, 3)
    assert index.nodes[2] is None
    assert index.nodes[3].index is None


def test_without_ties_there_is_no_index():
    index = boundary_index(network([], "xy"), permutations=10)

    assert (index.observed, index.expected, index.percentile, index.rescaled) == (None, None, None, None)


def test_two_cliques_with_one_bridge_are_inward_beyond_chance():
    clique = [(a, b) for a in range(6) for b in range(a)]
    arcs = [*clique, *((a + 6, b + 6) for a, b in clique), (0, 6)]

    assert boundary_index(network(arcs, "x" * 6 + "y" * 6)).beyond_chance == "inward"
