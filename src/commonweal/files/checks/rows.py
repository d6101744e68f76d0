"""Rows with their lines, and faults that say where they stand."""

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from commonweal.errors import Fault
from commonweal.files.schema import Noun, Table


def numbered(table: Table[Noun]) -> Iterator[tuple[int, Noun]]:
    """Each row of a table with its line."""
    return zip(table.lines, table.rows, strict=True)


def grouped(table: Table[Noun], key: Callable[[Noun], Hashable]) -> dict[Any, list[tuple[int, Noun]]]:
    """The rows of a table with their lines, by a key, in the order of the file."""
    groups: dict[Any, list[tuple[int, Noun]]] = {}
    for line, row in numbered(table):
        groups.setdefault(key(row), []).append((line, row))
    return groups


def repeats(table: Table[Noun], key: Callable[[Noun], Hashable]) -> Iterator[tuple[int, int, Noun]]:
    """Every row whose key stands in an earlier one: its line, the earlier line, the row."""
    for (first, _), *later in grouped(table, key).values():
        yield from ((line, first, row) for line, row in later)


def ids_in(table: Table[Any], field: str) -> list[tuple[int, str]]:
    """Every id that a field of a table holds, with its line; those of rows that could not be read too."""
    column = field.rstrip("_")
    ids: list[tuple[int, str]] = []
    for line, row in numbered(table):
        said = getattr(row, field)
        ids += [(line, name) for name in (said if isinstance(said, tuple) else (said,))]
    for line, cells in table.broken:
        ids += [(line, name.strip()) for name in cells.get(column, "").split(";")]
    return [(line, name) for line, name in ids if name]


def amiss(where: tuple[Table[Any], int], column: str, problem: str, mend: str) -> Fault:
    """A fault of a row of a table, given as the table and the line."""
    table, line = where
    return Fault(table.file, line, column, problem, mend)
