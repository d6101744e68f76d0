"""The board paper in Word: real headings, repeated header rows, pictures with their content in words."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from io import BytesIO
from itertools import zip_longest
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm

from commonweal.investment.schema import Case, Decision
from commonweal.reports.paper import board_paper
from commonweal.reports.pictures import png
from commonweal.reports.schema import Block, Bullets, Column, Figure, Headlines, Paper, Paragraph, Section, Table
from commonweal.reports.word_styles import BODY_WIDTH_CM, set_footer, set_row, set_styles, set_table

NO_BREAK = "\u00a0"

STYLES = {"plain": "Normal", "lead": "Lead", "note": "Note", "mind": "Mind"}

# The oldest time that a zip file can hold: a paper is the same bytes whenever it is written.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)

# The width of a letter of a table, the space at the edges of a cell, and the narrowest column.
LETTER_CM = 0.19
EDGES_CM = 0.3
LEAST_WIDTH_CM = 1.5

# A table of so many rows is kept on one page.
SHORT_TABLE = 10


def docx_paper(decision: Decision, case: Case) -> bytes:
    """The board paper of a decision as a Word file; the same input gives the same bytes."""
    paper = board_paper(decision, case)
    document = Document()
    set_styles(document)
    _describe(document, paper)
    document.add_paragraph(f"Joint decision paper · {paper.place}", style="Kicker")
    document.add_paragraph(paper.title, style="Title")
    document.add_paragraph(paper.question, style="Subtitle")
    for place, section in enumerate(paper.sections):
        _add_section(document, section, level=1, new_page=place == 1 and bool(decision.options))
    if charted := tuple(_figures(paper.sections)):
        tables = tuple(figure.table for figure in charted)
        _add_section(document, Section("tables", "The charts as tables", tables), level=1, new_page=False)
    set_footer(document, f"Commonweal · {paper.title}")
    file = BytesIO()
    document.save(file)
    return _timeless(file)


def _describe(document: Any, paper: Paper) -> None:
    written = datetime.combine(paper.dated, time())
    about = document.core_properties
    about.title, about.subject, about.author = paper.title[:255], paper.question[:255], "Commonweal"
    about.last_modified_by, about.comments, about.keywords = "Commonweal", "", "joint decision"
    about.language, about.revision = "en-GB", 1
    about.created = about.modified = about.last_printed = written


def _figures(sections: Iterable[Section]) -> Iterator[Figure]:
    """Every figure of the paper, in reading order."""
    for section in sections:
        yield from (block for block in section.blocks if isinstance(block, Figure))
        yield from _figures(section.parts)


def _add_section(document: Any, section: Section, *, level: int, new_page: bool) -> None:
    heading = document.add_heading(section.heading, level=level)
    heading.paragraph_format.page_break_before = new_page
    for block, following in zip_longest(section.blocks, section.blocks[1:]):
        _add_block(document, block, leads=isinstance(following, Table | Figure | Headlines))
    for part in section.parts:
        _add_section(document, part, level=level + 1, new_page=False)


def _add_block(document: Any, block: Block, *, leads: bool) -> None:
    """Add one block; a paragraph that leads to a table or a chart stays with it."""
    match block:
        case Paragraph():
            paragraph = document.add_paragraph(block.text, style=STYLES[block.tone])
            paragraph.paragraph_format.keep_with_next = leads
        case Bullets():
            for item in block.items:
                document.add_paragraph(item, style="List Number" if block.numbered else "List Bullet")
        case Headlines():
            _add_table(document, _headline_table(block), first="Table Headline")
        case Table():
            _add_table(document, block)
        case Figure():
            _add_figure(document, block)


def _headline_table(block: Headlines) -> Table:
    columns = (Column("Figure"), Column("What it is"), Column("How sure"), Column("Its catch"))
    rows = tuple((item.value.replace(" ", NO_BREAK), item.what, item.range, item.catch) for item in block.items)
    return Table(block.caption, columns, rows, block.note)


def _add_figure(document: Any, figure: Figure) -> None:
    document.add_paragraph(figure.caption, style="Caption")
    paragraph = document.add_paragraph(style="Picture")
    picture = paragraph.add_run().add_picture(BytesIO(png(figure.chart)), width=Cm(BODY_WIDTH_CM))
    described = picture._inline.docPr
    described.set("name", figure.caption.partition(".")[0])
    described.set("descr", figure.alt)


def _add_table(document: Any, table: Table, *, first: str = "Table Text") -> None:
    """Add a table with its caption and note; `first` is the style of the first column."""
    document.add_paragraph(table.caption, style="Caption")
    drawn = document.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    widths = _widths(table)
    set_table(drawn, table.caption, widths)
    short = len(table.rows) <= SHORT_TABLE
    texts = (tuple(column.heading for column in table.columns), *table.rows)
    for at, (row, words) in enumerate(zip(drawn.rows, texts, strict=True)):
        set_row(row, heads=at == 0)
        last = at == len(table.rows)
        style = "Table Head" if at == 0 else "Table Total" if table.total and last else "Table Text"
        for cell, text, column, width in zip(row.cells, words, table.columns, widths, strict=True):
            cell.width = Cm(width)
            _fill(cell, text, style=style, figures=column.figures).keep_with_next = short and not last
        if at and not (table.total and last):
            row.cells[0].paragraphs[0]._p.style = _style_id(first)
    if table.note:
        document.add_paragraph(table.note, style="Note")


def _widths(table: Table) -> list[float]:
    """The width of every column in cm: none breaks a word or a figure, the rest is shared out by length of text."""
    least, wanted = [], []
    for at, column in enumerate(table.columns):
        cells = [row[at] for row in table.rows]
        whole = cells if column.figures else [word for text in cells for word in text.split()]
        longest = max(map(len, [*whole, *column.heading.split()]), default=0)
        least.append(max(LEAST_WIDTH_CM, EDGES_CM + LETTER_CM * max(longest, len(column.heading) / 3 + 3)))
        wanted.append(0.0 if column.figures else 1.0 + sum(map(len, cells)))
    spare = BODY_WIDTH_CM - sum(least)
    if spare <= 0:
        return [BODY_WIDTH_CM * width / sum(least) for width in least]
    shares = wanted if any(wanted) else [1.0] * len(wanted)
    return [width + spare * share / sum(shares) for width, share in zip(least, shares, strict=True)]


def _fill(cell: Any, text: str, *, style: str, figures: bool) -> Any:
    """Write into a cell; its paragraph's format."""
    paragraph = cell.paragraphs[0]
    paragraph._p.style = _style_id(style)
    paragraph.add_run(text)
    if figures:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        cell._tc.get_or_add_tcPr().append(OxmlElement("w:noWrap"))
    return paragraph.paragraph_format


def _style_id(name: str) -> str:
    """The id of a style of ours. Set by id, a thousand cells take a tenth of the time that they take by name."""
    return name.replace(" ", "")


def _timeless(file: BytesIO) -> bytes:
    """The same zip file with the times of its parts taken out."""
    out = BytesIO()
    with ZipFile(file) as parts, ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for part in parts.infolist():
            copy.writestr(ZipInfo(part.filename, ZIP_TIME), parts.read(part), ZIP_DEFLATED)
    return out.getvalue()
