"""Who asks for too much is asked to wait, and nobody else is."""

import json
import re

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import get_resolver, reverse

from commonweal_web.accounts.services import make_token
from commonweal_web.config.guards import excess
from commonweal_web.config.guards.allowance import Allowance, Counts
from commonweal_web.place.models import Place, Workstream

from ..test_routes_by_role import routes

pytestmark = pytest.mark.django_db


@pytest.fixture
def limits(settings, monkeypatch):
    """Nobody has done anything yet; each kind is given its allowance, the others none."""
    monkeypatch.setattr(excess, "COUNTS", Counts())

    def allow(**given: int) -> None:
        settings.LIMITS = {kind: Allowance(given[kind], 3600) if kind in given else None for kind in settings.LIMITS}

    return allow


def test_pages_that_change_something_are_held_back_for_who_sends_too_many(place_with_people, client_for, limits):
    limits(writes=2)
    convenor = client_for(place_with_people.users["convenor"])

    answers = [convenor.post("/smallville/workstreams/", {"name": f"Stream {number}"}) for number in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert answers[2]["Retry-After"] == "1800"  # two an hour: the next after half of one
    assert Workstream.objects.count() == 2


def test_the_page_says_what_to_do_and_keeps_the_rest_of_the_site_open(place_with_people, client_for, limits):
    limits(writes=1)
    convenor = client_for(place_with_people.users["convenor"])
    convenor.post("/smallville/workstreams/", {"name": "One"})

    told = convenor.post("/smallville/workstreams/", {"name": "Two"}).content.decode()

    assert "Wait 60 minutes, then go back" in told
    assert convenor.get("/smallville/").status_code == 200


def test_a_colleague_behind_the_same_address_goes_on(place_with_people, client_for, limits):
    limits(writes=1, reads=1, heavy=1, api=1)
    busy, other = (client_for(place_with_people.users[role]) for role in ("convenor", "partner_lead"))
    for _ in range(3):
        busy.get("/smallville/")
        busy.post("/smallville/export/")

    assert busy.get("/smallville/").status_code == busy.post("/smallville/export/").status_code == 429
    assert other.get("/smallville/").status_code == other.post("/smallville/export/").status_code == 200


@pytest.mark.parametrize("path", ["/import/", "/smallville/import/", "/smallville/export/", "/smallville/decide/"])
def test_long_work_is_held_back_sooner(place_with_people, client_for, limits, path):
    limits(writes=100, heavy=1)
    convenor = client_for(place_with_people.users["convenor"])

    answers = [convenor.post(path, {}).status_code for _ in range(2)]

    assert answers[0] in (200, 422)
    assert answers[1] == 429
    assert convenor.get(path).status_code == 200


def test_every_page_of_long_work_is_there():
    names = {name for name, _ in routes(get_resolver())}

    assert names >= excess.HEAVY


def test_reading_page_after_page_is_held_back(place_with_people, client_for, limits):
    limits(reads=3)
    observer = client_for(place_with_people.users["observer"])

    answers = [observer.get("/smallville/factors/").status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]


def test_guests_of_one_link_behind_one_address_do_not_hold_each_other_back(place_with_people, client_for, limits):
    limits(reads=1, visitors=1)
    first = place_with_people.guest
    second = type(first).objects.create(invitation=first.invitation, name="Another")

    clients = [client_for(first), client_for(second)]

    assert [client.get("/smallville/").status_code for client in clients] == [200, 200]
    assert clients[0].get("/smallville/").status_code == 429


def test_what_is_open_to_everybody_may_be_read_without_end(place_with_people, limits):
    limits(reads=1, visitors=1, api=1)
    Place.objects.update(is_public=True)

    assert {Client().get("/smallville/").status_code for _ in range(5)} == {200}


def test_forms_of_those_who_are_not_known_are_counted_by_address(db, limits):
    limits(visitors=2)

    def send(address: str) -> int:
        return Client(REMOTE_ADDR=address).post("/join/never-was/", {"name": "x"}).status_code

    assert [send("192.0.2.1") for _ in range(3)] == [404, 404, 429]
    assert send("192.0.2.2") == 404


def test_a_visitor_cannot_choose_the_address_that_is_counted(db, limits, settings):
    """Without a proxy of ours the header is not believed; with one, only what the proxy itself wrote, the last."""
    limits(visitors=2)

    def send(told: str) -> int:
        return Client(headers={"x-forwarded-for": told}).post("/join/never-was/", {"name": "x"}).status_code

    assert [send(f"192.0.2.{number}") for number in range(3)] == [404, 404, 429]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert [send(f"192.0.2.{number}, 198.51.100.7") for number in range(3)] == [404, 404, 429]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (119, "119 seconds"), (120, "2 minutes"), (121, "3 minutes"), (3600, "60 minutes")],
)
def test_how_long_to_wait_is_said_as_people_say_it(seconds, words):
    assert excess.in_words(seconds) == words


