"""A workbook (.xlsx) written: a sheet a table, numbers as numbers, and no text that a spreadsheet takes for a formula.

Office Open XML (ECMA-376) is a zip of XML files; these are the six that a workbook needs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from commonweal.files.maps.graphs.xml import NOT_XML, in_attribute, in_text

# The most letters of a cell in Excel.
LONGEST_CELL = 32_767

# The day on every file in the zip, so that the same map gives the same bytes.
DATED = (1980, 1, 1, 0, 0, 0)

# A text that begins so might be run as a formula, here or in a program that the sheet is copied to.
RISKY = ("=", "+", "-", "@", "\t", "\r")

# Cells of the file styles.xml by number: plain, text never to be read as anything else, header.
PLAIN, TEXT, HEADER = 0, 1, 2

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'{HEAD}<styleSheet {MAIN}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

# A cell: a text, a number, or nothing.
Cell = str | float | int | None

# What a workbook writes for a letter that XML has no room for, and for a text that looks like such a mark.
MARK = re.compile("_x[0-9A-Fa-f]{4}_")


def workbook_bytes(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """A workbook of these sheets, each with its header in the first row."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, text in _files(sheets):
            archive.writestr(ZipInfo(name, DATED), text, ZIP_DEFLATED)
    return held.getvalue()


def _files(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>{parts}</Types>',
    )
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    names = "".join(
        f'<sheet name="{in_attribute(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    yield "xl/workbook.xml", f'{HEAD}<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
    relations = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*relations, ("rIdStyles", "styles", "styles.xml")])
    yield "xl/styles.xml", STYLES
    for number, rows in enumerate(sheets.values(), 1):
        yield f"xl/worksheets/sheet{number}.xml", _sheet(rows)


def _relations(targets: Sequence[tuple[str, str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"/>' for id_, kind, target in targets
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _sheet(rows: Sequence[Sequence[Cell]]) -> str:
    columns = [column_letters(number) for number in range(max(map(len, rows), default=0))]
    view = '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView>'
    parts = [f"{HEAD}<worksheet {MAIN}><sheetViews>{view}</sheetViews>"]
    parts.append('<cols><col min="1" max="60" width="18" customWidth="1"/></cols><sheetData>\n')
    for number, row in enumerate(rows, 1):
        cells = "".join(
            _cell(f"{letters}{number}", cell, is_header=number == 1)
            for letters, cell in zip(columns, row, strict=False)
            if cell not in (None, "")
        )
        parts.append(f'<row r="{number}">{cells}</row>\n')
    parts.append("</sheetData></worksheet>")
    return "".join(parts)


def _cell(at: str, cell: Cell, *, is_header: bool) -> str:
    if not isinstance(cell, str):
        return f'<c r="{at}"><v>{cell!r}</v></c>'
    style = HEADER if is_header else TEXT if cell.startswith(RISKY) else PLAIN
    text = in_text(marked(cell[:LONGEST_CELL]))
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def marked(text: str) -> str:
    """A text with marks for what XML cannot hold, and for carriage returns, which it would change.

    Examples
    --------
    >>> marked("bell\\x07 and _x0007_")
    'bell_x0007_ and _x005F_x0007_'
    """
    text = MARK.sub(lambda mark: f"_x005F{mark[0]}", text)
    return NOT_XML.sub(_mark, text.replace("\r", "_x000D_"))


def _mark(letter: re.Match[str]) -> str:
    return f"_x{ord(letter[0]):04X}_"


def column_letters(number: int) -> str:
    """The letters of a column, the first being 0.

    Examples
    --------
    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
