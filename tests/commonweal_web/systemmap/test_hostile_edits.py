"""Edits that may not be change nothing and disturb nobody, whatever a client sends."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from commonweal_web.live.document import SharedDocument
from commonweal_web.live.encoding import number, sized
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.projection import Projection
from commonweal_web.systemmap.document.selectors import rows_of
from commonweal_web.systemmap.models import MapClient, MapUpdate
from live_client import factor, link, new_key
from live_room import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(place_with_people):
    return Table(Layer(place_with_people.place))


def entry(root, key, value):
    return lambda copy: copy.put(root, key, value)


def field(root, key, name, value):
    def change(copy) -> None:
        copy.roots[root][key][name] = value

    return change


def strange_root(copy) -> None:
    copy.doc["evil"] = Map({"a": 1})


def without_link_ends(copy) -> None:
    copy.put("links", new_key(), {"kind": "influences"})


FAULTY = {
    "a name that is a number": field("factors", "calls", "name", 7),
    "a name of nothing": field("factors", "calls", "name", "  "),
    "a name too long": field("factors", "calls", "name", "n" * 201),
    "a note of ten million letters": field("factors", "calls", "note", "n" * 10_000_000),
    "a letter that no table keeps": field("factors", "calls", "note", "a\0b"),
    "a kind that is none": field("factors", "calls", "kind", "villain"),
    "a number that is not": field("factors", "calls", "baseline", float("nan")),
    "a number without end": field("factors", "calls", "baseline", float("inf")),
    "yes for a number": field("factors", "calls", "baseline", True),
    "a trend of two": field("factors", "calls", "trend", [0.1, 0.2]),
    "a trend out of order": field("factors", "calls", "trend", [0.3, 0.2, 0.1]),
    "a field that is unknown": field("factors", "calls", "disclosure", "public"),
    "a shared text for a name": field("factors", "calls", "name", Text("A")),
    "a shared list for a trend": field("factors", "calls", "trend", Array([0.1, 0.2, 0.3])),
    "a shared map inside an entry": field("factors", "calls", "unit", Map({"a": 1})),
    "bytes": field("factors", "calls", "unit", b"calls"),
    "an object that does not merge": lambda copy: copy.roots["factors"].__setitem__("x-1111", factor("X")),
    "a text where an entry belongs": lambda copy: copy.roots["factors"].__setitem__("x-1111", "X"),
    "a factor without a kind": entry("factors", "x-1111", {"name": "X"}),
    "an id that is none": entry("factors", "X 1!", factor("X")),
    "an id too long": entry("factors", "x" * 61, factor("X")),
    "a link key that is none": entry("links", "abc", link("calls", "drinking")),
    "a link without ends": without_link_ends,
    "a link to a name that is no id": entry("links", "a" * 20, link("calls", "Drinking!")),
    "a link by a stranger": entry("links", "a" * 20, link("calls", "drinking", contributed_by="elsewhere-council")),
    "a grade of seven": entry("links", "a" * 20, link("calls", "drinking", grade=7)),
    "a size below nothing": entry("links", "a" * 20, link("calls", "drinking", elasticity=[-1, 0, 1])),
    "a partner of nowhere": entry("actors", "x-1111", {"partner": "nobody", "factor": "calls", "power": 1}),
    "a tie to nobody": entry("ties", "a" * 20, {"from": "council", "to": "nobody", "kind": "funds"}),
    "a date that is none": entry(
        "ties", "a" * 20, {"from": "council", "to": "police", "kind": "funds", "since": "May"}
    ),
    "the map that is always there": entry("maps", "main", {"name": "Main", "question": "", "note": ""}),
    "a place of words": entry("positions", "main/calls", ["here", "there"]),
    "a place beyond the canvas": entry("positions", "main/calls", [1e9, 0.0]),
    "a position of nothing": entry("positions", "calls", [0.0, 0.0]),
    "a place of nobody": entry("positions", "main/@nobody", [0.0, 0.0]),
    "a place of somebody whom not all see": entry("positions", "main/@marzipan-person", [0.0, 0.0]),
    "a place of no body": entry("positions", "main/@", [0.0, 0.0]),
    "a place of two at once": entry("positions", "main/@police/@council", [0.0, 0.0]),
    "a reaction for somebody else": entry("reactions", "calls/guest-999", True),
    "a reaction that counts twice": entry("reactions", "calls/guest-1", 2),
    "the tools of the meeting": entry("session", "locked", True),
    "a root that is unknown": strange_root,
}


def the_same(table):
    return table.plain, table.room.document.state(), rows_of(table.layer), MapUpdate.objects.count()


@pytest.mark.parametrize("change", FAULTY.values(), ids=FAULTY)
def test_a_faulty_edit_changes_nothing_and_disturbs_nobody(table, change):
    hostile, other = table.sit("guest-1"), table.sit("guest-2")
    before = the_same(table)

    with hostile.doc.transaction():
        hostile.put("positions", "main/drinking", [1.0, 2.0])
        change(hostile)
    hostile.send()
    table.work()

    assert [n for n, _ in hostile.refused] == [1]
    assert hostile.saved == 0
    assert the_same(table) == before
    other.put("positions", "main/calls", [3.0, 4.0])
    other.send()
    table.work()
    assert other.saved == 1
    assert other.plain() == table.plain
    assert "main/drinking" not in table.plain["positions"]


def test_a_refusal_says_what_is_wrong_in_plain_words(table):
    copy = table.sit()

    copy.put("factors", "x-1111", factor("Noise", baseline="many"))
    copy.send()
    table.work()

    assert copy.refused == [
        (1, {"problem": "The change cannot be kept: Noise: baseline is no number.",
             "mend": "Undo it and try again. If it was not you who did this, load the page again."}),
    ]  # fmt: skip


def test_what_follows_a_refused_edit_is_not_taken(table):
    copy = table.sit()
    state = copy.doc.get_state()
    copy.put("factors", "x-1111", factor("X", kind="none"))
    copy.send()
    copy.put("positions", "main/calls", [1.0, 1.0])
    copy.send(copy.doc.get_update(state))
    table.work()

    assert [n for n, _ in copy.refused] == [1]
    assert "main/calls" not in table.plain["positions"]


def test_an_edit_of_somebody_who_may_only_look_is_refused(table):
    copy = table.sit("guest-3", may_edit=False)

    copy.put("positions", "main/calls", [1.0, 1.0])
    copy.send()
    table.work()

    assert "may look" in copy.refused[0][1]["problem"]
    assert table.plain["positions"] == {}


@pytest.mark.parametrize("thing", ["calls", "@police", "@sergeant", None])
def test_the_spotlight_shows_what_all_see(table, thing):
    lead = table.sit("user-1", may_facilitate=True)

    lead.put("session", "spotlight", thing)
    lead.send()
    table.work()

    assert lead.refused == []


@pytest.mark.parametrize("thing", ["marzipan-factor", "@marzipan-person", "@nobody", "nothing", "@", "@@police", 7])
def test_the_spotlight_gives_away_no_id_of_what_not_all_see(table, thing):
    lead = table.sit("user-1", may_facilitate=True)

    lead.put("session", "spotlight", thing)
    lead.send()
    table.work()

    assert len(lead.refused) == 1
    assert "spotlight" not in table.plain["session"]


def test_who_runs_the_meeting_without_contributing_uses_its_tools_and_nothing_else(table):
    enabler = table.sit("guest-4", may_edit=False, may_facilitate=True)
    enabler.put("session", "prompt", "Everyone: add three factors")
    enabler.put("session", "timer", {"ends": "2026-05-01T10:00:00Z", "minutes": 5.0})
    enabler.send()
    table.work()
    assert enabler.saved == 1

    enabler.put("positions", "main/calls", [1.0, 1.0])
    enabler.send()
    table.work()

    assert [n for n, _ in enabler.refused] == [2]


# Updates made by hand: one client, its clock, one text under a key of the root "session".
def crafted(client: int, clock: int, key: bytes = b"prompt") -> bytes:
    item = bytes([0x28, 0x01]) + sized(b"session") + sized(key) + number(1) + bytes([119]) + sized(b"x")
    return number(1) + number(1) + number(client) + number(clock) + item + b"\x00"


def test_the_update_made_by_hand_is_one(table):
    doc = Doc()
    root = doc.get("session", type=Map)

    doc.apply_update(crafted(77, 0))

    assert root.to_py() == {"prompt": "x"}


@pytest.mark.parametrize("clock", ["next", "later"])
def test_a_change_signed_as_somebody_else_is_refused(table, clock):
    other = table.sit("guest-2", client_id=222)
    hostile = table.sit("guest-1", may_facilitate=True)
    other.put("positions", "main/calls", [1.0, 1.0])
    other.send()
    table.work()
    before = the_same(table)

    hostile.send(crafted(222, 1 if clock == "next" else 5))
    table.work()

    assert [n for n, _ in hostile.refused] == [1]
    assert the_same(table) == before
    for x in (2.0, 3.0, 4.0, 5.0, 6.0):
        other.put("positions", "main/calls", [x, 1.0])
        other.send()
        table.work()
    assert (other.saved, other.refused) == (6, [])
    assert table.plain["positions"]["main/calls"] == [6.0, 1.0]
    assert "prompt" not in table.plain["session"]


def test_a_client_id_stays_its_persons_after_the_room_was_closed(table):
    other = table.sit("guest-2", client_id=222)
    other.put("positions", "main/calls", [1.0, 1.0])
    other.send()
    table.work()
    assert MapClient.objects.get(client=222).person == "guest-2"
    table.room.close()

    again = Table(table.layer)
    hostile = again.sit("guest-1", may_facilitate=True)
    hostile.send(crafted(222, 1))
    again.work()

    assert len(hostile.refused) == 1


def test_the_servers_own_client_id_is_nobodys(table):
    hostile = table.sit("guest-1", may_facilitate=True)
    server = table.room.document._true.client_id
    clock = 10_000

    hostile.send(crafted(server, clock))
    table.work()

    assert len(hostile.refused) == 1


def test_a_deletion_of_what_is_still_to_come_is_refused(table):
    other, hostile = table.sit("guest-2", client_id=222), table.sit("guest-1")
    before = the_same(table)

    hostile.send(number(0) + number(1) + number(222) + number(1) + number(0) + number(50))
    table.work()

    assert (len(hostile.refused), the_same(table)) == (1, before)
    other.put("positions", "main/calls", [1.0, 1.0])
    other.send()
    table.work()
    assert table.plain["positions"] == {"main/calls": [1.0, 1.0]}


@pytest.mark.parametrize(
    "update", [b"", b"\x00", b"\xff" * 40, b"\x01\x01", b"garbage", bytes(range(256)), b"\x80" * 30 + b"\x01"], ids=repr
)
def test_bytes_that_are_no_update_are_refused(table, update):
    hostile, other = table.sit("guest-1"), table.sit("guest-2")
    before = the_same(table)

    hostile.send(update)
    table.work()

    assert (len(hostile.refused), the_same(table)) == (1, before)
    other.put("positions", "main/calls", [1.0, 1.0])
    other.send()
    table.work()
    assert other.saved == 1


def test_an_update_of_another_kind_under_a_known_name_changes_nothing(table):
    hostile, other = table.sit("guest-1"), table.sit("guest-2")
    before = table.plain
    strange = Doc()
    text = strange.get("factors", type=Text)
    text += "hello"

    hostile.send(strange.get_update())
    table.work()

    assert table.plain == before
    assert other.plain() == table.plain


def test_the_same_edit_twice_is_kept_once(table):
    copy = table.sit()
    copy.put("positions", "main/calls", [1.0, 1.0])
    update = copy.doc.get_update(table.room.document.state())

    copy.send(update)
    copy.send(update)
    table.work()

    assert copy.saved == 2
    assert MapUpdate.objects.filter(person="guest-1").count() == 1


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    changes=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=4),
    cut=st.integers(0, 60),
)
def test_an_edit_with_bytes_changed_at_random_leaves_the_room_whole(place_with_people, changes, cut):
    with transaction.atomic():
        table = Table(Layer(place_with_people.place))
        hostile, other = table.sit("guest-1"), table.sit("guest-2")
        hostile.put("factors", "x-1111", factor("X"))
        hostile.roots["factors"]["calls"]["name"] = "Y"
        del hostile.roots["factors"]["drinking"]
        update = bytearray(hostile.doc.get_update(table.room.document.state()))
        for at, byte in changes:
            update[at % len(update)] = byte

        hostile.send(bytes(update[: len(update) - cut]))
        table.work()
        other.put("positions", "main/calls", [1.0, 1.0])
        other.send()
        table.work()

        assert other.saved == 1
        kept = SharedDocument(table.room.keeper.roots, table.room.keeper.stored())
        assert (kept.plain, kept.state()) == (table.plain, table.room.document.state())
        assert rows_of(table.layer) == Projection(table.plain, table.room.keeper.known).rows()
        transaction.set_rollback(True)
