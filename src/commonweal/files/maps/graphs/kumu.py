"""Kumu: its blueprints written, and blueprints and whole projects read.

A loop of Kumu is a list of connections, as in the project of the US Financial Inclusion map that Kumu's documentation
holds; a blueprint may have loops beside its elements and connections (docs.kumu.io, JSON / Blueprints).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from commonweal.files.cells import Unreadable, written
from commonweal.files.maps.graphs.circles import Arrows, nodes_round
from commonweal.files.maps.inward import FACTOR_KINDS, LINK_KINDS
from commonweal.files.maps.outward import kinds_of, loops_told
from commonweal.files.maps.schema import Circle, Edge, Graph, Node, Values
from commonweal.names import is_slug
from commonweal.systemmap.schema import Factor, Link

# What our columns are called in Kumu, and what Kumu's own fields of an element or a connection are.
ELEMENT = {"name": "label", "kind": "type", "note": "description"}
CONNECTION = {"sign": "type", "note": "description"}
LOOP = {"name": "label", "story": "description"}
OF_KUMU = {
    "id", "_id", "label", "type", "description", "tags", "image", "url", "email", "from", "to", "direction", "delayed",
    "reversed", "attributes", "connections", "element type", "connection type", "loop type",
}  # fmt: skip

# What stands before a column of a place that is called like one of Kumu's fields.
OURS = "commonweal "

# The types of a connection that Kumu's guide to systems mapping gives a sign.
SIGNS = {"+": "+", "same": "+", "-": "-", "opposite": "-"}

NO_POSITIONS = "Positions are left out: a Kumu blueprint does not hold them."


def kumu_bytes(graph: Graph) -> bytes:
    """The graph as a blueprint, which Kumu adds to a map by dropping the file on it."""
    numbers = {place: kinds_of(noun) for place, noun in (("element", Factor), ("connection", Link))}
    elements = [{"id": node.id, **_fields(node.values, ELEMENT, numbers["element"])} for node in graph.nodes]
    connections = [
        {
            "id": f"link-{number}",
            "from": edge.source,
            "to": edge.target,
            "direction": "directed",
            **_fields(edge.values, CONNECTION, numbers["connection"]),
            **({"delayed": True} if _is_delayed(edge.values) else {}),
        }
        for number, edge in enumerate(graph.edges, 1)
    ]
    document: dict[str, Any] = {"elements": elements, "connections": connections}
    document |= {"loops": loops} if (loops := list(_loops(graph))) else {}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="replace")


def _loops(graph: Graph) -> Iterator[dict[str, Any]]:
    """The loops whose links are all drawn, each by its connections in their order."""
    numbers = _numbers(graph)
    for number, circle in enumerate(graph.circles, 1):
        if set(_steps(circle)) <= numbers.keys():
            passed = [f"link-{numbers[step]}" for step in _steps(circle)]
            yield {"id": f"loop-{number}", "connections": passed, **_fields(circle.values, LOOP, {})}


def _numbers(graph: Graph) -> dict[tuple[str, str], int]:
    """The first connection between each two nodes."""
    return {(edge.source, edge.target): number for number, edge in reversed(list(enumerate(graph.edges, 1)))}


def _steps(circle: Circle) -> list[tuple[str, str]]:
    return list(zip(circle.nodes, circle.nodes[1:] + circle.nodes[:1], strict=True))


def _fields(values: Values, called: Mapping[str, str], kinds: Mapping[str, str]) -> dict[str, str | float]:
    """Values by their names in Kumu; numbers as numbers."""
    found: dict[str, str | float] = {}
    for name, text in values.items():
        is_foreign = name in OF_KUMU or name.startswith(OURS)
        field = called.get(name) or (OURS + name if is_foreign else name)
        found[field] = json.loads(text) if name in kinds else text
    return found


def _is_delayed(values: Values) -> bool:
    return float(values.get("delay") or 0) > 0


def kumu_notes(graph: Graph) -> Iterator[str]:
    """What a blueprint does not hold."""
    if any(node.x is not None for node in graph.nodes):
        yield NO_POSITIONS
    drawn = {(edge.source, edge.target) for edge in graph.edges}
    if broken := [circle.values.get("name", "") for circle in graph.circles if not drawn.issuperset(_steps(circle))]:
        yield f"{loops_told(broken)} left out: a loop of Kumu is made of links, and one of them is not drawn."


def document_of(data: bytes) -> dict[str, Any]:
    """The object of a JSON file.

    Raises
    ------
    Unreadable
        Where it is no JSON, or no object.
    """
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable("it is not UTF-8 text", "Save it as UTF-8.") from error
    except ValueError as error:
        raise Unreadable(f"it is not JSON ({error})", "Save it again from the program that drew the map.") from error
    except RecursionError as error:
        raise Unreadable("it nests too deep", "Save it again from the program that drew the map.") from error
    if not isinstance(document, dict):
        raise Unreadable("it holds no map", "Choose another format.")
    return document


def graph_in_kumu(data: bytes) -> Graph:
    """The graph of a blueprint or of a whole exported project, placed as on its default map.

    Raises
    ------
    Unreadable
        Where it is not Kumu's.
    """
    return graph_of_kumu(document_of(data))


def graph_of_kumu(document: Mapping[str, Any]) -> Graph:
    """The graph of a blueprint that is read already.

    Raises
    ------
    Unreadable
        Where it is not Kumu's.
    """
    if not isinstance(document.get("elements"), list):
        raise Unreadable('it is not from Kumu: it has no list "elements"', "Choose another format.")
    places, name, others = _default_map(document)
    nodes = tuple(_node(element, places) for element in _dicts(document, "elements"))
    ids = {node.label: node.id for node in reversed(nodes) if node.label} | {node.id: node.id for node in nodes}
    connections = _dicts(document, "connections")
    edges = [tuple(_edges(connection, ids)) for connection in connections]
    circles, left = _circles(document, connections, edges)
    notes = (*others, *_untold(connections), *left)
    return Graph(nodes, tuple(edge for both in edges for edge in both), name, circles, notes)


def _dicts(document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = document.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _default_map(document: Mapping[str, Any]) -> tuple[dict[str, tuple[float, float]], str, tuple[str, ...]]:
    """Where the elements stand on a project's default map, its name, and a note of the other maps."""
    maps = _dicts(document, "maps")
    shown = next((one for one in maps if one.get("_id") == document.get("defaultMap")), maps[0] if maps else {})
    places = {}
    for placed in _dicts(shown, "elements"):
        at = placed.get("position")
        if isinstance(at, dict) and all(isinstance(at.get(axis), int | float) for axis in "xy"):
            places[str(placed.get("element"))] = (float(at["x"]), float(at["y"]))
    names = [str(one.get("name", "")) for one in maps if one is not shown]
    note = f"The other maps of the project are left out: {', '.join(names)}."
    return places, str(shown.get("name", "")), (note,) if names else ()


