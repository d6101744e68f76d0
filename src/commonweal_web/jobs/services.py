"""Writes of jobs: asking for work, taking it up, telling how far it is, and ending it, each in its own short write."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from commonweal_web.jobs.models import Job
from commonweal_web.jobs.queue import run_job

# A running job that has not beaten its heart for so long has lost its worker.
HEART_STOPPED = timedelta(seconds=30)

# The first new attempt comes after so long, each further one three times as late.
FIRST_PAUSE = timedelta(seconds=5)

ENDED = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)
LOST = (
    "The work was broken off {attempts} times, each time because the worker stopped. "
    "Ask for it again; if it happens again, tell whoever runs this site."
)


@transaction.atomic
def ask(*, kind: str, place: Any, by: Any, arguments: Mapping[str, Any], run_after: datetime | None = None) -> Job:
    """A job that a worker takes up once this transaction is committed, not before `run_after`.

    The queue stands in the same database, so that a job is either asked for and queued, or neither.
    """
    job = Job.objects.create(kind=kind, place=place, asked_by=by, arguments=dict(arguments), run_after=run_after)
    _queue(job)
    return job


@transaction.atomic
def cancel(*, job: int) -> None:
    """Ask a job to stop: at once where it waits, at its next word where it runs; nothing where it has ended."""
    waiting = Job.objects.filter(pk=job, state=Job.State.WAITING)
    now = timezone.now()
    if not waiting.update(state=Job.State.CANCELLED, cancel_asked=True, finished_at=now):
        Job.objects.filter(pk=job, state=Job.State.RUNNING).update(cancel_asked=True)


def take_up(*, job: int) -> Job | None:
    """The job, now running as a new attempt; None where another worker has it, or it waits no longer."""
    now = timezone.now()
    due = Q(run_after__isnull=True) | Q(run_after__lte=now)
    with transaction.atomic():
        taken = Job.objects.select_for_update().filter(due, pk=job, state=Job.State.WAITING).first()
        if taken is None:
            return None
        taken.state, taken.progress, taken.attempts = Job.State.RUNNING, 0.0, taken.attempts + 1
        taken.started_at = taken.heartbeat_at = now
        taken.save(update_fields=["state", "progress", "attempts", "started_at", "heartbeat_at"])
    return taken


def beat(*, job: int, attempt: int) -> None:
    """Say that the worker of an attempt is alive."""
    _running(job, attempt).update(heartbeat_at=timezone.now())


def tell_progress(*, job: int, attempt: int, progress: float) -> bool:
    """Write how far an attempt is; False where it should stop: cancelled, or taken over by another worker."""
    going_on = _running(job, attempt).filter(cancel_asked=False)
    return bool(going_on.update(progress=min(max(progress, 0.0), 1.0), heartbeat_at=timezone.now()))


def finish(*, job: int, attempt: int, result: Any) -> None:
    """End an attempt that worked, with its result (small JSON)."""
    _end(job, attempt, state=Job.State.DONE, progress=1.0, result=result, problem="")


def fail(*, job: int, attempt: int, problem: str) -> None:
    """End an attempt for good, with what is wrong in words."""
    _end(job, attempt, state=Job.State.FAILED, problem=problem)


def stop(*, job: int, attempt: int) -> None:
    """End an attempt that was cancelled; nothing where another worker has taken it over."""
    _end(job, attempt, state=Job.State.CANCELLED)


@transaction.atomic
def try_again(*, job: int, attempt: int, problem: str) -> None:
    """Put a job back to wait after something unforeseen, each time for longer; after the last attempt it fails."""
    found = _running(job, attempt).select_for_update().first()
    if found is None:
        return
    if found.attempts >= found.most_attempts:
        fail(job=job, attempt=attempt, problem=problem)
        return
    found.state, found.problem = Job.State.WAITING, problem
    found.run_after = timezone.now() + FIRST_PAUSE * 3 ** (found.attempts - 1)
    found.save(update_fields=["state", "problem", "run_after"])
    _queue(found)


def reap(*, now: datetime | None = None) -> int:
    """Take up what dead workers left, and say how many jobs that were.

    A running job whose heart stopped goes back to wait, or fails after its last attempt; a waiting job without
    an entry in the queue that anybody could still take is queued again.
    """
    now = now or timezone.now()
    left = [
        *_each(Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=now - HEART_STOPPED), _take_back),
        *_each(
            Job.objects.filter(state=Job.State.WAITING, asked_at__lt=now - HEART_STOPPED),
            lambda job: _queue_if_forgotten(job, now),
        ),
    ]
    return sum(left)


def _each(jobs: Any, mend: Callable[[Job], bool]) -> list[bool]:
    """Mend jobs one by one, each under a lock of its own, so that two reapers do not mend the same."""
    mended = []
    for number in list(jobs.values_list("pk", flat=True)):
        with transaction.atomic():
            job = jobs.select_for_update().filter(pk=number).first()
            mended.append(job is not None and mend(job))
    return mended


def _take_back(job: Job) -> bool:
    _entries(job).filter(status="RUNNING").update(status="FAILED", finished_at=timezone.now())
    if job.cancel_asked:
        job.state, job.finished_at = Job.State.CANCELLED, timezone.now()
    elif job.attempts >= job.most_attempts:
        job.state, job.finished_at = Job.State.FAILED, timezone.now()
        job.problem = LOST.format(attempts=job.attempts)
    else:
        job.state, job.run_after = Job.State.WAITING, None
        _queue(job)
    job.save(update_fields=["state", "finished_at", "problem", "run_after"])
    return True


def _queue_if_forgotten(job: Job, now: datetime) -> bool:
    """Queue a waiting job again whose entry a worker claimed and then died, before it took the job up."""
    entries = _entries(job)
    if entries.filter(status="READY").exists():
        return False
    if entries.filter(status="RUNNING", started_at__gte=now - HEART_STOPPED).exists():
        return False
    entries.filter(status="RUNNING").update(status="FAILED", finished_at=now)
    _queue(job)
    return True


def _queue(job: Job) -> None:
    run_job.using(run_after=job.run_after).enqueue(job.pk)


def _entries(job: Job) -> Any:
    return DBTaskResult.objects.filter(task_path=run_job.module_path, args_kwargs={"args": [job.pk], "kwargs": {}})


def _running(job: int, attempt: int) -> Any:
    """The job while this attempt has it: a worker that lost its job can no longer write to it."""
    return Job.objects.filter(pk=job, attempts=attempt, state=Job.State.RUNNING)


def _end(job: int, attempt: int, **fields: Any) -> None:
    _running(job, attempt).update(finished_at=timezone.now(), **fields)
