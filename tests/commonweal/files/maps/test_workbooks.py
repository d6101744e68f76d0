"""Workbooks: text that is no formula, sheets of others left alone, and what spreadsheets do to cells."""

import io
import re
import zipfile

import pytest

from commonweal.files.maps.formats import FORMATS, read_map, write_map
from commonweal.files.maps.sheets.workbook_in import workbook_in
from commonweal.files.maps.sheets.workbook_out import workbook_bytes
from drawn_maps import AWKWARD

XLSX = FORMATS["xlsx"]
FACTORS = [["id", "name", "kind", "baseline"], ["waits", "Waits", "cause", 12.5]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def altered(data, name, change):
    """A workbook with one of its files changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(held, "w") as after:
        for entry in before.namelist():
            text = before.read(entry).decode()
            after.writestr(entry, change(text) if entry == name else text)
    return held.getvalue()


def sheet_text(data, number=1):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_no_text_is_written_as_a_formula():
    data, _ = write_map(AWKWARD, XLSX)

    text = sheet_text(data)

    assert "<f>" not in text
    assert '<c r="B2" s="1" t="inlineStr"><is><t xml:space="preserve">=SUM(A1) &amp; "quotes"' in text
    assert '<c r="B4" s="1" t="inlineStr"><is><t xml:space="preserve">-@+' in text


def test_sheets_of_others_are_left_alone_and_named():
    data = workbook_bytes({"Read me": [["Hello"]], "Factors": FACTORS, "links": [], "Chart data": [[1, 2]]})

    read = read_map(data, "map.xlsx", XLSX)

    assert [factor.id for factor in read.drawing.factors] == ["waits"]
    assert read.notes == ("Sheets left out: Read me, Chart data.",)


def test_a_formula_counts_by_its_saved_value():
    data = altered(
        workbook_bytes({"factors": FACTORS}),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace('<c r="D2"><v>12.5</v></c>', '<c r="D2"><f>SUM(A1:A2)</f><v>30</v></c>'),
    )

    assert read_map(data, "map.xlsx", XLSX).drawing.factors[0].baseline == 30.0


def test_a_formula_without_a_saved_value_is_empty_and_told():
    data = altered(
        workbook_bytes({"factors": FACTORS}),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace('<c r="D2"><v>12.5</v></c>', '<c r="D2"><f>SUM(A1:A2)</f></c>'),
    )

    read = read_map(data, "map.xlsx", XLSX)

    assert read.drawing.factors[0].baseline is None
    assert read.notes == ("1 formulas have no saved value and count as empty: factors!D2.",)


def test_shared_strings_dates_and_truths_are_read_as_they_are_shown():
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="3">'
        '<c r="A3" t="s"><v>0</v></c><c r="C3" s="1"><v>45748</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>'
        '<c s="2"><v>0.30000000000000004</v></c></row></sheetData></worksheet>'
    )
    strings = f'<sst xmlns="{MAIN}"><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></si></sst>'
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="0.0&quot;d&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_bytes({"a": []}))) as before,
        zipfile.ZipFile(held, "w") as after,
    ):
        for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            after.writestr(name, before.read(name))
        after.writestr("xl/worksheets/sheet1.xml", sheet)
        after.writestr("xl/sharedStrings.xml", strings)
        after.writestr("xl/styles.xml", styles)

    rows = workbook_in(held.getvalue()).sheets["a"]

    # Day 45,748 of a workbook is 1 April 2025 (Excel's own DATEVALUE).
    assert rows == [(3, ["rich text", "", "2025-04-01", "yes", "#N/A", "0.30000000000000004"])]


def test_faults_say_the_sheet_and_its_row():
    data = workbook_bytes(
        {"factors": [*FACTORS, ["A&E", "A&E", "cause", "many"]], "links": [["from", "to", "sign"], ["waits", "a", "?"]]}
    )

    read = read_map(data, "map.xlsx", XLSX)

    assert [(fault.file, fault.row, fault.column) for fault in read.faults] == [
        ("map.xlsx, sheet factors", 3, "id"),
        ("map.xlsx, sheet factors", 3, "baseline"),
        ("map.xlsx, sheet links", 2, "sign"),
    ]


def test_a_workbook_in_the_form_of_prsm_is_read():
    """PRSM's guide, "Opening and importing maps": sheets Factors (Label) and Links (From, To by label)."""
    data = workbook_bytes(
        {
            "Factors": [
                ["Label", "Note", "x", "y", "Owner"],
                ["A&E waits", "Seen", 1, 2, "ICB"],
                ["Beds", "", 3, 4, ""],
            ],
            "Links": [["From", "To", "Label"], ["Beds", "A&E waits", "fewer"]],
        }
    )

    drawing = read_map(data, "map.xlsx", XLSX).drawing

    assert [(factor.id, factor.name, factor.note) for factor in drawing.factors] == [
        ("a-e-waits", "A&E waits", "Seen"),
        ("beds", "Beds", ""),
    ]
    assert [(link.from_, link.to, dict(link.extra)["label"]) for link in drawing.links] == [
        ("beds", "a-e-waits", "fewer")
    ]
    assert [(position.x, position.y) for position in drawing.positions] == [(1.0, 2.0), (3.0, 4.0)]


def test_a_workbook_in_the_form_of_kumu_is_read():
    data = workbook_bytes(
        {
            "Elements": [["Label", "Type", "Description"], ["Trust", "Goal", "Long"], ["Turnout", "", ""]],
            "Connections": [["From", "To", "Type"], ["Trust", "Turnout", "+"], ["Turnout", "Trust", "-"]],
        }
    )

    drawing = read_map(data, "map.xlsx", XLSX).drawing

    assert [link.sign for link in drawing.links] == ["+", "-"]
    assert drawing.factors[0].note == "Long"


def test_a_workbook_without_a_map_is_told_its_sheets():
    fault = read_map(workbook_bytes({"Budget": [["a"]]}), "map.xlsx", XLSX).faults[0]

    assert fault.problem == "there is no sheet factors (its sheets: Budget)"


def test_a_workbook_that_declares_entities_is_refused():
    data = altered(
        workbook_bytes({"factors": FACTORS}),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1),
    )

    assert "document type" in str(read_map(data, "map.xlsx", XLSX).faults[0])


