"""Every address of the site, posted to by everybody: whoever may not do a deed is refused, and nothing is written.

What is posted is a form as the convenor would send it: read from the page, and filled in. So a refusal is never owed
to a form that was wrong. After each walk every table is the same, to the letter, and with it the chain of events.
"""

import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import get_resolver

from commonweal_web.place.models import Membership, Place, Role

from . import test_routes_by_role as walk
from .conftest import make_user
from .test_routes_by_role import (
    AUDIT,
    CONTRIBUTE,
    DOORS,
    MANAGE,
    OUTSIDE,
    ROLES,
    RUN,
    VIEW,
    Door,
    everybody,
    keys,
    routes,
    told,
)

pytestmark = pytest.mark.django_db
furnished = walk.furnished

# Who may post, where that is not who may look.
POST_MAY = {
    "investment:decide": RUN,
    "place:workstreams": MANAGE,
    "systemmap:versions": CONTRIBUTE,
    "place:leave": frozenset({"convenor", "contributor"}),  # oneself, or shown out by the convenor
}

# What goes into an empty field that must be filled in, by its name or by its kind; others get a word, menus their first
# choice.
FILLED = {
    "year": "0", "population": "10", "amount": "5", "change": "-0.1", "value": "3", "value_per_unit": "5",
    "number": "1", "period": "2026-05-01", "date": "2026-05-01", "email": "new@example.org",
}  # fmt: skip
# Menus of lines that may stay empty: who has a part of a benefit.
LEFT_EMPTY = re.compile(r"part\d-")

# What a form needs that its own page does not say.
BESIDES = {
    "place:link": {"link-role": "contributor", "link-reach": "map", "link-most_uses": "5", "link-hours": "4"},
    "systemmap:link_add": {"to": "calls"},
    "systemmap:tie_add": {"to": "police"},
    "systemmap:versions": {"name": "After May"},
    "place:meeting_add": {"date": "2099-05-01"},
    "investment:effect_add": {"factor": "calls", "change": "-0.1"},
}

# What a page's script sends, and no form.
BY_SCRIPT = {"systemmap:layout": {"how": "layers", "factors": ["calls", "drinking"], "links": [["drinking", "calls"]]}}

# Deeds that the convenor's own form does not bring about in this place, each with its reason.
UNDONE = {
    "pages:job_cancel": "the only job is done",
    "place:workstream_remove": "there is no workstream",
    "exchange:replace": "it wants a file",
    "exchange:map_in": "it wants a file",
    "systemmap:publish_keep": "nothing of the map is shown to everybody",
    "pages:factor_delete": "others rely on this factor",
    "pages:partner_delete": "people have roles for this partner",
}

OF_SESSIONS = {"sessions.Session", "usersessions.UserSession"}
CHAIN = "audit.AuditEvent"


