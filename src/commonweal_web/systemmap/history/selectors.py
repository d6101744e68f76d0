"""Reads of a layer's past: its changes, its versions, and the map as it was at any of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonweal.systemmap.schema import Actor, NamedMap, Position, SystemMap, Tie
from commonweal_web.live.document import SharedDocument
from commonweal_web.live.keeping import Plain, Stored
from commonweal_web.place.selectors.members import names_of_people
from commonweal_web.systemmap.document import shapes
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.projection import Projection
from commonweal_web.systemmap.document.selectors import document_of, known_to
from commonweal_web.systemmap.models import MapUpdate, MapVersion

# Changes on one page.
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that an edit did: `what` is added, changed or removed; `count` where too many are told one by one."""

    kind: str
    what: str
    id: str = ""
    name: str = ""
    fields: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class MapChange:
    """One edit: its number, who made it and when. `who` is empty for the site, and for an account that was erased."""

    number: int
    at: datetime
    person: str
    who: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A moment of a map that somebody gave a name."""

    key: int
    name: str
    number: int
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class MapAt:
    """A map as it was after one of its edits, as the library's nouns."""

    number: int
    system_map: SystemMap
    actors: tuple[Actor, ...]
    ties: tuple[Tie, ...]
    maps: tuple[NamedMap, ...]
    positions: tuple[Position, ...]


def page_of_changes(layer: Layer, *, page: int = 1, size: int = A_PAGE) -> tuple[list[MapChange], int]:
    """One page of a layer's edits, newest first, and how many there are in all."""
    rows = MapUpdate.objects.filter(document=document_of(layer)).order_by("-number")
    start = (max(page, 1) - 1) * size
    found = list(rows.values_list("number", "at", "person", "changes")[start : start + size])
    names = names_of_people({person for _, _, person, _ in found})
    return [_change(*row, names.get(row[2], "")) for row in found], rows.count()


def changes_between(layer: Layer, first: int, last: int, most: int = 1000) -> list[MapChange]:
    """The edits of a layer after one number and up to another, in order: for a replay."""
    rows = MapUpdate.objects.filter(document=document_of(layer), number__gt=first, number__lte=last).order_by("number")
    found = list(rows.values_list("number", "at", "person", "changes")[:most])
    names = names_of_people({person for _, _, person, _ in found})
    return [_change(*row, names.get(row[2], "")) for row in found]


def _change(number: int, at: datetime, person: str, told: list[dict[str, Any]], who: str) -> MapChange:
    lines = tuple(Told(**{**one, "fields": tuple(one.get("fields", ()))}) for one in told)
    return MapChange(number, at, person, who, lines)


def versions(layer: Layer) -> tuple[Version, ...]:
    """The versions of a layer that have a name, the newest first."""
    rows = MapVersion.objects.filter(document=document_of(layer)).order_by("-number", "-pk")
    found = list(rows.values_list("pk", "name", "number", "at", "person"))
    names = names_of_people({row[4] for row in found})
    return tuple(Version(*row[:4], names.get(row[4], "")) for row in found)


def version(layer: Layer, key: int) -> Version | None:
    """One version, known by its key; None where the layer has none of it."""
    return next((one for one in versions(layer) if one.key == key), None)


def plain_at(layer: Layer, number: int) -> Plain:
    """The document of a layer as it was after the edit of a number; empty before the first, the last beyond it."""
    document = document_of(layer)
    start, updates = 0, []
    if document is not None and document.state and document.state_number <= number:
        start, updates = document.state_number, [bytes(document.state)]
    rows = MapUpdate.objects.filter(document=document, number__gt=start, number__lte=number).order_by("number")
    updates += [bytes(content) for content in rows.values_list("content", flat=True)]
    return SharedDocument(shapes.ROOTS, Stored(tuple(updates), number, {})).plain


def map_at(layer: Layer, number: int) -> MapAt:
    """A layer as it was after the edit of a number, for `commonweal.systemmap.compare`; rows in the order of ids."""
    rows = Projection(plain_at(layer, number), known_to(layer)).rows()
    listed = {root: tuple(found[key] for key in sorted(found)) for root, found in rows.items()}
    return MapAt(
        number, SystemMap(listed["factors"], listed["links"]), listed["actors"], listed["ties"], listed["maps"],
        listed["positions"],
    )  # fmt: skip


def last_number(layer: Layer) -> int:
    """The number of a layer's last edit; 0 where nobody has opened it."""
    document = document_of(layer)
    return 0 if document is None else document.number
