"""Reads of the chain of events, and the proof that it is whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Max, QuerySet

from commonweal_web.audit.chain import BEGINNING, digest_of
from commonweal_web.audit.models import AuditEvent, ChainHead
from commonweal_web.prepared import prepared
from commonweal_web.ui import spreadsheets

COLUMNS = ("number", "at", "event", "place", "actor", "target", "details", "before", "digest")

# Rows fetched at once while the whole chain is read.
ROWS_AT_ONCE = 2000

# So many events are looked at for what changed lately in a place.
MOST_LATEST = 200


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done, as a page and an export show it."""

    number: int
    at: datetime
    event: str
    place: str
    actor: str
    target: str
    details: dict[str, Any]
    before: str
    digest: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the chain is whole: how far it was read, and the first event that does not fit, with the reason."""

    number: int
    digest: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every event is as it was written."""
        return self.broken_at is None


def events(place: str | None = None, *, newest_first: bool = True) -> Iterator[Event]:
    """Events of a place, or of the whole site; read from the database little by little."""
    chosen = AuditEvent.objects.all() if place is None else AuditEvent.objects.filter(place=place)
    rows = chosen.order_by("-number" if newest_first else "number").values_list(*COLUMNS)
    return (Event(*row) for row in rows.iterator(chunk_size=ROWS_AT_ONCE))


def last_number() -> int:
    """The number of the last event of the whole chain: it stands still while nobody does anything. One quick query."""
    return ChainHead.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def events_after(place: str, number: int) -> Iterator[Event]:
    """Events of a place after one of the chain, in order."""
    rows = AuditEvent.objects.filter(number__gt=number, place=place).order_by("number").values_list(*COLUMNS)
    return (Event(*row) for row in rows)


def latest_events(place: str) -> list[Event]:
    """The last events of a place, newest first."""
    return [Event(*row) for row in _latest(place)]


@prepared
def _latest(place: str) -> "QuerySet[Any, Any]":
    return AuditEvent.objects.filter(place=place).order_by("-number").values_list(*COLUMNS)[:MOST_LATEST]


def page_of_events(place: str, *, page: int = 1, size: int = 50) -> tuple[list[Event], int]:
    """One page of a place's events, newest first, and how many there are in all."""
    chosen = AuditEvent.objects.filter(place=place).order_by("-number")
    start = (max(page, 1) - 1) * size
    return [Event(*row) for row in chosen.values_list(*COLUMNS)[start : start + size]], chosen.count()


def csv_lines(listed: Iterable[Event]) -> Iterator[str]:
    """Events as lines of a CSV file, heading first; fit for a streaming answer."""
    return spreadsheets.csv_lines(chain([COLUMNS], map(_cells, listed)))


def _cells(event: Event) -> tuple[object, ...]:
    row = (event.number, event.at.isoformat(), event.event, event.place, event.actor, event.target)
    return (*row, event.details or "", event.before, event.digest)


def verify() -> Verdict:
    """Read the whole chain and say whether any event was altered, taken out, put in, or cut off at the end."""
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    number, before = 0, BEGINNING
    rows = AuditEvent.objects.filter(number__lte=head.number).order_by("number").values(*COLUMNS)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        if reason := _fault(row, number + 1, before):
            return Verdict(number, before, number + 1, reason)
        number, before = row["number"], row["digest"]
    if number != head.number:
        return Verdict(number, before, number + 1, f"the last {head.number - number} events are missing")
    if head.number and before != head.digest:
        return Verdict(number, before, number, "it is not the event that was written last")
    return _nothing_beyond(Verdict(number, before))


def digest_at(number: int) -> str | None:
    """The digest of one event, to compare with a note that an auditor took."""
    return AuditEvent.objects.filter(number=number).values_list("digest", flat=True).first()


def _fault(row: dict[str, Any], number: int, before: str) -> str:
    if row["number"] < number:
        return "an event was put in before it"
    if row["number"] > number:
        return f"{row['number'] - number} events are missing here"
    if digest_of(row) != row["digest"]:
        return "its content was altered, or it was put in"
    return "" if row["before"] == before else "the event before it was replaced"


def _nothing_beyond(verdict: Verdict) -> Verdict:
    # The last number is read before the head: events added meanwhile by others move the head too.
    last = AuditEvent.objects.aggregate(last=Max("number"))["last"] or 0
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    if last > head.number:
        return Verdict(verdict.number, verdict.digest, head.number + 1, "it was put in after the end of the chain")
    return verdict
