"""Pages of named versions of the map that all see: named, compared, gone back to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render

from commonweal_web.place.access import Permission, as_dict, for_place
from commonweal_web.place.views import viewer_of
from commonweal_web.place.views.rows import found_or_404
from commonweal_web.systemmap.document.access import person_in
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.history import services, steps
from commonweal_web.systemmap.history.comparing import HEADINGS, compared
from commonweal_web.systemmap.history.forms import VersionForm
from commonweal_web.systemmap.history.selectors import Version
from commonweal_web.ui.spreadsheets import csv_lines

UNPROCESSABLE = 422
NOW = "now"
# Lines of a comparison that the page shows; the file holds all.
MOST_LINES = 200


@for_place(Permission.VIEW)
def versions(request: HttpRequest, place: Any) -> HttpResponse:
    """The named versions, and a form to name the map as it is now."""
    layer = _shared(request, place)
    form = VersionForm(request.POST or None)
    if request.method == "POST":
        if not as_dict(viewer_of(request))["contribute"]:
            raise PermissionDenied
        if form.is_valid():
            services.name_version(
                layer=layer, name=form.cleaned_data["name"], person=person_in(viewer_of(request), request.user)
            )
            messages.success(request, "The version is named.")
            return redirect("systemmap:versions", place.slug)
    content = {"form": form, "versions": steps.versions(layer, viewer_of(request))}
    return render(request, "systemmap/history/versions.html", content, status=UNPROCESSABLE if form.errors else 200)


@for_place(Permission.VIEW)
def compare(request: HttpRequest, place: Any) -> HttpResponse:
    """What differs between two versions, or a version and the map as it is now."""
    layer, viewer = _shared(request, place), viewer_of(request)
    one, other = _ends(request, layer)
    found = compared(layer, viewer, one, other)
    content = {
        "versions": steps.versions(layer, viewer),
        "found": found,
        "lines": found.lines[:MOST_LINES],
        "headings": HEADINGS,
        "one": request.GET.get("one", NOW),
        "other": request.GET.get("other", NOW),
    }
    return render(request, "systemmap/history/compare.html", content)


@for_place(Permission.VIEW)
def compare_csv(request: HttpRequest, place: Any) -> StreamingHttpResponse:
    """The same as a table, to take away."""
    layer = _shared(request, place)
    found = compared(layer, viewer_of(request), *_ends(request, layer))
    headers = {"Content-Disposition": f'attachment; filename="{place.slug}-compared.csv"'}
    lines = csv_lines([HEADINGS, *found.lines])
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


@for_place(Permission.CONTRIBUTE)
def restore(request: HttpRequest, place: Any, version: int) -> HttpResponse:
    """Ask once more, with what would change; then the map becomes as it was."""
    layer, viewer = _shared(request, place), viewer_of(request)
    if viewer.user is None:
        raise PermissionDenied
    found = found_or_404(_version(layer, viewer, version))
    problem = ""
    if request.method == "POST":
        try:
            stayed = services.restore(layer=layer, number=found.number, person=person_in(viewer, request.user))
            messages.success(request, f"The map is as it was at “{found.name}”. {stayed}".strip())
            return redirect("pages:map", place.slug)
        except ValidationError as error:
            problem = " ".join(error.messages)
    content = {"version": found, "problem": problem, "found": compared(layer, viewer, None, found.number)}
    status = UNPROCESSABLE if problem else 200
    return render(request, "systemmap/history/restore.html", content, status=status)


def _shared(request: HttpRequest, place: Any) -> Layer:
    """The layer that all see, for those who work here."""
    return found_or_404(Layer(place) if viewer_of(request).is_member else None)


def _ends(request: HttpRequest, layer: Layer) -> tuple[int | None, int | None]:
    """The numbers of the two moments that are asked for: versions by key, and now."""
    one, other = (_end(request.GET.get(name, NOW), layer, viewer_of(request)) for name in ("one", "other"))
    return one, other


def _end(asked: str, layer: Layer, viewer: Any) -> int | None:
    if asked == NOW:
        return None
    key = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    return found_or_404(_version(layer, viewer, key)).number


def _version(layer: Layer, viewer: Any, key: int) -> Version | None:
    return next((one for one in steps.versions(layer, viewer) if one.key == key), None)
