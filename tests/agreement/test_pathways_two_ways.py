"""Pathways, and what lies before and behind a factor, against networkx on random maps; signs by plain multiplying."""

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commonweal.errors import CannotAnswer, WrongUse
from commonweal.systemmap.pathways import downstream, pathways, upstream
from commonweal.systemmap.schema import Link, SystemMap

names = st.sampled_from("abcdefgh")
signs = st.sampled_from(["+", "-", ""])
links = st.dictionaries(
    st.tuples(names, names).filter(lambda ends: ends[0] != ends[1]),
    st.tuples(signs, st.integers(0, 12)),
    min_size=1,
    max_size=24,
)


def map_of(drawn):
    return SystemMap((), tuple(Link(*ends, sign=sign, delay=float(delay)) for ends, (sign, delay) in drawn.items()))


def product(way, drawn):
    said = [drawn[ends][0] for ends in pairwise(way)]
    return "" if "" in said else "-" if said.count("-") % 2 else "+"


@settings(max_examples=200, deadline=None)
@given(links, names, names, st.integers(2, 8))
def test_pathways_are_the_simple_paths_of_networkx(drawn, start, end, longest):
    outside = nx.DiGraph(list(drawn))
    assume(start != end and {start, end} <= set(outside))

    found = pathways(map_of(drawn), start, end, max_length=longest)

    every = [tuple(way) for way in nx.all_simple_paths(outside, start, end)]
    expected = sorted((way for way in every if len(way) <= longest), key=lambda way: (len(way), way))
    assert [way.factors for way in found.pathways] == expected
    assert [way.sign for way in found.pathways] == [product(way, drawn) for way in expected]
    assert [way.delay_months for way in found.pathways] == [
        sum(drawn[ends][1] for ends in pairwise(way)) for way in expected
    ]
    assert found.longer_exist is any(len(way) > longest for way in every)


@settings(max_examples=100, deadline=None)
@given(links, names)
def test_before_and_behind_are_the_distances_of_networkx(drawn, factor):
    outside = nx.DiGraph(list(drawn))
    assume(factor in outside)
    behind = dict(nx.single_source_shortest_path_length(outside, factor))
    before = dict(nx.single_source_shortest_path_length(outside.reverse(), factor))

    assert {factor: 0, **downstream(map_of(drawn), factor)} == behind
    assert {factor: 0, **upstream(map_of(drawn), factor)} == before


def test_a_sign_that_partners_differ_about_is_told():
    rows = (Link("a", "b", sign="+"), Link("a", "b", sign="-", contributed_by="x"), Link("b", "c", sign="-"))

    [way] = pathways(SystemMap((), rows), "a", "c").pathways

    # As many hold either sign: plus is taken, and minus makes it lower.
    assert (way.sign, way.disputed) == ("-", True)


@pytest.mark.parametrize(("start", "end"), [("a", "nowhere"), ("nowhere", "b"), ("a", "a")])
def test_ends_that_are_none_are_refused(start, end):
    with pytest.raises(WrongUse):
        pathways(SystemMap((), (Link("a", "b"),)), start, end)


def test_more_than_anybody_reads_is_refused_with_its_mend():
    """Nine layers of four factors, each tied to all of the next: 4 to the power of 8 ways of ten factors."""
    layers = [["a"], *([f"f{at}-{number}" for number in range(4)] for at in range(8)), ["z"]]
    rows = tuple(Link(one, other) for near, far in pairwise(layers) for one in near for other in far)

    with pytest.raises(CannotAnswer, match="more than 10,000 pathways"):
        pathways(SystemMap((), rows), "a", "z", max_length=10)
