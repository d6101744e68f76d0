"""The product's sentence as navigation: Map, Agree, Measure, Foresee, Decide, Deliver, Lead, Learn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Way:
    """One page that navigation leads to: its words, the name of its address, and what one must be allowed."""

    words: str
    address: str
    needs: str = "view"


@dataclass(frozen=True, slots=True)
class Room:
    """A word of the sentence, and the pages behind it. The first that somebody may open is where the word leads."""

    words: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Navigation as a page shows it."""

    words: str
    url: str
    here: bool
    ways: tuple["Link", ...] = ()


SENTENCE = (
    Room(
        "Map",
        (
            Way("Drawing", "pages:map"),
            Way("Table", "pages:map_table"),
            Way("Factors", "pages:factors"),
            Way("Bridges", "pages:bridges"),
            Way("Loops", "pages:loops"),
            Way("Patterns", "pages:patterns"),
            Way("Levers", "pages:levers"),
            Way("Gaps", "pages:gaps"),
            Way("Views", "pages:rival_views"),
            Way("History", "systemmap:history", "take_part"),
            Way("What happened", "measures:events"),
        ),
    ),
    Room(
        "Decide",
        (
            Way("Joint decision", "investment:decide"),
            Way("Options", "investment:options"),
            Way("Budgets", "investment:budgets"),
        ),
    ),
)
ABOUT = (
    Room("Partners", (Way("Partners", "place:partners"),)),
    Room(
        "People",
        (
            Way("People", "place:people"),
            Way("Invitations", "place:invitations", "invite"),
            Way("Workstreams", "place:workstreams"),
        ),
    ),
    Room(
        "Records",
        (
            Way("Settings", "place:settings", "manage"),
            Way("Take a copy", "exchange:export", "export"),
            Way("Take the map", "exchange:map_out", "export"),
            Way("Bring in a map", "exchange:map_in", "contribute"),
            Way("Bring in a copy", "exchange:replace", "manage"),
            Way("What was done", "pages:audit", "audit"),
        ),
    ),
)


def links(rooms: tuple[Room, ...], place: str, path: str, may: Mapping[str, bool]) -> list[Link]:
    """The rooms that are built and open to somebody, and which of them the page at `path` belongs to."""
    shown = []
    for room in rooms:
        ways = _innermost(link for way in room.ways if (link := _link(way, place, path, may)) is not None)
        if ways:
            shown.append(Link(room.words, ways[0].url, any(way.here for way in ways), ways))
    return shown


def _innermost(ways: Iterable[Link]) -> tuple[Link, ...]:
    """Where one page lies inside another (`map/` and `map/table/`), only the inner one is where the reader is."""
    known = tuple(ways)
    deepest = max((len(way.url) for way in known if way.here), default=0)
    return tuple(replace(way, here=way.here and len(way.url) == deepest) for way in known)


def _link(way: Way, place: str, path: str, may: Mapping[str, bool]) -> Link | None:
    if way.needs != "view" and not may.get(way.needs):
        return None
    url = _url(way.address, place)
    return Link(way.words, url, path.startswith(url)) if url else None


@lru_cache(4096)  # two dozen a page, and always the same
def _url(address: str, place: str) -> str:
    """Where a way leads; nothing where the room is not built yet."""
    try:
        return reverse(address, args=(place,))
    except NoReverseMatch:
        return ""
