"""Betweenness, holes, cuts, modularity and brokerage against networkx and plain counting, on random networks."""

import math
from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.systemmap.network.brokerage import brokerage
from commonweal.systemmap.network.communities import communities, modularity
from commonweal.systemmap.network.graph import neighbours, network_from, sides_of
from commonweal.systemmap.network.nodes.cuts import cut_points
from commonweal.systemmap.network.nodes.holes import structural_holes
from commonweal.systemmap.network.nodes.paths import betweenness

places = st.integers(0, 11)
ties = st.sets(st.tuples(places, places).filter(lambda ends: ends[0] != ends[1]), max_size=40)
groups = st.lists(st.sampled_from("abc"), min_size=12, max_size=12)


def network(arcs, *, directed, labels="x" * 12):
    return network_from([(f"n{at}", f"N{at}", label) for at, label in enumerate(labels)], arcs, directed=directed)


def graph(arcs, *, directed, n=12):
    found = nx.DiGraph() if directed else nx.Graph()
    found.add_nodes_from(range(n))
    found.add_edges_from(sorted(arcs))
    return found


def in_order(numbers):
    return [numbers[at] for at in range(len(numbers))]


@settings(max_examples=100, deadline=None)
@given(ties, st.booleans())
def test_betweenness_is_that_of_networkx(arcs, directed):
    expected = nx.betweenness_centrality(graph(arcs, directed=directed), normalized=False)

    assert betweenness(network(arcs, directed=directed)) == pytest.approx(in_order(expected), abs=1e-9)


@pytest.mark.parametrize("directed", [True, False])
def test_ways_of_more_than_255_steps_are_followed(directed):
    n = 600
    ring = [(at, (at + 1) % n) for at in range(n)]
    nodes = [(f"n{at}", "", "") for at in range(n)]

    found = betweenness(network_from(nodes, ring, directed=directed))

    # By hand. One way round: each of the n - 2 starts before a node passes it on the way to those after it. Both
    # ways: pairs less than half a ring apart have one way, opposite ones two; (n / 2 - 1)² / 2 through each node.
    expected = (n - 1) * (n - 2) / 2 if directed else (n / 2 - 1) ** 2 / 2
    assert found == pytest.approx(np.full(n, expected))


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_betweenness_of_a_larger_network_is_that_of_networkx(directed, seed):
    large = nx.gnm_random_graph(400, 560, seed=seed, directed=directed)
    nodes = [(f"n{at}", "", "") for at in range(400)]

    expected = nx.betweenness_centrality(large, normalized=False)

    assert betweenness(network_from(nodes, large.edges, directed=directed)) == pytest.approx(in_order(expected))


@settings(max_examples=100, deadline=None)
@given(ties, st.booleans())
def test_constraint_and_effective_size_are_those_of_networkx(arcs, directed):
    outside = graph(arcs, directed=directed)

    found = structural_holes(network(arcs, directed=directed))

    assert found.constraint == pytest.approx(in_order(nx.constraint(outside)), nan_ok=True)
    # Asked for its nodes by name, networkx goes by the formula (its short cut through matrices of whole numbers drops
    # fractions where ties go one way), but says nothing of those that ties only lead to.
    expected = np.array(in_order(nx.effective_size(outside, nodes=range(12))))
    said = ~np.isnan(expected)
    assert found.effective_size[said] == pytest.approx(expected[said])
    assert [at for at in range(12) if np.isnan(found.effective_size[at])] == list(nx.isolates(outside))


def test_the_karate_club_has_its_published_constraint():
    club = nx.karate_club_graph()
    nodes = [(f"n{at}", "", "") for at in range(34)]

    found = structural_holes(network_from(nodes, club.edges, directed=False)).constraint

    assert (found[0], found[33]) == pytest.approx((0.1554, 0.1564), abs=5e-5)


@settings(max_examples=100, deadline=None)
@given(ties, st.booleans())
def test_cut_points_leave_the_pieces_that_networkx_finds(arcs, directed):
    outside = graph(arcs, directed=False)

    found = cut_points(neighbours(sides_of(network(arcs, directed=directed))))

    assert {point.node for point in found} == set(nx.articulation_points(outside))
    for point in found:
        part = outside.subgraph(nx.node_connected_component(outside, point.node) - {point.node})
        assert {frozenset(piece) for piece in point.pieces} == {frozenset(c) for c in nx.connected_components(part)}
        assert point.cut_off == len(part) - max(map(len, nx.connected_components(part)))


@settings(max_examples=100, deadline=None)
@given(ties.filter(len), groups)
def test_modularity_is_that_of_networkx(arcs, labels):
    division = [{at for at, own in enumerate(labels) if own == label} for label in sorted(set(labels))]

    expected = nx.community.modularity(graph(arcs, directed=False), division)

    assert modularity(network(arcs, directed=False), labels) == pytest.approx(expected)


@settings(max_examples=100, deadline=None)
@given(ties.filter(len))
def test_no_single_move_makes_the_communities_better(arcs):
    found = network(arcs, directed=False)
    division = communities(found)
    own = list(division.of(12))

    for node in range(12):
        for label in set(own):
            moved = [*own[:node], label, *own[node + 1 :]]
            assert modularity(found, moved) <= division.modularity + 1e-9


def test_the_communities_of_the_karate_club_are_as_good_as_those_of_networkx():
    club = nx.Graph(nx.karate_club_graph().edges)
    found = communities(network_from([(f"n{at}", "", "") for at in range(34)], club.edges, directed=False))

    # 0.4198 is the highest there is (Brandes and others 2008).
    assert 0.40 < found.modularity <= 0.4198 + 5e-5
    assert found.modularity == pytest.approx(nx.community.modularity(club, found.members))


def role(labels, start, broker, end):
    same = (labels[start] == labels[broker], labels[broker] == labels[end], labels[start] == labels[end])
    return {
        (True, True, True): 0,
        (False, False, True): 1,
        (True, False, False): 2,
        (False, True, False): 3,
        (False, False, False): 4,
    }[same]


@settings(max_examples=100, deadline=None)
@given(ties, groups, st.booleans())
def test_roles_are_those_of_plain_counting(arcs, labels, directed):
    found = network(arcs, directed=directed, labels=labels)
    tied = set(zip(found.tails.tolist(), found.heads.tolist(), strict=True))
    expected = np.zeros((12, 6))
    for start, broker, end in permutations(range(12), 3):
        if (start, broker) in tied and (broker, end) in tied and (start, end) not in tied:
            expected[broker, role(labels, start, broker, end)] += 1
            expected[broker, 5] += 1

    assert brokerage(found, permutations=0).observed.tolist() == expected.tolist()


def test_expected_roles_are_the_means_of_random_networks():
    rng = np.random.default_rng(1)
    labels, density, rounds = "aaaaabbbbccc", 0.3, 2000
    observed, expected = np.zeros((rounds, 12, 6)), np.zeros((12, 6))
    for at in range(rounds):
        arcs = np.argwhere(rng.random((12, 12)) < density).tolist()
        observed[at] = brokerage(network(arcs, directed=True, labels=labels), permutations=0).observed
    exact = list(permutations(range(12), 2))[: round(density * 132)]
    at_density = brokerage(network(exact, directed=True, labels=labels), permutations=0)
    scale = math.sqrt(rounds)

    # The density of the exact network is 40 / 132; the means move with it by less than the room given here.
    expected, sd = at_density.expected, at_density.sd
    assert np.abs(observed.mean(axis=0) - expected).max() < (4 * sd / scale).max() + 0.05 * expected.max()
    assert np.abs(observed.std(axis=0) - sd).max() < 0.06 * sd.max()
