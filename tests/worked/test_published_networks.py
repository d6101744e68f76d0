"""Real networks, node by node, against R's sna 2.7 and igraph (tests/data/networks/SOURCE.md)."""

import json

import numpy as np
import pytest

from commonweal.systemmap.network.brokerage import brokerage
from commonweal.systemmap.network.ei import boundary_index
from commonweal.systemmap.network.graph import network_from
from commonweal.systemmap.network.reading import network_reading
from published_networks import HERE, SUMMARY, published

ROLES = ("w_I", "w_O", "b_IO", "b_OI", "b_O", "t")
GOLD = json.loads((HERE / "expected" / "gold_brokerage.json").read_text(encoding="utf-8"))

names = pytest.mark.parametrize("name", SUMMARY)


def close(found, expected):
    return np.allclose(found, expected, rtol=1e-9, atol=1e-6, equal_nan=True)


@names
def test_every_node_has_the_published_place(name):
    expected = published(name)

    nodes = network_reading(expected.network, permutations=1).nodes

    assert close([node.betweenness for node in nodes], expected.column("betweenness"))
    assert close([node.closeness for node in nodes], expected.column("closeness_suminv"))
    assert close([node.pagerank for node in nodes], expected.column("pagerank"))
    constraint = [np.nan if node.constraint is None else node.constraint for node in nodes]
    assert close(constraint, expected.column("burt_constraint"))
    assert [node.cuts for node in nodes] == [row["cutpoint"] == "TRUE" for row in expected.nodes]


@names
def test_every_node_has_the_published_degree(name):
    expected = published(name)

    nodes = network_reading(expected.network, permutations=1).nodes

    if expected.network.directed:
        assert close([node.indegree for node in nodes], expected.column("indegree"))
        assert close([node.outdegree for node in nodes], expected.column("outdegree"))
    else:
        assert close([node.degree for node in nodes], expected.column("degree"))


@names
def test_the_whole_network_has_the_published_figures(name):
    expected = published(name)
    whole = expected.whole

    index = boundary_index(expected.network, permutations=1)
    found = network_reading(expected.network, permutations=1).whole

    assert found.reciprocity == (None if whole["reciprocity"] == "NA" else pytest.approx(float(whole["reciprocity"])))
    assert found.transitivity == pytest.approx(float(whole["transitivity"]), abs=1e-9)
    assert found.components == int(whole["components_weak"])
    assert found.degree_centralisation == pytest.approx(float(whole["centralization_degree"]), abs=1e-9)
    assert found.betweenness_centralisation == pytest.approx(float(whole["centralization_betw"]), abs=1e-9)
    assert (expected.network.n, expected.network.ties) == (int(whole["n"]), int(whole["edges"]))
    assert expected.network.density == pytest.approx(float(whole["density"]), abs=1e-9)
    assert (index.external, index.internal) == (int(whole["external"]), int(whole["internal"]))
    assert index.observed == pytest.approx(float(whole["EI"]), abs=1e-9)


@names
def test_every_node_has_the_published_roles_and_z(name):
    expected = published(name)

    found = brokerage(expected.network, permutations=0)

    assert close(found.observed, np.column_stack([expected.column(f"gf_{role}") for role in ROLES]))
    assert close(found.z, np.column_stack([expected.column(f"z_{role}") for role in ROLES]))
    totals = [float(expected.whole[key]) for key in ("gf_total_wI", "wO", "bIO", "bOI", "bO", "t")]
    assert found.whole[0].tolist() == totals


@pytest.mark.parametrize("example", GOLD)
def test_brokerage_is_that_of_sna_with_its_expectations(example):
    gold = GOLD[example]
    nodes = [(str(at), str(at), f"class {own}") for at, own in enumerate(gold["cl"])]

    found = brokerage(network_from(nodes, gold["edges"], directed=True), permutations=0)

    assert found.observed.tolist() == gold["raw"]
    assert close(found.expected, gold["exp"])
    assert close(found.sd, gold["sd"])
    assert close(found.whole, gold["gli"])


def test_the_broker_of_the_small_example_takes_four_roles_once():
    gold = GOLD["tiny"]
    nodes = [(str(at), str(at), f"class {own}") for at, own in enumerate(gold["cl"])]

    found = brokerage(network_from(nodes, gold["edges"], directed=True), permutations=0)

    assert found.observed[1].tolist() == [1, 0, 1, 1, 1, 4]
    assert found.whole[3, 0] == pytest.approx(4.9488, abs=5e-5)
