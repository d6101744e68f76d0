"""The server is killed with -9 while pages write over HTTP: what it confirmed is there, whole, and nothing by halves.

Four connections send the form of a new factor, one after another, as browsers do: with a session and the token of the
form. An answer of 302 is a confirmation. The server is killed in the middle, three times, and started again; then
together with the worker, while that works out a decision.
"""

import http.client
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psycopg
import pytest

SITE = """
import sys, threading
import django
django.setup()
from datetime import timedelta
from commonweal_web.audit.models import AuditEvent
from commonweal_web.audit.selectors import verify
from commonweal_web.investment.models import Decision
from commonweal_web.jobs import services, worker
from commonweal_web.jobs.models import Job
from commonweal_web.systemmap.models import Factor
"""
PREPARE = (
    SITE
    + """
from pathlib import Path
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from commonweal.files.folder import read_place
from commonweal_web.accounts.models import User
from commonweal_web.exchange.services import import_place
from commonweal_web.place.models import Membership
call_command("migrate", interactive=False, verbosity=0)
user = User.objects.create_user("analyst@example.org", "not used")
place = import_place(folder=read_place(Path("examples/plymouth")), slug="plymouth", by=user)
Membership.objects.filter(place=place, user=user).delete()
Membership.objects.create(place=place, user=user, role="analyst")
session = SessionStore()
session["_auth_user_id"], session["_auth_user_hash"] = str(user.pk), user.get_session_auth_hash()
session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
session.create()
print(session.session_key)
"""
)
LOOK = (
    SITE
    + """
verdict = verify()
assert verdict.broken_at is None, verdict
written = Factor.objects.filter(name__startswith="written-")
events = AuditEvent.objects.filter(event="factor added").values_list("target", flat=True)
assert sorted(events) == sorted(f"factor:{slug}" for slug in written.values_list("slug", flat=True))
print(*written.values_list("name", flat=True))
"""
)
# The worker as it is, but it takes a job for abandoned at once and not after a minute.
WORK = (
    SITE
    + """
services.HEART_STOPPED = timedelta(0)
stop = threading.Event()
worker.stop_on_signals(stop)
worker.run_worker(stop)
"""
)
JOBS = (
    SITE
    + """
print(*(f"{job.state}:{job.attempts}" for job in Job.objects.order_by("pk")), Decision.objects.count())
"""
)
WRITERS = ("ash", "birch", "cedar", "damson")
CSRF = "c" * 32


