"""GEXF 1.3, the format of Gephi: written and read; 1.1 and 1.2 are read too."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from commonweal.files.cells import Unreadable, written
from commonweal.files.maps.graphs.circles import circles_of_text, text_of_circles
from commonweal.files.maps.graphs.xml import in_attribute, in_text, root_of
from commonweal.files.maps.outward import Kind, kinds_of, names_in
from commonweal.files.maps.schema import Edge, Graph, Node
from commonweal.systemmap.schema import Factor, Link

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
)
# GEXF has no values of a whole graph: named loops stand in an element of ours, which other programs pass over.
OURS = 'xmlns:commonweal="urn:commonweal:map"'

TYPES: Mapping[Kind, str] = {"text": "string", "number": "double", "whole": "integer"}


def gexf_bytes(graph: Graph) -> bytes:
    """The graph as GEXF 1.3. Gephi's `y` grows upwards, ours downwards."""
    titles = f"<description>{in_text(graph.name)}</description>" if graph.name else ""
    loops = in_text(text_of_circles(graph.circles)) if graph.circles else ""
    kept = f"<commonweal:loops {OURS}>{loops}</commonweal:loops>" if loops else ""
    parts = [HEAD, f"<meta><creator>Commonweal</creator>{titles}{kept}</meta>\n"]
    parts.append('<graph defaultedgetype="directed" mode="static">\n')
    node_names, edge_names = _numbered(graph.nodes), _numbered(graph.edges)
    parts.append(_attributes("node", node_names, kinds_of(Factor)))
    parts.append(_attributes("edge", edge_names, kinds_of(Link)))
    parts.append("<nodes>\n")
    parts += [_node(node, node_names) for node in graph.nodes]
    parts.append("</nodes>\n<edges>\n")
    parts += [_edge(number, edge, edge_names) for number, edge in enumerate(graph.edges)]
    parts.append("</edges>\n</graph>\n</gexf>\n")
    return "".join(parts).encode()


def _numbered(rows: tuple[Node, ...] | tuple[Edge, ...]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names_in(rows))}


def _attributes(place: str, names: Mapping[str, int], kinds: Mapping[str, Kind]) -> str:
    rows = "".join(
        f'<attribute id="{number}" title="{in_attribute(name)}" type="{TYPES[kinds.get(name, "text")]}"/>\n'
        for name, number in names.items()
    )
    return f'<attributes class="{place}" mode="static">\n{rows}</attributes>\n'


def _values(values: Mapping[str, str], names: Mapping[str, int]) -> str:
    cells = "".join(f'<attvalue for="{names[name]}" value="{in_attribute(text)}"/>' for name, text in values.items())
    return f"<attvalues>{cells}</attvalues>"


def _node(node: Node, names: Mapping[str, int]) -> str:
    at = ""
    if node.x is not None and node.y is not None:
        at = f'<viz:position x="{written(node.x)}" y="{written(0.0 - node.y)}" z="0"/>'
    head = f'<node id="{in_attribute(node.id)}" label="{in_attribute(node.label)}">'
    return f"{head}{_values(node.values, names)}{at}</node>\n"


def _edge(number: int, edge: Edge, names: Mapping[str, int]) -> str:
    ends = f'source="{in_attribute(edge.source)}" target="{in_attribute(edge.target)}"'
    return f'<edge id="{number}" {ends}>{_values(edge.values, names)}</edge>\n'


def graph_in_gexf(data: bytes) -> Graph:
    """The graph of a GEXF file; nested nodes are opened, changes over time left out.

    Raises
    ------
    Unreadable
        Where it is not GEXF.
    """
    root = root_of(data)
    graph = root.find("graph") if root.tag == "gexf" else None
    if graph is None:
        raise Unreadable("it is not GEXF: there is no <graph> in a <gexf>", "Choose another format.")
    columns = {place: _columns(graph, place) for place in ("node", "edge")}
    nodes = tuple(_node_in(element, columns["node"]) for element in graph.iter("node"))
    edges = tuple(_edge_in(element, columns["edge"]) for element in graph.iter("edge"))
    circles, unread = circles_of_text(root.findtext("meta/loops") or "")
    return Graph(nodes, edges, root.findtext("meta/description") or "", circles, (*_untold(graph), *unread))


def _columns(graph: Element, place: str) -> dict[str, tuple[str, str | None]]:
    """The name of each attribute, and its default."""
    return {
        one.get("id", ""): (one.get("title", "") or one.get("id", ""), one.findtext("default"))
        for block in graph.findall("attributes")
        if block.get("class") == place
        for one in block.findall("attribute")
    }


def _values_in(element: Element, columns: Mapping[str, tuple[str, str | None]]) -> dict[str, str]:
    values = {name: default for name, default in columns.values() if default is not None}
    for cell in element.findall("attvalues/attvalue"):
        id_ = cell.get("for") or cell.get("id") or ""
        name, _ = columns.get(id_, (id_, None))
        values[name] = cell.get("value", "")
    return values


def _node_in(element: Element, columns: Mapping[str, tuple[str, str | None]]) -> Node:
    at = element.find("position")
    x, y = None, None
    if at is not None:
        try:
            x, y = float(at.get("x", "")), 0.0 - float(at.get("y", ""))
        except ValueError:
            x, y = None, None
    return Node(element.get("id", ""), element.get("label", ""), _values_in(element, columns), x, y)


def _edge_in(element: Element, columns: Mapping[str, tuple[str, str | None]]) -> Edge:
    values = _values_in(element, columns)
    said = {name: element.get(name, "") for name in ("label", "weight") if element.get(name)}
    return Edge(element.get("source", ""), element.get("target", ""), {**said, **values})


def _untold(graph: Element) -> Iterator[str]:
    usual = graph.get("defaultedgetype", "undirected")
    loose = [edge for edge in graph.iter("edge") if edge.get("type", usual) != "directed"]
    if loose:
        yield f"{len(loose)} links have no direction in the file: they are read from their source to their target."
    if graph.get("mode") == "dynamic" or next(graph.iter("spell"), None) is not None:
        yield "When things begin and end is left out: the map is read as if all of it were there."
