"""Shapley value, nucleolus and core at the edges; every expected number is worked out by hand."""

import subprocess
import sys

import numpy as np
import pytest

from commonweal.investment.games import alone_values, in_core, shapley, shapley_sampled
from commonweal.investment.nucleolus import core_is_empty, nucleolus
from commonweal.investment.schema import Blocking, Game


def values(*amounts: float, kind: str = "value") -> Game:
    """A game of a, b, c, ... from the amounts of a, b, ab, c, ac, bc, abc, ..."""
    players = tuple("abcdef"[: len(amounts).bit_length()])
    return Game(players, np.array([0.0, *amounts]), kind)


def test_one_player_has_all_there_is():
    game = values(-5.0)

    assert shapley(game).tolist() == [-5.0]
    assert nucleolus(game).tolist() == [-5.0]
    assert not core_is_empty(game)
    assert in_core(game, np.array([-5.0])) is None


def test_without_players_there_is_nothing_to_share():
    game = values()

    assert shapley(game).tolist() == []
    assert nucleolus(game).tolist() == []
    assert not core_is_empty(game)
    assert in_core(game, np.zeros(0)) is None


def test_a_game_of_nothing_gives_everybody_nothing():
    game = values(*[0.0] * 7)

    assert shapley(game).tolist() == [0.0, 0.0, 0.0]
    assert nucleolus(game).tolist() == [0.0, 0.0, 0.0]
    assert not core_is_empty(game)


def test_two_players_split_what_they_add():
    game = values(1.0, 2.0, 7.0)

    assert shapley(game).tolist() == pytest.approx([3.0, 4.0])
    assert nucleolus(game).tolist() == pytest.approx([3.0, 4.0])


def test_players_who_add_nothing_to_each_other_keep_what_they_have_alone():
    game = values(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)

    assert shapley(game).tolist() == pytest.approx([1.0, 2.0, 4.0])
    assert nucleolus(game).tolist() == [1.0, 2.0, 4.0]
    assert in_core(game, nucleolus(game)) is None


def test_a_plan_that_loses_money_for_all_has_no_nucleolus():
    game = values(0.0, 0.0, -8.0)

    assert shapley(game).tolist() == [-4.0, -4.0]
    assert nucleolus(game) is None
    assert core_is_empty(game)


def test_negative_values_can_be_shared_where_apart_it_is_worse():
    game = values(-6.0, -4.0, -8.0)

    assert shapley(game).tolist() == pytest.approx([-5.0, -3.0])
    assert nucleolus(game).tolist() == pytest.approx([-5.0, -3.0])
    assert not core_is_empty(game)


def test_costs_that_are_dearer_together_have_no_nucleolus():
    assert nucleolus(values(1.0, 2.0, 4.0, kind="cost")) is None


def test_costs_and_the_values_they_save_are_shared_alike():
    # What a group saves is the sum of its members' costs alone, less its cost: the shares are costs less savings.
    costs = values(8.0, 11.0, 11.0, 13.0, 13.0, 13.0, 13.0, kind="cost")
    savings = values(0.0, 0.0, 8.0, 0.0, 8.0, 11.0, 19.0)

    assert nucleolus(costs) == pytest.approx(alone_values(costs) - nucleolus(savings))
    assert shapley(costs) == pytest.approx(alone_values(costs) - shapley(savings))


def test_with_an_empty_core_nobody_gets_less_than_alone():
    # The prenucleolus takes from a until 3 - x = 6 - (4 - x): x = 0.5. But a has 3 alone, which leaves 1 for b and c.
    game = values(3.0, 0.0, 0.0, 0.0, 0.0, 6.0, 4.0)

    shares = nucleolus(game)

    assert core_is_empty(game)
    assert shares.tolist() == pytest.approx([3.0, 0.5, 0.5])


def test_of_equal_players_each_gets_the_same():
    game = values(0.0, 0.0, 2.0, 0.0, 2.0, 2.0, 9.0)

    assert shapley(game).tolist() == pytest.approx([3.0, 3.0, 3.0])
    assert nucleolus(game).tolist() == pytest.approx([3.0, 3.0, 3.0])


def test_no_share_is_minus_zero():
    glove = values(0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0)

    assert not np.signbit(nucleolus(glove)).any()


def test_the_group_that_gains_most_is_named_with_its_gain():
    game = values(0.0, 0.0, 5.0, 0.0, 7.0, 0.0, 9.0)

    assert in_core(game, np.array([3.0, 3.0, 3.0])) == Blocking(group=("a", "c"), by=1.0)


def test_of_groups_that_gain_alike_the_smallest_leaves_then_the_first_by_id():
    game = Game(("c", "b", "a"), np.array([0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0]))

    assert in_core(game, np.zeros(3)) == Blocking(group=("a",), by=1.0)


def test_a_gain_within_the_tolerance_holds_nobody_back():
    game = values(0.0, 0.0, 100.0)

    assert in_core(game, np.array([-0.5, 100.5])) == Blocking(group=("a",), by=0.5)
    assert in_core(game, np.array([-0.5, 100.5]), 0.01) is None


def test_a_core_of_a_single_division_is_not_empty():
    glove = values(0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0)

    assert not core_is_empty(glove)


def test_players_who_add_nothing_leave_a_core_unless_a_pair_does_better():
    assert not core_is_empty(values(1.0, 1.0, 2.0, 1.0, 2.0, 2.0, 3.0))
    assert core_is_empty(values(1.0, 1.0, 2.5, 1.0, 2.0, 2.0, 3.0))


@pytest.mark.parametrize(
    "amounts", [[0.0, 1.0], [1.0, 1.0, 1.0, 1.0], [0.0, np.nan, 1.0, 1.0], [0.0, np.inf, 1.0, 1.0]]
)
def test_a_table_that_is_not_a_game_is_refused(amounts):
    game = Game(("a", "b"), np.array(amounts))

    for answer in (shapley, nucleolus, core_is_empty, alone_values):
        with pytest.raises(ValueError, match=r"2 players make 4 groups|nobody's value is 0"):
            answer(game)


def test_sixteen_players_are_shared_exactly():
    # Runway costs 1 to 16: Shapley shares the first metre among all, the second among 15, and so on
    # (Littlechild and Owen 1973).
    groups = np.arange(1 << 16)
    longest = np.floor(np.log2(np.maximum(groups, 1))) + 1.0
    game = Game(tuple("abcdefghijklmnop"), np.where(groups == 0, 0.0, longest), "cost")
    expected = np.cumsum(1.0 / np.arange(16, 0, -1))

    assert shapley(game) == pytest.approx(expected)
    assert in_core(game, nucleolus(game)) is None


def test_sampling_needs_two_samples_for_an_error():
    with pytest.raises(ValueError, match="at least 2 samples, not 1"):
        shapley_sampled(len, ["a"], samples=1, rng=np.random.default_rng(1))


def test_sampling_twenty_players_knows_a_game_without_teamwork_at_once():
    players = [f"p{number}" for number in range(20)]

    estimate, error = shapley_sampled(len, players, samples=3, rng=np.random.default_rng(1))

    assert estimate.tolist() == [1.0] * 20
    assert error.tolist() == [0.0] * 20


def test_the_solver_prints_nothing():
    program = (
        "import numpy as np; from commonweal.investment.nucleolus import nucleolus;"
        "from commonweal.investment.schema import Game; nucleolus(Game(('a', 'b'), np.array([0, 0, 0, 1.0])))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout + done.stderr == ""
