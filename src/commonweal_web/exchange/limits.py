"""What the tables of the site hold that a file may exceed: told as faults, before anything is written."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, IntegerField, PositiveSmallIntegerField, TextField

from commonweal.errors import Fault
from commonweal.files.schema import PlaceFolder
from commonweal_web.exchange.archive import LONGEST_PATH
from commonweal_web.investment.selectors import TABLES
from commonweal_web.place.item import PlaceItem
from commonweal_web.place.models import Place

# PostgreSQL keeps small whole numbers in two bytes, others in four; SQLite would keep any.
LARGEST_SMALL, LARGEST = 2**15 - 1, 2**31 - 1

# PostgreSQL keeps no such letter in a text.
NUL = "\0"


def rows_in(folder: PlaceFolder, table: str) -> tuple[Any, ...]:
    """The rows of one table of a folder."""
    return getattr(folder.system_map if table in {"factors", "links"} else folder, table)  # type: ignore[no-any-return]


def faults_of_size(folder: PlaceFolder) -> list[Fault]:
    """Every text too long and number too large for the site's tables. Row 2 is the first below the header."""
    faults = [
        _fault("place.toml", None, name, problem)
        for name in ("name", "question", "geography")
        if (problem := _problem(Place._meta.get_field(name), getattr(folder.place, name)))
    ]
    for table, (model, _) in TABLES.items():
        faults += faults_in(table, model, rows_in(folder, table))
    faults += [_fault(path, None, None, "its name is too long") for path in folder.others if len(path) > LONGEST_PATH]
    return faults


def faults_in(table: str, model: type[PlaceItem], rows: tuple[Any, ...]) -> Iterator[Fault]:
    """The same, of the rows of one table."""
    columns = {
        name: model._meta.get_field(model.FIELDS.get(name, name))
        for name in (type(rows[0]).__dataclass_fields__ if rows else ())
    }
    for row, noun in enumerate(rows, 2):
        for name, field in columns.items():
            if problem := _problem(field, getattr(noun, name)):
                yield _fault(f"{table}.csv", row, name.rstrip("_"), problem)


def _fault(file: str, row: int | None, column: str | None, problem: str) -> Fault:
    return Fault(file, row, column, problem, "Shorten it, or write a smaller number.")


def _problem(field: object, value: object) -> str:
    """What the column of the site cannot hold; empty where it can."""
    if isinstance(value, str) and isinstance(field, CharField | TextField):
        if NUL in value:
            return "it holds a letter that cannot be kept (NUL)"
        if field.max_length and len(value) > field.max_length:
            return f"it has {len(value)} letters, and the site keeps {field.max_length}"
    if isinstance(value, int) and isinstance(field, IntegerField):
        largest = LARGEST_SMALL if isinstance(field, PositiveSmallIntegerField) else LARGEST
        if abs(value) > largest:
            return f"it is larger than {largest:,}"
    return ""
