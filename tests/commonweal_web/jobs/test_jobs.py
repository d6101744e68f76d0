"""Jobs in one process: asked for once, run once, told of, cancelled, tried again, taken up when a worker died."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from commonweal.errors import CannotAnswer
from commonweal_web.jobs import services, work
from commonweal_web.jobs.models import Job

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "WORKERS", dict(work.WORKERS))


def ask(kind: str = "add", **arguments: object) -> Job:
    return services.ask(kind=kind, place=None, by=None, arguments=arguments)


def test_a_job_gives_the_result_of_its_work():
    work.worker("add")(lambda job, place, given, tell: {"sum": given["a"] + given["b"]})
    job = ask(a=1, b=2)

    work.do(job.pk)

    job.refresh_from_db()
    assert (job.state, job.result, job.progress, job.attempts) == ("done", {"sum": 3}, 1.0, 1)


def test_a_job_done_twice_runs_once():
    ran: list[int] = []
    work.worker("add")(lambda job, place, given, tell: ran.append(job))
    job = ask()

    work.do(job.pk)
    work.do(job.pk)

    assert ran == [job.pk]


def test_a_job_asked_for_in_a_transaction_that_fails_leaves_nothing_behind():
    def ask_and_break() -> None:
        with transaction.atomic():
            ask()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask_and_break()

    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_a_job_for_later_waits_until_then():
    work.worker("add")(lambda job, place, given, tell: None)
    job = services.ask(kind="add", place=None, by=None, arguments={}, run_after=timezone.now() + LONG_AGO)

    work.do(job.pk)

    job.refresh_from_db()
    assert job.state == "waiting"
    assert not DBTaskResult.objects.ready().exists()


def test_progress_is_written_while_the_work_goes_on():
    seen: list[float] = []

    def half(job: int, place: object, given: object, tell: work.Tell) -> None:
        tell(0.5)
        seen.append(Job.objects.get(pk=job).progress)

    work.worker("half")(half)
    work.do(ask("half").pk)

    assert seen == [0.5]


def test_progress_told_twice_at_once_is_written_once():
    job = services.take_up(job=ask().pk)
    assert job is not None
    tell = work.teller(job=job.pk, attempt=1)

    tell(0.2)
    tell(0.3)

    job.refresh_from_db()
    assert job.progress == 0.2


def test_a_waiting_job_that_is_cancelled_never_runs():
    job = ask()

    services.cancel(job=job.pk)
    work.do(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("cancelled", 0)


def test_a_running_job_that_is_cancelled_stops_at_its_next_word():
    def wanted_no_more(job: int, place: object, given: object, tell: work.Tell) -> None:
        services.cancel(job=job)
        tell(0.5)

    work.worker("unwanted")(wanted_no_more)
    job = ask("unwanted")

    work.do(job.pk)

    job.refresh_from_db()
    assert job.state == "cancelled"


def test_what_the_library_refuses_is_told_in_its_own_words_and_not_tried_again():
    def refuse(*_: object) -> None:
        raise CannotAnswer("nothing can be run", mend="Add a link.")

    work.worker("refused")(refuse)
    job = ask("refused")

    work.do(job.pk)

    job.refresh_from_db()
    assert (job.state, job.problem, job.attempts) == ("failed", "nothing can be run. Add a link.", 1)


def test_something_unforeseen_is_tried_again_later_and_then_fails_without_its_message():
    def break_down(*_: object) -> None:
        raise RuntimeError("a private word")

    work.worker("broken")(break_down)
    job = ask("broken")

    pauses = []
    for _ in range(3):
        Job.objects.filter(pk=job.pk).update(run_after=None)
        before = timezone.now()
        work.do(job.pk)
        job.refresh_from_db()
        pauses.append(round((job.run_after - before).total_seconds()) if job.state == "waiting" else None)

    assert (job.state, job.attempts, pauses) == ("failed", 3, [5, 15, None])
    assert "RuntimeError" in job.problem
    assert "private" not in job.problem


def test_a_job_whose_heart_stopped_is_taken_up_again():
    job = services.take_up(job=ask().pk)
    assert job is not None
    Job.objects.update(heartbeat_at=timezone.now() - LONG_AGO)

    taken = services.reap()

    job.refresh_from_db()
    assert (taken, job.state) == (1, "waiting")
    assert DBTaskResult.objects.ready().count() == 2  # the entry never claimed, and the new one


def test_a_job_whose_heart_beats_is_left_alone():
    services.take_up(job=ask().pk)

    assert services.reap() == 0


def test_a_job_whose_heart_stopped_too_often_fails_with_words():
    job = services.take_up(job=ask().pk)
    assert job is not None
    Job.objects.update(heartbeat_at=timezone.now() - LONG_AGO, attempts=3)

    services.reap()

    job.refresh_from_db()
    assert job.state == "failed"
    assert "broken off 3 times" in job.problem


def test_a_claimed_entry_of_a_dead_worker_is_queued_again():
    job = ask()
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now() - LONG_AGO)
    Job.objects.update(asked_at=timezone.now() - LONG_AGO)

    services.reap()

    assert DBTaskResult.objects.ready().filter(args_kwargs={"args": [job.pk], "kwargs": {}}).count() == 1


def test_a_worker_that_lost_its_job_can_no_longer_write_to_it():
    first = services.take_up(job=ask().pk)
    assert first is not None
    Job.objects.update(heartbeat_at=timezone.now() - LONG_AGO)
    services.reap()
    second = services.take_up(job=first.pk)
    assert second is not None

    services.finish(job=first.pk, attempt=1, result="late")
    goes_on = services.tell_progress(job=first.pk, attempt=1, progress=0.9)

    second.refresh_from_db()
    assert (second.state, second.result, goes_on) == ("running", None, False)


def test_two_functions_for_one_kind_are_refused():
    work.worker("add")(lambda job, place, given, tell: None)

    with pytest.raises(ValueError, match="two functions"):
        work.worker("add")(lambda job, place, given, tell: None)
