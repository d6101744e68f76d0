"""Writes of what partners ask of each other, each with its event in the audit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from commonweal.systemmap import schema
from commonweal_web.audit.services import record
from commonweal_web.place.item import Disclosure
from commonweal_web.place.services.items import add_item, take_away
from commonweal_web.place.viewer import Viewer, visible
from commonweal_web.systemmap.models import Ask


def ask_partner(*, place: Any, noun: schema.Ask, viewer: Viewer, by: Any) -> None:
    """A new ask, made today; everybody in the place sees it."""
    named = replace(noun, id=f"{noun.to}-{noun.factor}"[:55], made=timezone.localdate())
    add_item(model=Ask, noun=named, place=place, viewer=viewer, by=by, disclosure=Disclosure.PLACE)


@transaction.atomic
def answer_ask(*, place: Any, slug: str, said: Mapping[str, str], viewer: Viewer, by: Any) -> None:
    """The answer (state and words) of the partner that is asked, given today; once, since others build on it."""
    row = Ask.objects.select_for_update(of=("self",)).get(visible(Ask, viewer), place=place, slug=slug)
    if row.state != "open":
        raise ValidationError("This was answered in the meantime. Read the answer on the page of the factor.")
    row.state, row.answer, row.answered = said["state"], said["answer"], timezone.localdate()
    row.save(update_fields=("state", "answer", "answered"))
    record(event=f"ask {row.state}", place=place.slug, by=by, target=row.in_events())


def withdraw_ask(*, place: Any, slug: str, viewer: Viewer, by: Any) -> None:
    """Take an ask back."""
    take_away(row=Ask.objects.select_related("place").get(visible(Ask, viewer), place=place, slug=slug), by=by)
