"""The list of factors, and the page of one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal_web.pages.selectors import factor as one
from commonweal_web.pages.selectors import factors as many
from commonweal_web.place.access import Permission, for_place, may_change

A_PAGE = 50


@for_place(Permission.VIEW)
def factors(request: HttpRequest, place: Any) -> HttpResponse:
    """The factors that may be seen, searched by name, kind and whether they are measured."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "kind", "measured")}
    wanted = many.Wanted(asked["q"], asked["kind"], asked["measured"])
    found = many.found(place, request.viewer, wanted)  # type: ignore[attr-defined]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    content = {
        "lines": many.lines(place, request.viewer, list(page.object_list)),  # type: ignore[attr-defined]
        "page": page,
        "wanted": wanted,
        "searched": any(asked.values()),
        "kinds": many.KINDS,
        "asked": f"{query.urlencode()}&" if query else "",
    }
    return render(request, "pages/factors.html", content)


@for_place(Permission.VIEW)
def factor(request: HttpRequest, place: Any, factor: str) -> HttpResponse:
    """All that the rooms know of one factor."""
    sheet = one.sheet(place, request.viewer, factor)  # type: ignore[attr-defined]
    if sheet is None:
        raise Http404("There is no such factor here.")
    may_delete = may_change(request.viewer, sheet.whose)  # type: ignore[attr-defined]
    return render(request, "pages/factor.html", {"sheet": sheet, "factor": sheet.factor, "may_delete": may_delete})
