"""The page of pathways: every way in words, what lies before and behind, and nothing of what others keep."""

from typing import Any

import pytest
from django.urls import reverse

from commonweal_web.place.models import Place

pytestmark = pytest.mark.django_db
ADDRESS = reverse("pages:pathways", args=["smallville"])


def test_the_ways_between_two_factors_are_read(place_with_people: Any, client_for: Any):
    page = client_for(place_with_people.guest).get(ADDRESS, {"from": "drinking", "to": "calls"}).content.decode()

    assert "How does “Street drinking” act on “Calls to the police”?" in page
    assert "One way leads from “Street drinking” to “Calls to the police”: it raises it." in page
    assert "More street drinking leads to more calls to the police" in page


def test_of_one_factor_what_lies_before_and_behind_it(place_with_people: Any, client_for: Any):
    page = client_for(place_with_people.guest).get(ADDRESS, {"from": "drinking", "to": ""}).content.decode()

    assert "What lies before and behind “Street drinking”?" in page
    assert "0 factors act on it, directly or by others; it acts on 1." in page
    assert reverse("pages:factor", args=["smallville", "calls"]) in page


def test_nothing_asked_shows_what_can_be_asked(place_with_people: Any, client_for: Any):
    assert "Choose two factors" in client_for(place_with_people.guest).get(ADDRESS).content.decode()


def test_what_another_partner_keeps_to_itself_is_not_there(place_with_people: Any, client_for: Any):
    asked = {"from": "marzipan-factor"}

    own = client_for(place_with_people.police).get(ADDRESS, asked)
    others = client_for(place_with_people.users["analyst"]).get(ADDRESS, asked)
    plain = client_for(place_with_people.users["analyst"]).get(ADDRESS)

    assert (own.status_code, others.status_code) == (200, 404)
    assert "Marzipan" in own.content.decode()
    assert "Marzipan" not in plain.content.decode()


def test_an_empty_map_says_what_the_page_is_for(place_with_people: Any, client_for: Any):
    address = reverse("pages:pathways", args=[Place.objects.get(slug="elsewhere").slug])

    assert "The map is empty" in client_for(place_with_people.outsider).get(address).content.decode()


def test_the_table_goes_away_as_a_file(place_with_people: Any, client_for: Any):
    address = reverse("pages:pathways_csv", args=["smallville"])
    guest = client_for(place_with_people.guest)

    ways = guest.get(address, {"from": "drinking", "to": "calls"}).getvalue().decode().splitlines()
    around = guest.get(address, {"from": "drinking"}).getvalue().decode().splitlines()

    assert ways[0] == 'More of it,"Factors, in order",Months,In words'
    assert ways[1].startswith("raises it,Street drinking; Calls to the police,")
    assert around[1] == "it acts on,Calls to the police,1"
    assert guest.get(address).status_code == 404
