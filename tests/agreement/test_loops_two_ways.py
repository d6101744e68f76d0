"""Feedback loops against networkx, on random maps."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize("seed", range(3))
def test_a_large_map_has_as_many_loops_as_networkx_counts(seed):
    graph = nx.gnm_random_graph(60, 150, seed=seed, directed=True)
    arrows = arrows_of((f"f{tail}", f"f{head}") for tail, head in graph.edges)

    assert sum(1 for _ in cycles(arrows, max_length=8)) == sum(1 for _ in nx.simple_cycles(graph, length_bound=8))
