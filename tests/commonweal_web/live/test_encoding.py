"""Numbers and bytes as lib0 writes them, beside pycrdt's own; how much may be sent."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Map, write_var_uint

from commonweal_web.live.awareness import Awareness, State, kept, read, written
from commonweal_web.live.encoding import LARGEST, NotUnderstood, Reader, clocks, number, sized, text
from commonweal_web.live.limits import Allowance


@given(st.integers(0, LARGEST))
def test_a_number_is_written_as_pycrdt_writes_it_and_read_back(value):
    assert number(value) == write_var_uint(value)
    assert Reader(number(value)).number() == value


@given(st.binary(max_size=300), st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_bytes_and_texts_come_back(data, words):
    reader = Reader(sized(data) + text(words))

    assert (reader.bytes(), reader.text()) == (data, words)
    reader.end()


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_not_understood(data):
    with contextlib.suppress(NotUnderstood):
        Reader(data).text()


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff" * 9 + b"\x7f", b"\xff" * 20])
def test_what_is_no_number_is_not_understood(data):
    with pytest.raises(NotUnderstood):
        Reader(data).number()


def test_a_state_says_how_much_of_each_client_a_document_holds():
    doc = Doc(client_id=300)
    entries = doc.get("factors", type=Map)
    entries["a"], entries["b"] = 1, 2

    assert clocks(doc.get_state()) == {300: 2}


def test_an_older_state_of_somebody_does_not_replace_a_newer_one():
    room = Awareness()

    for clock in (1, 3, 2):
        room.put(State(7, clock, {"cursor": [clock, 0]}))

    assert read(room.news()) == [State(7, 3, {"cursor": [3, 0]})]
    room.leave(7)
    assert read(room.news()) == [State(7, 4, None)]
    assert (room.news(), room.everybody()) == (b"", b"")


@pytest.mark.parametrize(
    "said", [{"cursor": [1]}, {"cursor": ["a", 1]}, {"selected": ["x"] * 51}, {"dragging": {"a": 1}}, {"admin": True}]
)
def test_what_nobody_may_say_of_themselves_is_left_out(said):
    assert kept(said) == {}


def test_half_a_letter_of_two_is_passed_on_without_harm():
    state = State(1, 1, {"map": "\ud800"})

    assert read(written([state])) == [state]


def test_so_much_may_be_sent_at_once_and_so_much_a_second_after():
    now = [0.0]
    allowance = Allowance(rate=2, burst=3, clock=lambda: now[0])

    assert [allowance.spend(1) for _ in range(4)] == [True, True, True, False]
    now[0] = 1.0
    assert [allowance.spend(1) for _ in range(3)] == [True, True, False]
    now[0] = 100.0
    assert [allowance.spend(1) for _ in range(4)] == [True, True, True, False]
