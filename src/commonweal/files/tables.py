"""Tables: rows of a CSV file to nouns and back, by the types of the nouns' fields."""

import csv
import dataclasses
import difflib
import io
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from commonweal.errors import Fault
from commonweal.files.cells import LEAVE_EMPTY, ReadCell, Unreadable, reader_of, written
from commonweal.files.schema import Noun, Table
from commonweal.files.text import quoted
from commonweal.investment.schema import Benefit, Budget, Cost, Option, Valuation
from commonweal.measures.schema import Event, Measure
from commonweal.place.schema import Meeting, Partner, Person
from commonweal.simulation.schema import Effect
from commonweal.systemmap.schema import Actor, Ask, Factor, Link, NamedLoop, NamedMap, Position, SavedView, Tie

# Every table of a place folder and the noun that a row of it is, in the order of the contract.
TABLES: Mapping[str, type] = {
    "partners.csv": Partner,
    "people.csv": Person,
    "ties.csv": Tie,
    "factors.csv": Factor,
    "actors.csv": Actor,
    "links.csv": Link,
    "loops.csv": NamedLoop,
    "maps.csv": NamedMap,
    "positions.csv": Position,
    "saved_views.csv": SavedView,
    "asks.csv": Ask,
    "measures.csv": Measure,
    "events.csv": Event,
    "options.csv": Option,
    "effects.csv": Effect,
    "costs.csv": Cost,
    "benefits.csv": Benefit,
    "valuations.csv": Valuation,
    "budgets.csv": Budget,
    "meetings.csv": Meeting,
}

# How alike a strange column must be to one of ours before we ask "did you mean".
ALIKE = 0.75

# What is wrong in a row: column, problem, mend.
Wrong = tuple[str | None, str, str]

TOO_MANY_CELLS = "Write 1000 for 1,000, and put quotation marks around a text that holds a comma."
TOO_FEW_CELLS = "Add the missing commas, also for empty cells."


@dataclass(frozen=True, slots=True)
class Column:
    """A column that we know: its name in the file, the field it fills, and how a cell of it is read.

    `required`: the file must have it, and no cell of it may be empty but where `may_be_empty` says so. `where_filled`:
    a file has it only where a row fills it.
    """

    name: str
    field: str
    required: bool
    read: ReadCell
    may_be_empty: bool = False
    where_filled: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The first row of a file: its columns' names, with the known column that each one is (None: unknown)."""

    names: tuple[str, ...]
    columns: tuple[Column | None, ...]


def columns_of(noun: type) -> tuple[Column, ...]:
    """The columns of a noun's file in the order of its fields.

    A trailing underscore of a field keeps it off Python's own words and is not in the file.

    Examples
    --------
    >>> [column.name for column in columns_of(Actor)]
    ['id', 'partner', 'factor', 'power']
    """
    return _columns_of(noun)


@cache
def _columns_of(noun: Any) -> tuple[Column, ...]:
    hints = typing.get_type_hints(noun)
    return tuple(
        Column(
            name=(name := field.name.rstrip("_")),
            field=field.name,
            required=field.default is dataclasses.MISSING,
            read=reader_of(name, hints[field.name]),
            **field.metadata,
        )
        for field in dataclasses.fields(noun)
        if field.name != "extra"
    )


def records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV text that are not blank, each with the line on which it begins.

    Raises
    ------
    Unreadable
        At the record that breaks the rules of quotation marks; the line stands in its `line`.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BrokenRecord(line, str(error)) from None


class BrokenRecord(Unreadable):
    """A record that breaks the rules of quotation marks, and its line."""

    def __init__(self, line: int, reason: str) -> None:
        if "end of data" in reason:
            super().__init__("a quotation mark is opened and never closed", "Close it, or take it out.")
        elif "limit" in reason:
            super().__init__("a cell is longer than 131,072 letters", "Close its quotation mark, or shorten it.")
        else:
            mend = 'Put quotation marks around the whole cell, and write "" for one inside it.'
            super().__init__("a quotation mark stands in the middle of a cell", mend)
        self.line = line


