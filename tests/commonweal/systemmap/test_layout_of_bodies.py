"""Where partners and people stand round a drawing: laws for every company, and small ones placed by hand."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from commonweal.systemmap.layout.bodies.places import Company, places_of_bodies
from commonweal.systemmap.layout.bodies.rim import HALF_HIGH, HALF_WIDE, HIGH, WIDE

# A square of four factors, far apart.
SQUARE = {"nw": (0.0, 0.0), "ne": (1000.0, 0.0), "sw": (0.0, 1000.0), "se": (1000.0, 1000.0)}

names, spots = st.sampled_from("abcdefghijkl"), st.tuples(st.integers(-900, 900), st.integers(-900, 900))


@st.composite
def companies(draw):
    factors = draw(st.dictionaries(st.sampled_from(["f1", "f2", "f3", "f4", "f5"]), spots, max_size=5))
    bodies = draw(st.lists(names, unique=True, max_size=12))
    acts = draw(st.lists(st.tuples(names, st.sampled_from(["f1", "f2", "f3", "gone"])), max_size=15))
    ties = draw(st.lists(st.tuples(names, names), max_size=15))
    standing = draw(st.dictionaries(st.sampled_from(bodies), spots, max_size=3)) if bodies else {}
    points = {id_: (float(x), float(y)) for id_, (x, y) in factors.items()}
    return Company(tuple(bodies), tuple(acts), tuple(ties)), points, standing


@given(companies())
def test_no_pill_covers_a_factor_or_another_pill(given_):
    company, factors, standing = given_

    found = places_of_bodies(company, factors, standing)

    assert found.keys() == set(company.bodies) - standing.keys()
    for (x, y), (other, below) in combinations(found.values(), 2):
        assert abs(x - other) >= WIDE or abs(y - below) >= HIGH
    for x, y in found.values():
        assert all(abs(x - one) >= WIDE or abs(y - other) >= HIGH for one, other in standing.values())
        assert all(
            abs(x - one) >= HALF_WIDE + WIDE / 2 or abs(y - other) >= HALF_HIGH + HIGH / 2
            for one, other in factors.values()
        )


@given(companies(), st.randoms())
def test_the_order_of_what_is_given_plays_no_part(given_, chance):
    company, factors, standing = given_

    def shuffled(rows):
        return tuple(chance.sample(list(rows), len(rows)))

    turned = Company(shuffled(company.bodies), shuffled(company.acts), shuffled(company.ties))

    again = places_of_bodies(turned, dict(shuffled(factors.items())), dict(shuffled(standing.items())))

    assert again == places_of_bodies(company, factors, standing)


def test_each_stands_on_the_side_of_what_it_can_act_on():
    acts = (("west", "nw"), ("west", "sw"), ("east", "ne"), ("east", "se"), ("north", "nw"), ("north", "ne"),
            ("south", "sw"), ("south", "se"))  # fmt: skip

    found = places_of_bodies(Company(("west", "east", "north", "south"), acts), SQUARE)

    # The rim is 110 and 55 outside the middles; a pill begins 60 from it, and its middle is 95 or 22 further.
    assert found == {"west": (-265.0, 500.0), "east": (1265.0, 500.0), "north": (500.0, -137.0),
                     "south": (500.0, 1137.0)}  # fmt: skip


def test_they_stand_in_the_order_of_what_they_act_on_so_that_no_lines_cross():
    acts = (("second", "sw"), ("first", "nw"), ("first", "sw"), ("second", "nw"), ("third", "sw"))

    found = places_of_bodies(Company(("third", "second", "first"), (*acts, ("third", "sw"))), SQUARE)

    assert found["first"][0] == found["second"][0] == -265.0
    assert (found["first"][1] + found["second"][1]) / 2 == 500.0, "both would stand in the middle"
    assert found["second"][1] - found["first"][1] == 64.0, "a pill of 44 and air of 20"


def test_who_only_works_with_others_stands_beside_them_and_the_rest_along_the_foot():
    company = Company(("east", "friend", "friend-of-friend", "alone"), (("east", "ne"), ("east", "se")),
                      (("friend", "east"), ("friend-of-friend", "friend")))  # fmt: skip

    found = places_of_bodies(company, SQUARE)

    assert {found[body][0] for body in ("east", "friend", "friend-of-friend")} == {1265.0}
    assert found["alone"] == (500.0, 1137.0)


def test_a_side_that_is_full_has_further_rows():
    bodies = tuple(f"b{number}" for number in range(3))

    found = places_of_bodies(Company(bodies), {"only": (0.0, 0.0)})

    # 220 wide, so that one pill fits into each row; 137 below the middle, then 64 for each row.
    assert found == {"b0": (0.0, 137.0), "b1": (0.0, 201.0), "b2": (0.0, 265.0)}


def test_nobody_needs_no_place():
    assert places_of_bodies(Company(()), SQUARE) == {}
