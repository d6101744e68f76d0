"""Promises made from runs, and checked by the control chart; all figures by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from commonweal.investment.promise import Watch, check_promise, promises
from commonweal.investment.schema import Case, Parameters, Promise
from commonweal.measures.schema import Event, Measure, Series
from commonweal.place.schema import Place
from commonweal.simulation.schema import Runs
from commonweal.systemmap.schema import Factor, SystemMap
from commonweal.units import months_after

SINCE = date(2026, 4, 1)
BY = date(2028, 4, 1)
STEADY = (10.0, 12.0) * 9  # limits 5.68 to 16.32
PROMISE = Promise("drinking", "admissions", BY, low=7.0, expected=8.0, high=9.0, better="lower")
MEASURE = Measure("admissions", "drinking", "Admissions", better="lower", frequency="month", lag_days=30)


def series(after, *, before=STEADY):
    """Monthly values: `before` ends the month before the plan starts, `after` begins in its first month."""
    values = (*before, *after)
    return Series("admissions", tuple(months_after(SINCE, k - len(before)) for k in range(len(values))), values)


def check(after, *, today=date(2026, 10, 1), promise=PROMISE, before=STEADY, measure=MEASURE, events=()):
    watch = Watch(SINCE, today)
    return check_promise(promise, series(after, before=before), measure=measure, watch=watch, events=events)


def test_a_promise_cannot_be_known_from_fewer_than_twelve_values():
    found = check((8.0,) * 6, before=STEADY[:5])

    assert (found.state, found.chart) == ("cannot be known", None)
    assert found.reason == "a chart needs 12 values and Admissions has 11"


def test_a_promise_is_too_early_while_nothing_is_due_or_nothing_is_seen():
    assert check((), today=date(2026, 5, 30)).state == "too early"
    assert check((11.0, 12.0)).state == "too early"
    assert check((11.0, 12.0)).level == 11.5


def test_a_promise_cannot_be_known_once_the_first_value_is_overdue():
    # The value of April 2026 is due 30 days after 1 May.
    found = check((), today=date(2026, 5, 31))

    assert found.state == "cannot be known"
    assert found.reason == "the value for April 2026 has been due since 2026-05-31 and is not there"


def test_a_lag_that_is_not_stated_is_taken_as_a_quarter():
    unstated = replace(MEASURE, lag_days=None)

    assert check((), today=date(2026, 7, 31), measure=unstated).state == "too early"
    assert check((), today=date(2026, 8, 1), measure=unstated).state == "cannot be known"


def test_a_promise_is_on_the_way_when_the_chart_shows_an_improvement():
    found = check((11.0, 5.0, 11.0))

    assert (found.state, found.reason) == ("on the way", "the chart shows an improvement in May 2026")


def test_limits_are_frozen_at_the_start_so_that_the_plan_does_not_widen_them():
    found = check((11.0, 40.0, 5.0))

    assert found.chart.limits.lower == pytest.approx(5.68)
    assert found.state == "on the way"


def test_a_later_concern_outweighs_an_earlier_improvement():
    assert check((5.0, 11.0, 40.0)).state == "too early"


def test_a_promise_is_on_the_way_when_three_values_meet_it_without_a_signal():
    assert check((12.0, 9.0, 8.9, 9.0)).state == "on the way"
    assert check((12.0, 9.0, 9.1, 9.0)).state == "too early"
    assert check((9.0, 9.0)).state == "too early"


def test_a_direction_of_the_factor_alone_is_enough_to_see_an_improvement():
    assert check((11.0, 5.0), measure=replace(MEASURE, better="")).state == "on the way"


def test_a_promise_is_kept_or_missed_by_the_mean_of_three_values():
    kept = check((12.0,) * 22 + (8.0, 9.0, 10.0), today=date(2028, 6, 1))
    missed = check((8.0,) * 22 + (8.0, 9.0, 10.1), today=date(2028, 6, 1))

    assert (kept.state, kept.level) == ("kept", 9.0)
    assert (missed.state, missed.level) == ("missed", pytest.approx(27.1 / 3))
    assert missed.reason == "the latest values average 9.033, worse than the promised 9 by April 2028"


def test_where_higher_is_better_the_lower_end_is_the_promise():
    promise = Promise("drinking", "admissions", BY, low=13.0, expected=14.0, high=15.0, better="higher")
    measure = replace(MEASURE, better="higher")

    assert check((13.0,) * 25, promise=promise, measure=measure, today=date(2028, 6, 1)).state == "kept"
    assert check((12.9,) * 25, promise=promise, measure=measure, today=date(2028, 6, 1)).state == "missed"


def test_gaps_before_the_promised_month_leave_the_values_that_exist():
    found = check((12.0,) * 22 + (None, None, 9.0), today=date(2028, 6, 1))

    assert (found.state, found.level) == ("kept", 9.0)


def test_a_promise_cannot_be_known_while_the_promised_month_is_overdue():
    months = (8.0,) * 24

    assert check(months, today=date(2028, 5, 30)).state == "on the way"
    assert check(months, today=date(2028, 5, 31)).state == "cannot be known"


def test_a_promise_stays_watched_after_its_date():
    assert check((8.0,) * 25 + (12.0,) * 3, today=date(2028, 9, 1)).state == "missed"


def test_the_value_of_the_year_that_holds_the_date_settles_it():
    years = Series(
        "admissions", tuple(date(2014 + k, 1, 1) for k in range(15)), (11.0,) * 14 + (8.0,), resolution="year"
    )
    watch = Watch(SINCE, date(2029, 6, 1))

    found = check_promise(PROMISE, years, measure=replace(MEASURE, frequency="year"), watch=watch)

    assert (found.state, found.level) == ("missed", 9.5)  # 2027 was 11, 2028 was 8; 2026 began before the plan


def test_a_rebase_after_the_start_does_not_hide_the_plans_effect():
    rebase = Event(date(2026, 6, 1), "new counting", measure="admissions", kind="rebase")
    early = replace(rebase, date=date(2025, 1, 1))

    assert check((11.0, 11.0, 5.0, 5.0), events=[rebase]).state == "on the way"
    assert len(check((11.0, 11.0), events=[rebase, early]).chart.phases) == 2


# Making promises: three runs, 24 months, one factor at 100.
FACTOR = Factor("drinking", "Street drinking", "outcome", unit="incidents", per="month", better="lower")


def runs(*yearly):
    """Levels of one factor in three runs, 1 apart, that stand at so much from each month 12, 24, .. on."""
    middle = np.concatenate([[100.0], np.repeat(np.array(yearly, dtype=float), 12)])
    levels = middle[np.newaxis, :, np.newaxis] + np.array([-1.0, 0.0, 1.0])
    return Runs(("drinking",), levels, np.zeros((1, 3), dtype=bool), seed=1)


def case(*measures, factor=FACTOR, values=()):
    months = tuple(months_after(date(2020, 1, 1), k) for k in range(len(values)))
    return Case(
        place=Place("Anywhere", "Why?", "", SINCE, 2),
        partners=(), system_map=SystemMap((factor,)), measures=measures,
        series={measure.id: Series(measure.id, months, tuple(values)) for measure in measures if values},
        events=(), options=(), effects=(), costs=(), benefits=(), valuations=(), budgets=(),
        parameters=Parameters((), (), (), ()),
    )  # fmt: skip


COUNT = Measure("count", "drinking", "Count", unit="incidents", frequency="month")


def test_a_promise_falls_due_when_nine_tenths_of_the_improvement_are_there():
    # 50 of 55 is 91 %, 49 of 55 is 89 %.
    (soon,), _ = promises(case(COUNT), runs(100, 100), runs(50, 45))
    (later,), _ = promises(case(COUNT), runs(100, 100), runs(51, 45))

    assert (soon.by, soon.expected) == (date(2027, 4, 1), 50.0)
    assert (later.by, later.expected) == (date(2028, 4, 1), 45.0)


def test_the_interval_is_the_middle_ninety_of_a_hundred_runs():
    (made,), warnings = promises(case(COUNT), runs(100, 100), runs(50, 50))

    # numpy's linear quantiles of 49, 50, 51.
    assert (made.low, made.high) == pytest.approx((49.1, 50.9))
    assert (made.measure, made.factor, made.better, warnings) == ("count", "drinking", "lower", ())


def test_an_outcome_is_promised_at_any_improvement_and_another_factor_from_one_in_a_hundred():
    cause = replace(FACTOR, kind="cause")

    assert len(promises(case(COUNT), runs(100), runs(99.9))[0]) == 1
    assert len(promises(case(COUNT, factor=cause), runs(100), runs(99.0))[0]) == 1
    assert promises(case(COUNT, factor=cause), runs(100), runs(99.1)) == ((), ())


def test_an_outcome_that_the_plan_does_not_improve_is_said_not_promised():
    for with_plan in (runs(100), runs(110)):
        made, warnings = promises(case(COUNT), runs(100), with_plan)

        assert made == ()
        assert warnings == ("Count is not promised: the plan does not improve Street drinking",)


def test_a_measures_own_direction_comes_before_its_factors():
    made, _ = promises(case(replace(COUNT, better="higher")), runs(100), runs(110))

    assert made[0].better == "higher"


def test_nothing_is_promised_without_a_direction_a_factor_in_the_model_or_a_whole_year():
    aimless = replace(FACTOR, better="")
    short = Runs(("drinking",), runs(50).levels[:, :12], np.zeros((1, 3), dtype=bool), seed=1)

    assert promises(case(COUNT, factor=aimless), runs(100), runs(50)) == ((), ())
    assert promises(case(replace(COUNT, factor="beds")), runs(100), runs(50)) == ((), ())
    assert promises(case(COUNT), short, short)[0] == ()


@pytest.mark.parametrize("other", [{"unit": "per 1,000"}, {"frequency": "year"}])
def test_another_unit_or_period_is_scaled_by_the_latest_twelve_values(other):
    # The latest twelve values average 3, the factor starts at 100: 0.03 for each.
    measure = replace(COUNT, **other)

    (made,), warnings = promises(case(measure, values=(9.0, *(2.0, 4.0) * 6, None)), runs(100), runs(50))

    assert made.expected == pytest.approx(1.5)
    assert warnings == (
        "Count is not counted as Street drinking is: its promise is scaled to its latest values (x 0.03)",
    )


def test_a_level_has_no_period_to_differ_in():
    level = replace(FACTOR, per="")

    assert promises(case(replace(COUNT, frequency="year"), factor=level), runs(100), runs(50))[1] == ()


def test_what_cannot_be_scaled_is_said_not_promised():
    foreign = replace(COUNT, unit="per 1,000")

    for values in ((), (None,), (0.0, 0.0)):
        made, warnings = promises(case(foreign, values=values), runs(100), runs(50))

        assert made == ()
        assert "it has no values but zero" in warnings[0]


def test_a_factor_that_starts_from_zero_cannot_be_scaled_from():
    zero = replace(runs(100), levels=runs(100).levels - 100)

    made, warnings = promises(
        case(replace(COUNT, unit="%"), values=(3.0,)), zero, replace(zero, levels=zero.levels - 5)
    )

    assert (made, "starts from zero" in warnings[0]) == ((), True)


def test_every_measure_of_a_factor_has_its_promise_in_the_order_of_the_file():
    second = replace(COUNT, id="second", name="Second")

    assert [made.measure for made in promises(case(second, COUNT), runs(100), runs(50))[0]] == ["second", "count"]
