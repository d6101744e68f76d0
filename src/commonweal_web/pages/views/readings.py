"""What the map and its ties say: pages that read like advice, each with the tables it rests on, to take away."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from commonweal.reports.schema import Table
from commonweal_web.investment.decisions.content import shown
from commonweal_web.pages.forms import LensForm
from commonweal_web.pages.selectors.readings import bridges as bridging
from commonweal_web.place.access import Permission, for_place
from commonweal_web.ui.spreadsheets import csv_lines

UNPROCESSABLE = 422


@for_place(Permission.VIEW)
def bridges(request: HttpRequest, place: Any) -> HttpResponse:
    """Who bridges the organisations: ties across boundaries, whose leaving cuts somebody off, roles, drift."""
    form = _lens_form(request)
    found = bridging.bridges(place, request.viewer, form.lens())  # type: ignore[attr-defined]
    tables = [(name, shown(table)) for name, table in found.tables.items() if table.rows]
    content = {"form": form, "found": found, "tables": tables, "asked": request.GET.urlencode()}
    return render(request, "pages/readings/bridges.html", content, status=UNPROCESSABLE if form.errors else 200)


@for_place(Permission.VIEW)
def bridges_csv(request: HttpRequest, place: Any, table: str) -> StreamingHttpResponse:
    """One of the tables of that page, to take away."""
    found = bridging.bridges(place, request.viewer, _lens_form(request).lens())  # type: ignore[attr-defined]
    if table not in found.tables:
        raise Http404("There is no such table.")
    return taken_away(found.tables[table], f"{place.slug}-{table}.csv")


def taken_away(table: Table, name: str) -> StreamingHttpResponse:
    """A table as a file for a spreadsheet."""
    rows = [tuple(column.heading for column in table.columns), *table.rows]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8", headers=headers)


def _lens_form(request: HttpRequest) -> LensForm:
    return LensForm(request.GET, with_people=request.viewer.is_member)  # type: ignore[attr-defined]
