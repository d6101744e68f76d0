"""Pages on which measures are added and changed, and values added to them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from commonweal_web.measures import selectors, services
from commonweal_web.measures.forms import MeasureForm, ValueForm
from commonweal_web.place.access import Permission, actor, for_place, may_change
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

UNPROCESSABLE = 422


@for_place(Permission.CONTRIBUTE)
def value_add(request: HttpRequest, place: Any, measure: str) -> HttpResponse:
    """A new value of a measure, or a new edition of one."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = next(iter(selectors.measures(place, viewer, slug=measure)), None)
    if found is None:
        raise Http404
    form = ValueForm(*((request.POST,) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        about = {"value": form.cleaned_data, "fineness": form.fineness(), "viewer": viewer, "by": actor(request)}
        try:
            services.add_value(place=place, measure=measure, **about)
            messages.success(request, "The value is added.")
            return redirect("pages:factor", place=place.slug, factor=found.factor)
        except ValidationError as error:
            form.add_error(None, error)
    content = {"form": form, "measure": found}
    return render(request, "measures/value_form.html", content, status=UNPROCESSABLE if form.errors else 200)


@for_place(Permission.CONTRIBUTE)
def measure_add(request: HttpRequest, place: Any, factor: str) -> HttpResponse:
    """A new measure of a factor."""
    row = found_or_404(maps.factor(place, viewer_of(request), factor))
    page = RowPage(f"Add a measure of: {row.name}", _factor(place, factor), "Only its name is needed now.")
    form = MeasureForm(**about_form(request), fixed={"id": "new", "factor": factor})
    if is_written(form, lambda: services.add_measure(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page, "The measure is added. Now add its first value.")
    return row_page(request, form, page)


@for_place(Permission.CONTRIBUTE)
def measure_edit(request: HttpRequest, place: Any, measure: str) -> HttpResponse:
    """What is said of a measure, changed."""
    found = found_or_404(selectors.measure(place, viewer_of(request), measure))
    ask = reverse("pages:measure_delete", args=[place.slug, measure]) if _may_delete(request, place, measure) else ""
    page = RowPage(f"Change: {found.noun.name}", _factor(place, found.noun.factor), ask=ask, word="measure")
    form = MeasureForm(**about_form(request, found))
    if is_written(form, lambda: services.change_measure(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


def _may_delete(request: HttpRequest, place: Any, measure: str) -> bool:
    return may_change(viewer_of(request), selectors.whose_measure(place, measure))


def _factor(place: Any, factor: str) -> str:
    return reverse("pages:factor", args=[place.slug, factor])
