"""Who changed what and when, the map as it was, and versions that come back."""

import pytest
from django.core.exceptions import ValidationError

from commonweal.systemmap.compare import comparison
from commonweal_web.audit.models import AuditEvent
from commonweal_web.live.keeping import Person
from commonweal_web.place.viewer import EVERYBODY
from commonweal_web.systemmap import selectors
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.history import services
from commonweal_web.systemmap.history.selectors import (
    changes_between,
    last_number,
    map_at,
    page_of_changes,
    plain_at,
    version,
    versions,
)
from commonweal_web.systemmap.models import Factor, MapDocument
from live_client import factor, link, new_key
from live_room import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(place_with_people):
    return place_with_people


@pytest.fixture
def table(people):
    return Table(Layer(people.place))


def person_of(user, **more) -> Person:
    return Person(f"user-{user.pk}", name=user.name, **({"may_edit": True} | more))


def draw(table, key, count=3) -> list[dict]:
    """Some edits of one person; the document after each."""
    copy, seen = table.sit(key), []
    for number in range(count):
        copy.put("factors", f"new-{number}-a1b2", factor(f"New {number}"))
        copy.put("links", new_key(), link(f"new-{number}-a1b2", "calls"))
        copy.put("positions", f"main/new-{number}-a1b2", [float(number), 0.0])
        copy.send()
        table.work()
        seen.append(copy.plain())
    return seen


def test_every_edit_says_who_did_what_the_newest_first(people, table):
    user = people.users["contributor"]
    draw(table, f"user-{user.pk}", 2)

    page, count = page_of_changes(table.layer)

    assert count == 3
    key = f"user-{user.pk}"
    assert [(change.number, change.person) for change in page] == [(3, key), (2, key), (1, "")]
    assert [(told.kind, told.what, told.name) for told in page[0].told] == [
        ("factor", "added", "New 1"), ("link", "added", "New 1 → Calls to the police"), ("position", "added", "New 1"),
    ]  # fmt: skip
    assert [change.number for change in changes_between(table.layer, 1, 3)] == [2, 3]


def test_a_page_holds_fifty(people, table):
    draw(table, "guest-1", 53)

    assert [len(page_of_changes(table.layer, page=number)[0]) for number in (1, 2, 3)] == [50, 4, 0]


@pytest.mark.parametrize("compacted", [False, True])
def test_the_map_as_it_was_is_what_everybody_saw_then(people, table, compacted):
    seen = draw(table, "guest-1", 5)
    if compacted:
        table.room.close()
        assert MapDocument.objects.get().state_number == 6

    for number, then in enumerate(seen, 2):
        assert plain_at(table.layer, number) == then
    assert plain_at(table.layer, 0)["factors"] == {}
    assert plain_at(table.layer, 99) == seen[-1]


def test_two_moments_can_be_compared_by_the_library(people, table):
    draw(table, "guest-1", 2)

    found = comparison(map_at(table.layer, 1).system_map, map_at(table.layer, 3).system_map)

    assert [row.name for row in found.added_factors] == ["New 0", "New 1"]
    assert [(row.from_, row.to) for row in sorted(found.added_links, key=lambda row: row.from_)] == [
        ("new-0-a1b2", "calls"), ("new-1-a1b2", "calls"),
    ]  # fmt: skip
    now = map_at(table.layer, last_number(table.layer))
    assert set(now.system_map.factors) == set(selectors.factors(people.place, EVERYBODY))


def test_a_version_is_named_and_comes_back_as_an_edit_of_who_wanted_it(people, table):
    convenor = people.users["convenor"]
    before = draw(table, "guest-1", 1)[-1]
    key = services.name_version(layer=table.layer, name=" Before the workshop ", person=person_of(convenor))
    copy = table.sit("guest-2")
    copy.roots["factors"]["new-0-a1b2"]["name"] = "Spoilt"
    copy.put("factors", "more-a1b2", factor("More"))
    copy.put("reactions", "calls/guest-2", True)
    copy.send()
    table.work()

    found = version(table.layer, key)
    said = services.restore(layer=table.layer, number=found.number, person=person_of(convenor))
    table.work()

    assert (found.name, found.who, said) == ("Before the workshop", convenor.name, "")
    assert {**table.plain, "reactions": {}} == before
    assert table.plain["reactions"] == {"calls/guest-2": True}
    assert copy.plain() == table.plain
    assert not Factor.objects.filter(slug="more-a1b2").exists()
    assert page_of_changes(table.layer)[0][0].person == f"user-{convenor.pk}"
    assert [one.name for one in versions(table.layer)] == ["Before the workshop"]
    assert AuditEvent.objects.last().event == "map restored"


def test_what_shared_things_rest_on_does_not_go_with_a_version_without_it(people, table):
    said = services.restore(layer=table.layer, number=0, person=person_of(people.users["convenor"]))
    table.work()

    assert said == "Street drinking stays on the map: an effect rests on it."
    assert "drinking" in table.plain["factors"]
    assert "calls" not in table.plain["factors"]


def test_who_may_only_look_brings_nothing_back(people, table):
    draw(table, "guest-1", 1)
    before = table.plain

    with pytest.raises(ValidationError, match="may look"):
        services.restore(layer=table.layer, number=1, person=person_of(people.users["observer"], may_edit=False))
    table.work()

    assert table.plain == before


def test_a_version_needs_a_name(people, table):
    with pytest.raises(ValidationError, match="name of 200 letters"):
        services.name_version(layer=table.layer, name="  ", person=person_of(people.users["convenor"]))
