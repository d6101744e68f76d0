"""The page of loops: read aloud, named by people, honest about what was not counted, silent about what others keep."""

from typing import Any

import pytest
from django.urls import reverse

from commonweal_web.audit.models import AuditEvent
from commonweal_web.place.models import Place
from commonweal_web.systemmap.models import Factor, Link, NamedLoop

pytestmark = pytest.mark.django_db
ADDRESS = reverse("pages:loops", args=["smallville"])
NAME = reverse("systemmap:loop_name", args=["smallville"]) + "?factors=drinking;calls"


@pytest.fixture
def back(place_with_people: Any) -> Link:
    """More calls bring fewer drinkers after a while: with the link that is there, a balancing loop of two."""
    place = place_with_people.place
    drinking, calls = (Factor.objects.get(place=place, slug=slug) for slug in ("drinking", "calls"))
    return Link.objects.create(
        place=place,
        from_factor=calls,
        to_factor=drinking,
        sign="-",
        strength="weak",
        delay=3.0,
        contributed_by="council",
    )


def test_a_loop_is_read_aloud(place_with_people: Any, client_for: Any, back: Link):
    page = client_for(place_with_people.guest).get(ADDRESS).content.decode()

    assert "One loop holds itself back (balancing)." in page
    assert (
        "More calls to the police leads to less street drinking, which leads to less calls to the police: "
        "it holds itself back (balancing)." in page
    )
    assert "It comes round after about 3 months." in page


def test_without_loops_it_says_that_nothing_feeds_back(place_with_people: Any, client_for: Any):
    assert "Nothing on this map feeds back." in client_for(place_with_people.guest).get(ADDRESS).content.decode()


def test_a_loop_gets_a_name_and_a_story_with_an_event(place_with_people: Any, client_for: Any, back: Link):
    client = client_for(place_with_people.guest)

    answer = client.post(NAME, {"name": "Calls bring patrols", "story": "We saw it in May.", "disclosure": "place"})

    assert answer.status_code == 302
    page = client.get(ADDRESS).content.decode()
    assert "Calls bring patrols" in page
    assert "We saw it in May." in page
    assert AuditEvent.objects.filter(place="smallville", event="namedloop added").count() == 1


def test_a_name_that_is_missing_is_explained(place_with_people: Any, client_for: Any, back: Link):
    answer = client_for(place_with_people.guest).post(NAME, {"name": "", "disclosure": "place"})

    assert answer.status_code == 422
    assert "This is empty. Fill it in." in answer.content.decode()


def test_what_is_no_loop_cannot_be_named(place_with_people: Any, client_for: Any):
    assert client_for(place_with_people.guest).get(NAME).status_code == 404


def test_a_second_name_for_the_same_loop_is_refused(place_with_people: Any, client_for: Any, back: Link):
    NamedLoop.objects.create(place=place_with_people.place, factors=["calls", "drinking"], name="The first name")

    answer = client_for(place_with_people.guest).post(NAME, {"name": "The second", "disclosure": "place"})

    assert answer.status_code == 422
    assert "names the same loop already" in answer.content.decode()


def test_a_loop_through_what_another_partner_keeps_shows_only_there(place_with_people: Any, client_for: Any):
    place = place_with_people.place
    kept = Factor.objects.get(place=place, slug="marzipan-factor")
    calls = Factor.objects.get(place=place, slug="calls")
    Link.objects.create(place=place, from_factor=calls, to_factor=kept, sign="+", delay=1.0)
    NamedLoop.objects.create(place=place, factors=["calls", "marzipan-factor"], name="Almonds for all")

    own = client_for(place_with_people.police).get(ADDRESS).content.decode()
    others = client_for(place_with_people.users["analyst"]).get(ADDRESS).content.decode()

    assert "Almonds for all" in own
    assert "Almonds" not in others
    assert "Marzipan" not in others


def test_a_length_that_is_no_number_is_explained(place_with_people: Any, client_for: Any):
    answer = client_for(place_with_people.guest).get(ADDRESS, {"longest": "many"})

    assert answer.status_code == 422


def test_the_table_goes_away_as_a_file(place_with_people: Any, client_for: Any, back: Link):
    address = reverse("pages:loops_csv", args=["smallville"])

    lines = client_for(place_with_people.guest).get(address).getvalue().decode().splitlines()

    assert lines[0] == 'Loop,Name,"Factors, in order",Returns,In words'
    assert lines[1].startswith("B1,,Calls to the police; Street drinking,after about 3 months,")


def test_an_empty_map_says_what_a_loop_is(place_with_people: Any, client_for: Any):
    address = reverse("pages:loops", args=[Place.objects.get(slug="elsewhere").slug])

    assert "A loop is a chain of causes" in client_for(place_with_people.outsider).get(address).content.decode()
