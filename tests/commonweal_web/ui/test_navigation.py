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
