"""The nucleolus of a game, and whether its core is empty: linear programmes over its groups."""

import highspy
import numpy as np
from numpy.typing import NDArray

from commonweal.investment.games import ROUNDING, alone_values, group_sums, sign
from commonweal.investment.schema import Game
from commonweal.investment.solver import QuietModel
from commonweal.simulation.schema import Floats

Masks = NDArray[np.intp]
Flags = NDArray[np.bool_]

# A dual value above this is certainly not zero. Missing a smaller one costs a further round, never the answer.
LEAST_DUAL = 1e-6

# A group's direction counts as already settled when this little of it is left (its length is 1 or more).
LEAST_RESIDUE = 1e-8

# Groups that are brought into the programme at a time: few enough to solve quickly, enough to need few turns.
GROUPS_A_TURN = 40


def nucleolus(game: Game) -> Floats | None:
    """The shares that make the worst-treated group's complaint least, then the next worst, and so on.

    A group's complaint is what it would gain by going alone. Only imputations are looked at: shares that give
    every player at least what it has alone (for a cost game: charge it no more). So with an empty core the
    answer can differ from the prenucleolus, which is free of that condition.

    Parameters
    ----------
    game
        Any number of players whose table fits in memory; 16 take about half a second.

    Returns
    -------
    Floats | None
        Shape (players,), in the unit of the game; adds up to the value of all. None where no imputation
        exists: alone, the players would have more together than as one (or pay less).

    Raises
    ------
    ValueError
        If the table is not one finite number for every group, or nobody's is not 0.

    Notes
    -----
    One linear programme a round. A group whose dual value is positive has the same excess in every best
    solution, so only such groups are settled; those that merely happen to be tight are not. Every round
    settles at least one group that is independent of those before, so there are fewer rounds than players.

    References
    ----------
    Schmeidler D (1969) The nucleolus of a characteristic function game. SIAM J Applied Mathematics 17, 1163-1170.
    Kopelowitz A (1967) Computation of the kernels of simple games and the nucleolus of n-person games.

    Examples
    --------
    >>> estate = Game(("100", "200", "300"), np.array([0, 0, 0, 0, 0, 0, 100, 200.0]))
    >>> nucleolus(estate).round(6).tolist()
    [50.0, 75.0, 75.0]
    """
    surplus, alone = _surplus(game)
    to_share, players = float(surplus[-1]), len(alone)
    if to_share < -_tolerance(game):
        return None
    if to_share <= _tolerance(game):
        beyond = np.full(players, to_share / max(players, 1))
    else:
        scale = float(np.abs(surplus).max())
        beyond = scale * _least_complaints(surplus / scale, players)
    shares: Floats = sign(game) * (alone + beyond) + 0.0  # + 0.0 turns -0.0 into 0.0
    return shares


def core_is_empty(game: Game) -> bool:
    """Whether every division of the whole leaves some group that would do better alone.

    Parameters
    ----------
    game
        As for `nucleolus`.

    Returns
    -------
    bool
        False for one player or none: there is nobody to leave.

    References
    ----------
    Shapley LS, Shubik M (1966) Quasi-cores in a monetary economy with nonconvex preferences. Econometrica 34, 805-827.

    Examples
    --------
    >>> core_is_empty(Game(("a", "b", "c"), np.array([0, 0, 0, 1, 0, 1, 1, 1.0])))
    True
    """
    surplus, _ = _surplus(game)
    to_share = float(surplus[-1])
    if to_share <= _tolerance(game):
        return bool(max(surplus.max(), -to_share) > _tolerance(game))
    scale, whole = float(np.abs(surplus).max()), len(surplus) - 1
    proper = (np.arange(whole + 1) > 0) & (np.arange(whole + 1) < whole)
    _, excess, _ = _least_worst(surplus / scale, {whole: to_share / scale}, proper)
    return excess * scale > _tolerance(game)


def _surplus(game: Game) -> tuple[Floats, Floats]:
    """What every group secures beyond its members alone, and what each secures alone; costs count below zero."""
    alone = sign(game) * alone_values(game)
    return sign(game) * game.values - group_sums(alone), alone


def _tolerance(game: Game) -> float:
    return ROUNDING * float(np.abs(game.values).max())


