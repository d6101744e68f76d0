"""A worker killed with -9 in the middle of a job loses nothing: the next worker does it."""

import os
import subprocess
import sys
from pathlib import Path

SITE = """
import os, sys, threading
from datetime import timedelta
import django
django.setup()
from django.core.management import call_command
from commonweal_web.jobs import services, work, worker
from commonweal_web.jobs.models import Job
"""
ASK = (
    SITE
    + """
call_command("migrate", interactive=False, verbosity=0)
services.ask(kind="slow", place=None, by=None, arguments={"n": 20})
"""
)
# The first worker says that it has begun, and then waits for ever.
FIRST = (
    SITE
    + """
@work.worker("slow")
def slow(job, place, given, tell):
    tell(0.5)
    print("begun", flush=True)
    threading.Event().wait()
worker.run_worker(threading.Event())
"""
)
SECOND = (
    SITE
    + """
services.HEART_STOPPED = timedelta(0)
stop = threading.Event()
@work.worker("slow")
def slow(job, place, given, tell):
    stop.set()
    return sum(range(given["n"]))
worker.run_worker(stop)
job = Job.objects.get()
print(job.state, job.result, job.attempts)
"""
)


def environment(folder: Path) -> dict[str, str]:
    settings = {"COMMONWEAL_DATA": str(folder), "COMMONWEAL_MODE": "test"}
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, **settings, "DJANGO_SETTINGS_MODULE": "commonweal_web.config.settings"}


def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path: Path):
    python = [sys.executable, "-c"]
    subprocess.run([*python, ASK], env=environment(tmp_path), check=True, timeout=60)
    with subprocess.Popen([*python, FIRST], env=environment(tmp_path), stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "begun\n"
        first.kill()

    second = subprocess.run(
        [*python, SECOND], env=environment(tmp_path), capture_output=True, text=True, check=True, timeout=60
    )

    assert second.stdout == "done 190 2\n"
