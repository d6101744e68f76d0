"""Archetypes: each is recognised in its own map, with the loops that the literature gives it."""

from dataclasses import replace
from itertools import pairwise

import pytest

from commonweal.systemmap.advice.archetypes import matched_words
from commonweal.systemmap.archetypes.finding import MOST_FOUND, archetypes_in, links_of
from commonweal.systemmap.archetypes.known import KNOWN, map_of
from commonweal.systemmap.archetypes.telling import factors_of, patterns
from commonweal.systemmap.loops import feedback_loops
from commonweal.systemmap.schema import Link, SystemMap

# The loops of each: Senge (1990), The Fifth Discipline, appendix 2; the pairs: Wolstenholme (2003), System Dynamics
# Review 19(1):7-26, where "underachievement" is meant R and answered B, "out of control" meant B and answered R,
# "relative achievement" R and R, "relative control" B and B.
LOOPS = {
    "fixes-that-fail": ["B", "R"],
    "shifting-the-burden": ["B", "B", "R"],
    "limits-to-success": ["B", "R"],
    "success-to-the-successful": ["R", "R"],
    "tragedy-of-the-commons": ["B", "B", "R", "R"],
    "escalation": ["B", "B"],
    "drifting-goals": ["B", "B"],
    "growth-and-underinvestment": ["B", "B", "R"],
}
PAIRS = {
    "underachievement": {"limits-to-success", "tragedy-of-the-commons", "growth-and-underinvestment"},
    "out of control": {"fixes-that-fail", "shifting-the-burden"},
    "relative achievement": {"success-to-the-successful"},
    "relative control": {"escalation", "drifting-goals"},
}


def ids(system_map):
    return {find.archetype.id for find in archetypes_in(system_map).finds}


def changed(system_map, ends, **changes):
    """The map with one link changed."""
    assert any((link.from_, link.to) == ends for link in system_map.links)
    links = tuple(replace(link, **changes) if (link.from_, link.to) == ends else link for link in system_map.links)
    return replace(system_map, links=links)


def archetype(id_):
    return map_of(next(one for one in KNOWN if one.id == id_))


@pytest.mark.parametrize("known", KNOWN, ids=lambda one: one.id)
def test_an_archetype_has_the_loops_that_the_literature_gives_it(known):
    loops = feedback_loops(map_of(known)).loops

    assert sorted(loop.polarity for loop in loops) == LOOPS[known.id] == sorted(known.loops)
    assert known.id in PAIRS[known.pair]


@pytest.mark.parametrize("known", KNOWN, ids=lambda one: one.id)
def test_an_archetype_is_recognised_in_its_own_map(known):
    finds = [find for find in archetypes_in(map_of(known)).finds if find.archetype is known]

    assert finds
    assert sorted(loop.polarity for loop in finds[0].loops) == LOOPS[known.id]
    assert all(find.delays_known for find in finds)


def drawn_out(small, *, sign_first):
    """The map under other names, with a factor put into every link; the sign stands before it or behind it."""
    parts = []
    for link in small.links:
        between = f"{link.from_}-to-{link.to}"
        signs = (link.sign, "+") if sign_first else ("+", link.sign)
        parts.append(replace(link, from_=f"x-{link.from_}", to=between, sign=signs[0]))
        parts.append(Link(between, f"x-{link.to}", sign=signs[1]))
    return SystemMap(links=tuple(parts))


@pytest.mark.parametrize("known", KNOWN, ids=lambda one: one.id)
def test_an_archetype_is_recognised_under_other_names_and_with_factors_between(known):
    """Some patterns are told by the sign by which loops leave the factor that they share, one by how they enter."""
    either = [drawn_out(map_of(known), sign_first=first) for first in (True, False)]

    found = {find.archetype.id for drawn in either for find in archetypes_in(drawn, max_length=16).finds}

    assert known.id in found


@pytest.mark.parametrize("known", KNOWN, ids=lambda one: one.id)
def test_an_archetype_is_gone_when_any_of_its_links_is_taken_away(known):
    small = map_of(known)

    for gone in small.links:
        rest = SystemMap(links=tuple(link for link in small.links if link is not gone))
        assert known.id not in ids(rest), gone


def test_a_backlash_that_comes_before_the_relief_is_no_fix_that_fails():
    fast = archetype("fixes-that-fail")
    for ends in (("fix", "side-effect"), ("side-effect", "problem")):
        fast = changed(fast, ends, delay=0.1)

    assert "fixes-that-fail" in ids(archetype("fixes-that-fail"))
    assert "fixes-that-fail" not in ids(fast)


