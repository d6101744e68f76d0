"""Which well-known patterns the loops of a map may hold."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from commonweal_web.pages.selectors.readings.patterns import patterns_of
from commonweal_web.place.access import Permission, for_place
from commonweal_web.ui.spreadsheets import taken_away


@for_place(Permission.VIEW)
def patterns(request: HttpRequest, place: Any) -> HttpResponse:
    """The most telling of them, each with its loops in words and what to ask."""
    found = patterns_of(place, request.viewer)  # type: ignore[attr-defined]
    return render(request, "pages/readings/patterns.html", {"found": found})


@for_place(Permission.VIEW)
def patterns_csv(request: HttpRequest, place: Any) -> StreamingHttpResponse:
    """All of them, those told as one too, to take away."""
    return taken_away(patterns_of(place, request.viewer).table, f"{place.slug}-patterns.csv")  # type: ignore[attr-defined]