@pytest.fixture(autouse=True)
def quiet():
    """Refusals are logged with their trace: thousands of them would slow the walk."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


class Sent(NamedTuple):
    """What is posted, and where."""

    url: str
    given: dict[str, object]
    kind: str = MULTIPART_CONTENT


class Forms(HTMLParser):
    """The forms of a page that are sent to the page itself, filled in: what stands there stays, and what is empty gets
    something."""

    def __init__(self, page: str, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[dict[str, str]] = [{}]
        self.menu = ""
        self.elsewhere = True
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name, given = found.get("name", ""), self.forms[-1]
        if tag == "form":
            self.forms.append({})
            self.elsewhere = (
                found.get("action", "").partition("#")[0] not in {"", self.url} or found.get("method") != "post"
            )
        elif self.elsewhere:
            return
        elif tag == "select":
            self.menu = name
        elif tag == "option" and self.menu:
            chosen = found.get("value", "")
            is_first = self.menu not in given and not LEFT_EMPTY.match(self.menu)
            if chosen and ("selected" in found or is_first):
                given[self.menu] = chosen
        elif tag in {"input", "textarea"} and name:
            self._fill(name, found)

    def _fill(self, name: str, found: dict[str, str]) -> None:
        kind, given = found.get("type", "text"), self.forms[-1]
        if kind in {"radio", "checkbox"}:
            if "checked" in found or (kind == "radio" and name not in given):
                given[name] = found.get("value", "on")
        else:
            ready = FILLED.get(name, FILLED.get(kind, "Wombat")) if "required" in found else ""
            given[name] = found.get("value") or ready

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.menu = ""


def largest_form(page: str, url: str) -> dict[str, str]:
    """The form with the most fields of those that a page sends to itself."""
    return max(Forms(page, url).forms, key=len)


def written() -> dict[str, list[str]]:
    """Every row of every table, but of sessions."""
    tables = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    return {table: rows_of(table) for table in sorted(tables - OF_SESSIONS)}


def rows_of(table: str) -> list[str]:
    """Every row of a table."""
    return sorted(map(str, apps.get_model(table)._base_manager.values_list()))


def is_changed(before: dict[str, list[str]]) -> bool:
    """Whether anything was written; the chain of events is looked at first, since hardly a deed leaves it alone."""
    return any(rows_of(table) != before[table] for table in sorted(before, key=lambda table: table != CHAIN))


def changed(before: dict[str, list[str]]) -> list[str]:
    """The tables that are not what they were."""
    after = written()
    return sorted(table for table, rows in before.items() if rows != after[table])


def form_at(client: Client, url: str) -> dict[str, str]:
    """What somebody would post at an address; nothing where there is no page."""
    looked = client.get(url)
    is_page = looked.status_code == 200 and looked["Content-Type"].startswith("text/html")
    return largest_form(looked.getvalue().decode(), url.partition("?")[0]) if is_page else {}


def filled(convenor: Client, numbers: dict[str, object]) -> dict[str, Sent]:
    """Where each door is, and what the convenor would post there."""
    found = {}
    for name, door in DOORS.items():
        url = f"/smallville/{door.path.format(**numbers)}"
        found[name] = Sent(url, {**form_at(convenor, url), **BESIDES.get(name, {})})
    by_script = {name: Sent(found[name].url, given, "application/json") for name, given in BY_SCRIPT.items()}
    return found | by_script


def takers(name: str, door: Door) -> frozenset[str]:
    """Those whose deed is taken at a door."""
    return POST_MAY.get(name, door.may)


def deeds() -> Iterator[tuple[str, Door]]:
    """Doors at which something can be done, not only looked at."""
    return ((name, door) for name, door in DOORS.items() if takers(name, door) not in (VIEW, AUDIT))


def test_what_is_posted_here_is_taken_from_a_convenor(furnished, client_for):
    """Otherwise a refusal would say nothing: the form itself might be at fault."""
    numbers, convenor = keys(furnished), client_for(furnished.users["convenor"])
    forms, refused, before = filled(convenor, numbers), {}, written()

    for name, _ in deeds():
        with transaction.atomic():
            answer = convenor.post(*forms[name])
            if answer.status_code >= 400 or not is_changed(before):
                refused[name] = (answer.status_code, forms[name].given)
            transaction.set_rollback(True)

    assert {name: why for name, why in refused.items() if name not in UNDONE} == {}
    assert set(UNDONE) <= set(refused)


@pytest.mark.parametrize("is_public", [False, True], ids=["members only", "public"])
def test_whoever_may_not_is_refused_and_nothing_is_written(furnished, client_for, is_public):
    walk.open_to_all(furnished, is_public)
    numbers, clients = keys(furnished), everybody(furnished, client_for)
    forms, wrong = filled(clients["convenor"], numbers), []

    for who, client in clients.items():
        before = written()
        for name, door in DOORS.items():
            wanted = refusal(name, door, who, is_public=is_public)
            got = client.post(*forms[name]).status_code if wanted else 0
            if wanted and got not in wanted:
                wrong.append(f"{name} as {who}: {got}, not {wanted}")
        wrong += [f"{who} changed {table}" for table in changed(before)]

    assert not wrong, told(wrong)


def refusal(name: str, door: Door, who: str, *, is_public: bool) -> set[int]:
    """How somebody is refused whose deed is not taken; none where it is. A page that is only looked at may say 405."""
    looks_only = takers(name, door) in (VIEW, AUDIT)
    if who in {"outsider", "anonymous"} and not (is_public and door.public):
        return {404, 405} if looks_only else {404}
    if looks_only:
        return {200, 405} if who in door.may or door.public else {403, 405}
    return set() if who in takers(name, door) and who not in door.but else {403, 404}


def test_what_the_council_keeps_to_itself_is_written_by_nobody_else(furnished, client_for):
    numbers, clients = keys(furnished), everybody(furnished, client_for)
    others, wrong = [who for who in clients if who not in ROLES], []
    before = written()

    for name, door in DOORS.items():
        url = f"/smallville/{door.kept.format(**numbers)}"
        given = form_at(clients["convenor"], url) if door.kept else {}
        for who in others if door.kept else ():
            got = clients[who].post(url, given).status_code
            if got not in {403, 404, 405}:
                wrong.append(f"{name} as {who}: {got}")

    assert not wrong, told(wrong)
    assert changed(before) == []


def test_the_convenor_of_another_place_reaches_nothing_of_ours_by_its_number(furnished, client_for):
    """Their own place in the address, and the ids and numbers of ours behind it."""
    theirs = make_user("other-convenor", second_factor=True)
    Membership.objects.create(place=Place.objects.get(slug="elsewhere"), user=theirs, role=Role.CONVENOR)
    numbers, client = keys(furnished), client_for(theirs)
    named = {name for name, pattern in routes(get_resolver()) if pattern.count("<") > 1}
    forms, wrong, before = filled(client_for(furnished.users["convenor"]), numbers), [], written()

    for name in sorted(named & {name for name, _ in deeds()}):
        url, *sent = forms[name]
        for address in (url, url.replace("/smallville/", "/elsewhere/")):
            got = client.post(address, *sent).status_code
            if got not in {404, 405}:
                wrong.append(f"{address}: {got}")

    assert not wrong, told(wrong)
    assert changed(before) == []


def test_without_the_token_of_its_form_no_deed_is_done(furnished, client_for):
    convenor, strict = client_for(furnished.users["convenor"]), Client(enforce_csrf_checks=True)
    strict.force_login(furnished.users["convenor"], backend="django.contrib.auth.backends.ModelBackend")
    forms = filled(convenor, keys(furnished))
    of_accounts = {f"/{pattern}" for _, pattern in routes(get_resolver()) if pattern.startswith("accounts/")}
    outside = [path for path, *_ in OUTSIDE.values()] + sorted(path for path in of_accounts if "<" not in path)
    before = written()

    answers = {sent.url: strict.post(*sent).status_code for sent in forms.values()}
    answers |= {url: strict.post(url, {}).status_code for url in outside}

    assert {url: got for url, got in answers.items() if got != 403} == {}
    assert changed(before) == []


def test_nobody_unknown_does_anything_outside_a_place(furnished, client_for):
    unknown, before = client_for(None), written()

    answers = {name: unknown.post(path, {"name": "Wombat"}).status_code for name, (path, *_) in OUTSIDE.items()}

    asked_to_sign_in = {name for name, got in answers.items() if got == 302}
    assert asked_to_sign_in == {name for name, (_, looked, _) in OUTSIDE.items() if looked == 302}
    assert {name: got for name, got in answers.items() if got not in {200, 302, 404, 405}} == {}
    assert changed(before) == []
