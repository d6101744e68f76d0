"""Editions, frequency and gaps of a series."""

from datetime import date

import pytest

from commonweal.measures.editions import frequency_of, gaps, latest_editions, steps_after
from commonweal.measures.schema import Measure, Series

MEASURE = Measure("waits", "waits", "Waits")


def days(*texts):
    return tuple(date.fromisoformat(text) for text in texts)


def series(*periods, values=None, **columns):
    return Series("waits", days(*periods), values or tuple(float(k) for k in range(len(periods))), **columns)


def test_the_latest_edition_of_each_period_counts_and_time_is_put_in_order():
    rows = series(
        "2024-02-01", "2024-01-01", "2024-01-01",
        values=(3.0, 2.0, 1.0), numerators=(30.0, 20.0, 10.0), denominators=(10.0, 10.0, 10.0),
        editions=days("2024-03-01", "2024-08-01", "2024-02-01"),
    )  # fmt: skip

    latest = latest_editions(rows)

    assert (latest.periods, latest.values) == (days("2024-01-01", "2024-02-01"), (2.0, 3.0))
    assert (latest.numerators, latest.denominators) == ((20.0, 30.0), (10.0, 10.0))
    assert latest.editions == days("2024-08-01", "2024-03-01")


def test_a_series_is_seen_as_it_was_on_a_day():
    rows = series("2024-01-01", "2024-01-01", values=(1.0, 2.0), editions=days("2024-02-01", "2024-08-01"))

    assert latest_editions(rows, as_of=date(2024, 2, 1)).values == (1.0,)
    assert latest_editions(rows, as_of=date(2024, 1, 31)).values == ()


def test_a_dated_edition_comes_after_one_without_a_date():
    for values, editions in (((1.0, 2.0), (None, date(2024, 8, 1))), ((2.0, 1.0), (date(2024, 8, 1), None))):
        rows = series("2024-01-01", "2024-01-01", values=values, editions=editions)

        assert latest_editions(rows).values == (2.0,)


def test_of_two_editions_of_one_day_the_later_row_counts():
    dated = series("2024-01-01", "2024-01-01", values=(1.0, 2.0), editions=days("2024-02-01", "2024-02-01"))

    assert (
        latest_editions(dated).values == latest_editions(series("2024-01-01", "2024-01-01", values=(1.0, 2.0))).values
    )
    assert latest_editions(dated).values == (2.0,)


def test_an_empty_later_edition_withdraws_the_value():
    rows = series("2024-01-01", "2024-01-01", values=(1.0, None), editions=days("2024-02-01", "2024-08-01"))

    assert latest_editions(rows).values == (None,)


@pytest.mark.parametrize(
    ("periods", "step"),
    [
        (("2024-01-01", "2024-01-02", "2024-01-05"), "day"),
        (("2024-01-01", "2024-01-08"), "week"),
        (("2024-01-01", "2024-02-01", "2024-03-01"), "month"),
        (("2023-02-01", "2023-03-01"), "month"),
        (("2023-02-01", "2023-05-01"), "quarter"),
        (("2016-04-01", "2017-04-01"), "year"),
        (("2024-01-01",), "month"),
        ((), "month"),
    ],
)
def test_the_frequency_is_guessed_from_the_nearest_periods(periods, step):
    assert frequency_of(series(*periods), MEASURE) == step


def test_a_stated_frequency_is_believed():
    assert frequency_of(series("2024-01-01", "2025-01-01"), Measure("w", "w", "W", frequency="month")) == "month"


def test_gaps_are_empty_values_and_absent_periods():
    rows = series("2024-01-01", "2024-02-01", "2024-05-01", "2024-06-01", values=(1.0, None, 2.0, None))

    assert gaps(rows, "month") == days("2024-02-01", "2024-03-01", "2024-04-01", "2024-06-01")


@pytest.mark.parametrize(
    ("step", "periods", "missing"),
    [
        ("day", ("2024-02-28", "2024-03-02"), ("2024-02-29", "2024-03-01")),
        ("week", ("2024-01-01", "2024-01-09", "2024-01-22"), ("2024-01-16",)),
        ("month", ("2024-01-31", "2024-02-29", "2024-04-30"), ("2024-03-01",)),
        ("quarter", ("2023-10-01", "2024-07-01"), ("2024-01-01", "2024-04-01")),
        ("year", ("2016-04-01", "2018-04-01"), ("2017-04-01",)),
        ("year", ("2024-01-01", "2024-02-01"), ()),
        ("month", (), ()),
    ],
)
def test_absent_periods_follow_the_frequency(step, periods, missing):
    assert gaps(series(*periods), step) == days(*missing)


def test_steps_go_back_and_forth_over_the_turn_of_a_year():
    assert steps_after(date(2024, 1, 1), "month", -2) == date(2023, 11, 1)
    assert steps_after(date(2023, 12, 31), "day") == date(2024, 1, 1)
    assert steps_after(date(2024, 2, 29), "year") == date(2025, 2, 1)
