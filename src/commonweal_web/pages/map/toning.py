"""The colours that the page of the map works out by itself, in the same words, for a picture (look/colouring.js)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from commonweal.systemmap.picture.key import Key
from commonweal.systemmap.picture.tones import Tone
from commonweal_web.pages.selectors.readings.colours import Colouring
from commonweal_web.systemmap.saved_views.forms import COLOURS

VARIATIONS = {"improvement": "blue", "concern": "orange", "usual variation": "grey", "too early to say": "plain"}
STRONG, SOME, WEAK = Tone("blue", "strong (1 to 2)"), Tone("grey", "some (3 to 4)"), Tone("orange", "weak (5 to 6)")
UNGRADED, UNMEASURED, NOBODY = Tone("none", "not graded"), Tone("none", "not measured"), Tone("none", "nobody yet")
SEVERAL = Tone("mixed", "several sectors")
MUCH, MIDDLE, LITTLE = (
    Tone("deep", "reaches much of the map"), Tone("middle", "reaches some of it"), Tone("none", "reaches little"),
)  # fmt: skip
STEPS = 3
GONE = "The outcome is not on the map any more."


def key_of(colour: str, start: Mapping[str, Any], worked_out: Colouring | None) -> Key | None:
    """What the colours of a picture stand for; None for the kinds of factors, which need no words.

    Parameters
    ----------
    colour
        One of the words of `SavedView.colour`.
    start
        What the page of the map begins with.
    worked_out
        The answer of the server, for the colourings that it works out.
    """
    if colour == "kind":
        return None
    if colour in ("leverage", "uncertainty"):
        return Key("Colours", {}, (), GONE) if worked_out is None else _served(worked_out)
    tones = TONES[colour](list(start["rows"].values()), start)
    order = [tone for tone, _ in Counter(tones.values()).most_common()]
    return Key(dict(COLOURS)[colour], tones, tuple(order))


def _served(found: Colouring) -> Key:
    of = dict(found.outcomes).get(found.outcome, "")
    return Key(f"{found.title} {of}".strip(), found.tones, found.legend, found.why)


def _ids(sheets: Iterable[Mapping[str, Any]]) -> list[str]:
    return [id_ for sheet in sheets for id_ in sheet["factors"]]


def _measure(sheets: list[Any], start: Mapping[str, Any]) -> dict[str, Tone]:
    return {id_: _variation(start["measures"].get(id_)) for id_ in _ids(sheets)}


def _variation(measures: list[Mapping[str, str]] | None) -> Tone:
    if not measures:
        return UNMEASURED
    words = measures[0]["variation"] or "too early to say"
    return Tone(VARIATIONS.get(words, "purple"), words)


def _sector(sheets: list[Any], start: Mapping[str, Any]) -> dict[str, Tone]:
    of = {partner["id"]: partner["sector"] for partner in start["partners"]}
    found: dict[str, dict[str, None]] = {id_: {} for id_ in _ids(sheets)}
    for actor in (each for sheet in sheets for each in sheet["actors"].values()):
        if actor["partner"] in of and actor["factor"] in found:
            found[actor["factor"]][of[actor["partner"]]] = None
    order = list(start["words"]["sectors"])
    return {id_: _sectors(list(sectors), order) for id_, sectors in found.items()}


def _sectors(sectors: list[str], order: list[str]) -> Tone:
    if len(sectors) != 1:
        return SEVERAL if sectors else NOBODY
    return Tone(f"sector-{order.index(sectors[0]) % 10}", sectors[0])


def _evidence(sheets: list[Any], _: Mapping[str, Any]) -> dict[str, Tone]:
    grades: dict[str, list[int]] = {id_: [] for id_ in _ids(sheets)}
    for link in (each for sheet in sheets for each in sheet["links"].values()):
        if link["grade"] is not None and link["to"] in grades:
            grades[link["to"]].append(link["grade"])
    return {id_: _graded(min(known)) if known else UNGRADED for id_, known in grades.items()}


def _graded(best: int) -> Tone:
    return STRONG if best <= 2 else SOME if best <= 4 else WEAK


def _reach(sheets: list[Any], _: Mapping[str, Any]) -> dict[str, Tone]:
    ids = _ids(sheets)
    out: dict[str, set[str]] = {id_: set() for id_ in ids}
    for link in (each for sheet in sheets for each in sheet["links"].values()):
        if link["from"] in out and link["to"] in out:
            out[link["from"]].add(link["to"])
    return {id_: _reached((len(near(out, id_, STEPS)) - 1) / max(1, len(ids) - 1)) for id_ in ids}


def _reached(part: float) -> Tone:
    return MUCH if part >= 0.4 else MIDDLE if part >= 0.15 else LITTLE


def near(ways: Mapping[str, Iterable[str]], start: str, steps: int) -> set[str]:
    """What some steps lead to, the start with it."""
    found, edge = {start}, {start}
    for _ in range(steps):
        edge = {to for at in edge for to in ways.get(at, ())} - found
        found |= edge
    return found


TONES = {"measure": _measure, "sector": _sector, "evidence": _evidence, "reach": _reach}
