"""Closeness, reach, PageRank, eigenvector centrality and the figures of the whole against networkx, at random."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.systemmap.network.graph import network_from
from commonweal.systemmap.network.nodes.centrality import NEAR, eigenvector, nearness, pagerank
from commonweal.systemmap.network.nodes.paths import betweenness
from commonweal.systemmap.network.whole import whole_network

N = 12
places = st.integers(0, N - 1)
ties = st.sets(st.tuples(places, places).filter(lambda ends: ends[0] != ends[1]), max_size=40)


def network(arcs, *, directed, n=N):
    return network_from([(f"n{at}", "", "") for at in range(n)], arcs, directed=directed)


def graph(arcs, *, directed, n=N):
    found = nx.DiGraph() if directed else nx.Graph()
    found.add_nodes_from(range(n))
    found.add_edges_from(sorted(arcs))
    return found


def in_order(numbers):
    return [numbers[at] for at in range(len(numbers))]


@settings(max_examples=100, deadline=None)
@given(ties, st.booleans())
def test_closeness_is_the_harmonic_centrality_of_networkx(arcs, directed):
    """networkx counts ways that lead to a node, sna and we those that lead out; and it does not divide by n - 1."""
    outside = graph(arcs, directed=directed)

    expected = nx.harmonic_centrality(outside.reverse() if directed else outside)

    assert nearness(network(arcs, directed=directed)).closeness * (N - 1) == pytest.approx(in_order(expected))


@settings(max_examples=100, deadline=None)
@given(ties, st.booleans())
def test_reach_counts_whom_networkx_finds_within_two_ties(arcs, directed):
    outside = graph(arcs, directed=directed)
    expected = [len(nx.single_source_shortest_path_length(outside, at, cutoff=NEAR)) - 1 for at in range(N)]

    assert nearness(network(arcs, directed=directed)).reach * (N - 1) == pytest.approx(expected)


@settings(max_examples=100, deadline=None)
@given(ties, st.booleans())
def test_pagerank_is_that_of_networkx_and_sums_to_one(arcs, directed):
    expected = nx.pagerank(graph(arcs, directed=directed), tol=1e-13, max_iter=10_000)

    found = pagerank(network(arcs, directed=directed))

    assert found == pytest.approx(in_order(expected), abs=1e-9)
    assert found.sum() == pytest.approx(1)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, N))
def test_eigenvector_centrality_is_that_of_networkx_where_all_are_joined(seed, n):
    """Of a connected network it is the only one without minus signs (Perron and Frobenius)."""
    tree = nx.random_labeled_tree(n, seed=seed)
    rng = np.random.default_rng(seed)
    tree.add_edges_from((one, other) for one, other in rng.integers(n, size=(n, 2)).tolist() if one != other)
    expected = np.array(in_order(nx.eigenvector_centrality_numpy(tree)))

    found = eigenvector(network(tree.edges, directed=False, n=n))

    assert found == pytest.approx(np.abs(expected) / np.abs(expected).max(), abs=1e-6)


def test_directions_have_no_part_in_eigenvector_centrality():
    arcs = [(0, 1), (2, 1), (1, 3), (3, 4), (4, 1)]

    assert eigenvector(network(arcs, directed=True)) == pytest.approx(eigenvector(network(arcs, directed=False)))


@settings(max_examples=100, deadline=None)
@given(ties)
def test_the_figures_of_the_whole_are_those_of_networkx(arcs):
    found, outside = network(arcs, directed=False), graph(arcs, directed=False)

    whole = whole_network(found, betweenness(found))

    assert (whole.transitivity or 0.0) == pytest.approx(nx.transitivity(outside))
    assert whole.components == nx.number_connected_components(outside)


@settings(max_examples=100, deadline=None)
@given(ties.filter(len))
def test_reciprocity_is_that_of_networkx(arcs):
    found = network(arcs, directed=True)

    assert whole_network(found, betweenness(found)).reciprocity == pytest.approx(
        nx.reciprocity(graph(arcs, directed=True))
    )


@pytest.mark.parametrize("n", [0, 1, 2])
def test_of_hardly_anybody_nothing_is_told(n):
    found = network([], directed=True, n=n)

    whole = whole_network(found, betweenness(found))

    assert (whole.density, whole.components) == (0.0, n)
    assert (whole.reciprocity, whole.transitivity, whole.degree_centralisation) == (None, None, None)
    assert nearness(found).closeness.tolist() == [0.0] * n
    assert eigenvector(found) == pytest.approx(np.zeros(n))


def test_of_two_parts_that_are_nearly_alike_no_vector_is_told():
    """Two long lines, one a node longer: their largest eigenvalues, 2 cos(pi / (n + 1)), differ by 3e-8."""
    first, second = range(1200), range(1200, 2401)
    arcs = [*pairwise(first), *pairwise(second)]

    assert eigenvector(network(arcs, directed=False, n=2401)) is None
