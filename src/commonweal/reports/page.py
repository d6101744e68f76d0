"""The board paper as one page for the browser: it needs nothing but itself, no script and no network."""

import re
from collections.abc import Callable
from functools import cache

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from commonweal.investment.schema import Case, Decision
from commonweal.names import slug
from commonweal.reports.charts import BLUE, GREEN, GREY, INK, MUTED, ORANGE, PAPER, PURPLE, RULE, WASH
from commonweal.reports.paper import board_paper
from commonweal.reports.pictures import svg
from commonweal.reports.schema import Block, Figure, Specification

# Colours of the charts that the page may change, for instance where the reader prefers a dark one: CSS properties.
THEMED = {
    PAPER: "paper",
    INK: "ink",
    MUTED: "muted",
    RULE: "rule",
    WASH: "wash",
    GREY: "grey",
    GREEN: "green",
    BLUE: "blue",
    ORANGE: "orange",
    PURPLE: "purple",
}

# What the drawing program says of each mark. The chart as a whole has a title, a description and a table instead.
TOLD_OF_MARKS = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*"|aria-label="[^"]*")')


def html_paper(decision: Decision, case: Case) -> str:
    """The board paper of a decision as one self-contained page; the same content as the Word file."""
    return _templates().get_template("paper.html.j2").render(paper=board_paper(decision, case)).lstrip()


def drawn(figure: Figure, draw: Callable[[Specification], str] = svg) -> Markup:
    """A figure's chart as an SVG element with its title and its content in words; `draw` makes an SVG of a chart."""
    name = slug(figure.caption)
    picture = TOLD_OF_MARKS.sub("", draw(figure.chart))
    for colour, token in THEMED.items():
        picture = picture.replace(f'"{colour}"', f'"var(--{token}, {colour})"')
    labels = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    inside = (
        f'<title id="{name}-title">{escape(figure.caption)}</title><desc id="{name}-desc">{escape(figure.alt)}</desc>'
    )
    start, _, rest = picture.partition(">")
    return Markup(f"{start} {labels}>{inside}{rest}")


def kind(block: Block) -> str:
    """What a block is, for the template that lays it out."""
    return type(block).__name__.lower()


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("commonweal.reports"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters.update(drawn=drawn, kind=kind, slug=slug)
    return templates
