"""Pages of the saved views of a map: looked through, kept, changed, taken away."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonweal_web.place.access import Permission, actor, for_place
from commonweal_web.place.columns import Choices
from commonweal_web.place.viewer import Viewer
from commonweal_web.place.views import viewer_of
from commonweal_web.place.views.rows import RowPage, about_form, found_or_404, is_written, row_page, said_by, went_back
from commonweal_web.systemmap.saved_views import selectors, services
from commonweal_web.systemmap.saved_views.addresses import address_of, view_asked
from commonweal_web.systemmap.saved_views.forms import COLOURS, KINDS, WHO, SavedViewForm
from commonweal_web.systemmap.saved_views.telling import told

LEAD = (
    "A view is a way to look at the map. It changes nothing on it, and shows whatever the map holds when it is opened."
)


@for_place(Permission.VIEW)
def saved(request: HttpRequest, place: Any) -> HttpResponse:
    """The saved views of a place."""
    viewer = viewer_of(request)
    found = selectors.saved_views(place, viewer)
    names = selectors.names_of(place, viewer) if found else {}
    lines = [(line, address_of(place.slug, line.view, lost=bool(line.lost)), told(line.view, names)) for line in found]
    return render(request, "systemmap/saved_views/saved.html", {"lines": lines})


@for_place(Permission.CONTRIBUTE)
def view_add(request: HttpRequest, place: Any) -> HttpResponse:
    """A name for the view that the address describes; then back to it."""
    asked = view_asked(request.GET.dict())
    page = RowPage("Keep this view", address_of(place.slug, asked), LEAD)
    form = _form(request, place, initial=asdict(asked), fixed={"id": "new"})
    if is_written(form, lambda: services.add_view(place=place, noun=form.value(), **said_by(request, form))):
        messages.success(request, f"“{form.value().name}” is kept. It stands under View, Saved views.")
        return redirect(address_of(place.slug, form.value()))
    return row_page(request, form, page)


@for_place(Permission.CONTRIBUTE)
def view_edit(request: HttpRequest, place: Any, view: str) -> HttpResponse:
    """The name of a view, or what it shows, changed."""
    found = found_or_404(selectors.saved_view(place, viewer_of(request), view))
    delete = reverse("systemmap:view_delete", args=[place.slug, view])
    lead = " ".join(found.lost) or LEAD
    page = RowPage(f"Change the view: {found.view.name}", _list(place), lead, delete=delete, word="view")
    form = _form(request, place, kept=found.kept)
    if is_written(form, lambda: services.change_view(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@require_POST
@for_place(Permission.CONTRIBUTE)
def view_delete(request: HttpRequest, place: Any, view: str) -> HttpResponse:
    """A view, taken away."""
    found_or_404(selectors.saved_view(place, viewer_of(request), view))
    services.delete_view(place=place, slug=view, viewer=viewer_of(request), by=actor(request))
    return went_back(request, RowPage("", _list(place)), "The view is gone. The map is as it was.")


def _form(request: HttpRequest, place: Any, **more: Any) -> SavedViewForm:
    about = about_form(request, more.pop("kept", None))
    return SavedViewForm(choices=_choices(place, viewer_of(request)), **{**about, **more})


def _choices(place: Any, viewer: Viewer) -> dict[str, Choices]:
    names = selectors.names_of(place, viewer)
    return {
        "map": list(names["map"].items()),
        "focus": [*names["factor"].items(), *names["body"].items()],
        "outcome": list(names["factor"].items()),
        "colour": COLOURS,
        "hide": KINDS,
        "who": WHO,
    }


def _list(place: Any) -> str:
    return reverse("systemmap:saved", args=[place.slug])
