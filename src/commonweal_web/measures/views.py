"""Pages on which values are added to measures."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal_web.measures import selectors, services
from commonweal_web.measures.forms import ValueForm
from commonweal_web.place.access import Permission, actor, for_place

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
