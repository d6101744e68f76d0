"""The page of the map, as a drawing or as tables, and its picture to take away."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from commonweal.systemmap.schema import MAIN_MAP
from commonweal_web.pages.map import selectors
from commonweal_web.pages.map.company import plain_company
from commonweal_web.pages.map.picture import FORMATS, picture
from commonweal_web.pages.selectors.readings.colours import WORDS, colouring
from commonweal_web.place.access import Permission, for_place
from commonweal_web.systemmap.saved_views.addresses import view_asked


@for_place(Permission.VIEW)
def drawing(request: HttpRequest, place: Any) -> HttpResponse:
    """The map, drawn."""
    return _shown(request, place, "drawing")


@for_place(Permission.VIEW)
def table(request: HttpRequest, place: Any) -> HttpResponse:
    """The map as tables of factors and links."""
    return _shown(request, place, "table")


@for_place(Permission.VIEW)
def map_picture(request: HttpRequest, place: Any, kind: str) -> HttpResponse:
    """A view of the map as a picture: SVG, PNG or PDF."""
    if kind not in FORMATS:
        raise Http404("There is no such picture.")
    viewer, view = request.viewer, view_asked(request.GET.dict())  # type: ignore[attr-defined]
    found = colouring(place, viewer, view.colour, view.outcome) if view.colour in WORDS else None
    start = selectors.start(place, viewer, map_id=asked(request))
    answer = HttpResponse(picture(start, kind, view, found), content_type=FORMATS[kind])
    answer.headers["Content-Disposition"] = f'inline; filename="{place.slug}-map.{kind}"'
    return answer


@for_place(Permission.VIEW)
def map_colouring(request: HttpRequest, place: Any, word: str) -> HttpResponse:
    """What the colours of the map stand for, where the server works them out."""
    return coloured(request, place, word)


def coloured(request: HttpRequest, place: Any, word: str) -> HttpResponse:
    """The colours of what the viewer of a request sees."""
    found = colouring(place, request.viewer, word, request.GET.get("outcome", "")) if word in WORDS else None  # type: ignore[attr-defined]
    if found is None:
        raise Http404("There is no such colouring.")
    return JsonResponse(found.as_json())


def _shown(request: HttpRequest, place: Any, view: str) -> HttpResponse:
    start = selectors.start(place, request.viewer, map_id=asked(request))  # type: ignore[attr-defined]
    tables = {"plain": selectors.plain(start), "company": plain_company(start)}
    content = {"start": {**start, "view": view}, **tables, "view": view}
    return render(request, "pages/map.html", content)


def asked(request: HttpRequest) -> str:
    """The map that an address names; the whole map where it names none."""
    return request.GET.get("map", "")[:60] or MAIN_MAP
