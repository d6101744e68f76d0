"""The rows of a layer are what its document says, and the document what its rows say, whoever wrote last."""

import pytest

from commonweal.systemmap import schema
from commonweal_web.audit.models import AuditEvent
from commonweal_web.place.item import Disclosure
from commonweal_web.place.viewer import EVERYBODY, Viewer
from commonweal_web.systemmap import selectors, services
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.selectors import rows_of
from commonweal_web.systemmap.models import Factor, Link, MapUpdate, Position
from live_client import factor, link, new_key
from live_room import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(place_with_people):
    return place_with_people


@pytest.fixture
def table(people):
    return Table(Layer(people.place))


def key_of(user) -> str:
    return f"user-{user.pk}"


def test_the_document_of_a_map_begins_as_its_rows_are(table):
    assert set(table.plain["factors"]) == {"drinking", "calls"}
    assert table.plain["factors"]["drinking"] == factor(
        "Street drinking", unit="incidents", per="month", baseline=120.0
    )
    assert list(table.plain["links"].values()) == [link("drinking", "calls", contributed_by="police")]


def test_what_is_private_to_a_partner_or_a_person_is_not_in_what_all_see(people, table):
    said = str(table.room.document.whole()) + str(table.plain)

    assert not [word for word in (*people.secrets.values(), people.draft_secret) if word in said.lower()]


def test_a_new_factor_is_a_row_of_its_author_and_their_partner(people, table):
    author = people.users["contributor"]
    one = table.sit(key_of(author))

    one.put("factors", "noise-a1b2", factor("Noise", kind="stock", trend=None, baseline=0.5))
    one.put("positions", "main/noise-a1b2", [1.0, 2.0])
    one.send()
    table.work()

    row = Factor.objects.get(slug="noise-a1b2")
    assert (row.name, row.kind, row.baseline) == ("Noise", "stock", 0.5)
    assert (row.disclosure, row.owner, row.author) == (Disclosure.PLACE, people.partners["council"], author)
    assert Position.objects.get(factor=row).map == "main"
    assert one.saved == 1


def test_a_change_keeps_the_owner_and_who_may_see_it(people, table):
    Factor.objects.filter(slug="calls").update(disclosure=Disclosure.PUBLIC, owner=people.partners["police"])
    one = table.sit(key_of(people.users["contributor"]))

    one.roots["factors"]["calls"]["name"] = "Calls by night"
    one.send()
    table.work()

    row = Factor.objects.get(slug="calls")
    assert (row.name, row.disclosure, row.owner) == ("Calls by night", Disclosure.PUBLIC, people.partners["police"])


def test_every_column_goes_into_the_document_and_back(people, table):
    one = table.sit()
    key = new_key()

    one.put("factors", "a-1111", factor(
        "A", kind="outcome", unit="calls", per="month", better="lower", baseline=3, trend=[-0.1, 0, 0.25], floor=0,
        ceiling=9, source="S", note="N",
    ))  # fmt: skip
    one.put("links", key, link(
        "a-1111", "calls", kind="influences", sign="-", strength="weak", elasticity=[0.1, 0.2, 0.3],
        delay=[None, 3, None], grade=2.0, source="s", note="n", contributed_by="police",
    ))  # fmt: skip
    one.put("actors", "council-a", {"partner": "council", "factor": "a-1111", "power": 3.0})
    one.put("ties", new_key(), {"from": "council", "to": "sergeant", "kind": "funds", "strength": 0.5,
                                "since": "2024-01-31", "until": None})  # fmt: skip
    one.put("maps", "nights", {"name": "Nights", "question": "Why?", "note": ""})
    one.put("positions", "nights/a-1111", [-3, 4.5])
    one.send()
    table.work()

    assert one.refused == []
    assert selectors.factor(people.place, EVERYBODY, "a-1111") == schema.Factor(
        "a-1111", "A", "outcome", "calls", "month", "lower", 3.0, -0.1, 0.0, 0.25, 0.0, 9.0, "S", "N"
    )
    assert selectors.links(people.place, EVERYBODY)[-1] == schema.Link(
        "a-1111", "calls", "influences", "-", "weak", 0.1, 0.2, 0.3, None, 3.0, None, 2, "s", "police", "n"
    )
    assert [(row.id, row.power) for row in selectors.actors(people.place, EVERYBODY)] == [("council-a", 3)]
    assert str(selectors.ties(people.place, EVERYBODY)[0].since) == "2024-01-31"
    again = Table(table.layer)
    assert again.plain == table.plain
    assert again.room.number == table.room.number, "nothing was to be followed"