def test_a_row_that_says_it_is_far_down_takes_no_longer_to_read():
    """Where readers give out every row between, 4 kB keep them busy for as long as the number is large."""
    data = altered(
        workbook_bytes({"factors": FACTORS}),
        "xl/worksheets/sheet1.xml",
        lambda text: re.sub('r="([A-Z]*)2"', r'r="\g<1>999999999999"', text),
    )

    assert [line for line, _ in workbook_in(data).sheets["factors"]] == [1, 999_999_999_999]


def test_a_workbook_with_colours_that_nobody_knows_is_read():
    data = altered(
        workbook_bytes({"factors": FACTORS}),
        "xl/styles.xml",
        lambda text: text.replace('patternType="gray125"', 'patternType="wombat"'),
    )

    assert [factor.id for factor in read_map(data, "map.xlsx", XLSX).drawing.factors] == ["waits"]


def test_openpyxl_reads_our_workbook_cell_by_cell():
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl, the outside reader of workbooks, is not installed")
    data, _ = write_map(AWKWARD, XLSX)

    book = openpyxl.load_workbook(io.BytesIO(data))

    assert book.sheetnames == ["factors", "links", "loops", "actors", "ties", "maps", "positions"]
    assert [cell.value for cell in book["links"][2]][:4] == ["crime", "n0", "influences", "+"]
    assert {cell.data_type for row in book["factors"] for cell in row} <= {"s", "n", "inlineStr"}
    assert book["factors"]["G2"].value == 120.5


def test_we_read_what_openpyxl_writes():
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl, the outside writer of workbooks, is not installed")
    book = openpyxl.Workbook()
    book.active.title = "factors"
    for row in FACTORS:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)

    factor = read_map(held.getvalue(), "map.xlsx", XLSX).drawing.factors[0]

    assert (factor.id, factor.name, factor.kind, factor.baseline) == ("waits", "Waits", "cause", 12.5)
