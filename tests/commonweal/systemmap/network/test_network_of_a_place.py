"""From rows to a network: who is in it, on which day, in which group."""

from datetime import date

import pytest

from commonweal.errors import WrongUse
from commonweal.place.schema import Partner, Person
from commonweal.systemmap.network.graph import Lens, Relations, network_of
from commonweal.systemmap.schema import Tie

RELATIONS = Relations(
    partners=(
        Partner("council", "The Council", "council", kind="unitary", geography="E06000026"),
        Partner("trust", "The Trust", "health", geography="E06000026"),
        Partner("old-trust", "The Old Trust", "health", valid_to=date(2020, 3, 31)),
    ),
    people=(Person("nurse", "trust", "nursing"), Person("old-nurse", "old-trust", "nursing")),
    ties=(
        Tie("council", "trust"),
        Tie("council", "trust", "funds"),
        Tie("trust", "council", since=date(2022, 1, 1)),
        Tie("old-trust", "council", until=date(2020, 3, 31)),
        Tie("nurse", "council"),
    ),
)


def pairs(network):
    return {(network.ids[tail], network.ids[head]) for tail, head in zip(network.tails, network.heads, strict=True)}


def test_two_ties_of_other_kinds_between_the_same_are_one():
    network = network_of(RELATIONS, Lens(among="partners", on=date(2026, 1, 1)))

    assert (network.ids, pairs(network)) == (("council", "trust"), {("council", "trust"), ("trust", "council")})


def test_the_last_day_of_a_tie_and_of_a_partner_still_counts():
    last, after = (network_of(RELATIONS, Lens(on=date(2020, *day))) for day in ((3, 31), (4, 1)))

    assert ("old-trust", "council") in pairs(last)
    assert "old-trust" not in after.ids
    assert "old-nurse" not in after.ids


def test_a_tie_does_not_count_before_it_began():
    assert ("trust", "council") not in pairs(network_of(RELATIONS, Lens(on=date(2021, 12, 31))))


def test_without_a_day_all_rows_count():
    assert network_of(RELATIONS).n == 5
    assert network_of(RELATIONS).ties == 4


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("sector", ["council", "health", "health", "health", "health"]),
        ("organisation", ["The Council", "The Trust", "The Old Trust", "The Trust", "The Old Trust"]),
        ("profession", ["", "", "", "nursing", "nursing"]),
        ("geography", ["E06000026", "E06000026", "", "E06000026", ""]),
        ("kind", ["unitary", "", "", "", ""]),
    ],
)
def test_people_stand_in_the_group_of_their_partner_and_in_their_own_profession(by, expected):
    assert list(network_of(RELATIONS, Lens(by)).groups) == expected


def test_only_people_are_looked_at_with_the_ties_between_them():
    network = network_of(RELATIONS, Lens("profession", "people"))

    assert (network.ids, network.ties) == (("nurse", "old-nurse"), 0)


def test_without_directions_a_tie_counts_once_and_density_is_of_pairs():
    network = network_of(RELATIONS, Lens(among="partners", on=date(2026, 1, 1), directed=False))

    assert (network.ties, network.density) == (1, 1.0)


def test_a_person_is_named_by_what_they_are():
    assert network_of(RELATIONS).names[3] == "nurse (The Trust)"


def test_an_unknown_grouping_is_refused_with_those_that_exist():
    with pytest.raises(WrongUse, match="none of sector, organisation"):
        network_of(RELATIONS, Lens(by="colour"))


def test_an_empty_place_has_an_empty_network():
    network = network_of(Relations())

    assert (network.n, network.ties, network.density) == (0, 0, 0.0)
