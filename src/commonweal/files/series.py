"""A measure's file of values: read by whole columns, so that a million values take seconds."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, pairwise
from typing import Any

from commonweal.errors import Fault
from commonweal.files.cells import LARGEST_NUMBER, Unreadable, read_day, read_number, read_period, written
from commonweal.files.tables import (
    BrokenRecord,
    Column,
    Header,
    Wrong,
    cell_count_fault,
    csv_line,
    header_of,
    read_cell,
    records,
)
from commonweal.measures.schema import Resolution, Series

SERIES_COLUMNS = (
    Column("period", "periods", required=True, read=read_period),
    Column("value", "values", required=False, read=read_number),
    Column("numerator", "numerators", required=False, read=read_number),
    Column("denominator", "denominators", required=False, read=read_number),
    Column("edition", "editions", required=False, read=read_day),
)

# Records read at once: small enough to stay in the processor's cache (20,000 takes half as long again).
BLOCK = 1_000

PLAIN_NUMBER = frozenset("0123456789+-.eE")

# A number of so few letters and without an exponent is below LARGEST_NUMBER.
SURELY_SMALL = 15

# How many letters a period has tells how finely it is written: 2026, 2026-04, 2026-04-01.
RESOLUTIONS: Mapping[int, Resolution] = {4: "year", 7: "month", 10: "day"}

# The values of every column by its name in the file; unknown columns as text.
Columns = dict[str, list[Any]]


def read_series(text: str, file: str, measure: str) -> tuple[Series, list[Fault], list[Fault]]:
    """The values of a measure, every fault in its file, and what is odd but no fault.

    A file as a spreadsheet writes it is read by whole columns. One that holds anything else (spaces, a word among
    the numbers, a row too short, a period twice) is read again cell by cell, so that each fault has its row.

    Parameters
    ----------
    text
        The whole file.
    file
        Its name, for faults.
    measure
        The id of the measure.

    Returns
    -------
    series, faults, warnings
        The series in the order of the file, without the faulty rows where there are faults.

    Examples
    --------
    >>> series, faults, warnings = read_series("period,value\\n2026-04,12\\n2026-05,\\n", "series/ae.csv", "ae")
    >>> series.values, series.resolution, faults
    ((12.0, None), 'month', [])
    """
    header, faults, warnings = _header(text, file)
    if header is None or faults:
        return Series(measure, (), ()), faults, warnings
    try:
        columns, letters = _by_block(text, header)
    except Unreadable:
        columns, letters, faults = _by_cell(text, file, header)
    if _runs_backwards(columns):
        problem = "the periods are not in the order of time"
        warnings.append(Fault(file, None, "period", problem, "They are read in that order; sort the rows."))
    return _series(measure, columns, letters), faults, warnings


def _header(text: str, file: str) -> tuple[Header | None, list[Fault], list[Fault]]:
    header, faults, warnings = header_of(text, file, SERIES_COLUMNS)
    if header and not faults and "value" not in header.names:
        faults = [Fault(file, 1, "value", "the column is missing", "Add it; a cell of it may be empty.")]
    return header, faults, warnings


def _by_block(text: str, header: Header) -> tuple[Columns, set[int]]:
    """All columns, and the lengths of the periods' texts.

    Raises
    ------
    Unreadable
        Where anything is not as a spreadsheet writes it, or a period stands twice.
    """
    columns: Columns = {name: [] for name in header.names}
    readers = _block_readers(header)
    letters: set[int] = set()
    for block in _blocks(text, len(header.names)):
        for name, cells in zip(header.names, zip(*block, strict=True), strict=True):
            columns[name].extend(readers[name](cells))
            if name == "period":
                letters.update(map(len, cells))
    periods, editions = columns["period"], columns.get("edition", [])
    stamps = set(zip(periods, editions, strict=True)) if editions else set(periods)
    if len(stamps) < len(periods) or not letters <= RESOLUTIONS.keys():
        raise Unreadable("a period stands twice or is oddly written", "")
    if any(edition and edition < period for period, edition in zip(periods, editions, strict=False)):
        raise Unreadable("an edition stands before its period", "")
    return columns, letters


def _blocks(text: str, width: int) -> Iterator[list[list[str]]]:
    """The records below the header, many at once, each with as many cells as the header."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        next(cells for cells in reader if any(cell.strip() for cell in cells))
        while block := list(islice(reader, BLOCK)):
            widths = set(map(len, block))
            if not widths <= {0, width}:
                raise Unreadable("a row is too short or too long", "")
            yield [cells for cells in block if cells] if 0 in widths else block
    except csv.Error as error:
        raise Unreadable(str(error), "") from None


def _block_readers(header: Header) -> dict[str, Callable[[Sequence[str]], Sequence[object]]]:
    readers: dict[str, Callable[[Sequence[str]], Sequence[object]]] = {}
    for name, column in zip(header.names, header.columns, strict=True):
        if column is None:
            readers[name] = list
        elif column.read is read_number:
            readers[name] = _numbers
        else:
            readers[name] = _dates(column)
    return readers


