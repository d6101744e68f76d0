"""The map inside another website: who sees what, which websites may show it, and that nothing else is framed."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commonweal_web.accounts.middleware import BEGAN
from commonweal_web.audit.models import AuditEvent
from commonweal_web.config.guards.strangers import FRAMED
from commonweal_web.place.embedding.sites import MOST_SITES, SITE, ancestors, sites_in
from commonweal_web.place.models import Partner, Place
from commonweal_web.systemmap.models import Factor, Link, NamedMap

from . import test_routes_by_role as walk
from .conftest import make_user
from .test_routes_by_role import DOORS, SCRUBBED, everybody, keys, open_to_all, told

pytestmark = pytest.mark.django_db
furnished = walk.furnished

FRAMES = [f"/smallville/{door.path}" for door in DOORS.values() if door.framed]
EMBED = "/smallville/map/embed/"


@pytest.fixture
def shown(furnished):
    """The place opened to other websites: "calls" is shown to everybody, all else to members or to a partner."""
    open_to_all(furnished)
    Factor.objects.filter(slug="calls").update(disclosure="public")
    return furnished


def policy_of(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: said for name, _, said in parts}


def test_every_address_for_frames_loses_its_cookies():
    found = {url for url in FRAMES if FRAMED.match(url)}

    assert found == set(FRAMES)
    assert not [door.path for door in DOORS.values() if not door.framed and FRAMED.match(f"/smallville/{door.path}")]


@pytest.mark.parametrize("url", [EMBED, f"{EMBED}table/"])
def test_it_may_be_framed_and_do_nothing_but_be_looked_at(shown, client, url):
    answer = client.get(url)

    policy = policy_of(answer)
    assert policy["frame-ancestors"] == "*"
    assert policy["script-src"] == policy["style-src"] == policy["font-src"] == "'self'"
    assert policy["connect-src"] == "http://testserver/smallville/map/embed/colouring/"
    nothing = ("default-src", "form-action", "base-uri", "object-src", "manifest-src")
    assert {name: policy[name] for name in nothing} == dict.fromkeys(nothing, "'none'")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert policy["sandbox"].split() == [
        "allow-scripts", "allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox",
    ]  # fmt: skip
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert {"X-Frame-Options", "Vary", "Set-Cookie"} & set(answer.headers) == set()
    scripts = re.findall(rb"<script ([^>]*)>", answer.content)
    assert [begin[:17] for begin in scripts] == [b'type="module" src', b'id="map-start" ty']
    assert b"<form" not in answer.content


def test_only_the_websites_that_are_named_may_frame_it(shown, client):
    Place.objects.filter(pk=shown.place.pk).update(embedding_sites="https://www.example.org\nhttps://news.example.org")

    assert policy_of(client.get(EMBED))["frame-ancestors"] == "https://www.example.org https://news.example.org"


def test_no_other_page_may_be_framed_whoever_opens_it(shown, client_for):
    numbers, wrong = keys(shown), []

    for who in ("convenor", "anonymous"):
        browser = everybody(shown, client_for)[who]
        for name, door in DOORS.items():
            answer = browser.get(f"/smallville/{door.path.format(**numbers)}")
            is_page = name not in {"pages:map_embed", "pages:map_embed_table"}
            kept_out = policy_of(answer)["frame-ancestors"] == "'none'" and answer.headers["X-Frame-Options"] == "DENY"
            wrong += [f"{name} as {who}"] if kept_out != is_page else []

    assert not wrong, told(wrong)


@pytest.mark.parametrize("url", FRAMES)
def test_everybody_is_shown_the_same_to_the_letter(shown, client_for, url):
    answers = {who: browser.get(url) for who, browser in everybody(shown, client_for).items()}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert len({answer.content for answer in answers.values()}) == 1
    assert not [who for who, answer in answers.items() if answer.cookies]


def test_only_what_is_public_is_in_it(shown, client_for):
    for url in FRAMES:
        page = client_for(shown.users["convenor"]).get(url).content.decode().lower()

        assert "calls" in page
        assert [word for word in ("street drinking", "zebrafish", "marzipan", "periwinkle") if word in page] == []


def test_nobody_is_asked_who_they_are(shown, client_for):
    """A session is neither read nor ended, and nobody is led away to set up a second factor."""
    convenor = make_user("new-convenor")
    shown.place.memberships.create(user=convenor, role="convenor")
    browser = client_for(convenor)
    session = browser.session
    session[BEGAN] = int((timezone.now() - timedelta(days=3)).timestamp())
    session.save()

    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(EMBED)

    assert answer.status_code == 200
    assert "Clear-Site-Data" not in answer.headers
    tables = {table for query in asked.captured_queries for table in re.findall(r'FROM "(\w+)"', query["sql"])}
    assert tables & {"django_session", "accounts_user", "place_membership", "place_guest", "mfa_authenticator"} == set()


@pytest.mark.parametrize("url", FRAMES)
def test_a_map_that_may_not_be_shown_costs_and_says_what_an_unknown_place_does(furnished, client_for, url):
    unknown = url.replace("smallville", "somewhere0")
    for is_public in (False, True):  # for members only; or public, and not to be embedded
        Place.objects.filter(pk=furnished.place.pk).update(is_public=is_public)
        for who in (furnished.users["convenor"], furnished.outsider, None):
            browser = client_for(who)

            there, nowhere = (asked(browser, each) for each in (url, unknown))

            assert there == nowhere
            assert there[:2] == (404, 1)


def asked(browser: Client, url: str) -> tuple[int, int, list[str], bytes]:
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(url)
    statements = [re.sub(r"'[^']*'", "?", query["sql"]) for query in queries.captured_queries]
    page = SCRUBBED.sub(b"", answer.content).replace(b"smallville", b"somewhere0")
    assert policy_of(answer)["frame-ancestors"] == "'none'"
    return answer.status_code, len(statements), statements, page


@pytest.mark.parametrize("url", FRAMES)
def test_nothing_is_sent_to_it(shown, url):
    for method in ("post", "put", "patch", "delete", "options"):
        assert getattr(Client(), method)(url).status_code == 405
    assert Client(enforce_csrf_checks=True).post(url).status_code == 403
    assert Client().head(url).status_code == 200


def test_it_is_called_by_the_map_and_says_of_where_and_when(shown, client):
    NamedMap.objects.filter(slug="nights").update(disclosure="public")

    whole, named = (client.get(f"{EMBED}{search}").content.decode() for search in ("", "?map=nights&colour=leverage"))

    assert "What next?</h1>" in whole
    assert f"Map of Smallville, as of {timezone.localdate():%-d %B %Y}." in whole
    assert "Nights</h1>" in named
    assert 'href="/smallville/map/?map=nights&amp;colour=leverage"' in named
    assert 'href="/smallville/map/embed/table/?map=nights&amp;colour=leverage"' in named


@pytest.mark.parametrize("named", ["zebrafish-map", "nights", "never-was"])
def test_a_map_that_strangers_do_not_see_is_the_whole_map(shown, client, named):
    whole, asked_for = (client.get(url).content.decode() for url in (EMBED, f"{EMBED}?map={named}"))

    assert '"map": "main"' in asked_for
    assert asked_for.replace(f"?map={named}", "") == whole


def test_without_scripts_it_is_a_picture_and_tables(shown, client):
    Factor.objects.filter(slug="drinking").update(disclosure="public")
    Partner.objects.filter(slug="police").update(disclosure="public")
    Link.objects.filter(contributed_by="police").update(disclosure="public")
    page = client.get(EMBED).content.decode()

    plain = page[page.index("<noscript>") : page.index("</noscript>")]
    assert 'src="/smallville/map/embed/picture.svg?map=main"' in plain
    assert "raises" in plain
    assert client.get(f"{EMBED}picture.svg").content.startswith(b"<svg ")


def test_the_menu_of_the_map_says_what_must_be_done_and_to_whom(furnished, client_for):
    def told_to(who) -> object:
        return walk_start(client_for(who).get("/smallville/map/").content.decode())

    before = told_to(furnished.users["convenor"]), told_to(furnished.police)
    open_to_all(furnished)

    assert before == ('"embedding": {"settings": "/smallville/settings/"}', '"embedding": {"settings": ""}')
    assert told_to(furnished.police) == f'"embedding": {{"url": "{EMBED}"}}'


def walk_start(page: str) -> str:
    found = re.search(r'"embedding": \{.*?\}', page)
    return found[0] if found else ""


# Who allows it, and what may be typed


SAID = {"name": "Smallville", "question": "What next?", "horizon_years": "5"}
ON = {**SAID, "is_public": "on", "is_embeddable": "on"}


def change(people, client_for, said):
    return client_for(people.users["convenor"]).post("/smallville/settings/", said)


def test_a_convenor_allows_it_and_takes_it_back_with_an_event_for_each(place_with_people, client_for):
    change(place_with_people, client_for, {**ON, "embedding_sites": "www.example.org"})
    opened = Place.objects.get(slug="smallville")
    change(place_with_people, client_for, SAID)
    closed = Place.objects.get(slug="smallville")

    assert (opened.is_embeddable, opened.embedding_sites) == (True, "https://www.example.org")
    assert (closed.is_public, closed.is_embeddable) == (False, False)
    events = AuditEvent.objects.filter(event__startswith="map ").values_list("event", "details")
    assert list(events) == [
        ("map opened to other websites", {"sites": ["https://www.example.org"]}),
        ("map closed to other websites", {}),
    ]


def test_it_is_off_until_then(place_with_people, client_for):
    change(place_with_people, client_for, {**SAID, "is_public": "on"})

    assert not Place.objects.get(slug="smallville").is_embeddable
    assert not AuditEvent.objects.filter(event__startswith="map ").exists()


def test_what_only_members_see_cannot_be_embedded(place_with_people, client_for):
    answer = change(place_with_people, client_for, {**SAID, "is_embeddable": "on"})

    assert answer.status_code == 422
    assert "Tick both, or neither." in answer.content.decode()
    with pytest.raises(IntegrityError, match="place_embeddable_only_if_public"):
        Place.objects.filter(slug="smallville").update(is_embeddable=True)


def test_lines_that_are_no_websites_are_told_together(place_with_people, client_for):
    said = "www.example.org\nhttp://open.example.org\n* ; script-src *"

    answer = change(place_with_people, client_for, {**ON, "embedding_sites": said})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“http://open.example.org” is not the address of a website." in page
    assert "“script-src” is not the address of a website." in page
    assert "Write it as www.example.org, one a line." in page


def test_addresses_are_taken_as_people_copy_them():
    said = "https://www.Example.org/news?x=1\nwww.example.org, maps.example.org:8443\n\nhttp://localhost:8080/"

    found = sites_in(said)

    assert found == ("https://www.example.org", "https://maps.example.org:8443", "http://localhost:8080")


def test_so_many_websites_and_no_more():
    with pytest.raises(ValidationError, match="These are 21 websites, and 20 are the most"):
        sites_in("\n".join(f"site{number}.example.org" for number in range(MOST_SITES + 1)))


@pytest.mark.parametrize(
    "line", ["https://user@example.org", "https://[::1", "https://*", "*.example.org", "javascript://example.org", "é"]
)
def test_what_is_no_website_is_none(line):
    with pytest.raises(ValidationError, match="is not the address of a website"):
        sites_in(line)


WORDS = st.text(st.sampled_from("ab.-:/;,*'@ \n\t\x00%[]")) | st.text()


@given(st.lists(WORDS | st.from_regex(SITE, fullmatch=True), max_size=4).map("\n".join))
def test_nothing_but_websites_gets_into_the_header(text):
    try:
        kept = "\n".join(sites_in(text))
    except ValidationError:
        kept = text  # as if it had got there all the same
    named = ancestors(kept)

    assert named in (["*"], ["'none'"]) or all(re.fullmatch(r"https?://[a-z0-9.:-]+", site) for site in named)


@given(st.lists(st.from_regex(SITE, fullmatch=True), max_size=4))
def test_what_was_kept_is_kept_the_same_again(sites):
    kept = sites_in("\n".join(sites))

    assert sites_in("\n".join(kept)) == kept
    assert set(kept) == set(sites)
