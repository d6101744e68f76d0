"""The product's sentence as navigation: Map, Agree, Measure, Foresee, Decide, Deliver, Lead, Learn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Way:
    """One page that navigation leads to: its words, the name of its address, and what one must be allowed.

    `within` are pages that it gathers; they are shown in a row of their own while the reader is on one of them.
    """

    words: str
    address: str
    needs: str = "view"
    within: tuple["Way", ...] = ()


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
            Way(
                "What it says",
                "pages:summary",
                within=(
                    Way("In short", "pages:summary"),
                    Way("Bridges", "pages:bridges"),
                    Way("Loops", "pages:loops"),
                    Way("Patterns", "pages:patterns"),
                    Way("Pathways", "pages:pathways"),
                    Way("Levers", "pages:levers"),
                    Way("Gaps", "pages:gaps"),
                    Way("Asks", "systemmap:asks"),
                    Way("Views", "pages:rival_views"),
                ),
            ),
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
        ways = _innermost(_links(room.ways, place, path, may))
        if ways:
            shown.append(Link(room.words, ways[0].url, any(way.here for way in ways), ways))
    return shown


def _innermost(ways: tuple[Link, ...]) -> tuple[Link, ...]:
    """Where one page lies inside another (`map/` and `map/table/`), only the inner one is where the reader is."""
    deepest = max((len(link.url) for way in ways for link in (way, *way.ways) if link.here), default=0)
    return tuple(_marked(way, deepest) for way in ways)


def _marked(link: Link, deepest: int) -> Link:
    """A link, marked where the reader is on its page or on one that it gathers."""
    within = tuple(_marked(inner, deepest) for inner in link.ways)
    is_here = link.here and len(link.url) == deepest
    return replace(link, here=is_here or any(inner.here for inner in within), ways=within)


def _links(ways: Iterable[Way], place: str, path: str, may: Mapping[str, bool]) -> tuple[Link, ...]:
    """The ways that are built and open to somebody."""
    found = []
    for way in ways:
        url = _url(way.address, place) if way.needs == "view" or may.get(way.needs) else ""
        if url:
            found.append(Link(way.words, url, path.startswith(url), _links(way.within, place, path, may)))
    return tuple(found)


@lru_cache(4096)  # two dozen a page, and always the same
def _url(address: str, place: str) -> str:
    """Where a way leads; nothing where the room is not built yet."""
    try:
        return reverse(address, args=(place,))
    except NoReverseMatch:
        return ""
