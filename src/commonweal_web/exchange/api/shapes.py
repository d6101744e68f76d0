"""What the API answers: a model for every noun of the library, with the names of its columns."""

import dataclasses
import typing
from datetime import date, datetime, time
from typing import Any

from ninja import Schema
from pydantic import create_model

from commonweal.files.cells import written
from commonweal.measures.schema import Resolution, Series
from commonweal_web.investment.selectors import TABLES


def as_plain(noun: Any) -> dict[str, Any]:
    """A noun by the names of its columns; columns that we do not know by theirs, in `extra`."""
    said = {field.name.rstrip("_"): _plain(getattr(noun, field.name)) for field in dataclasses.fields(noun)}
    return {**said, "extra": dict(noun.extra)}


def _plain(value: Any) -> Any:
    """A time of day as the file writes it: it belongs to no zone, as JSON would want it to."""
    return written(value) if isinstance(value, time) else value


def _shape_of(noun: type) -> type[Schema]:
    hints = {name: str | None if hint == time | None else hint for name, hint in typing.get_type_hints(noun).items()}
    fields: dict[str, Any] = {field.name.rstrip("_"): (hints[field.name], ...) for field in dataclasses.fields(noun)}
    fields["extra"] = (dict[str, str], ...)
    return create_model(noun.__name__, __base__=Schema, **fields)


def _page_of(shape: type[Schema]) -> type[Schema]:
    return create_model(f"{shape.__name__}Page", __base__=Schema, count=(int, ...), items=(list[shape], ...))  # type: ignore[valid-type]


class PlaceLine(Schema):
    """A place in a list."""

    id: str
    name: str
    question: str
    roles: list[str]


class PlaceSheet(Schema):
    """A place and its shared question."""

    id: str
    name: str
    question: str
    geography: str
    start: date
    horizon_years: int


class SeriesSheet(Schema):
    """Values of a measure; lists are as long as `periods`, or empty."""

    measure: str
    resolution: Resolution
    periods: list[date]
    values: list[float | None]
    numerators: list[float | None]
    denominators: list[float | None]
    editions: list[date | None]


class DecisionLine(Schema):
    """A decision in a list."""

    number: int
    title: str
    made_at: datetime
    objective: str
    runs: int
    seed: int


class DecisionSheet(DecisionLine):
    """A decision; `document` is that of `commonweal decide --json`, `assumed` the digest of what it rests on."""

    assumed: str
    document: dict[str, Any]


class Problem(Schema):
    """Why there is no answer."""

    detail: str


class Invalid(Schema):
    """What is wrong with the question."""

    detail: list[dict[str, Any]]


def series_sheet(series: Series) -> dict[str, Any]:
    """The values of a measure as the API answers them."""
    return {name: getattr(series, name) for name in SeriesSheet.model_fields}


# The page of every table of a place folder.
PAGES = {table: _page_of(_shape_of(noun)) for table, (_, noun) in TABLES.items()}
PlacePage = _page_of(PlaceLine)
DecisionPage = _page_of(DecisionLine)
