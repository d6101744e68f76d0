"""Every published figure in examples/kent, worked out again from the publishers' own rows."""

from functools import cache

import pytest

from published_rows import (
    Example,
    Published,
    Values,
    by_year,
    fraction,
    mean_of_first,
    number,
)

PLACE = Example("kent")
PUBLISHED = Published("kent")
EAST_KENT = ("RVV",)
FOUR_TRUSTS = ("RVV", "RWF", "RN7", "RPA")
OUTCOMES = {
    "care-quality-of-life-kent": "ASC2",
    "carer-quality-of-life-kent": "ASC1",
    "finding-information-kent": "ASC3",
    "reablement-kent": "ASC5",
    "care-workers-leaving-kent": "ASC7",
}


@cache
def worked_out() -> dict[str, Values]:
    east_kent = PUBLISHED.attendances("attendances", "total_attendances", EAST_KENT)
    over_four_hours = PUBLISHED.attendances("breaches", "attendances_over_4hours", EAST_KENT)
    beds = PUBLISHED.beds("occupied", FOUR_TRUSTS), PUBLISHED.beds("available", FOUR_TRUSTS)
    outcomes = {measure: PUBLISHED.social_care(code) for measure, code in OUTCOMES.items()}
    outcomes["care-quality-of-life-kent"] |= {"2019-04": None}  # 0.0 in the copy: see the test of it below
    return {
        "emergency-admissions-kent": PUBLISHED.attendances("admissions", "total_emergency_admissions", FOUR_TRUSTS),
        "ae-attendances-rvv": east_kent,
        "ae-over-four-hours-rvv": fraction(over_four_hours, east_kent),
        "bed-occupancy-kent": fraction(*beds),
        **outcomes,
        "health-index-thanet": by_year(PUBLISHED.column("health_index_scores", "year", "overall_score")),
        "deprivation-thanet-imd": PUBLISHED.deprivation(),
        "people-over-65-kent": PUBLISHED.residents_aged(65),
    }


@pytest.mark.parametrize("name", sorted(worked_out()))
def test_a_series_of_kent_is_what_its_publisher_printed(name):
    expected = worked_out()[name]

    found = PLACE.values(name)

    assert found == expected
    assert list(found) == sorted(found)


def test_no_series_of_kent_is_left_unchecked():
    assert PLACE.series == set(worked_out())


def test_the_fund_adds_up_to_the_sums_of_the_section_75_agreement():
    # £10.6m of capital from the council and £90.8m of revenue from the seven groups make £101.4m (see SOURCE.md).
    agreed = {row["kind"]: number(row["pounds"]) for row in PUBLISHED.rows("better_care_fund")}
    first_year = PLACE.rows("budgets", year="0")

    def put_in(kind, payers):
        return sum(float(row["amount"]) for row in first_year if row["kind"] == kind and row["partner"] in payers)

    groups = {row["id"] for row in PLACE.rows("partners", valid_to="2020-03-31")}
    capital, revenue = put_in("capital", {"council"}), put_in("revenue", groups | {"pool"})

    assert len(groups) == 7
    assert (capital, revenue) == (agreed["capital"], agreed["revenue"]) == (10_600_000, 90_800_000)
    assert capital + revenue == agreed["all"] == 101_400_000


def test_both_counts_behind_a_fraction_of_kent_are_the_published_ones():
    all_of_them = PLACE.values("ae-attendances-rvv")
    waited = PUBLISHED.attendances("breaches", "attendances_over_4hours", EAST_KENT)

    assert PLACE.column("ae-over-four-hours-rvv", "numerator") == waited
    assert PLACE.column("ae-over-four-hours-rvv", "denominator") == all_of_them
    assert PLACE.column("bed-occupancy-kent", "numerator") == PUBLISHED.beds("occupied", FOUR_TRUSTS)
    assert PLACE.column("bed-occupancy-kent", "denominator") == PUBLISHED.beds("available", FOUR_TRUSTS)


def test_the_one_month_without_a_row_of_medway_is_empty_for_all_four_trusts():
    trusts = [row["nhs_trust22_code"] for row in PUBLISHED.rows("beds", date="October 2023")]
    empty = [period for period, value in PLACE.values("bed-occupancy-kent").items() if value is None]

    assert sorted(trusts) == ["RN7", "RVV", "RWF"]
    assert empty == ["2023-10"]
    assert PLACE.noted("2023-10-01", "note") == {"bed-occupancy-kent"}


def test_a_quality_of_life_of_nothing_is_taken_for_a_blank():
    zeros = [row["Financial year"] for row in PUBLISHED.rows("social_care_outcomes", Code="ASC2", Value="0.0")]
    empty = [period for period, value in PLACE.values("care-quality-of-life-kent").items() if value is None]

    assert zeros == ["2019-20"]
    assert empty == ["2019-04"]
    assert PLACE.values("finding-information-kent")["2019-04"] is None


def test_february_and_march_2025_repeat_the_year_before_at_all_four_trusts():
    repeated = PUBLISHED.repeated_rows()

    assert repeated == {(trust, month) for trust in FOUR_TRUSTS for month in ("February 2025", "March 2025")}
    assert PLACE.noted("2025-02-01", "note") == {
        "ae-attendances-rvv",
        "ae-over-four-hours-rvv",
        "emergency-admissions-kent",
    }


def test_the_months_without_rows_stay_a_gap_and_a_new_phase_follows_in_kent():
    periods = list(PLACE.values("emergency-admissions-kent"))

    assert [period for period in periods if "2019-03" < period < "2021-04"] == []
    assert len(periods) == 36 + 52
    assert "emergency-admissions-kent" in PLACE.noted("2021-04-01", "rebase")


@pytest.mark.parametrize(
    ("factor", "measure", "count", "digits"),
    [
        ("emergency-admissions", "emergency-admissions-kent", 12, 0),
        ("ae-attendances", "ae-attendances-rvv", 12, 0),
        ("ae-over-four-hours", "ae-over-four-hours-rvv", 12, 3),
        ("care-quality-of-life", "care-quality-of-life-kent", 1, 3),
        ("carer-quality-of-life", "carer-quality-of-life-kent", 1, 1),
        ("finding-information", "finding-information-kent", 1, 1),
        ("reablement-success", "reablement-kent", 1, 1),
        ("care-workers-leaving", "care-workers-leaving-kent", 1, 1),
        ("health-of-thanet", "health-index-thanet", 1, 1),
        ("deprivation-thanet", "deprivation-thanet-imd", 1, 3),
        ("people-over-65", "people-over-65-kent", 1, 3),
    ],
)
def test_a_factor_of_kent_starts_from_the_first_published_values(factor, measure, count, digits):
    expected = mean_of_first(worked_out()[measure], count)

    assert PLACE.baseline(factor) == pytest.approx(round(expected, digits), abs=1e-9)


def test_patients_to_a_doctor_are_those_of_the_twelve_districts_together():
    districts = PUBLISHED.rows("patients_per_gp")
    patients, doctors = (sum(float(row[key]) for row in districts) for key in ("total_patients", "total_gp_fte"))

    assert len(districts) == 12
    assert PLACE.baseline("patients-per-gp") == round(patients / doctors)


def test_a_place_in_a_care_home_is_priced_by_the_published_week():
    # £538.23 a week (SS7.0) times 365 / 7 weeks, here written as 52.143.
    (row,) = PLACE.rows("valuations", factor="people-in-care-homes")

    assert float(row["value_per_unit"]) == pytest.approx(538.23 * 365 / 7, rel=1e-4)
