"""The map of a place as tables: a workbook, or CSV files in a zip or a folder."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from commonweal.errors import Fault
from commonweal.files.cells import Unreadable, written
from commonweal.files.maps.graphs.kumu import graph_of_kumu
from commonweal.files.maps.inward import drawing_of
from commonweal.files.maps.outward import kinds_of
from commonweal.files.maps.schema import Drawing, DrawingRead, Graph, Node
from commonweal.files.maps.sheets.unzipped import files_in_zip
from commonweal.files.maps.sheets.workbook_in import Rows, Workbook, workbook_in
from commonweal.files.maps.sheets.workbook_out import DATED, LONGEST_CELL, Cell, workbook_bytes
from commonweal.files.schema import Table
from commonweal.files.tables import TABLES, columns_of, columns_written, read_records, read_table, table_text
from commonweal.files.text import text_of

# The tables that make up a map, and the files and sheets that hold them.
OF_A_MAP = ("factors", "links", "loops", "actors", "ties", "maps", "positions")

# What other programs call the two sheets of a map: PRSM and Kumu, as their guides say.
NODE_SHEETS, EDGE_SHEETS = ("factors", "elements"), ("links", "connections")


def map_workbook_bytes(drawing: Drawing) -> bytes:
    """A workbook with a sheet for every table of the map, those without rows too."""
    return workbook_bytes({name: _sheet(getattr(drawing, name), TABLES[f"{name}.csv"]) for name in OF_A_MAP})


def workbook_notes(drawing: Drawing) -> Iterable[str]:
    """What a workbook cannot hold."""
    long = sum(len(cell) > LONGEST_CELL for name in OF_A_MAP for row in getattr(drawing, name) for cell in _texts(row))
    if long:
        yield f"{long} texts are cut to {LONGEST_CELL:,} letters, the most that a cell holds."


def _texts(row: Any) -> list[str]:
    values = (getattr(row, column.field) for column in columns_of(type(row)))
    return [*(written(value) for value in values if isinstance(value, str | tuple)), *(text for _, text in row.extra)]


def _sheet(rows: tuple[Any, ...], noun: type) -> list[list[Cell]]:
    columns, numbers = columns_written(rows, noun), kinds_of(noun)
    carried = list(dict.fromkeys(name for row in rows for name, _ in row.extra))
    sheet: list[list[Cell]] = [[*(column.name for column in columns), *carried]]
    for row in rows:
        extra = dict(row.extra)
        known = [_cell(getattr(row, column.field), is_number=column.name in numbers) for column in columns]
        sheet.append([*known, *(extra.get(name, "") for name in carried)])
    return sheet


def _cell(value: Any, *, is_number: bool) -> Cell:
    return value if is_number or isinstance(value, float) else written(value)


def drawing_in_workbook(data: bytes, file: str) -> DrawingRead:
    """The map in a workbook: of ours by its sheets and columns, or in the form that PRSM and Kumu take.

    Other sheets are left out. A formula counts by the value that was saved with it.
    """
    book = workbook_in(data)
    sheets = {name.strip().lower(): rows for name, rows in book.sheets.items()}
    if _is_ours(sheets.get("factors", [])):
        read = _drawing({name: _read_sheet(sheets.get(name), name, file) for name in OF_A_MAP}, file)
        left = [name for name in book.sheets if name.strip().lower() not in OF_A_MAP]
    else:
        nodes, edges = _first(sheets, NODE_SHEETS), _first(sheets, EDGE_SHEETS)
        if not nodes:
            names = ", ".join(book.sheets) or "none"
            problem = f"there is no sheet factors (its sheets: {names})"
            mend = "Name the sheets factors and links; the first row holds the names of the columns."
            return DrawingRead(None, (Fault(file, None, None, problem, mend),))
        read = drawing_of(_graph(sheets.get(nodes, []), sheets.get(edges, [])), file)
        left = [name for name in book.sheets if name.strip().lower() not in {nodes, edges}]
    return replace(read, notes=(*read.notes, *_sheets_told(left, book)))


def _is_ours(rows: Rows) -> bool:
    return bool(rows) and {"id", "name", "kind"} <= {cell.strip() for cell in rows[0][1]}


def _first(sheets: Mapping[str, Rows], names: tuple[str, ...]) -> str:
    return next((name for name in names if sheets.get(name)), "")


def _sheets_told(left: list[str], book: Workbook) -> Iterable[str]:
    if left:
        yield f"Sheets left out: {', '.join(left)}."
    if book.without_value:
        cells = ", ".join(book.without_value[:5])
        yield f"{len(book.without_value)} formulas have no saved value and count as empty: {cells}."


def _read_sheet(rows: Rows | None, name: str, file: str) -> tuple[Table[Any], list[Fault], list[Fault]]:
    if not rows:
        return Table(f"{name}.csv"), [], []
    width = max(len(cells) for _, cells in rows[:1])
    padded = ((line, cells + [""] * (width - len(cells))) for line, cells in rows)
    return read_records(padded, f"{file}, sheet {name}", TABLES[f"{name}.csv"])


def _drawing(tables: Mapping[str, tuple[Table[Any], list[Fault], list[Fault]]], file: str) -> DrawingRead:
    faults = [fault for _, found, _ in tables.values() for fault in found]
    notes = tuple(str(odd) for _, _, strange in tables.values() for odd in strange)
    if not faults and not tables["factors"][0].rows:
        faults = [Fault(file, None, None, "it holds no factors", "Write at least one factor.")]
    if faults:
        return DrawingRead(None, tuple(faults), notes)
    return DrawingRead(Drawing(**{name: table.rows for name, (table, _, _) in tables.items()}), (), notes)


def _graph(nodes: Rows, edges: Rows) -> Graph:
    """A graph out of two sheets of other programs, whose columns Kumu and PRSM name alike."""
    graph = graph_of_kumu({"elements": list(_dicts(nodes)), "connections": list(_dicts(edges))})
    return replace(graph, nodes=tuple(map(_placed, graph.nodes)))


def _dicts(rows: Rows) -> Iterable[dict[str, str]]:
    header = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    for _, cells in rows[1:]:
        yield {name: cell for name, cell in zip(header, cells, strict=False) if name and cell}


def _placed(node: Node) -> Node:
    """A node with its columns x and y as its place."""
    try:
        x, y = float(node.values["x"]), float(node.values["y"])
    except (KeyError, ValueError):
        return node
    return replace(node, x=x, y=y, values={name: text for name, text in node.values.items() if name not in {"x", "y"}})


def csv_files(drawing: Drawing) -> dict[str, bytes]:
    """The files of the place folder that hold the map; a table without rows has none."""
    return {
        f"{name}.csv": table_text(rows, TABLES[f"{name}.csv"]).encode()
        for name in OF_A_MAP
        if (rows := getattr(drawing, name))
    }


def csv_zip_bytes(drawing: Drawing) -> bytes:
    """The same files in one zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in csv_files(drawing).items():
            archive.writestr(zipfile.ZipInfo(name, DATED), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def drawing_in_csv_zip(data: bytes, file: str) -> DrawingRead:
    """The map in a zip of CSV files, at its top or inside one folder; other files are left out.

    Raises
    ------
    Unreadable
        Where a table stands twice in it.
    """
    files, others = files_in_zip(data, lambda path: PurePosixPath(path).name in {f"{name}.csv" for name in OF_A_MAP})
    named: dict[str, bytes] = {}
    for path, held in files.items():
        if (name := PurePosixPath(path).name) in named:
            raise Unreadable(f"{name} stands in it twice", "Keep one of them.")
        named[name] = held
    read = drawing_in_csv(named, file)
    note = f"Files left out: {', '.join(sorted(others)[:10])}{' and others' if len(others) > 10 else ''}."
    return replace(read, notes=(*read.notes, note)) if others else read


def drawing_in_csv(files: Mapping[str, bytes], file: str) -> DrawingRead:
    """The map in CSV files, by their names."""
    tables: dict[str, tuple[Table[Any], list[Fault], list[Fault]]] = {}
    for name in OF_A_MAP:
        at = f"{name}.csv"
        text, wrong = text_of(at, files[at]) if at in files else ("", ())
        if at not in files or wrong:
            tables[name] = (Table(at), list(wrong), [])
        else:
            tables[name] = read_table(text, at, TABLES[at])
    return _drawing(tables, file)
