"""Laws of every network: names and order do not matter, boundaries behave as boundaries."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.systemmap.network.brokerage import brokerage
from commonweal.systemmap.network.ei import boundary_index
from commonweal.systemmap.network.graph import network_from
from commonweal.systemmap.network.reading import network_reading

SIZE = 9

places = st.integers(0, SIZE - 1)
ties = st.lists(st.tuples(places, places), max_size=30)
groups = st.lists(st.sampled_from("abc"), min_size=SIZE, max_size=SIZE)
orders = st.permutations(range(SIZE))


def network(arcs, labels, *, directed=True):
    return network_from([(f"n{at}", f"N{at}", label) for at, label in enumerate(labels)], arcs, directed=directed)


def reordered(arcs, labels, order):
    """The same network with its nodes in another order."""
    place = {old: new for new, old in enumerate(order)}
    return [(place[tail], place[head]) for tail, head in arcs], [labels[old] for old in order]


@settings(max_examples=100, deadline=None)
@given(ties, groups, orders, st.booleans())
def test_the_order_of_nodes_changes_nothing(arcs, labels, order, directed):
    there = network_reading(network(arcs, labels, directed=directed), permutations=5)

    here = network_reading(network(*reordered(arcs, labels, order), directed=directed), permutations=5)

    for new, old in enumerate(order):
        mine, theirs = here.nodes[new], there.nodes[old]
        assert mine.betweenness == pytest.approx(theirs.betweenness, abs=1e-9)
        assert mine.constraint == pytest.approx(theirs.constraint)
        assert mine.effective_size == pytest.approx(theirs.effective_size)
        assert (mine.degree, mine.ei, mine.cuts) == (theirs.degree, theirs.ei, theirs.cuts)
    assert here.boundary.observed == there.boundary.observed
    assert here.boundary.expected == pytest.approx(there.boundary.expected)
    assert here.grouped == pytest.approx(there.grouped)


@settings(max_examples=100, deadline=None)
@given(ties, groups, st.booleans())
def test_the_names_of_groups_change_nothing(arcs, labels, directed):
    # Names in the same order, so that the same deals come out.
    renamed = [f"group {label}" for label in labels]

    here = boundary_index(network(arcs, renamed, directed=directed), permutations=50)

    there = boundary_index(network(arcs, labels, directed=directed), permutations=50)
    assert (here.observed, here.expected, here.percentile) == (there.observed, there.expected, there.percentile)
    roles = [brokerage(network(arcs, own, directed=directed), permutations=5) for own in (labels, renamed)]
    assert np.array_equal(roles[0].observed, roles[1].observed)
    assert np.array_equal(roles[0].p, roles[1].p)


@given(ties, st.booleans())
def test_one_group_alone_is_wholly_inward_and_that_is_no_news(arcs, directed):
    index = boundary_index(network(arcs, "x" * SIZE, directed=directed), permutations=20)

    if index.external + index.internal:
        assert (index.observed, index.expected, index.percentile, index.beyond_chance) == (-1, -1, 50, "")
        assert index.rescaled is None
    else:
        assert index.observed is None


@given(ties, st.booleans())
def test_groups_of_one_are_wholly_outward(arcs, directed):
    index = boundary_index(network(arcs, "abcdefghi", directed=directed), permutations=20)

    assert index.observed in (None, 1)
    assert index.beyond_chance == ""


@given(ties, groups)
def test_merging_two_groups_never_lets_more_ties_cross(arcs, labels):
    merged = ["a" if label == "b" else label for label in labels]

    before, after = (boundary_index(network(arcs, own), permutations=1) for own in (labels, merged))

    assert after.external <= before.external
    assert after.external + after.internal == before.external + before.internal


@given(ties, groups, st.booleans())
def test_the_ties_of_the_groups_add_up(arcs, labels, directed):
    index = boundary_index(network(arcs, labels, directed=directed), permutations=1)

    assert sum(own.internal for _, own in index.groups) == index.internal
    assert sum(own.external for _, own in index.groups) == 2 * index.external


@given(ties, groups, st.booleans())
def test_an_index_lies_between_its_ends_before_and_after_rescaling(arcs, labels, directed):
    index = boundary_index(network(arcs, labels, directed=directed), permutations=1)

    for number in (index.observed, index.expected, index.rescaled):
        assert number is None or -1 - 1e-9 <= number <= 1 + 1e-9


@settings(max_examples=50, deadline=None)
@given(ties, groups)
def test_ties_both_ways_give_twice_the_betweenness_of_ties_without_direction(arcs, labels):
    both = [*arcs, *((head, tail) for tail, head in arcs)]

    one = network_reading(network(both, labels), permutations=1)

    other = network_reading(network(arcs, labels, directed=False), permutations=1)
    assert [node.betweenness for node in one.nodes] == pytest.approx([2 * node.betweenness for node in other.nodes])
    assert [node.constraint for node in one.nodes] == pytest.approx([node.constraint for node in other.nodes])
    assert one.boundary.observed == other.boundary.observed


@settings(max_examples=50, deadline=None)
@given(ties, groups)
def test_turning_every_tie_round_swaps_representatives_and_gatekeepers(arcs, labels):
    here = brokerage(network(arcs, labels), permutations=0).observed

    there = brokerage(network([(head, tail) for tail, head in arcs], labels), permutations=0).observed

    assert np.array_equal(here, there[:, [0, 1, 3, 2, 4, 5]], equal_nan=True)


@settings(max_examples=50, deadline=None)
@given(ties, groups)
def test_a_chance_is_between_never_and_always_and_a_role_not_taken_is_no_surprise(arcs, labels):
    found = brokerage(network(arcs, labels), permutations=20)

    assert ((found.p > 0) & (found.p <= 1)).all()
    assert (found.p[found.observed[:, :5] == 0] == 1).all()
