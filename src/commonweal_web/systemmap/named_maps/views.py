"""Pages on which the maps of a place get their names and questions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from commonweal_web.place.access import Permission, for_place
from commonweal_web.place.views import viewer_of
from commonweal_web.place.views.rows import RowPage, about_form, found_or_404, is_written, row_page, said_by, went_back
from commonweal_web.systemmap.named_maps import selectors, services
from commonweal_web.systemmap.named_maps.forms import MapForm

LEAD = "All maps share the factors and links of the place. Each shows those that somebody put on it."


@for_place(Permission.VIEW)
def maps(request: HttpRequest, place: Any) -> HttpResponse:
    """The maps of a place."""
    return render(request, "systemmap/named_maps/maps.html", {"maps": selectors.maps(place, viewer_of(request))})


@for_place(Permission.CONTRIBUTE)
def map_add(request: HttpRequest, place: Any) -> HttpResponse:
    """One more map."""
    page = RowPage("Add a map", _list(place), LEAD)
    form = MapForm(**about_form(request), fixed={"id": "new"})
    if is_written(form, lambda: services.add_map(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page, "The map is there. Open it, and put factors on it.")
    return row_page(request, form, page)


@for_place(Permission.CONTRIBUTE)
def map_edit(request: HttpRequest, place: Any, named: str) -> HttpResponse:
    """The name or the question of a map, changed."""
    found = found_or_404(selectors.named_map(place, viewer_of(request), named))
    page = RowPage(f"Change the map: {found.noun.name}", _list(place), LEAD)
    form = MapForm(**about_form(request, found))
    if is_written(form, lambda: services.change_map(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


def _list(place: Any) -> str:
    return reverse("systemmap:maps", args=[place.slug])