def test_of_two_links_that_say_the_same_the_lesser_key_is_the_row_and_the_other_follows_it(people, table):
    one = table.sit()
    first, second = sorted([new_key(), new_key()])
    for key, strength in ((second, "weak"), (first, "strong")):
        one.put("links", key, link("calls", "drinking", strength=strength))
        one.send()
        table.work()
    assert [row.key for row in Link.objects.filter(place=people.place, from_factor__slug="calls")] == [first]

    del one.roots["links"][first]
    one.send()
    table.work()

    assert [(row.key, row.strength) for row in Link.objects.filter(from_factor__slug="calls")] == [(second, "weak")]


def test_two_links_can_change_places(people, table):
    one = table.sit()
    keys = new_key(), new_key()
    for key, kind in zip(keys, ("adds_to", "drains"), strict=True):
        one.put("links", key, link("drinking", "calls", kind=kind))
    one.send()
    table.work()

    for key, kind in zip(keys, ("drains", "adds_to"), strict=True):
        one.roots["links"][key]["kind"] = kind
    one.send()
    table.work()

    rows = {row.key: row.kind for row in Link.objects.filter(key__in=keys)}
    assert rows == dict(zip(keys, ("drains", "adds_to"), strict=True))


def test_a_link_without_one_end_is_no_row_until_the_end_is_there(people, table):
    one = table.sit()
    one.put("links", key := new_key(), link("later-1111", "calls"))
    one.send()
    table.work()
    assert not Link.objects.filter(key=key).exists()

    one.put("factors", "later-1111", factor("Later"))
    one.send()
    table.work()

    assert Link.objects.filter(key=key).exists()


def test_what_is_changed_by_a_form_comes_to_everybody_as_that_persons_edit(people, table):
    user = people.users["contributor"]
    one, other = table.sit(), table.sit("guest-2")
    viewer = Viewer(user=user.pk, roles=frozenset({"contributor"}), partners=frozenset({people.partners["council"].pk}))

    noun = selectors.factor(people.place, viewer, "calls")
    services.change_factor(
        place=people.place, viewer=viewer, by=user, disclosure="place",
        noun=schema.Factor(id="calls", name="Calls at night", kind=noun.kind),
    )  # fmt: skip
    slug = services.add_factor(
        place=people.place, viewer=viewer, by=user, disclosure="place", noun=schema.Factor("new", "Lights", "cause")
    )
    table.work()

    assert one.plain()["factors"]["calls"]["name"] == "Calls at night"
    assert one.plain() == other.plain()
    assert slug in one.plain()["factors"]
    assert MapUpdate.objects.last().person == key_of(user)


def test_a_link_deleted_by_a_form_does_not_come_back_by_its_twin(people, table):
    one = table.sit()
    there = Link.objects.get(place=people.place, contributed_by="police")
    one.put("links", "z" * 20, link("drinking", "calls", contributed_by="police"))
    one.put("links", "0" * 20, link("drinking", "calls", contributed_by="council"))
    one.send()
    table.work()

    services.delete_link(place=people.place, link=there.pk, viewer=EVERYBODY, by=None)
    table.work()

    assert set(table.plain["links"]) == {"0" * 20}
    assert [row.key for row in Link.objects.filter(from_factor__slug="drinking")] == ["0" * 20]


def test_one_event_an_author_tells_counts_and_no_words(people, table):
    one, other = table.sit(key_of(people.users["analyst"])), table.sit(key_of(people.police))
    one.put("factors", "secretword-1111", factor("Secretword"))
    one.send()
    other.put("positions", "main/calls", [1.0, 1.0])
    other.send()
    table.work()

    events = AuditEvent.objects.filter(event="map changed", actor__startswith="user").order_by("actor")
    assert {(event.actor, json_of(event.details)) for event in events} == {
        (f"user:{people.users['analyst'].pk}", "{'beyond': True, 'factors_added': 1}"),
        (f"user:{people.police.pk}", "{'beyond': True, 'positions_added': 1}"),
    }
    assert all("secret" not in str(event.details) + event.target for event in events)


def json_of(details) -> str:
    return str(dict(sorted(details.items())))


def test_rows_of_a_layer_and_its_document_say_the_same(people, table):
    assert rows_of(table.layer) == table.room.keeper.projection.rows()
