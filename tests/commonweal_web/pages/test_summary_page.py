"""The page that says all readings in short: the same sentences as on their own pages, as far as somebody may see."""

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal_web.pages.selectors.readings import summary
from commonweal_web.place.models import Place
from commonweal_web.systemmap.models import Actor, Factor, Link, Tie

pytestmark = pytest.mark.django_db
ADDRESS = reverse("pages:summary", args=["smallville"])


@pytest.fixture
def drawn(place_with_people: Any) -> Any:
    """A loop, a tie, and somebody who can act."""
    place = place_with_people.place
    drinking, calls = (Factor.objects.get(place=place, slug=slug) for slug in ("drinking", "calls"))
    Link.objects.create(place=place, from_factor=calls, to_factor=drinking, sign="-", strength="weak", delay=3.0)
    Actor.objects.create(place=place, slug="acts", partner=place_with_people.partners["police"], factor=calls, power=3)
    Tie.objects.create(place=place, from_id="council", to_id="police")
    return place_with_people


@pytest.mark.parametrize("name", ["bridges", "loops", "patterns", "levers", "gaps", "rival_views"])
def test_what_it_says_stands_on_the_page_that_it_leads_to(drawn: Any, client_for: Any, name: str):
    client, page = client_for(drawn.users["observer"]), reverse(f"pages:{name}", args=["smallville"])

    shown = client.get(ADDRESS).context["found"]
    [said] = [said for said in shown.said if said.address == page]
    read_there = unescape(client.get(page).content.decode())

    assert said.question in read_there
    assert said.answer or name == "patterns"
    assert all(sentence.removeprefix("The shortest: ") in read_there for sentence in said.answer)


def test_it_is_read_from_what_somebody_may_see(place_with_people: Any, client_for: Any):
    """The police and the council each keep a factor to themselves."""
    own = client_for(place_with_people.police).get(ADDRESS)
    others = client_for(place_with_people.users["analyst"]).get(ADDRESS)
    guest = client_for(place_with_people.guest).get(ADDRESS)

    assert "Marzipan" in own.content.decode()
    assert "Marzipan" not in others.content.decode()
    assert guest.context["found"].factors == own.context["found"].factors - 1


def test_an_empty_map_says_what_the_page_is_for(place_with_people: Any, client_for: Any):
    address = reverse("pages:summary", args=[Place.objects.get(slug="elsewhere").slug])

    assert "The map is empty" in client_for(place_with_people.outsider).get(address).content.decode()


def test_a_larger_map_asks_no_more_of_the_database(drawn: Any, client_for: Any, django_assert_num_queries: Any):
    client, place = client_for(drawn.users["observer"]), drawn.place
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    for number in range(10):
        factor = Factor.objects.create(place=place, slug=f"more-{number}", name=f"More {number}", kind="cause")
        Link.objects.create(
            place=place, from_factor=factor, to_factor=Factor.objects.get(place=place, slug="calls"), sign="+"
        )

    with django_assert_num_queries(len(few)):
        client.get(ADDRESS)


def test_of_a_large_map_what_takes_long_is_left_to_its_own_page(drawn: Any, client_for: Any, monkeypatch: Any):
    monkeypatch.setattr(summary, "LARGE", 1)

    said = client_for(drawn.users["observer"]).get(ADDRESS).context["found"].said

    assert [one.address.rsplit("/", 2)[1] for one in said if one.answer == summary.ON_ITS_PAGE] == [
        "loops", "patterns", "levers",
    ]  # fmt: skip
