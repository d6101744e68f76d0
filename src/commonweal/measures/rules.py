"""The rules that tell a signal from noise on an XmR chart, and what a signal means."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from commonweal.measures.profiles import RuleSet
from commonweal.measures.spc import NEAR, Floats, XmrLimits

# In order of precedence (NHSRplotthedots: limit, trend, two of three, shift); high and low take turns.
Rule = Literal[
    "above-upper-limit", "below-lower-limit",
    "rising-trend", "falling-trend",
    "two-of-three-high", "two-of-three-low",
    "shift-high", "shift-low",
]  # fmt: skip
Kind = Literal["improvement", "concern", "neutral", "common"]

RULES: tuple[Rule, ...] = get_args(Rule)
DIRECTIONS = (1, -1) * 4
RISING, FALLING = RULES.index("rising-trend"), RULES.index("falling-trend")

# A distance below this part of the largest value is rounding, not a distance.
ROUNDING = 1e-12

Marks = NDArray[np.bool_]


def fired_rules(values: Floats, limits: XmrLimits, rules: RuleSet) -> Marks:
    """Which rules mark which points of one phase.

    Parameters
    ----------
    values
        Of one phase, oldest first, gaps left out; shape (n,).
    limits
        Of that phase.
    rules
        Lengths and strictness.

    Returns
    -------
    NDArray[np.bool_]
        Shape (8, n), rows in the order of `RULES`. A value exactly on a line is not beyond it; one exactly on the
        mean ends a shift. Where all values are equal, or there is one alone, nothing fires.

    Examples
    --------
    >>> from commonweal.measures.profiles import MDC2023
    >>> from commonweal.measures.spc import xmr_limits
    >>> values = np.array([5.0, 4.0] * 6 + [9.0])
    >>> fired = fired_rules(values, xmr_limits(values), MDC2023)
    >>> [RULES[row] for row in np.flatnonzero(fired[:, -1])]
    ['above-upper-limit']
    """
    fired = np.zeros((len(RULES), values.size), dtype=np.bool_)
    if limits.upper is None:
        return fired
    rounding = ROUNDING * float(np.abs(values).max())
    reach = limits.upper - limits.mean
    for row, sign in enumerate((1, -1)):
        distance = sign * (values - limits.mean)
        beyond = distance > reach + rounding
        near = distance > NEAR * reach + rounding
        side = distance > rounding
        fired[row] = beyond
        fired[row + 2] = _in_trend(sign * values, rules)
        fired[row + 4] = _two_of_three(near if rules.near_counts_beyond else near & ~beyond, side)
        fired[row + 6] = _in_runs(side, rules.shift_length)
    return fired


def _in_trend(values: Floats, rules: RuleSet) -> Marks:
    """Points of a rise of `trend_length` points, each above the one before."""
    if rules.repeats_break_trend:
        return _in_rise(values, rules.trend_length)
    moved = np.concatenate(([True], np.diff(values) != 0))
    in_rise: Marks = _in_rise(values[moved], rules.trend_length)[np.cumsum(moved) - 1]
    return in_rise


def _in_rise(values: Floats, length: int) -> Marks:
    """Points of a strict rise of at least `length` points: one move less than points."""
    member = np.zeros(values.size, dtype=np.bool_)
    moves = _in_runs(values[1:] > values[:-1], length - 1)
    member[:-1] |= moves
    member[1:] |= moves
    return member


def _two_of_three(near: Marks, side: Marks) -> Marks:
    """Points near a limit, in three successive points on one side of the mean of which two or three are near it."""
    if near.size < 3:
        return np.zeros(near.size, dtype=np.bool_)
    whole = side[:-2] & side[1:-1] & side[2:]
    two = (near[:-2] & near[1:-1]) | (near[:-2] & near[2:]) | (near[1:-1] & near[2:])
    hit = whole & two
    covered = np.zeros(near.size, dtype=np.bool_)
    for first in range(3):
        covered[first : first + hit.size] |= hit
    return near & covered


def _in_runs(flags: Marks, length: int) -> Marks:
    """Members of a run of at least `length` true flags."""
    edged = np.zeros(flags.size + 2, dtype=np.bool_)
    edged[1:-1] = flags
    edges = np.flatnonzero(edged[1:] != edged[:-1]).tolist()
    member = np.zeros(flags.size, dtype=np.bool_)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start >= length:
            member[start:end] = True
    return member


def labels(fired: Marks, values: Floats, *, better: int, rules: RuleSet) -> NDArray[np.intp]:
    """The one rule that each point is labelled by.

    Parameters
    ----------
    fired
        From `fired_rules`; shape (8, n).
    values
        Of the phase; shape (n,).
    better
        1 where higher is better, -1 where lower is, 0 where neither.
    rules
        `improvement_first` puts rules that fired the better way before all others.

    Returns
    -------
    NDArray[np.intp]
        Positions in `RULES`, shape (n,); -1 where none fired. A point that ends one trend and begins another is
        labelled by the one it begins.
    """
    shown = fired.copy()
    if rules.improvement_first and better:
        good = fired & (np.array(DIRECTIONS) == better)[:, np.newaxis]
        shown = np.where(good.any(axis=0), good, fired)
    turning = shown[RISING] & shown[FALLING]
    if turning.any():
        rises_next = np.append(values[1:] > values[:-1], False)
        shown[RISING] &= ~turning | rises_next
        shown[FALLING] &= ~turning | ~rises_next
    return np.where(shown.any(axis=0), shown.argmax(axis=0), -1)


def kind_of(label: int, better: int) -> Kind:
    """What a label means where `better` is the better way: 1 higher, -1 lower, 0 neither.

    Examples
    --------
    >>> kind_of(RULES.index("shift-low"), -1), kind_of(RULES.index("shift-low"), 0), kind_of(-1, 1)
    ('improvement', 'neutral', 'common')
    """
    if label < 0:
        return "common"
    if better == 0:
        return "neutral"
    return "improvement" if DIRECTIONS[label] == better else "concern"


def in_words(rule: Rule, rules: RuleSet) -> str:
    """A rule as a person would say it, of one point that it marks or of several.

    Examples
    --------
    >>> in_words("falling-trend", RuleSet())
    '7 or more values in a row, each lower than the one before'
    """
    shift, trend = (f"{length} or more values in a row" for length in (rules.shift_length, rules.trend_length))
    words: dict[Rule, str] = {
        "above-upper-limit": "above the upper limit",
        "below-lower-limit": "below the lower limit",
        "rising-trend": f"{trend}, each higher than the one before",
        "falling-trend": f"{trend}, each lower than the one before",
        "two-of-three-high": "two of three values near the upper limit",
        "two-of-three-low": "two of three values near the lower limit",
        "shift-high": f"{shift} above the mean",
        "shift-low": f"{shift} below the mean",
    }
    return words[rule]
