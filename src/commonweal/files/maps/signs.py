"""Signs that a file does not give: the words on its links, and what somebody says they mean."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from commonweal.files.maps.schema import Drawing
from commonweal.systemmap.loops import missing_step
from commonweal.systemmap.schema import Link, NamedLoop, Sign

# Where other programs write a word on a link, the first that is filled in counts.
WORDS_OF_A_LINK = ("style", "type", "label")

# What becomes of links that nobody gave a sign.
Otherwise = Literal["+", "-", "leave out", "ask"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words on links mean: those that stand for the same way, those for the opposite way, and the rest."""

    plus: Collection[str] = ()
    minus: Collection[str] = ()
    otherwise: Otherwise = "ask"


def word_of(link: Link) -> str:
    """The word on a link; empty where there is none."""
    extra = dict(link.extra)
    return next((word for name in WORDS_OF_A_LINK if (word := extra.get(name, "").strip())), "")


def lacks_a_sign(link: Link) -> bool:
    """Whether a link needs a sign and has none."""
    return link.kind == "influences" and not link.sign


def words_without_sign(drawing: Drawing) -> dict[str, int]:
    """The words on links that lack a sign, with how many each stands on; the empty word for those without one.

    Examples
    --------
    >>> words_without_sign(Drawing(links=(Link("a", "b"), Link("b", "a", sign="+"))))
    {'': 1}
    """
    return dict(Counter(word_of(link) for link in drawing.links if lacks_a_sign(link)))


def with_signs(drawing: Drawing, meaning: Meaning) -> tuple[Drawing, int]:
    """The map with signs by the words on its links, and how many links were left out.

    Examples
    --------
    >>> drawing = Drawing(links=(Link("a", "b", extra=(("style", "Helps"),)),))
    >>> with_signs(drawing, Meaning(plus=["helps"]))[0].links[0].sign
    '+'
    """
    plus = {word.strip().casefold() for word in meaning.plus}
    minus = {word.strip().casefold() for word in meaning.minus}
    links = [_signed(link, plus, minus, meaning.otherwise) for link in drawing.links]
    kept = tuple(link for link in links if link is not None)
    return replace(drawing, links=kept), len(links) - len(kept)


def loops_that_wait(drawing: Drawing) -> tuple[NamedLoop, ...]:
    """The named loops with a step that only links without a sign make.

    Examples
    --------
    >>> links = Link("a", "b"), Link("b", "a", sign="+")
    >>> [loop.name for loop in loops_that_wait(Drawing(links=links, loops=(NamedLoop(("a", "b"), "Fear"),)))]
    ['Fear']
    """
    arrows = {(link.from_, link.to) for link in drawing.links}
    signed = {(link.from_, link.to) for link in drawing.links if not lacks_a_sign(link)}
    whole = [loop for loop in drawing.loops if missing_step(loop, arrows) is None]
    return tuple(loop for loop in whole if missing_step(loop, signed))


def _signed(link: Link, plus: set[str], minus: set[str], otherwise: Otherwise) -> Link | None:
    if not lacks_a_sign(link):
        return link
    word = word_of(link).casefold()
    sign: Sign = "+" if word in plus else "-" if word in minus else ""
    if sign:
        return replace(link, sign=sign)
    if otherwise == "leave out":
        return None
    return link if otherwise == "ask" else replace(link, sign=otherwise)


def contributed_by(drawing: Drawing, partner: str) -> Drawing:
    """The map as one partner's view: links that say nobody are that partner's."""
    links = tuple(link if link.contributed_by else replace(link, contributed_by=partner) for link in drawing.links)
    return replace(drawing, links=links)
