"""Every published figure in examples/cornwall and examples/wirral, worked out again from the publishers' own rows."""

from functools import cache

import pytest

from published_rows import REPEATED, Example, Published, Values, by_year, mean_of_latest, month

TRUSTS = {"cornwall": "REF", "wirral": "RBL"}

# The indicators of the Health Index that each place shows, by the measure's name without its place.
INDICATORS = {
    "cornwall": {"healthy-eating": "Healthy eating", "overweight-children": "Overweight and obesity in children"},
    "wirral": {
        "healthy-eating": "Healthy eating",
        "overweight-children": "Overweight and obesity in children",
        "unemployment": "Unemployment",
    },
}
SCORES = {
    "health-index": "overall_score",
    "healthy-people": "healthy_people_domain_score",
    "healthy-lives": "healthy_lives_domain_score",
    "healthy-places": "healthy_places_domain_score",
}

places = pytest.mark.parametrize("place", sorted(TRUSTS))


@cache
def worked_out(place: str) -> dict[str, Values]:
    published, trust = Published(place), TRUSTS[place]
    monthly = {
        "ae-attendances": ("attendances", "total_attendances"),
        "emergency-admissions": ("admissions", "total_emergency_admissions"),
    }
    scores = {name: published.column("health_index_scores", "year", score) for name, score in SCORES.items()}
    indicators = {
        name: published.column("health_index_indicators", "year", "value", indicator=indicator)
        for name, indicator in INDICATORS[place].items()
    }
    return {
        **{f"{name}-{trust.lower()}": published.attendances(*columns, [trust]) for name, columns in monthly.items()},
        **{f"{name}-{place}": by_year(values) for name, values in {**scores, **indicators}.items()},
        f"low-income-children-{place}": published.column("low_income_families", "period", "value"),
        f"deprivation-{place}": published.deprivation(),
    }


SERIES = [(place, name) for place in sorted(TRUSTS) for name in sorted(worked_out(place))]


@pytest.mark.parametrize(("place", "name"), SERIES)
def test_a_series_of_a_food_place_is_what_its_publisher_printed(place, name):
    expected = worked_out(place)[name]

    found = Example(place).values(name)

    assert found == expected
    assert list(found) == sorted(found)


@places
def test_no_series_of_a_food_place_is_left_unchecked(place):
    assert Example(place).series == set(worked_out(place))


@places
def test_the_two_years_without_rows_stay_a_gap(place):
    periods = list(Example(place).values(f"ae-attendances-{TRUSTS[place].lower()}"))

    assert [period for period in periods if "2019-03" < period < "2021-04"] == []
    assert len(periods) == 36 + 52


@places
def test_both_monthly_charts_begin_anew_after_the_gap(place):
    trust = TRUSTS[place].lower()

    assert Example(place).noted("2021-04-01", "rebase") == {f"ae-attendances-{trust}", f"emergency-admissions-{trust}"}


@places
def test_february_and_march_2025_repeat_the_year_before_as_the_events_say(place):
    trust = TRUSTS[place]

    assert Published(place).repeated_rows() == {(trust, later) for later in REPEATED}
    assert Example(place).noted("2025-02-01", "note") == {
        f"ae-attendances-{trust.lower()}",
        f"emergency-admissions-{trust.lower()}",
    }


def test_other_types_of_attendance_jump_in_cornwall_in_july_2017_as_the_event_says():
    other = Published("cornwall").column("ae_attendances_2016_2019", "period", "attendances", type="other")
    event = Example("cornwall").row("events", date="2017-07-01", measure="ae-attendances-ref", kind="rebase")

    assert (other["2017-06-01"], other["2017-07-01"]) == (1893, 13516)
    assert "13,516, and 1,893 the month before" in event["text"]


def test_november_2024_is_the_lowest_month_in_wirral_since_february_2022_as_the_event_says():
    attendances = worked_out("wirral")["ae-attendances-rbl"]
    since = {period: value for period, value in attendances.items() if period > "2022-02"}

    assert min(since, key=lambda period: since[period]) == "2024-11"
    assert "ae-attendances-rbl" in Example("wirral").noted("2024-11-25", "note")


def test_cornwall_is_busier_in_summer_than_in_winter_and_wirral_hardly():
    def august_and_february(place: str) -> tuple[float | None, float | None]:
        months = worked_out(place)[f"ae-attendances-{TRUSTS[place].lower()}"]
        return months[month("August 2023")], months[month("February 2024")]

    assert august_and_february("cornwall") == (20460, 15712)
    assert august_and_february("wirral") == (10992, 10533)
    for figure in ("20,460", "15,712", "10,992", "10,533"):
        assert figure in Example("cornwall").account


@places
def test_indicators_that_repeat_the_year_before_are_kept_as_printed(place):
    eating = worked_out(place)[f"healthy-eating-{place}"]

    assert eating["2015"] == eating["2016"]
    assert eating["2020"] == eating["2021"]


@places
@pytest.mark.parametrize(
    ("factor", "measure", "count", "digits"),
    [
        ("ae-attendances", "ae-attendances-{trust}", 12, 0),
        ("emergency-admissions", "emergency-admissions-{trust}", 12, 0),
        ("healthy-eating", "healthy-eating-{place}", 1, 1),
        ("overweight-children", "overweight-children-{place}", 1, 1),
        ("low-income-children", "low-income-children-{place}", 1, 1),
        ("health-of-the-place", "health-index-{place}", 1, 1),
        ("deprivation", "deprivation-{place}", 1, 3),
    ],
)
def test_a_factor_of_a_food_place_starts_from_the_latest_published_values(place, factor, measure, count, digits):
    published = worked_out(place)[measure.format(trust=TRUSTS[place].lower(), place=place)]

    expected = round(mean_of_latest(published, count), digits)

    assert Example(place).baseline(factor) == pytest.approx(expected, abs=1e-9)


def test_unemployment_in_wirral_starts_from_the_latest_published_value():
    latest = mean_of_latest(worked_out("wirral")["unemployment-wirral"], 1)

    assert Example("wirral").baseline("unemployment") == round(latest, 2)


@places
def test_homelessness_starts_from_the_published_rate_and_has_no_series(place):
    rate = Published(place).row("homelessness")["Households assessed as homeless per (000s)"]

    assert Example(place).baseline("homelessness") == round(float(rate), 2)
    assert Example(place).rows("measures", factor="homelessness") == []
    assert Example(place).rows("valuations", factor="homelessness") == []


@places
def test_the_claim_about_food_banks_is_kept_with_its_arithmetic_and_is_no_figure_of_the_place(place):
    claims = Example(place).rows("events", factor="food-bank-parcels")
    rise = 13_000 / 9_000 - 1  # worked out by hand: 44.4 %, and 47 % would end at 9,000 x 1.47 = 13,230

    assert [f"From 9,000 to 13,000 is {rise:.1%}".replace("%", " %") in claim["text"] for claim in claims] == [True]
    assert f"{9_000 * 1.47:,.0f}" in Example(place).account
    assert "parcels-counted" not in Example(place).series
    assert Example(place).baseline("food-bank-parcels") not in (9_000, 13_000)
