"""What relies on what in a place: by the library's own list of references, among rows that are seen and among all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

from django.db.models import Model

from commonweal.files.checks.references import REFERENCES, Reference
from commonweal_web.investment.selectors import TABLES
from commonweal_web.place.item import NamedItem, PlaceItem
from commonweal_web.place.rows import columns_of

# The library only warns of a view held by nobody known; here it keeps its holder from being deleted. Where a
# factor or a body is drawn on a map goes with it, and nobody is asked. A saved view stays, and says what is gone.
ALL = tuple(
    reference
    for reference in (*REFERENCES, Reference("links", "contributed_by", ("partners", "people")))
    if reference.table not in ("positions", "saved_views")
)

Nouns = Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Relying:
    """A row of a table that relies on something, as a noun or as it stands in the database."""

    table: str
    row: Any


def _is_list(reference: Reference) -> bool:
    return bool(get_type_hints(TABLES[reference.table][1])[reference.field] == tuple[str, ...])


SINGLE = tuple(reference for reference in ALL if not _is_list(reference))
LISTS = tuple(reference for reference in ALL if _is_list(reference))


def seen_to_go(nouns: Nouns, table: str, slug: str) -> list[Relying]:
    """The rows among some that go with an item, and those that go with them."""
    found: dict[int, Relying] = {}
    for reference in SINGLE:
        for noun in nouns[reference.table] if table in reference.names else ():
            if getattr(noun, reference.field) == slug:
                found[id(noun)] = Relying(reference.table, noun)
    deeper = [one for each in found.values() for one in seen_to_go(nouns, each.table, getattr(each.row, "id", ""))]
    return list({id(each.row): each for each in [*found.values(), *deeper]}.values())


def all_to_go(place: Model, table: str, slug: str) -> list[Relying]:
    """Every row of the place that goes with an item, seen or not; what relies on another before it."""
    found: dict[tuple[str, int], Relying] = {}
    for reference in SINGLE:
        for row in _rows(place, reference, slug) if table in reference.names else ():
            if isinstance(row, NamedItem):
                found |= {(one.table, one.row.pk): one for one in all_to_go(place, reference.table, row.slug)}
            found[reference.table, row.pk] = Relying(reference.table, row)
    return list(found.values())


def _rows(place: Model, reference: Reference, slug: str) -> Iterator[PlaceItem]:
    model, noun = TABLES[reference.table]
    column = columns_of(model, noun)[reference.field]
    yield from model._default_manager.select_related("place").filter(place=place.pk, **{column: slug})


def seen_naming(nouns: Nouns, table: str, slug: str) -> list[Relying]:
    """The rows among some that stay, and name an item in a list."""
    found = {
        id(noun): Relying(reference.table, noun)
        for reference in LISTS
        if table in reference.names
        for noun in nouns[reference.table]
        if slug in getattr(noun, reference.field)
    }
    return list(found.values())


def all_naming(place: Model, table: str, slug: str) -> list[Relying]:
    """Every row of the place that stays, and names an item in a list."""
    found: dict[tuple[str, int], Relying] = {}
    for reference in LISTS:
        model = TABLES[reference.table][0]
        for row in model._default_manager.select_related("place").filter(place=place.pk):
            if table in reference.names and slug in getattr(row, reference.field):
                found[reference.table, row.pk] = Relying(reference.table, row)
    return list(found.values())


def without(row: Any, table: str, slug: str) -> None:
    """Take an id out of every list of a row that names such items."""
    for reference in LISTS:
        if table in reference.names and isinstance(row, TABLES[reference.table][0]):
            setattr(row, reference.field, [id_ for id_ in getattr(row, reference.field) if id_ != slug])
