"""Pages of exchange: a place in, a place out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.errors import Fault, FaultyInput
from commonweal.names import slug
from commonweal_web.exchange import selectors, services
from commonweal_web.exchange.archive import place_in, zipped
from commonweal_web.exchange.forms import NewPlaceForm, UploadForm
from commonweal_web.place.access import Permission, for_place

# An answer that tells what is wrong with what was sent.
UNPROCESSABLE = 422


@login_required
def import_place(request: HttpRequest) -> HttpResponse:
    """A new place out of a zip file."""
    form = NewPlaceForm(*_sent(request))
    if request.method != "POST" or not form.is_valid():
        return _asked(request, "exchange/import.html", form)
    checked = place_in(form.cleaned_data["folder"])
    if checked.folder is None:
        return _asked(request, "exchange/import.html", form, checked.faults)
    wanted = form.cleaned_data["id"] or slug(checked.folder.place.name) or "place"
    try:
        place = services.import_place(folder=checked.folder, slug=services.free_place_id(wanted), by=request.user)
    except FaultyInput as error:
        return _asked(request, "exchange/import.html", form, error.faults)
    messages.success(request, f"{place.name} is here, with all that its folder holds.")
    return redirect("pages:home", place=place.slug)


@for_place(Permission.MANAGE)
def replace(request: HttpRequest, place: Any) -> HttpResponse:
    """Another folder in the place of what is here."""
    form = UploadForm(*_sent(request))
    if request.method != "POST" or not form.is_valid():
        return _asked(request, "exchange/replace.html", form)
    checked = place_in(form.cleaned_data["folder"])
    if checked.folder is None:
        return _asked(request, "exchange/replace.html", form, checked.faults)
    try:
        services.replace_place(place=place, folder=checked.folder, viewer=request.viewer, by=request.user)  # type: ignore[attr-defined]
    except FaultyInput as error:
        return _asked(request, "exchange/replace.html", form, error.faults)
    messages.success(request, "The place now holds what the folder says.")
    return redirect("pages:home", place=place.slug)


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    """What a form is filled with: nothing while it is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _asked(request: HttpRequest, template: str, form: UploadForm, faults: tuple[Fault, ...] = ()) -> HttpResponse:
    status = UNPROCESSABLE if faults or form.errors else 200
    return render(request, template, {"form": form, "faults": faults}, status=status)


@for_place(Permission.EXPORT)
def export(request: HttpRequest, place: Any) -> HttpResponse:
    """The folder of a place, as far as its viewer may see it: a page, and the zip file."""
    if request.method != "POST":
        return render(request, "exchange/export.html")
    folder = selectors.place_folder(place, request.viewer)  # type: ignore[attr-defined]
    files = services.exported(place=place, by=request.user, folder=folder)
    answer = HttpResponse(zipped(files, place.slug), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{place.slug}.zip"'
    return answer
