"""Versions of a map, rival views, and factors under two names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.systemmap.advice.compare import comparison_advice, two_views_advice, views_advice
from commonweal.systemmap.compare import Change, comparison, view_of
from commonweal.systemmap.matching import Match, likeness, matches
from commonweal.systemmap.schema import Factor, Link, SystemMap
from commonweal.systemmap.views import contributors, link_views

DRINKING, CALLS = Factor("drinking", "Street drinking", "cause"), Factor("calls", "Calls", "outcome")
LINK = Link("drinking", "calls", sign="+", strength="weak", contributed_by="police")
OLD = SystemMap((DRINKING, CALLS), (LINK,))


def test_a_factor_and_a_link_more_are_told_as_added_and_one_less_as_taken_away():
    more = SystemMap((*OLD.factors, Factor("noise", "Noise", "cause")), (*OLD.links, replace(LINK, to="noise")))

    there, back = comparison(OLD, more), comparison(more, OLD)

    assert [factor.id for factor in there.added_factors] == [factor.id for factor in back.removed_factors] == ["noise"]
    assert [link.to for link in there.added_links] == [link.to for link in back.removed_links] == ["noise"]
    assert there.removed_factors == there.changed_factors == there.removed_links == there.changed_links == ()


def test_each_column_that_changed_is_told_with_what_it_said():
    new = SystemMap((replace(DRINKING, baseline=12.0), CALLS), (replace(LINK, sign="-", extra=(("colour", "red"),)),))

    found = comparison(OLD, new)

    assert found.changed_factors[0].changes == (Change("baseline", None, 12.0),)
    assert found.changed_links[0].changes == (Change("sign", "+", "-"), Change("colour", "", "red"))
    assert found.changed_links[0].after.contributed_by == "police"


def test_the_view_of_somebody_else_is_a_new_link_and_no_change():
    found = comparison(OLD, SystemMap(OLD.factors, (LINK, replace(LINK, sign="-", contributed_by="council"))))

    assert [(link.sign, link.contributed_by) for link in found.added_links] == [("-", "council")]
    assert found.changed_links == ()


def test_factors_known_to_be_one_are_compared_with_their_links():
    new = SystemMap((replace(DRINKING, id="street-drinkers"), CALLS), (replace(LINK, from_="street-drinkers"),))

    assert comparison(OLD, new, same={"drinking": "street-drinkers"}).is_empty
    assert comparison(OLD, new).suggested == (Match("drinking", "street-drinkers", 1.0),)


def test_a_factor_renamed_and_changed_keeps_its_old_id_in_the_version_before():
    new = SystemMap((replace(DRINKING, id="street-drinkers", unit="people"), CALLS), ())

    (changed,) = comparison(OLD, new, same={"drinking": "street-drinkers"}).changed_factors

    assert (changed.before.id, changed.after.id) == ("drinking", "street-drinkers")
    assert changed.changes == (Change("unit", "", "people"),)


factors = st.lists(
    st.builds(Factor, st.sampled_from("abcd"), st.sampled_from(["One", "Two"]), st.just("cause")),
    unique_by=lambda factor: factor.id,
)
links = st.lists(
    st.builds(
        Link, st.sampled_from("abcd"), st.sampled_from("abcd"), st.just("influences"), st.sampled_from("+-"),
        contributed_by=st.sampled_from(["", "x", "y"]),
    ),
    unique_by=lambda link: (link.from_, link.to, link.contributed_by),
)  # fmt: skip
maps = st.builds(lambda rows, ties: SystemMap(tuple(rows), tuple(ties)), factors, links)


@given(maps)
def test_a_map_does_not_differ_from_itself_in_any_order(system_map):
    turned = SystemMap(system_map.factors[::-1], system_map.links[::-1])

    assert comparison(system_map, turned).is_empty


@given(maps, maps)
def test_the_way_back_undoes_the_way_there(one, other):
    there, back = comparison(one, other), comparison(other, one)

    assert set(there.added_links) == set(back.removed_links)
    assert set(there.removed_factors) == set(back.added_factors)
    assert {(c.before, c.after) for c in there.changed_links} == {(c.after, c.before) for c in back.changed_links}


@given(maps)
def test_every_row_of_a_link_is_in_one_view_of_it(system_map):
    found = link_views(system_map)

    rows = [row for link in found for view in link.views for row in view.rows]
    assert sorted(rows, key=repr) == sorted(system_map.links, key=repr)
    assert all(0 < link.agreement <= link.on_sign <= 1 for link in found)


def views(*said):
    rows = [replace(LINK, sign=sign, strength=strength, contributed_by=who) for who, sign, strength in said]
    (found,) = link_views(SystemMap(OLD.factors, tuple(rows)))
    return found


def test_who_holds_which_sign_and_strength_is_kept_whole():
    found = views(("a", "+", "weak"), ("b", "-", "strong"), ("c", "+", "weak"), ("d", "+", "strong"))

    assert [(view.holders, view.sign, view.strength) for view in found.views] == [
        (("a", "c"), "+", "weak"),
        (("b",), "-", "strong"),
        (("d",), "+", "strong"),
    ]
    assert (found.contested, found.agreement, found.on_sign) == ("sign", 0.5, 0.75)


def test_the_same_sign_with_other_strengths_is_contested_about_strength():
    found = views(("a", "+", "weak"), ("b", "+", "strong"))

    assert (found.contested, found.agreement, found.on_sign) == ("strength", 0.5, 1.0)


def test_numbers_stand_for_a_word_and_their_range_counts():
    row = replace(LINK, elasticity_low=0.1, elasticity=0.2, elasticity_high=0.3)
    wider = replace(row, elasticity_high=0.5, contributed_by="b")

    (found,) = link_views(SystemMap(OLD.factors, (row, wider)))

    assert [view.strength for view in found.views] == [(0.1, 0.2, 0.3), (0.1, 0.2, 0.5)]
    assert found.contested == "strength"


def test_links_contested_about_their_sign_come_first():
    rows = (
        Link("a", "b", sign="+", contributed_by="x"),
        Link("b", "c", sign="+", strength="weak", contributed_by="x"),
        Link("b", "c", sign="+", strength="strong", contributed_by="y"),
        Link("c", "d", sign="+", contributed_by="x"),
        Link("c", "d", sign="-", contributed_by="y"),
    )

    assert [(link.from_, link.contested) for link in link_views(SystemMap((), rows))] == [
        ("c", "sign"),
        ("b", "strength"),
        ("a", ""),
    ]


def test_the_view_of_one_holds_their_links_and_what_they_touch():
    rival = replace(LINK, sign="-", contributed_by="council")
    system_map = SystemMap((*OLD.factors, Factor("noise", "Noise", "cause")), (LINK, rival))

    one, other = (view_of(system_map, holder) for holder in contributors(system_map))

    assert [factor.id for factor in one.factors] == ["drinking", "calls"]
    assert comparison(one, other).changed_links[0].changes == (Change("sign", "-", "+"),)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("A&E attendances", "Attendances at A&E", True),
        ("Ambulance call-outs", "ambulance callouts", True),
        ("Rough sleeping", "Rough sleepers", True),
        ("Night trade", "Night visitors", False),
        ("Wellbeing of carers", "Wellbeing of users", False),
        ("Falls", "Calls", True),  # one letter of five: for people to refuse
        ("", "Calls", False),
    ],
)
def test_names_are_alike_by_their_words_or_their_letters(one, other, alike):
    assert (likeness(one, other) >= 0.75) is alike
    assert likeness(one, other) == likeness(other, one)


def test_each_factor_is_suggested_once_with_the_most_alike():
    old = [Factor("x", "Night visitors", "cause"), Factor("y", "Night visitor", "cause")]

    assert matches(old, [Factor("z", "Night visitors", "cause")]) == (Match("x", "z", 1.0),)


def test_the_advice_on_a_version_says_what_changed_and_whose_it_was():
    new = SystemMap((DRINKING, CALLS, Factor("noise", "Noise", "cause")), (replace(LINK, sign="-"),))

    lines = comparison_advice(comparison(OLD, new), {"police": "The police"})

    assert lines == ("Added: Noise.", "drinking → calls, as The police sees it: sign from + to -.")


def test_the_advice_on_rival_views_names_who_holds_what():
    rival = replace(LINK, sign="-", contributed_by="council")

    lines = views_advice(link_views(SystemMap(OLD.factors, (LINK, rival))), {"police": "The police"})

    assert lines[0] == (
        "drinking → calls: partners differ on which way it acts. The police: the same way (+), weak; council: against "
        "each other (-), weak. No view has a majority."
    )


def test_the_advice_on_two_views_says_where_they_differ_and_what_only_one_drew():
    rows = (
        LINK,
        replace(LINK, sign="-", contributed_by="council"),
        replace(LINK, to="noise", contributed_by="council"),
    )
    system_map = SystemMap((*OLD.factors, Factor("noise", "Noise", "cause")), rows)

    found = comparison(view_of(system_map, "police"), view_of(system_map, "council"))

    assert two_views_advice(found, "The police", "The council") == (
        "drinking → calls: they differ on which way it acts. The police says the same way (+), The council against "
        "each other (-).",
        "Only The council drew drinking → noise.",
    )