@dataclass
class Ground:
    """A site of its own: its environment, the door and session that pages come by, and what runs."""

    environment: dict[str, str]
    port: int
    session: str = ""
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def run(self, program: str) -> str:
        """What a program prints that looks into the database."""
        python = [sys.executable, "-c", program]
        done = subprocess.run(python, env=self.environment, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def serve(self) -> "subprocess.Popen[bytes]":
        """The server, once it answers."""
        server = self.start("-m", "commonweal.cli.main", "serve", "--port", str(self.port))
        wait_until(lambda: server.poll() is not None or answers(self.port))
        assert server.poll() is None
        return server

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """A program that goes on until it is killed."""
        self.running.append(subprocess.Popen([sys.executable, *words], env=self.environment, stderr=subprocess.DEVNULL))
        return self.running[-1]

    def post(self, door: http.client.HTTPConnection, path: str, given: dict[str, str]) -> http.client.HTTPResponse:
        """A form as a browser sends it; the answer is read to its end."""
        cookies = f"session={self.session}; csrf={CSRF}"
        kind = "application/x-www-form-urlencoded"
        headers = {"Cookie": cookies, "X-CSRFToken": CSRF, "Content-Type": kind}
        door.request("POST", path, urlencode(given), headers)
        answer = door.getresponse()
        answer.read()
        return answer

    def add_factor(self, door: http.client.HTTPConnection, name: str) -> int:
        """The form of a new factor; what is answered."""
        return self.post(door, "/plymouth/factors/add/", {"name": name, "kind": "cause", "disclosure": "place"}).status

    def jobs(self) -> list[str]:
        """Where every job stands, read past the site."""
        asked = "SELECT state FROM jobs_job ORDER BY id"
        if address := self.environment.get("DATABASE_URL"):
            with psycopg.connect(address) as connection:
                return [row[0] for row in connection.execute(asked)]
        with closing(sqlite3.connect(f"{self.environment['COMMONWEAL_DATA']}/commonweal.sqlite3")) as connection:
            return [row[0] for row in connection.execute(asked)]


def answers(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def wait_until(what: Callable[[], bool], seconds: float = 90.0) -> None:
    last = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < last, "it took too long"
        time.sleep(0.05)


@pytest.fixture
def ground(tmp_path):
    """A site on the database that these tests run on, prepared, with nothing left running afterwards."""
    settings = {"COMMONWEAL_DATA": str(tmp_path), "COMMONWEAL_MODE": "test", "COMMONWEAL_LOG": "error"}
    environment = {**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "commonweal_web.config.settings"}
    if address := os.environ.get("DATABASE_URL"):
        name = f"killed_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = re.sub(r"/[^/]*$", f"/{name}", address)
    prepared = Ground(environment, free_port())
    prepared.session = prepared.run(PREPARE).split()[-1]
    yield prepared
    for process in prepared.running:
        process.kill()
        process.wait()


@dataclass
class Writer:
    """Sends factors over one connection until that breaks, and keeps the names that were confirmed."""

    name: str
    ground: Ground
    confirmed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    count: int = 0

    def write(self) -> None:
        """One form after another."""
        door = http.client.HTTPConnection("127.0.0.1", self.ground.port, timeout=60)
        try:
            while True:
                self.count += 1
                name = f"written-{self.name}-{self.count}"
                status = self.ground.add_factor(door, name)
                (self.confirmed if status == 302 else self.wrong).append(name)
        except (OSError, http.client.HTTPException):
            door.close()  # the server is gone; what was under way was not confirmed


def write_until_killed(ground: Ground, writers: list[Writer], until: Callable[[], bool]) -> None:
    """Let all write at once, kill all that runs once each has three more confirmed, and wait until all have noticed."""
    threads = [threading.Thread(target=writer.write) for writer in writers]
    before = [len(writer.confirmed) for writer in writers]
    for thread in threads:
        thread.start()
    wait_until(lambda: all(len(w.confirmed) >= b + 3 for w, b in zip(writers, before, strict=True)) and until())
    for process in ground.running:
        process.send_signal(signal.SIGKILL)
    for process in ground.running:
        assert process.wait(30) == -signal.SIGKILL
    ground.running.clear()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)


def test_what_pages_confirmed_before_the_server_was_killed_is_there_and_nothing_is_written_by_halves(ground):
    writers = [Writer(name, ground) for name in WRITERS]

    for _ in range(3):
        ground.serve()
        write_until_killed(ground, writers, until=lambda: True)

    there = set(ground.run(LOOK).split())
    confirmed = {name for writer in writers for name in writer.confirmed}
    assert [writer.wrong for writer in writers] == [[]] * len(WRITERS)
    assert confirmed <= there
    assert len(there) <= len(confirmed) + 3 * len(WRITERS)  # written and not yet told: one each at each kill
    ground.serve()
    with closing(http.client.HTTPConnection("127.0.0.1", ground.port, timeout=60)) as door:
        assert ground.add_factor(door, "written-after-all") == 302
    assert "written-after-all" in ground.run(LOOK).split()


def test_a_decision_asked_for_is_worked_out_though_server_and_worker_are_killed_together(ground):
    writers = [Writer(name, ground) for name in WRITERS]
    ground.serve()
    with closing(http.client.HTTPConnection("127.0.0.1", ground.port, timeout=60)) as door:
        asked = {"objective": "public-value", "runs": "1000", "seed": "7"}
        statuses = [ground.post(door, "/plymouth/decide/", asked).status for _ in range(2)]

    ground.start("-c", WORK)
    write_until_killed(ground, writers, until=lambda: "running" in ground.jobs())
    at_the_kill = ground.jobs()
    ground.serve()
    ground.start("-c", WORK)
    wait_until(lambda: ground.jobs() == ["done", "done"])

    assert statuses == [302, 302]
    assert "running" in at_the_kill
    *jobs, decisions = ground.run(JOBS).split()
    assert sorted(jobs) == ["done:1", "done:2"]
    assert decisions == "2"
    assert {name for writer in writers for name in writer.confirmed} <= set(ground.run(LOOK).split())
