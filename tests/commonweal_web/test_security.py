"""What every answer of the site says to a browser, and what it refuses."""

import json
import logging
import os
import subprocess
import sys
from logging.config import dictConfig
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as site_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client, RequestFactory
from django.urls import resolve

from commonweal_web.config import health
from commonweal_web.config.logs import JsonLines, hide, logging_settings
from commonweal_web.systemmap.models import Factor

ROOT = Path(__file__).parents[2]
PAGES = ["/healthz", "/accounts/login/", "/no-such-place/"]


def in_production(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {
        "PATH": os.environ["PATH"],
        "COMMONWEAL_MODE": "production",
        "COMMONWEAL_DATA": str(folder),
        "COMMONWEAL_HOSTS": "commonweal.example.org",
        "DJANGO_SETTINGS_MODULE": "commonweal_web.config.settings",
        **environment,
    }
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(scope="module")
def production(tmp_path_factory) -> dict[str, object]:
    """Settings and one answer of a site in production mode."""
    look = (
        "import json, django; django.setup()\n"
        "from django.conf import settings as s\n"
        "from django.test import Client\n"
        "secure = Client().get('/healthz', secure=True, headers={'host': 'commonweal.example.org'})\n"
        "plain = Client().get('/accounts/login/', headers={'host': 'commonweal.example.org'})\n"
        "stranger = Client().get('/accounts/login/', secure=True, headers={'host': 'evil.example.org'})\n"
        "limits = {kind: [allowed.times, allowed.seconds] for kind, allowed in s.LIMITS.items()}\n"
        "names = ('SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE', 'SESSION_COOKIE_HTTPONLY', 'CSRF_COOKIE_HTTPONLY',"
        " 'SESSION_COOKIE_SAMESITE', 'SESSION_COOKIE_NAME', 'CSRF_COOKIE_NAME', 'WITHOUT_SECOND_FACTOR',"
        " 'SECOND_FACTOR', 'DEBUG')\n"
        "print(json.dumps({'settings': {n: getattr(s, n) for n in names}, 'headers': dict(secure.headers),"
        " 'plain': [plain.status_code, plain.headers.get('Location')], 'stranger': stranger.status_code,"
        " 'limits': limits}))\n"
    )
    told = in_production("-c", look, folder=tmp_path_factory.mktemp("production"))
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_the_content_policy_is_strict_on_every_answer(client, page):
    policy = client.get(page).headers["Content-Security-Policy"]

    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == parts["frame-ancestors"] == parts["base-uri"] == parts["object-src"] == "'none'"
    assert parts["script-src"] == parts["style-src"] == parts["form-action"] == "'self'"
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_other_headers(client, page):
    headers = client.get(page).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "no-store" in headers["Cache-Control"]
    assert "Server" not in headers


def test_production_demands_encryption_for_a_year(production):
    assert production["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert production["plain"] == [301, "https://commonweal.example.org/accounts/login/"]


def test_cookies_of_production_are_for_this_host_over_encryption_only(production):
    assert production["settings"] == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "WITHOUT_SECOND_FACTOR": False,
        "SECOND_FACTOR": "everybody",
        "DEBUG": False,
    }


def test_a_site_in_production_is_limited_without_being_told_to(production):
    assert production["limits"] == {
        "reads": [600, 60], "writes": [120, 60], "heavy": [60, 3600], "api": [600, 60], "visitors": [600, 60],
    }  # fmt: skip


def test_a_host_that_is_not_ours_is_refused(production):
    assert production["stranger"] == 400


def test_djangos_own_check_of_a_deployment_finds_nothing(tmp_path):
    told = in_production("manage.py", "check", "--deploy", "--fail-level", "INFO", folder=tmp_path)

    assert told.returncode == 0, told.stderr
    assert "no issues (0 silenced)" in told.stdout


def test_the_chain_of_events_is_sealed_in_production(tmp_path):
    migrated = in_production("manage.py", "migrate", "--verbosity", "0", folder=tmp_path)
    change = (
        "import django; django.setup()\n"
        "from django.db import transaction\n"
        "from commonweal_web.audit.services import record\n"
        "from commonweal_web.audit.models import AuditEvent\n"
        "with transaction.atomic(): record(event='tried', by=None)\n"
        "AuditEvent.objects.update(event='other')\n"
    )

    told = in_production("-c", change, folder=tmp_path)

    assert migrated.returncode == 0, migrated.stderr
    assert "events of the audit chain are only ever added" in told.stderr


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org", "password": "x"})

    assert answer.status_code == 403


@pytest.mark.django_db
def test_a_form_larger_than_any_of_ours_is_refused(client):
    answer = client.post("/accounts/login/", {"login": "a" * (site_settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})

    assert answer.status_code == 400


@pytest.mark.django_db
def test_more_files_than_any_form_takes_are_refused(client):
    files = {f"file{number}": SimpleUploadedFile("a.txt", b"a") for number in range(11)}

    assert client.post("/accounts/login/", files).status_code == 400


@pytest.mark.django_db
def test_sign_in_leads_to_no_other_site(client, django_user_model):
    user = django_user_model.objects.create_user("ann@example.org", "bright otters swim far")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    given = {"login": user.email, "password": "bright otters swim far", "next": "https://evil.example.org/"}

    answer = client.post("/accounts/login/", given)

    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("page", [*PAGES, "/api/v1/places", "/api/v1/openapi.json"])
def test_no_other_site_may_read_an_answer(client, page):
    asked = {"origin": "https://evil.example.org", "access-control-request-method": "GET"}

    answers = [client.get(page, headers=asked), client.options(page, headers=asked)]

    assert not [name for answer in answers for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(("proxies", "believed"), [("0", False), ("1", True)])
def test_what_a_proxy_says_is_believed_where_there_is_one(tmp_path, proxies, believed):
    look = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "told = {'host': 'commonweal.example.org', 'x-forwarded-proto': 'https'}\n"
        "print(Client().get('/accounts/login/', headers=told).status_code)\n"
    )
    in_production("manage.py", "migrate", "--verbosity", "0", folder=tmp_path)

    told = in_production("-c", look, folder=tmp_path, COMMONWEAL_PROXIES=proxies)

    assert told.stdout.strip() == ("200" if believed else "301"), told.stderr


@pytest.mark.django_db
def test_a_form_sends_no_more_than_its_own_fields(place_with_people, client_for):
    """Whose an item is, and where, is not the sender's to say."""
    police, council = (str(place_with_people.partners[name].pk) for name in ("police", "council"))
    smuggled = {"place": "999", "owner": council, "author": "999", "slug": "chosen", "position": "-1", "extra": "[1]"}

    client_for(place_with_people.police).post(
        "/smallville/factors/add/", {"name": "Quiet streets", "kind": "cause", "disclosure": "place", **smuggled}
    )

    factor = Factor.objects.get(name="Quiet streets")
    assert (factor.place, str(factor.owner_id), factor.author) == (
        place_with_people.place, police, place_with_people.police,
    )  # fmt: skip
    assert (factor.slug, factor.extra) == ("quiet-streets", [])
    assert factor.position >= 0


@pytest.mark.django_db
def test_health_needs_no_sign_in(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_health_says_when_the_database_does_not_answer(rf, monkeypatch):
    def gone(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(health.connection, "cursor", gone)

    assert health.healthz(rf.get("/healthz")).status_code == 503


def logged(message: str, *arguments: object, **extra: object) -> dict[str, object]:
    record = logging.LogRecord("commonweal", logging.WARNING, "", 0, message, arguments, None)
    record.__dict__.update(extra)
    return json.loads(JsonLines().format(record))


def test_a_log_line_is_json_with_when_what_and_how_bad():
    line = logged("%s jobs were taken up again", 3)

    assert (line["level"], line["logger"], line["message"]) == ("warning", "commonweal", "3 jobs were taken up again")
    assert str(line["at"]).endswith("+00:00")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mail to ann.other@example.org failed", "mail to (address) failed"),
        ("GET /accounts/login/?next=/x&email=a HTTP", "GET /accounts/login/?(query) HTTP"),
        ("Not Found: /join/abc/", "Not Found: /join/(token)/"),
        ("Bearer cwt_Ab3dEf9hIjKlMnOpQrStUvWxYz0123456789abcdefg", "Bearer (token)"),
        ("4 writers, 0 lost", "4 writers, 0 lost"),
    ],
)
def test_addresses_tokens_and_queries_are_taken_out_of_logs(text, kept):
    assert hide(text) == kept


def test_a_request_is_logged_by_the_pattern_of_its_address():
    request = RequestFactory().get("/accounts/confirm-email/AB:secret/?next=/x")
    request.resolver_match = resolve("/accounts/confirm-email/AB:secret/")

    line = logged("Not Found: %s", request.path, request=request, status_code=404)

    assert line["route"] == "accounts/confirm-email/(?P<key>[-:\\w]+)/$"
    assert "secret" not in json.dumps(line)


def test_the_trace_of_a_fault_hides_addresses_too():
    try:
        raise ValueError("Key (email)=(ann@example.org) already exists")
    except ValueError:
        line = logged("fault", exc_info=sys.exc_info())

    assert "ann@example.org" not in line["trace"]
    assert "ValueError" in line["trace"]


def test_no_line_is_written_for_each_request_even_when_the_settings_are_read_again():
    dictConfig(logging_settings("INFO"))

    assert not logging.getLogger("uvicorn.access").hasHandlers()
    assert logging.getLogger("uvicorn.error").hasHandlers()
