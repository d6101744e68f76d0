"""A measure's control chart as a figure: its values, its usual range, the same in words, and its table."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from commonweal.measures.schema import Measure
from commonweal.reports.charts import FONT, GREY, INK, KIND_COLOURS, MUTED, PAPER, RULE, SCHEMA, WASH, WIDTH, segments
from commonweal.reports.schema import Column, Figure, Point, Specification, Table
from commonweal.reports.wording import counted, level, sentence
from commonweal.units import month_name

KIND_WORDS = {"improvement": "improvement", "concern": "concern", "neutral": "a signal", "common": ""}

Layers = list[dict[str, Any]]


def measure_figure(measure: Measure, history: Sequence[Point]) -> Figure:
    """The control chart of a measure with its words and its table.

    Parameters
    ----------
    measure
        Gives name, unit, target and source.
    history
        At least one value, oldest first; a missing period is a gap of the line.
    """
    return Figure(
        f"{measure.name}: so far",
        _in_words(measure, history),
        measure_chart(history, unit=measure.unit, target=measure.target),
        _table(measure, history),
    )


def measure_chart(history: Sequence[Point], *, unit: str, target: float | None) -> Specification:
    """Values as dots on a line, the usual range as a band, the mean and the target as lines.

    Parameters
    ----------
    history
        At least one value, oldest first.
    unit
        Of the measure, for the axis.
    target
        In the unit of the measure; None where none is set.
    """
    low, high = _span(history, target)
    starts = "" if low <= 0 <= high else f" (scale starts at {level(low)})"
    title = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleX": -28, "titleY": -14}
    axis = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": MUTED}
    lines = {"gridColor": RULE, "gridOpacity": 0.6, "domainColor": RULE, "tickColor": RULE, "titleColor": MUTED}
    days = {"title": None, "format": "%Y", "tickCount": "year", "grid": False, "labelOverlap": True}
    return {
        "$schema": SCHEMA,
        "width": WIDTH,
        "height": 250,
        "background": PAPER,
        "padding": 4,
        "config": {"aria": False, "font": FONT, "view": {"stroke": None}, "axis": {**axis, **lines}},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "axis": days},
            "y": {
                "field": "value",
                "type": "quantitative",
                "scale": {"domain": [low, high], "nice": False},
                "axis": {"title": f"{unit}{starts}", **title, "tickCount": 5},
            },
        },
        "layer": [*_limits(history), *_target(history, target), *_values(history)],
    }


def _limits(history: Sequence[Point]) -> Layers:
    phases = []
    for (mean, lower, upper), points in groupby(history, key=lambda point: (point.mean, point.lower, point.upper)):
        days = [point.period.isoformat() for point in points]
        if mean is not None and lower is not None and upper is not None:
            phases.append({"day": days[0], "end": days[-1], "value": mean, "lower": lower, "upper": upper})
    if not phases:
        return []
    band = {"y": {"field": "lower", "type": "quantitative"}, "y2": {"field": "upper"}, "x2": {"field": "end"}}
    label = {"type": "text", "align": "left", "baseline": "bottom", "dx": 2, "dy": -3, "color": MUTED, "fontSize": 11}
    upper = {"field": "upper", "type": "quantitative"}
    return [
        {"data": {"values": phases}, "mark": {"type": "rect", "color": WASH}, "encoding": band},
        {
            "data": {"values": phases},
            "mark": {"type": "rule", "color": MUTED, "strokeWidth": 1},
            "encoding": {"x2": {"field": "end"}},
        },
        {
            "data": {"values": phases[:1]},
            "mark": label,
            "encoding": {"y": upper, "text": {"value": "usual range"}},
        },
    ]


def _target(history: Sequence[Point], target: float | None) -> Layers:
    if target is None:
        return []
    row = [{"day": history[-1].period.isoformat(), "value": target}]
    label = {"type": "text", "align": "right", "baseline": "bottom", "dy": -3, "color": INK, "fontSize": 11}
    rule = {"type": "rule", "color": INK, "strokeWidth": 1, "strokeDash": [2, 3]}
    return [
        {"data": {"values": row}, "mark": rule, "encoding": {"x": None}},
        {"data": {"values": row}, "mark": label, "encoding": {"text": {"value": f"target {level(target)}"}}},
    ]


def _values(history: Sequence[Point]) -> Layers:
    rows = [
        {
            "day": point.period.isoformat(),
            "value": point.value,
            "colour": KIND_COLOURS[point.kind],
            "stretch": stretch,
        }
        for stretch, points in enumerate(segments(history))
        for point in points
    ]
    line = {"type": "line", "color": GREY, "strokeWidth": 1}
    dots = {"type": "point", "filled": True, "size": 28, "opacity": 1}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    return [
        {"data": {"values": rows}, "mark": line, "encoding": {"detail": {"field": "stretch"}}},
        {"data": {"values": rows}, "mark": dots, "encoding": {"color": colour}},
    ]


def _span(history: Sequence[Point], target: float | None) -> tuple[float, float]:
    """From zero unless all values lie in the upper half of the scale; with room at both ends."""
    values = [point.value for point in history] + ([] if target is None else [target])
    values += [limit for point in history for limit in (point.lower, point.upper) if limit is not None]
    low, high = min(values), max(values)
    room = 0.14 * (high - low) or 0.1 * abs(high) or 1.0
    if 0 <= low <= high / 2:
        return 0.0, high + room
    return (max(low - room, 0.0) if low >= 0 else low - room), high + room


def _in_words(measure: Measure, history: Sequence[Point]) -> str:
    first, last = history[0], history[-1]
    mean = sum(point.value for point in history) / len(history)
    said = (
        f"Control chart of {measure.name}: {counted(len(history), 'value')} from {month_name(first.period)} to "
        f"{month_name(last.period)}, on average {level(mean)}, the latest {level(last.value)}."
    )
    if last.lower is None or last.upper is None:
        return f"{said} There are too few values to tell its usual range."
    return f"{said} It usually lies between {level(last.lower)} and {level(last.upper)}."


def _table(measure: Measure, history: Sequence[Point]) -> Table:
    columns = (Column("Period"), Column(measure.unit or "Value", figures=True), Column("Signal"))
    rows = tuple((month_name(at.period), level(at.value), KIND_WORDS[at.kind]) for at in reversed(history))
    return Table(f"{measure.name}: every value, the latest first", columns, rows, sentence(measure.source))
