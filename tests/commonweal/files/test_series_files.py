"""Files of values: how finely periods are written, gaps, editions, and the two ways of reading."""

from datetime import date

import pytest

from commonweal.files.series import read_series, series_text
from commonweal.measures.schema import Series


def read(text: str) -> Series:
    series, faults, _ = read_series(text, "series/calls.csv", "calls")
    assert faults == []
    return series


@pytest.mark.parametrize(
    ("periods", "resolution"),
    [
        (("2026-04-01", "2026-04-02"), "day"),
        (("2026-04", "2026-05"), "month"),
        (("2025", "2026"), "year"),
        (("2025", "2026-04"), "day"),
        ((), "month"),
    ],
)
def test_the_resolution_is_how_finely_the_periods_are_written(periods, resolution):
    series = read("period,value\n" + "".join(f"{period},1\n" for period in periods))

    assert series.resolution == resolution


def test_a_gap_is_none_and_never_zero():
    assert read("period,value\n2026-04,0\n2026-05,\n2026-06, \n").values == (0.0, None, None)


def test_columns_that_the_file_does_not_have_are_empty():
    series = read("value,period\n1,2026-04\n")

    assert (series.numerators, series.denominators, series.editions, series.extra) == ((), (), (), ())


def test_a_period_may_stand_once_in_every_edition():
    series = read("period,value,edition\n2026-04,1,2026-06-01\n2026-04,2,2026-07-01\n2026-04,3,\n")

    assert series.editions == (date(2026, 6, 1), date(2026, 7, 1), None)


def test_an_edition_of_the_month_of_its_period_is_no_fault():
    assert read("period,value,edition\n2026-04-15,1,2026-04\n").editions == (date(2026, 4, 1),)


def test_spaces_and_blank_lines_read_the_same_by_the_slower_way():
    fast = read("period,value,numerator,note\n2026-04,1.5,,a\n2026-05,,3,b\n")

    slow = read("period, value,numerator,note\n\n2026-04, 1.5,,a\n,,,\n 2026-05,,3 ,b\n\n")

    assert slow == fast


def test_faults_far_down_a_long_file_have_their_rows():
    rows = [f"{1000 + i // 12}-{i % 12 + 1:02},{i}" for i in range(5_000)]
    rows[4_000] = "1333-05,many"

    _, faults, _ = read_series("period,value\n" + "\n".join(rows), "series/calls.csv", "calls")

    assert [(fault.row, fault.column) for fault in faults] == [(4_002, "value")]


def test_days_are_written_where_a_month_would_lose_them():
    series = Series("calls", (date(2026, 4, 15),), (1.0,), resolution="month")

    assert series_text(series) == "period,value\n2026-04-15,1\n"
