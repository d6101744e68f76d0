"""The chain of events of a place, for auditors."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from commonweal_web.audit import selectors
from commonweal_web.place.access import Permission, for_place

A_PAGE = 50


@for_place(Permission.AUDIT)
def events(request: HttpRequest, place: Any) -> HttpResponse:
    """A page of events, the latest first, and whether the chain is whole as far as a page can tell."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    listed, count = selectors.page_of_events(place.slug, page=number, size=A_PAGE)
    page = Paginator(range(count), A_PAGE).get_page(number)
    return render(request, "pages/audit.html", {"events": listed, "page": page, "count": count})


@for_place(Permission.AUDIT)
def events_csv(request: HttpRequest, place: Any) -> StreamingHttpResponse:
    """Every event of the place as a table, oldest first."""
    lines = selectors.csv_lines(selectors.events(place.slug, newest_first=False))
    headers = {"Content-Disposition": f'attachment; filename="{place.slug}-audit.csv"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
