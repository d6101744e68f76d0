"""Pages of what became of a map: the list of changes, and the map step by step."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal_web.place.access import Permission, for_place
from commonweal_web.place.views import viewer_of
from commonweal_web.place.views.rows import found_or_404
from commonweal_web.systemmap import selectors as maps
from commonweal_web.systemmap.document.access import layer_to_read, layers_for
from commonweal_web.systemmap.document.layers import SHARED, Layer
from commonweal_web.systemmap.history import replay, selectors, steps
from commonweal_web.systemmap.history.selectors import A_PAGE, Asked


@for_place(Permission.VIEW)
def history(request: HttpRequest, place: Any) -> HttpResponse:
    """Who changed what and when, of one layer; of one person or about one factor, where that is asked."""
    layer, viewer = _layer(request, place), viewer_of(request)
    asked = Asked(request.GET.get("person", "")[:40], request.GET.get("factor", "")[:60])
    number = _whole(request.GET.get("page", "")) or 1
    people = steps.people_of(layer, viewer)
    listed, count = steps.steps(layer, viewer, asked, names=people, page=number)
    content = {
        **_about(request, place),
        "steps": listed,
        "asked_for": asked,
        "page": Paginator(range(count), A_PAGE).get_page(number),
        "people": list(people.items()),
        "factors": maps.factors(place, viewer),
        "asked": _kept(request),
        "last": selectors.last_number(layer),
    }
    return render(request, "systemmap/history/history.html", content)


@for_place(Permission.VIEW)
def step(request: HttpRequest, place: Any) -> HttpResponse:
    """The map as it was after one of its updates: the last, where none is asked for."""
    layer, viewer = _layer(request, place), viewer_of(request)
    last = selectors.last_number(layer)
    number = min(_whole(request.GET.get("at", "")) or last, last)
    content = {
        **_about(request, place),
        "last": last,
        "number": number,
        "step": steps.step(layer, viewer, number),
        "moment": replay.moment(layer, viewer, number, end=last),
    }
    return render(request, "systemmap/history/replay.html", content)


@for_place(Permission.VIEW)
def picture(request: HttpRequest, place: Any) -> HttpResponse:
    """The drawing of that moment."""
    layer, number = _layer(request, place), _whole(request.GET.get("at", ""))
    last = selectors.last_number(layer)
    if number > last:
        raise Http404("The map has not come so far.")
    found = replay.moment(layer, viewer_of(request), number, end=last)
    return HttpResponse(replay.picture(found, f"Map of {place.name} at step {number}"), content_type="image/svg+xml")


def _layer(request: HttpRequest, place: Any) -> Layer:
    """The layer that is asked for, where whoever asks works here and may open it."""
    viewer = viewer_of(request)
    return found_or_404(layer_to_read(place, viewer, request.GET.get("layer", SHARED)) if viewer.is_member else None)


def _about(request: HttpRequest, place: Any) -> dict[str, Any]:
    return {"layer": request.GET.get("layer", SHARED), "layers": layers_for(place, viewer_of(request))}


def _kept(request: HttpRequest) -> str:
    """What was asked for, for the ways to the other pages."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"{asked.urlencode()}&" if asked else ""


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
