"""GraphML: written for yEd, Gephi and networkx alike, and read from any of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from commonweal.files.cells import Unreadable, written
from commonweal.files.maps.graphs.circles import circles_of_text, text_of_circles
from commonweal.files.maps.graphs.xml import in_attribute, in_text, root_of
from commonweal.files.maps.outward import Kind, kinds_of, names_in
from commonweal.files.maps.schema import Edge, Graph, Node
from commonweal.systemmap.schema import Factor, Link

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">\n'
)
TYPES: Mapping[Kind, str] = {"text": "string", "number": "double", "whole": "int"}

# The size of a factor's box in yEd, whose positions are those of the corner.
WIDE, HIGH = 180.0, 60.0

# Keys that we write beside the columns: what programs show a node by. They say nothing that the columns do not.
SHOWN = {"label": "string", "x": "double", "y": "double"}


def graphml_bytes(graph: Graph) -> bytes:
    """The graph as GraphML: a key for every column, and yEd's own boxes and arrows."""
    node_keys = _keys(graph.nodes, "n", kinds_of(Factor))
    edge_keys = _keys(graph.edges, "e", kinds_of(Link))
    parts = [HEAD]
    parts += [f'<key id="{name}" for="node" attr.name="{name}" attr.type="{kind}"/>\n' for name, kind in SHOWN.items()]
    for keys, place in ((node_keys, "node"), (edge_keys, "edge")):
        parts += [
            f'<key id="{key.id}" for="{place}" attr.name="{in_attribute(name)}" attr.type="{key.type}"/>\n'
            for name, key in keys.items()
        ]
    parts.append('<key id="box" for="node" yfiles.type="nodegraphics"/>\n')
    parts.append('<key id="arrow" for="edge" yfiles.type="edgegraphics"/>\n')
    parts.append('<key id="title" for="graph" attr.name="name" attr.type="string"/>\n')
    of_graph = {"title": graph.name, "loops": text_of_circles(graph.circles) if graph.circles else ""}
    parts += ['<key id="loops" for="graph" attr.name="loops" attr.type="string"/>\n'] if graph.circles else []
    parts.append('<graph id="map" edgedefault="directed">\n')
    parts += [f'<data key="{key}">{in_text(text)}</data>\n' for key, text in of_graph.items() if text]
    parts += [_node(node, node_keys) for node in graph.nodes]
    parts += [_edge(number, edge, edge_keys) for number, edge in enumerate(graph.edges)]
    parts.append("</graph>\n</graphml>\n")
    return "".join(parts).encode()


@dataclass(frozen=True, slots=True)
class _Key:
    id: str
    type: str


def _keys(rows: tuple[Node, ...] | tuple[Edge, ...], letter: str, kinds: Mapping[str, Kind]) -> dict[str, _Key]:
    return {
        name: _Key(f"{letter}{number}", TYPES[kinds.get(name, "text")]) for number, name in enumerate(names_in(rows))
    }


def _data(values: Mapping[str, str], keys: Mapping[str, _Key]) -> str:
    return "".join(f'<data key="{keys[name].id}">{in_text(text)}</data>' for name, text in values.items())


def _node(node: Node, keys: Mapping[str, _Key]) -> str:
    label, place = in_text(node.label), ""
    shown = f'<data key="label">{label}</data>'
    if node.x is not None and node.y is not None:
        corner = f'x="{written(node.x - WIDE / 2)}" y="{written(node.y - HIGH / 2)}"'
        place = f'<y:Geometry width="{WIDE:g}" height="{HIGH:g}" {corner}/>'
        shown += f'<data key="x">{written(node.x)}</data><data key="y">{written(node.y)}</data>'
    box = (
        f'<data key="box"><y:ShapeNode>{place}<y:NodeLabel>{label}</y:NodeLabel>'
        '<y:Shape type="roundrectangle"/></y:ShapeNode></data>'
    )
    return f'<node id="{in_attribute(node.id)}">{box}{shown}{_data(node.values, keys)}</node>\n'


def _edge(number: int, edge: Edge, keys: Mapping[str, _Key]) -> str:
    sign = in_text(edge.values.get("sign", ""))
    label = f"<y:EdgeLabel>{sign}</y:EdgeLabel>" if sign else ""
    arrow = (
        f'<data key="arrow"><y:PolyLineEdge><y:Arrows source="none" target="standard"/>{label}</y:PolyLineEdge></data>'
    )
    ends = f'source="{in_attribute(edge.source)}" target="{in_attribute(edge.target)}"'
    return f'<edge id="l{number}" {ends}>{arrow}{_data(edge.values, keys)}</edge>\n'


