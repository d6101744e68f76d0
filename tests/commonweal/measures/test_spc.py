"""Limits of an XmR chart, by hand."""

import numpy as np
import pytest

from commonweal.measures.profiles import MDC2023, NHSR022, RuleSet
from commonweal.measures.spc import xmr_limits


def test_limits_stand_2_66_mean_moving_ranges_from_the_mean():
    # By hand: mean 11, every range 2, 2.66 x 2 = 5.32; near lines at two thirds of that.
    limits = xmr_limits(np.array([10.0, 12.0] * 6))

    assert (limits.mean, limits.lower, limits.upper) == pytest.approx((11, 5.68, 16.32))
    assert (limits.near_lower, limits.near_upper) == pytest.approx((11 - 5.32 * 2 / 3, 11 + 5.32 * 2 / 3))


def test_a_constant_series_has_no_width():
    for rules in (MDC2023, NHSR022):
        limits = xmr_limits(np.array([0.1] * 13), rules)

        assert limits.lower == limits.mean == limits.upper == pytest.approx(0.1)


def test_one_value_has_a_mean_and_no_limits():
    limits = xmr_limits(np.array([5.0]))

    assert (limits.mean, limits.lower, limits.upper) == (5.0, None, None)


def test_a_frozen_baseline_leaves_later_values_out():
    limits = xmr_limits(np.array([10.0, 12.0] * 6 + [500.0] * 4), RuleSet(fix_after=12))

    assert (limits.mean, limits.upper) == pytest.approx((11, 16.32))


def test_an_outlying_range_is_screened_once_where_the_profile_says_so():
    # By hand: ranges 1 x 14, 9, 8, mean 31/16 = 1.9375; 3.267 x 1.9375 = 6.33 drops the two large ones.
    values = np.array([1.0, 2.0] * 4 + [1.0, 10.0, 2.0] + [1.0, 2.0] * 3)

    screened, plain = xmr_limits(values, NHSR022), xmr_limits(values, MDC2023)

    assert screened.upper - screened.mean == pytest.approx(2.66)
    assert plain.upper - plain.mean == pytest.approx(2.66 * 31 / 16)
