"""Laws of the control chart, for every series."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.measures.chart import control_chart
from commonweal.measures.profiles import MDC2023, NHSR022
from commonweal.measures.schema import Measure, Series
from commonweal.units import months_after

# Whole numbers, so that adding and doubling are exact and no rounding decides a rule.
VALUES = st.lists(st.integers(-50, 50), min_size=12, max_size=40)
RULES = st.sampled_from([MDC2023, NHSR022])


def chart_of(values, *, rules, better="lower"):
    periods = tuple(months_after(date(2014, 1, 1), count) for count in range(len(values)))
    numbers = tuple(None if value is None else float(value) for value in values)
    return control_chart(Series("waits", periods, numbers), Measure("waits", "w", "W", better=better), rules=rules)


def lines(chart):
    return (chart.limits.mean, chart.limits.lower, chart.limits.upper)


def fired(chart):
    return [point.rules for point in chart.points]


@given(VALUES, RULES, st.integers(-1000, 1000))
def test_adding_a_constant_moves_the_limits_by_it_and_changes_no_signal(values, rules, constant):
    here, there = chart_of(values, rules=rules), chart_of([value + constant for value in values], rules=rules)

    assert lines(there) == pytest.approx([line + constant for line in lines(here)], abs=1e-9)
    assert fired(there) == fired(here)


@given(VALUES, RULES, st.sampled_from([0.5, 2.0, 1024.0]))
def test_scaling_scales_the_limits_and_changes_no_signal(values, rules, factor):
    here, there = chart_of(values, rules=rules), chart_of([value * factor for value in values], rules=rules)

    assert lines(there) == pytest.approx([line * factor for line in lines(here)], abs=1e-9)
    assert fired(there) == fired(here)


@given(VALUES, RULES)
def test_turning_the_better_way_round_swaps_improvement_and_concern(values, rules):
    swapped = {"improvement": "concern", "concern": "improvement", "common": "common"}

    lower = chart_of(values, rules=rules, better="lower")
    mirror = chart_of([-value for value in values], rules=rules, better="higher")
    higher = chart_of(values, rules=rules, better="higher")

    assert [point.kind for point in mirror.points] == [point.kind for point in lower.points]
    one_way = [(low, high) for low, high in zip(lower.points, higher.points, strict=True) if low.label == high.label]
    assert all(high.kind == swapped[low.kind] for low, high in one_way)


@given(VALUES, RULES, st.data())
def test_a_gap_changes_no_limit_and_no_signal(values, rules, data):
    at = data.draw(st.integers(0, len(values)))

    holed = chart_of([*values[:at], None, *values[at:]], rules=rules)

    assert lines(holed) == lines(chart_of(values, rules=rules))
    assert fired(holed) == fired(chart_of(values, rules=rules))


@given(st.floats(-1e9, 1e9), st.integers(12, 40), RULES)
def test_a_constant_series_has_no_signal_whatever_its_value(value, count, rules):
    chart = chart_of([value] * count, rules=rules)

    assert set(fired(chart)) == {()}
    assert chart.limits.upper == chart.limits.lower


@given(VALUES, RULES, st.sampled_from(["higher", "lower", ""]))
def test_a_point_has_a_kind_exactly_where_a_rule_marks_it(values, rules, better):
    for point in chart_of(values, rules=rules, better=better).points:
        assert (point.kind == "common") == (point.label is None) == (not point.rules)
        assert point.label is None or point.label in point.rules
