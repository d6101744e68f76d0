"""Where partners and people stand on the map: in the document, in its rows, in history, and hidden from strangers."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from commonweal.place import schema as places
from commonweal.systemmap import schema
from commonweal_web.exchange.selectors import place_folder
from commonweal_web.exchange.services import replace_place
from commonweal_web.live import keeping
from commonweal_web.place.models import Person
from commonweal_web.place.services.disclosure import disclose
from commonweal_web.place.viewer import EVERYBODY, Viewer
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.selectors import rows_of
from commonweal_web.systemmap.history.selectors import map_at
from commonweal_web.systemmap.history.services import restore
from commonweal_web.systemmap.merging.services import Choice, offer_layer
from commonweal_web.systemmap.models import Factor, Link, Position, Tie
from live_client import new_key
from live_room import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(place_with_people):
    return place_with_people


@pytest.fixture
def table(people):
    return Table(Layer(people.place))


def kept_by(people, slug: str) -> Layer:
    key = people.partners[slug].pk
    return Layer(people.place, partner=key, viewer=Viewer(roles=frozenset({"x"}), partners=frozenset({key})))


def put(table, copy, *entries) -> None:
    """Some entries at once, kept."""
    with copy.doc.transaction():
        for root, key, value in entries:
            copy.put(root, key, value)
    copy.send()
    table.work()


def tie(from_, to) -> dict:
    return {"from": from_, "to": to, "kind": "funds", "strength": None, "since": None, "until": None}


def test_a_partner_and_a_person_that_are_placed_are_rows_and_come_back(people, table):
    one = table.sit()

    put(table, one, ("positions", "main/@police", [1, 2.5]), ("positions", "main/@sergeant", [-3.0, 4.0]),
        ("positions", "main/calls", [5.0, 6.0]))  # fmt: skip

    rows = Position.objects.filter(place=people.place).order_by("x")
    assert [(row.map, row.factor and row.factor.slug, row.x, row.y, row.body) for row in rows] == [
        ("main", None, -3.0, 4.0, "sergeant"),
        ("main", None, 1.0, 2.5, "police"),
        ("main", "calls", 5.0, 6.0, ""),
    ]
    again = Table(table.layer)
    assert (again.plain, again.room.number) == (table.plain, table.room.number)


def test_a_body_moves_and_goes_from_the_map_as_a_factor_does(people, table):
    one = table.sit()
    put(table, one, ("positions", "main/@police", [1.0, 2.0]))
    row = Position.objects.get(body="police")

    put(table, one, ("positions", "main/@police", [8.0, 9.0]))
    assert [(moved.pk, moved.x) for moved in Position.objects.filter(body="police")] == [(row.pk, 8.0)]

    del one.roots["positions"]["main/@police"]
    one.send()
    table.work()
    assert not Position.objects.filter(body="police").exists()


def test_a_body_on_a_map_is_no_row_until_the_map_is_there(people, table):
    one = table.sit()
    put(table, one, ("positions", "nights/@police", [1.0, 2.0]))
    assert not Position.objects.filter(body="police").exists()

    put(table, one, ("maps", "nights", {"name": "Nights", "question": "", "note": ""}))

    assert Position.objects.get(body="police").map == "nights"


def test_a_row_holds_a_factor_or_a_body_and_each_once_a_layer(people):
    row = {"place": people.place, "map": "main", "x": 0.0, "y": 0.0}
    for wrong in ({}, {"factor": Factor.objects.get(slug="calls"), "body": "police"}):
        with pytest.raises(IntegrityError, match="position_of_one"), transaction.atomic():
            Position.objects.create(**row, **wrong)
    Position.objects.create(**row, body="police")
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.create(**row, body="police")
    Position.objects.create(**row, body="police", disclosure="organisation", owner=people.partners["council"])


def test_bodies_are_held_fast_while_a_meeting_locks_the_map(people, table):
    one, lead = table.sit(), table.sit("guest-9", may_facilitate=True)
    put(table, one, ("positions", "main/@police", [1.0, 2.0]))
    put(table, lead, ("session", "locked", True))

    put(table, one, ("positions", "main/@police", [7.0, 7.0]))
    put(table, one, ("positions", "main/@council", [3.0, 3.0]))
    put(table, lead, ("positions", "main/@council", [4.0, 4.0]))

    assert table.plain["positions"] == {"main/@police": [1.0, 2.0], "main/@council": [4.0, 4.0]}
    assert "held fast" in one.notices[0]["problem"]


def test_the_history_tells_who_was_moved_by_name(people, table, client_for):
    user = people.users["contributor"]
    one = table.sit(f"user-{user.pk}")
    put(table, one, ("positions", "main/@police", [1.0, 2.0]))
    put(table, one, ("positions", "main/@sergeant", [1.0, 2.0]), ("positions", "main/@police", [1.0, 3.0]),
        ("positions", "main/calls", [1.0, 2.0]))  # fmt: skip

    page = client_for(user).get("/smallville/map/history/").content.decode()

    assert "Moved “Smallville Police”" in page
    assert "Moved one factor and two partners or people" in page
    assert "@police" not in page


def test_somebody_who_is_hidden_later_leaves_the_shared_document_and_comes_back(people, table):
    one = table.sit()
    sergeant = Person.objects.get(slug="sergeant")
    sergeant.owner = people.partners["police"]
    sergeant.save()
    put(table, one, ("positions", "main/@sergeant", [1.0, 2.0]), ("ties", key := new_key(), tie("police", "sergeant")))

    disclose(item=sergeant, stage="organisation", by=people.police_lead)
    table.work()

    assert table.plain["positions"] == one.plain()["positions"] == {}
    assert table.plain["ties"] == one.plain()["ties"] == {}
    assert "sergeant" not in str(rows_of(table.layer))
    assert Position.objects.filter(body="sergeant").exists()
    assert "sergeant" not in str(Table(table.layer).plain)
    put(table, one, ("positions", "main/@sergeant", [9.0, 9.0]))
    assert "nobody of this place" in one.refused[0][1]["problem"]

    disclose(item=sergeant, stage="place", by=people.police_lead)
    table.work()

    assert table.plain["positions"] == {"main/@sergeant": [1.0, 2.0]}
    assert list(table.plain["ties"]) == [key]


def test_the_view_of_somebody_hidden_is_in_no_shared_document_and_that_of_plain_words_is(people):
    """As an import by the police would leave it: shared links, one as the view of somebody only they see."""
    calls, drinking = (Factor.objects.get(place=people.place, slug=slug) for slug in ("calls", "drinking"))
    for whose in ("marzipan-person", "somebody at the meeting"):
        Link.objects.create(place=people.place, from_factor=calls, to_factor=drinking, sign="-", contributed_by=whose)

    plain = Table(Layer(people.place)).plain

    assert "marzipan" not in str(plain)
    assert "somebody at the meeting" in {link["contributed_by"] for link in plain["links"].values()}


def test_where_a_hidden_person_stands_is_told_to_nobody_else(people, client_for):
    """As an import by the police would leave it: a shared row that names somebody only they see."""
    Position.objects.create(place=people.place, map="main", body="marzipan-person", x=123.5, y=7.0)
    Tie.objects.create(place=people.place, from_id="council", to_id="marzipan-person", kind="funds")

    assert "marzipan" not in str(Table(Layer(people.place)).plain)
    for who in (people.users["convenor"], people.users["contributor"], people.guest):
        client = client_for(who)
        for path in ("map/", "map/picture.svg?who=all", "map/history/", "map/history/steps/"):
            answer = client.get(f"/smallville/{path}")
            assert "marzipan-person" not in answer.content.decode(), path
            assert "123.5" not in answer.content.decode(), path
    theirs = Viewer(user=people.police.pk, roles=frozenset({"contributor"}),
                    partners=frozenset({people.partners["police"].pk}))  # fmt: skip
    assert [row.body for row in place_folder(people.place, theirs).positions] == ["marzipan-person"]
    assert place_folder(people.place, EVERYBODY).positions == ()


def test_a_position_of_a_body_that_is_hidden_stays_private_when_its_layer_is_offered(people):
    kept = Table(kept_by(people, "police"))
    entries = {"main/@marzipan-person": [1.0, 2.0], "main/@council": [3.0, 4.0]}
    put(kept, kept.sit(), *(("positions", *entry) for entry in entries.items()))

    done = offer_layer(layer=kept.layer, choice=Choice(kept_factors=frozenset({"marzipan-factor"})), by=people.police)

    assert done.left == 1
    assert {(row.body, row.disclosure) for row in Position.objects.filter(place=people.place)} == {
        ("marzipan-person", "organisation"), ("council", "place"),
    }  # fmt: skip


def test_a_version_brings_bodies_back_where_they_stood_but_nobody_who_left(people, table):
    put(table, table.sit(), ("positions", "main/@police", [1.0, 2.0]), ("positions", "main/@sergeant", [3.0, 4.0]))
    number = table.room.number
    put(table, table.copies[0], ("positions", "main/@police", [9.0, 9.0]))
    Person.objects.filter(slug="sergeant").delete()
    table.room.keeper.must_compare = True
    table.work()

    restore(layer=table.layer, number=number, person=keeping.Person("user-1", may_edit=True))
    table.work()

    assert table.plain["positions"] == {"main/@police": [1.0, 2.0]}
    assert map_at(table.layer, number).positions == (schema.Position("main", "", 1.0, 2.0, "police"),)


def test_a_body_that_is_deleted_leaves_the_map(people, table, client_for):
    put(table, table.sit(), ("positions", "main/@sergeant", [3.0, 4.0]))
    convenor = client_for(people.users["convenor"])

    answer = convenor.post("/smallville/people/sergeant/delete/")
    table.work()

    assert answer.status_code == 302
    assert not Person.objects.filter(slug="sergeant").exists()
    assert not Position.objects.exists()
    assert table.plain["positions"] == {}


def test_where_somebody_hidden_stands_does_not_fall_to_who_takes_their_id_by_a_folder(people):
    kept = {"disclosure": "organisation", "owner": people.partners["police"]}
    Position.objects.create(place=people.place, map="main", body="marzipan-person", x=123.5, y=7.0)
    Position.objects.create(place=people.place, map="main", body="marzipan-person", x=9.0, y=7.0, **kept)
    council = Viewer(user=people.users["convenor"].pk, roles=frozenset({"convenor"}),
                     partners=frozenset({people.partners["council"].pk}))  # fmt: skip
    folder = place_folder(people.place, council)
    newcomer = places.Person("marzipan-person", "council", role="Somebody else")

    replace_place(
        place=people.place, folder=replace(folder, people=(*folder.people, newcomer)), viewer=council,
        by=people.users["convenor"],
    )  # fmt: skip

    assert Person.objects.get(slug="marzipan-person").role == "Somebody else"
    assert {row.body for row in Position.objects.all()} == {"marzipan-person-2"}
    assert place_folder(people.place, council).positions == ()
