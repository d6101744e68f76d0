"""What a paper is made of: the nouns. Word and the page are both drawn from them, so that they cannot differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

# A Vega-Lite specification, version 6.
Specification: TypeAlias = Mapping[str, Any]
Tone = Literal["plain", "lead", "note", "mind"]
PointKind = Literal["improvement", "concern", "neutral", "common"]


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a control chart, with the mean and limits of its phase where the series can carry them."""

    period: date
    value: float
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    kind: PointKind = "common"


@dataclass(frozen=True, slots=True)
class Future:
    """A measure's 5th, 50th and 95th of 100 runs on one day, in the measure's unit."""

    day: date
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `mind` is for what a reader must not miss."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short points, one a line; `numbered` where their order or count matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the figures that a reader takes away: the figure, what it is, how sure, and its catch."""

    value: str
    what: str
    range: str
    catch: str


@dataclass(frozen=True, slots=True)
class Headlines:
    """The headline figures, side by side on the page, a table in Word."""

    caption: str
    items: tuple[Headline, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of a column; figures stand to the right."""

    heading: str
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under headings; the first cell of a row names it. `total` sets the last row apart."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, the same in words for who cannot see it, and the table of what it shows, which Word puts at the end."""

    caption: str
    alt: str
    chart: Specification
    table: Table


Block: TypeAlias = Paragraph | Bullets | Headlines | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `parts` are its sub-sections."""

    id: str
    heading: str
    blocks: tuple[Block, ...]
    parts: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole board paper, in reading order. `dated` is the plan's first day: a paper knows no clock."""

    place: str
    title: str
    question: str
    dated: date
    sections: tuple[Section, ...]
