"""Pages on which the map is changed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonweal_web.place.access import Permission, actor, for_place
from commonweal_web.place.columns import ColumnsForm, named, stages_for
from commonweal_web.place.item import Disclosure
from commonweal_web.systemmap import selectors, services
from commonweal_web.systemmap.forms import FactorForm, LinkForm

UNPROCESSABLE = 422


@for_place(Permission.CONTRIBUTE)
def factor_add(request: HttpRequest, place: Any) -> HttpResponse:
    """A new factor."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = FactorForm(*_sent(request), fixed={"id": "new"}, stages=stages_for(viewer))
    if request.method == "POST" and form.is_valid():
        try:
            slug = services.add_factor(place=place, noun=form.value(), **_by(request, form))
            return _saved(request, place, slug)
        except ValidationError as error:
            form.add_error(None, error)
    return _asked(request, "systemmap/factor_form.html", form)


@for_place(Permission.CONTRIBUTE)
def factor_edit(request: HttpRequest, place: Any, factor: str) -> HttpResponse:
    """A factor, changed."""
    viewer = request.viewer  # type: ignore[attr-defined]
    row = selectors.factor(place, viewer, factor)
    if row is None:
        raise Http404
    form = FactorForm(*_sent(request), row=row, stages=stages_for(viewer), known=_links_of(place, viewer, factor))
    form.fields["disclosure"].initial = selectors.disclosure_of_factor(place, factor)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_factor(place=place, noun=form.value(), **_by(request, form))
            return _saved(request, place, factor)
        except ValidationError as error:
            form.add_error(None, error)
    return _asked(request, "systemmap/factor_form.html", form, factor=row)


def _links_of(place: Any, viewer: Any, factor: str) -> dict[str, tuple[Any, ...]]:
    """The rest of the map: a factor cannot become what its links cannot act on."""
    others = tuple(row for row in selectors.factors(place, viewer) if row.id != factor)
    return {"factors": others, "links": selectors.links(place, viewer)}


@for_place(Permission.CONTRIBUTE)
def link_add(request: HttpRequest, place: Any, factor: str) -> HttpResponse:
    """A new view of how a factor acts on another."""
    viewer = request.viewer  # type: ignore[attr-defined]
    row = selectors.factor(place, viewer, factor)
    if row is None:
        raise Http404
    form = _link_form(request, place, fixed={"contributed_by": selectors.partner_id(viewer)})
    form.fields["from_"].initial = factor
    if request.method == "POST" and form.is_valid():
        try:
            services.add_link(place=place, noun=form.value(), **_by(request, form))
            return _saved(request, place, factor)
        except ValidationError as error:
            form.add_error(None, error)
    return _asked(request, "systemmap/link_form.html", form, factor=row)


@for_place(Permission.CONTRIBUTE)
def link_edit(request: HttpRequest, place: Any, link: int) -> HttpResponse:
    """A view of a link, changed."""
    found = selectors.link(place, request.viewer, link)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    form = _link_form(request, place, row=found[0])
    form.fields["disclosure"].initial = found[1]
    if request.method == "POST" and form.is_valid():
        try:
            services.change_link(link=link, noun=form.value(), **_by(request, form))
            return _saved(request, place, form.value().from_)
        except ValidationError as error:
            form.add_error(None, error)
    factor = selectors.factor(place, request.viewer, found[0].from_)  # type: ignore[attr-defined]
    return _asked(request, "systemmap/link_form.html", form, factor=factor, link=link)


def _link_form(request: HttpRequest, place: Any, **about: Any) -> LinkForm:
    viewer = request.viewer  # type: ignore[attr-defined]
    factors = selectors.factors(place, viewer)
    row = about.get("row")
    others = tuple(link for link in selectors.links(place, viewer) if link != row)
    return LinkForm(
        *_sent(request),
        choices={"from_": named(factors), "to": named(factors)},
        known={"factors": factors, "links": others},
        stages=stages_for(viewer),
        **about,
    )


@require_POST
@for_place(Permission.CONTRIBUTE)
def link_delete(request: HttpRequest, place: Any, link: int) -> HttpResponse:
    """A view of a link, taken away."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = selectors.link(place, viewer, link)
    if found is None or not services.delete_link(place=place, link=link, viewer=viewer, by=actor(request)):
        raise Http404
    messages.success(request, "The link is taken away.")
    return redirect("pages:factor", place=place.slug, factor=found[0].from_)


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()


def _by(request: HttpRequest, form: ColumnsForm) -> dict[str, Any]:
    disclosure = form.cleaned_data.get("disclosure") or Disclosure.PLACE.value
    return {"viewer": request.viewer, "by": actor(request), "disclosure": disclosure}  # type: ignore[attr-defined]


def _saved(request: HttpRequest, place: Any, factor: str) -> HttpResponse:
    messages.success(request, "Saved.")
    return redirect("pages:factor", place=place.slug, factor=factor)


def _asked(request: HttpRequest, template: str, form: ColumnsForm, **more: Any) -> HttpResponse:
    return render(request, template, {"form": form, **more}, status=UNPROCESSABLE if form.errors else 200)