def test_a_side_effect_that_helps_is_no_fix_that_fails():
    helpful = changed(archetype("fixes-that-fail"), ("side-effect", "problem"), sign="-")

    assert ids(helpful) == set()


def test_a_shared_pot_that_gives_to_both_is_no_success_to_the_successful():
    both = changed(archetype("success-to-the-successful"), ("share-of-one", "means-of-other"), sign="+")
    both = changed(both, ("success-of-other", "share-of-one"), sign="+")

    assert "success-to-the-successful" not in ids(both)


def test_where_no_delay_is_known_it_is_said_that_the_order_was_not_checked():
    silent = archetype("limits-to-success")
    silent = replace(silent, links=tuple(replace(link, delay=None) for link in silent.links))

    finds = archetypes_in(silent).finds

    assert [(find.archetype.id, find.delays_known) for find in finds] == [("limits-to-success", False)]


def test_a_map_without_loops_or_without_signs_holds_none():
    assert archetypes_in(SystemMap()).finds == ()
    assert archetypes_in(SystemMap(links=(Link("a", "b"), Link("b", "a")))).finds == ()


def test_the_factors_at_which_loops_meet_are_told():
    find = archetypes_in(archetype("escalation")).finds[0]

    assert find.shared == ("lead-of-one",)


def test_finds_are_limited_and_that_is_said():
    names = [f"f{number}" for number in range(9)]
    links = [Link(tail, head, sign="+", delay=1.0) for tail in names for head in names if tail < head]
    links += [Link(head, tail, sign="-" if len(head + tail) % 2 else "+", delay=2.0) for tail, head in pairwise(names)]
    links += [Link("f8", "f0", sign="-", delay=9.0), Link("f6", "f2", sign="+", delay=9.0)]

    found = archetypes_in(SystemMap(links=tuple(links)))

    assert not found.complete
    assert max(sum(find.archetype is known for find in found.finds) for known in KNOWN) <= MOST_FOUND


def test_the_links_of_a_loop_close_it():
    loop = feedback_loops(archetype("fixes-that-fail")).loops[0]

    assert len(list(links_of(loop))) == len(loop.factors)
    assert next(iter(links_of(loop)))[0] == list(links_of(loop))[-1][1]


@pytest.mark.parametrize("known", KNOWN, ids=lambda one: one.id)
def test_every_loop_of_an_archetype_has_a_part_and_is_found_in_their_order(known):
    finds = [find for find in archetypes_in(map_of(known)).finds if find.archetype is known]

    assert len(known.parts) == len(known.loops)
    assert {tuple(loop.polarity for loop in find.loops) for find in finds} == {known.loops}


def test_finds_through_much_the_same_factors_are_told_as_one():
    """By hand: the side effect comes back by one factor more, so 3 of 4 factors are in both."""
    longer = archetype("fixes-that-fail")
    more = (Link("side-effect", "worry", sign="+", delay=3.0), Link("worry", "problem", sign="+", delay=9.0))
    longer = replace(longer, links=(*longer.links, *more))

    (told,) = patterns(archetypes_in(longer).finds)

    assert sorted(factors_of(told.find)) == ["fix", "problem", "side-effect"]
    assert [sorted(factors_of(find)) for find in told.alike] == [["fix", "problem", "side-effect", "worry"]]


def test_every_find_stands_in_one_pattern_and_each_archetype_comes_before_one_comes_twice():
    names = ("fixes-that-fail", "limits-to-success", "escalation")
    twice = [(id_, place) for id_ in names for place in ("here", "there")]
    links = [
        replace(link, from_=f"{place}-{id_}-{link.from_}", to=f"{place}-{id_}-{link.to}")
        for id_, place in twice
        for link in archetype(id_).links
    ]
    finds = archetypes_in(SystemMap(links=tuple(links))).finds

    told = patterns(finds)

    assert sorted(map(id, finds)) == sorted(id(find) for one in told for find in (one.find, *one.alike))
    kinds = [one.find.archetype.id for one in told]
    assert len(set(kinds[: len(set(kinds))])) == len(set(kinds))


def test_what_was_matched_is_told_with_what_was_not():
    silent = archetype("limits-to-success")
    silent = replace(silent, links=tuple(replace(link, delay=None) for link in silent.links))
    names = {"success": "sales"}

    (known,), (unknown,) = (archetypes_in(small).finds for small in (archetype("limits-to-success"), silent))

    assert "by the delays on the map they come round in its order" in matched_words(known, names)
    assert "which loop comes later was not checked" in matched_words(unknown, names)
    assert "meet at sales" in matched_words(unknown, names)
