"""Pages on which people say who can act on a factor, and who works with whom."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonweal_web.place.access import Permission, for_place
from commonweal_web.place.access import actor as asker
from commonweal_web.place.columns import named
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.selectors.partners import partner_row
from commonweal_web.place.views import viewer_of
from commonweal_web.place.views.rows import (
    RowPage,
    about_form,
    found_or_404,
    is_written,
    row_page,
    said_by,
    went_back,
)
from commonweal_web.systemmap import selectors as maps
from commonweal_web.systemmap.who import selectors, services
from commonweal_web.systemmap.who.forms import ActorForm, TieForm

ABOUT_TIES = "Ties show who holds a system together, and whom nobody talks to. Write down what is, not what should be."


@for_place(Permission.CONTRIBUTE)
def actor_add(request: HttpRequest, place: Any, factor: str) -> HttpResponse:
    """A partner that can act on a factor."""
    row = found_or_404(maps.factor(place, viewer_of(request), factor))
    page = RowPage(f"Who can act on: {row.name}", _factor(place, factor))
    form = _actor_form(request, place, factor, fixed={"id": "new", "factor": factor})
    if is_written(form, lambda: services.add_actor(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@for_place(Permission.CONTRIBUTE)
def actor_edit(request: HttpRequest, place: Any, actor: str) -> HttpResponse:
    """Who can act on a factor, changed."""
    found = found_or_404(selectors.actor(place, viewer_of(request), actor))
    row = found_or_404(maps.factor(place, viewer_of(request), found.noun.factor))
    delete = reverse("systemmap:actor_delete", args=[place.slug, actor])
    page = RowPage(f"Who can act on: {row.name}", _factor(place, row.id), delete=delete, word="line")
    form = _actor_form(request, place, row.id, kept=found)
    if is_written(form, lambda: services.change_actor(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@require_POST
@for_place(Permission.CONTRIBUTE)
def actor_delete(request: HttpRequest, place: Any, actor: str) -> HttpResponse:
    """That somebody can act on a factor, taken away."""
    found = found_or_404(selectors.actor(place, viewer_of(request), actor))
    services.delete_actor(place=place, actor=actor, viewer=viewer_of(request), by=asker(request))
    return went_back(request, RowPage("", _factor(place, found.noun.factor)), "The line is taken away.")


def _factor(place: Any, factor: str) -> str:
    return reverse("pages:factor", args=[place.slug, factor])


def _actor_form(request: HttpRequest, place: Any, factor: str, *, kept: Kept | None = None, **more: Any) -> ActorForm:
    viewer = viewer_of(request)
    partners = selectors.partners(place, viewer)
    others = tuple(row for row in selectors.actors_on(place, viewer, factor) if row != kept)
    about = {**about_form(request, kept), "known": {"partners": partners}, "others": others}
    return ActorForm(choices={"partner": named(partners)}, **about, **more)


@for_place(Permission.CONTRIBUTE)
def tie_add(request: HttpRequest, place: Any, partner: str) -> HttpResponse:
    """A tie of a partner, or of a role there."""
    row = partner_row(place, partner, viewer_of(request))
    page = RowPage(f"Who works with {row.name}", _partner(place, partner), ABOUT_TIES)
    form = _tie_form(request, place)
    form.fields["from_"].initial = partner
    if is_written(form, lambda: services.add_tie(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@for_place(Permission.CONTRIBUTE)
def tie_edit(request: HttpRequest, place: Any, tie: int) -> HttpResponse:
    """A tie, changed."""
    found = found_or_404(selectors.tie(place, viewer_of(request), tie))
    delete = reverse("systemmap:tie_delete", args=[place.slug, tie])
    page = RowPage("Change a tie", _back(place, found), ABOUT_TIES, delete=delete, word="tie")
    form = _tie_form(request, place, kept=found)
    if is_written(form, lambda: services.change_tie(tie=tie, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@require_POST
@for_place(Permission.CONTRIBUTE)
def tie_delete(request: HttpRequest, place: Any, tie: int) -> HttpResponse:
    """A tie, taken away."""
    found = found_or_404(selectors.tie(place, viewer_of(request), tie))
    services.delete_tie(tie=tie, viewer=viewer_of(request), by=asker(request))
    return went_back(request, RowPage("", _back(place, found)), "The tie is taken away.")


def _partner(place: Any, partner: str) -> str:
    return reverse("pages:partner", args=[place.slug, partner])


def _back(place: Any, found: Kept) -> str:
    return _partner(place, selectors.partner_of_end(place, found.noun.from_))


def _tie_form(request: HttpRequest, place: Any, *, kept: Kept | None = None) -> TieForm:
    viewer = viewer_of(request)
    ends = list(selectors.ends(place, viewer).items())
    others = tuple(row for row in selectors.ties(place, viewer) if row != kept)
    return TieForm(**about_form(request, kept), choices={"from_": ends, "to": ends}, others=others)
