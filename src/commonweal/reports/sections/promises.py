"""What is promised: the level of each measure by a date, with its history and its futures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from commonweal.investment.schema import Case, Decision, Promise
from commonweal.measures.chart import FEWEST_VALUES, control_chart
from commonweal.measures.editions import latest_editions
from commonweal.measures.schema import Event, Measure, Series
from commonweal.names import listed
from commonweal.reports.charts import promise_chart, segments
from commonweal.reports.schema import Block, Column, Figure, Future, Paragraph, Point, Section, Table
from commonweal.reports.wording import NOT_KNOWN, counted, factor_names, level, sentence
from commonweal.simulation.schema import Floats
from commonweal.units import MONTHS_A_YEAR, month_name, months_after

# "Now" is the mean of so many latest values, where there are as many: single values go up and down by chance.
LATEST_VALUES = 12

NONE = "–"


def promise_section(decision: Decision, case: Case) -> Section:
    """The promises as a table, and a chart for each; says so where nothing can be promised."""
    if not decision.options:
        return Section("promises", "What we promise", (Paragraph("Nothing, because nothing new is started."),))
    if not decision.promises:
        text = (
            "Nothing is promised: no measure of this place is both known and moved enough by the plan to be checked. "
            "Until there is one, nobody will be able to say whether the plan has worked."
        )
        return Section("promises", "What we promise", (Paragraph(text, "mind"),))
    intro = (
        "A promise is a level that a published measure should reach by a date, in 9 of 10 futures between the two "
        "ends of its range. The measure's own control chart will say whether it was kept, missed, or cannot be known. "
        "Who owns each promise is for the partners to settle; this paper does not assume it."
    )
    blocks: list[Block] = [Paragraph(intro), _promise_table(decision, case), *_weak(decision, case)]
    blocks += [_figure(promise, decision, case) for promise in decision.promises]
    return Section("promises", "What we promise", tuple(blocks))


def promised(promise: Promise, case: Case) -> str:
    """A promise in one sentence without its full stop.

    Of a promise on an unknown measure, the id is its name.
    """
    return (
        f"{measure_of(promise, case).name}: about {level(promise.expected)} {unit_of(promise, case)}".rstrip()
        + f" ({level(promise.low)} to {level(promise.high)}) by {month_name(promise.by)}"
    )


def futures_of(promise: Promise, decision: Decision, start: date) -> tuple[tuple[Future, ...], tuple[Future, ...]]:
    """The promised measure's futures without and with the plan, by month, in the unit of the measure.

    Levels of the factor are scaled so that the plan's median meets the promise on its date. Both are empty where
    the decision holds no levels of the factor.
    """
    levels = decision.levels.get(promise.factor)
    if levels is None:
        return (), ()
    without, with_plan = (_futures(levels[at] * _scale(promise, levels, start), start) for at in (0, 1))
    return without, with_plan


def history_of(series: Series | None, measure: Measure, events: Iterable[Event]) -> tuple[Point, ...]:
    """The values of a measure so far, with the control chart's mean, limits and kinds where it can be drawn."""
    if series is None:
        return ()
    latest = latest_editions(series)
    known = [(day, value) for day, value in zip(latest.periods, latest.values, strict=True) if value is not None]
    if len(known) < FEWEST_VALUES:
        return tuple(Point(day, value) for day, value in known)
    return tuple(
        Point(at.period, at.value, at.limits.mean, at.limits.lower, at.limits.upper, at.kind)
        for at in control_chart(series, measure, events=events).points
    )


def _promise_table(decision: Decision, case: Case) -> Table:
    columns = (
        Column("Measure"),
        Column("Now", figures=True),
        Column("Known to"),
        Column("Without the plan by then", figures=True),
        Column("Promised", figures=True),
        Column("In 9 of 10 futures", figures=True),
        Column("By"),
    )
    rows = []
    for promise in decision.promises:
        measure, unit = measure_of(promise, case), unit_of(promise, case)
        name = f"{measure.name} ({unit})" if unit else measure.name
        otherwise = _without(promise, decision, case)
        without = NOT_KNOWN if otherwise is None else level(otherwise)
        reach = f"{level(promise.low)} to {level(promise.high)}"
        now = _now(promise, case)
        rows.append((name, *now, without, level(promise.expected), reach, month_name(promise.by)))
    note = f"Now: the mean of the latest {LATEST_VALUES} values known; the latest one where there are fewer."
    return Table("What each measure should read, and by when", columns, tuple(rows), note)


def _weak(decision: Decision, case: Case) -> tuple[Paragraph, ...]:
    """Which promises could be kept without the plan: a reader must not take them for proof that it works."""
    weak = [
        measure_of(promise, case).name
        for promise in decision.promises
        if (level_without := _without(promise, decision, case)) is not None
        and promise.low <= level_without <= promise.high
    ]
    if not weak:
        return ()
    what = f"The range promised includes what is likely without the plan for {listed(weak)}"
    return (Paragraph(f"{what}. Keeping such a promise would not show that the plan has worked.", "mind"),)