@dataclass(frozen=True, slots=True)
class _Declared:
    """A key as the file declares it: the name of its values, and the value where none is given."""

    id: str
    name: str
    default: str | None
    is_drawing: bool


def graph_in_graphml(data: bytes) -> Graph:
    """The graph of a GraphML file; groups are opened, ports and hyperedges left out.

    Raises
    ------
    Unreadable
        Where it is not GraphML.
    """
    root = root_of(data)
    graph = root.find("graph") if root.tag == "graphml" else None
    if graph is None:
        raise Unreadable("it is not GraphML: there is no <graph> in a <graphml>", "Choose another format.")
    keys = {place: _declared(root, place) for place in ("node", "edge", "graph")}
    is_ours = "box" in keys["node"] and SHOWN.keys() <= keys["node"].keys()
    read = _node_of_ours if is_ours else _node_of_others
    nodes = tuple(read(element, keys["node"]) for element in graph.iter("node"))
    edges = tuple(
        Edge(element.get("source", ""), element.get("target", ""), _edge_values(element, keys["edge"]))
        for element in graph.iter("edge")
    )
    said = _values(graph, keys["graph"])
    circles, unread = circles_of_text(said.get("loops", ""))
    return Graph(nodes, edges, said.get("name", ""), circles, (*_untold(graph), *unread))


def _declared(root: Element, place: str) -> dict[str, _Declared]:
    found = {}
    for key in root.iter("key"):
        if key.get("for", "all") in {place, "all"}:
            id_ = key.get("id", "")
            default = key.find("default")
            name = key.get("attr.name") or id_
            text = default.text if default is not None else None
            found[id_] = _Declared(id_, name, text, "yfiles.type" in key.attrib)
    return found


def _values(element: Element, keys: Mapping[str, _Declared]) -> dict[str, str]:
    """The values of a node or edge by name, those that only say how it is drawn left out."""
    values = {key.name: key.default for key in keys.values() if key.default is not None and not key.is_drawing}
    for data in element.findall("data"):
        key = keys.get(data.get("key", ""))
        if key is None:
            values[data.get("key", "") or "value"] = data.text or ""
        elif not key.is_drawing and len(data) == 0:
            values[key.name] = data.text or ""
    return values


def _node_of_ours(element: Element, keys: Mapping[str, _Declared]) -> Node:
    """A node as we wrote it: the keys that only show it stand beside the columns, by their ids."""
    said = {data.get("key", ""): data.text or "" for data in element.findall("data") if len(data) == 0}
    values = {keys[id_].name: text for id_, text in said.items() if id_ not in SHOWN and id_ in keys}
    return Node(element.get("id", ""), said.get("label", ""), values, *_both(said))


def _node_of_others(element: Element, keys: Mapping[str, _Declared]) -> Node:
    values = _values(element, keys)
    drawn, x, y = _drawn(element)
    label = values.pop("label", "") or drawn
    if _both(values) != (None, None):
        x, y = _both(values)
        del values["x"], values["y"]
    return Node(element.get("id", ""), label, values, x, y)


def _both(values: Mapping[str, str]) -> tuple[float | None, float | None]:
    try:
        return float(values["x"]), float(values["y"])
    except (KeyError, ValueError):
        return None, None


def _drawn(element: Element) -> tuple[str, float | None, float | None]:
    """What yEd draws of a node: its label, and the middle of its box."""
    labels = [label.text for label in element.iter("NodeLabel") if label.text and label.text.strip()]
    box = next(element.iter("Geometry"), None)
    x, y = _both(box.attrib) if box is not None else (None, None)
    if box is None or x is None or y is None:
        return next(iter(labels), ""), None, None
    return next(iter(labels), ""), x + _number(box, "width") / 2, y + _number(box, "height") / 2


def _number(element: Element, name: str) -> float:
    try:
        return float(element.get(name, "0"))
    except ValueError:
        return 0.0


def _edge_values(element: Element, keys: Mapping[str, _Declared]) -> dict[str, str]:
    values = _values(element, keys)
    if "arrow" not in keys:
        text = next((label.text for label in element.iter("EdgeLabel") if label.text and label.text.strip()), "")
        values |= {"label": text.strip()} if text and "label" not in values else {}
    return values


def _untold(graph: Element) -> Iterator[str]:
    undirected = graph.get("edgedefault") == "undirected"
    loose = [edge for edge in graph.iter("edge") if edge.get("directed", "false" if undirected else "true") == "false"]
    if loose:
        yield f"{len(loose)} links have no direction in the file: they are read from their source to their target."
    if hyper := len(list(graph.iter("hyperedge"))):
        yield f"{hyper} hyperedges are left out: a link has two ends."
    if groups := sum(node.find("graph") is not None for node in graph.iter("node")):
        yield f"{groups} groups are read as factors, beside what they hold."
