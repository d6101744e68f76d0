"""How the Word paper looks: its page, its styles, its tables. An A4 page that prints well in one colour too."""

from collections.abc import Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from commonweal.reports.charts import GREEN, INK, MUTED, RULE

# On every machine Arial is there, or a font of the same widths in its place.
FONT = "Arial"
A4_CM = (21.0, 29.7)
MARGIN_CM = 2.3
BODY_WIDTH_CM = A4_CM[0] - 2 * MARGIN_CM
GOLD, SAND = "#b98300", "#fdf6e6"

# Name: (based on, points, colour, bold, points of space before, after).
STYLES: dict[str, tuple[str, float, str, bool, float, float]] = {
    "Normal": ("", 10.5, INK, False, 6, 4),
    "Kicker": ("Normal", 10, MUTED, False, 0, 2),
    "Title": ("Normal", 24, GREEN, True, 0, 6),
    "Subtitle": ("Normal", 12, MUTED, False, 0, 10),
    "Heading 1": ("Normal", 16, GREEN, True, 20, 6),
    "Heading 2": ("Normal", 12.5, INK, True, 14, 4),
    "Lead": ("Normal", 12.5, INK, False, 2, 10),
    "Note": ("Normal", 9, MUTED, False, 3, 8),
    "Mind": ("Normal", 10.5, INK, False, 6, 10),
    "Caption": ("Normal", 9.5, INK, True, 12, 4),
    "Picture": ("Normal", 10.5, INK, False, 0, 2),
    "Table Text": ("Normal", 9, INK, False, 2, 2),
    "Table Head": ("Table Text", 9, INK, True, 2, 2),
    "Table Headline": ("Table Text", 13, GREEN, True, 2, 2),
    "Table Total": ("Table Text", 9, INK, True, 2, 2),
    "List Bullet": ("Normal", 10.5, INK, False, 0, 4),
    "List Number": ("Normal", 10.5, INK, False, 0, 4),
    "Footer": ("Normal", 8.5, MUTED, False, 0, 0),
}


def set_styles(document: Any) -> None:
    """Give a new document its page, its language and its styles."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(A4_CM[0]), Cm(A4_CM[1])
    page.left_margin = page.right_margin = Cm(MARGIN_CM)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.2)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    known = {style.name for style in document.styles}
    for name in STYLES:
        if name not in known:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_style(document.styles, name)
    document.styles["Caption"].paragraph_format.keep_with_next = True
    _frame(document.styles["Mind"], left=GOLD, fill=SAND)
    _frame(document.styles["Title"])


def set_table(table: Any, described: str, widths: Sequence[float]) -> None:
    """Set a table's widths (in cm), put a thin rule under each row, and name it for a screen reader."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    properties = table._tbl.tblPr
    _child(properties, "w:tblW", type="pct", w="5000")
    borders = _child(properties, "w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        _child(borders, f"w:{side}", val="single", sz="4", space="0", color=RULE[1:])
    _child(properties, "w:tblLayout", type="fixed")
    margins = _child(properties, "w:tblCellMar")
    for side in ("left", "right"):
        _child(margins, f"w:{side}", w="70", type="dxa")
    _child(properties, "w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0")
    _child(properties, "w:tblCaption", val=described)


def set_row(row: Any, *, heads: bool) -> None:
    """Keep a row on one page; the first is repeated as the header of every page that the table runs over."""
    properties = row._tr.get_or_add_trPr()
    _child(properties, "w:cantSplit")
    if heads:
        _child(properties, "w:tblHeader")


def set_footer(document: Any, text: str) -> None:
    """The name of the paper, and `Page 2 of 9`, at the foot of every page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph.add_run(f"{text} · Page ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _add_field(paragraph, "NUMPAGES")


def _set_style(styles: Any, name: str) -> None:
    based_on, points, colour, bold, before, after = STYLES[name]
    style = styles[name]
    if based_on:
        style.base_style = styles[based_on]
    for old in list(style.element.get_or_add_rPr()):
        style.element.rPr.remove(old)
    style.font.size, style.font.bold, style.font.italic = Pt(points), bold, False
    style.font.color.rgb = RGBColor.from_string(colour[1:].upper())
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0 if name.startswith("Table") else 1.15


def _frame(style: Any, *, left: str = "", fill: str = "") -> None:
    """A coloured edge and a wash; without them, take away the frame that the template gives."""
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if left:
        borders = OxmlElement("w:pBdr")
        _child(borders, "w:left", val="single", sz="24", space="8", color=left[1:])
        wash = OxmlElement("w:shd")
        for key, value in {"val": "clear", "color": "auto", "fill": fill[1:]}.items():
            wash.set(qn(f"w:{key}"), value)
        spacing = properties.find(qn("w:spacing"))
        spacing.addprevious(borders)
        spacing.addprevious(wash)


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    """A new child at the end, in place of one of the same name."""
    for old in parent.findall(qn(tag)):
        parent.remove(old)
    child = OxmlElement(tag)
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), value)
    parent.append(child)
    return child


def _add_field(paragraph: Any, code: str) -> None:
    """A field that Word works out; a reader that does not shows 1."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
