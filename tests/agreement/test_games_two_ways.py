"""The Shapley value and the nucleolus, each worked out in a second, slower way."""

from itertools import permutations

import numpy as np
import pytest
from scipy.optimize import linprog

from commonweal.investment.games import shapley, shapley_sampled
from commonweal.investment.nucleolus import nucleolus
from commonweal.investment.schema import Game


def random_games(players: int, count: int, *, whole: bool) -> list[Game]:
    """Games of values with something to share; whole numbers from 0 to 3 make many ties."""
    rng = np.random.default_rng(players * 1000 + count + whole)
    ids = tuple("abcdefgh"[:players])
    games = []
    while len(games) < count:
        values = (rng.integers(0, 4, 1 << players) if whole else rng.normal(size=1 << players)).astype(float)
        values[0] = 0.0
        values[-1] = values[1 << np.arange(players)].sum() + (rng.integers(0, 5) if whole else rng.random() * 3)
        games.append(Game(ids, values))
    return games


def membership(game: Game) -> np.ndarray:
    """Shape (groups, players), nobody and everybody left out."""
    return (np.arange(1, len(game.values) - 1)[:, None] >> np.arange(len(game.players)) & 1).astype(float)


def shapley_by_orders(game: Game) -> np.ndarray:
    """The definition: every order in which the players can join."""
    shares = np.zeros(len(game.players))
    orders = list(permutations(range(len(game.players))))
    for order in orders:
        group = 0
        for player in order:
            shares[player] += game.values[group | 1 << player] - game.values[group]
            group |= 1 << player
    return shares / len(orders)


def nucleolus_group_by_group(game: Game) -> np.ndarray:
    """The definition's nested programmes by SciPy; whether a group is settled is asked of each group in turn."""
    members, worth, n = membership(game), game.values[1:-1], len(game.players)
    bounds = [(game.values[1 << player], None) for player in range(n)]
    equal, level = [np.ones(n)], [game.values[-1]]
    left = list(range(len(worth)))
    while left:
        rows = np.column_stack((-members[left], -np.ones(len(left))))
        held = np.column_stack((np.array(equal), np.zeros(len(equal))))
        best = linprog(np.eye(n + 1)[-1], rows, -worth[left], held, level, [*bounds, (None, None)])
        assert best.success
        least, slack = best.fun, 1e-9
        settled = []
        for group in left:
            most = linprog(-members[group], -members[left], -worth[left] + least + slack, equal, level, bounds)
            if most.success and -most.fun <= worth[group] - least + 1e-6:
                settled.append(group)
        equal += [members[group] for group in settled]
        level += [worth[group] - least for group in settled]
        independent = independent_rows(np.array(equal))
        equal, level = [equal[row] for row in independent], [level[row] for row in independent]
        rank = len(equal)
        left = [g for g in left if np.linalg.matrix_rank(np.vstack((equal, members[g]))) > rank]
    return np.linalg.solve(np.array(equal), np.array(level))


def independent_rows(rows: np.ndarray) -> list[int]:
    kept: list[int] = []
    for row in range(len(rows)):
        if np.linalg.matrix_rank(rows[[*kept, row]]) > len(kept):
            kept.append(row)
    return kept


@pytest.mark.parametrize("players", [1, 2, 3, 4, 5, 6])
def test_shapley_is_the_mean_over_all_orders(players):
    for game in random_games(players, 4, whole=False):
        assert shapley(game) == pytest.approx(shapley_by_orders(game), abs=1e-12)


@pytest.mark.parametrize("whole", [True, False], ids=["many ties", "no ties"])
@pytest.mark.parametrize("players", [2, 3, 4, 5])
def test_the_nucleolus_is_that_of_the_nested_programmes(players, whole):
    for game in random_games(players, 12, whole=whole):
        assert nucleolus(game) == pytest.approx(nucleolus_group_by_group(game), abs=1e-6)


@pytest.mark.parametrize("whole", [True, False], ids=["many ties", "no ties"])
@pytest.mark.parametrize("players", [3, 5, 6])
def test_the_nucleolus_meets_the_criterion_of_kohlberg(players, whole):
    # Kohlberg (1971): for every level, shares that could be moved without hurting a group at that level or above
    # (or a player who has no more than alone) cannot help any such group either.
    for game in random_games(players, 6, whole=whole):
        shares, members = nucleolus(game), membership(game)
        excess = game.values[1:-1] - members @ shares
        at_bottom = np.eye(players)[shares - game.values[1 << np.arange(players)] < 1e-8]
        for level in np.unique(excess.round(7)):
            hurt = members[excess >= level - 1e-6]
            unhurt = np.vstack((hurt, at_bottom))
            moved = linprog(-hurt.sum(axis=0), -unhurt, np.zeros(len(unhurt)), np.ones((1, players)), [0], (-1, 1))
            assert moved.fun == pytest.approx(0.0, abs=1e-7)


def test_sampling_comes_within_four_standard_errors_of_the_exact_value():
    game = random_games(6, 1, whole=False)[0]

    def value_of(group: frozenset[str]) -> float:
        return float(game.values[sum(1 << game.players.index(player) for player in group)])

    estimate, error = shapley_sampled(value_of, game.players, samples=400, rng=np.random.default_rng(7))

    assert estimate.sum() == pytest.approx(game.values[-1])
    assert (np.abs(estimate - shapley(game)) < 4 * error).all()
    assert (error < 0.2).all()
