"""Reads of jobs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from commonweal_web.jobs.models import Job
from commonweal_web.prepared import made_of, prepared


@dataclass(frozen=True, slots=True)
class JobNow:
    """How a job stands. `result` is what its work gave, `problem` why it failed, in words."""

    number: int
    kind: str
    state: str
    progress: float
    asked_by: int | None
    asked_at: datetime
    run_after: datetime | None
    cancel_asked: bool
    result: Any
    problem: str

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in {Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED}


def job_in(place: int, number: int) -> JobNow | None:
    """A job of a place by its number, or None."""
    found = Job.objects.filter(pk=number, place=place).first()
    return None if found is None else _now(found)


def going_on(place: int, kind: str) -> list[JobNow]:
    """The jobs of a kind in a place that wait or run, the latest first."""
    return [_now(job) for job in made_of(Job, _going_on(place, kind))]


@prepared
def _going_on(place: int, kind: str) -> "QuerySet[Any, Any]":
    states = (Job.State.WAITING, Job.State.RUNNING)
    return Job.objects.filter(place=place, kind=kind, state__in=states)[:20]


def _now(job: Job) -> JobNow:
    return JobNow(
        number=job.pk,
        kind=job.kind,
        state=job.state,
        progress=job.progress,
        asked_by=job.asked_by_id,
        asked_at=job.asked_at,
        run_after=job.run_after,
        cancel_asked=job.cancel_asked,
        result=job.result,
        problem=job.problem,
    )
