"""Profiles, and the settings of a custom one."""

import pytest

from commonweal.errors import FaultyInput
from commonweal.measures.profiles import MDC2023, NHSR022, RuleSet, rule_set
from commonweal.measures.schema import Measure


def custom(**settings):
    return Measure("waits", "waits", "Waits", profile="custom", extra=tuple(settings.items()))


def test_a_measure_has_its_own_profile_unless_another_is_asked_for():
    measure = Measure("waits", "waits", "Waits", profile="nhsr022")

    assert rule_set(measure) is NHSR022
    assert rule_set(measure, "mdc2023") is MDC2023


def test_a_custom_profile_without_settings_is_as_mdc2023():
    assert rule_set(custom(shift_length=" ", owner="council")) == RuleSet()


def test_a_custom_profile_takes_its_settings_from_the_measures_row():
    rules = rule_set(custom(shift_length="8", trend_length=" 6 ", fix_after="12", screen_outliers="Yes"))

    assert rules == RuleSet(shift_length=8, trend_length=6, fix_after=12, screen_outliers=True)


def test_settings_of_other_profiles_are_left_alone():
    assert rule_set(Measure("waits", "waits", "Waits", extra=(("shift_length", "eight"),))) is MDC2023


def test_all_settings_that_cannot_be_read_are_told_together():
    with pytest.raises(FaultyInput) as caught:
        rule_set(custom(shift_length="3", trend_length="-7", fix_after="11", screen_outliers="maybe"))

    columns = [fault.column for fault in caught.value.faults]
    assert columns == ["shift_length", "trend_length", "fix_after", "screen_outliers"]
    assert '"11" is not a whole number of 12 or more. Write one' in str(caught.value)
