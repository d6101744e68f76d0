"""What the map and its ties say: pages that read like advice, each with the tables it rests on, to take away."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from commonweal.systemmap.schema import Factor
from commonweal_web.investment.decisions.content import shown
from commonweal_web.pages.forms import LensForm, LoopsForm
from commonweal_web.pages.selectors.readings import bridges as bridging
from commonweal_web.pages.selectors.readings import gaps as missing
from commonweal_web.pages.selectors.readings import levers as pushing
from commonweal_web.pages.selectors.readings import loops as looping
from commonweal_web.pages.selectors.readings import summary as summing_up
from commonweal_web.place.access import Permission, for_place
from commonweal_web.systemmap import selectors as maps
from commonweal_web.ui.spreadsheets import taken_away

UNPROCESSABLE = 422
A_PAGE = 25


@for_place(Permission.VIEW)
def summary(request: HttpRequest, place: Any) -> HttpResponse:
    """All readings in a sentence or two each."""
    found = summing_up.summary(place, request.viewer)  # type: ignore[attr-defined]
    return render(request, "pages/readings/summary.html", {"found": found})


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


@for_place(Permission.VIEW)
def levers(request: HttpRequest, place: Any) -> HttpResponse:
    """What moves an outcome most, or why that cannot be said."""
    rows = pushing.rows_for(place, request.viewer)  # type: ignore[attr-defined]
    outcomes = pushing.outcomes_among(rows["factors"])
    if not outcomes:
        return render(request, "pages/readings/levers.html", {"outcomes": outcomes})
    asked = request.GET.get("outcome") or outcomes[0].id
    found = pushing.levers_among(place, request.viewer, rows, _known(asked, outcomes))  # type: ignore[attr-defined]
    content = {"outcomes": outcomes, "found": found, "table": shown(found.table)}
    return render(request, "pages/readings/levers.html", content)


@for_place(Permission.VIEW)
def levers_csv(request: HttpRequest, place: Any, outcome: str) -> StreamingHttpResponse:
    """All levers of one outcome, to take away."""
    rows = pushing.rows_for(place, request.viewer)  # type: ignore[attr-defined]
    known = _known(outcome, pushing.outcomes_among(rows["factors"]))
    found = pushing.levers_among(place, request.viewer, rows, known)  # type: ignore[attr-defined]
    return taken_away(found.table, f"{place.slug}-levers-of-{known}.csv")


@for_place(Permission.VIEW)
def loops(request: HttpRequest, place: Any) -> HttpResponse:
    """The loops of the map, read aloud, with their names and stories."""
    form = _loops_form(request, place)
    found = looping.loops_of(place, request.viewer, looping.WantedLoops(**form.wanted()))  # type: ignore[attr-defined]
    page = Paginator(found.lines, A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    content = {"form": form, "found": found, "page": page, "asked": f"{asked.urlencode()}&" if asked else ""}
    return render(request, "pages/readings/loops.html", content, status=UNPROCESSABLE if form.errors else 200)


@for_place(Permission.VIEW)
def loops_csv(request: HttpRequest, place: Any) -> StreamingHttpResponse:
    """All of those loops, to take away."""
    wanted = looping.WantedLoops(**_loops_form(request, place).wanted())
    return taken_away(looping.loops_of(place, request.viewer, wanted).table, f"{place.slug}-loops.csv")  # type: ignore[attr-defined]


def _loops_form(request: HttpRequest, place: Any) -> LoopsForm:
    return LoopsForm(request.GET, maps.factors(place, request.viewer))  # type: ignore[attr-defined]


@for_place(Permission.VIEW)
def gaps(request: HttpRequest, place: Any) -> HttpResponse:
    """What and who is missing from the map, and who can act on what."""
    found = missing.gaps_of(place, request.viewer)  # type: ignore[attr-defined]
    return render(request, "pages/readings/gaps.html", {"found": found})


@for_place(Permission.VIEW)
def gaps_csv(request: HttpRequest, place: Any) -> StreamingHttpResponse:
    """Who can act on what, to take away."""
    return taken_away(missing.gaps_of(place, request.viewer).table, f"{place.slug}-who-can-act.csv")  # type: ignore[attr-defined]


def _known(asked: str, factors: tuple[Factor, ...]) -> str:
    """A factor that may be asked about."""
    if asked not in {factor.id for factor in factors}:
        raise Http404("There is no such factor here.")
    return asked


def _lens_form(request: HttpRequest) -> LensForm:
    return LensForm(request.GET, with_people=request.viewer.is_member)  # type: ignore[attr-defined]
