"""Reads of what partners ask of each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from commonweal.reports.schema import Column, Table
from commonweal.systemmap import schema
from commonweal.systemmap.advice.asks import asks_advice, due_words
from commonweal_web.place.models import Partner
from commonweal_web.place.rows import columns_of, noun_of
from commonweal_web.place.selectors.kept import Kept, kept
from commonweal_web.place.viewer import Sight, Viewer, viewer_of, visible
from commonweal_web.prepared import prepared
from commonweal_web.systemmap import selectors as maps
from commonweal_web.systemmap.models import Ask

BETWEEN = ("from_partner", "from_partner__name", "to_partner", "to_partner__name")


@dataclass(frozen=True, slots=True)
class AskLine:
    """An ask in words: who asks whom, how long it has still, and what the viewer may do with it.

    `about` is the name of its factor, where asks of several stand together.
    """

    ask: schema.Ask
    asker: str
    asked: str
    due: str
    is_late: bool
    may_answer: bool
    may_withdraw: bool
    about: str = ""


@dataclass(frozen=True, slots=True)
class AsksSheet:
    """All asks of a place: in sentences, those that wait and those that were answered, and as a table."""

    advice: tuple[str, ...]
    waiting: tuple[AskLine, ...]
    answered: tuple[AskLine, ...]
    table: Table


def asks_about(place: Model, viewer: Viewer, factor: str) -> tuple[AskLine, ...]:
    """What is asked about one factor, open ones first, those with the nearest day before the others."""
    return _lines(place, viewer, factor__slug=factor)


def asks_waiting(place: Model, viewer: Viewer) -> tuple[AskLine, ...]:
    """The open asks to partners that a viewer speaks for."""
    if not viewer.partners:
        return ()
    return _lines(place, viewer, state="open", to_partner__in=sorted(viewer.partners))


def asks_of(place: Model, viewer: Viewer) -> AsksSheet:
    """All that partners of a place ask of each other, as far as a viewer may see it."""
    factors = {factor.id: factor.name for factor in maps.factors(place, viewer)}
    lines = [replace(line, about=factors[line.ask.factor]) for line in _lines(place, viewer)]
    advice = asks_advice([line.ask for line in lines], timezone.localdate())
    waiting = tuple(line for line in lines if line.ask.state == "open")
    answered = sorted((line for line in lines if line.ask.state != "open"), key=_last_answered)
    return AsksSheet(advice, waiting, tuple(answered), _table((*waiting, *answered)))


def _last_answered(line: AskLine) -> float:
    return -(line.ask.answered or line.ask.made).toordinal()


def _table(lines: Sequence[AskLine]) -> Table:
    headings = (
        "Asked by",
        "Of",
        "To act on",
        "What is asked",
        "Made",
        "Answer hoped for by",
        "How it stands",
        "Answer",
    )
    return Table(
        "What partners ask of each other",
        tuple(map(Column, headings)),
        tuple(
            (
                line.asker, line.asked, line.about, line.ask.text, line.ask.made.isoformat(),
                line.ask.answer_by.isoformat() if line.ask.answer_by else "", line.due, line.ask.answer,
            )
            for line in lines
        ),
    )  # fmt: skip


def ask(place: Model, viewer: Viewer, slug: str) -> Kept | None:
    """One ask; None where there is none of this id, or the viewer may not see it."""
    return next(iter(kept(Ask, schema.Ask, place, viewer, slug=slug)), None)


def speaks_for(place: Model, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """The partners that a viewer speaks for: id and name."""
    rows = Partner.objects.filter(visible(Partner, viewer), place=place.pk, pk__in=viewer.partners)
    return tuple(rows.order_by("name", "slug").values_list("slug", "name"))


def _lines(place: Model, viewer: Viewer, **where: object) -> tuple[AskLine, ...]:
    """Some asks in words: one query."""
    lines = [_line(row, viewer) for row in _named(place.pk, viewer.sight, **where)]
    return tuple(sorted(lines, key=lambda line: (line.ask.state != "open", line.ask.answer_by or date.max)))


@prepared
def _named(place: int, sight: Sight, **where: object) -> "QuerySet[Any, Any]":
    """Asks with the keys and names of who asks and who is asked, which whoever sees an ask sees too."""
    rows = Ask.objects.filter(visible(Ask, viewer_of(sight)), place=place, **where).order_by("position", "pk")
    return rows.values_list(*BETWEEN, *columns_of(Ask, schema.Ask).values())


def _line(row: tuple[Any, ...], viewer: Viewer) -> AskLine:
    asker, asker_name, asked, asked_name = row[: len(BETWEEN)]
    ask, today = noun_of(schema.Ask, row[len(BETWEEN) :]), timezone.localdate()
    is_open = ask.state == "open"
    return AskLine(
        ask,
        asker_name,
        asked_name,
        due_words(ask, today),
        _is_late(ask, today),
        may_answer=is_open and asked in viewer.partners,
        may_withdraw=is_open and asker in viewer.partners,
    )


def _is_late(row: schema.Ask, today: date) -> bool:
    return row.state == "open" and row.answer_by is not None and row.answer_by < today
