"""Promises: what a plan says a measure will read, and whether it came true."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np

from commonweal.investment.schema import Case, Promise
from commonweal.measures.chart import BETTER, FEWEST_VALUES, Chart, control_chart
from commonweal.measures.editions import Step, frequency_of, latest_editions, steps_after
from commonweal.measures.profiles import rule_set
from commonweal.measures.schema import Event, Measure, Series
from commonweal.simulation.schema import Floats, Runs
from commonweal.systemmap.schema import Factor
from commonweal.units import MONTHS_A_YEAR, month_name, months_after

State = Literal["kept", "on the way", "missed", "too early", "cannot be known"]

# A promise is judged on the mean of so many latest values, and met early when so many in a row meet it (our choice:
# one good month is noise).
VALUES_JUDGED = 3

# How late figures are taken to be where a measure does not say: a quarter (our choice, on the cautious side).
LAG_NOT_STATED_DAYS = 92

# A promise is due when this part of the largest improvement within the plan is reached (our choice).
MOST_OF_IT = 0.9

# A factor that is no outcome is promised where the plan moves its median by this part (our choice).
WORTH_PROMISING = 0.01

# A smaller part is rounding, not an improvement.
ROUNDING = 1e-9

# A promise's interval, over the runs.
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Watch:
    """The time over which a promise is watched: from the plan's start (`since`) to the day of asking (`today`)."""

    since: date
    today: date


@dataclass(frozen=True, slots=True)
class PromiseCheck:
    """How a promise stands, and why. `level` is what was judged, in the measure's unit; `chart` what was read.

    `level` is the mean of the latest values since the plan's start (three at the most), None where there is none.
    """

    state: State
    reason: str
    level: float | None = None
    chart: Chart | None = None


def check_promise(
    promise: Promise, series: Series, *, measure: Measure, watch: Watch, events: Iterable[Event] = ()
) -> PromiseCheck:
    """Whether a promise is kept, on the way, missed, too early to judge, or cannot be known.

    Parameters
    ----------
    promise
        Its worse end is the upper one where lower is better, else the lower one.
    series
        All values of the measure, those before the plan too.
    measure
        Its frequency and lag say when a value is due; a lag not stated is taken as 92 days.
    watch
        From when, and as of when.
    events
        Rebases up to the plan's start begin phases; later ones are set aside, for they would hide the plan's effect.

    Returns
    -------
    PromiseCheck
        `cannot be known` with fewer than 12 values in all, or while a value that is due (the first since the plan's
        start, or that of the promised period) is not there. Once the promised period has its value: `kept` if the
        mean of the latest three values since then or the two periods before is at or better than the worse end,
        else `missed`. Before: `on the way` if the latest signal of the chart since the start is an improvement (its
        limits frozen at the start where the phase has 12 values by then) or the latest three values since the start
        all meet the worse end; else `too early`.
    """
    latest = latest_editions(series)
    known = {day: value for day, value in zip(latest.periods, latest.values, strict=True) if value is not None}
    if len(known) < FEWEST_VALUES:
        reason = f"a chart needs {FEWEST_VALUES} values and {measure.name} has {len(known)}"
        return PromiseCheck("cannot be known", reason)
    step = frequency_of(latest, measure)
    directed = replace(measure, better=promise.better)
    chart = _chart_from_the_start(latest, directed, events=events, since=watch.since)
    after = {day: value for day, value in known.items() if day >= watch.since}
    if after and steps_after(max(after), step) > promise.by:
        return _verdict(promise, after, step=step, chart=chart)
    missing = _overdue(promise, watch, has_value=bool(after), step=step, lag_days=measure.lag_days)
    if missing:
        return PromiseCheck("cannot be known", missing, _level(after), chart)
    return _progress(promise, after, since=watch.since, chart=chart)


def _chart_from_the_start(latest: Series, measure: Measure, *, events: Iterable[Event], since: date) -> Chart:
    """The chart with its limits frozen on the phase in force at the plan's start, where that has 12 values."""
    earlier = [event for event in events if event.date <= since]
    rules = rule_set(measure)
    chart = control_chart(latest, measure, events=earlier, rules=rules)
    before = sum(point.period < since and point.phase == chart.phases[-1].number for point in chart.points)
    if before < FEWEST_VALUES:
        return chart
    return control_chart(latest, measure, events=earlier, rules=replace(rules, fix_after=before))


def _verdict(promise: Promise, after: dict[date, float], *, step: Step, chart: Chart) -> PromiseCheck:
    """Kept or missed, once the promised period has its value."""
    first = steps_after(promise.by, step, 1 - VALUES_JUDGED)
    level = _level({day: value for day, value in after.items() if steps_after(day, step) > first})
    assert level is not None  # the promised period's own value is there
    kept = _meets(promise, level)
    reason = (
        f"the latest values average {level:,.4g}, {'at or better than' if kept else 'worse than'} "
        f"the promised {_worse_end(promise):,.4g} by {month_name(promise.by)}"
    )
    return PromiseCheck("kept" if kept else "missed", reason, level, chart)


def _overdue(promise: Promise, watch: Watch, *, has_value: bool, step: Step, lag_days: int | None) -> str:
    """Which value should be known by now and is not, as a reason; empty where none is."""
    lag = timedelta(days=LAG_NOT_STATED_DAYS if lag_days is None else lag_days)
    wanted = promise.by if has_value else min(watch.since, promise.by)
    due = steps_after(wanted, step) + lag
    if watch.today < due:
        return ""
    return f"the value for {month_name(wanted)} has been due since {due.isoformat()} and is not there"