def read_table(text: str, file: str, noun: type[Noun]) -> tuple[Table[Noun], list[Fault], list[Fault]]:
    """The rows of a file as nouns, every fault in it, and what is odd but no fault.

    Parameters
    ----------
    text
        The whole file.
    file
        Its name, for faults.
    noun
        The dataclass that a row is; its fields are the columns. Columns may stand in any order; unknown ones are
        kept in the field `extra` of every row. An empty cell is the field's default; where there is none, a fault.

    Returns
    -------
    table, faults, warnings
        Rows with a fault are left out of the table.

    Examples
    --------
    >>> table, faults, warnings = read_table("id,partner,factor,power\\na1,ed,waits,many", "actors.csv", Actor)
    >>> print(*faults)
    actors.csv, row 2, column power: "many" is not a number. Write a plain number, such as 1250 or 0.15.
    """
    return read_records(records(text), file, noun)


def read_records(
    rows: Iterable[tuple[int, list[str]]], file: str, noun: type[Noun]
) -> tuple[Table[Noun], list[Fault], list[Fault]]:
    """The rows of a table that is not text, such as a sheet of a workbook: its header first, each with its line.

    As `read_table` in all else.
    """
    rows = iter(rows)
    header, faults, warnings = _first(rows, file, columns_of(noun))
    if header is None or faults:
        return Table(file, ids=None), faults, warnings
    read: list[tuple[int, Noun]] = []
    broken: list[tuple[int, dict[str, str]]] = []
    ids: set[str] = set()
    is_whole = True
    try:
        for line, cells in rows:
            values, wrong = _row(header, cells)
            named = dict(zip(header.names, cells, strict=False))
            ids.add(named.get("id", "").strip())
            faults += [Fault(file, line, column, problem, mend) for column, problem, mend in wrong]
            if wrong:
                broken.append((line, named))
            else:
                read.append((line, noun(**values)))
    except BrokenRecord as stop:
        faults.append(Fault(file, stop.line, None, stop.problem, stop.mend))
        is_whole = False
    table = Table(
        file,
        rows=tuple(row for _, row in read),
        lines=tuple(line for line, _ in read),
        ids=frozenset(ids) if is_whole else None,
        broken=tuple(broken),
    )
    return table, faults, warnings


def header_of(text: str, file: str, columns: Sequence[Column]) -> tuple[Header | None, list[Fault], list[Fault]]:
    """The header of a file (None where it has none), its faults, and the columns that look like a slip."""
    return _first(records(text), file, columns)


def _first(
    rows: Iterator[tuple[int, list[str]]], file: str, columns: Sequence[Column]
) -> tuple[Header | None, list[Fault], list[Fault]]:
    try:
        first = next(rows, None)
    except BrokenRecord as broken:
        return None, [Fault(file, broken.line, None, broken.problem, broken.mend)], []
    if first is None:
        names = ",".join(column.name for column in columns)
        return None, [Fault(file, 1, None, "the file is empty", f"Write its header ({names}), or delete the file.")], []
    return _header(first[1], file, columns)


def _header(cells: Sequence[str], file: str, columns: Sequence[Column]) -> tuple[Header, list[Fault], list[Fault]]:
    """The header of a file, its faults, and the columns that look like a slip of the pen."""
    names = tuple(cell.strip() for cell in cells)
    known = {column.name: column for column in columns}
    header = Header(names, tuple(known.get(name) for name in names))
    if fault := _wrong_separator(names, file):
        return header, [fault], []
    faults, warnings = [], []
    for position, name in enumerate(names, 1):
        if not name:
            problem = f"the header of column {position} is empty"
            faults.append(Fault(file, 1, None, problem, "Name the column, or delete it."))
        elif name in names[: position - 1]:
            faults.append(Fault(file, 1, name, "the column stands twice", "Rename one of them, or delete it."))
    absent = [column.name for column in columns if column.name not in names]
    strange = {name: near for name in names if name and name not in known and (near := _alike(name, absent))}
    for column in columns:
        if column.required and column.name in absent:
            slip = next((name for name, near in strange.items() if near == column.name), None)
            mend = f"Add it, or rename {quoted(slip)}." if slip else "Add it."
            faults.append(Fault(file, 1, column.name, "the column is missing", mend))
    for name, near in strange.items():
        warnings.append(Fault(file, 1, name, "we do not know this column, and keep it", f"Did you mean {near}?"))
    return header, faults, warnings


