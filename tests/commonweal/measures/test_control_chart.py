"""The whole chart: phases, icons, gaps, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from commonweal.errors import TooFewValues
from commonweal.measures.chart import assurance, control_chart
from commonweal.measures.profiles import MDC2023, NHSR022
from commonweal.measures.schema import Event, Measure, Series
from commonweal.measures.spc import XmrLimits
from commonweal.units import months_after

START = date(2014, 1, 1)
MEASURE = Measure("waits", "waiting", "Waits", better="lower")
STEADY = (10.0, 12.0) * 6


def monthly(values, start=START):
    return Series("waits", tuple(months_after(start, count) for count in range(len(values))), tuple(values))


def rebase(month, **about):
    return Event(months_after(START, month), "a new clinic", kind="rebase", **(about or {"measure": "waits"}))


def test_too_few_values_say_how_many_and_what_to_do():
    with pytest.raises(TooFewValues, match=r"waits: a chart needs 12 values and has 11\. Add earlier periods"):
        control_chart(monthly([*STEADY[:11], None]), MEASURE)


def test_an_empty_series_is_refused_alike():
    with pytest.raises(TooFewValues, match="has 0"):
        control_chart(Series("waits", (), ()), MEASURE)


def test_twelve_values_have_limits_and_thirteen_have_icons():
    twelve, thirteen = control_chart(monthly(STEADY), MEASURE), control_chart(monthly([*STEADY, 11.0]), MEASURE)

    assert (twelve.limits.mean, twelve.variation, twelve.phases[0].trial) == (11.0, "none", True)
    assert (thirteen.variation, thirteen.phases[0].trial) == ("common", False)


def test_the_r_package_shows_its_icons_from_the_first_value():
    assert control_chart(monthly(STEADY), MEASURE, rules=NHSR022).variation == "common"


@pytest.mark.parametrize(
    ("value", "better", "icon"),
    [
        (30.0, "lower", "concern-high"),
        (30.0, "higher", "improvement-high"),
        (30.0, "", "neutral-high"),
        (-9.0, "lower", "improvement-low"),
        (-9.0, "higher", "concern-low"),
        (-9.0, "", "neutral-low"),
    ],
)
def test_the_latest_point_alone_decides_the_variation_icon(value, better, icon):
    measure = replace(MEASURE, better=better)

    assert control_chart(monthly([*STEADY, 10.0, value]), measure).variation == icon
    assert control_chart(monthly([30.0, -9.0, *STEADY, 10.0]), measure).variation == "common"


def test_a_gap_is_named_and_changes_no_limit():
    whole, holed = monthly([*STEADY, 10.0]), monthly([*STEADY[:4], None, *STEADY[4:], 10.0])
    absent = Series("waits", holed.periods[:4] + holed.periods[5:], whole.values)

    charts = [control_chart(series, MEASURE) for series in (whole, holed, absent)]

    assert [chart.gaps for chart in charts] == [(), ("2014-05",), ("2014-05",)]
    assert charts[0].limits == charts[1].limits == charts[2].limits
    assert [len(chart.points) for chart in charts] == [13, 13, 13]


def test_gaps_are_written_as_the_file_writes_its_periods():
    years = tuple(date(2000 + count, 1, 1) for count in range(14) if count != 5)

    chart = control_chart(Series("waits", years, (1.0,) * 13, resolution="year"), MEASURE)

    assert chart.gaps == ("2005",)


def test_rows_out_of_order_and_older_editions_give_the_same_chart():
    plain = monthly([*STEADY, 11.0])
    shuffled = Series(
        "waits", plain.periods[::-1] + plain.periods[:1], (*plain.values[::-1], 99.0),
        editions=(date(2016, 1, 1),) * 13 + (date(2015, 1, 1),),
    )  # fmt: skip

    assert control_chart(shuffled, MEASURE) == control_chart(plain, MEASURE)


def test_a_rebase_starts_a_phase_with_limits_of_its_own():
    chart = control_chart(monthly([*STEADY, *(value + 50 for value in STEADY)]), MEASURE, events=[rebase(12)])

    assert [phase.limits.mean for phase in chart.phases] == [11.0, 61.0]
    assert [phase.values for phase in chart.phases] == [12, 12]
    assert (chart.phases[1].first, chart.phases[1].reason) == (date(2015, 1, 1), "a new clinic")
    assert {point.kind for point in chart.points} == {"common"}
    assert [point.phase for point in chart.points] == [1] * 12 + [2] * 12


def test_a_rebase_counts_for_its_measure_or_for_its_factor_alone():
    series = monthly([*STEADY, *STEADY])
    about = [{"measure": "waits"}, {"factor": "waiting"}, {"factor": "waiting", "measure": "waits"}]
    elsewhere = [{"measure": "beds"}, {"factor": "beds"}, {"factor": "waiting", "measure": "beds"}, {"factor": ""}]

    assert [len(control_chart(series, MEASURE, events=[rebase(12, **to)]).phases) for to in about] == [2, 2, 2]
    assert [len(control_chart(series, MEASURE, events=[rebase(12, **to)]).phases) for to in elsewhere] == [1, 1, 1, 1]


def test_a_note_starts_no_phase():
    chart = control_chart(monthly([*STEADY, *STEADY]), MEASURE, events=[replace(rebase(12), kind="note")])

    assert len(chart.phases) == 1


def test_rebases_before_the_first_value_after_the_last_or_on_one_day_make_no_empty_phase():
    events = [rebase(-3), rebase(0), rebase(40), rebase(12), rebase(12)]

    chart = control_chart(monthly([*STEADY, *STEADY]), MEASURE, events=events)

    assert [phase.values for phase in chart.phases] == [12, 12]
    assert chart.phases[1].reason == "a new clinic; a new clinic"


def test_a_rebase_in_a_gap_starts_at_the_next_value():
    chart = control_chart(monthly([*STEADY, None, None, *STEADY]), MEASURE, events=[rebase(12)])

    assert chart.phases[1].first == date(2015, 3, 1)


def test_a_shift_does_not_cross_the_start_of_a_phase():
    # Eight low values in a row, four on either side of the rebase: no run of seven in either phase.
    values = [12.0, 10.0] * 5 + [9.9] * 4 + [9.9] * 4 + [12.0, 10.0] * 5

    plain = control_chart(monthly(values), MEASURE)
    rebased = control_chart(monthly(values), MEASURE, events=[rebase(14)])

    assert {rule for point in plain.points for rule in point.rules} == {"shift-low"}
    assert {rule for point in rebased.points for rule in point.rules} == set()


def test_a_short_last_phase_has_limits_on_trial_and_no_icons():
    chart = control_chart(monthly([*STEADY, 50.0, 60.0]), replace(MEASURE, target=1.0), events=[rebase(12)])

    assert chart.limits.upper == pytest.approx(55 + 2.66 * 10)
    assert (chart.phases[1].trial, chart.variation, chart.assurance) == (True, "none", "none")


def test_a_phase_of_one_value_has_no_limits_and_no_signal():
    chart = control_chart(monthly([*STEADY, 50.0]), MEASURE, events=[rebase(12)], rules=NHSR022)

    assert (chart.limits.mean, chart.limits.lower, chart.points[-1].kind) == (50.0, None, "common")


def test_a_constant_series_has_no_signal():
    for rules in (MDC2023, NHSR022):
        chart = control_chart(monthly([0.1] * 20), MEASURE, rules=rules)

        assert {point.kind for point in chart.points} == {"common"}
        assert chart.variation == "common"


LIMITS = XmrLimits(80.0, 70.0, 90.0, 73.0, 87.0)


@pytest.mark.parametrize(
    ("better", "target", "mdc", "nhsr"),
    [
        ("higher", 95.0, "fails", "fails"),
        ("higher", 90.0, "fails", "hit-or-miss"),
        ("higher", 80.0, "hit-or-miss", "hit-or-miss"),
        ("higher", 70.0, "passes", "hit-or-miss"),
        ("higher", 65.0, "passes", "passes"),
        ("lower", 95.0, "passes", "passes"),
        ("lower", 90.0, "passes", "hit-or-miss"),
        ("lower", 70.0, "fails", "hit-or-miss"),
        ("lower", 65.0, "fails", "fails"),
        ("lower", None, "none", "none"),
        ("", 95.0, "none", "none"),
    ],
)
def test_assurance_follows_the_target_and_the_profile_says_what_a_target_on_a_limit_means(better, target, mdc, nhsr):
    measure = replace(MEASURE, better=better, target=target)

    assert assurance(LIMITS, measure, MDC2023) == mdc
    assert assurance(LIMITS, measure, NHSR022) == nhsr


def test_a_process_that_always_meets_its_target_passes_it():
    # PowerBI-SPC issue 463: always 100 %, target 100 %, shown there as failing.
    always = XmrLimits(100.0, 100.0, 100.0, 100.0, 100.0)

    assert assurance(always, replace(MEASURE, better="higher", target=100.0), MDC2023) == "passes"
