"""Polarity, delay and honesty of the loops; small maps by hand."""

import pytest

from commonweal.errors import CannotAnswer, WrongUse
from commonweal.systemmap import loops
from commonweal.systemmap.loops import feedback_loops
from commonweal.systemmap.schema import Factor, Link, SystemMap


def found(*links, **more):
    return feedback_loops(SystemMap((), links), **more)


def link(ends, sign="+", **more):
    return Link(ends[0], ends[1], sign=sign, **more)


def test_an_even_number_of_negative_links_reinforces_and_an_odd_one_balances():
    (even,) = found(link("ab", "-"), link("ba", "-")).loops
    (odd,) = found(link("ab", "-"), link("ba", "+")).loops

    assert (even.polarity, odd.polarity) == ("R", "B")


def test_the_delay_is_the_sum_of_the_links_and_an_unknown_one_adds_nothing():
    (loop,) = found(link("ab", delay=3.0), link("bc", delay=4.5), link("ca")).loops

    assert (loop.factors, loop.delay_months) == (("a", "b", "c"), 7.5)


def test_adding_is_positive_and_draining_negative():
    (loop,) = found(Link("waiting", "treated", sign="+"), Link("treated", "waiting", "drains")).loops

    assert loop.polarity == "B"


def test_rival_views_are_one_link_with_the_sign_that_most_hold():
    rivals = [link("ab", sign, delay=1.0, contributed_by=who) for sign, who in ("+x", "-y", "-z")]

    (loop,) = found(*rivals, link("ba")).loops

    assert (loop.polarity, loop.disputed) == ("B", True)


def test_a_tie_goes_to_plus_whoever_says_it():
    for signs in ("+-", "-+"):
        (loop,) = found(*[link("ab", sign) for sign in signs], link("ba")).loops

        assert (loop.polarity, loop.disputed) == ("R", True)


def test_a_link_without_a_sign_leaves_the_polarity_unknown():
    (loop,) = found(link("ab", ""), link("ba")).loops

    assert (loop.polarity, loop.disputed) == ("?", False)


def test_a_row_without_a_sign_gives_way_to_one_with():
    (loop,) = found(link("ab", ""), link("ab", ""), link("ab", "-"), link("ba")).loops

    assert loop.polarity == "B"


def test_loops_come_shortest_first_and_begin_with_their_first_name():
    links = [link("ca"), link("ab"), link("bc"), link("cb")]

    assert [loop.factors for loop in found(*links).loops] == [("b", "c"), ("a", "b", "c")]


def test_loops_through_a_factor_begin_with_it():
    (loop,) = found(link("ab"), link("bc"), link("ca"), through="c").loops

    assert loop.factors == ("c", "a", "b")


def test_a_loop_that_is_too_long_is_not_listed_but_known_to_exist():
    answer = found(link("ab"), link("bc"), link("ca"), max_length=2)

    assert (answer.count, answer.complete, answer.longer_exist) == (0, False, True)


def test_a_map_without_feedback_is_complete():
    answer = found(link("ab"), link("bc"))

    assert (answer.count, answer.complete) == (0, True)


def test_an_empty_map_is_complete():
    assert found().complete


def test_a_search_cut_short_says_that_it_does_not_know(monkeypatch):
    monkeypatch.setattr(loops, "SEARCH_STEPS", 3)
    ladder = [link((f"f{a}", f"f{b}")) for low in range(8) for a, b in ((low, low + 1), (low + 1, low))]

    answer = found(*ladder, max_length=2)

    assert (answer.longer_exist, answer.complete, answer.count) == (None, False, 8)


def test_a_factor_without_links_has_no_loops_but_is_known():
    answer = feedback_loops(SystemMap((Factor("alone", "Alone", "cause"),)), through="alone")

    assert (answer.count, answer.complete) == (0, True)


def test_an_unknown_factor_is_refused_with_the_nearest():
    with pytest.raises(WrongUse, match='Did you mean "street"'):
        found(link(("street", "home")), through="streat")


def test_too_many_loops_are_refused(monkeypatch):
    monkeypatch.setattr(loops, "MOST_LOOPS", 2)

    with pytest.raises(CannotAnswer, match="more than 2 loops"):
        found(*[link(ends) for ends in ("ab", "ba", "bc", "cb", "cd", "dc")])
