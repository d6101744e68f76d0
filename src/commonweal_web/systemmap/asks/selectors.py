"""Reads of what partners ask of each other."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils import timezone

from commonweal.systemmap import schema
from commonweal.systemmap.advice.asks import due_words
from commonweal_web.place.models import Partner
from commonweal_web.place.selectors.kept import Kept, kept
from commonweal_web.place.viewer import Viewer, visible
from commonweal_web.systemmap.models import Ask


@dataclass(frozen=True, slots=True)
class AskLine:
    """An ask in words: who asks whom, how long it has still, and what the viewer may do with it."""

    ask: schema.Ask
    asker: str
    asked: str
    due: str
    is_late: bool
    may_answer: bool
    may_withdraw: bool


def asks_about(place: Model, viewer: Viewer, factor: str) -> tuple[AskLine, ...]:
    """What is asked about one factor, open ones first, those with the nearest day before the others."""
    return _lines(place, viewer, factor__slug=factor)


def asks_waiting(place: Model, viewer: Viewer) -> tuple[AskLine, ...]:
    """The open asks to partners that a viewer speaks for."""
    if not viewer.partners:
        return ()
    return _lines(place, viewer, state="open", to_partner__in=sorted(viewer.partners))


def ask(place: Model, viewer: Viewer, slug: str) -> Kept | None:
    """One ask; None where there is none of this id, or the viewer may not see it."""
    return next(iter(kept(Ask, schema.Ask, place, viewer, slug=slug)), None)


def speaks_for(place: Model, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """The partners that a viewer speaks for: id and name."""
    rows = Partner.objects.filter(visible(Partner, viewer), place=place.pk, pk__in=viewer.partners)
    return tuple(rows.order_by("name", "slug").values_list("slug", "name"))


def _lines(place: Model, viewer: Viewer, **where: object) -> tuple[AskLine, ...]:
    rows = [row.noun for row in kept(Ask, schema.Ask, place, viewer, **where)]
    if not rows:
        return ()
    own = {slug for slug, _ in speaks_for(place, viewer)}
    seen = Partner.objects.filter(visible(Partner, viewer), place=place.pk)
    names = dict(seen.values_list("slug", "name"))
    today = timezone.localdate()
    lines = [
        AskLine(
            row, names[row.from_], names[row.to], due_words(row, today), _is_late(row, today),
            may_answer=row.to in own and row.state == "open", may_withdraw=row.from_ in own and row.state == "open",
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (line.ask.state != "open", line.ask.answer_by or date.max)))


def _is_late(row: schema.Ask, today: date) -> bool:
    return row.state == "open" and row.answer_by is not None and row.answer_by < today
