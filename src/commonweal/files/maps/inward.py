"""A graph of another program as the map of a place: ids made readable, columns known again, the rest kept."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from commonweal.errors import Fault
from commonweal.files.cells import LARGEST_NUMBER, Unreadable
from commonweal.files.maps.outward import loops_told
from commonweal.files.maps.schema import Circle, Drawing, DrawingRead, Edge, Graph, Node, Values
from commonweal.files.tables import Column, columns_of, read_cell
from commonweal.files.text import quoted, shown
from commonweal.names import LONGEST_SLUG, is_slug, slug
from commonweal.systemmap.schema import MAIN_MAP, Factor, FactorKind, Link, LinkKind, NamedLoop, NamedMap, Position

FACTOR_KINDS, LINK_KINDS = set(get_args(FactorKind)), set(get_args(LinkKind))

# Ids that programs give and nobody reads: n12, node3, elem-x7Yq, 42, and those of 32 hexadecimal digits.
OPAQUE = re.compile(
    r"[a-z]{0,4}[0-9]*|(node|edge|elem|item|vertex)[-_]?[A-Za-z0-9]*|[0-9a-fA-F-]{32,36}", re.IGNORECASE
)

# What our columns are called where a foreign value does not fit one of ours.
BEFORE = "imported_"

NAMELESS = "without a name"
CHECK = "Check that the file was saved whole, and save it again."


@dataclass(frozen=True, slots=True)
class _Row:
    """The fields of a noun out of a node or an edge, and what no field holds."""

    fields: dict[str, Any]
    extra: dict[str, str]


def drawing_of(graph: Graph, file: str) -> DrawingRead:
    """The map that a graph draws.

    Nodes are factors, edges links and circles named loops. A node keeps its id where the graph is one of ours;
    elsewhere the id is made from its label, and the foreign id is kept in the column `imported_id`. Values that one of
    our columns of the same name can hold go there, all others into unknown columns.

    Parameters
    ----------
    graph
        As the file says it.
    file
        Its name, for faults.
    """
    faults = list(_broken(graph, file))
    ids = _ids(graph.nodes)
    factors = [_factor_row(node, ids[node.id], file, faults) for node in graph.nodes]
    links = [_link_row(edge, file, faults) for edge in graph.edges if edge.source in ids and edge.target in ids]
    ends = [(ids[edge.source], ids[edge.target]) for edge in graph.edges if edge.source in ids and edge.target in ids]
    if faults:
        return DrawingRead(None, tuple(faults), graph.notes)
    drawn = tuple(Factor(**row.fields, extra=extra) for row, extra in zip(factors, _carried(factors), strict=True))
    arrows = tuple(
        Link(from_=tail, to=head, **row.fields, extra=extra)
        for (tail, head), row, extra in zip(ends, links, _carried(links), strict=True)
    )
    maps, positions = _placed(graph, ids, file)
    loops, left = _loops(graph, ids, file)
    drawing = Drawing(drawn, arrows, maps=maps, positions=positions, loops=loops)
    return DrawingRead(drawing, (), (*graph.notes, *_taken(graph), *left))


def _broken(graph: Graph, file: str) -> Iterator[Fault]:
    """Ids that stand twice, and ends of edges that are nowhere."""
    for id_, times in Counter(node.id for node in graph.nodes).items():
        if times > 1:
            yield Fault(file, None, None, f"the id {quoted(id_)} stands {times} times", "Give each its own id.")
    known = {node.id for node in graph.nodes}
    for number, edge in enumerate(graph.edges, 1):
        for end in (edge.source, edge.target):
            if end not in known:
                problem = f"link {number} leads from or to {quoted(end)}, which the file does not have"
                yield Fault(file, None, None, problem, CHECK)


def is_ours(node: Node) -> bool:
    """Whether a node was written by us: it has an id of our form, and our columns."""
    return is_slug(node.id) and "name" in node.values and node.values.get("kind") in FACTOR_KINDS


def _ids(nodes: Iterable[Node]) -> dict[str, str]:
    """Our id for each of theirs."""
    ours = {node.id: node.id for node in nodes if is_ours(node)}
    taken = set(ours.values())
    for node in nodes:
        if node.id not in ours:
            ours[node.id] = free_id(_wanted(node), taken)
            taken.add(ours[node.id])
    return ours


def _wanted(node: Node) -> str:
    own = slug(node.id)
    readable = own if own and not OPAQUE.fullmatch(node.id.strip()) else ""
    return slug(name_of(node)) or readable or "factor"


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """An id that is not taken: as wanted, or with -2, -3 and so on.

    Examples
    --------
    >>> free_id("crime", {"crime", "crime-2"})
    'crime-3'
    """
    if wanted not in taken:
        return wanted
    number = 2
    while (tried := f"{wanted[: LONGEST_SLUG - 5]}-{number}") in taken:
        number += 1
    return tried


def name_of(node: Node) -> str:
    """What a node is called; its id where it says nothing else."""
    said = node.values.get("name", "")
    return said if said.strip() else " ".join(node.label.split()) or node.id.strip() or NAMELESS


def _factor_row(node: Node, id_: str, file: str, faults: list[Fault]) -> _Row:
    values = dict(node.values)
    values["name"] = name_of(node)
    foreign = {} if id_ == node.id or slug(node.id) == id_ else {f"{BEFORE}id": node.id}
    row = _row(Factor, values, is_ours(node), _Told(file, f"factor {quoted(node.id)}", faults))
    row.fields.setdefault("kind", "cause")
    row.fields["id"] = id_
    return _Row(row.fields, {**row.extra, **{name: text for name, text in foreign.items() if text != name_of(node)}})


def _link_row(edge: Edge, file: str, faults: list[Fault]) -> _Row:
    is_own = edge.values.get("kind") in LINK_KINDS
    where = f"link from {quoted(edge.source)} to {quoted(edge.target)}"
    return _row(Link, edge.values, is_own, _Told(file, where, faults))


@dataclass(frozen=True, slots=True)
class _Told:
    """Where faults of a row are told."""

    file: str
    where: str
    faults: list[Fault]


def _row(noun: type, values: Values, is_own: bool, told: _Told) -> _Row:  # noqa: FBT001
    """Our columns read; in a file of ours a value that does not fit is a fault, elsewhere it is kept as it is."""
    known = _columns(noun)
    fields: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for name, text in values.items():
        column = known.get(name)
        if column is None:
            extra[_free_name(name, extra)] = text
            continue
        try:
            if (value := read_cell(column, text)) is not None:
                fields[column.field] = value
        except Unreadable as fault:
            if is_own:
                told.faults.append(Fault(told.file, None, name, f"{told.where}: {fault.problem}", fault.mend))
            else:
                extra[BEFORE + name] = text
    return _Row(fields, extra)


@cache
def _columns(noun: Any) -> Mapping[str, Column]:
    """Columns by name, without those that the graph says by its shape."""
    return {column.name: column for column in columns_of(noun) if column.name not in {"id", "from", "to"}}


def _free_name(name: str, taken: Mapping[str, str]) -> str:
    """A name that may stand over an unknown column."""
    tidy = " ".join(shown(name).split()) or "value"
    tidy = f"{BEFORE}{tidy}" if tidy in {"id", "from", "to"} else tidy
    number, free = 2, tidy
    while free in taken:
        free, number = f"{tidy} {number}", number + 1
    return free


def _carried(rows: list[_Row]) -> Iterator[tuple[tuple[str, str], ...]]:
    """What no field of a row holds, with every unknown column of all rows."""
    names = list(dict.fromkeys(name for row in rows for name in row.extra))
    for row in rows:
        yield tuple((name, row.extra.get(name, "")) for name in names)


def _loops(graph: Graph, ids: Mapping[str, str], file: str) -> tuple[tuple[NamedLoop, ...], list[str]]:
    """The loops that have a name and pass nodes of the file, and a note of the others."""
    held, left = [], []
    for circle in graph.circles:
        if called(circle).strip() and ids.keys() >= set(circle.nodes):
            held.append(circle)
        else:
            left.append(called(circle).strip() or NAMELESS)
    rows = [_loop_row(circle, file) for circle in held]
    loops = tuple(
        NamedLoop(tuple(ids[node] for node in circle.nodes), **row.fields, extra=extra)
        for circle, row, extra in zip(held, rows, _carried(rows), strict=True)
    )
    told = f"{loops_told(left)} left out: a loop takes a name, and factors that are in the file."
    return loops, [told] if left else []


def called(circle: Circle) -> str:
    """What a loop is called; empty where the file does not say it."""
    return circle.values.get("name", "")


def _loop_row(circle: Circle, file: str) -> _Row:
    values = {f"{BEFORE}{name}" if name == "factors" else name: text for name, text in circle.values.items()}
    return _row(NamedLoop, values, False, _Told(file, f"loop {quoted(called(circle))}", []))  # noqa: FBT003


def _placed(graph: Graph, ids: Mapping[str, str], file: str) -> tuple[tuple[NamedMap, ...], tuple[Position, ...]]:
    """Where the nodes stand, on one named map; none where the file places nothing."""
    name = graph.name.strip() or file.rpartition("/")[2].partition(".")[0].strip() or "map"
    id_ = slug(name) or "map"
    positions = tuple(
        Position(id_, ids[node.id], float(node.x), float(node.y))
        for node in graph.nodes
        if node.x is not None and node.y is not None and _is_a_place(node.x) and _is_a_place(node.y)
    )
    named = () if id_ == MAIN_MAP else (NamedMap(id_, name),)
    return (named, positions) if positions else ((), ())


def _is_a_place(number: float) -> bool:
    return math.isfinite(number) and abs(number) <= LARGEST_NUMBER


def _taken(graph: Graph) -> Iterator[str]:
    """What was decided for the file because it does not say."""
    if silent := sum(node.values.get("kind") not in FACTOR_KINDS for node in graph.nodes):
        yield f"{silent} of {len(graph.nodes)} factors have no kind that we know: they are read as causes."
    unplaced = sum(node.x is None or node.y is None for node in graph.nodes)
    if 0 < unplaced < len(graph.nodes):
        yield f"{unplaced} factors have no position: they are on no named map."