def _wrong_separator(names: Sequence[str], file: str) -> Fault | None:
    for sign, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(names) == 1 and sign in names[0]:
            return Fault(file, 1, None, f"the columns are separated by {word}", "Save the file with commas (CSV).")
    return None


def _alike(name: str, known: Sequence[str]) -> str | None:
    tidy = name.lower().replace(" ", "_").replace("-", "_")
    return next(iter(difflib.get_close_matches(tidy, known, 1, ALIKE)), None)


def cell_count_fault(cells: Sequence[str], header: Header) -> tuple[str, str] | None:
    """Problem and mend of a row that has more or fewer cells than the header."""
    if len(cells) == len(header.names):
        return None
    problem = f"the row has {len(cells)} cells and the header {len(header.names)}"
    return problem, TOO_MANY_CELLS if len(cells) > len(header.names) else TOO_FEW_CELLS


def _row(header: Header, cells: Sequence[str]) -> tuple[dict[str, Any], list[Wrong]]:
    """The values of a row by field, and what is wrong with it: (column, problem, mend)."""
    if uneven := cell_count_fault(cells, header):
        return {}, [(None, *uneven)]
    values: dict[str, Any] = {}
    wrong: list[Wrong] = []
    extra = []
    for name, column, cell in zip(header.names, header.columns, cells, strict=True):
        if column is None:
            extra.append((name, cell))
            continue
        try:
            if (value := read_cell(column, cell)) is not None:
                values[column.field] = value
        except Unreadable as fault:
            wrong.append((name, fault.problem, fault.mend))
    values["extra"] = tuple(extra)
    return values, wrong


def read_cell(column: Column, cell: str) -> object:
    """The value of a cell; None for an empty one, which takes the default.

    Raises
    ------
    Unreadable
        Also for an empty cell of a column that has no default.
    """
    if not cell.strip():
        if column.may_be_empty:
            return ""
        if column.required:
            raise Unreadable("the cell is empty", "Fill it in: this column may not be empty.")
        return cell if cell and column.read is str else None
    try:
        return column.read(cell)
    except Unreadable as fault:
        mend = (
            "Fill it in: this column may not be empty" if column.required and fault.mend == LEAVE_EMPTY else fault.mend
        )
        raise Unreadable(fault.problem, f"{mend}.") from None


def table_text(rows: Sequence[Noun], noun: type[Noun]) -> str:
    """The file of these rows: the columns that we know, then the unknown ones, one line a row.

    The same rows give the same bytes. Reading it gives the same rows back.

    Examples
    --------
    >>> print(table_text([Actor("a1", "ed", "waits", 2)], Actor), end="")
    id,partner,factor,power
    a1,ed,waits,2
    """
    columns = columns_written(rows, noun)
    carried = list(dict.fromkeys(name for row in rows for name, _ in _extra(row)))
    lines = [csv_line([*(column.name for column in columns), *carried])]
    for row in rows:
        unknown = dict(_extra(row))
        known = [written(getattr(row, column.field)) for column in columns]
        lines.append(csv_line([*known, *(unknown.get(name, "") for name in carried)]))
    return "".join(lines)


def columns_written(rows: Sequence[object], noun: type) -> tuple[Column, ...]:
    """The columns that a file of these rows has: every one that we know, but those that stand only where filled.

    Examples
    --------
    >>> [column.name for column in columns_written([Position("main", "waits", 0.0, 0.0)], Position)]
    ['map', 'factor', 'x', 'y']
    """
    return tuple(
        column
        for column in columns_of(noun)
        if not column.where_filled or any(getattr(row, column.field) for row in rows)
    )


def _extra(row: object) -> tuple[tuple[str, str], ...]:
    return tuple(getattr(row, "extra", ()))


def csv_line(cells: Sequence[str]) -> str:
    """One line of a CSV file, quotation marks only where they are needed."""
    return (
        ",".join(f'"{cell.replace(QUOTE, QUOTE * 2)}"' if NEEDS_QUOTES & set(cell) else cell for cell in cells) + "\n"
    )


QUOTE = '"'
NEEDS_QUOTES = {",", QUOTE, "\r", "\n"}
