"""Rival views of the links: who holds what, and two partners side by side; with the tables to take away."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from commonweal_web.investment.decisions.content import shown
from commonweal_web.pages.selectors.readings import rival_views as reading
from commonweal_web.place.access import Permission, for_place
from commonweal_web.place.views.rows import found_or_404
from commonweal_web.ui.spreadsheets import taken_away


@for_place(Permission.VIEW)
def views(request: HttpRequest, place: Any) -> HttpResponse:
    """Every link with its views, the contested first; two partners beside each other where they are asked for."""
    found = reading.rival_views(place, request.viewer)  # type: ignore[attr-defined]
    pair = _pair(request, place)
    content = {"found": found, "pair": pair, "asked": request.GET, "table": shown(pair.table) if pair else None}
    return render(request, "pages/readings/rival_views.html", content)


@for_place(Permission.VIEW)
def views_csv(request: HttpRequest, place: Any) -> StreamingHttpResponse:
    """Every view of every link, to take away; of two partners, where they are asked for."""
    pair = _pair(request, place)
    table = pair.table if pair else reading.rival_views(place, request.viewer).table  # type: ignore[attr-defined]
    return taken_away(table, f"{place.slug}-{'two-' if pair else ''}views.csv")


def _pair(request: HttpRequest, place: Any) -> reading.Pair | None:
    """The two that are asked for; none where they are the same or not both chosen."""
    one, other = (request.GET.get(name, "")[:100] for name in ("one", "other"))
    if not one or not other or one == other:
        return None
    return found_or_404(reading.pair(place, request.viewer, one, other))  # type: ignore[attr-defined]
