"""The colours of a picture and their key: the same tones as on the page, on white."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from commonweal.systemmap.layout.schema import Point
from commonweal.systemmap.picture.tones import Tone

INK, PAPER = "#17231f", "#ffffff"
# The hues of the site (styles/_tokens.scss), and how much of each is in a fill, step by step.
HUES = {"rise": "#4b3fa8", "fall": "#a06400", "unsure": "#0b6a86"}
STEPS = {1: (0.10, 1.25), 2: (0.25, 2.25), 3: (0.46, 3.5)}
GREEN, GOLD, GREY, WASH = "#0f6b55", "#b98300", "#dde6e2", "#edf2f0"
SECTORS = ("#cfe3f7", "#d7eedd", "#dcd6f2", "#f9d9c7", "#f3e3b5", "#d3ecec", "#f3d3e3", "#e4e0d5", "#e1efc2", "#d9dee4")

LINE, SWATCH = 24.0, (26.0, 15.0)


@dataclass(frozen=True, slots=True)
class Paint:
    """How a factor is filled and edged."""

    fill: str
    edge: str = INK
    wide: float = 1.25
    dashes: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What the colours of a picture stand for: the tone of each factor, and all tones in the order of the key.

    `note` stands in place of the tones where there are none to show.
    """

    title: str
    tones: Mapping[str, Tone]
    order: tuple[Tone, ...] = ()
    note: str = ""


def mixed(hue: str, part: float) -> str:
    """A hue with white: the fraction that is hue.

    Examples
    --------
    >>> mixed("#000000", 0.0), mixed("#0b6a86", 1.0), mixed("#ff0000", 0.5)
    ('#ffffff', '#0b6a86', '#ff8080')
    """
    parts = (round(255 + (int(hue[at : at + 2], 16) - 255) * part) for at in (1, 3, 5))
    return "#" + "".join(f"{each:02x}" for each in parts)


PAINTS: Mapping[str, Paint] = {
    **{
        f"{name}-{step}": Paint(mixed(hue, part), hue, wide, "9 4" if name == "fall" else "")
        for name, hue in HUES.items()
        for step, (part, wide) in STEPS.items()
    },
    **{f"sector-{at}": Paint(fill) for at, fill in enumerate(SECTORS)},
    "itself": Paint(PAPER, INK, 5),
    "either": Paint(GREY, "#6f7b77", 3, "2 3"),
    "hardly": Paint(WASH),
    "unknown-part": Paint(mixed(HUES["unsure"], 0.46), GOLD, 3, "2 3"),
    "unknown": Paint(PAPER, GOLD, 3, "2 3"),
    "blue": Paint("#d9e8f7", "#1d63b0"),
    "orange": Paint("#fbe6d8", "#b84a06"),
    "purple": Paint("#ece3f6", "#6b3fa0"),
    "grey": Paint(GREY),
    "mixed": Paint(GREY, GOLD),
    "middle": Paint(mixed(GREEN, 0.18)),
    "deep": Paint(mixed(GREEN, 0.42)),
}


def paint_of(tone: Tone) -> Paint:
    """How a tone is drawn; white where it says nothing."""
    return PAINTS.get(tone.name, Paint(PAPER))


def key_lines(key: Key, shown: Counter[Tone]) -> list[str | Tone]:
    """What stands in a key, line by line: its title, then its note or the tones that something has."""
    return [key.title, *([key.note] if key.note else [tone for tone in key.order if shown[tone]])]


def key_svg(key: Key, shown: Counter[Tone], corner: Point) -> list[str]:
    """A key below a picture, from its upper left corner: each tone with its words and how many factors have it."""
    x, y = corner
    parts = []
    for at, line in enumerate(key_lines(key, shown)):
        middle = y + (at + 0.5) * LINE
        if isinstance(line, Tone):
            parts.append(_swatch(paint_of(line), (x, middle)))
            words, left, weight = f"{line.words} ({shown[line]})", x + SWATCH[0] + 10, "400"
        else:
            words, left, weight = line, x, "700" if at == 0 else "400"
        parts.append(
            f'<text x="{left:g}" y="{middle + 5:g}" fill="{INK}" font-weight="{weight}">{escape(words)}</text>'
        )
    return parts


def _swatch(paint: Paint, middle: Point) -> str:
    x, y = middle
    wide, high = SWATCH
    dashes = f' stroke-dasharray="{paint.dashes}"' if paint.dashes else ""
    return (
        f'<rect x="{x:g}" y="{y - high / 2:g}" width="{wide:g}" height="{high:g}" fill="{paint.fill}" '
        f'stroke="{paint.edge}" stroke-width="{paint.wide:g}"{dashes}/>'
    )
