"""Every published figure in examples/plymouth, worked out again from the publishers' own rows."""

from functools import cache

import pytest

from published_rows import Example, Published, Values, by_year, fraction, in_april, mean_of_latest, number

PLACE = Example("plymouth")
PUBLISHED = Published("plymouth")
TRUST = ("RK9",)


def crimes(kind: str) -> Values:
    return PUBLISHED.column("recorded_crime", "Month", "count", **{"Crime type": kind})


def index(score: str) -> Values:
    return by_year(PUBLISHED.column("health_index_scores", "year", score))


def indicator(name: str) -> Values:
    return by_year(PUBLISHED.column("health_index_indicators", "year", "value", indicator=name))


@cache
def worked_out() -> dict[str, Values]:
    all_attendances = PUBLISHED.attendances("attendances", "total_attendances", TRUST)
    over_four_hours = PUBLISHED.attendances("breaches", "attendances_over_4hours", TRUST)
    return {
        "ae-attendances-rk9": all_attendances,
        "ae-over-four-hours-rk9": fraction(over_four_hours, all_attendances),
        "emergency-admissions-rk9": PUBLISHED.attendances("admissions", "total_emergency_admissions", TRUST),
        "bed-occupancy-rk9": fraction(PUBLISHED.beds("occupied", TRUST), PUBLISHED.beds("available", TRUST)),
        "alcohol-admissions-plymouth": in_april(PUBLISHED.column("alcohol_related_admissions", "period", "value")),
        "low-income-children-plymouth": PUBLISHED.column("low_income_families", "period", "value"),
        "asb-incidents-plymouth": crimes("Anti-social behaviour"),
        "violence-incidents-plymouth": crimes("Violence and sexual offences"),
        "health-index-plymouth": index("overall_score"),
        "healthy-people-plymouth": index("healthy_people_domain_score"),
        "healthy-lives-plymouth": index("healthy_lives_domain_score"),
        "healthy-places-plymouth": index("healthy_places_domain_score"),
        "rough-sleeping-plymouth": indicator("Rough sleeping"),
        "life-satisfaction-plymouth": indicator("Life satisfaction"),
        "deprivation-plymouth": PUBLISHED.deprivation(),
        "young-adults-plymouth": PUBLISHED.residents_aged(18, 24),
    }


@pytest.mark.parametrize("name", sorted(worked_out()))
def test_a_series_of_the_place_is_what_its_publisher_printed(name):
    expected = worked_out()[name]

    found = PLACE.values(name)

    assert found == expected
    assert list(found) == sorted(found)


def test_no_series_of_the_place_is_left_unchecked():
    assert PLACE.series == set(worked_out())


def test_counts_behind_the_fraction_over_four_hours_are_the_published_ones():
    over = PUBLISHED.attendances("breaches", "attendances_over_4hours", TRUST)
    all_of_them = PLACE.values("ae-attendances-rk9")

    rows = PLACE.series_rows("ae-over-four-hours-rk9")

    assert {row["period"]: number(row["numerator"]) for row in rows} == over
    assert {row["period"]: number(row["denominator"]) for row in rows} == all_of_them


def test_what_the_publisher_left_blank_is_empty_and_never_zero():
    blank = [row for row in PLACE.series_rows("ae-over-four-hours-rk9") if row["value"] == ""]

    assert (blank[0]["period"], blank[-1]["period"], len(blank)) == ("2021-09", "2023-05", 21)
    assert all(row["numerator"] == "" and row["denominator"] for row in blank)


def test_the_months_without_rows_stay_a_gap():
    periods = [row["period"] for row in PLACE.series_rows("ae-attendances-rk9")]

    assert [period for period in periods if "2019-03" < period < "2021-09"] == []
    assert len(periods) == 36 + 47


def test_other_types_of_attendance_come_in_with_august_2017_as_the_event_says():
    other = [row["period"] for row in PUBLISHED.rows("ae_attendances_2016_2019") if row["type"] == "other"]
    noted = PLACE.noted("2017-08-01", "rebase")

    assert min(other) == "2017-08-01"
    assert noted == {"ae-attendances-rk9", "ae-over-four-hours-rk9"}


def test_february_and_march_2025_repeat_the_year_before_as_the_event_says():
    repeated = PUBLISHED.repeated_rows()
    noted = PLACE.noted("2025-02-01", "note")

    assert repeated == {("RK9", "February 2025"), ("RK9", "March 2025")}
    assert noted == {"ae-attendances-rk9", "ae-over-four-hours-rk9", "emergency-admissions-rk9"}


@pytest.mark.parametrize(
    ("factor", "measure", "count", "digits"),
    [
        ("ae-attendances", "ae-attendances-rk9", 12, 0),
        ("emergency-admissions", "emergency-admissions-rk9", 12, 0),
        ("ae-over-four-hours", "ae-over-four-hours-rk9", 12, 3),
        ("bed-occupancy", "bed-occupancy-rk9", 12, 3),
        ("asb-incidents", "asb-incidents-plymouth", 5, 0),
        ("violence-incidents", "violence-incidents-plymouth", 5, 0),
        ("alcohol-admissions", "alcohol-admissions-plymouth", 1, 0),
        ("rough-sleeping", "rough-sleeping-plymouth", 1, 2),
        ("life-satisfaction", "life-satisfaction-plymouth", 1, 1),
        ("health-of-the-city", "health-index-plymouth", 1, 1),
        ("deprivation", "deprivation-plymouth", 1, 3),
        ("young-adults", "young-adults-plymouth", 1, 3),
    ],
)
def test_a_factor_starts_from_the_latest_published_values(factor, measure, count, digits):
    expected = mean_of_latest(worked_out()[measure], count)

    assert PLACE.baseline(factor) == pytest.approx(round(expected, digits), abs=1e-9)


def test_temporary_accommodation_starts_from_the_published_rate():
    row = PUBLISHED.row("homelessness")

    level = PLACE.baseline("temporary-accommodation")

    assert level == round(float(row["Households in temporary accommodation per 1,000"]), 2)


@pytest.mark.parametrize(("factor", "price"), [("alcohol-admissions", 1542), ("rough-sleeping", 7900)])
def test_a_price_per_case_becomes_one_per_rate_by_the_published_population(factor, price):
    per_100_000 = float(PUBLISHED.row("population2020")["total_population"]) / 100_000

    priced = [float(row["value_per_unit"]) for row in PLACE.rows("valuations", factor=factor)]

    assert priced == [pytest.approx(price * per_100_000, abs=0.005)] * len(priced)
    assert priced
