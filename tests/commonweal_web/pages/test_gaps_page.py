"""The page of gaps: who is missing, what nobody can act on, and nothing of what others keep."""

from typing import Any

import pytest
from django.urls import reverse

from commonweal_web.place.models import Place
from commonweal_web.systemmap.models import Actor, Factor

pytestmark = pytest.mark.django_db
ADDRESS = reverse("pages:gaps", args=["smallville"])


def test_it_says_who_is_missing_and_what_nobody_can_act_on(place_with_people: Any, client_for: Any):
    page = client_for(place_with_people.guest).get(ADDRESS).content.decode()

    assert "Residents are not at the table" in page
    assert "Nobody on the map can act on" in page
    assert reverse("systemmap:actor_add", args=["smallville", "calls"]) in page


def test_who_can_act_is_shown_with_their_power(place_with_people: Any, client_for: Any):
    factor = Factor.objects.get(place=place_with_people.place, slug="calls")
    partner = place_with_people.partners["police"]
    Actor.objects.create(place=place_with_people.place, slug="acts", partner=partner, factor=factor, power=3)

    page = client_for(place_with_people.users["observer"]).get(ADDRESS).content.decode()

    assert "Smallville Police (full)" in page


def test_what_another_partner_keeps_to_itself_is_no_gap_to_others(place_with_people: Any, client_for: Any):
    own = client_for(place_with_people.police).get(ADDRESS).content.decode()
    others = client_for(place_with_people.users["analyst"]).get(ADDRESS).content.decode()

    assert "Marzipan factor" in own
    assert "Marzipan" not in others


def test_an_empty_map_says_what_the_page_is_for(place_with_people: Any, client_for: Any):
    address = reverse("pages:gaps", args=[Place.objects.get(slug="elsewhere").slug])

    assert "The map is empty" in client_for(place_with_people.outsider).get(address).content.decode()


def test_the_table_goes_away_as_a_file(place_with_people: Any, client_for: Any):
    address = reverse("pages:gaps_csv", args=["smallville"])

    lines = client_for(place_with_people.guest).get(address).getvalue().decode().splitlines()

    assert lines[0] == 'Factor,Kind,"Who can act, and with how much power"'
    assert "Calls to the police,outcome,nobody" in lines
