"""GML, the format of many graph programs (igraph, networkx, yEd): keys, numbers, texts and lists."""

import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import Any

from commonweal.files.cells import Unreadable
from commonweal.files.maps.graphs.circles import circles_of_text, text_of_circles
from commonweal.files.maps.graphs.plain.aliases import COLUMNS, aliases_of, aliases_told, columns_told
from commonweal.files.maps.outward import kinds_of, names_in
from commonweal.files.maps.schema import Edge, Graph, Node
from commonweal.systemmap.schema import Factor, Link

# Keys that GML and its programs use themselves.
TAKEN = frozenset({"id", "label", "slug", "source", "target", "graphics", "name", "key", "isgroup", "gid", COLUMNS})
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
TOKEN = re.compile(r'\s+|#[^\n]*|(?P<key>[A-Za-z]\w*)|(?P<text>"[^"]*")|(?P<bracket>[\[\]])|(?P<number>[^\s\[\]"#]+)')
WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
REAL = re.compile(r"[+-]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
NOT_PLAIN = re.compile("[^ !#-%'-~]")
DEEPEST = 60

# A list of GML: its keys in order, some of them several times.
Pairs = list[tuple[str, Any]]


def gml_bytes(graph: Graph) -> bytes:
    """The graph as GML. Nodes are numbered, as it asks; their ids stand in `slug`."""
    node_names = aliases_of(names_in(graph.nodes), fits=_fits, taken=TAKEN)
    edge_names = aliases_of(names_in(graph.edges), fits=_fits, taken=TAKEN)
    number = {node.id: at for at, node in enumerate(graph.nodes)}
    parts = ['Creator "Commonweal"\ngraph [\n  directed 1\n']
    parts += (
        [] if len({(edge.source, edge.target) for edge in graph.edges}) == len(graph.edges) else ["  multigraph 1\n"]
    )
    heads = {
        "label": graph.name,
        "loops": text_of_circles(graph.circles) if graph.circles else "",
        f"{COLUMNS}_nodes": aliases_told(node_names),
        f"{COLUMNS}_edges": aliases_told(edge_names),
    }
    parts += [f"  {key} {_quoted(text)}\n" for key, text in heads.items() if text]
    for node in graph.nodes:
        at = ""
        if node.x is not None and node.y is not None:
            at = f"    graphics [ x {_real(node.x)} y {_real(node.y)} ]\n"
        head = f"    id {number[node.id]}\n    slug {_quoted(node.id)}\n    label {_quoted(node.label)}\n"
        parts.append(f"  node [\n{head}{_cells(node.values, node_names, Factor)}{at}  ]\n")
    for edge in graph.edges:
        head = f"    source {number[edge.source]}\n    target {number[edge.target]}\n"
        parts.append(f"  edge [\n{head}{_cells(edge.values, edge_names, Link)}  ]\n")
    parts.append("]\n")
    return "".join(parts).encode("ascii")


def _fits(name: str) -> bool:
    return KEY.fullmatch(name) is not None and not name.lower().startswith(COLUMNS)


def _cells(values: Mapping[str, str], names: Mapping[str, str], noun: type) -> str:
    kinds = kinds_of(noun)
    return "".join(f"    {names[name]} {_value(text, name in kinds)}\n" for name, text in values.items())


def _value(text: str, is_number: bool) -> str:  # noqa: FBT001
    """A number of one of our columns as a number, all else as a text."""
    return text if is_number and (WHOLE.fullmatch(text) or REAL.fullmatch(text)) else _quoted(text)


def _real(number: float) -> str:
    said = repr(float(number))
    return said if "." in said else said.replace("e", ".0e") if "e" in said else f"{said}.0"


def _quoted(text: str) -> str:
    return '"' + NOT_PLAIN.sub(lambda found: f"&#{ord(found[0])};", text) + '"'


def graph_in_gml(data: bytes) -> Graph:
    """The graph of a GML file.

    Raises
    ------
    Unreadable
        Where it is not GML.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    graph = next((inner for key, inner in _pairs_of(text) if key == "graph" and isinstance(inner, list)), None)
    if graph is None:
        raise Unreadable("it is not GML: there is no graph [ … ] in it", "Choose another format.")
    heads = {key: inner for key, inner in graph if isinstance(inner, str)}
    node_names, edge_names = (columns_told(heads.get(f"{COLUMNS}_{part}", "")) for part in ("nodes", "edges"))
    lists = [(key, inner) for key, inner in graph if isinstance(inner, list)]
    nodes = _with_slugs([_node(inner, node_names) for key, inner in lists if key == "node"])
    ids = {number: node.id for number, node in nodes}
    edges = tuple(_edge(inner, edge_names, ids) for key, inner in lists if key == "edge")
    circles, unread = circles_of_text(heads.get("loops", ""))
    notes = (*_loose(heads, edges), *unread)
    name = heads.get("label", "") or heads.get("name", "")
    return Graph(tuple(node for _, node in nodes), edges, name, circles, notes)


def _loose(heads: Mapping[str, str], edges: tuple[Edge, ...]) -> Iterator[str]:
    if edges and heads.get("directed", "0") != "1":
        yield f"{len(edges)} links have no direction in the file: they are read from their source to their target."


def _with_slugs(nodes: list[tuple[str, str, Node]]) -> list[tuple[str, Node]]:
    """Nodes by their numbers; their ids are those that we wrote, where each has one of its own."""
    slugs = [slug for _, slug, _ in nodes]
    if not all(slugs) or len(set(slugs)) < len(slugs):
        return [(number, node) for number, _, node in nodes]
    return [(number, Node(slug, node.label, node.values, node.x, node.y)) for number, slug, node in nodes]


def _node(pairs: Pairs, names: Mapping[str, str]) -> tuple[str, str, Node]:
    said = _said(pairs)
    x, y = _place(pairs)
    number, slug, label = (said.pop(key, "") for key in ("id", "slug", "label"))
    return number, slug, Node(number, label, {names.get(key, key): text for key, text in said.items()}, x, y)


def _edge(pairs: Pairs, names: Mapping[str, str], ids: Mapping[str, str]) -> Edge:
    said = _said(pairs)
    source, target = said.pop("source", ""), said.pop("target", "")
    values = {names.get(key, key): text for key, text in said.items()}
    return Edge(ids.get(source, source), ids.get(target, target), values)


def _said(pairs: Pairs) -> dict[str, str]:
    """The plain values of a list; what stands there several times is put together."""
    found: dict[str, str] = {}
    for key, inner in pairs:
        if isinstance(inner, str):
            found[key] = f"{found[key]}; {inner}" if key in found else inner
    return found


def _place(pairs: Pairs) -> tuple[float | None, float | None]:
    drawn = next((_said(inner) for key, inner in pairs if key == "graphics" and isinstance(inner, list)), {})
    try:
        return float(drawn["x"]), float(drawn["y"])
    except (KeyError, ValueError):
        return None, None


def _pairs_of(text: str) -> Pairs:
    """The keys of the whole file, lists within lists."""
    top: Pairs = []
    opened = [top]
    key = ""
    for kind, said, line in _tokens(text):
        if kind == "bracket" and said == "]":
            if len(opened) == 1 or key:
                raise _broken(line)
            opened.pop()
        elif kind == "bracket":
            if not key or len(opened) > DEEPEST:
                raise _broken(line)
            inner: Pairs = []
            opened[-1].append((key, inner))
            opened.append(inner)
            key = ""
        elif not key:
            if kind != "key":
                raise _broken(line)
            key = said
        else:
            opened[-1].append((key, _plain(said[1:-1]) if kind == "text" else said))
            key = ""
    if len(opened) > 1 or key:
        raise Unreadable("it is not GML: it ends in the middle", "Save it again, whole.")
    return top


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """What the file is made of, each with its line; spaces and remarks left out."""
    at, line = 0, 1
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None:
            raise _broken(line)
        if found.lastgroup:
            yield found.lastgroup, found[0], line
        line += found[0].count("\n")
        at = found.end()


def _broken(line: int) -> Unreadable:
    return Unreadable(f"line {line} is not GML: a key and its value are expected", "Save it again from its program.")


def _plain(text: str) -> str:
    return ENTITY.sub(_letter, text)


def _letter(found: re.Match[str]) -> str:
    said = found[1]
    if not said.startswith("#"):
        return html5.get(f"{said};", found[0])
    code = int(said[2:], 16) if said[1] in "xX" else int(said[1:])
    is_letter = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_letter else found[0]