def _least_complaints(worth: Floats, players: int) -> Floats:
    """The nucleolus of a game in which nobody has anything alone, no worth is beyond 1, and there is some to share."""
    held = {len(worth) - 1: float(worth[-1])}  # what is settled: the shares of these groups
    settled = np.full((1, players), players**-0.5)  # (rank, players): the same as directions, at right angles
    while (open_groups := ~_spanned(settled)).any():
        shares, excess, same = _least_worst(worth, held, open_groups)
        assert len(same)  # the dual values of the open groups add up to 1
        for group, direction in zip(same.tolist(), _membership(same, players), strict=True):
            rest = _residue(direction, settled)
            if (length := float(np.linalg.norm(rest))) > LEAST_RESIDUE:
                held[group] = worth[group] - excess
                settled = np.vstack((settled, rest / length))
    return shares


def _least_worst(worth: Floats, held: dict[int, float], open_groups: Flags) -> tuple[Floats, float, Masks]:
    """Shares that make the worst excess of the open groups least, and the groups at it in every best solution.

    Of the many groups only those that matter are brought in: those that the last shares treated worst.
    """
    rows, players = np.array(list(held)), len(worth).bit_length() - 1
    model = _model(players)
    _add_rows(model, _membership(rows, players), np.array(list(held.values())), is_open=False)
    fresh = np.flatnonzero(open_groups)[:GROUPS_A_TURN]
    while len(fresh):
        _add_rows(model, _membership(fresh, players), worth[fresh], is_open=True)
        rows = np.concatenate((rows, fresh))
        model.run()
        assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        solution = model.getSolution()
        shares, excess = np.array(solution.col_value[:-1]), float(solution.col_value[-1])
        worse = np.where(open_groups, worth - group_sums(shares) - excess, 0.0)
        worse[rows] = 0.0
        fresh = np.argsort(-worse, kind="stable")[: min(GROUPS_A_TURN, np.count_nonzero(worse > ROUNDING))]
    same = rows[np.abs(solution.row_dual) > LEAST_DUAL]
    return shares, excess, same[open_groups[same]]


def _model(players: int) -> highspy.Highs:
    """Shares of at least nothing and, as the last column, the excess, which is to be least; no rows yet."""
    model = QuietModel()  # type: ignore[no-untyped-call]
    model.setOptionValue("primal_feasibility_tolerance", ROUNDING)
    model.setOptionValue("dual_feasibility_tolerance", ROUNDING)
    lower, upper = np.zeros(players + 1), np.full(players + 1, highspy.kHighsInf)
    lower[-1], upper[-1] = -3.0, 3.0  # no excess is beyond 2 where no worth is beyond 1
    none = np.zeros(0, dtype=np.int32)
    model.addCols(players + 1, np.eye(players + 1)[-1], lower, upper, 0, none, none, np.zeros(0))
    return model


def _add_rows(model: highspy.Highs, members: Floats, least: Floats, *, is_open: bool) -> None:
    """Give groups at least that: with the excess where they are open, exactly and without it where settled."""
    dense = np.column_stack((members, np.full(len(members), float(is_open))))  # (groups, players + 1)
    row, column = (index.astype(np.int32) for index in np.nonzero(dense))
    starts = np.searchsorted(row, np.arange(len(dense))).astype(np.int32)
    most = np.full(len(dense), highspy.kHighsInf) if is_open else least
    model.addRows(len(dense), least, most, len(row), starts, column, dense[row, column])


def _membership(groups: Masks, players: int) -> Floats:
    """1 where a player belongs to a group: shape (groups, players)."""
    return ((groups[:, None] >> np.arange(players)) & 1).astype(np.float64)


def _residue(direction: Floats, settled: Floats) -> Floats:
    """What is left of a direction without the settled ones; taken twice, for accuracy."""
    once = direction - (settled @ direction) @ settled
    return once - (settled @ once) @ settled


def _spanned(settled: Floats) -> Flags:
    """Which groups' shares follow from the settled ones: shape (groups,). Nobody's does."""
    left_over = np.eye(settled.shape[1]) - settled.T @ settled
    squares = np.zeros(1 << settled.shape[1])
    for column in left_over:
        squares += group_sums(column) ** 2
    return squares < LEAST_RESIDUE**2
