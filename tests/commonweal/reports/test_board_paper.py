"""The Word paper, opened again as a reader would."""

import zipfile
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn

from commonweal.reports.board_paper import docx_paper
from commonweal.reports.paper import board_paper
from commonweal.units import pounds


@pytest.fixture(scope="module")
def any_document(any_paper):
    return Document(BytesIO(docx_paper(*any_paper)))


@pytest.fixture(scope="module")
def document(decision, case):
    return Document(BytesIO(docx_paper(decision, case)))


def table_after(document, caption):
    """The table whose caption ends so."""
    return next(table for table in document.tables if described(table).endswith(caption))


def described(table):
    return table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_headings_go_down_one_level_at_a_time(any_document):
    names = [paragraph.style.name for paragraph in any_document.paragraphs]

    levels = [int(name.split()[1]) for name in names if name.startswith("Heading")]

    assert names.count("Title") == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_repeats_its_header_and_splits_no_row(any_document):
    for table in any_document.tables:
        first, *others = [row._tr.trPr for row in table.rows]

        assert first.find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:tblHeader")) is None for row in others)
        assert all(row.find(qn("w:cantSplit")) is not None for row in (first, *others))
        assert all(cell.text for cell in table.rows[0].cells)


def test_no_table_is_wider_than_the_page(any_document):
    width = 21.0 - 2 * 2.3

    for table in any_document.tables:
        assert sum(column.width.cm for column in table.columns) == pytest.approx(width, abs=0.1)


def test_every_picture_says_what_it_shows(any_document):
    for shape in any_document.inline_shapes:
        assert len(shape._inline.docPr.get("descr")) > 20


def test_no_paragraph_stands_empty_to_make_space(any_document):
    empty = [p for p in any_document.paragraphs if not p.text.strip() and not p._p.findall(".//" + qn("w:drawing"))]

    assert empty == []


def test_the_partner_table_holds_the_decisions_own_figures(document, decision):
    table = table_after(document, "What each partner pays and gains as costs fall today")

    rows = [[cell.text for cell in row.cells] for row in table.rows]

    # Methods A7: the council pays 298,655.79, gains 259,597.32 (155,206.05 cashable) and ends 39,058.47 worse off.
    assert rows[1] == ["Sampleton City Council", "£298,656", "£259,597", "£155,206", "-£39,058"]
    accounts = decision.partners.values()
    assert [row[1] for row in rows[1:-1]] == [pounds(account.pays) for account in accounts]
    assert [row[2] for row in rows[1:-1]] == [pounds(account.gains_fiscal) for account in accounts]
    assert rows[-1] == ["All partners", "£643,139", "£1,339,898", "£418,033", "+£696,758"]


def test_figures_stand_to_the_right(document):
    table = table_after(document, "What each partner pays and gains as costs fall today")

    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [None, 2, 2, 2, 2]


def test_the_file_says_what_it_is(document):
    properties = document.core_properties

    assert properties.title == "Invest £785,000 together in four things"
    assert properties.author == "Commonweal"
    assert properties.language == "en-GB"
    assert {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert document.sections[0].page_width.cm == pytest.approx(21, abs=0.01)


def test_pages_are_numbered(document):
    fields = document.sections[0].footer.paragraphs[0]._p.findall(qn("w:fldSimple"))

    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]


def test_the_same_decision_gives_the_same_bytes(decision, case):
    assert docx_paper(decision, case) == docx_paper(decision, case)


def test_no_part_of_the_file_knows_the_clock(decision, case):
    with zipfile.ZipFile(BytesIO(docx_paper(decision, case))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_word_carries_every_section_and_caption_of_the_paper(any_document, any_paper):
    paper = board_paper(*any_paper)
    text = [paragraph.text for paragraph in any_document.paragraphs]

    for section in (part for whole in paper.sections for part in (whole, *whole.parts)):
        assert section.heading in text
        assert all(block.caption in text for block in section.blocks if hasattr(block, "caption"))
