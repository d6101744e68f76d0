"""How long do fair shares take? Ours beside plain loops over groups, and programmes with every group in them.

Run: python benchmarks/shares.py
"""

import time
from collections.abc import Callable
from math import factorial

import numpy as np
from scipy.optimize import linprog

from commonweal.investment.games import group_sums, shapley
from commonweal.investment.nucleolus import nucleolus
from commonweal.investment.schema import Game

SHAPLEY_PLAYERS = (8, 12, 16)
NUCLEOLUS_PLAYERS = (4, 6, 8, 10, 12)


def bankruptcy(players: int) -> Game:
    """Claims on an estate of half their sum: a game with many tight groups, whose nucleolus takes many rounds."""
    claims = np.random.default_rng(players).integers(1, 100, players).astype(float)
    left_over = np.maximum(0.0, group_sums(claims) - claims.sum() / 2)
    return Game(tuple(f"p{number}" for number in range(players)), left_over)


def shapley_by_loops(game: Game) -> list[float]:
    """The formula over groups, as a book would write it."""
    values, n = game.values.tolist(), len(game.players)
    weight = [factorial(size) * factorial(n - size - 1) / factorial(n) for size in range(n)]
    return [
        sum(
            weight[group.bit_count()] * (values[group | 1 << player] - values[group])
            for group in range(1 << n)
            if not group >> player & 1
        )
        for player in range(n)
    ]


def nucleolus_with_every_group(game: Game) -> np.ndarray:
    """The same rounds by SciPy, every group in the programme from the start."""
    n, groups = len(game.players), np.arange(1, len(game.values) - 1)
    members = (groups[:, None] >> np.arange(n) & 1).astype(float)
    worth, bounds = game.values[1:-1], [(game.values[1 << player], None) for player in range(n)] + [(None, None)]
    equal, level = [np.ones(n)], [game.values[-1]]
    left = np.arange(len(groups))
    while len(left):
        rows = np.column_stack((-members[left], -np.ones(len(left))))
        held = np.column_stack((np.array(equal), np.zeros(len(equal))))
        best = linprog(np.eye(n + 1)[-1], rows, -worth[left], held, level, bounds)
        for group in left[np.abs(best.ineqlin.marginals) > 1e-6]:
            if np.linalg.matrix_rank(np.vstack((equal, members[group]))) > len(equal):
                equal.append(members[group])
                level.append(worth[group] - best.x[-1])
        settled = np.linalg.qr(np.array(equal).T)[0]
        left = left[np.linalg.norm(members[left] - members[left] @ settled @ settled.T, axis=1) > 1e-8]
    return best.x[:-1]


def milliseconds(work: Callable[[], object]) -> float:
    """The faster of two goes."""
    times = []
    for _ in range(2):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def table(title: str, sizes: tuple[int, ...], ours: Callable[[Game], object], peer: Callable[[Game], object]) -> None:
    print(f"{title:>10} {'groups':>8} {'commonweal':>12} {'peer':>10}   (milliseconds)")
    for size in sizes:
        game = bankruptcy(size)
        assert np.allclose(ours(game), peer(game))
        print(
            f"{size:>10} {1 << size:>8,} {milliseconds(lambda game=game: ours(game)):>12.2f} "
            f"{milliseconds(lambda game=game: peer(game)):>10.1f}"
        )


def main() -> None:
    table("Shapley", SHAPLEY_PLAYERS, shapley, shapley_by_loops)
    print()
    table("nucleolus", NUCLEOLUS_PLAYERS, nucleolus, nucleolus_with_every_group)


if __name__ == "__main__":
    main()
