"""Feedback loops against networkx, on random maps."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.systemmap.independent import shortest_independent
from commonweal.systemmap.loops import arrows_of, cycles, feedback_loops, has_longer_cycle
from commonweal.systemmap.schema import Link, SystemMap

names = st.integers(0, 9).map("f{}".format)
maps = st.sets(st.tuples(names, names), max_size=24)


def rotated(cycle, first=None):
    place = cycle.index(first or min(cycle))
    return tuple(cycle[place:] + cycle[:place])


@settings(max_examples=200, deadline=None)
@given(maps, st.integers(1, 10))
def test_loops_are_those_of_networkx(arrows, longest):
    found = list(cycles(arrows_of(arrows), max_length=longest))

    expected = [rotated(cycle) for cycle in nx.simple_cycles(nx.DiGraph(list(arrows)), length_bound=longest)]
    assert sorted(found) == sorted(expected)


@settings(max_examples=200, deadline=None)
@given(maps, st.integers(1, 8))
def test_whether_longer_loops_exist_is_as_networkx_finds(arrows, length):
    longest = max(map(len, nx.simple_cycles(nx.DiGraph(list(arrows)))), default=0)

    assert has_longer_cycle(arrows_of(arrows), length) is (longest > length)


@settings(max_examples=100, deadline=None)
@given(maps.filter(len), st.integers(1, 8))
def test_loops_through_a_factor_are_those_of_networkx_that_hold_it(arrows, longest):
    root = min(arrows)[0]
    system_map = SystemMap((), tuple(Link(tail, head, sign="+") for tail, head in sorted(arrows)))

    found = feedback_loops(system_map, max_length=longest, through=root)

    through = [cycle for cycle in nx.simple_cycles(nx.DiGraph(list(arrows))) if root in cycle]
    expected = [rotated(cycle, root) for cycle in through if len(cycle) <= longest]
    assert sorted(loop.factors for loop in found.loops) == sorted(expected)
    assert found.complete is (len(expected) == len(through))


@settings(max_examples=100, deadline=None)
@given(maps.filter(len), st.integers(1, 8))
def test_loops_through_two_factors_are_those_of_networkx_that_hold_both(arrows, longest):
    one, other = min(arrows)
    system_map = SystemMap((), tuple(Link(tail, head, sign="+") for tail, head in sorted(arrows)))

    found = feedback_loops(system_map, max_length=longest, through=(one, other))

    both = [cycle for cycle in nx.simple_cycles(nx.DiGraph(list(arrows))) if {one, other} <= set(cycle)]
    expected = [rotated(cycle, one) for cycle in both if len(cycle) <= longest]
    assert sorted(loop.factors for loop in found.loops) == sorted(expected)
    assert found.longer_exist in (None, len(both) > len(expected))


def links_of(cycle):
    return set(zip(cycle, cycle[1:] + cycle[:1], strict=True))


@settings(max_examples=200, deadline=None)
@given(maps)
def test_independent_loops_pass_every_link_that_is_on_a_loop(arrows):
    found = shortest_independent(arrows_of(arrows))

    every = [tuple(cycle) for cycle in nx.simple_cycles(nx.DiGraph(list(arrows)))]
    assert set().union(*map(links_of, found)) == set().union(*map(links_of, every))
    assert {rotated(list(cycle)) for cycle in every} >= set(found)


@settings(max_examples=200, deadline=None)
@given(maps)
def test_independent_loops_are_independent_and_as_short_as_they_can_be(arrows):
    found = shortest_independent(arrows_of(arrows))

    order = sorted(arrows)
    passes = np.array([[ends in links_of(cycle) for ends in order] for cycle in found], dtype=float)
    if found:
        assert np.linalg.matrix_rank(passes) == len(found)
    graph = nx.DiGraph(list(arrows))
    knots = [graph.subgraph(nodes) for nodes in nx.strongly_connected_components(graph)]
    assert len(found) <= sum(knot.number_of_edges() - len(knot) + 1 for knot in knots if knot.number_of_edges())
    told = set()
    for cycle in found:
        # Some link that it brings in has no shorter loop through it.
        new = links_of(cycle) - told
        assert any(1 + nx.shortest_path_length(graph, head, tail) == len(cycle) for tail, head in new)
        told |= links_of(cycle)


@pytest.mark.parametrize("seed", range(3))
def test_a_large_map_has_as_many_loops_as_networkx_counts(seed):
    graph = nx.gnm_random_graph(60, 150, seed=seed, directed=True)
    arrows = arrows_of((f"f{tail}", f"f{head}") for tail, head in graph.edges)

    assert sum(1 for _ in cycles(arrows, max_length=8)) == sum(1 for _ in nx.simple_cycles(graph, length_bound=8))
