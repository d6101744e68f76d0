"""How a job stands, and stopping it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonweal_web.investment.decisions.services import KIND
from commonweal_web.jobs import selectors, services
from commonweal_web.place.access import Permission, for_place

TITLES = {KIND: "Working out a joint decision"}


@for_place(Permission.VIEW)
def job(request: HttpRequest, place: Any, job: int) -> HttpResponse:
    """How far a job is; its part alone where the page asks for that, and the way on when it is done."""
    found = job_or_404(request, place, job)
    done = found.result or {}
    number = done.get("decision") if isinstance(done, dict) else None
    content = {"job": found, "percent": round(100 * found.progress), "title": TITLES.get(found.kind, "Working")}
    template = "pages/_job.html" if request.htmx else "pages/job.html"  # type: ignore[attr-defined]
    return render(request, template, {**content, "number": number})


@require_POST
@for_place(Permission.RUN)
def cancel(request: HttpRequest, place: Any, job: int) -> HttpResponse:
    """Ask a job to stop."""
    found = job_or_404(request, place, job)
    services.cancel(job=found.number)
    return redirect("pages:job", place=place.slug, job=found.number)


def job_or_404(request: HttpRequest, place: Any, number: int) -> selectors.JobNow:
    """A job of the place; none for who is not a member."""
    found = selectors.job_in(place.pk, number)
    if found is None or not request.viewer.is_member:  # type: ignore[attr-defined]
        raise Http404("There is no such job here.")
    return found
