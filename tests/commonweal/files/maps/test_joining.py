"""A map added to a place: what is new comes in, what is there stays, what differs is told."""

from dataclasses import replace

import pytest

from commonweal.files.folder import files_of, read_place
from commonweal.files.maps.at_path import map_of_place
from commonweal.files.maps.joining import joined
from commonweal.files.maps.schema import Drawing
from commonweal.files.maps.signs import Meaning, contributed_by, loops_that_wait, with_signs, words_without_sign
from commonweal.systemmap.schema import Actor, Factor, Link, NamedLoop, NamedMap, Position
from small_place import small_place


@pytest.fixture
def place(tmp_path):
    return read_place(small_place(tmp_path))


def test_the_map_of_a_place_adds_nothing_to_itself(place):
    found = joined(place, map_of_place(place), "same.xlsx")

    assert (found.added, found.differences, found.faults, found.notes) == (Drawing(), (), (), ())
    assert found.folder == place
    assert found.known == {"factors": 4, "links": 4, "loops": 0, "actors": 1, "ties": 1, "maps": 2, "positions": 6}


def test_new_rows_follow_those_that_are_there(place):
    drawing = Drawing(
        factors=(Factor("lights", "Street lights", "cause"),),
        links=(Link("lights", "drinking", sign="-"),),
        maps=(NamedMap("board", "The board"),),
        positions=(Position("board", "lights", 1.0, 2.0),),
    )

    found = joined(place, drawing, "board.graphml")

    assert found.added == drawing
    assert found.folder.system_map.factors == (*place.system_map.factors, *drawing.factors)
    assert found.folder.system_map.links == (*place.system_map.links, *drawing.links)
    changed = {name for name, data in files_of(found.folder).items() if files_of(place).get(name) != data}
    assert changed == {"factors.csv", "links.csv", "maps.csv", "positions.csv"}


def test_a_factor_is_known_again_by_its_name(place):
    drawing = Drawing(
        factors=(Factor("street-drinking", "STREET drinking ", "cause"), Factor("noise", "Noise", "cause")),
        links=(Link("street-drinking", "noise", sign="+"),),
        positions=(Position("nights", "street-drinking", 9.0, 9.0),),
    )

    found = joined(place, drawing, "map.json")

    assert found.added.factors == (drawing.factors[1],)
    assert found.added.links == (Link("drinking", "noise", sign="+"),)
    assert [str(one) for one in found.differences] == [
        "factor drinking, name: Street drinking here, STREET drinking  in the file",
        "position drinking of nights, x: -120.5 here, 9 in the file",
        "position drinking of nights, y: 40 here, 9 in the file",
    ]


def test_what_differs_is_told_and_the_places_own_is_kept(place):
    theirs = replace(place.system_map.factors[0], baseline=130.0, unit="", extra=())
    link = replace(place.system_map.links[0], delay=3.0)

    found = joined(place, Drawing(factors=(theirs,), links=(link,)), "map.xlsx")

    assert found.folder == place
    assert [str(one) for one in found.differences] == [
        "factor drinking, baseline: 120 here, 130 in the file",
        "link drinking to calls (police), delay: 1 here, 3 in the file",
    ]


def test_a_link_from_a_factor_to_itself_is_left_out_and_told(place):
    found = joined(place, Drawing(links=(Link("calls", "calls", sign="+"),)), "map.gexf")

    assert found.added == Drawing()
    assert found.notes == ("A link from calls to itself is left out: a place holds none.",)


def ring(place):
    """The place with a loop that it has named."""
    links = (*place.system_map.links, Link("calls", "drinking", sign="-"))
    named = NamedLoop(("calls", "drinking"), "Patrols come back")
    return replace(place, system_map=replace(place.system_map, links=links), loops=(named,))


def test_a_loop_is_known_again_by_its_factors_from_any_of_them_on_and_by_their_names(place):
    place = ring(place)
    drawing = Drawing(
        factors=(Factor("street-drinking", "Street drinking", "cause"),),
        loops=(NamedLoop(("street-drinking", "calls"), "Round and round", "Each Friday."),),
    )

    found = joined(place, drawing, "map.xlsx")

    assert (found.folder, found.known["loops"]) == (place, 1)
    assert [str(one) for one in found.differences] == [
        "loop calls → drinking → calls, name: Patrols come back here, Round and round in the file",
        "loop calls → drinking → calls, story: empty here, Each Friday. in the file",
    ]


