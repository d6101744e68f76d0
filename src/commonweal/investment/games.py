"""Cooperative games: what each player adds, and which group would do better alone."""

from collections.abc import Callable, Sequence
from math import factorial

import numpy as np

from commonweal.investment.schema import Blocking, Game
from commonweal.simulation.schema import Floats

# Differences smaller than this part of a game's largest value are rounding: a penny in ten million pounds.
ROUNDING = 1e-9


def shapley(game: Game) -> Floats:
    """What each player adds to a group, on average over all orders in which the players could join.

    It is exact, and takes time and memory in proportion to the number of groups: 65,536 for 16 players.

    Parameters
    ----------
    game
        Any number of players whose table fits in memory.

    Returns
    -------
    Floats
        Shape (players,), in the unit of the game; adds up to the value of all. Empty without players.

    Raises
    ------
    ValueError
        If the table is not one finite number for every group, or nobody's is not 0.

    References
    ----------
    Shapley LS (1953) A value for n-person games. Contributions to the Theory of Games II, 307-317.

    Examples
    --------
    >>> glove = Game(("left", "right", "spare"), np.array([0, 0, 0, 1, 0, 1, 0, 1.0]))
    >>> shapley(glove).round(3).tolist()
    [0.667, 0.167, 0.167]
    """
    values, players = _checked(game), len(game.players)
    sizes = np.bitwise_count(np.arange(len(values) // 2))  # every group that lacks the player, by size
    orders = [factorial(size) * factorial(players - size - 1) / factorial(players) for size in range(players)]
    weights = np.array(orders)[sizes] if players else np.zeros(0)
    return np.array([weights @ _added(values, player) for player in range(players)])


def shapley_sampled(
    value_of: Callable[[frozenset[str]], float],
    players: Sequence[str],
    *,
    samples: int,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """What each player adds on average over some orders of joining, and how far off that may be.

    For games too large for a table of every group (more than 16 players).

    Parameters
    ----------
    value_of
        The value of a group of players; nobody's is taken as 0.
    players
        All players.
    samples
        How many orders are drawn, at least 2.
    rng
        Where the orders come from.

    Returns
    -------
    tuple[Floats, Floats]
        The estimates, which add up to the value of all, and their standard errors: each of shape (players,).

    Raises
    ------
    ValueError
        With fewer than 2 samples, which tell nothing about the error.

    References
    ----------
    Castro J, Gomez D, Tejada J (2009) Polynomial calculation of the Shapley value based on sampling.
    Computers and Operations Research 36, 1726-1730.

    Examples
    --------
    >>> estimate, error = shapley_sampled(len, ["a", "b"], samples=10, rng=np.random.default_rng(1))
    >>> estimate.tolist(), error.tolist()
    ([1.0, 1.0], [0.0, 0.0])
    """
    if samples < 2:
        raise ValueError(f"a standard error needs at least 2 samples, not {samples}")
    added = np.zeros((samples, len(players)))
    for row in added:
        order = rng.permutation(len(players))
        joined = [frozenset(players[player] for player in order[: count + 1]) for count in range(len(order))]
        row[order] = np.diff([value_of(group) for group in joined], prepend=0.0)
    return added.mean(axis=0), added.std(axis=0, ddof=1) / np.sqrt(samples)


def in_core(game: Game, allocation: Floats, tolerance: float = ROUNDING) -> Blocking | None:
    """The group that would gain most by going alone; None where no group would: then it is in the core.

    Parameters
    ----------
    game
        What every group would pay or secure by itself.
    allocation
        Shape (players,): what each player pays or gets. It should add up to the value of all, which is not
        checked, so that published figures can be asked about as they were printed.
    tolerance
        Gains up to this part of the game's largest value count as rounding.

    Returns
    -------
    Blocking | None
        The group, its players in order of their ids, and what it would gain. Of groups that would gain as
        much, the smallest; of those, the first in order of ids.

    Raises
    ------
    ValueError
        If the table is not one finite number for every group, or nobody's is not 0.

    Examples
    --------
    >>> glove = Game(("left", "right", "spare"), np.array([0, 0, 0, 1, 0, 1, 0, 1.0]))
    >>> in_core(glove, np.array([0.5, 0.5, 0.0]))
    Blocking(group=('left', 'spare'), by=0.5)
    """
    gains = sign(game) * (_checked(game) - group_sums(allocation))
    slack = tolerance * float(np.abs(game.values).max())
    gains[[0, -1]] = 0.0  # nobody, and everybody, cannot leave
    if gains.max() <= slack:
        return None
    best = np.flatnonzero(gains >= gains.max() - slack)
    sizes = np.bitwise_count(best)
    group, mask = min((_members(game, mask), mask) for mask in best[sizes == sizes.min()])
    return Blocking(group=group, by=float(gains[mask]))


def alone_values(game: Game) -> Floats:
    """What each player would pay or secure by itself: shape (players,).

    Examples
    --------
    >>> alone_values(Game(("a", "b"), np.array([0, 1, 2, 4.0]))).tolist()
    [1.0, 2.0]
    """
    alone: Floats = _checked(game)[1 << np.arange(len(game.players))]
    return alone


def group_sums(parts: Floats) -> Floats:
    """The sum of the parts of every group's members, in order of the groups' numbers: shape (2 ** players,).

    Examples
    --------
    >>> group_sums(np.array([1.0, 2.0])).tolist()
    [0.0, 1.0, 2.0, 3.0]
    """
    sums = np.zeros(1)
    for part in parts:
        sums = np.concatenate((sums, sums + part))
    return sums


def sign(game: Game) -> float:
    """1 where more is better for a group, -1 where less is: times it, a game of costs is one of values."""
    return -1.0 if game.kind == "cost" else 1.0


def _added(values: Floats, player: int) -> Floats:
    """What a player adds to every group that lacks it: shape (groups / 2,), in order of the groups.

    The order is that of the groups' numbers with the player's bit taken out, so its size is its count of bits.
    """
    pairs = values.reshape(-1, 2, 1 << player)
    return (pairs[:, 1, :] - pairs[:, 0, :]).ravel()


def _members(game: Game, mask: int) -> tuple[str, ...]:
    return tuple(sorted(player for bit, player in enumerate(game.players) if mask >> bit & 1))


def _checked(game: Game) -> Floats:
    """The table of a game, if it is one."""
    groups = 1 << len(game.players)
    if game.values.shape != (groups,):
        raise ValueError(f"{len(game.players)} players make {groups} groups, and the table has {game.values.size}")
    if game.values[0] != 0.0 or not np.isfinite(game.values).all():
        raise ValueError("nobody's value is 0, and every group's is a finite number")
    return game.values
