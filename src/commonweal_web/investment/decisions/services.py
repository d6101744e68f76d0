"""Writes of decisions: asking for one, and keeping what a worker found."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from commonweal.investment.schema import Case, Objective
from commonweal.investment.schema import Decision as Found
from commonweal.reports.paper import title
from commonweal_web.audit.services import record
from commonweal_web.investment.decisions.content import content_of, digest_of
from commonweal_web.investment.models import Decision
from commonweal_web.jobs import services as jobs
from commonweal_web.place.models import Place

KIND = "decide"
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Papers:
    """A decision as it is handed out: for programs, for Word, and as a page."""

    document: dict[str, Any]
    docx: bytes
    html: str


@transaction.atomic
def ask_for_decision(*, place: Place, objective: Objective, runs: int, seed: int, by: Any) -> int:
    """Ask for a joint decision on what everybody in the place may see; the number of the job that works it out."""
    arguments = {"objective": objective, "runs": runs, "seed": seed}
    job = jobs.ask(kind=KIND, place=place, by=by, arguments=arguments)
    record(event="decision asked for", place=place.slug, by=by, target=f"job {job.pk}", details=arguments)
    return job.pk


@transaction.atomic
def keep_decision(*, job: int, found: Found, case: Case, papers: Papers) -> int:
    """Keep what a job found as the next decision of its place; its number there.

    A job keeps one decision at the most: asked again, as after a worker died, it gives the number it has.
    """
    asked = Place.objects.select_for_update().get(jobs__pk=job)
    if kept := Decision.objects.filter(job=job).first():
        return kept.number
    last = asked.decisions.aggregate(last=Max("number"))["last"] or 0
    decision = Decision.objects.create(
        place=asked,
        job_id=job,
        number=last + 1,
        objective=found.objective,
        runs=found.runs,
        seed=found.seed,
        title=title(found)[:LONGEST_TITLE],
        document=papers.document,
        content=content_of(found, case),
        assumed=digest_of(case),
        paper_docx=papers.docx,
        paper_html=papers.html,
    )
    by = decision.job.asked_by if decision.job else None
    record(event="decision worked out", place=asked.slug, by=by, target=f"decision {decision.number}")
    return decision.number
