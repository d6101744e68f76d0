"""Cells: what people write, what it means, and what to write instead."""

from datetime import date, time

import pytest

from commonweal.files.cells import (
    Unreadable,
    read_clock,
    read_day,
    read_names,
    read_number,
    read_numbers,
    read_period,
    read_whole,
)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("1,000", "Write 1000"),
        ("£5", "Write 5"),
        ("£ 1,250.50", "Write 1250.50"),
        ("15%", "Write 0.15"),
        ("15 %", "Write 0.15"),
        ("-2.5%", "Write -0.025"),
        ("(5)", "Write -5"),
        ("−5", "Write -5"),
        ("1 000", "Write 1000"),
        ("1_000", "Write 1000"),
        ("n/a", "Leave the cell empty for a missing value"),
        ("-", "Leave the cell empty for a missing value"),
        ("NaN", "Leave the cell empty for a missing value"),
        ("*", "Leave the cell empty for a missing value"),
        ("inf", "Write a plain number, such as 1250 or 0.15"),
        ("about 5", "Write a plain number, such as 1250 or 0.15"),
        ("1e400", "Write a plain number, such as 1250 or 0.15"),
        ("1e16", "Write a plain number, such as 1250 or 0.15"),
        ("0x10", "Write a plain number, such as 1250 or 0.15"),
        ("٣", "Write a plain number, such as 1250 or 0.15"),
    ],
)
def test_what_is_no_plain_number_says_what_to_write(text, mend):
    with pytest.raises(Unreadable) as fault:
        read_number(text)

    assert fault.value.mend == mend


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12.0), (" -3.5 ", -3.5), ("+.5", 0.5), ("2.", 2.0), ("1e-3", 0.001), ("2E6", 2e6)]
)
def test_plain_numbers_are_read(text, number):
    assert read_number(text) == number


def test_a_whole_number_may_come_from_a_spreadsheet_with_a_decimal():
    assert read_whole("3.0") == 3


@pytest.mark.parametrize("text", ["2.5", "1e9"])
def test_a_fraction_or_a_giant_is_no_whole_number(text):
    with pytest.raises(Unreadable):
        read_whole(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-04-01", date(2026, 4, 1)), ("2026-04", date(2026, 4, 1)), (" 2026-12-31 ", date(2026, 12, 31))],
)
def test_days_and_months_are_read(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("01/04/2026", "Write the year first: 2026-04-01"),
        ("1.4.2026", "Write the year first: 2026-04-01"),
        ("2026-13", "Write a day such as 2026-04-01"),
        ("2026-4-1", "Write a day such as 2026-04-01, or a month such as 2026-04"),
        ("0000-01-01", "Write a day such as 2026-04-01"),
        ("tbc", "Leave the cell empty for a missing value"),
    ],
)
def test_what_is_no_date_says_what_to_write(text, mend):
    with pytest.raises(Unreadable) as fault:
        read_day(text)

    assert fault.value.mend == mend


def test_a_year_is_a_period_that_begins_in_january():
    assert read_period("2026") == date(2026, 1, 1)


def test_lists_have_semicolons_between():
    assert read_names(" council; police ;") == ("council", "police")
    assert read_numbers("0.5;1;1") == (0.5, 1.0, 1.0)


@pytest.mark.parametrize(("text", "clock"), [("14:30", time(14, 30)), ("9:05", time(9, 5)), (" 00:00 ", time(0, 0))])
def test_times_are_read_on_the_24_hour_clock(text, clock):
    assert read_clock(text) == clock


@pytest.mark.parametrize("text", ["2 pm", "24:00", "14.30", "14:60", "14"])
def test_what_is_no_time_says_what_to_write(text):
    with pytest.raises(Unreadable, match="is not a time") as fault:
        read_clock(text)

    assert fault.value.mend == "Write hours and minutes such as 09:30 or 14:00"
