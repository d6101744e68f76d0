"""What a worker does with a job: the functions by kind, their progress, their heartbeat and their end."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.db import DatabaseError, connection

from commonweal.errors import CommonwealError
from commonweal_web.jobs import services

logger = logging.getLogger(__name__)

# Progress is written at most so often, the heart beats so often (seconds).
BETWEEN_WORDS = 0.5
BETWEEN_BEATS = 5.0

UNFORESEEN = (
    "Something went wrong that we did not foresee ({kind}). Your items are as they were. "
    "Ask again; if it happens again, tell whoever runs this site."
)

Tell = Callable[[float], None]

# Does the work of a kind, given the job's number, its place's database id, its arguments, and whom to tell how far
# it is; gives a small JSON result. It may be called again after a worker died, so it must see what it did before.
Work = Callable[[int, int | None, Mapping[str, Any], Tell], Any]

WORKERS: dict[str, Work] = {}

# Modules whose functions do work. They are heavy, and only who does work imports them, with its first job.
BENCHES: set[str] = set()


class Cancelled(Exception):
    """Raised where progress is told, when nobody wants the work any longer."""


def worker(kind: str) -> Callable[[Work], Work]:
    """Register the function that does the work of a kind of job."""

    def registered(work: Work) -> Work:
        if kind in WORKERS:
            raise ValueError(f'two functions want to do the work "{kind}"')
        WORKERS[kind] = work
        return work

    return registered


def work_of(kind: str) -> Work:
    """The function that does the work of a kind."""
    for module in BENCHES if kind not in WORKERS else ():
        import_module(module)
    return WORKERS[kind]


def do(job: int) -> None:
    """Take a job up, unless somebody else has; do its work; write how it ended."""
    taken = services.take_up(job=job)
    if taken is None:
        return
    attempt = {"job": taken.pk, "attempt": taken.attempts}
    try:
        with heartbeat(**attempt):
            result = work_of(taken.kind)(taken.pk, taken.place_id, taken.arguments, teller(**attempt))
        services.finish(**attempt, result=result)
    except Cancelled:
        services.stop(**attempt)
    except CommonwealError as error:
        services.fail(**attempt, problem=str(error))
    except Exception as error:
        # The message may hold what people wrote; only its kind goes to the log.
        logger.warning("job %s of kind %s failed: %s", taken.pk, taken.kind, type(error).__name__)
        services.try_again(**attempt, problem=UNFORESEEN.format(kind=type(error).__name__))


def teller(*, job: int, attempt: int) -> Tell:
    """A function that writes how far an attempt is, twice a second at the most.

    It raises Cancelled where nobody wants the work any longer.
    """
    told_at = 0.0

    def tell(progress: float) -> None:
        nonlocal told_at
        now = time.monotonic()
        if now - told_at < BETWEEN_WORDS:
            return
        told_at = now
        if not services.tell_progress(job=job, attempt=attempt, progress=progress):
            raise Cancelled

    return tell


@contextmanager
def heartbeat(*, job: int, attempt: int) -> Iterator[None]:
    """Beat the heart of an attempt from a thread of its own, on a connection of its own, until the work ends."""
    ended = threading.Event()
    beats = threading.Thread(target=_beat_until, args=(ended, job, attempt), name=f"heart of job {job}", daemon=True)
    beats.start()
    try:
        yield
    finally:
        ended.set()
        beats.join()


def _beat_until(ended: threading.Event, job: int, attempt: int) -> None:
    try:
        while not ended.wait(BETWEEN_BEATS):
            try:
                services.beat(job=job, attempt=attempt)
            except DatabaseError:
                logger.warning("job %s could not beat its heart; the next beat tries again", job)
                connection.close()
    finally:
        connection.close()
