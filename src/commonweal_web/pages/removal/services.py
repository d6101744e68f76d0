"""Deletions of what others may rely on, each with its events in the audit."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from commonweal_web.audit.services import record
from commonweal_web.investment.selectors import TABLES
from commonweal_web.pages.removal.reliance import all_naming, all_to_go, without
from commonweal_web.pages.removal.selectors import is_relied_on_unseen, removal
from commonweal_web.place.models import Place
from commonweal_web.place.services.items import take_away
from commonweal_web.place.viewer import Viewer, visible
from commonweal_web.systemmap.models import Position

# It says neither what relies on it, nor whose that is, nor how much there is of it.
RELIED_ON = "Other people of this place rely on it, so nothing was deleted. Ask them first, or leave it as it is."


@transaction.atomic
def remove(*, place: Place, table: str, slug: str, viewer: Viewer, by: Any) -> None:
    """Delete an item with all that goes with it; lists of options that name it lose its id.

    Raises
    ------
    ValidationError
        Where a signed decision rests on it, where it goes only alone and does not stand alone, or where somebody
        relies on it by what the viewer does not see: nothing is deleted then.
    """
    model = TABLES[table][0]
    seen = model._default_manager.select_for_update(of=("self",)).select_related("place")
    row = seen.get(visible(model, viewer), place=place, slug=slug)  # type: ignore[misc]
    if reason := removal(place, viewer, table, slug).refused:
        raise ValidationError(reason)
    if is_relied_on_unseen(place, viewer, table, slug):
        raise ValidationError(RELIED_ON)
    for each in all_naming(place, table, slug):
        without(each.row, table, slug)
        each.row.save()
        record(event="option changed", place=place.slug, by=by, target=each.row.in_events())
    for each in all_to_go(place, table, slug):
        take_away(row=each.row, by=by)
    take_away(row=row, by=by)
    if table in ("partners", "people"):
        Position.objects.filter(place=place, body=slug).delete()  # nobody is asked, as with a factor's
