"""A site moves from SQLite to PostgreSQL and back as whoever runs it would move it: by `backup` and `restore`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgresql import ABSENT, programs, temporary_database

ROOT = Path(__file__).parents[3]
SITE = """
import django
django.setup()
import json
from hashlib import sha256
from django.db import connection
from commonweal_web.exchange.backup import tables
"""
# Somebody in every role with a second factor and a token, and a decision that was worked out.
PEOPLE = (
    SITE
    + """
from allauth.mfa.models import Authenticator
from commonweal_web.accounts.models import User
from commonweal_web.accounts.services import make_token
from commonweal_web.command.seed import make_people
from commonweal_web.investment.decisions.services import ask_for_decision
from commonweal_web.jobs.work import do
from commonweal_web.place.models import Place
make_people("a password of the tests", ["plymouth"])
user = User.objects.first()
Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "not-a-real-secret"})
make_token(user=user, name="of a dashboard", days=30, place=None)
do(ask_for_decision(place=Place.objects.get(), by=user, objective="public-value", runs=100, seed=3))
"""
)
# Every table with its rows; and, where the database counts apart from the rows, that the next is one of its own.
ROWS = (
    SITE
    + """
print(connection.vendor)
for model in tables():
    rows = list(model._base_manager.order_by("pk").values())
    print(model._meta.label, len(rows), sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest())
    counter = "SELECT pg_get_serial_sequence(%s, %s)", [model._meta.db_table, model._meta.pk.column]
    if connection.vendor == "postgresql" and rows:
        with connection.cursor() as cursor:
            cursor.execute(*counter)
            if (name := cursor.fetchone()[0]) is not None:
                cursor.execute("SELECT nextval(%s::regclass)", [name])
                assert cursor.fetchone()[0] > max(row[model._meta.pk.attname] for row in rows), model._meta.label
"""
)


class Machine:
    """A site on one database, and its commands."""

    def __init__(self, folder: Path, address: str = "") -> None:
        folder.mkdir()
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        settings = {"COMMONWEAL_DATA": str(folder), "COMMONWEAL_MODE": "test", "COMMONWEAL_LOG": "error"}
        self.environment = {**kept, **settings, "DJANGO_SETTINGS_MODULE": "commonweal_web.config.settings"}
        if address:
            self.environment["DATABASE_URL"] = address

    def commonweal(self, *words: str | Path) -> str:
        """What a command prints."""
        return self._run("-m", "commonweal.cli.main", *map(str, words))

    def look(self, program: str) -> list[str]:
        """The lines that a program prints that looks into the database."""
        return self._run("-c", program).splitlines()

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL, gone afterwards. Once is enough: both databases are in the one test."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("it runs with the tests on SQLite")
    if programs() is None:
        pytest.skip(ABSENT)
    with temporary_database() as address:
        yield address


def export_of(machine: Machine, folder: Path) -> dict[str, bytes]:
    """Every file of the place, taken out into a folder."""
    machine.commonweal("export", "plymouth", folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_site_goes_to_postgresql_and_back_and_is_the_same_site(postgresql: str, tmp_path: Path):
    old, middle, new = Machine(tmp_path / "old"), Machine(tmp_path / "middle", postgresql), Machine(tmp_path / "new")
    old.commonweal("migrate")
    old.commonweal("import", "examples/plymouth", "--as", "plymouth")
    old.look(PEOPLE)

    old.commonweal("backup", tmp_path / "there.zip")
    middle.commonweal("restore", tmp_path / "there.zip")
    middle.commonweal("backup", tmp_path / "back.zip")
    new.commonweal("restore", tmp_path / "back.zip")

    rows = [machine.look(ROWS) for machine in (old, middle, new)]
    assert [lines[0] for lines in rows] == ["sqlite", "postgresql", "sqlite"]
    assert rows[0][1:] == rows[1][1:] == rows[2][1:]
    assert len({line for line in rows[0] if line.split()[1:2] > ["0"]}) > 20  # tables with something in them
    assert export_of(old, tmp_path / "out-of-old") == export_of(new, tmp_path / "out-of-new")
    for machine in (middle, new):
        machine.commonweal("import", "examples/merton", "--as", "merton")
        assert machine.commonweal("audit", "verify").startswith("Whole: ")
