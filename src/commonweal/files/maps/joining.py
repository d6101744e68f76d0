"""A map added to a place: what is new comes in, what is there stays as it is, and what differs is told."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonweal.errors import Fault
from commonweal.files.cells import written
from commonweal.files.checks.whole import faults_of
from commonweal.files.folder import fit_to_show
from commonweal.files.maps.schema import Drawing
from commonweal.files.maps.sheets.tables import OF_A_MAP
from commonweal.files.schema import Draft, PlaceFolder, Table
from commonweal.files.tables import TABLES, columns_of
from commonweal.files.text import quoted
from commonweal.systemmap.loops import missing_step, rotated
from commonweal.systemmap.schema import Factor, Link, NamedLoop, NamedMap, SystemMap

# By what a row is known again.
KEYS: Mapping[str, tuple[str, ...]] = {
    "factors": ("id",),
    "links": ("from_", "to", "kind", "contributed_by"),
    "loops": ("factors",),
    "actors": ("id",),
    "ties": ("from_", "to", "kind"),
    "maps": ("id",),
    "positions": ("map", "factor", "body"),
}
SINGULAR = {name: name.removesuffix("s") for name in KEYS}
IN_MAP = {"factors", "links"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that the place and the file fill in differently; the place's own is kept."""

    row: str
    column: str
    here: str
    there: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.row}, {self.column}: {self.here or 'empty'} here, {self.there} in the file"


