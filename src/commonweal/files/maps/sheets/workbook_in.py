"""A workbook (.xlsx) read: what its cells show, as text; formulas by the value that was saved with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from posixpath import normpath
from xml.etree.ElementTree import Element

from commonweal.files.cells import Unreadable, written
from commonweal.files.maps.graphs.xml import root_of
from commonweal.files.maps.sheets.unzipped import files_in_zip

SAVE_AS_XLSX = "Save it as an Excel workbook (.xlsx)."

# Number formats that show a day or a time (ECMA-376, 18.8.30), and letters that make one of a format of one's own.
DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
DAY_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')

# Day 0 of a workbook: 1900 counts a 29 February that never was; a Mac counted from 1904.
DAY_0, DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
COLUMN = re.compile("[A-Z]{1,3}")
MOST_COLUMNS = 16_384

# Rows of cells, each with its number in the sheet.
Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook by name, as text, and the cells whose formula has no value."""

    sheets: Mapping[str, Rows]
    without_value: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets refer to."""

    strings: list[str]
    is_day: list[bool]
    day_0: datetime


def workbook_in(data: bytes) -> Workbook:
    """The sheets of a workbook; blank rows are passed over, and hidden sheets are read.

    Raises
    ------
    Unreadable
        Where it is no workbook.
    """
    files, _ = files_in_zip(data, lambda name: name.endswith((".xml", ".rels")))
    if "xl/workbook.xml" not in files:
        raise Unreadable("it is not a workbook", SAVE_AS_XLSX)
    parts = {name: held for name, held in files.items() if name.startswith("xl/")}
    root = root_of(parts["xl/workbook.xml"])
    book = _book(root, parts)
    sheets, empty = {}, []
    for name, path in _paths(root, parts):
        sheet = root_of(parts[path])
        sheets[name] = list(_rows(sheet, book))
        empty += [f"{name}!{at}" for at in _without_value(sheet)]
    return Workbook(sheets, tuple(empty))


def _paths(root: Element, parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The name of each sheet and where it lies."""
    relations = root_of(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations.iter("Relationship")}
    for sheet in root.iter("sheet"):
        target = targets.get(next((value for name, value in sheet.items() if name.endswith("}id")), ""), "")
        path = normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        if path in parts:
            yield sheet.get("name", ""), path


def _book(root: Element, parts: Mapping[str, bytes]) -> _Book:
    strings = root_of(parts.get("xl/sharedStrings.xml", b"<none/>"))
    styles = root_of(parts.get("xl/styles.xml", b"<none/>"))
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter("numFmt")}
    cells = styles.find("cellXfs")
    formats = [one.get("numFmtId", "0") for one in cells] if cells is not None else []
    of_1904 = any(one.get("date1904") in {"1", "true"} for one in root.iter("workbookPr"))
    return _Book(
        strings=[_text(one) for one in strings.iter("si")],
        is_day=[_shows_a_day(number, own) for number in formats],
        day_0=DAY_0_OF_1904 if of_1904 else DAY_0,
    )


def _shows_a_day(number: str, own: Mapping[str, str]) -> bool:
    if number in own:
        return DAY_LETTERS.search(NOT_LETTERS.sub("", own[number])) is not None
    return number.isdigit() and int(number) in DAYS


def _text(item: Element) -> str:
    """The text of a cell, its pieces of different looks joined; how it is pronounced left out."""
    pieces = [item.find("t"), *(run.find("t") for run in item.findall("r"))]
    return unmarked("".join(piece.text or "" for piece in pieces if piece is not None))


def unmarked(text: str) -> str:
    """A text with the letters that marks such as _x000D_ stand for.

    Examples
    --------
    >>> unmarked("bell_x0007_ and _x005F_x0007_")
    'bell\\x07 and _x0007_'
    """
    return ESCAPED.sub(lambda mark: chr(int(mark[1], 16)), text) if "_x" in text else text


def _rows(sheet: Element, book: _Book) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for row in sheet.iterfind("sheetData/row"):
        said = row.get("r", "")
        number = int(said) if said.isdigit() else number + 1
        cells: list[str] = []
        for cell in row.iterfind("c"):
            text = _shown(cell, book)
            position = column_of(cell.get("r", ""), otherwise=len(cells))
            if text:
                cells += [""] * (position + 1 - len(cells))
                cells[position] = text
        if any(cells):
            yield number, cells


def column_of(reference: str, *, otherwise: int) -> int:
    """The number of the column of a cell, the first being 0.

    Examples
    --------
    >>> column_of("B7", otherwise=0), column_of("AA1", otherwise=0)
    (1, 26)
    """
    letters = COLUMN.match(reference)
    if letters is None:
        return otherwise
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return min(number, MOST_COLUMNS) - 1


def _shown(cell: Element, book: _Book) -> str:
    """What a cell holds, as it would be written in a CSV file."""
    kind, value = cell.get("t", "n"), cell.findtext("v") or ""
    if kind == "inlineStr":
        item = cell.find("is")
        return _text(item) if item is not None else ""
    if kind == "s":
        return book.strings[int(value)] if value.isdigit() and int(value) < len(book.strings) else ""
    if kind == "b":
        return "yes" if value == "1" else "no"
    if kind == "n" and value:
        return _number(value, cell.get("s", "0"), book)
    return unmarked(value)


def _number(value: str, style: str, book: _Book) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if style.isdigit() and int(style) < len(book.is_day) and book.is_day[int(style)]:
        try:
            return (book.day_0 + timedelta(days=number)).date().isoformat()
        except OverflowError:
            return written(number)
    return written(number)


def _without_value(sheet: Element) -> Iterator[str]:
    """Cells with a formula whose value was not saved."""
    for cell in sheet.iterfind("sheetData/row/c"):
        if cell.find("f") is not None and not cell.findtext("v"):
            yield cell.get("r", "")
