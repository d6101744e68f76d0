"""A map as it travels, and a graph as other programs hold one: the nouns of this folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonweal.errors import Fault
from commonweal.systemmap.schema import Actor, Factor, Link, NamedLoop, NamedMap, Position, SystemMap, Tie

# Cells by column, as text.
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole map of a place: what is on it, its named loops, who can act and work together, where it stands."""

    factors: tuple[Factor, ...] = ()
    links: tuple[Link, ...] = ()
    actors: tuple[Actor, ...] = ()
    ties: tuple[Tie, ...] = ()
    maps: tuple[NamedMap, ...] = ()
    positions: tuple[Position, ...] = ()
    loops: tuple[NamedLoop, ...] = ()

    @property
    def system_map(self) -> SystemMap:
        """Its factors and links alone."""
        return SystemMap(self.factors, self.links)


@dataclass(frozen=True, slots=True)
class DrawingRead:
    """A map out of a file, with every fault in the file (then there is no map) and what was not taken over."""

    drawing: Drawing | None
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on a graph. `id` is the file's own; `x` grows to the right, `y` downwards."""

    id: str
    label: str = ""
    values: Values = field(default_factory=dict)
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from one node to another, by the file's own ids."""

    source: str
    target: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Circle:
    """A loop that somebody named: nodes in the order of its arrows, by the file's own ids."""

    nodes: tuple[str, ...]
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph with its name and its named loops, and what of its file is told because it stands in none of them."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    name: str = ""
    circles: tuple[Circle, ...] = ()
    notes: tuple[str, ...] = ()