def _numbers(cells: Sequence[str]) -> list[float | None]:
    """Plain numbers; an empty cell is a gap.

    Raises
    ------
    ValueError
        Where a cell is anything else.
    """
    letters = set("".join(cells))
    if not letters <= PLAIN_NUMBER:
        raise Unreadable("a cell is not a plain number", "")
    try:
        numbers = [float(cell) if cell else None for cell in cells]
    except ValueError:
        raise Unreadable("a cell is not a number", "") from None
    may_be_large = not letters.isdisjoint("eE") or max(map(len, cells), default=0) > SURELY_SMALL
    if may_be_large and any(number is not None and not abs(number) <= LARGEST_NUMBER for number in numbers):
        raise Unreadable("a number is too large", "")
    return numbers


def _dates(column: Column) -> Callable[[Sequence[str]], list[date | None]]:
    """Reads each text once: a file of many places or editions writes the same period again and again."""
    known: dict[str, date | None] = {} if column.required else {"": None}

    def read(cells: Sequence[str]) -> list[date | None]:
        known.update((text, column.read(text)) for text in set(cells) - known.keys())
        return [known[text] for text in cells]

    return read


def _by_cell(text: str, file: str, header: Header) -> tuple[Columns, set[int], list[Fault]]:
    """All columns without faulty rows, the lengths of the periods' texts, and every fault with its row."""
    columns: Columns = {name: [] for name in header.names}
    letters: set[int] = set()
    faults: list[Fault] = []
    seen: dict[tuple[date, date | None], int] = {}
    try:
        for line, cells in islice(records(text), 1, None):
            row, wrong = _row(header, cells)
            wrong = wrong or _dates_at_odds(row, seen)
            faults += [Fault(file, line, column, problem, mend) for column, problem, mend in wrong]
            if wrong:
                continue
            seen[row["period"], row.get("edition")] = line
            letters.add(len(cells[header.names.index("period")].strip()))
            for name, value in row.items():
                columns[name].append(value)
    except BrokenRecord as broken:
        faults.append(Fault(file, broken.line, None, broken.problem, broken.mend))
    return columns, letters, faults


def _row(header: Header, cells: Sequence[str]) -> tuple[dict[str, Any], list[Wrong]]:
    """The values of a row by column, and what is wrong with it: (column, problem, mend)."""
    if uneven := cell_count_fault(cells, header):
        return {}, [(None, *uneven)]
    row: dict[str, Any] = {}
    wrong: list[Wrong] = []
    for name, column, cell in zip(header.names, header.columns, cells, strict=True):
        try:
            row[name] = cell if column is None else read_cell(column, cell)
        except Unreadable as fault:
            wrong.append((name, fault.problem, fault.mend))
    return row, wrong


def _dates_at_odds(row: Mapping[str, Any], seen: Mapping[tuple[date, date | None], int]) -> list[Wrong]:
    """A period that stands twice in one edition, or an edition published before its period."""
    period, edition = row["period"], row.get("edition")
    if earlier := seen.get((period, edition)):
        of_edition = f" of edition {edition}" if edition else ""
        problem = f"{period}{of_edition} stands in row {earlier} too"
        return [("period", problem, "Delete one of them, or give each the date it was published as its edition.")]
    if edition and (edition.year, edition.month) < (period.year, period.month):
        problem = f"the edition {edition} was published before its period began, on {period}"
        return [("edition", problem, "Write the date on which the value was published.")]
    return []


def _runs_backwards(columns: Columns) -> bool:
    """Whether a period stands after a later one; where there are editions, revisions may stand anywhere."""
    if any(columns.get("edition", ())):
        return False
    return any(earlier > later for earlier, later in pairwise(columns["period"]))


def _series(measure: str, columns: Columns, letters: set[int]) -> Series:
    known = {column.field: tuple(columns[column.name]) for column in SERIES_COLUMNS if column.name in columns}
    unknown = tuple((name, tuple(values)) for name, values in columns.items() if not _is_known(name))
    fineness: Resolution = "month" if not letters else "day"
    if len(letters) == 1:
        fineness = RESOLUTIONS[min(letters)]
    return Series(measure, **known, resolution=fineness, extra=unknown)


def _is_known(name: str) -> bool:
    return any(name == column.name for column in SERIES_COLUMNS)


def series_text(series: Series) -> str:
    """The file of a series; columns that the series does not have are left out.

    Examples
    --------
    >>> print(series_text(Series("ae", (date(2026, 4, 1), date(2026, 5, 1)), (12.0, None))), end="")
    period,value
    2026-04,12
    2026-05,
    """
    cut = _letters_needed(series)
    columns = {"period": [day.isoformat()[:cut] for day in series.periods]}
    for column in SERIES_COLUMNS[1:]:
        values = getattr(series, column.field)
        if values or column.field == "values":
            columns[column.name] = [written(value) for value in values]
    columns |= {name: list(texts) for name, texts in series.extra}
    lines = [csv_line(list(columns)), *map(csv_line, zip(*columns.values(), strict=True))]
    return "".join(lines)


def _letters_needed(series: Series) -> int:
    """Days are written where a month or a year would lose them."""
    whole_months = all(day.day == 1 for day in series.periods)
    whole_years = whole_months and all(day.month == 1 for day in series.periods)
    if series.resolution == "year" and whole_years:
        return 4
    return 7 if series.resolution == "month" and whole_months else 10