# The API


def asked_with(token: str) -> Client:
    return Client(headers={"authorization": f"Bearer {token}"})


@pytest.fixture
def token(place_with_people) -> str:
    return make_token(user=place_with_people.police, name="test", days=1)


def test_a_token_that_asks_too_often_is_told_when_to_ask_again(token, limits):
    limits(api=2)
    program = asked_with(token)

    answers = [program.get("/api/v1/places/smallville/factors") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "1800"
    assert answers[2]["Content-Type"] == "application/json"
    assert "Wait 30 minutes, then ask again" in answers[2].json()["detail"]


def test_the_document_of_the_api_knows_this_answer(token):
    document = json.loads(Client().get("/api/v1/openapi.json").content)

    answers = [deed["responses"] for path in document["paths"].values() for deed in path.values()]
    shapes = {json.dumps(known.get("429", {}).get("content")) for known in answers}
    assert len(answers) > 18
    assert shapes == {json.dumps(answers[0]["404"]["content"])}


def test_two_tokens_of_one_person_are_counted_apart(token, place_with_people, limits):
    limits(api=1)
    other = make_token(user=place_with_people.police, name="other", days=1)
    asked_with(token).get("/api/v1/places")

    assert asked_with(token).get("/api/v1/places").status_code == 429
    assert asked_with(other).get("/api/v1/places").status_code == 200


def test_made_up_tokens_are_held_back_and_true_ones_of_the_same_address_are_not(token, limits):
    limits(api=100, visitors=2)

    made_up = [asked_with(f"cwt_made-up-{number}").get("/api/v1/places").status_code for number in range(4)]

    assert made_up == [401, 401, 429, 429]
    assert asked_with(token).get("/api/v1/places").status_code == 200


def test_a_session_gains_nothing_by_made_up_tokens(place_with_people, client_for, limits):
    limits(api=2)
    browser = client_for(place_with_people.police)

    answers = [
        browser.get("/api/v1/places", headers={"authorization": f"Bearer cwt_{number}"}).status_code
        for number in range(3)
    ]

    assert answers == [200, 200, 429]


def test_whom_it_holds_back_is_logged_without_address_and_token(token, limits, caplog):
    limits(api=1, visitors=1)
    for _ in range(2):
        asked_with(token).get("/api/v1/places")
        Client(REMOTE_ADDR="192.0.2.1").post("/join/never-was/", {})

    told = [record.getMessage() for record in caplog.records if record.name.endswith("excess")]
    assert told == [
        "somebody by token is to wait 3600 seconds: too many api",
        "somebody by address is to wait 3600 seconds: too many visitors",
    ]


def test_the_look_of_the_page_needs_no_place(client, limits):
    limits(visitors=1)
    client.post(reverse("place:join", args=["never-was"]), {})

    told = client.post(reverse("place:join", args=["never-was"]), {}).content.decode()

    assert len(re.findall("<h1", told)) == 1
    assert set(site_settings.LIMITS) == {"reads", "writes", "heavy", "api", "visitors"}