@dataclass(frozen=True, slots=True)
class Joined:
    """A place with a map added to it. `folder` is None where the map would leave the place with faults.

    `added` are the rows that are new, `known` how many of each table were there already.
    """

    folder: PlaceFolder | None
    added: Drawing
    known: Mapping[str, int]
    differences: tuple[Difference, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def joined(folder: PlaceFolder, drawing: Drawing, file: str) -> Joined:
    """The place with what is new in the map.

    A factor or a named map is known again by its id, or else by its name, a loop by its factors from any of them on.
    Rows of the place never change. Links from a factor to itself are left out and told, for a place holds none; so are
    new loops with a step that is no link.

    Parameters
    ----------
    folder
        The place.
    drawing
        The map to add.
    file
        Where it comes from, for faults.
    """
    drawing, to_itself = _without_self(_renamed(folder, drawing))
    added: dict[str, tuple[Any, ...]] = {}
    known: dict[str, int] = {}
    differences: list[Difference] = []
    for name in OF_A_MAP:
        added[name], same = _new(name, _rows(folder, name), getattr(drawing, name))
        known[name] = len(same)
        differences += [found for here, there in same for found in _differences(name, here, there)]
    new, broken = _with_whole_loops(folder, Drawing(**added))
    grown = _grown(folder, new)
    faults = fit_to_show(_faults(folder, grown, new, file))
    notes = [f"A link from {link.from_} to itself is left out: a place holds none." for link in to_itself]
    return Joined(None if faults else grown, new, known, tuple(differences), faults, (*notes, *broken))


def _rows(folder: PlaceFolder, name: str) -> tuple[Any, ...]:
    rows: tuple[Any, ...] = getattr(folder.system_map if name in IN_MAP else folder, name)
    return rows


def _renamed(folder: PlaceFolder, drawing: Drawing) -> Drawing:
    """The map with the place's ids for the factors and named maps that it has under another id, by their names."""
    ids = _other_ids(folder.system_map.factors, drawing.factors)
    maps = _other_ids(folder.maps, drawing.maps)

    def own(id_: str) -> str:
        return ids.get(id_, id_)

    return replace(
        drawing,
        factors=tuple(replace(factor, id=own(factor.id)) for factor in drawing.factors),
        links=tuple(replace(link, from_=own(link.from_), to=own(link.to)) for link in drawing.links),
        actors=tuple(replace(actor, factor=own(actor.factor)) for actor in drawing.actors),
        loops=tuple(replace(loop, factors=tuple(map(own, loop.factors))) for loop in drawing.loops),
        maps=tuple(replace(named, id=maps.get(named.id, named.id)) for named in drawing.maps),
        positions=tuple(
            replace(place, map=maps.get(place.map, place.map), factor=own(place.factor)) for place in drawing.positions
        ),
    )


def _other_ids(here: Sequence[Factor | NamedMap], there: Sequence[Factor | NamedMap]) -> dict[str, str]:
    """The place's id for each row that it has under the same name and another id."""
    taken = {row.id for row in here}
    by_name = {row.name.strip().casefold(): row.id for row in here}
    known = ((row.id, by_name.get(row.name.strip().casefold())) for row in there if row.id not in taken)
    return {id_: own for id_, own in known if own is not None}


def _without_self(drawing: Drawing) -> tuple[Drawing, list[Link]]:
    to_itself = [link for link in drawing.links if link.from_ == link.to]
    return replace(drawing, links=tuple(link for link in drawing.links if link.from_ != link.to)), to_itself


def _with_whole_loops(folder: PlaceFolder, new: Drawing) -> tuple[Drawing, list[str]]:
    """The new rows without loops that the place and the new links do not close, and a note of each."""
    arrows = {(link.from_, link.to) for link in (*folder.system_map.links, *new.links)}
    missing = {loop: step for loop in new.loops if (step := missing_step(loop, arrows))}
    notes = [
        f"The loop {quoted(loop.name)} is left out: there is no link from {tail} to {head}."
        for loop, (tail, head) in missing.items()
    ]
    return replace(new, loops=tuple(loop for loop in new.loops if loop not in missing)), notes


def _key(name: str) -> Callable[[Any], Hashable]:
    if name == "loops":
        return lambda loop: rotated(loop.factors)
    return lambda row: tuple(getattr(row, field) for field in KEYS[name])


def _new(name: str, here: Sequence[Any], there: Sequence[Any]) -> tuple[tuple[Any, ...], list[tuple[Any, Any]]]:
    """The rows that are new, and each that is known with the one it is known as."""
    key = _key(name)
    seen = {key(row): row for row in here}
    new, same = [], []
    for row in there:
        if (known := seen.get(key(row))) is not None:
            same.append((known, row))
        else:
            seen[key(row)] = row
            new.append(row)
    return tuple(new), same


def _differences(name: str, here: Any, there: Any) -> Iterator[Difference]:
    for column in columns_of(type(there)):
        ours, theirs = written(getattr(here, column.field)), written(getattr(there, column.field))
        is_silent = not theirs or (isinstance(there, Factor) and column.name == "kind" and theirs == "cause")
        if ours != theirs and not is_silent and column.field not in KEYS[name]:
            yield Difference(_called(name, here), column.name, ours, theirs)


def _called(name: str, row: Any) -> str:
    """A row as a person would name it: `link crime to fear (ed)`."""
    if isinstance(row, NamedLoop):
        return f"loop {' → '.join((*row.factors, *row.factors[:1]))}"
    parts = [str(part) for field in KEYS[name] if field != "kind" and (part := getattr(row, field))]
    if name in {"links", "ties"}:
        view = f" ({parts[2]})" if len(parts) > 2 else ""
        return f"{SINGULAR[name]} {parts[0]} to {parts[1]}{view}"
    return f"{SINGULAR[name]} {' of '.join(reversed(parts))}"


def _grown(folder: PlaceFolder, new: Drawing) -> PlaceFolder:
    whole: dict[str, Any] = {name: (*_rows(folder, name), *getattr(new, name)) for name in OF_A_MAP}
    system_map = SystemMap(whole.pop("factors"), whole.pop("links"))
    return replace(folder, system_map=system_map, **whole)


def _faults(folder: PlaceFolder, grown: PlaceFolder, new: Drawing, file: str) -> Iterator[Fault]:
    """What is wrong with the rows that are new, told by what they are."""
    before = {f"{name}.csv": len(_rows(folder, name)) for name in OF_A_MAP}
    for fault in faults_of(_draft(grown)):
        if fault.file in before and fault.row is not None and fault.row - 2 >= before[fault.file]:
            name = fault.file.removesuffix(".csv")
            row = getattr(new, name)[fault.row - 2 - before[fault.file]]
            yield replace(fault, file=file, row=None, problem=f"{_called(name, row)}: {fault.problem}")


def _draft(folder: PlaceFolder) -> Draft:
    tables = {}
    for file in TABLES:
        rows = _rows(folder, file.removesuffix(".csv"))
        ids = frozenset(row.id for row in rows if hasattr(row, "id"))
        tables[file.removesuffix(".csv")] = Table(file, rows, tuple(range(2, len(rows) + 2)), ids)
    return Draft(place=None, toml="", rates=(), series=(), **tables)