def _without(promise: Promise, decision: Decision, case: Case) -> float | None:
    """The median without the plan on the date of the promise, in the unit of the measure."""
    without, _ = futures_of(promise, decision, case.place.start)
    month = _month(promise, case.place.start)
    return without[month].median if 0 <= month < len(without) else None


def _figure(promise: Promise, decision: Decision, case: Case) -> Figure:
    measure = replace(measure_of(promise, case), better=promise.better)
    history = history_of(case.series.get(measure.id), measure, case.events)
    without, with_plan = futures_of(promise, decision, case.place.start)
    unit = unit_of(promise, case)
    return Figure(
        f"{measure.name}: so far, and with the plan",
        _in_words(promise, measure.name, history, without, with_plan),
        promise_chart(promise, history=history, without=without, with_plan=with_plan, unit=unit),
        _figure_table(measure, history, without, with_plan),
    )


def _in_words(
    promise: Promise, name: str, history: tuple[Point, ...], without: tuple[Future, ...], with_plan: tuple[Future, ...]
) -> str:
    """What the chart shows, for who cannot see it."""
    said = [f"Line chart of {name}. {_history_in_words(history)}"]
    if without and with_plan:
        end, other = with_plan[-1], without[-1]
        said.append(
            f"With the plan it goes from {level(with_plan[0].median)} in {month_name(with_plan[0].day)} to "
            f"{level(end.median)} in {month_name(end.day)}, in 9 of 10 futures between {level(end.low)} and "
            f"{level(end.high)}; without it to {level(other.median)}."
        )
    said.append(
        f"The promise: between {level(promise.low)} and {level(promise.high)} by {month_name(promise.by)}, "
        f"where {promise.better} is better."
    )
    return " ".join(said)


def _history_in_words(history: tuple[Point, ...]) -> str:
    if not history:
        return "There are no values so far."
    first, last = history[0], history[-1]
    mean = sum(point.value for point in history) / len(history)
    gaps = sum(1 for _ in segments(history)) - 1
    return (
        f"So far: {counted(len(history), 'value')} from {month_name(first.period)} to {month_name(last.period)}, "
        f"on average {level(mean)}, the latest {level(last.value)}"
        + (f", with {counted(gaps, 'gap')} where nothing is known." if gaps else ".")
    )


def _figure_table(
    measure: Measure, history: tuple[Point, ...], without: tuple[Future, ...], with_plan: tuple[Future, ...]
) -> Table:
    """What the chart shows, year by year: means of the years so far, then both futures every twelve months."""
    years: Mapping[int, list[float]] = defaultdict(list)
    for point in history:
        years[point.period.year].append(point.value)
    rows = [
        (str(year), f"{level(sum(values) / len(values))} (mean of {len(values)})", NONE, NONE)
        for year, values in years.items()
    ]
    rows += [
        (month_name(plan.day), NONE, _spread(other), _spread(plan))
        for other, plan in zip(without[::MONTHS_A_YEAR], with_plan[::MONTHS_A_YEAR], strict=True)
    ]
    columns = (
        Column("When"),
        Column("So far", figures=True),
        Column("Without the plan", figures=True),
        Column("With the plan", figures=True),
    )
    note = f"Every value: series/{measure.id}.csv of the place folder. " + sentence(measure.source)
    return Table(f"{measure.name}, year by year", columns, tuple(rows), note.strip())


def _spread(future: Future) -> str:
    return f"{level(future.median)} ({level(future.low)} to {level(future.high)})"


def _futures(levels: Floats, start: date) -> tuple[Future, ...]:
    return tuple(
        Future(months_after(start, month), float(low), float(median), float(high))
        for month, (low, median, high) in enumerate(levels.T)
    )


def _scale(promise: Promise, levels: Floats, start: date) -> float:
    """Units of the measure in one unit of its factor; 1 where the promise does not tell."""
    month = _month(promise, start)
    if not 0 <= month < levels.shape[2] or not levels[1, 1, month] or not promise.expected:
        return 1.0
    return promise.expected / float(levels[1, 1, month])


def _month(promise: Promise, start: date) -> int:
    return (promise.by.year - start.year) * MONTHS_A_YEAR + promise.by.month - start.month


def _now(promise: Promise, case: Case) -> tuple[str, str]:
    """The level now, and the month of the latest value."""
    history = history_of(case.series.get(promise.measure), measure_of(promise, case), ())
    if not history:
        return NOT_KNOWN, NONE
    latest = history[-LATEST_VALUES:] if len(history) >= LATEST_VALUES else history[-1:]
    return level(sum(point.value for point in latest) / len(latest)), month_name(history[-1].period)


def measure_of(promise: Promise, case: Case) -> Measure:
    """The promised measure; one that the case does not hold is named by its id."""
    known = {measure.id: measure for measure in case.measures}
    name = factor_names(case).get(promise.factor, promise.measure)
    return known.get(promise.measure, Measure(promise.measure, promise.factor, name))


def unit_of(promise: Promise, case: Case) -> str:
    """The unit of the promised measure, or of its factor where the measure states none; empty where neither does."""
    units = {factor.id: factor.unit for factor in case.system_map.factors}
    return measure_of(promise, case).unit or units.get(promise.factor, "")
