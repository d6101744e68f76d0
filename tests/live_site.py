"""The real server of the site on a free port, with a small place and signed-in people: for tests of the live map."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from postgresql import free_port

ROOT = Path(__file__).parents[1]
SECONDS_TO_START = 40

# Run inside the site: what it prints last is one line of JSON.
BEGIN = """
import json
from datetime import date, timedelta
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from commonweal_web.accounts.models import User
from commonweal_web.place.models import Guest, Invitation, Membership, Organisation, Partner, Place
from commonweal_web.systemmap.models import Factor, Link

sessions = {}

def session(**said):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.update(said)
    store.create()
    return store.session_key

def signed_in(user):
    return session(**{SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
                      HASH_SESSION_KEY: user.get_session_auth_hash()})

place = Place.objects.create(slug="smallville", name="Smallville", question="What next?", start=date(2026, 4, 1))
elsewhere = Place.objects.create(slug="elsewhere", name="Elsewhere", question="What?", start=date(2026, 4, 1))
partners = {slug: Partner.objects.create(place=place, slug=slug, name=slug.title(), sector=slug)
            for slug in ("council", "police")}
roles = ["convenor", "partner_lead", "contributor", "resident_voice", "analyst", "enabler", "observer"]
for role in roles:
    user = User.objects.create_user(f"{role}@example.org", name=role.replace("_", " ").title())
    Membership.objects.create(place=place, user=user, role=role, partner=partners["council"])
    sessions[role] = signed_in(user)
for number in range(PEOPLE):
    user = User.objects.create_user(f"person-{number}@example.org", name=f"Person {number}")
    Membership.objects.create(place=place, user=user, role="contributor", partner=partners["council"])
    sessions[f"person-{number}"] = signed_in(user)
police = User.objects.create_user("police@example.org", name="Police")
Membership.objects.create(place=place, user=police, role="contributor", partner=partners["police"])
sessions["police"] = signed_in(police)
outsider = User.objects.create_user("outsider@example.org", name="Outsider")
Membership.objects.create(place=elsewhere, user=outsider, role="contributor")
sessions["outsider"] = signed_in(outsider)
invitation = Invitation.objects.create(place=place, role="resident_voice", token_digest="0" * 64, made_by=police,
                                       most_uses=30, expires_at=timezone.now() + timedelta(days=1))
guest = Guest.objects.create(invitation=invitation, name="A resident")
sessions["guest"] = session(guest_in_place={str(place.pk): guest.pk})
drinking = Factor.objects.create(place=place, slug="drinking", name="Street drinking", kind="cause", baseline=120.0)
calls = Factor.objects.create(place=place, slug="calls", name="Calls to the police", kind="outcome")
Link.objects.create(place=place, from_factor=drinking, to_factor=calls, sign="+", strength="medium")
print(json.dumps(sessions))
"""


@dataclass
class LiveSite:
    """A server with its data, which can be stopped, killed and started again on them."""

    data: Path
    people: int = 0
    database: str = ""
    port: int = field(default_factory=free_port)
    sessions: dict = field(default_factory=dict)
    server: "subprocess.Popen | None" = None

    @property
    def environment(self) -> dict:
        kept = os.environ | {"COMMONWEAL_MODE": "demo", "COMMONWEAL_DATA": str(self.data)}
        kept.pop("DATABASE_URL", None)
        return kept | ({"DATABASE_URL": self.database} if self.database else {})

    def begin(self) -> "LiveSite":
        self.manage("migrate", "--verbosity", "0")
        self.sessions = self.ask(f"PEOPLE = {self.people}\n{BEGIN}")
        return self.start()

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def ask(self, program: str):
        """What a program prints last, run inside the site: a line of JSON."""
        return json.loads(self.manage("shell", "--no-imports", "-c", program).strip().splitlines()[-1])

    def start(self) -> "LiveSite":
        with (self.data / "server.log").open("a") as log:
            command = [sys.executable, "-m", "uvicorn", "commonweal_web.config.asgi:application", "--port",
                       str(self.port), "--log-level", "warning"]  # fmt: skip
            self.server = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)
        last = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < last and self.server.poll() is None:
            try:
                with urlopen(f"http://localhost:{self.port}/healthz", timeout=5):
                    return self
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise RuntimeError(f"the site did not start:\n{self.log()[-3000:]}")

    def log(self) -> str:
        return (self.data / "server.log").read_text()

    def kill(self) -> None:
        self.server.kill()
        self.server.wait()

    def stop(self) -> None:
        if self.server is None or self.server.poll() is not None:
            return
        self.server.terminate()
        try:
            self.server.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def url(self, layer: str = "shared", place: str = "smallville") -> str:
        return f"ws://localhost:{self.port}/ws/{place}/map/{layer}/"
