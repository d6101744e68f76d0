"""GraphML and GEXF by networkx: it reads what we write as the same graph, and we read what it writes."""

import io
import json
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from commonweal.files.cells import written
from commonweal.files.folder import read_place
from commonweal.files.maps.formats import FORMATS, read_map, write_map
from commonweal.files.maps.schema import Drawing
from commonweal.files.tables import columns_of
from commonweal.systemmap.schema import Factor, Link, NamedLoop
from drawn_maps import AWKWARD, map_of

EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[2] / "examples").glob("*/place.toml"))
READ = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
WRITE = {"graphml": nx.write_graphml, "gexf": nx.write_gexf}


def drawings():
    return [AWKWARD, *(map_of(read_place(path)) for path in EXAMPLES)]


def cells(row):
    """Every cell of a row that says something, but its ends."""
    known = {column.name: getattr(row, column.field) for column in columns_of(type(row))}
    said = {name: value for name, value in {**known, **dict(row.extra)}.items() if value not in (None, "")}
    return {name: value for name, value in said.items() if name not in {"id", "from", "to"}}


def seen(values):
    """What networkx found of a node or an edge, without what only shows it."""
    shown = {"label", "x", "y", "shape_type", "viz", "id"}
    return {name: value for name, value in values.items() if name not in shown and value != ""}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("drawing", drawings(), ids=["awkward", *(path.name for path in EXAMPLES)])
def test_networkx_reads_our_file_as_the_same_graph(name, drawing):
    data, _ = write_map(drawing, FORMATS[name])

    graph = READ[name](io.BytesIO(data))

    assert graph.is_directed()
    assert {node: seen(graph.nodes[node]) for node in graph} == {row.id: cells(row) for row in drawing.factors}
    assert [graph.nodes[row.id]["label"] for row in drawing.factors] == [row.name for row in drawing.factors]
    ours = sorted((link.from_, link.to, sorted(map(str, cells(link).items()))) for link in drawing.links)
    theirs = sorted((tail, head, sorted(map(str, seen(said).items()))) for tail, head, said in graph.edges(data=True))
    assert theirs == ours


def test_networkx_finds_our_loops_as_a_value_of_the_graph():
    data, _ = write_map(AWKWARD, FORMATS["graphml"])

    said = json.loads(nx.read_graphml(io.BytesIO(data)).graph["loops"])

    assert [(loop["factors"], loop["name"]) for loop in said] == [(["n0", "crime"], AWKWARD.loops[0].name)]


@pytest.mark.parametrize("name", READ)
def test_networkx_reads_the_same_graph_with_and_without_loops(name):
    bare = replace(AWKWARD, loops=())
    graphs = [READ[name](io.BytesIO(write_map(drawing, FORMATS[name])[0])) for drawing in (AWKWARD, bare)]
    graphs[0].graph.pop("loops", None)

    assert nx.utils.graphs_equal(*graphs)


def test_networkx_finds_our_positions():
    data, _ = write_map(AWKWARD, FORMATS["graphml"])

    graph = nx.read_graphml(io.BytesIO(data))

    assert (graph.nodes["crime"]["x"], graph.nodes["crime"]["y"]) == (-10.25, 20.0)


def test_networkx_finds_positions_in_gexf_with_y_upwards():
    data, _ = write_map(AWKWARD, FORMATS["gexf"])

    graph = nx.read_gexf(io.BytesIO(data))

    assert graph.nodes["crime"]["viz"]["position"] == {"x": -10.25, "y": -20.0, "z": 0.0}


@pytest.mark.parametrize("name", WRITE)
def test_we_read_what_networkx_writes(name):
    graph = nx.MultiDiGraph()
    graph.add_node("A&E waits", kind="outcome", baseline=12.5, colour="red")
    graph.add_node("n1", label="Beds < 90 % free", colour="blue")
    graph.add_edge("A&E waits", "n1", sign="-", delay=3.0, weight=2.0)
    graph.add_edge("A&E waits", "n1", sign="+", note='said "so"')
    held = io.BytesIO()
    WRITE[name](graph, held)

    drawing = read_map(held.getvalue(), "board.graphml", FORMATS[name]).drawing

    assert [(factor.id, factor.name, factor.kind, factor.baseline) for factor in drawing.factors] == [
        ("a-e-waits", "A&E waits", "outcome", 12.5),
        ("beds-90-free", "Beds < 90 % free", "cause", None),
    ]
    assert [dict(factor.extra)["colour"] for factor in drawing.factors] == ["red", "blue"]
    assert dict(drawing.factors[1].extra)["imported_id"] == "n1"
    assert [(link.from_, link.to, link.sign, link.delay) for link in drawing.links] == [
        ("a-e-waits", "beds-90-free", "-", 3.0),
        ("a-e-waits", "beds-90-free", "+", None),
    ]
    assert float(dict(drawing.links[0].extra)["weight"]) == 2.0
    assert drawing.links[1].note == 'said "so"'


@pytest.mark.parametrize("name", WRITE)
def test_our_file_through_networkx_is_the_same_map(name):
    """What other programs save back: our keys under other ids, our columns by their names."""
    before = Drawing(
        factors=(Factor("crime", "Crime", "outcome", baseline=120.5), Factor("n0", "Night buses", "activity")),
        links=(Link("n0", "crime", sign="-", delay=3.0, grade=6), Link("crime", "n0", sign="+")),
        loops=(NamedLoop(("n0", "crime"), "Buses home", "Fewer fights at the rank."),),
    )
    data, _ = write_map(before, FORMATS[name])
    held = io.BytesIO()
    WRITE[name](READ[name](io.BytesIO(data)), held)

    back = read_map(held.getvalue(), "map", FORMATS[name]).drawing

    assert [(factor.id, factor.name, factor.kind, factor.baseline) for factor in back.factors] == [
        (factor.id, factor.name, factor.kind, factor.baseline) for factor in before.factors
    ]
    assert {(link.from_, link.to, link.sign, link.delay, link.grade) for link in back.links} == {
        (link.from_, link.to, link.sign, link.delay, link.grade) for link in before.links
    }
    assert written(back.factors[0].baseline) == "120.5"
    # networkx keeps what GraphML says of a whole graph, and has no room for what GEXF says beside one.
    assert back.loops == (before.loops if name == "graphml" else ())
