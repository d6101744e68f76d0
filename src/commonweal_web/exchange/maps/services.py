"""A map into a place beside what is there, or out of it, with their events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import ForeignKey, Max, Model

from commonweal.errors import Fault, FaultyInput
from commonweal.files.maps.formats import Format, write_map
from commonweal.files.maps.schema import Drawing
from commonweal.files.maps.sheets.tables import OF_A_MAP
from commonweal.systemmap.schema import NamedLoop
from commonweal_web.audit.services import record
from commonweal_web.exchange.limits import faults_in
from commonweal_web.investment.selectors import TABLES
from commonweal_web.place.item import Disclosure, NamedItem, PlaceItem
from commonweal_web.place.rows import values_of
from commonweal_web.place.services.disclosure import STAGES, WIDELY
from commonweal_web.place.services.items import NOT_AN_ID
from commonweal_web.place.services.slugs import free_slug, unguessable_slug
from commonweal_web.place.viewer import Viewer, visible
from commonweal_web.systemmap.models import Factor, Link

# In the order in which rows are written: what is referred to stands before what refers.
ORDER = ("factors", "maps", "actors", "ties", "links", "loops", "positions")
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Author:
    """Who adds a map to a place: somebody, as which viewer, and who may see what they add."""

    place: Any
    viewer: Viewer
    by: Any
    disclosure: str


@transaction.atomic
def add_map(*, added: Drawing, author: Author) -> None:
    """The rows of a map that a place does not have yet, as its author's own.

    A row that refers to something that fewer people see is shown to those alone.

    Raises
    ------
    FaultyInput
        Where a table cannot hold a row: nothing is written.
    """
    if faults := [fault for name in OF_A_MAP for fault in _too_large(name, getattr(added, name))]:
        raise FaultyInput(faults)
    writer = _Writer(author)
    for name in ORDER:
        writer.write(name, getattr(added, name))
    counts = {name: len(rows) for name in OF_A_MAP if (rows := getattr(added, name))}
    slug = author.place.slug
    record(event="map imported", place=slug, by=author.by, target=slug, details=counts)


def _too_large(table: str, rows: tuple[Any, ...]) -> Iterable[Fault]:
    return faults_in(table, TABLES[table][0], rows)


class _Writer:
    """Writes the rows of a map; keeps the database keys of what they refer to."""

    def __init__(self, author: Author) -> None:
        self.author = author
        self.seen: dict[type[Model], dict[str, PlaceItem]] = {}
        self.maps: dict[str, str] = {}
        self.links: dict[tuple[int, int], PlaceItem] = {}

    def write(self, name: str, nouns: tuple[Any, ...]) -> None:
        """The rows of one table, after those that are there."""
        model = TABLES[name][0]
        if name == "positions":
            nouns = tuple(replace(noun, map=self.maps.get(noun.map, noun.map)) for noun in nouns)
        last = model._default_manager.filter(place=self.author.place).aggregate(last=Max("position"))["last"]
        first = 0 if last is None else last + 1
        rows = [self._row(model, noun, position) for position, noun in enumerate(nouns, first)]
        if issubclass(model, NamedItem):
            self._name(model, rows, nouns)
        model._default_manager.bulk_create(rows, BATCH)
        if issubclass(model, NamedItem):
            known = self._known(model)
            known |= {noun.id: row for noun, row in zip(nouns, rows, strict=True)}
        if name == "maps":
            self.maps = {noun.id: row.slug for noun, row in zip(nouns, rows, strict=True)}

    def _row(self, model: type[PlaceItem], noun: Any, position: int) -> Any:
        ends: dict[str, PlaceItem | None] = {
            name: self._known(target).get(getattr(noun, name)) for name, target in _references(model, noun).items()
        }
        keys: dict[type[Model], dict[str, int]] = {target: {} for target in _references(model, noun).values()}
        for name, target in _references(model, noun).items():
            end = ends[name]
            if end is not None:
                keys[target][getattr(noun, name)] = end.pk
        passed: list[PlaceItem] = []
        if isinstance(noun, NamedLoop):
            factors: list[Any] = [self._known(Factor)[id_] for id_ in noun.factors]
            noun, passed = replace(noun, factors=tuple(row.slug for row in factors)), [*factors, *self._round(factors)]
        values = values_of(noun, model, keys)
        row = model(place=self.author.place, position=position, **values)
        row.author_id = self.author.viewer.user
        row.disclosure, row.owner_id = self._stage([*passed, *(end for end in ends.values() if end is not None)])
        return row

    def _round(self, factors: list[Any]) -> list[PlaceItem]:
        """The links from each factor of a loop to the next, of each the one that most people see."""
        steps = zip(factors, [*factors[1:], *factors[:1]], strict=True)
        return [self._links()[tail.pk, head.pk] for tail, head in steps]

    def _links(self) -> dict[tuple[int, int], PlaceItem]:
        if not self.links:
            rows = Link.objects.filter(visible(Link, self.author.viewer), place=self.author.place)
            by_stage = sorted(rows, key=lambda row: STAGES.index(row.disclosure))
            self.links = {(row.from_factor_id, row.to_factor_id): row for row in by_stage}
        return self.links

    def _stage(self, ends: list[PlaceItem]) -> tuple[str, int | None]:
        """Who may see a row, and whose it is: no more people than see what it refers to."""
        owner = min(self.author.viewer.partners, default=None)
        stages = [(self.author.disclosure, owner), *((end.disclosure, end.owner_id) for end in ends)]
        stage, whose = min(stages, key=lambda pair: STAGES.index(pair[0]))
        return stage, whose if stage == Disclosure.ORGANISATION else owner

    def _known(self, model: type[Model]) -> dict[str, PlaceItem]:
        """The rows that the author may see, by their ids."""
        if model not in self.seen:
            rows = model._default_manager.filter(visible(model, self.author.viewer), place=self.author.place)
            self.seen[model] = {row.slug: row for row in rows if isinstance(row, NamedItem)}
        return self.seen[model]

    def _name(self, model: type[NamedItem], rows: list[Any], nouns: tuple[Any, ...]) -> None:
        """Give each row an id that is free, also of what the author may not see."""
        taken = set(model._default_manager.filter(place=self.author.place).values_list("slug", flat=True)) | NOT_AN_ID
        make = free_slug if self.author.disclosure in WIDELY else unguessable_slug
        for row, noun in zip(rows, nouns, strict=True):
            row.slug = make(noun.id, taken, otherwise=model._meta.model_name or "item")
            taken.add(row.slug)


def _references(model: type[PlaceItem], noun: Any) -> Mapping[str, type[Model]]:
    """The fields of a noun that refer to rows of another table."""
    fields = {name: model._meta.get_field(model.FIELDS.get(name, name)) for name in noun.__dataclass_fields__}
    return {name: field.related_model for name, field in fields.items() if isinstance(field, ForeignKey)}


@transaction.atomic
def map_exported(*, place: Any, by: Any, drawing: Drawing, chosen: tuple[Format, str]) -> bytes:
    """The map as a file that somebody takes away, written down in the chain of events."""
    format_, map_id = chosen
    data, _ = write_map(drawing, format_, map_id)
    details = {"format": format_.name, "factors": len(drawing.factors), "links": len(drawing.links)}
    record(event="map exported", place=place.slug, by=by, target=place.slug, details=details)
    return data
