"""The home of a place: its question, what changed, what waits, and a line for each room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from textwrap import shorten
from typing import Any

from django.urls import reverse

from commonweal.reports.sections.evidence import disputed_links
from commonweal.reports.wording import counted
from commonweal_web.investment.decisions import selectors as decisions
from commonweal_web.investment.selectors import has_money, rows_seen
from commonweal_web.pages.selectors.changes import Change, changes
from commonweal_web.place.access import Permission, may
from commonweal_web.place.meetings.selectors import meetings_ahead
from commonweal_web.place.models import Place
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.asks.selectors import AskLine, asks_waiting

TABLES = ("partners", "people", "factors", "links", "measures", "options")
NAMED = {"partner": "partners", "factor": "factors", "measure": "measures", "option": "options"}

# Two or three things wait for somebody, never twenty.
MOST_WAITING = 3
# Of a longer ask only the beginning is shown.
LETTERS = 80


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that the viewer could do next."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the place in one line."""

    name: str
    line: str
    address: str


@dataclass(frozen=True, slots=True)
class Home:
    """All that the home of a place shows."""

    meetings: tuple[Kept, ...]
    changes: list[Change]
    waiting: list[Waiting]
    rooms: list[Room]


def home(place: Place, viewer: Viewer, *, since: datetime | None, read: int) -> Home:
    """The home of a place for somebody who was last here at `since` and has read the decision of that number."""
    rows = rows_seen(place, viewer, TABLES)
    last = decisions.latest_line(place, viewer)
    lines = [] if last is None else [last]
    names = {(kind, row.id): row.name for kind, table in NAMED.items() for row in rows[table]}
    return Home(
        meetings=meetings_ahead(place, viewer),
        changes=changes(place.slug, names, since=since) if viewer.is_member else [],
        waiting=list(_waiting(place, viewer, rows, lines, read))[:MOST_WAITING],
        rooms=list(_rooms(place, rows, lines)),
    )


def _waiting(
    place: Place, viewer: Viewer, rows: dict[str, Any], lines: Sequence[decisions.DecisionLine], read: int
) -> Iterator[Waiting]:
    """The firmest thing first."""
    slug = place.slug
    if may(viewer, Permission.CONTRIBUTE):
        yield from map(_asked, repeat(slug), asks_waiting(place, viewer))
    if lines and lines[0].number > read:
        address = reverse("investment:decision", args=[slug, lines[0].number])
        yield Waiting(f"A decision to read: {lines[0].title}", address)
    if may(viewer, Permission.CONTRIBUTE):
        yield from _map_waits(slug, rows)
    if may(viewer, Permission.RUN) and not lines and rows["options"] and has_money(place, viewer):
        yield Waiting(
            "Options and budgets are here: work out the first decision", reverse("investment:decide", args=[slug])
        )
    if may(viewer, Permission.INVITE) and len(rows["partners"]) > 1:
        yield Waiting("Invite people of the partners", reverse("place:invitations", args=[slug]))


def _asked(slug: str, line: AskLine) -> Waiting:
    text = shorten(line.ask.text, LETTERS, placeholder=" …")
    address = reverse("systemmap:ask_answer", args=[slug, line.ask.id])
    return Waiting(f"{line.asker} asks {line.asked}: {text} ({line.due})", address)


def _map_waits(slug: str, rows: dict[str, Any]) -> Iterator[Waiting]:
    address = reverse("pages:factors", args=[slug])
    measured = {measure.factor for measure in rows["measures"]}
    bare = [factor for factor in rows["factors"] if factor.kind == "outcome" and factor.id not in measured]
    if not rows["factors"]:
        yield Waiting("The map is empty: add what drives the question", address)
    elif bare:
        yield Waiting(f"{counted(len(bare), 'outcome').capitalize()} without a measure", f"{address}?measured=no")
    if rows["factors"] and not rows["options"]:
        yield Waiting(
            "Nothing can be decided yet: add what the partners could do", reverse("investment:options", args=[slug])
        )


def _rooms(place: Place, rows: dict[str, Any], lines: Sequence[decisions.DecisionLine]) -> Iterator[Room]:
    disputed = len(disputed_links(rows["links"]))
    links = len({(link.from_, link.to, link.kind) for link in rows["links"]})
    factors = f"{counted(len(rows['factors']), 'factor')}, {counted(links, 'link')}"
    measured = f", {counted(len(rows['measures']), 'measure')}" if rows["measures"] else ""
    argued = f", {counted(disputed, 'disputed link')}" if disputed else ""
    yield Room("Map", f"{factors[0].upper()}{factors[1:]}{argued}{measured}", reverse("pages:map", args=[place.slug]))
    last = f". Last decision: {lines[0].title}" if lines else ", no decision yet"
    decide = reverse("investment:decide", args=[place.slug])
    yield Room("Decide", f"{counted(len(rows['options']), 'option').capitalize()}{last}", decide)
    who = f"{counted(len(rows['partners']), 'partner')}, {counted(len(rows['people']), 'person', 'people')}"
    yield Room("Partners", f"{who[0].upper()}{who[1:]}", reverse("place:partners", args=[place.slug]))
