"""Four processes write at once, and are killed while they write: nothing that was confirmed is lost.

Every process writes as a page does: through a service, with its event in the chain, in one transaction.
"""

import os
import re
import subprocess
import sys
import uuid

import psycopg
import pytest

SITE = """
import sys
import django
django.setup()
from commonweal_web.audit.selectors import verify
from commonweal_web.audit.models import AuditEvent
from commonweal_web.place.models import Partner, Place
from commonweal_web.place.services.partners import PartnerAsked, add_partner
"""
PREPARE = (
    SITE
    + """
from datetime import date
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
for slug in ("busy", "broken-off"):
    Place.objects.create(slug=slug, name=slug, start=date(2026, 4, 1))
"""
)
# Writes partners one after another, and says each once it is committed. Between two it rests for a moment, as pages do:
# SQLite gives the file to whoever asks next, and one that never rests can keep all others from it until they give up.
WRITE = (
    SITE
    + """
import time
name, place, count = sys.argv[1], Place.objects.get(slug=sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
for number in range(count):
    asked = PartnerAsked(name=f"{name} {number} partner", sector="voluntary")
    print(add_partner(place=place, asked=asked, by=None).slug, flush=True)
    time.sleep(0.01)
"""
)
LOOK = (
    SITE
    + """
events = AuditEvent.objects.filter(place=sys.argv[1], event="partner added").values_list("target", flat=True)
partners = Partner.objects.filter(place__slug=sys.argv[1]).values_list("slug", flat=True)
assert verify().broken_at is None, verify()
assert sorted(events) == sorted(partners)
print(*partners)
"""
)
WRITERS = ("ash", "birch", "cedar", "damson")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory):
    """The environment of a site of its own, on the database that these tests run on."""
    settings = {"COMMONWEAL_DATA": str(tmp_path_factory.mktemp("writes")), "COMMONWEAL_MODE": "test"}
    environment = {**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "commonweal_web.config.settings"}
    if address := os.environ.get("DATABASE_URL"):
        name = f"writes_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = re.sub(r"/[^/]*$", f"/{name}", address)
    run(PREPARE, environment)
    return environment


def run(program: str, environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def writers(site: dict[str, str]):
    """Starts the processes that write; each has said that it is ready. None outlives its test."""
    started: list[subprocess.Popen[str]] = []

    def start(place: str, count: int) -> list["subprocess.Popen[str]"]:
        for name in WRITERS:
            program = [sys.executable, "-c", WRITE, name, place, str(count)]
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            started.append(subprocess.Popen(program, env=site, text=True, **pipes))
        assert [said(process) for process in started] == ["ready"] * len(WRITERS)
        return started

    yield start
    for process in started:
        process.kill()
        process.wait()
        for pipe in (process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()


def said(process: "subprocess.Popen[str]") -> str:
    """The next line that a process says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_four_processes_that_write_at_once_lose_nothing_and_fail_never(site, writers):
    each = 25

    started = writers("busy", each)
    confirmed = [slug for process in started for slug in process.stdout.read().split()]

    assert [(process.stderr.read(), process.wait()) for process in started] == [("", 0)] * len(WRITERS)
    assert len(set(confirmed)) == len(WRITERS) * each
    assert set(run(LOOK, site, "busy").split()) == set(confirmed)


def test_what_was_confirmed_before_a_kill_is_there_after_it_and_the_chain_is_whole(site, writers):
    started = writers("broken-off", 100_000)
    confirmed = {said(process) for process in started for _ in range(3)}

    for process in started:
        process.kill()
    confirmed |= {slug for process in started for slug in process.stdout.read().split()}

    there = set(run(LOOK, site, "broken-off").split())
    assert confirmed <= there
    assert len(there) <= len(confirmed) + len(WRITERS)  # at the most one each that was written and not yet told
