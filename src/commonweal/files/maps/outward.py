"""The map of a place as a graph for another program, and what the graph cannot hold."""

import typing
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from commonweal.errors import WrongUse
from commonweal.files.cells import written
from commonweal.files.maps.schema import Circle, Drawing, Edge, Graph, Node, Values
from commonweal.files.tables import columns_of
from commonweal.files.text import quoted
from commonweal.names import listed
from commonweal.systemmap.schema import MAIN_MAP, Factor, Link, NamedLoop

# Names told in a note; more are counted.
MOST_TOLD = 10

# What a value is in a graph file.
Kind = Literal["text", "number", "whole"]


def graph_of(drawing: Drawing, map_id: str = "") -> Graph:
    """The factors and links as nodes and edges, the named loops as circles.

    Parameters
    ----------
    drawing
        The map of a place.
    map_id
        One of its named maps, of which only the factors are drawn, and the links and loops between them. Without it
        everything is drawn, placed as on the main map, or else on the first.

    Returns
    -------
    Graph
        Its notes say what no graph holds: actors, ties, further maps.

    Raises
    ------
    WrongUse
        Where there is no map of this id.
    """
    chosen = _chosen(drawing, map_id)
    places = {row.factor: row for row in drawing.positions if row.map == chosen and row.factor}
    shown = places.keys() if map_id else {factor.id for factor in drawing.factors}
    factors = [factor for factor in drawing.factors if factor.id in shown]
    links = [link for link in drawing.links if link.from_ in shown and link.to in shown]
    nodes = [
        Node(factor.id, factor.name, values, *((at.x, at.y) if (at := places.get(factor.id)) else ()))
        for factor, values in zip(factors, _cells(factors, Factor), strict=True)
    ]
    edges = [Edge(link.from_, link.to, values) for link, values in zip(links, _cells(links, Link), strict=True)]
    name = next((named.name for named in drawing.maps if named.id == chosen), chosen)
    loops = [loop for loop in drawing.loops if set(loop.factors) <= shown]
    circles = [Circle(loop.factors, values) for loop, values in zip(loops, _cells(loops, NamedLoop), strict=True)]
    notes = (*_not_held(drawing, chosen, map_id), *_beyond(drawing, loops))
    return Graph(tuple(nodes), tuple(edges), name, tuple(circles), notes)


def _beyond(drawing: Drawing, held: Sequence[NamedLoop]) -> Iterator[str]:
    """A note of the loops that are not held."""
    known = set(held)
    if left := [loop.name for loop in drawing.loops if loop not in known]:
        yield f"{loops_told(left)} left out: not all factors of {'it' if len(left) == 1 else 'them'} are on this map."


def loops_told(names: Sequence[str]) -> str:
    """Loops by their names, as the beginning of a sentence.

    Examples
    --------
    >>> loops_told(["Fear"]), loops_told(["Fear", "Trade"])
    ('The loop "Fear" is', 'The loops "Fear" and "Trade" are')
    """
    told = [quoted(name) for name in names]
    if len(told) == 1:
        return f"The loop {told[0]} is"
    listed_ = (
        listed(told) if len(told) <= MOST_TOLD else f"{', '.join(told[:MOST_TOLD])} and {len(told) - MOST_TOLD} more"
    )
    return f"The loops {listed_} are"


def _chosen(drawing: Drawing, map_id: str) -> str:
    """The map that is drawn: the one asked for, or that of the whole place where it places anything, or the first."""
    known = [*_main(drawing), *(named.id for named in drawing.maps)]
    if map_id and map_id not in known:
        mend = f"Choose one of: {', '.join(known)}." if known else "The place names no maps: leave the choice out."
        raise WrongUse(f"there is no map {map_id}", mend=mend)
    return map_id or next(iter(known), "")


def _main(drawing: Drawing) -> tuple[str, ...]:
    return (MAIN_MAP,) if any(row.map == MAIN_MAP and row.factor for row in drawing.positions) else ()


def _cells(rows: Sequence[Any], noun: type) -> list[Values]:
    """Every cell of the rows that says something; unknown columns stand in every row, in their order."""
    columns = [column for column in columns_of(noun) if column.name not in {"id", "from", "to", "factors"}]
    carried = list(dict.fromkeys(name for row in rows for name, _ in row.extra))
    cells: list[Values] = []
    for row in rows:
        known = {column.name: text for column in columns if (text := written(getattr(row, column.field)))}
        extra = dict(row.extra)
        cells.append({**known, **{name: extra.get(name, "") for name in carried}})
    return cells


def _not_held(drawing: Drawing, chosen: str, map_id: str) -> Iterable[str]:
    if drawing.actors:
        yield f"Who can act is left out ({len(drawing.actors)} rows): only a workbook or CSV files hold it."
    if drawing.ties:
        yield f"Ties between partners are left out ({len(drawing.ties)} rows): only a workbook or CSV files hold them."
    if bodies := sum(bool(row.body) for row in drawing.positions):
        yield f"Where partners and people stand is left out ({bodies} rows): only a workbook or CSV files hold it."
    others = [id_ for id_ in (*_main(drawing), *(named.id for named in drawing.maps)) if id_ != chosen]
    if others:
        what = "Positions on other maps are left out" if not map_id else "Other maps are left out"
        yield f"{what} ({', '.join(others)}): this file holds one map."
    if any(named.question or named.note for named in drawing.maps if named.id == chosen):
        yield "The map's question and note are left out: this file holds its name alone."


def names_in(rows: Iterable[Node] | Iterable[Edge]) -> list[str]:
    """Every column of nodes or edges, in the order in which they appear."""
    return list(dict.fromkeys(name for row in rows for name in row.values))


def kinds_of(noun: type) -> dict[str, Kind]:
    """What the columns of a noun hold; the rest is text."""
    hints = typing.get_type_hints(noun)
    found: dict[str, Kind] = {}
    for column in columns_of(noun):
        if hints[column.field] == float | None:
            found[column.name] = "number"
        elif hints[column.field] == int | None:
            found[column.name] = "whole"
    return found