def _progress(promise: Promise, after: dict[date, float], *, since: date, chart: Chart) -> PromiseCheck:
    """On the way or too early, before the promised period has its value."""
    signals = [point for point in chart.points if point.period >= since and point.kind != "common"]
    if signals and signals[-1].kind == "improvement":
        reason = f"the chart shows an improvement in {month_name(signals[-1].period)}"
        return PromiseCheck("on the way", reason, _level(after), chart)
    latest = [after[day] for day in sorted(after)[-VALUES_JUDGED:]]
    if len(latest) == VALUES_JUDGED and all(_meets(promise, value) for value in latest):
        reason = f"the latest {VALUES_JUDGED} values meet the promise already"
        return PromiseCheck("on the way", reason, _level(after), chart)
    return PromiseCheck("too early", f"due by {month_name(promise.by)}; no sign of it yet", _level(after), chart)


def _level(values: dict[date, float]) -> float | None:
    """The mean of the latest three values, or of as many as there are."""
    latest = [values[day] for day in sorted(values)[-VALUES_JUDGED:]]
    return sum(latest) / len(latest) if latest else None


def _worse_end(promise: Promise) -> float:
    """The end of the promised interval that is just good enough."""
    return promise.high if promise.better == "lower" else promise.low


def _meets(promise: Promise, level: float) -> bool:
    """Whether a level is at or better than the worse end of the promise."""
    return level <= promise.high if promise.better == "lower" else level >= promise.low


def promises(case: Case, without: Runs, with_plan: Runs) -> tuple[tuple[Promise, ...], tuple[str, ...]]:
    """What the plan promises for each measure that it improves.

    Parameters
    ----------
    case
        Its measures, their series and factors, and the place's start.
    without, with_plan
        The same runs without and with the plan: the same factors, months and draws.

    Returns
    -------
    tuple of (promises, warnings)
        In the order of the measures. A measure is promised if it has a direction (its own, or else its factor's)
        and the plan moves its factor's median the better way: at all for an outcome, by 1 % or more for any other
        kind. `by` is the first whole year at which 90 % of the largest improvement at any whole year is reached;
        the interval is 5, 50 and 95 of 100 runs of the level with the plan. Where the measure's unit or period is
        not its factor's, levels are scaled by the mean of its latest 12 values over the factor's level at month 0.
        Warnings say so, and which measures could not be promised.
    """
    factors = {factor.id: factor for factor in case.system_map.factors if factor.id in with_plan.factors}
    made: list[Promise] = []
    warnings: list[str] = []
    for measure in case.measures:
        factor = factors.get(measure.factor)
        if factor is None or not (measure.better or factor.better):
            continue
        row = with_plan.factors.index(factor.id)
        directed = replace(measure, better=measure.better or factor.better)
        month = _month_promised(factor, directed, without.levels[row], with_plan.levels[row])
        if month is None:
            if factor.kind == "outcome":
                warnings.append(f"{measure.name} is not promised: the plan does not improve {factor.name}")
            continue
        scale, note = _scale(case, directed, factor=factor, start=float(np.median(without.levels[row, 0])))
        warnings += [note] if note else []
        if scale is not None:
            made.append(_promise(case, directed, levels=scale * with_plan.levels[row, month], month=month))
    return tuple(made), tuple(warnings)


def _month_promised(factor: Factor, measure: Measure, without: Floats, with_plan: Floats) -> int | None:
    """The month of the promise, or None where there is nothing to promise; levels are (months + 1, runs)."""
    months = range(MONTHS_A_YEAR, len(with_plan), MONTHS_A_YEAR)
    if not months:
        return None
    plain = np.median(without[months], axis=1)  # (years,)
    gained = BETTER[measure.better] * (np.median(with_plan[months], axis=1) - plain)  # (years,)
    year = int(np.argmax(gained >= MOST_OF_IT * gained.max()))
    least = ROUNDING if factor.kind == "outcome" else WORTH_PROMISING
    return months[year] if gained[year] > 0 and gained[year] >= least * abs(plain[year]) else None


def _scale(case: Case, measure: Measure, *, factor: Factor, start: float) -> tuple[float | None, str]:
    """From the factor's unit to the measure's, with a note of what was done; None where it cannot be."""
    same_period = not factor.per or measure.frequency in ("", factor.per)
    if measure.unit == factor.unit and same_period:
        return 1.0, ""
    series = case.series.get(measure.id)
    known = [value for value in latest_editions(series).values if value is not None] if series else []
    if not any(known) or start == 0:
        lacking = f"{factor.name} starts from zero" if any(known) else "it has no values but zero"
        return None, f"{measure.name} is not promised: it is not counted as {factor.name} is, and {lacking}"
    latest = known[-MONTHS_A_YEAR:]
    scale = sum(latest) / len(latest) / start
    how = f"its promise is scaled to its latest values (x {scale:.4g})"
    return scale, f"{measure.name} is not counted as {factor.name} is: {how}"


def _promise(case: Case, measure: Measure, *, levels: Floats, month: int) -> Promise:
    """The promise at one month; levels are (runs,), in the measure's unit."""
    low, expected, high = (float(level) for level in np.quantile(levels, QUANTILES))
    return Promise(
        factor=measure.factor,
        measure=measure.id,
        by=months_after(case.place.start, month),
        low=low,
        expected=expected,
        high=high,
        better="higher" if measure.better == "higher" else "lower",
    )
