"""The rules one by one, on limits written down by hand: mean 0, limits at 3, near lines at 2."""

import numpy as np
import pytest

from commonweal.measures.profiles import MDC2023, NHSR022, RuleSet
from commonweal.measures.rules import DIRECTIONS, RULES, fired_rules, in_words, kind_of, labels
from commonweal.measures.spc import XmrLimits

LIMITS = XmrLimits(0.0, -3.0, 3.0, -2.0, 2.0)
NOTHING = XmrLimits(0.0, None, None, None, None)


def marked(rule, values, rules=MDC2023):
    """The positions that a rule marks."""
    return np.flatnonzero(fired_rules(np.array(values, dtype=float), LIMITS, rules)[RULES.index(rule)]).tolist()


def labelled(values, *, better, rules=MDC2023):
    array = np.array(values, dtype=float)
    chosen = labels(fired_rules(array, LIMITS, rules), array, better=better, rules=rules)
    return [RULES[label] if label >= 0 else None for label in chosen]


def test_a_value_on_the_limit_is_not_beyond_it():
    assert marked("above-upper-limit", [3.0, 3.001, -3.0]) == [1]
    assert marked("below-lower-limit", [3.0, -3.0, -3.001]) == [2]


def test_seven_values_on_one_side_are_a_shift_and_six_are_not():
    assert marked("shift-high", [1] * 6 + [-1]) == []
    assert marked("shift-high", [-1] + [1] * 7 + [-1]) == list(range(1, 8))
    assert marked("shift-low", [-1] * 9) == list(range(9))


def test_a_value_on_the_mean_ends_a_shift():
    assert marked("shift-high", [1] * 5 + [0] + [1] * 5) == []


@pytest.mark.parametrize("length", [6, 7, 8])
def test_the_length_of_a_shift_and_of_a_trend_can_be_chosen(length):
    rules = RuleSet(shift_length=length, trend_length=length)
    rising = np.linspace(-1, 1, length)

    assert marked("shift-high", [1] * length, rules) == list(range(length))
    assert marked("shift-high", [1] * (length - 1), rules) == []
    assert marked("rising-trend", rising, rules) == list(range(length))
    assert marked("rising-trend", rising[1:], rules) == []


def test_seven_points_that_each_fall_are_a_trend():
    assert marked("falling-trend", [0.0, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, -0.1, 1.0]) == list(range(1, 8))


def test_an_equal_value_breaks_a_trend_unless_it_is_passed_over():
    values = [1, 2, 3, 4, 4, 5, 6, 7]

    assert marked("rising-trend", values) == []
    assert marked("rising-trend", values, RuleSet(repeats_break_trend=False)) == list(range(8))


def test_two_of_three_marks_only_the_points_near_the_limit():
    assert marked("two-of-three-high", [1, 2.5, 2.5]) == [1, 2]
    assert marked("two-of-three-low", [-2.5, -1, -2.5, 1]) == [0, 2]
    assert marked("two-of-three-high", [2.0, 2.0, 2.5]) == []


def test_two_of_three_wants_all_three_on_one_side():
    assert marked("two-of-three-high", [-1, 2.5, 2.5, -1]) == []
    assert marked("two-of-three-high", [0, 2.5, 2.5, 0]) == []


def test_two_of_three_wants_three_values():
    assert marked("two-of-three-high", [2.5, 2.5]) == []


def test_two_of_three_counts_points_beyond_the_limit_since_november_2023_only():
    # NHSRplotthedots issue 194: one point between two and three sigma and the next beyond three.
    values = [1, 2.5, 3.5]

    assert marked("two-of-three-high", values, MDC2023) == [1, 2]
    assert marked("two-of-three-high", values, NHSR022) == []


def test_one_value_alone_fires_nothing():
    assert not fired_rules(np.array([5.0]), NOTHING, MDC2023).any()


def test_rounding_is_not_a_signal():
    value = 0.1 + 0.2
    limits = XmrLimits(0.3, 0.3, 0.3, 0.3, 0.3)

    assert not fired_rules(np.array([value] * 13), limits, MDC2023).any()


def test_the_package_labels_by_limit_then_trend_then_two_of_three_then_shift():
    values = [0.1, 0.2, 0.3, 2.2, 2.4, 2.6, 3.5]

    assert labelled(values, better=1, rules=NHSR022) == ["rising-trend"] * 6 + ["above-upper-limit"]


def test_an_improvement_is_shown_where_a_point_is_a_concern_as_well():
    # Above the mean throughout (a concern where lower is better), falling throughout (an improvement).
    values = [1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1]

    assert labelled([*values, 1.15], better=-1)[:7] == ["falling-trend"] * 7
    assert labelled([1.0, *values], better=-1)[0] == "shift-high"
    assert labelled([3.5, *values[1:]], better=-1)[0] == "falling-trend"
    assert labelled([3.5, *values[1:]], better=-1, rules=NHSR022)[0] == "above-upper-limit"


def test_a_point_between_two_trends_is_labelled_by_the_one_it_begins():
    # Worked out from the package's rule: of two trends that share a point, the right side counts.
    peak = [-0.3, -0.2, -0.1, 0.1, 0.2, 0.3, 0.4, 0.3, 0.2, 0.1, -0.1, -0.2, -0.3]

    assert labelled(peak, better=1, rules=NHSR022)[6] == "falling-trend"
    assert labelled([-value for value in peak], better=1, rules=NHSR022)[6] == "rising-trend"
    assert labelled(peak, better=1)[6] == "rising-trend"


def test_without_a_direction_a_signal_is_neutral():
    assert {kind_of(label, 0) for label in range(len(RULES))} == {"neutral"}
    assert [kind_of(label, 1) for label in range(2)] == ["improvement", "concern"]
    assert kind_of(-1, 0) == "common"


def test_every_rule_has_its_words_and_the_length_in_force():
    words = [in_words(rule, RuleSet(shift_length=8)) for rule in RULES]

    assert len(set(words)) == len(RULES) == len(DIRECTIONS)
    assert "8 or more" in in_words("shift-low", RuleSet(shift_length=8))
