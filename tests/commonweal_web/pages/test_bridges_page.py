"""The page "Who bridges our organisations?": what it says, to whom, and how it explains what it cannot read."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from commonweal_web.place.item import Disclosure
from commonweal_web.place.models import Partner, Person, Place
from commonweal_web.systemmap.models import Tie

pytestmark = pytest.mark.django_db
ADDRESS = reverse("pages:bridges", args=["smallville"])
WHO = reverse("pages:bridges_csv", args=["smallville", "who"])


def join(place: Place, *pairs: tuple[str, str], **more: Any) -> None:
    for from_, to in pairs:
        Tie.objects.create(place=place, from_id=from_, to_id=to, **more)


def add_charity(place: Place) -> None:
    """A charity that only the council joins to the police: council is the one cut point of three in a row."""
    Partner.objects.create(place=place, slug="charity", name="Smallville Charity", sector="voluntary", position=2)
    join(place, ("charity", "council"), ("council", "police"))


def test_it_names_the_only_bridge_in_words(place_with_people: Any, client_for: Any):
    add_charity(place_with_people.place)

    page = client_for(place_with_people.users["observer"]).get(ADDRESS).content.decode()

    assert "Smallville Council is the only bridge between" in page
    assert "Read from 2 ties among 3" in page


def test_without_ties_it_says_what_to_do_next(place_with_people: Any, client_for: Any):
    page = client_for(place_with_people.users["contributor"]).get(ADDRESS).content.decode()

    assert "No ties are noted here" in page
    assert reverse("place:partners", args=["smallville"]) in page


def test_a_day_that_cannot_be_read_is_explained(place_with_people: Any, client_for: Any):
    answer = client_for(place_with_people.users["observer"]).get(ADDRESS, {"on": "yesterday"})

    assert answer.status_code == 422
    assert "This is no day. Write year, month, day" in answer.content.decode()


def test_ties_of_another_day_are_read_for_that_day(place_with_people: Any, client_for: Any):
    join(place_with_people.place, ("council", "police"), since=date(2024, 1, 1))
    client = client_for(place_with_people.users["observer"])

    assert "No ties are noted here" in client.get(ADDRESS, {"on": "2023-12-31"}).content.decode()
    assert "Read from 1 tie among 2" in client.get(ADDRESS, {"on": "2024-01-01"}).content.decode()


def test_a_tie_that_another_partner_keeps_to_itself_counts_only_there(place_with_people: Any, client_for: Any):
    kept = {"owner": place_with_people.partners["police"], "disclosure": Disclosure.ORGANISATION}
    join(place_with_people.place, ("police", "council"), **kept)

    theirs = client_for(place_with_people.police).get(ADDRESS).content.decode()
    others = client_for(place_with_people.users["analyst"]).get(ADDRESS).content.decode()

    assert "Read from 1 tie" in theirs
    assert "No ties are noted here" in others


def test_visitors_of_a_public_place_see_partners_and_no_people(place_with_people: Any, client_for: Any):
    place = place_with_people.place
    Place.objects.filter(pk=place.pk).update(is_public=True)
    Partner.objects.filter(place=place).update(disclosure=Disclosure.PUBLIC)
    Person.objects.filter(place=place, slug="sergeant").update(disclosure=Disclosure.PUBLIC)
    join(place, ("sergeant", "council"), ("council", "police"), disclosure=Disclosure.PUBLIC)

    answer = client_for(None).get(WHO, {"among": "everyone"})

    assert "Smallville Council" in answer.getvalue().decode()
    assert "sergeant" not in answer.getvalue().decode()


def test_the_table_goes_away_as_a_file(place_with_people: Any, client_for: Any):
    add_charity(place_with_people.place)

    lines = client_for(place_with_people.users["observer"]).get(WHO).getvalue().decode().splitlines()

    assert lines[0].startswith("Who,Sector,Ties,")
    assert lines[1].startswith("Smallville Council,council,2,100 %,")
    assert len(lines) == 4


def test_a_table_that_does_not_exist_is_not_found(place_with_people: Any, client_for: Any):
    address = reverse("pages:bridges_csv", args=["smallville", "salaries"])

    assert client_for(place_with_people.users["observer"]).get(address).status_code == 404