def _node(element: Mapping[str, Any], places: Mapping[str, tuple[float, float]]) -> Node:
    said = _said(element)
    label = said.pop("label", "")
    kind = said.pop("element type", "") or said.pop("type", "")
    id_ = str(element.get("_id") or element.get("id") or label)
    values = {"kind": kind} if kind in FACTOR_KINDS else {"type": kind} if kind else {}
    if "description" in said:
        values["note"] = said.pop("description")
    if kind in FACTOR_KINDS and is_slug(id_) and "_id" not in element:
        values["name"] = label
    return Node(id_, label, {**values, **_unmarked(said)}, *places.get(id_, ()))


def _said(item: Mapping[str, Any]) -> dict[str, str]:
    """What an item says of itself, as text: in `attributes` in a project, beside the rest in a blueprint."""
    own = item.get("attributes")
    fields = own if isinstance(own, dict) else {key: value for key, value in item.items() if key not in STRUCTURE}
    return {str(key): text for key, value in fields.items() if (text := text_of_json(value)) or key not in OF_KUMU}


STRUCTURE = {"_id", "id", "from", "to", "direction", "delayed", "reversed", "attributes"}


def text_of_json(value: object) -> str:
    """A value of a JSON file as the text of a cell; lists are joined by semicolons."""
    if isinstance(value, list):
        return "; ".join(text_of_json(part) for part in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return written(value)


def _unmarked(said: Values) -> dict[str, str]:
    return {name.removeprefix(OURS): text for name, text in said.items()}


def _edges(connection: Mapping[str, Any], ids: Mapping[str, str]) -> Iterator[Edge]:
    """The one arrow of a connection, or two of a mutual one."""
    source, target = (ids.get(end, end) for end in (str(connection.get("from")), str(connection.get("to"))))
    if connection.get("reversed") is True:
        source, target = target, source
    said = _said(connection)
    type_ = said.pop("connection type", "") or said.pop("type", "")
    sign = SIGNS.get(type_.strip().lower(), "")
    values = {"sign": sign} if sign else {"type": type_} if type_ else {}
    if "description" in said:
        values["note"] = said.pop("description")
    if connection.get("delayed") is True and said.get("kind") not in LINK_KINDS:
        values["delayed"] = "yes"
    edge = Edge(source, target, {**values, **_unmarked(said)})
    yield edge
    if connection.get("direction") == "mutual":
        yield Edge(target, source, edge.values)


def _circles(
    document: Mapping[str, Any], connections: list[dict[str, Any]], edges: list[tuple[Edge, ...]]
) -> tuple[tuple[Circle, ...], list[str]]:
    """The loops that people drew and named, where their connections lead round; a note of the others."""
    arrows: dict[str, Arrows] = {
        str(connection.get("_id") or connection.get("id")): [(edge.source, edge.target) for edge in both]
        for connection, both in zip(connections, edges, strict=True)
    }
    circles, left = [], []
    for loop in _dicts(document, "loops"):
        said = _said({name: value for name, value in loop.items() if name != "connections"})
        called = {ours: said.pop(theirs) for ours, theirs in LOOP.items() if theirs in said}
        ids = loop.get("connections")
        passed = [arrows.get(str(id_), ()) for id_ in ids] if isinstance(ids, list) else []
        if called.get("name") and (nodes := nodes_round(passed)):
            circles.append(Circle(nodes, {**called, **_unmarked(said)}))
        else:
            left.append(called.get("name") or "without a name")
    told = f"{loops_told(left)} left out: a loop takes a name, and connections that lead round in one circle."
    return tuple(circles), [told] if left else []


def _untold(connections: list[dict[str, Any]]) -> Iterator[str]:
    if loose := sum(connection.get("direction") == "undirected" for connection in connections):
        yield f"{loose} links have no direction in the file: they are read as drawn, from the one to the other."
    if mutual := sum(connection.get("direction") == "mutual" for connection in connections):
        yield f"{mutual} mutual connections are read as two links each."
