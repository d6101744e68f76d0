"""The dated tables: discount rates, grades, deflators and words for strength, a place's own before ours."""

import csv
import io
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from commonweal.errors import Fault, FaultyInput
from commonweal.investment.schema import Deflator, Grade, Parameters, RateBand, RateTable
from commonweal.simulation.schema import Words

# Where a place keeps tables of its own: parameters/grades.csv replaces the whole of our grades.csv.
OWN_TABLES = "parameters"

# Turns the text of a cell into its kind; raises ValueError or KeyError where it cannot.
Convert = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its cells read; `number` is that of a spreadsheet."""

    file: str
    number: int
    cells: Mapping[str, Any]


def read_parameters(folder: Path | None = None) -> Parameters:
    """The dated tables that stand in this version of the product, or in the place's own `parameters` folder.

    Parameters
    ----------
    folder
        A place folder. Each of its files parameters/discount_rates.csv, grades.csv, deflators.csv and
        strengths.csv replaces our table of that name as a whole.

    Raises
    ------
    FaultyInput
        With every fault of the place's own tables.

    Examples
    --------
    >>> [rates.name for rates in read_parameters().rates][:2]
    ['green-book', 'green-book-health']
    """
    tables: dict[str, list[Row]] = {}
    faults: list[Fault] = []
    for name in ("discount_rates", "grades", "deflators", "strengths"):
        try:
            tables[name] = read_table(name, folder)
        except FaultyInput as error:
            faults += error.faults
    if faults:
        raise FaultyInput(faults)
    return Parameters(
        rates=_rate_tables(tables["discount_rates"]),
        grades=tuple(Grade(**row.cells) for row in tables["grades"]),
        deflators=tuple(Deflator(**row.cells) for row in tables["deflators"]),
        strengths=tuple(Words(**_but(row.cells, "dated")) for row in tables["strengths"]),
    )


def read_table(name: str, folder: Path | None = None) -> list[Row]:
    """The rows of one dated table (a key of COLUMNS), each cell turned into its kind.

    Raises
    ------
    FaultyInput
        With every fault of the table.
    """
    file, text = _text_of(name, folder)
    header, records = _records(file, text)
    columns = COLUMNS[name]
    faults = [Fault(file, 1, column, "the column is missing", "Add it.") for column in columns if column not in header]
    if faults:
        raise FaultyInput(faults)
    rows = []
    for number, texts in records:
        cells, wrong = _converted(columns, dict(zip(header, texts, strict=False)))
        rows.append(Row(file, number, cells))
        faults += [Fault(file, number, column, problem, mend) for column, problem, mend in wrong]
    faults = faults or list(_inconsistent(name, rows))
    if not rows:
        faults = [Fault(file, None, None, "the table is empty", "Add its rows, or take the file away to use ours.")]
    if faults:
        raise FaultyInput(faults)
    return rows


def _text_of(name: str, folder: Path | None) -> tuple[str, str]:
    """The table's file as people know it, and its text: the place's own if it has one."""
    own = folder / OWN_TABLES / f"{name}.csv" if folder else None
    if own is None or not own.is_file():
        ours = files("commonweal.files").joinpath("tables_dated", f"{name}.csv")
        return f"tables_dated/{name}.csv", ours.read_text(encoding="utf-8")
    file = f"{OWN_TABLES}/{name}.csv"
    try:
        return file, own.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FaultyInput([Fault(file, None, None, "the file is not UTF-8", "Save it as CSV UTF-8.")]) from None
    except OSError as error:
        problem = f"the file cannot be opened: {error.strerror}"
        raise FaultyInput([Fault(file, None, None, problem, "Check who may read it.")]) from None


def _records(file: str, text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header, and every row that is not blank with its number."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        fault = Fault(file, reader.line_num, None, f"the row cannot be read: {error}", "Check its quotes.")
        raise FaultyInput([fault]) from None
    header = [cell.strip() for cell in lines[0][1]] if lines else []
    return header, lines[1:]


def _converted(
    columns: Mapping[str, Convert], texts: Mapping[str, str]
) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """The cells of a row, and what is wrong with any of them: (column, problem, mend)."""
    cells: dict[str, Any] = {}
    wrong: list[tuple[str, str, str]] = []
    for column, convert in columns.items():
        text = texts.get(column, "").strip()
        try:
            cells[column] = convert(text)
        except (KeyError, ValueError):
            wrong.append((column, f'"{text}" is not {MEANT[convert]}', f"Write {MEANT[convert]}."))
    return cells, wrong


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value) or value < 0 or "_" in text:
        raise ValueError(text)
    return value


def _fraction(text: str) -> float:
    if (value := _number(text)) > 1:
        raise ValueError(text)
    return value


def _above_zero(text: str) -> float:
    if (value := _number(text)) == 0:
        raise ValueError(text)
    return value


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise ValueError(text)
    return int(text)


def _whole_or_empty(text: str) -> int | None:
    return _whole(text) if text else None


def _words(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _yes(text: str) -> bool:
    return {"yes": True, "no": False}[text]


MEANT: Mapping[Convert, str] = {
    _number: "a number such as 0.035, not below 0",
    _fraction: "a fraction from 0 to 1, such as 0.15",
    _above_zero: "a number above 0",
    _whole: "a whole number such as 2024",
    _whole_or_empty: "a whole number, or empty for no end",
    _words: "words",
    _yes: "yes or no",
    date.fromisoformat: "a date such as 2026-04-01",
}

DATED: Mapping[str, Convert] = {"source": _words, "dated": date.fromisoformat, "verified": _yes}

# The columns of each table, in order.
COLUMNS: Mapping[str, Mapping[str, Convert]] = {
    "discount_rates": {"name": _words, "first": _whole, "last": _whole_or_empty, "rate": _number, **DATED},
    "grades": {"grade": _whole, "cost_uplift": _number, "benefit_cut": _fraction, **DATED},
    "deflators": {"year": _whole, "index": _above_zero, **DATED},
    "strengths": {"word": _words, "low": _number, "likely": _number, "high": _number, **DATED},
    "unit_costs": {
        "code": _words, "item": _words, "unit": _words, "value": _above_zero, "price_year": _whole,
        "bearer": _words, "licence": _words, **DATED,
    },
}  # fmt: skip


def _inconsistent(name: str, rows: Sequence[Row]) -> Iterator[Fault]:
    """What no single cell shows: repeated names, gaps between bands, ranges out of order."""
    key = next(iter(COLUMNS[name]))
    if name == "discount_rates":
        for table in _by_name(rows).values():
            yield from _gaps(table)
        return
    first_rows: dict[Any, int] = {}
    for row in rows:
        earlier = first_rows.setdefault(row.cells[key], row.number)
        if earlier != row.number:
            yield Fault(row.file, row.number, key, f"{row.cells[key]} stands in row {earlier} too", "Keep one of them.")
        if name == "strengths" and not row.cells["low"] <= row.cells["likely"] <= row.cells["high"]:
            yield Fault(row.file, row.number, "likely", "low, likely and high are not in order", "Put them in order.")


def _by_name(rows: Sequence[Row]) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {}
    for row in rows:
        tables.setdefault(row.cells["name"], []).append(row)
    return tables


def _gaps(bands: Sequence[Row]) -> Iterator[Fault]:
    """Bands must follow each other from year 0 on, and the last have no end."""
    if bands[0].cells["first"] != 0:
        yield Fault(bands[0].file, bands[0].number, "first", "the first band does not begin in year 0", "Write 0.")
    for band, following in pairwise(bands):
        last = band.cells["last"]
        if last is None or following.cells["first"] != last + 1 or last < band.cells["first"]:
            mend = "Let each band begin in the year after the one before it ends."
            yield Fault(following.file, following.number, "first", "the band does not follow the one before it", mend)
    if bands[-1].cells["last"] is not None:
        yield Fault(bands[-1].file, bands[-1].number, "last", "the last band has an end", "Leave the cell empty.")


def _rate_tables(rows: Sequence[Row]) -> tuple[RateTable, ...]:
    """One table a name; verified only if all of its bands are."""
    return tuple(
        RateTable(
            name=name,
            bands=tuple(RateBand(band.cells["first"], band.cells["last"], band.cells["rate"]) for band in bands),
            source=bands[0].cells["source"],
            dated=min(band.cells["dated"] for band in bands),
            verified=all(band.cells["verified"] for band in bands),
        )
        for name, bands in _by_name(rows).items()
    )


def _but(cells: Mapping[str, Any], left_out: str) -> dict[str, Any]:
    return {column: value for column, value in cells.items() if column != left_out}
