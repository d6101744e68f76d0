"""GML by networkx: it reads what we write as the same graph, and we read what it writes."""

import io
from pathlib import Path

import networkx as nx
import pytest

from commonweal.files.folder import read_place
from commonweal.files.maps.formats import FORMATS, read_map, write_map
from drawn_maps import AWKWARD, map_of

GML = FORMATS["gml"]
EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[2] / "examples").glob("*/place.toml"))


def by_networkx(data):
    return nx.read_gml(io.BytesIO(data), label="slug")


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_networkx_reads_our_file_as_the_same_graph(folder):
    drawing = map_of(read_place(folder))

    graph = by_networkx(write_map(drawing, GML)[0])

    assert graph.is_directed()
    assert [(id_, said["label"], said["kind"]) for id_, said in graph.nodes(data=True)] == [
        (factor.id, factor.name, factor.kind) for factor in drawing.factors
    ]
    assert [graph.nodes[factor.id].get("baseline") for factor in drawing.factors] == [
        factor.baseline for factor in drawing.factors
    ]
    assert sorted(
        (tail, head, said.get("sign", ""), said.get("delay")) for tail, head, said in graph.edges(data=True)
    ) == (sorted((link.from_, link.to, link.sign, link.delay) for link in drawing.links))


def test_networkx_reads_every_letter_of_a_name():
    graph = by_networkx(write_map(AWKWARD, GML)[0])

    assert [said["label"] for _, said in graph.nodes(data=True)] == [factor.name for factor in AWKWARD.factors]
    assert graph.nodes["n0"]["note"] == "Größe 赤 🚲"
    assert graph.nodes["crime"]["graphics"] == {"x": -10.25, "y": 20.0}


def test_we_read_what_networkx_writes():
    graph = nx.MultiDiGraph(name="Board")
    graph.add_node("A&E waits", kind="outcome", baseline=12.5, graphics={"x": 1.0, "y": -2.5})
    graph.add_node("Größe", graphics={"x": 3.0, "y": 4.0})
    graph.add_edge("A&E waits", "Größe", sign="-", delay=3)
    graph.add_edge("A&E waits", "Größe", sign="+", note='said "so"')
    held = io.BytesIO()
    nx.write_gml(graph, held)

    drawing = read_map(held.getvalue(), "board.gml", GML).drawing

    assert [(one.id, one.name, one.kind, one.baseline) for one in drawing.factors] == [
        ("a-e-waits", "A&E waits", "outcome", 12.5),
        ("gr-e", "Größe", "cause", None),
    ]
    assert [(link.from_, link.to, link.sign, link.delay, link.note) for link in drawing.links] == [
        ("a-e-waits", "gr-e", "-", 3.0, ""),
        ("a-e-waits", "gr-e", "+", None, 'said "so"'),
    ]
    assert [(place.map, place.factor, place.x, place.y) for place in drawing.positions] == [
        ("board", "a-e-waits", 1.0, -2.5),
        ("board", "gr-e", 3.0, 4.0),
    ]


def test_a_graph_without_directions_says_so():
    held = io.BytesIO()
    nx.write_gml(nx.Graph([("a", "b")]), held)

    read = read_map(held.getvalue(), "board.gml", GML)

    assert any("have no direction" in note for note in read.notes)
    assert len(read.drawing.links) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("graph [ node [ id 1 ]", "in the middle"),
        ("graph [\n node 1 2 ]", "line 2"),
        ("]", "line 1"),
        ("graph 3", "no graph"),
    ],
)
def test_what_is_no_gml_is_told_with_its_line(text, line):
    [fault] = read_map(text.encode(), "board.gml", GML).faults

    assert line in fault.problem
    assert fault.mend
