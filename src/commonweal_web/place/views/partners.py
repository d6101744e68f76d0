"""Partners of a place, their people without names, and workstreams."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonweal_web.place.access import Permission, Place, for_place, may, may_change
from commonweal_web.place.forms.partners import PartnerForm, PersonForm, WorkstreamForm
from commonweal_web.place.selectors import organisations
from commonweal_web.place.selectors import partners as select
from commonweal_web.place.selectors.partners import Partner, Person
from commonweal_web.place.services import partners as write
from commonweal_web.place.views import explain, posted, user_of, viewer_of


@for_place(Permission.VIEW)
def partners(request: HttpRequest, place: Place) -> HttpResponse:
    """Everybody at the table."""
    lines = select.partners_of(place, viewer_of(request))
    shown = {
        "partners": [line for line in lines if line.is_current],
        "past": [line for line in lines if not line.is_current],
    }
    return render(request, "place/partners.html", shown)


@for_place(Permission.MANAGE)
def partner_add(request: HttpRequest, place: Place) -> HttpResponse:
    """One more at the table."""
    form = PartnerForm(posted(request), organisations=_organisations(request))
    if form.is_valid():
        try:
            made = write.add_partner(place=place, asked=write.PartnerAsked(**form.cleaned_data), by=user_of(request))
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, f"{made.name} is a partner now. Ask somebody there to lead its part.")
            return redirect("pages:partner", place.slug, made.slug)
    return _form(request, form, "Add a partner")


@for_place(Permission.MANAGE)
def partner_edit(request: HttpRequest, place: Place, partner: str) -> HttpResponse:
    """Change what is said of a partner, or end its part."""
    row = select.partner_row(place, partner, viewer_of(request))
    form = PartnerForm(posted(request), initial=_said_of(row), organisations=_organisations(request, row))
    if form.is_valid():
        try:
            write.change_partner(partner=row, asked=write.PartnerAsked(**form.cleaned_data), by=user_of(request))
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, f"{row.name} is changed.")
            return redirect("pages:partner", place.slug, row.slug)
    return _form(request, form, f"Change {row.name}")


def _said_of(row: Partner) -> dict[str, Any]:
    names = ("name", "sector", "kind", "geography", "valid_from", "valid_to")
    return {**{name: getattr(row, name) for name in names}, "organisation": row.organisation_id}


def _organisations(request: HttpRequest, row: Partner | None = None) -> list[tuple[int, str]]:
    """Those to choose from: what the user knows of, and the one that a partner has already."""
    known = {body.key: body.name for body in organisations.known_organisations(user_of(request))}
    if row is not None and row.organisation is not None:
        known[row.organisation.pk] = row.organisation.name
    return list(known.items())


@for_place(Permission.CONTRIBUTE)
def person_add(request: HttpRequest, place: Place) -> HttpResponse:
    """A role held by somebody at a partner."""
    return _person(request, place, None)


@for_place(Permission.CONTRIBUTE)
def person_edit(request: HttpRequest, place: Place, person: str) -> HttpResponse:
    """Change a role held by somebody at a partner."""
    row = select.person_row(place, person, viewer_of(request))
    if not may_change(viewer_of(request), row):
        raise PermissionDenied
    return _person(request, place, row)


def _person(request: HttpRequest, place: Place, row: Person | None) -> HttpResponse:
    choices = _partners_to_write_for(request, place)
    if not choices:  # nobody writes for a partner that is not theirs
        raise PermissionDenied
    form = PersonForm(
        posted(request), initial=_said_of_person(row), partners={key: one.name for key, one in choices.items()}
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            write.save_person(place=place, partner=choices[said["partner"]], said=said, by=user_of(request), person=row)
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, "The role is kept.")
            return redirect("place:people", place.slug)
    if row is None:
        return _form(request, form, "Add a role at a partner")
    return _form(request, form, "Change a role", delete=reverse("pages:person_delete", args=[place.slug, row.slug]))


def _said_of_person(row: Person | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {"role": row.role, "profession": row.profession, "partner": row.partner_id, "disclosure": row.disclosure}


def _partners_to_write_for(request: HttpRequest, place: Place) -> dict[int, Partner]:
    """One's own partners; every partner for who looks after the place."""
    viewer = viewer_of(request)
    seen = select.partners_by_key(place, viewer)
    return {key: one for key, one in seen.items() if key in viewer.partners or may(viewer, Permission.MANAGE)}


def _form(request: HttpRequest, form: Any, heading: str, *, delete: str = "") -> HttpResponse:
    shown = {"form": form, "heading": heading, "delete": delete}
    return render(request, "place/form.html", shown, status=422 if form.is_bound else 200)


@for_place(Permission.VIEW)
def workstreams(request: HttpRequest, place: Place) -> HttpResponse:
    """The parts of the work, and a way to add one."""
    may_add = may(viewer_of(request), Permission.MANAGE)
    if request.method == "POST" and not may_add:
        raise PermissionDenied
    form = WorkstreamForm(posted(request))
    if form.is_valid():
        write.add_workstream(place=place, name=form.cleaned_data["name"], by=user_of(request))
        return redirect("place:workstreams", place.slug)
    shown = {"form": form, "workstreams": select.workstreams_of(place).values()}
    return render(request, "place/workstreams.html", shown, status=422 if form.is_bound else 200)


@require_POST
@for_place(Permission.MANAGE)
def workstream_remove(request: HttpRequest, place: Place, workstream: int) -> HttpResponse:
    """Take a workstream away; roles in it stay."""
    rows = select.workstreams_of(place)
    if workstream not in rows:
        raise Http404("There is no such workstream.")
    write.remove_workstream(workstream=rows[workstream], by=user_of(request))
    return redirect("place:workstreams", place.slug)
