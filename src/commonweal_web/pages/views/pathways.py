"""By which ways one factor acts on another, with the table to take away."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from commonweal.systemmap.schema import Factor, SystemMap
from commonweal_web.pages.selectors.readings.pathways import PathwaysSheet, around, map_seen, pathways_on
from commonweal_web.pages.views.readings import A_PAGE
from commonweal_web.place.access import Permission, for_place
from commonweal_web.ui.spreadsheets import taken_away


@for_place(Permission.VIEW)
def pathways(request: HttpRequest, place: Any) -> HttpResponse:
    """The ways between two factors; of one, what lies before and behind it."""
    system_map = map_seen(place, request.viewer)  # type: ignore[attr-defined]
    found = _asked(request, system_map)
    content: dict[str, Any] = {"found": found, "factors": sorted(system_map.factors, key=lambda factor: factor.name)}
    if found:
        asked = request.GET.copy()
        asked.pop("page", None)
        page = Paginator(found.lines, A_PAGE).get_page(request.GET.get("page"))
        content |= {"page": page, "asked": f"{asked.urlencode()}&", "here": asked.urlencode()}
    return render(request, "pages/readings/pathways.html", content)


@for_place(Permission.VIEW)
def pathways_csv(request: HttpRequest, place: Any) -> StreamingHttpResponse:
    """All of them, to take away."""
    found = _asked(request, map_seen(place, request.viewer))  # type: ignore[attr-defined]
    if found is None:
        raise Http404("No factor was asked about.")
    return taken_away(found.table, f"{place.slug}-pathways.csv")


def _asked(request: HttpRequest, system_map: SystemMap) -> PathwaysSheet | None:
    """What was asked for; None where nothing was. One factor given twice asks what is around it."""
    factors = {factor.id: factor for factor in system_map.factors}
    start, end = (_factor(factors, request.GET.get(name, "")[:100]) for name in ("from", "to"))
    if start is None:
        return None
    return around(system_map, start) if end in (None, start) else pathways_on(system_map, start, end)


def _factor(factors: dict[str, Factor], asked: str) -> Factor | None:
    if asked and asked not in factors:
        raise Http404("There is no such factor here.")
    return factors.get(asked)
