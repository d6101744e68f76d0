"""Layouts of a map: by cause, by force, by sector."""

import random
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import WrongUse
from commonweal.files.folder import read_place
from commonweal.systemmap.layout.coordinates import nearest_apart
from commonweal.systemmap.layout.crossings import columns_in_order, crossings
from commonweal.systemmap.layout.cycles import without_loops
from commonweal.systemmap.layout.places import MOST_FACTORS, graph, places
from commonweal.systemmap.layout.ranks import ranks
from commonweal.systemmap.layout.schema import Graph

ROOT = Path(__file__).parents[3]
WAYS = ("layers", "force", "sectors")
# The box of a factor, which no other may cover.
WIDE, HIGH = 200, 60


def large(factors: int, links: int) -> tuple[list[str], list[tuple[str, str]]]:
    """A map in which factors act on others near them, loops included."""
    draw = random.Random(7)
    names = [f"f{number}" for number in range(factors)]
    near = [(at, (at + draw.randint(-30, 40)) % factors) for at in (draw.randrange(factors) for _ in range(links))]
    return names, [(names[from_], names[to]) for from_, to in near]


def plymouth() -> tuple[list[str], list[tuple[str, str]]]:
    place = read_place(ROOT / "examples" / "plymouth").system_map
    return [factor.id for factor in place.factors], [(link.from_, link.to) for link in place.links]


graphs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30).map(
    lambda pairs: graph(map(str, range(10)), [(str(one), str(other)) for one, other in pairs])
)


@given(graphs)
def test_nothing_feeds_back_once_loops_are_taken_out(drawn):
    straight = without_loops(drawn)

    rank = ranks(straight)

    assert all(rank[from_] < rank[to] for from_, to in straight.arrows)


@given(graphs)
def test_at_most_half_of_the_arrows_are_turned_round(drawn):
    """The bound of Eades, Lin and Smyth (1993) for their greedy order: m/2 - n/6, where pairs both ways are absent."""
    one_way = Graph(drawn.factors, tuple({frozenset(arrow): arrow for arrow in drawn.arrows}.values()))

    turned = set(one_way.arrows) - set(without_loops(one_way).arrows)

    assert len(turned) <= len(one_way.arrows) / 2


def test_a_chain_turns_nothing_round():
    chain = Graph(("a", "b", "c"), (("a", "b"), ("b", "c")))

    assert without_loops(chain) == chain


def test_crossings_are_counted_as_pairs_counted_one_by_one():
    left, right = ["a", "b", "c", "d"], ["w", "x", "y", "z"]
    after = {"a": ["y", "z"], "b": ["w", "x"], "c": ["w", "z"], "d": ["x"]}
    arrows = [(left.index(from_), right.index(to)) for from_, ends in after.items() for to in ends]

    by_hand = sum((one[0] - two[0]) * (one[1] - two[1]) < 0 for one, two in combinations(arrows, 2))

    assert crossings([left, right], after) == by_hand == 10


def test_two_crossed_pairs_are_uncrossed():
    drawn = Graph(("a", "b", "c", "d"), (("a", "d"), ("b", "c")))

    columns, short = columns_in_order(drawn, ranks(drawn))

    assert crossings(columns, short.after) == 0


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=12), st.floats(0, 20))
def test_heights_keep_their_distance_and_their_mean(wished, gap):
    """Isotonic regression keeps the mean of what is pooled, so the mean of all."""
    found = nearest_apart(wished, [gap] * (len(wished) - 1))

    assert all(above - below >= gap - 1e-6 for below, above in pairwise(found))
    shifted = [wish - gap * at for at, wish in enumerate(wished)]
    assert sum(found) - gap * sum(range(len(found))) == pytest.approx(sum(shifted), abs=1e-6)


@pytest.mark.parametrize("way", WAYS)
def test_every_factor_has_a_place_where_it_covers_no_other(way):
    factors, links = plymouth()

    found = places(way, factors, links, {factor: str(at % 3) for at, factor in enumerate(factors)})

    assert set(found) == set(factors)
    covered = [
        pair
        for pair in combinations(found, 2)
        if abs(found[pair[0]][0] - found[pair[1]][0]) < WIDE and abs(found[pair[0]][1] - found[pair[1]][1]) < HIGH
    ]
    assert covered == []


@pytest.mark.parametrize("way", WAYS)
def test_a_layout_is_the_same_every_time(way):
    factors, links = large(400, 1_000)

    assert places(way, factors, links) == places(way, factors, links)


@pytest.mark.parametrize("way", WAYS)
def test_an_empty_map_has_no_places(way):
    assert places(way, [], []) == {}


def test_causes_stand_to_the_left_of_what_they_act_on():
    found = places("layers", ["outcome", "cause", "root"], [("cause", "outcome"), ("root", "cause")])

    assert found["root"][0] < found["cause"][0] < found["outcome"][0]


def test_what_nothing_links_to_stands_below_the_rest():
    found = places("layers", ["a", "b", "alone"], [("a", "b")])

    assert found["alone"][1] > max(found["a"][1], found["b"][1])


def test_linked_factors_are_nearer_than_others_by_force():
    factors = [f"{group}{number}" for group in "ab" for number in range(6)]
    links = [(one, other) for one, other in combinations(factors, 2) if one[0] == other[0]]

    found = places("force", factors, links)

    def distance(one: str, other: str) -> float:
        return float(((found[one][0] - found[other][0]) ** 2 + (found[one][1] - found[other][1]) ** 2) ** 0.5)

    near = [distance(one, other) for one, other in combinations(factors, 2) if one[0] == other[0]]
    far = [distance(one, other) for one, other in combinations(factors, 2) if one[0] != other[0]]
    assert sum(near) / len(near) < 0.7 * sum(far) / len(far)


def test_each_sector_has_a_lane_of_its_own_and_nobodys_is_the_last():
    found = places("sectors", ["a", "b", "c", "d"], [], {"a": "police", "b": "health", "c": "police"})

    assert found["b"][0] < found["a"][0] == found["c"][0] < found["d"][0]


def test_a_layout_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(WrongUse, match=r'no layout "spiral".*layers, force, sectors'):
        places("spiral", ["a"], [])


def test_a_map_that_is_too_large_is_refused_with_the_limit():
    with pytest.raises(WrongUse, match=r"5,001 factors.*at most 5,000"):
        places("layers", [str(number) for number in range(MOST_FACTORS + 1)], [])
