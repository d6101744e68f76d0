"""Specifications and pictures of charts."""

import json
from datetime import date

import pytest

from commonweal.investment.schema import FrontierPoint, Promise
from commonweal.reports import charts, pictures
from commonweal.reports.schema import Future, Point
from commonweal.units import months_after

START = date(2024, 1, 1)
PROMISE = Promise("waits", "waits", date(2025, 1, 1), 40.0, 45.0, 50.0, "lower")


def points(*values, missing=()):
    known = [(at, value) for at, value in enumerate(values) if at not in missing]
    return [Point(months_after(START, at), value) for at, value in known]


def futures(low, median, high, months=12):
    return [Future(months_after(START, at), low, median, high) for at in range(months + 1)]


def all_rows(chart):
    return [row for layer in chart["layer"] for row in layer["data"]["values"]]


def contrast(first, second):
    """The contrast of two colours (WCAG 2.2, relative luminance)."""

    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(first), light(second)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [charts.INK, charts.MUTED, charts.GREEN, charts.BLUE, charts.ORANGE, charts.PURPLE])
def test_colours_that_carry_text_can_be_read(colour):
    assert contrast(colour, charts.PAPER) >= 4.5


def test_a_gap_breaks_the_line():
    stretches = list(charts.segments(points(*range(10), missing=(4, 5))))

    assert [len(stretch) for stretch in stretches] == [4, 4]


def test_a_month_of_another_length_breaks_no_line():
    assert len(list(charts.segments(points(*range(24))))) == 1


def test_no_value_and_one_value_are_stretches_of_their_own():
    assert list(charts.segments([])) == []
    assert [len(stretch) for stretch in charts.segments(points(3.0))] == [1]


def test_a_promise_without_history_or_futures_still_has_a_chart():
    chart = charts.promise_chart(PROMISE, history=(), without=(), with_plan=(), unit="waits")

    assert pictures.svg(chart).startswith("<svg")


def test_the_chart_of_a_promise_shows_its_range_and_its_date():
    with_plan = futures(38, 45, 52)

    chart = charts.promise_chart(
        PROMISE, history=points(60, 61), without=futures(58, 60, 62), with_plan=with_plan, unit="waits"
    )

    assert {"day": "2025-01-01", "value": 45.0, "low": 40.0, "high": 50.0} in all_rows(chart)
    assert "promise: 40.0 to 50.0 by January 2025" in json.dumps(chart)


def test_a_scale_that_does_not_start_at_zero_says_where_it_starts():
    high = charts.promise_chart(PROMISE, history=points(60.0), without=(), with_plan=(), unit="waits")
    low = charts.promise_chart(PROMISE, history=points(2.0), without=(), with_plan=(), unit="waits")

    assert high["encoding"]["y"]["axis"]["title"] == "waits (scale starts at 37.2)"
    assert low["encoding"]["y"]["axis"]["title"] == "waits"
    assert low["encoding"]["y"]["scale"]["domain"][0] == 0


def test_everything_that_is_known_lies_on_the_scale():
    history = [Point(START, 60.0, 55.0, -10.0, 90.0)]

    chart = charts.promise_chart(
        PROMISE, history=history, without=futures(1, 2, 3), with_plan=futures(1, 99, 120), unit=""
    )

    low, high = chart["encoding"]["y"]["scale"]["domain"]
    assert low <= -10
    assert high >= 120


def test_bars_of_gain_and_loss_share_one_zero():
    chart = charts.net_chart({"a": "A", "b": "B"}, {"a": -5.0, "b": 10.0}, rule="Shapley", shared={"a": 2.0, "b": 3.0})

    low, high = chart["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low < -5 < 0 < 10 < high
    assert "+£10 today" in json.dumps(chart, ensure_ascii=False)


def test_nobody_and_nothing_can_be_drawn():
    drawn = [
        charts.net_chart({}, {}, rule="", shared={}),
        charts.core_index_chart([]),
        charts.frontier_chart([FrontierPoint((), 0.0, 0.0, True)]),
    ]

    assert all(pictures.svg(chart).startswith("<svg") for chart in drawn)


def test_text_of_a_user_is_escaped_in_a_picture():
    picture = pictures.svg(charts.core_index_chart([("<script>&\"'", 0.5, True)]))

    assert "<script>" not in picture
    assert "&lt;script&gt;&amp;" in picture


def test_the_same_chart_gives_the_same_picture():
    chart = charts.core_index_chart([("Hub", 0.5, True)])

    assert pictures.png(chart) == pictures.png(chart)
    assert pictures.svg(chart) == pictures.svg(chart)
