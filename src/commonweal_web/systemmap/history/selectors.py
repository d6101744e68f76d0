"""Reads of a layer's past: its changes, its versions, and the map as it was at any of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from commonweal.systemmap.schema import Actor, NamedMap, Position, SystemMap, Tie
from commonweal_web.live.document import SharedDocument
from commonweal_web.live.keeping import Plain, Stored
from commonweal_web.place.item import NamedItem
from commonweal_web.place.models import Partner, Person
from commonweal_web.place.selectors.members import names_of_people
from commonweal_web.place.viewer import Viewer, visible
from commonweal_web.systemmap.document import shapes
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.projection import Projection, Rows
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
    ends: tuple[str, ...] = ()

    @property
    def is_count(self) -> bool:
        """Whether it counts many things of one kind."""
        return not self.id

    def is_about(self, factor: str) -> bool:
        """Whether it is about a factor: itself, or what names it."""
        return factor in self.id.split("/") or factor in self.ends


@dataclass(frozen=True, slots=True)
class Asked:
    """Which edits are wanted: of one person (by key), about one factor (by id); empty for all."""

    person: str = ""
    factor: str = ""


ALL = Asked()


@dataclass(frozen=True, slots=True)
class MapChange:
    """One edit: its number, who made it and when. `person` is a key, and empty for the site."""

    number: int
    at: datetime
    person: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A moment of a map that somebody gave a name."""

    key: int
    name: str
    number: int
    at: datetime
    who: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class MapAt:
    """A map as it was after one of its edits, as the library's nouns."""

    number: int
    system_map: SystemMap
    actors: tuple[Actor, ...]
    ties: tuple[Tie, ...]
    maps: tuple[NamedMap, ...]
    positions: tuple[Position, ...]


def of_layer(layer: Layer) -> Q:
    """The condition of what belongs to the document of a layer."""
    return Q(document__place=layer.place, document__partner=layer.partner, document__user=layer.user)


def page_of_changes(
    layer: Layer, asked: Asked = ALL, *, page: int = 1, size: int = A_PAGE
) -> tuple[list[MapChange], int]:
    """One page of a layer's edits, newest first, and how many there are in all."""
    rows = _chosen(layer, asked).order_by("-number")
    start = (max(page, 1) - 1) * size
    found = list(rows.values_list("number", "at", "person", "changes")[start : start + size])
    return [_change(*row) for row in found], rows.count()


def _chosen(layer: Layer, asked: Asked) -> "QuerySet[MapUpdate]":
    rows = MapUpdate.objects.filter(of_layer(layer))
    if asked.person:
        rows = rows.filter(person=asked.person)
    if asked.factor:
        # Both databases keep the list as text of the same form; an id stands in it between quotation marks or slashes.
        is_about = Q()
        for part in (f'"{asked.factor}"', f'/{asked.factor}"', f'"{asked.factor}/'):
            is_about |= Q(text__contains=part)
        rows = rows.annotate(text=Cast("changes", TextField())).filter(is_about)
    return rows


def persons(layer: Layer) -> set[str]:
    """The keys of everybody who changed a layer."""
    rows = MapUpdate.objects.filter(of_layer(layer)).exclude(person="")
    return set(rows.order_by().values_list("person", flat=True).distinct())


def authors(layer: Layer, one: int, other: int) -> dict[tuple[str, str], str]:
    """Who last touched each entry between two numbers: keys of people by kind and id of the entry."""
    first, last = sorted((one, other))
    rows = MapUpdate.objects.filter(of_layer(layer), number__gt=first, number__lte=last).order_by("number")
    found: dict[tuple[str, str], str] = {}
    for person, changes in rows.values_list("person", "changes").iterator():
        found |= {(change["kind"], change["id"]): person for change in changes if "id" in change}
    return found


def changes_between(layer: Layer, first: int, last: int, most: int = 1000) -> list[MapChange]:
    """The edits of a layer after one number and up to another, in order: for a replay."""
    rows = MapUpdate.objects.filter(of_layer(layer), number__gt=first, number__lte=last).order_by("number")
    return [_change(*row) for row in rows.values_list("number", "at", "person", "changes")[:most]]


def _change(number: int, at: datetime, person: str, told: list[dict[str, Any]]) -> MapChange:
    lists = ("fields", "ends")
    lines = tuple(Told(**{**one, **{name: tuple(one.get(name, ())) for name in lists}}) for one in told)
    return MapChange(number, at, person, lines)


def versions(layer: Layer) -> tuple[Version, ...]:
    """The versions of a layer that have a name, the newest first."""
    rows = MapVersion.objects.filter(of_layer(layer)).order_by("-number", "-pk")
    found = list(rows.values_list("pk", "name", "number", "at", "person"))
    names = names_of_people({row[4] for row in found})
    return tuple(Version(*row[:4], names.get(row[4], ""), row[4]) for row in found)


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


def rows_at(layer: Layer, number: int) -> Rows:
    """The rows that a layer's document was after the edit of a number, in the order of their keys."""
    rows = Projection(plain_at(layer, number), known_to(layer)).rows()
    return {root: {key: found[key] for key in sorted(found)} for root, found in rows.items()}


def map_at(layer: Layer, number: int) -> MapAt:
    """A layer as it was after the edit of a number, for `commonweal.systemmap.compare`; rows in the order of ids."""
    listed = {root: tuple(found.values()) for root, found in rows_at(layer, number).items()}
    return MapAt(
        number, SystemMap(listed["factors"], listed["links"]), listed["actors"], listed["ties"], listed["maps"],
        listed["positions"],
    )  # fmt: skip


def last_number(layer: Layer) -> int:
    """The number of a layer's last edit; 0 where nobody has opened it."""
    document = document_of(layer)
    return 0 if document is None else document.number


def partner_names(layer: Layer, viewer: Viewer) -> dict[str, str]:
    """The names of the partners that a viewer sees, by id."""
    return dict(Partner.objects.filter(visible(Partner, viewer), place=layer.place).values_list("slug", "name"))


def hidden_bodies(layer: Layer, viewer: Viewer) -> frozenset[str]:
    """Ids of partners and people of the place that a viewer may not see."""
    return frozenset(_hidden(Partner, layer, viewer) | _hidden(Person, layer, viewer))


def _hidden(model: type[NamedItem], layer: Layer, viewer: Viewer) -> set[str]:
    rows = model._default_manager.filter(place=layer.place).order_by()
    return set(rows.exclude(pk__in=rows.filter(visible(model, viewer)).values("pk")).values_list("slug", flat=True))
