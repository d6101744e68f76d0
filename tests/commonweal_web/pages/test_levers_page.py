"""The page of levers: what moves an outcome, refusals with their reason, and nothing of what others keep."""

from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from commonweal_web.systemmap.models import Factor, Link

pytestmark = pytest.mark.django_db
ADDRESS = reverse("pages:levers", args=["smallville"])


def test_it_says_what_moves_an_outcome_and_by_how_much(place_with_people: Any, client_for: Any):
    """A link of medium strength, and nothing else: 0.3 by our table of words, so a guest reads 0.3 %."""
    page = client_for(place_with_people.guest).get(ADDRESS, {"outcome": "calls"}).content.decode()

    assert "What moves “Calls to the police” most?" in page
    words = 'A lasting rise of 1 % in "Street drinking" would raise "Calls to the police" by about 0.3 %'
    assert words in unescape(page)


def test_where_nothing_leads_to_it_the_reason_is_told(place_with_people: Any, client_for: Any):
    page = client_for(place_with_people.users["observer"]).get(ADDRESS, {"outcome": "drinking"}).content.decode()

    assert "No ranking can be given: nothing on the map leads to" in page


def test_a_loop_without_delay_is_refused_with_its_mend(place_with_people: Any, client_for: Any):
    place = place_with_people.place
    drinking, calls = (Factor.objects.get(place=place, slug=slug) for slug in ("drinking", "calls"))
    Link.objects.create(place=place, from_factor=calls, to_factor=drinking, sign="+", strength="weak")

    answer = client_for(place_with_people.users["observer"]).get(ADDRESS, {"outcome": "calls"})

    assert answer.status_code == 200
    assert "No ranking can be given" in answer.content.decode()


def test_a_lever_that_another_partner_keeps_to_itself_shows_only_there(place_with_people: Any, client_for: Any):
    own = client_for(place_with_people.police).get(ADDRESS, {"outcome": "calls"}).content.decode()
    others = client_for(place_with_people.users["analyst"]).get(ADDRESS, {"outcome": "calls"}).content.decode()

    assert "Marzipan factor" in own
    assert "Marzipan factor" not in others


def test_an_unknown_factor_is_not_found(place_with_people: Any, client_for: Any):
    assert client_for(place_with_people.users["observer"]).get(ADDRESS, {"outcome": "nothing"}).status_code == 404


def test_the_table_goes_away_as_a_file(place_with_people: Any, client_for: Any):
    address = reverse("pages:levers_csv", args=["smallville", "calls"])

    lines = client_for(place_with_people.guest).get(address).getvalue().decode().splitlines()

    assert lines[0] == 'Factor,"Effect, %","Low, %","High, %"'
    assert lines[1].startswith("Street drinking,+")
