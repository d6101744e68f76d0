"""Organisations over time: known ones, mergers, splits, and who one was on a day."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal_web.place.forms.organisations import DayForm, MergeForm, SplitForm
from commonweal_web.place.selectors import organisations as select
from commonweal_web.place.services import organisations as write
from commonweal_web.place.views import explain, posted, user_of


@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations at work in one's places."""
    user = user_of(request)
    shown = {"organisations": select.known_organisations(user), "may_change": select.organisations_to_change(user)}
    return render(request, "place/organisations.html", shown)


@login_required
def organisation(request: HttpRequest, organisation: int) -> HttpResponse:
    """One organisation, what came before and after, and who it was on a day."""
    known = {body.key: body for body in select.known_organisations(user_of(request))}
    if organisation not in known:
        raise Http404("There is no such organisation.")
    form = DayForm(request.GET if "on" in request.GET else None)
    day = form.cleaned_data["on"] if form.is_valid() else None
    found = select.bodies_on(organisation, day) if day else ()
    shown = {"organisation": known[organisation], "form": form, "day": day, "found": found}
    return render(request, "place/organisation.html", shown, status=422 if form.errors else 200)


@login_required
def merge(request: HttpRequest) -> HttpResponse:
    """Several become one."""
    bodies = select.organisations_to_change(user_of(request))
    form = MergeForm(posted(request), organisations={key: body.name for key, body in bodies.items()})
    if form.is_valid():
        said = form.cleaned_data
        after = write.BodyAsked(said["name"], said["sector"], said["kind"])
        before = [bodies[key] for key in said["before"]]
        try:
            write.merge(before=before, after=after, on=said["on"], by=user_of(request), note=said["note"])
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, f"{after.name} takes over on {said['on']:%-d %B %Y}. The history is kept.")
            return redirect("place:organisations")
    shown = {"form": form, "may_change": bodies}
    return render(request, "place/merge.html", shown, status=422 if form.is_bound else 200)


@login_required
def split(request: HttpRequest) -> HttpResponse:
    """One becomes several."""
    bodies = select.organisations_to_change(user_of(request))
    form = SplitForm(posted(request), organisations={key: body.name for key, body in bodies.items()})
    if form.is_valid():
        said, before = form.cleaned_data, bodies[form.cleaned_data["before"]]
        after = [write.BodyAsked(name, before.sector, before.kind) for name in said["after"]]
        try:
            write.split(before=before, after=after, on=said["on"], by=user_of(request), note=said["note"])
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, "The split is written down. Give people their roles for the new partners.")
            return redirect("place:organisations")
    shown = {"form": form, "may_change": bodies}
    return render(request, "place/split.html", shown, status=422 if form.is_bound else 200)
