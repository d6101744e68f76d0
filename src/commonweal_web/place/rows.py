"""Nouns of the library to rows of tables and back, by the names of their fields (used by every room)."""

import dataclasses
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from django.db.models import ForeignKey, Model, QuerySet

from commonweal.files.place_toml import read_place_toml
from commonweal.place import schema
from commonweal_web.place.item import PlaceItem
from commonweal_web.place.viewer import Sight, Viewer, viewer_of, visible
from commonweal_web.prepared import prepared

Noun = TypeVar("Noun")
Row = TypeVar("Row", bound=PlaceItem)
Made = TypeVar("Made", bound=Callable[..., Any])

# functools types its cache as if a class could not be a key.
remembered: Callable[[Made], Made] = cast(Any, cache)

# What of a row is no column of its noun: its key, who may see it, whose it is, and who wrote it.
KEPT = ("pk", "disclosure", "owner", "author")

# The key of every row that others refer to, by its table and its id in the place.
Keys = Mapping[type[Model], Mapping[str, int]]


@remembered
def columns_of(model: type[PlaceItem], noun: type) -> Mapping[str, str]:
    """Where each field of a noun stands in its table: `{"id": "slug", "factor": "factor__slug"}`."""
    columns = {}
    for field in dataclasses.fields(noun):
        name = model.FIELDS.get(field.name, field.name)
        is_reference = isinstance(model._meta.get_field(name), ForeignKey)
        columns[field.name] = f"{name}__slug" if is_reference else name
    return columns


def nouns_of(
    model: type[PlaceItem], noun: type[Noun], place: Model, viewer: Viewer, **where: object
) -> tuple[Noun, ...]:
    """The rows of a table that a viewer may see as the library's nouns, in order: one query.

    `where` names columns of keys, ids or words, and the value of each.
    """
    return tuple(row for *_, row in kept_of(model, noun, place, viewer, **where))


def kept_of(
    model: type[PlaceItem], noun: type[Noun], place: Model, viewer: Viewer, **where: object
) -> Iterator[tuple[int, str, int | None, int | None, Noun]]:
    """The same, each with its key before it, who may see it, and the keys of its owner and of its author."""
    for key, disclosure, owner, author, *row in _rows(model, noun, viewer.sight, place.pk, **where):
        yield key, disclosure, owner, author, noun_of(noun, row)


@prepared
def _rows(model: type[PlaceItem], noun: type, sight: Sight, place: int, **where: object) -> "QuerySet[Any, Any]":
    rows = model._default_manager.filter(visible(model, viewer_of(sight)), place=place, **where)
    return rows.order_by("position", "pk").values_list(*KEPT, *columns_of(model, noun).values())


def keyed_nouns(rows: "QuerySet[Any]", noun: type[Noun], key: str) -> Iterator[tuple[Any, Noun]]:
    """Some rows of a table as the library's nouns, each with the value of one more column: one query."""
    for found, *row in rows.values_list(key, *columns_of(rows.model, noun).values()):
        yield found, noun_of(noun, row)


def noun_of(noun: type[Noun], row: Sequence[Any]) -> Noun:
    """The noun of a row whose cells stand in the order of `columns_of`."""
    return noun(**{name: read(cell) for (name, read), cell in zip(_readers(noun), row, strict=True)})


@remembered
def _readers(noun: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """How the value of each field comes out of the database."""
    hints = typing.get_type_hints(noun)
    return tuple((field.name, _reader(field.name, hints[field.name])) for field in dataclasses.fields(noun))


def _reader(name: str, hint: object) -> Callable[[Any], Any]:
    if name == "extra":
        return lambda value: tuple((column, text) for column, text in value)
    if hint == tuple[float, ...]:
        return lambda value: tuple(map(float, value))
    if typing.get_origin(hint) is tuple:
        return tuple
    if hint is str:
        return lambda value: value or ""  # a reference to nothing
    return lambda value: value


def values_of(row: object, model: type[PlaceItem], keys: Keys) -> dict[str, Any]:
    """The values of a noun by the attributes of its table; references by their keys."""
    values: dict[str, Any] = {}
    for name in columns_of(model, type(row)):
        value = getattr(row, name)
        field = model._meta.get_field(model.FIELDS.get(name, name))
        if isinstance(field, ForeignKey):
            values[field.attname] = keys[field.related_model][value] if value else None
        else:
            values[field.name] = _plain(value)
    return values


def _plain(value: object) -> object:
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def rows_of(nouns: Sequence[object], model: type[Row], place: Model, keys: Keys, **common: object) -> list[Row]:
    """Unsaved rows of a table, in the order of the nouns."""
    return [
        model(place=place, position=position, **values_of(noun, model, keys), **common)
        for position, noun in enumerate(nouns)
    ]


def place_noun(place: Any, factors: Iterable[str] | None = None) -> schema.Place:
    """What place.toml says, with the columns of the table before the text; weights of these factors only."""
    said, _, _ = read_place_toml(place.toml)
    noun = said or schema.Place(place.name, place.question, place.geography, place.start, place.horizon_years)
    known = None if factors is None else set(factors)
    return dataclasses.replace(
        noun,
        name=place.name,
        question=place.question,
        geography=place.geography,
        start=place.start,
        horizon_years=place.horizon_years,
        weights=tuple(weight for weight in noun.weights if known is None or weight[0] in known),
    )
