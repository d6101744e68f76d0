"""Which portfolio an objective calls best, how sure that is, and what stands between cost and value."""

from collections.abc import Callable, Sequence

import numpy as np

from commonweal.investment.portfolio.constraints import Flags
from commonweal.investment.portfolio.values import BLOCK, Places
from commonweal.investment.schema import Objective
from commonweal.simulation.schema import Floats

# Values that differ by no more than this part of the best are the same.
SAME = 1e-9

# What adding in another order may change, as a part of the largest number.
NOISE = 1e-12

# A frontier of more points than this is a line.
MOST_POINTS = 40


def scores(values: Floats, objective: Objective, *, ceiling: Floats | None = None) -> Floats:
    """What each portfolio scores under an objective; more is better.

    The mean over draws; for `worst-tenth` the mean of the worst tenth of draws; for `least-regret` minus the
    largest shortfall, over draws, from what would have been best in that draw.

    Parameters
    ----------
    values
        Shape (runs, portfolios).
    ceiling
        What the best plan is worth in each draw, shape (runs,); the best of these portfolios unless given.

    Returns
    -------
    Floats
        Shape (portfolios,), in the unit of the values.
    """
    if objective == "least-regret":
        best = values.max(axis=1) if ceiling is None else ceiling
        return _by_columns(values, lambda part: (part - best[:, None]).min(axis=0))
    if objective == "worst-tenth":
        return _by_columns(values, worst_tenth)
    return np.asarray(values.mean(axis=0))


def worst_tenth(values: Floats) -> Floats:
    """The mean of the lowest tenth of values along the first axis; a part of a draw counts in proportion.

    References
    ----------
    Rockafellar RT, Uryasev S (2002) Conditional value-at-risk for general loss distributions. J Banking and
    Finance 26, 1443-1471.

    Examples
    --------
    >>> float(worst_tenth(np.arange(15.0)))  # of 15 draws the lowest, 0, and half of the next, 1
    0.3333333333333333
    """
    tenth = len(values) / 10
    whole = int(tenth)
    lowest = np.partition(values, whole, axis=0)
    return np.asarray((lowest[:whole].sum(axis=0) + (tenth - whole) * lowest[whole]) / tenth)


def _by_columns(values: Floats, score: Callable[[Floats], Floats]) -> Floats:
    """The score of every column, some at a time, so that no second copy of all values is made."""
    size = max(BLOCK // max(len(values), 1), 1)
    parts = [score(values[:, start : start + size]) for start in range(0, values.shape[1], size)]
    return np.concatenate(parts)


def tie_order(portfolios: Flags, costs: Floats, ids: Sequence[str]) -> Places:
    """The order in which portfolios of equal worth are preferred: smaller cost, then fewer options, then by id.

    Parameters
    ----------
    portfolios
        Shape (portfolios, options).
    costs
        Each option's cost, shape (options,).
    ids
        The options' ids.

    Returns
    -------
    NDArray
        Shape (portfolios,): places of the portfolios, the first preferred.

    Examples
    --------
    >>> plans = np.array([[True, True], [False, True], [True, False], [False, False]])
    >>> tie_order(plans, np.array([5.0, 5.0]), ["b", "a"]).tolist()
    [3, 1, 2, 0]
    """
    total = portfolios @ costs
    steps = np.round(total / (NOISE * np.abs(costs).sum() or 1.0))
    by_id = [~portfolios[:, place] for place in sorted(range(len(ids)), key=lambda place: ids[place])]
    return np.lexsort([*reversed(by_id), portfolios.sum(axis=1), steps])


def first_best(scored: Floats) -> int:
    """The place of the first of the highest scores; scores that differ by rounding only are equal."""
    best = scored.max()
    return int(np.argmax(scored >= best - SAME * abs(best) - NOISE * np.abs(scored).max()))


def core_index(portfolios: Flags, values: Floats) -> Floats:
    """The share of draws in whose best portfolio each option stands.

    Parameters
    ----------
    portfolios
        Shape (portfolios, options), in order of preference between equals.
    values
        Shape (runs, portfolios).

    Returns
    -------
    Floats
        Shape (options,): 1 in every draw, 0 in none.
    """
    best = [first_best(draw) for draw in values]
    return np.asarray(portfolios[best].mean(axis=0))


def frontier(costs: Floats, values: Floats, chosen: int) -> Places:
    """The portfolios that nothing both cheaper and better beats, and the chosen one, the cheapest first.

    Of many, both ends, the chosen one and some between, evenly spread.

    Parameters
    ----------
    costs, values
        Shape (portfolios,), in order of preference between equals.
    chosen
        The place of the chosen one.

    Returns
    -------
    NDArray
        Places of at most 40 portfolios.

    Examples
    --------
    >>> frontier(np.array([0.0, 5.0, 5.0]), np.array([0.0, -1.0, 9.0]), 1).tolist()
    [0, 2, 1]
    """
    order = np.lexsort((-values, costs))
    before = np.maximum.accumulate(np.append(-np.inf, values[order][:-1]))
    kept = order[(values[order] > before + NOISE * np.abs(values).max()) | (order == chosen)]
    shown = np.linspace(0, len(kept) - 1, min(len(kept), MOST_POINTS - 1)).round().astype(int)
    return np.asarray(kept[np.union1d(shown, np.flatnonzero(kept == chosen))])
