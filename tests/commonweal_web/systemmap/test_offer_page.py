"""The page on which somebody shows to the place what they drew for themselves: their choice for each thing."""

import re

import pytest

from commonweal_web.audit.models import AuditEvent
from commonweal_web.place.item import Disclosure
from commonweal_web.place.viewer import EVERYBODY, Viewer
from commonweal_web.systemmap import selectors as maps
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.models import Factor, Link
from live_client import factor, link, new_key
from live_room import Table

pytestmark = pytest.mark.django_db
ADDRESS = "/smallville/map/offer/"


@pytest.fixture
def people(place_with_people):
    return place_with_people


@pytest.fixture
def drawn(people):
    """The police's contributor drew for themselves: drinking by another name, street lights, and a secret."""
    viewer = Viewer(
        user=people.police.pk, roles=frozenset({"contributor"}), partners=frozenset({people.partners["police"].pk})
    )
    table = Table(Layer(people.place, user=people.police.pk, viewer=viewer))
    copy = table.sit(f"user-{people.police.pk}")
    copy.put("factors", "drinks-a1b2", factor("Drinking on streets"))
    copy.put("factors", "lights-a1b2", factor("Street lights"))
    copy.put("factors", "quince-a1b2", factor("Quince"))
    copy.put("links", "l" * 20, link("lights-a1b2", "drinks-a1b2", sign="-", strength="weak"))
    copy.put("links", "m" * 20, link("drinks-a1b2", "calls", sign="-", strength="weak"))
    copy.put("links", new_key(), link("quince-a1b2", "calls"))
    copy.send()
    table.work()
    assert copy.saved == 1
    return people


@pytest.fixture
def client(drawn, client_for):
    return client_for(drawn.police)


def chosen(**other) -> dict:
    said = {"factor-drinks-a1b2": "drinking", "factor-lights-a1b2": "+new", "factor-quince-a1b2": "+keep"}
    return {**said, "links": ["l" * 20, "m" * 20], **other}


def test_a_shared_factor_of_like_name_is_suggested_and_nothing_is_shown_yet(client, drawn, client_for):
    page = client.get(ADDRESS).content.decode()
    others = client_for(drawn.users["analyst"])

    menu = page[page.index('name="factor-drinks-a1b2"') :]
    assert re.search(r'<option value="(\S+)" selected>', menu)[1] == "drinking"
    assert "Street lights → Drinking on streets, against each other (-)" in page
    for address in (ADDRESS, "/smallville/factors/", "/smallville/map/", "/smallville/map/views/"):
        seen = others.get(address).content.decode()
        assert "Quince" not in seen
        assert "Street lights" not in seen


def test_what_was_chosen_is_shown_as_the_view_of_its_partner_and_the_rest_stays(client, drawn):
    answer = client.post(ADDRESS, chosen())

    assert answer["Location"] == "/smallville/map/views/"
    shown = {(row.from_, row.to, row.sign, row.contributed_by) for row in maps.links(drawn.place, EVERYBODY)}
    assert shown == {("lights-a1b2", "drinking", "-", "police"), ("drinking", "calls", "-", "police")}
    assert Factor.objects.get(slug="quince-a1b2").disclosure == Disclosure.DRAFT
    assert Link.objects.get(from_factor__slug="quince-a1b2").disclosure == Disclosure.DRAFT
    assert not Factor.objects.filter(slug="drinks-a1b2").exists()
    assert AuditEvent.objects.filter(event="map layer offered").count() == 1


def test_the_view_of_another_partner_stands_beside_it(client, drawn):
    Link.objects.filter(contributed_by="police").update(contributed_by="council")

    client.post(ADDRESS, chosen())

    rows = maps.links(drawn.place, EVERYBODY, from_factor__slug="drinking", to_factor__slug="calls")
    assert {(row.sign, row.contributed_by) for row in rows} == {("+", "council"), ("-", "police")}


def test_a_link_that_is_not_chosen_stays_private(client, drawn):
    client.post(ADDRESS, chosen(links=["l" * 20]))

    assert Link.objects.get(key="m" * 20).disclosure == Disclosure.DRAFT
    assert Link.objects.get(key="l" * 20).disclosure == Disclosure.PLACE


def test_a_shared_factor_that_is_none_is_refused_and_nothing_is_shown(client, drawn):
    answer = client.post(ADDRESS, chosen(**{"factor-drinks-a1b2": "zebrafish-factor"}))

    assert answer.status_code == 422
    assert not Factor.objects.filter(slug="lights-a1b2", disclosure=Disclosure.PLACE).exists()


def test_nobody_else_opens_what_a_partner_keeps(drawn, client_for):
    assert client_for(drawn.users["contributor"]).get(f"{ADDRESS}?layer=organisation-police").status_code == 404
    assert client_for(drawn.guest).get(ADDRESS).status_code == 404
    assert client_for(drawn.users["observer"]).get(ADDRESS).status_code == 403


def test_an_empty_layer_says_what_to_do(people, client_for):
    assert "There is nothing here to show" in client_for(people.users["analyst"]).get(ADDRESS).content.decode()
