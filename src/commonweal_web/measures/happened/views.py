"""Pages of what happened: the list, and the forms."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonweal_web.measures import selectors, services
from commonweal_web.measures.forms import EventForm
from commonweal_web.place.access import Permission, actor, for_place
from commonweal_web.place.columns import named
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.views import viewer_of
from commonweal_web.place.views.rows import RowPage, about_form, found_or_404, is_written, row_page, said_by, went_back
from commonweal_web.systemmap import selectors as maps

A_PAGE = 50


@for_place(Permission.VIEW)
def events(request: HttpRequest, place: Any) -> HttpResponse:
    """Everything dated that the charts show, the latest first."""
    viewer = viewer_of(request)
    factors = {factor.id: factor for factor in maps.factors(place, viewer)}
    measures = {measure.id: measure for measure in selectors.measures(place, viewer)}
    lines = [_line(row, factors, measures) for row in selectors.kept_events(place, viewer)]
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "measures/events.html", {"page": page})


def _line(row: Kept, factors: dict[str, Any], measures: dict[str, Any]) -> dict[str, Any]:
    """An event with the factor that it concerns, or whose measure it concerns."""
    measure = measures.get(row.noun.measure)
    factor = factors.get(row.noun.factor or (measure.factor if measure else ""))
    return {"event": row, "factor": factor, "measure": measure.name if measure else ""}


@for_place(Permission.CONTRIBUTE)
def event_add(request: HttpRequest, place: Any) -> HttpResponse:
    """Something that happened; the address may say to which factor or measure."""
    form = _form(request, place)
    for name in ("factor", "measure"):
        form.fields[name].initial = request.GET.get(name, "")
    page = RowPage("Say what happened", _back(place, form, request.GET.get("factor", "")))
    if is_written(form, lambda: services.add_event(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@for_place(Permission.CONTRIBUTE)
def event_edit(request: HttpRequest, place: Any, event: int) -> HttpResponse:
    """What happened, changed."""
    found = found_or_404(_event(request, place, event))
    form = _form(request, place, found)
    delete = reverse("measures:event_delete", args=[place.slug, event])
    page = RowPage("Change what happened", _back(place, form, found.noun.factor), delete=delete, word="event")
    if is_written(form, lambda: services.change_event(event=event, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@require_POST
@for_place(Permission.CONTRIBUTE)
def event_delete(request: HttpRequest, place: Any, event: int) -> HttpResponse:
    """What happened, taken away."""
    found_or_404(_event(request, place, event))
    services.delete_event(event=event, viewer=viewer_of(request), by=actor(request))
    back = RowPage("", reverse("measures:events", args=[place.slug]))
    return went_back(request, back, "The event is taken away.")


def _event(request: HttpRequest, place: Any, key: int) -> Kept | None:
    return next(iter(selectors.kept_events(place, viewer_of(request), pk=key)), None)


def _form(request: HttpRequest, place: Any, kept: Kept | None = None) -> EventForm:
    viewer = viewer_of(request)
    factors, measures = maps.factors(place, viewer), selectors.measures(place, viewer)
    others = tuple(row for row in selectors.kept_events(place, viewer) if row != kept)
    return EventForm(
        **about_form(request, kept),
        choices={"factor": named(factors), "measure": named(measures)},
        known={"factors": factors, "measures": measures},
        others=others,
    )


def _back(place: Any, form: EventForm, factor: str) -> str:
    """The page of a factor that may be chosen; else the list."""
    if factor and factor in dict(form.fields["factor"].choices):  # type: ignore[attr-defined]
        return reverse("pages:factor", args=[place.slug, factor])
    return reverse("measures:events", args=[place.slug])
