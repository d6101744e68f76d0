"""Every published figure in examples/plymouth, worked out again from the publishers' own rows."""

import csv
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "examples" / "plymouth"
PUBLISHED = ROOT / "tests" / "data" / "plymouth"

# Rows of the newer A&E file that repeat those of a year before (see the README of the place).
REPEATED = {"February 2025": "February 2024", "March 2025": "March 2024"}

Rows = list[dict[str, str]]
Values = dict[str, float | None]


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(name: str) -> Rows:
    return rows_of(PUBLISHED / f"{name}.csv")


def number(text: str) -> float | None:
    return float(text) if text else None


def month(name: str) -> str:
    return f"{datetime.strptime(name, '%B %Y'):%Y-%m}"


def attendances(before: str, after: str) -> Values:
    """A column of the older A&E file, added up over types of A&E, and a column of the newer one."""
    total: Values = defaultdict(float)
    for row in published("ae_attendances_2016_2019"):
        total[row["period"][:7]] += float(row[before])
    newer = {month(row["date"]): number(row[after]) for row in published("ae_attendances_2021_2025")}
    return {**total, **newer}


def fraction(part: Values, whole: Values) -> Values:
    return {period: None if part[period] is None else round(part[period] / whole[period], 6) for period in whole}


def column(name: str, period: str, value: str, **where: str) -> Values:
    rows = [row for row in published(name) if all(row[key] == wanted for key, wanted in where.items())]
    return {row[period]: float(row[value]) for row in rows}


def by_year(values: Values) -> Values:
    return {period[:4]: value for period, value in values.items()}


def beds(kind: str) -> Values:
    return {month(row["date"]): float(row[f"general_acute_beds_{kind}"]) for row in published("beds")}


def young_adults() -> float:
    (row,) = published("population2020")
    return sum(float(row[str(age)]) for age in range(18, 25)) / float(row["total_population"])


def deprivation() -> Values:
    (older,), (newer,) = published("imd2019"), published("imd2025")
    return {"2019": round(float(older["Score"]), 3), "2025": float(newer["imd_average_score"])}


def worked_out() -> dict[str, Values]:
    all_attendances = attendances("attendances", "total_attendances")
    over_four_hours = attendances("breaches", "attendances_over_4hours")
    alcohol = column("alcohol_related_admissions", "period", "value")
    index = "health_index_scores"
    return {
        "ae-attendances-rk9": all_attendances,
        "ae-over-four-hours-rk9": fraction(over_four_hours, all_attendances),
        "emergency-admissions-rk9": attendances("admissions", "total_emergency_admissions"),
        "bed-occupancy-rk9": fraction(beds("occupied"), beds("available")),
        "alcohol-admissions-plymouth": {f"{period[:4]}-04": value for period, value in alcohol.items()},
        "low-income-children-plymouth": column("low_income_families", "period", "value"),
        "asb-incidents-plymouth": column("recorded_crime", "Month", "count", **{"Crime type": "Anti-social behaviour"}),
        "violence-incidents-plymouth": column(
            "recorded_crime", "Month", "count", **{"Crime type": "Violence and sexual offences"}
        ),
        "health-index-plymouth": by_year(column(index, "year", "overall_score")),
        "healthy-people-plymouth": by_year(column(index, "year", "healthy_people_domain_score")),
        "healthy-lives-plymouth": by_year(column(index, "year", "healthy_lives_domain_score")),
        "healthy-places-plymouth": by_year(column(index, "year", "healthy_places_domain_score")),
        "rough-sleeping-plymouth": by_year(
            column("health_index_indicators", "year", "value", indicator="Rough sleeping")
        ),
        "life-satisfaction-plymouth": by_year(
            column("health_index_indicators", "year", "value", indicator="Life satisfaction")
        ),
        "deprivation-plymouth": deprivation(),
        "young-adults-plymouth": {"2020": round(young_adults(), 6)},
    }


def in_the_place(name: str) -> Rows:
    return rows_of(PLACE / "series" / f"{name}.csv")


def values_of(name: str) -> Values:
    return {row["period"]: number(row["value"]) for row in in_the_place(name)}


def baseline(factor: str) -> float:
    return next(float(row["baseline"]) for row in rows_of(PLACE / "factors.csv") if row["id"] == factor)


def mean_of_latest(values: Values, count: int) -> float:
    latest = [values[period] for period in sorted(values)[-count:]]
    return sum(value for value in latest if value is not None) / count


@pytest.mark.parametrize("name", sorted(worked_out()))
def test_a_series_of_the_place_is_what_its_publisher_printed(name):
    expected = worked_out()[name]

    found = values_of(name)

    assert found == expected
    assert list(found) == sorted(found)


def test_no_series_of_the_place_is_left_unchecked():
    files = {path.stem for path in (PLACE / "series").iterdir()}

    assert files == set(worked_out())


def test_counts_behind_the_fraction_over_four_hours_are_the_published_ones():
    over, all_of_them = attendances("breaches", "attendances_over_4hours"), values_of("ae-attendances-rk9")

    rows = in_the_place("ae-over-four-hours-rk9")

    assert {row["period"]: number(row["numerator"]) for row in rows} == over
    assert {row["period"]: number(row["denominator"]) for row in rows} == all_of_them


def test_what_the_publisher_left_blank_is_empty_and_never_zero():
    blank = [row for row in in_the_place("ae-over-four-hours-rk9") if row["value"] == ""]

    assert (blank[0]["period"], blank[-1]["period"], len(blank)) == ("2021-09", "2023-05", 21)
    assert all(row["numerator"] == "" and row["denominator"] for row in blank)


def test_the_months_without_rows_stay_a_gap():
    periods = [row["period"] for row in in_the_place("ae-attendances-rk9")]

    assert [period for period in periods if "2019-03" < period < "2021-09"] == []
    assert len(periods) == 36 + 47


def test_other_types_of_attendance_come_in_with_august_2017_as_the_event_says():
    other = [row["period"] for row in published("ae_attendances_2016_2019") if row["type"] == "other"]
    events = rows_of(PLACE / "events.csv")

    assert min(other) == "2017-08-01"
    assert {row["measure"] for row in events if row["date"] == "2017-08-01" and row["kind"] == "rebase"} == {
        "ae-attendances-rk9",
        "ae-over-four-hours-rk9",
    }


def test_february_and_march_2025_repeat_the_year_before_as_the_event_says():
    rows = {row["date"]: {**row, "date": ""} for row in published("ae_attendances_2021_2025")}
    noted = {row["measure"] for row in rows_of(PLACE / "events.csv") if row["date"] == "2025-02-01"}

    assert all(rows[later] == rows[earlier] for later, earlier in REPEATED.items())
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

    assert baseline(factor) == pytest.approx(round(expected, digits), abs=1e-9)


def test_temporary_accommodation_starts_from_the_published_rate():
    (row,) = published("homelessness")

    assert baseline("temporary-accommodation") == round(
        float(row["Households in temporary accommodation per 1,000"]), 2
    )


@pytest.mark.parametrize(("factor", "price"), [("alcohol-admissions", 1542), ("rough-sleeping", 7900)])
def test_a_price_per_case_becomes_one_per_rate_by_the_published_population(factor, price):
    (row,) = published("population2020")
    per_100_000 = float(row["total_population"]) / 100_000

    priced = [float(row["value_per_unit"]) for row in rows_of(PLACE / "valuations.csv") if row["factor"] == factor]

    assert priced == [pytest.approx(price * per_100_000, abs=0.005)] * len(priced)
    assert priced
