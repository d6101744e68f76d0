"""XmR charts: how much a series of single values varies by itself."""

from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from commonweal.measures.profiles import MDC2023, RuleSet

# 3 / d2, where d2 = 1.128 for moving ranges of two values (Provost and Murray 2011, ch. 5), as all NHS tools round it.
RANGE_TO_LIMIT = 2.66

# Near lines stand at two of the three sigma.
NEAR = 2 / 3

# A moving range this many times the mean one is an outlier (D4 for ranges of two values; Nelson 1982).
RANGE_OUTLIER = 3.267

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class XmrLimits:
    """Centre line and natural process limits, in the unit of the measure.

    The limits are None where there is one value alone: it has no range.
    """

    mean: float
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None


def xmr_limits(values: Floats, rules: RuleSet = MDC2023) -> XmrLimits:
    """Mean, and limits at 2.66 mean moving ranges from it.

    Parameters
    ----------
    values
        Of one phase, at least one, oldest first; shape (n,). Gaps are left out before: a moving range is the step
        from one value that exists to the next.
    rules
        `fix_after` takes the first values only; `screen_outliers` drops moving ranges of 3.267 mean ranges or more,
        once, before their mean is taken again.

    Returns
    -------
    XmrLimits
        In the unit of the measure. The lower limit may be below zero. Equal values give limits without width.

    References
    ----------
    Provost L, Murray S (2011) The Health Care Data Guide, chapter 5.
    Nelson L (1982) Control charts for individual measurements. Journal of Quality Technology 14(3), 172-173.

    Examples
    --------
    >>> limits = xmr_limits(np.array([10.0, 12.0] * 6))
    >>> round(limits.lower, 2), limits.mean, round(limits.upper, 2)
    (5.68, 11.0, 16.32)
    """
    baseline = values[: rules.fix_after]
    mean = fsum(baseline.tolist()) / baseline.size
    if baseline.size == 1:
        return XmrLimits(mean, None, None, None, None)
    reach = RANGE_TO_LIMIT * _mean_range(np.abs(np.diff(baseline)), rules)
    return XmrLimits(mean, mean - reach, mean + reach, mean - NEAR * reach, mean + NEAR * reach)


def _mean_range(ranges: Floats, rules: RuleSet) -> float:
    """The mean moving range, outliers left out where the profile screens them."""
    mean = float(ranges.mean())
    if not rules.screen_outliers or mean == 0:
        return mean
    return float(ranges[ranges < RANGE_OUTLIER * mean].mean())