def test_a_new_loop_comes_in_where_its_links_are_here_or_come_with_it(place):
    drawing = Drawing(
        factors=(Factor("lights", "Lights", "cause"),),
        links=(Link("calls", "lights", sign="+"), Link("lights", "drinking", sign="-")),
        loops=(NamedLoop(("lights", "drinking", "calls"), "Lights help", "We saw it."),),
    )

    found = joined(place, drawing, "map.json")

    assert (found.folder.loops, found.notes) == (drawing.loops, ())


def test_a_loop_whose_links_do_not_exist_is_left_out_and_told(place):
    loops = (NamedLoop(("drinking", "calls"), "No way back"), NamedLoop(("nowhere", "calls"), "Nowhere"))

    found = joined(place, Drawing(loops=loops), "map.json")

    assert (found.folder, found.added) == (place, Drawing())
    assert found.notes == (
        'The loop "No way back" is left out: there is no link from calls to drinking.',
        'The loop "Nowhere" is left out: there is no link from nowhere to calls.',
    )


def test_a_loop_of_the_place_that_has_lost_a_link_stays(place):
    lost = replace(place, loops=(NamedLoop(("drinking", "calls"), "Once round"),))

    assert joined(lost, map_of_place(lost), "same.xlsx").folder == lost


def test_a_loop_that_passes_a_factor_twice_is_a_fault(place):
    place = ring(place)
    eight = NamedLoop(("calls", "drinking", "calls", "drinking"), "Twice")

    found = joined(place, Drawing(loops=(eight,)), "map.xlsx")

    assert [fault.problem for fault in found.faults] == [
        "loop calls → drinking → calls → drinking → calls: the loop passes calls twice"
    ]


def test_loops_that_pass_links_without_a_sign_wait_for_it():
    links = Link("a", "b"), Link("b", "a", sign="+"), Link("a", "b", sign="-", contributed_by="ed"), Link("b", "c")
    loops = tuple(NamedLoop(factors, "x") for factors in (("a", "b"), ("a", "b", "c"), ("c", "d")))
    drawing = Drawing(links=(*links, Link("c", "a", sign="+")), loops=loops)

    assert loops_that_wait(drawing) == (loops[1],)


def test_every_fault_that_the_map_would_bring_is_told_by_what_it_is(place):
    drawing = Drawing(
        factors=(Factor("zero", "Zero", "cause", baseline=0.0),),
        links=(Link("zero", "calls"), Link("zero", "waiting", sign="+")),
        actors=(Actor("a9", "nobody", "zero", 4),),
    )

    found = joined(place, drawing, "map.xlsx")

    assert found.folder is None
    assert sorted(f"{fault.file}: {fault.column}: {fault.problem}" for fault in found.faults) == [
        "map.xlsx: baseline: factor zero: 0 is no level that can rise or fall by a fraction",
        "map.xlsx: kind: link zero to waiting: a stock changes only by what adds to it and what drains it",
        'map.xlsx: partner: actor a9: there is no partner "nobody"',
        "map.xlsx: power: actor a9: 4 is no power to act",
        "map.xlsx: sign: link zero to calls: the link has no sign",
    ]


def drawn(*words):
    return Drawing(links=tuple(Link("a", f"b{n}", extra=(("style", word),)) for n, word in enumerate(words)))


def test_words_get_signs_only_as_somebody_says():
    drawing = drawn("Helps", "Harms", "helps", "")

    assert words_without_sign(drawing) == {"Helps": 1, "Harms": 1, "helps": 1, "": 1}
    signed, left_out = with_signs(drawing, Meaning(plus=["helps"], minus=["HARMS "]))
    assert ([link.sign for link in signed.links], left_out) == (["+", "-", "+", ""], 0)
    signed, left_out = with_signs(drawing, Meaning(minus=["harms"], otherwise="leave out"))
    assert ([link.sign for link in signed.links], left_out) == (["-"], 3)
    signed, left_out = with_signs(drawing, Meaning(minus=["harms"], otherwise="+"))
    assert ([link.sign for link in signed.links], left_out) == (["+", "-", "+", "+"], 0)


def test_flows_and_links_with_a_sign_are_left_as_they_are():
    drawing = Drawing(links=(Link("a", "b", kind="adds_to"), Link("b", "a", sign="-")))

    assert words_without_sign(drawing) == {}
    assert with_signs(drawing, Meaning(otherwise="+")) == (drawing, 0)


def test_links_of_nobody_become_the_view_of_a_partner():
    drawing = Drawing(links=(Link("a", "b"), Link("b", "a", contributed_by="police")))

    assert [link.contributed_by for link in contributed_by(drawing, "council").links] == ["council", "police"]
