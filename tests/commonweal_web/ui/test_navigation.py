"""Navigation: the product's sentence, without rooms that are not built or not open to somebody."""

import pytest

from commonweal_web.ui.navigation import ABOUT, SENTENCE, Room, Way, links

EVERYTHING = {"view": True, "invite": True, "manage": True, "export": True, "audit": True}


def test_a_room_that_is_not_built_is_not_shown():
    rooms = (Room("Agree", (Way("Agree", "purpose:not-built"),)),)

    assert links(rooms, "smallville", "/smallville/", EVERYTHING) == []


def test_the_page_in_view_is_marked_in_its_room():
    shown = links(SENTENCE, "smallville", "/smallville/factors/rough-sleeping/", {})

    assert [link.words for link in shown if link.here] == ["Map"]


@pytest.mark.parametrize(("may", "ways"), [({}, []), ({"audit": True}, ["What was done"])])
def test_a_page_that_somebody_may_not_open_is_not_shown(may: dict[str, bool], ways: list[str]):
    shown = links(ABOUT, "smallville", "/smallville/", may)

    assert [way.words for link in shown if link.words == "Records" for way in link.ways] == ways


def test_a_page_that_another_gathers_marks_both():
    [room] = [link for link in links(SENTENCE, "smallville", "/smallville/map/levers/", {}) if link.here]

    [gathers] = [way for way in room.ways if way.here]
    assert gathers.words == "What it says"
    assert [inner.words for inner in gathers.ways if inner.here] == ["Levers"]


def test_the_pages_that_are_gathered_are_shown_only_there():
    rooms = (
        Room(
            "Map",
            (Way("Drawing", "pages:map"), Way("Read", "pages:summary", within=(Way("Hid", "pages:gaps", "manage"),))),
        ),
    )

    [room] = links(rooms, "smallville", "/smallville/map/", {})

    assert [(way.words, way.here, way.ways) for way in room.ways] == [("Drawing", True, ()), ("Read", False, ())]
