"""Writes of saved views, each with its event in the audit."""

from typing import Any

from django.core.exceptions import ValidationError

from commonweal.systemmap import schema
from commonweal_web.place.item import Disclosure
from commonweal_web.place.services.items import add_item, change_item, take_away
from commonweal_web.place.viewer import EVERYBODY, Viewer, owner_of_new, visible
from commonweal_web.systemmap.models import SavedView
from commonweal_web.systemmap.saved_views.selectors import shows_hidden

HIDDEN_THERE = "It shows something that fewer people see. Show that to them first, or keep this view to fewer people."


def add_view(*, place: Any, noun: schema.SavedView, viewer: Viewer, by: Any, disclosure: str) -> SavedView:
    """Keep a look at the map under a name."""
    _refuse_hidden(place, noun, _crowd(viewer, disclosure, owner_of_new(viewer)))
    return add_item(model=SavedView, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure)


def change_view(*, place: Any, noun: schema.SavedView, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change a view, known by its id."""
    row = SavedView.objects.select_related("place").get(visible(SavedView, viewer), place=place, slug=noun.id)
    _refuse_hidden(place, noun, _crowd(viewer, disclosure, row.owner_id))
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def delete_view(*, place: Any, slug: str, viewer: Viewer, by: Any) -> None:
    """Take a view away; the map stays as it is."""
    row = SavedView.objects.select_related("place").get(visible(SavedView, viewer), place=place, slug=slug)
    take_away(row=row, by=by)


def _refuse_hidden(place: Any, noun: schema.SavedView, crowd: Viewer) -> None:
    """Nobody is shown the name of a view of something that they may not see, also after that is gone."""
    if shows_hidden(place, crowd, noun):
        raise ValidationError(HIDDEN_THERE)


def _crowd(viewer: Viewer, disclosure: str, owner: int | None) -> Viewer:
    """Somebody who sees no more than everybody who will see a view."""
    if disclosure == Disclosure.DRAFT:
        return viewer
    if disclosure == Disclosure.ORGANISATION and owner is not None:
        return Viewer(roles=EVERYBODY.roles, partners=frozenset({owner}))
    return EVERYBODY if disclosure == Disclosure.PLACE else Viewer()
