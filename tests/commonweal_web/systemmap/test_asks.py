"""What one partner asks of another: made, shown, waited for, answered once by those who are asked, and taken back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commonweal_web.audit.models import AuditEvent
from commonweal_web.place.models import Partner
from commonweal_web.systemmap.models import Ask, Factor

ADD = "/smallville/factors/calls/asks/add/"
ASKED = {"from_": "council", "to": "police", "text": "Could you walk the square at night?", "answer_by": ""}

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(place_with_people):
    return place_with_people


@pytest.fixture
def contributor(people, client_for):
    return client_for(people.users["contributor"])


@pytest.fixture
def police(people, client_for):
    return client_for(people.police)


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def ask_of_days(people, days: int, **more) -> Ask:
    """An ask of the council to the police, with its day so many days from today; made long ago."""
    today = timezone.localdate()
    usual = {
        "slug": "walk", "factor": Factor.objects.get(slug="calls"), "text": "Could you walk there?",
        "from_partner": people.partners["council"], "to_partner": people.partners["police"],
        "made": today - timedelta(days=60), "answer_by": today + timedelta(days=days),
    }  # fmt: skip
    return Ask.objects.create(place=people.place, **{**usual, **more})


def test_the_page_of_a_factor_shows_what_is_asked(contributor, people, client_for):
    answer = contributor.post(ADD, {**ASKED, "answer_by": in_days(5)})

    page = client_for(people.guest).get("/smallville/factors/calls/").content.decode()

    assert (answer.status_code, answer["Location"]) == (302, "/smallville/factors/calls/")
    assert "Smallville Council asks Smallville Police: Could you walk the square at night?" in page
    assert "five days left" in page
    assert Ask.objects.get().made == timezone.localdate()
    assert AuditEvent.objects.filter(event="ask added", target="ask:police-calls").exists()


def test_it_waits_on_the_home_of_those_who_are_asked_alone(people, police, contributor):
    ask_of_days(people, 5)

    waiting = "Smallville Council asks Smallville Police: Could you walk there? (five days left)"
    assert waiting in police.get("/smallville/").content.decode()
    assert waiting not in contributor.get("/smallville/").content.decode()


@pytest.mark.parametrize(
    ("days", "words"), [(0, "to answer today"), (-1, "one day past its date"), (-14, "two weeks past its date")]
)
def test_what_is_late_is_said_plainly(people, police, days, words):
    ask_of_days(people, days)

    assert f"({words})" in police.get("/smallville/").content.decode()
    assert words in police.get("/smallville/factors/calls/").content.decode()


def test_a_yes_is_given_once_with_its_event(people, police):
    ask_of_days(people, 5)

    answer = police.post("/smallville/asks/walk/answer/", {"state": "accepted", "answer": "From May on."})
    again = police.post("/smallville/asks/walk/answer/", {"state": "declined", "answer": "No."})

    row = Ask.objects.get()
    assert (answer.status_code, again.status_code) == (302, 422)
    assert (row.state, row.answer, row.answered) == ("accepted", "From May on.", timezone.localdate())
    assert AuditEvent.objects.filter(event="ask accepted", target="ask:walk").count() == 1
    assert "Could you walk there?" not in police.get("/smallville/").content.decode()
    assert "From May on." in police.get("/smallville/factors/calls/").content.decode()


def test_a_no_says_why(people, police):
    ask_of_days(people, 5)

    bare = police.post("/smallville/asks/walk/answer/", {"state": "declined", "answer": " "})

    assert bare.status_code == 422
    assert "Say why, in a line or two." in bare.content.decode()
    assert police.post("/smallville/asks/walk/answer/", {"state": "declined", "answer": "No staff."}).status_code == 302
    assert Ask.objects.get().state == "declined"


def test_only_those_who_are_asked_answer_and_only_those_who_ask_take_it_back(people, contributor, police, client_for):
    ask_of_days(people, 5)

    assert contributor.post("/smallville/asks/walk/answer/", {"state": "accepted"}).status_code == 403
    assert police.post("/smallville/asks/walk/withdraw/").status_code == 403
    assert client_for(people.guest).post("/smallville/asks/walk/answer/", {"state": "accepted"}).status_code == 403
    assert Ask.objects.get().state == "open"

    assert contributor.post("/smallville/asks/walk/withdraw/").status_code == 302
    assert not Ask.objects.exists()


def test_what_is_answered_is_not_taken_back(people, contributor):
    ask_of_days(people, 5, state="accepted", answered=timezone.localdate())

    assert contributor.post("/smallville/asks/walk/withdraw/").status_code == 403
    assert "Take it back" not in contributor.get("/smallville/factors/calls/").content.decode()


def test_nobody_asks_for_a_partner_that_is_not_theirs_nor_themselves(people, contributor, client_for):
    for_police = contributor.post(ADD, {**ASKED, "from_": "police"})
    for_itself = contributor.post(ADD, {**ASKED, "to": "council"})

    assert (for_police.status_code, for_itself.status_code) == (422, 422)
    assert client_for(people.guest).post(ADD, ASKED).status_code == 403
    assert not Ask.objects.exists()


def test_a_day_that_is_past_is_explained(contributor):
    answer = contributor.post(ADD, {**ASKED, "answer_by": "2020-01-01"})

    assert answer.status_code == 422
    assert "lies before the day it was made" in answer.content.decode()


def test_what_is_asked_of_a_partner_that_one_may_not_see_is_not_seen(people, contributor, client_for):
    hidden = Partner.objects.create(
        place=people.place, slug="fire", name="Fire brigade", sector="fire", disclosure="organisation",
        owner=people.partners["police"],
    )  # fmt: skip
    ask_of_days(people, 5, to_partner=hidden)

    assert "Could you walk there?" not in contributor.get("/smallville/factors/calls/").content.decode()
    assert contributor.post("/smallville/asks/walk/withdraw/").status_code == 404


def test_the_page_of_gaps_leads_to_asking(contributor):
    assert ADD in contributor.get("/smallville/map/gaps/").content.decode()


@pytest.mark.parametrize("wrong", [{"state": "accepted"}, {"answered": "2026-01-01"}])
def test_the_database_takes_no_answer_without_a_day_and_no_day_without_an_answer(people, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ask_of_days(people, 5, **wrong)


def test_the_database_takes_no_ask_of_a_partner_to_itself(people):
    with pytest.raises(IntegrityError), transaction.atomic():
        ask_of_days(people, 5, to_partner=people.partners["council"])


def test_one_page_holds_all_asks_those_past_their_day_first(people, police, client_for):
    ask_of_days(people, -20)
    today = timezone.localdate()
    ask_of_days(
        people, 5, slug="lamps", text="More lamps?", state="accepted", answered=today, answer="From May on.",
    )  # fmt: skip

    page = police.get("/smallville/map/asks/").content.decode()
    table = client_for(people.guest).get("/smallville/map/asks.csv").getvalue().decode().splitlines()

    assert "One ask waits for an answer, and is past its date." in page
    assert "One was answered: one accepted. The answer took eight weeks." in page
    assert page.index("Could you walk there?") < page.index("More lamps?")
    assert "two weeks past its date" in page
    assert "/smallville/asks/walk/answer/" in page
    assert [row.split(",")[2] for row in table[1:]] == ["Calls to the police", "Calls to the police"]


def test_an_ask_about_what_is_kept_back_is_on_no_page_of_others(people, client_for):
    kept = Factor.objects.get(slug="marzipan-factor")
    ask_of_days(people, 5, factor=kept, text="Marzipan?", disclosure="organisation", owner=people.partners["police"])

    own = client_for(people.police).get("/smallville/map/asks/").content.decode()
    others = client_for(people.users["analyst"]).get("/smallville/map/asks/").content.decode()

    assert "Marzipan?" in own
    assert "Marzipan" not in others
    assert "Nobody has asked another partner to act yet." in others
