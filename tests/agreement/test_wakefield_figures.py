"""Every published figure in examples/wakefield, worked out again from the publishers' own rows."""

from collections import Counter, defaultdict
from functools import cache

import pytest

from published_rows import Example, Published, Values, by_year, fraction, mean_of_latest, number

PLACE = Example("wakefield")
PUBLISHED = Published("wakefield")
TRUST = ("RXF",)
OUTCOMES = {
    "quality-of-life-wakefield": "ASC2",
    "carer-quality-of-life-wakefield": "ASC1",
    "finding-information-wakefield": "ASC3",
    "care-workers-leaving-wakefield": "ASC7",
}

# How the reasons for delay begin that lie outside the hospital.
OUTSIDE = ("Interface process", "Capacity")


def waiting_for_care() -> Values:
    total: dict[str, float] = defaultdict(float)
    for row in PUBLISHED.rows("delay_reasons"):
        total[row["date"][:7]] += float(row["delay_count"]) if row["delay_reason"].startswith(OUTSIDE) else 0
    return dict(total)


@cache
def worked_out() -> dict[str, Values]:
    all_attendances = PUBLISHED.attendances("attendances", "total_attendances", TRUST)
    over_four_hours = PUBLISHED.attendances("breaches", "attendances_over_4hours", TRUST)
    return {
        "liked-hubs": {"2017": number(PUBLISHED.row("connecting_care")["value"])},
        "bed-occupancy-rxf": fraction(PUBLISHED.beds("occupied", TRUST), PUBLISHED.beds("available", TRUST)),
        "waiting-to-leave-rxf": PUBLISHED.daily_means("criteria_to_reside", "do_not_meet_criteria_to_reside"),
        "waiting-for-care-rxf": waiting_for_care(),
        "emergency-admissions-rxf": PUBLISHED.attendances("admissions", "total_emergency_admissions", TRUST),
        "ae-attendances-rxf": all_attendances,
        "ae-over-four-hours-rxf": fraction(over_four_hours, all_attendances),
        **{measure: PUBLISHED.social_care(code) for measure, code in OUTCOMES.items()},
        "health-index-wakefield": by_year(PUBLISHED.column("health_index_scores", "year", "overall_score")),
        "deprivation-wakefield": PUBLISHED.deprivation(),
        "people-over-65-wakefield": PUBLISHED.residents_aged(65),
    }


@pytest.mark.parametrize("name", sorted(worked_out()))
def test_a_series_of_wakefield_is_what_its_publisher_printed(name):
    expected = worked_out()[name]

    found = PLACE.values(name)

    assert found == expected
    assert list(found) == sorted(found)


def test_no_series_of_wakefield_is_left_unchecked():
    assert PLACE.series == set(worked_out())


def test_both_counts_behind_a_fraction_of_wakefield_are_the_published_ones():
    waited = PUBLISHED.attendances("breaches", "attendances_over_4hours", TRUST)

    assert PLACE.column("ae-over-four-hours-rxf", "numerator") == waited
    assert PLACE.column("ae-over-four-hours-rxf", "denominator") == PLACE.values("ae-attendances-rxf")
    assert PLACE.column("bed-occupancy-rxf", "numerator") == PUBLISHED.beds("occupied", TRUST)
    assert PLACE.column("bed-occupancy-rxf", "denominator") == PUBLISHED.beds("available", TRUST)


def test_twenty_six_blank_months_of_four_hour_waits_are_empty_and_never_zero():
    blank = [row for row in PLACE.series_rows("ae-over-four-hours-rxf") if row["value"] == ""]

    assert (blank[0]["period"], blank[-1]["period"], len(blank)) == ("2021-04", "2023-05", 26)
    assert all(row["numerator"] == "" and row["denominator"] for row in blank)
    assert "ae-over-four-hours-rxf" in PLACE.noted("2023-06-01", "rebase")


def test_days_on_which_nobody_was_counted_are_blank_or_zero_and_none_is_a_month():
    counts = Counter(
        (row["date"][:7], row["do_not_meet_criteria_to_reside"])
        for row in PUBLISHED.rows("criteria_to_reside")
        if not number(row["do_not_meet_criteria_to_reside"])
    )

    assert counts == {("2022-06", "0.0"): 1, ("2023-01", "0.0"): 14, ("2025-06", ""): 8}
    assert None not in PLACE.values("waiting-to-leave-rxf").values()


def test_other_types_of_attendance_come_in_with_april_2018_as_the_event_says():
    other = [row["period"] for row in PUBLISHED.rows("ae_attendances_2016_2019") if row["type"] == "other"]

    assert min(other) == "2018-04-01"
    assert PLACE.noted("2018-04-01", "rebase") == {"ae-attendances-rxf", "ae-over-four-hours-rxf"}


def test_the_months_without_rows_stay_a_gap_and_a_new_phase_follows_in_wakefield():
    periods = list(PLACE.values("emergency-admissions-rxf"))

    assert [period for period in periods if "2019-03" < period < "2021-04"] == []
    assert len(periods) == 36 + 52
    assert PLACE.noted("2021-04-01", "rebase") == {"ae-attendances-rxf", "emergency-admissions-rxf"}


def test_february_and_march_2025_repeat_the_year_before_at_mid_yorkshire():
    assert PUBLISHED.repeated_rows() == {("RXF", "February 2025"), ("RXF", "March 2025")}
    assert PLACE.noted("2025-02-01", "note") == {
        "ae-attendances-rxf",
        "ae-over-four-hours-rxf",
        "emergency-admissions-rxf",
    }


@pytest.mark.parametrize(
    ("factor", "measure", "count", "digits"),
    [
        ("liking", "liked-hubs", 1, 2),
        ("quality-of-life", "quality-of-life-wakefield", 1, 3),
        ("bed-occupancy", "bed-occupancy-rxf", 12, 3),
        ("waiting-to-leave", "waiting-to-leave-rxf", 12, 0),
        ("waiting-for-care", "waiting-for-care-rxf", 12, 0),
        ("emergency-admissions", "emergency-admissions-rxf", 12, 0),
        ("ae-attendances", "ae-attendances-rxf", 12, 0),
        ("ae-over-four-hours", "ae-over-four-hours-rxf", 12, 3),
        ("care-workers-leaving", "care-workers-leaving-wakefield", 1, 1),
        ("carer-quality-of-life", "carer-quality-of-life-wakefield", 1, 1),
        ("finding-information", "finding-information-wakefield", 1, 1),
        ("health-of-the-district", "health-index-wakefield", 1, 1),
        ("deprivation", "deprivation-wakefield", 1, 3),
        ("people-over-65", "people-over-65-wakefield", 1, 2),
    ],
)
def test_a_factor_of_wakefield_starts_from_the_latest_published_values(factor, measure, count, digits):
    expected = mean_of_latest(worked_out()[measure], count)

    assert PLACE.baseline(factor) == pytest.approx(round(expected, digits), abs=1e-9)
