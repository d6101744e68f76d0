"""DOT, the language of Graphviz: written for it, and read from it."""

from collections.abc import Iterable, Mapping

from commonweal.files.maps.graphs.circles import circles_of_text, text_of_circles
from commonweal.files.maps.graphs.plain.aliases import COLUMNS, aliases_of, aliases_told, columns_told
from commonweal.files.maps.graphs.plain.dot_grammar import DotGraph, parsed
from commonweal.files.maps.outward import names_in
from commonweal.files.maps.schema import Edge, Graph, Node

# What only says how Graphviz draws a thing: left out when a file is read, and no column may be called so.
DRAWN = frozenset(
    {
        "shape", "style", "color", "fillcolor", "fontcolor", "fontname", "fontsize", "penwidth", "width", "height",
        "fixedsize", "margin", "peripheries", "sides", "weight", "minlen", "len", "constraint", "arrowhead",
        "arrowtail", "arrowsize", "dir", "headport", "tailport", "lhead", "ltail", "rank", "group", "image", "class",
        "id", "labelangle", "labeldistance", "labelfloat", "samehead", "sametail", "decorate", "splines", "layer",
    }
)  # fmt: skip
TAKEN = DRAWN | {"label", "xlabel", "pos", "URL", "href", "target", "tooltip"}

# How a sign shows in the picture.
LOOKS = {"-": {"style": "dashed", "arrowhead": "tee"}, "+": {"arrowhead": "normal"}}


def dot_bytes(graph: Graph) -> bytes:
    """The graph as DOT: every column an attribute, places as `pos` for neato and fdp, minus drawn dashed."""
    node_names = aliases_of(names_in(graph.nodes), taken=TAKEN)
    edge_names = aliases_of(names_in(graph.edges), taken=TAKEN)
    heads = {
        "label": graph.name,
        f"{COLUMNS}_loops": text_of_circles(graph.circles) if graph.circles else "",
        f"{COLUMNS}_nodes": aliases_told(node_names),
        f"{COLUMNS}_edges": aliases_told(edge_names),
    }
    parts = [f"digraph {_quoted(graph.name or 'map')} {{\n", "  node [shape=box];\n"]
    parts += [f"  {key}={_quoted(text)};\n" for key, text in heads.items() if text]
    for node in graph.nodes:
        at = {}
        if node.x is not None and node.y is not None:
            at = {"pos": f"{node.x!r},{0.0 - node.y!r}!"}
        own = {node_names[name]: text for name, text in node.values.items()}
        parts.append(f"  {_quoted(node.id)} [{_listed({'label': node.label, **at, **own})}];\n")
    for edge in graph.edges:
        own = {edge_names[name]: text for name, text in edge.values.items()}
        look = LOOKS.get(edge.values.get("sign", ""), {})
        said = _listed({**own, **look})
        parts.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)}{f' [{said}]' if said else ''};\n")
    parts.append("}\n")
    return "".join(parts).encode()


def _listed(values: Mapping[str, str]) -> str:
    return ", ".join(f"{_quoted(name)}={_quoted(text)}" for name, text in values.items())


def graph_in_dot(data: bytes) -> Graph:
    """The graph of a DOT file; what only says how things are drawn is left out.

    Raises
    ------
    Unreadable
        Where it is not DOT.
    """
    found = parsed(data)
    heads = found.attributes
    node_names, edge_names = (columns_told(heads.get(f"{COLUMNS}_{part}", "")) for part in ("nodes", "edges"))
    nodes = tuple(_node(id_, said, node_names) for id_, said in found.nodes.items())
    edges = tuple(Edge(tail, head, _of_edge(said, edge_names)) for tail, head, said in found.edges)
    circles, unread = circles_of_text(heads.get(f"{COLUMNS}_loops", ""))
    return Graph(nodes, edges, heads.get("label", "") or found.name, circles, (*_loose(found), *unread))


def _node(id_: str, said: Mapping[str, str], names: Mapping[str, str]) -> Node:
    label = said.get("label", "").replace("\\N", id_)
    return Node(id_, label or id_, _columns(said, names), *_place(said.get("pos", "")))


def _of_edge(said: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    label = {"label": said["label"]} if said.get("label") else {}
    return {**label, **_columns(said, names)}


def _columns(said: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """What is said of a node or an edge, by column; what it is called and where it stands are told elsewhere."""
    return {names.get(key, key): text for key, text in said.items() if key not in DRAWN | {"label", "pos"}}


def _place(text: str) -> tuple[float | None, float | None]:
    try:
        x, y = (float(part) for part in text.rstrip("!").split(",")[:2])
    except ValueError:
        return None, None
    return x, 0.0 - y


def _loose(found: DotGraph) -> Iterable[str]:
    if found.edges and not found.is_directed:
        yield f"{len(found.edges)} links have no direction in the file: they are read from their first end on."


def _quoted(text: str) -> str:
    """A text between quotation marks; line ends as Graphviz writes them in labels."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "\\r").replace("\n", "\\n")
    return f'"{escaped}"'
