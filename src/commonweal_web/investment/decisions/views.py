"""Pages of the joint decision: ask for one, read one, take its paper and its data away."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from commonweal_web.investment.decisions import selectors, services
from commonweal_web.investment.decisions.forms import DecisionForm
from commonweal_web.investment.decisions.partners import partner_view
from commonweal_web.jobs import selectors as jobs
from commonweal_web.place.access import Permission, for_place, may
from commonweal_web.place.viewer import Viewer

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
A_PAGE = 25

Found = TypeVar("Found")

# Where a session keeps the last decision that was opened, for each place.
READ = "decision_read_in_place"

# So many decisions may wait in one place; more would keep the other places waiting.
MOST_WAITING = 3
TOO_MANY = f"{MOST_WAITING} decisions are being worked out here already. Ask again when one of them is ready."


@for_place(Permission.VIEW)
def decide(request: HttpRequest, place: Any) -> HttpResponse:
    """The decisions so far and, for those who may, the form that asks for another."""
    viewer = members_only(request)
    waiting = jobs.going_on(place.pk, services.KIND)
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        if not may(viewer, Permission.RUN):
            raise PermissionDenied
        if form.is_valid() and len(waiting) >= MOST_WAITING:
            form.add_error(None, TOO_MANY)
        if form.is_valid():
            job = services.ask_for_decision(place=place, by=asker(request), **form.cleaned_data)
            return redirect("pages:job", place=place.slug, job=job)
    page = Paginator(range(selectors.count(place, viewer)), A_PAGE).get_page(request.GET.get("page"))
    lines = selectors.decisions(place, viewer, start=max(page.start_index() - 1, 0), size=A_PAGE)
    status = 422 if form.errors else 200
    content = {"form": form, "decisions": lines, "page": page, "waiting": waiting}
    return render(request, "investment/decide.html", content, status=status)


@for_place(Permission.VIEW)
def decision(request: HttpRequest, place: Any, number: int) -> HttpResponse:
    """One decision: what to do, who pays and gains under a rule of sharing, what is promised, what it rests on."""
    found = found_or_404(selectors.decision(place, members_only(request), number))
    read = request.session.get(READ, {})
    request.session[READ] = {**read, place.slug: max(number, read.get(place.slug, 0))}
    shared = partner_view(found.document, found.content, request.GET.get("rule", ""))
    return render(request, "investment/decision.html", {"decision": found, "shared": shared})


@for_place(Permission.VIEW)
def paper_docx(request: HttpRequest, place: Any, number: int) -> HttpResponse:
    """The board paper in Word."""
    content = found_or_404(selectors.paper(place, members_only(request), number, form="docx"))
    name = f"{place.slug}-decision-{number}.docx"
    return HttpResponse(content, WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@for_place(Permission.VIEW)
def paper_html(request: HttpRequest, place: Any, number: int) -> HttpResponse:
    """The board paper as a page of its own; its one style sheet is allowed by its digest."""
    content = found_or_404(selectors.paper(place, members_only(request), number, form="html"))
    answer = HttpResponse(content)
    styles = [digest_source(style) for style in STYLE.findall(content.decode())]
    answer._csp_update = {"style-src": styles}  # type: ignore[attr-defined]
    return answer


@for_place(Permission.VIEW)
def data_json(request: HttpRequest, place: Any, number: int) -> HttpResponse:
    """The decision as the JSON that `commonweal decide --json` prints."""
    found = found_or_404(selectors.decision(place, members_only(request), number))
    name = f"{place.slug}-decision-{number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return JsonResponse(found.document, json_dumps_params={"indent": 2}, headers=headers)


def members_only(request: HttpRequest) -> Viewer:
    """Who is looking, if they hold a role in the place; for others there is no decision here."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer.is_member:
        raise Http404("Decisions are shown to the people of a place.")
    return viewer


def found_or_404(found: Found | None) -> Found:
    """What was found; 404 where nothing was."""
    if found is None:
        raise Http404("There is no such decision here.")
    return found


def asker(request: HttpRequest) -> Any:
    """The user who asks; None for a guest."""
    return request.user if request.user.is_authenticated else None


def digest_source(style: str) -> str:
    """A style sheet as a content security policy allows it: by its digest."""
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
