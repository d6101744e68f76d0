"""PRSM, the Participatory System Mapper: its saved maps read. Written is nothing: PRSM opens GraphML and GEXF."""

from collections.abc import Iterator, Mapping
from typing import Any

from commonweal.files.cells import Unreadable
from commonweal.files.maps.graphs.kumu import document_of, text_of_json
from commonweal.files.maps.graphs.lzstring import unpacked
from commonweal.files.maps.schema import Edge, Graph, Node

# The most letters of a map once unpacked.
MOST_LETTERS = 50_000_000

# A style that nobody has given a name.
UNNAMED = {"", "Sample", "Label"}


def graph_in_prsm(data: bytes) -> Graph:
    """The graph of a saved map, packed or plain.

    Labels, notes, named styles and the attributes that people added are read; colours, shapes, the background and the
    history are not.

    Raises
    ------
    Unreadable
        Where it is not PRSM's.
    """
    document = document_of(_plain(data))
    if not isinstance(document.get("nodes"), list) or not isinstance(document.get("edges"), list):
        raise Unreadable('it is not from PRSM: it has no lists "nodes" and "edges"', "Choose another format.")
    styles = _dict(document.get("styles") or document.get("samples"))
    node_styles, edge_styles = _dict(styles.get("nodes")), _dict(styles.get("edges"))
    titles = {str(id_): str(title) for id_, title in _dict(document.get("attributeTitles")).items()}
    nodes = tuple(
        _node(node, node_styles, titles)
        for node in document["nodes"]
        if isinstance(node, dict) and not node.get("isCluster")
    )
    drawn = [edge for edge in document["edges"] if isinstance(edge, dict) and not edge.get("isClusterEdge")]
    edges = tuple(arrow for edge in drawn for arrow in _edges(edge, edge_styles))
    title = str(document.get("mapTitle") or "")
    return Graph(nodes, edges, title, notes=tuple(_untold(document, drawn, edge_styles)))


def _plain(data: bytes) -> bytes:
    """The map as JSON: PRSM packs what it saves."""
    if data.lstrip().removeprefix(b"\xef\xbb\xbf").startswith(b"{"):
        return data
    try:
        packed = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("it is not UTF-8 text", "Save the map again in PRSM.") from error
    return unpacked(packed.rstrip("\r\n"), most=MOST_LETTERS).encode()


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _node(node: Mapping[str, Any], styles: Mapping[str, Any], titles: Mapping[str, str]) -> Node:
    values = {"note": _note(node), "style": _style(node, styles)}
    values |= {title: text_of_json(node.get(id_)) for id_, title in titles.items()}
    label = " ".join(str(node.get("label") or "").split())
    x, y = node.get("x"), node.get("y")
    at = (float(x), float(y)) if isinstance(x, int | float) and isinstance(y, int | float) else ()
    return Node(str(node.get("id")), label, {name: text for name, text in values.items() if text}, *at)


def _note(item: Mapping[str, Any]) -> str:
    """A note as plain text: PRSM keeps it in pieces that say how each looks; earlier as `title`."""
    note = item.get("note") or item.get("title") or ""
    pieces = _dict(note).get("ops")
    if isinstance(pieces, list):
        said = [piece.get("insert") for piece in pieces if isinstance(piece, dict)]
        return "".join(text for text in said if isinstance(text, str)).strip()
    return str(note).strip() if isinstance(note, str) else ""


def _style(item: Mapping[str, Any], styles: Mapping[str, Any]) -> str:
    """The name that people gave to the style of an item; empty where they gave none."""
    name = " ".join(str(_dict(styles.get(str(item.get("grp")))).get("groupLabel") or "").split())
    return "" if name in UNNAMED else name


def _edges(edge: Mapping[str, Any], styles: Mapping[str, Any]) -> Iterator[Edge]:
    """The link in the direction of its arrowhead; with a head at either end two."""
    values = {
        "label": " ".join(str(edge.get("label") or "").split()),
        "style": _style(edge, styles),
        "note": _note(edge),
    }
    said = {name: text for name, text in values.items() if text}
    there, back = str(edge.get("from")), str(edge.get("to"))
    at_end, at_start = _heads(edge, styles)
    if at_end or not at_start:
        yield Edge(there, back, said)
    if at_start:
        yield Edge(back, there, said)


def _heads(edge: Mapping[str, Any], styles: Mapping[str, Any]) -> tuple[bool, bool]:
    """Whether a link has an arrowhead at its end and at its start: as it says, as its style, or as all links."""
    said = [_dict(item).get("arrows") for item in (edge, styles.get(str(edge.get("grp"))), styles.get("base"))]
    heads = []
    for end, usual in (("to", True), ("from", False)):
        found = [_dict(_dict(arrows).get(end)).get("enabled") for arrows in said]
        heads.append(next((told for told in found if isinstance(told, bool)), usual))
    return heads[0], heads[1]


def _untold(document: Mapping[str, Any], edges: list[Any], styles: Mapping[str, Any]) -> Iterator[str]:
    heads = [_heads(edge, styles) for edge in edges]
    if loose := heads.count((False, False)):
        yield f"{loose} links have no arrowhead: they are read as drawn, from the one to the other."
    if both := heads.count((True, True)):
        yield f"{both} links have two arrowheads: they are read as two links each."
    if document.get("underlay") or document.get("background"):
        yield "The drawing behind the map is left out."
    yield "Colours and shapes are left out; names of styles are kept."
