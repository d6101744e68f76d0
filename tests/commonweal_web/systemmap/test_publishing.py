"""The whole map shown to everybody and back: what strangers see of it, what stays, and who may do it."""

from typing import Any

import pytest
from django.test import Client

from commonweal_web.audit.models import AuditEvent
from commonweal_web.place.models import Partner, Person
from commonweal_web.systemmap.models import Actor, Factor, Link, Position, Tie

pytestmark = pytest.mark.django_db
PAGE, BACK, MAP = "/smallville/settings/map/", "/smallville/settings/map/back/", "/smallville/map/"


@pytest.fixture
def open_place(place_with_people: Any) -> Any:
    """A public place with a partner who can act, a tie, and a person who stands on the map."""
    place, partners = place_with_people.place, place_with_people.partners
    place.is_public = True
    place.save()
    calls = Factor.objects.get(place=place, slug="calls")
    Actor.objects.create(place=place, slug="acts", partner=partners["police"], factor=calls, power=3)
    Tie.objects.create(place=place, from_id="council", to_id="police")
    person = Person.objects.filter(place=place, disclosure="place").first() or Person.objects.create(
        place=place, slug="night-inspector", role="night inspector", partner=partners["police"]
    )
    Position.objects.create(place=place, map="main", body=person.slug, x=1.0, y=2.0)
    Tie.objects.create(place=place, from_id="council", to_id=person.slug)
    return place_with_people


@pytest.fixture
def convenor(open_place: Any, client_for: Any) -> Client:
    return client_for(open_place.users["convenor"])


def strangers_start() -> dict[str, Any]:
    return Client().get(MAP).context["start"]


def test_before_it_is_published_a_stranger_sees_nothing_of_it(open_place: Any):
    rows = strangers_start()["rows"]["shared"]

    assert rows["factors"] == rows["links"] == rows["actors"] == {}


def test_the_whole_map_is_shown_to_everybody_without_its_partners(convenor: Client):
    members = set(convenor.get(MAP).context["start"]["rows"]["shared"]["factors"])

    answer = convenor.post(PAGE, {})

    start = strangers_start()
    assert answer.status_code == 302
    assert set(start["rows"]["shared"]["factors"]) == members
    assert start["partners"] == []
    assert start["rows"]["shared"]["actors"] == start["rows"]["shared"]["ties"] == {}


def test_with_partners_strangers_see_who_can_act_and_never_people(convenor: Client, open_place: Any):
    convenor.post(PAGE, {"with_partners": "on"})

    page = Client().get(MAP)
    start = page.context["start"]
    shared = start["rows"]["shared"]
    person = Person.objects.get(place=open_place.place, slug=Position.objects.get(place=open_place.place).body)
    assert {each["id"] for each in start["partners"]} == {"council", "police"}
    assert [entry["power"] for entry in shared["actors"].values()] == [3]
    assert [(entry["from"], entry["to"]) for entry in shared["ties"].values()] == [("council", "police")]
    assert person.slug not in page.content.decode()
    assert not person.role or person.role not in page.content.decode()


def test_what_is_kept_to_oneself_stays_so(convenor: Client, open_place: Any):
    convenor.post(PAGE, {"with_partners": "on"})

    page = Client().get(MAP).content.decode().lower()

    assert "zebrafish" not in page
    assert "marzipan" not in page
    assert "periwinkle" not in page


def test_it_goes_back_to_members_alone(convenor: Client, open_place: Any):
    place = open_place.place
    convenor.post(PAGE, {"with_partners": "on"})

    convenor.post(BACK)

    assert strangers_start()["rows"]["shared"]["factors"] == {}
    for model in (Factor, Link, Partner, Tie):
        assert not model.objects.filter(place=place, disclosure="public").exists()


def test_both_are_written_down_once_and_only_where_something_changed(convenor: Client):
    for _ in range(2):
        convenor.post(PAGE, {})
    convenor.post(BACK)

    events = [(event.event, event.details["factors"] > 0) for event in AuditEvent.objects.filter(target="smallville")]
    told = [one for one in events if one[0].startswith("map ")]
    assert told == [("map shown to everybody", True), ("map kept to members", True)]


def test_the_page_counts_what_is_shown_to_whom_and_nothing_that_is_kept(convenor: Client):
    before = {one.kind: (one.to_everybody, one.to_members) for one in convenor.get(PAGE).context["shown"]}
    convenor.post(PAGE, {})
    after = {one.kind: (one.to_everybody, one.to_members) for one in convenor.get(PAGE).context["shown"]}

    assert after["factors"] == (sum(before["factors"]), 0)
    assert after["partners"] == before["partners"]
    assert sum(before["factors"]) == len(convenor.get(MAP).context["start"]["rows"]["shared"]["factors"])


def test_nobody_is_told_that_everybody_sees_the_map_of_a_place_that_is_closed(convenor: Client, open_place: Any):
    open_place.place.is_public = False
    open_place.place.save()

    page = convenor.post(PAGE, {}, follow=True).content.decode()

    assert "it is seen once anybody may look here" in page
    assert "Everybody may see the map now" not in page
    assert Client().get(MAP).status_code == 404
