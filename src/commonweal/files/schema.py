"""A place folder as read, and one table of it: the nouns of this room."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from commonweal.errors import Fault
from commonweal.investment.schema import Benefit, Budget, Cost, Option, Valuation
from commonweal.measures.schema import Event, Measure, Series
from commonweal.place.schema import Meeting, Partner, Person, Place
from commonweal.simulation.schema import Effect
from commonweal.systemmap.schema import (
    Actor,
    Ask,
    Factor,
    Link,
    NamedLoop,
    NamedMap,
    Position,
    SavedView,
    SystemMap,
    Tie,
)

Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True)
class Table(Generic[Noun]):
    """The rows of one file that could be read, and the line on which each begins (the header is line 1).

    `ids` are the ids that the file writes down, those of faulty rows too; None where the file has no such column
    or cannot be read, so that nobody is told of a reference to nothing because of another fault. `broken` are the
    rows that could not be read: line, and cells by column.
    """

    file: str
    rows: tuple[Noun, ...] = ()
    lines: tuple[int, ...] = ()
    ids: frozenset[str] | None = frozenset()
    broken: tuple[tuple[int, Mapping[str, str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything of a place folder that could be read, before anything is known of how it fits together.

    `place` is None where place.toml cannot be read; `series` are the measures that have a file of values;
    `rates` the names of the discount rates at hand.
    """

    place: Place | None
    toml: str
    rates: tuple[str, ...]
    partners: Table[Partner]
    people: Table[Person]
    ties: Table[Tie]
    factors: Table[Factor]
    actors: Table[Actor]
    links: Table[Link]
    loops: Table[NamedLoop]
    maps: Table[NamedMap]
    positions: Table[Position]
    saved_views: Table[SavedView]
    asks: Table[Ask]
    measures: Table[Measure]
    events: Table[Event]
    options: Table[Option]
    effects: Table[Effect]
    costs: Table[Cost]
    benefits: Table[Benefit]
    valuations: Table[Valuation]
    budgets: Table[Budget]
    meetings: Table[Meeting]
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceFolder:
    """A whole place: every file of its folder, those we know as nouns and all others as bytes.

    `series` goes by measure id, `others` by path within the folder (`decisions/first.toml`). `toml` is place.toml
    as text, so that comments and keys of other people come back out.
    """

    place: Place
    partners: tuple[Partner, ...]
    people: tuple[Person, ...]
    ties: tuple[Tie, ...]
    actors: tuple[Actor, ...]
    system_map: SystemMap
    measures: tuple[Measure, ...]
    series: Mapping[str, Series]
    events: tuple[Event, ...]
    options: tuple[Option, ...]
    effects: tuple[Effect, ...]
    costs: tuple[Cost, ...]
    benefits: tuple[Benefit, ...]
    valuations: tuple[Valuation, ...]
    budgets: tuple[Budget, ...]
    meetings: tuple[Meeting, ...]
    others: Mapping[str, bytes]
    toml: str = ""
    loops: tuple[NamedLoop, ...] = ()
    maps: tuple[NamedMap, ...] = ()
    positions: tuple[Position, ...] = ()
    asks: tuple[Ask, ...] = ()
    saved_views: tuple[SavedView, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A place folder with every fault in it and all that is odd; `folder` is None where there is a fault."""

    folder: PlaceFolder | None
    faults: tuple[Fault, ...]
    warnings: tuple[str, ...]
