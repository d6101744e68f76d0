"""Every published figure in examples/merton, worked out again from the publishers' own rows."""

from functools import cache

import pytest

from published_rows import Example, Published, Values, fraction, mean_of_latest

PLACE = Example("merton")
PUBLISHED = Published("merton")
TRUSTS = ("RJ7", "RVR")
OUTCOMES = {
    "quality-of-life-merton": "ASC2",
    "carer-quality-of-life-merton": "ASC1",
    "finding-information-merton": "ASC3",
    "reablement-merton": "ASC5",
    "staff-leaving-merton": "ASC7",
}


@cache
def worked_out() -> dict[str, Values]:
    return {
        **{measure: PUBLISHED.social_care(code) for measure, code in OUTCOMES.items()},
        "emergency-admissions-merton": PUBLISHED.attendances("admissions", "total_emergency_admissions", TRUSTS),
        "bed-occupancy-merton": fraction(PUBLISHED.beds("occupied", TRUSTS), PUBLISHED.beds("available", TRUSTS)),
        "people-over-65-merton": PUBLISHED.residents_aged(65),
    }


@pytest.mark.parametrize("name", sorted(worked_out()))
def test_a_series_of_merton_is_what_its_publisher_printed(name):
    expected = worked_out()[name]

    found = PLACE.values(name)

    assert found == expected
    assert list(found) == sorted(found)


def test_no_series_of_merton_is_left_unchecked():
    assert PLACE.series == set(worked_out())


def test_both_counts_of_beds_in_merton_are_the_published_ones():
    assert PLACE.column("bed-occupancy-merton", "numerator") == PUBLISHED.beds("occupied", TRUSTS)
    assert PLACE.column("bed-occupancy-merton", "denominator") == PUBLISHED.beds("available", TRUSTS)


def test_years_in_which_turnover_is_blank_are_empty_and_never_zero():
    empty = [period for period, value in PLACE.values("staff-leaving-merton").items() if value is None]

    assert empty == ["2016-04", "2019-04", "2020-04"]


def test_the_months_without_rows_stay_a_gap_and_a_new_phase_follows_in_merton():
    periods = list(PLACE.values("emergency-admissions-merton"))

    assert [period for period in periods if "2019-03" < period < "2021-04"] == []
    assert len(periods) == 36 + 52
    assert PLACE.noted("2021-04-01", "rebase") == {"emergency-admissions-merton"}


def test_february_and_march_2025_repeat_the_year_before_at_both_trusts():
    assert PUBLISHED.repeated_rows() == {
        (trust, month) for trust in TRUSTS for month in ("February 2025", "March 2025")
    }
    assert PLACE.noted("2025-02-01", "note") == {"emergency-admissions-merton"}


@pytest.mark.parametrize(
    ("factor", "measure", "count", "digits"),
    [
        ("quality-of-life", "quality-of-life-merton", 1, 3),
        ("staff-leaving", "staff-leaving-merton", 1, 1),
        ("finding-information", "finding-information-merton", 1, 1),
        ("carer-quality-of-life", "carer-quality-of-life-merton", 1, 1),
        ("reablement-success", "reablement-merton", 1, 1),
        ("emergency-admissions", "emergency-admissions-merton", 12, 0),
        ("bed-occupancy", "bed-occupancy-merton", 12, 3),
        ("people-over-65", "people-over-65-merton", 1, 3),
    ],
)
def test_a_factor_of_merton_starts_from_the_latest_published_values(factor, measure, count, digits):
    expected = mean_of_latest(worked_out()[measure], count)

    assert PLACE.baseline(factor) == pytest.approx(round(expected, digits), abs=1e-9)


def test_patients_to_a_doctor_in_merton_are_the_published_number():
    row = PUBLISHED.row("patients_per_gp")

    assert PLACE.baseline("patients-per-gp") == round(float(row["total_patients"]) / float(row["total_gp_fte"]))
