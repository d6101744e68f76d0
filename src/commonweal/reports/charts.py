"""Results as Vega-Lite specifications."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from textwrap import wrap
from typing import Any

from commonweal.investment.schema import FrontierPoint, Promise
from commonweal.reports.schema import Future, Point, Specification
from commonweal.reports.wording import level, percent
from commonweal.units import month_name, pounds_short

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

# Every colour stands at 4.5 : 1 or better on white where it carries text (WCAG 2.2, 1.4.3). Blue is improvement and
# orange concern, as boards know them from NHS charts; never a pair of red and green.
PAPER, INK, MUTED, RULE, WASH = "#ffffff", "#17231f", "#55625e", "#c9d3cf", "#e9efec"
GREY = "#6f7b77"
GREEN, BLUE, ORANGE, PURPLE = "#0f6b55", "#1d63b0", "#b84a06", "#6b3fa0"
KIND_COLOURS = {"improvement": BLUE, "concern": ORANGE, "neutral": PURPLE, "common": GREY}

# The bundled Liberation Sans has the widths of Arial, so that labels fit on the page as they were measured here.
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"

WIDTH = 560
NAME_WIDTH = 30  # letters in a line of a name beside a bar

# A pause longer than this many usual steps of a series is a gap: the line is broken there.
LONGEST_STEP = 1.6

# A title over the axis, read without turning the head.
TITLE_ABOVE = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleX": -28, "titleY": -14}

Rows = list[dict[str, Any]]


def promise_chart(
    promise: Promise,
    *,
    history: Sequence[Point],
    without: Sequence[Future],
    with_plan: Sequence[Future],
    unit: str,
) -> Specification:
    """A measure so far, its futures with and without the plan, and the level promised.

    Parameters
    ----------
    promise
        The level promised, and by when.
    history
        Values so far, oldest first; a missing period is a gap of the line. May be empty.
    without, with_plan
        The measure's futures by month, in the unit of the measure. May be empty.
    unit
        Of the measure, for the axis.
    """
    span = _span([promise.low, promise.high], history, [*without, *with_plan])
    layers = [
        *_limits(history),
        *_so_far(history),
        *_futures(without, with_plan, beside="right" if history else "left"),
        *_promised(promise, span, early=not with_plan or promise.by < with_plan[len(with_plan) // 2].day),
    ]
    starts = "" if span[0] <= 0 <= span[1] else f" (scale starts at {level(span[0])})"
    y = {"scale": {"domain": span, "nice": False}, "axis": {"title": f"{unit}{starts}", **TITLE_ABOVE, "tickCount": 5}}
    days = {"title": None, "format": "%Y", "tickCount": "year", "grid": False, "labelOverlap": True}
    axes = {
        "x": {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "axis": days},
        "y": {"field": "value", "type": "quantitative", **y},
    }
    return _chart(layers, height=250, encoding=axes)


def net_chart(
    names: Mapping[str, str], today: Mapping[str, float], *, rule: str, shared: Mapping[str, float]
) -> Specification:
    """Who gains and who pays: a bar for each partner as costs fall today and, where there is one, under a rule.

    Parameters
    ----------
    names
        Names of the partners by id, in the order in which they are drawn.
    today, shared
        Net present value in pounds by partner; `shared` may be empty.
    rule
        The name of the rule that gives `shared`.
    """
    views = [("today", today), (rule, shared)] if shared else [("today", today)]
    bars: Rows = [
        {"at": row + (place - (len(views) - 1) / 2) * 0.36, "net": view[id_], "view": place,
         "label": f"{signed_short(view[id_])} {label}"}
        for row, id_ in enumerate(names)
        for place, (label, view) in enumerate(views)
    ]  # fmt: skip
    x = {
        "field": "net",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": _reach([bar["net"] for bar in bars])},
    }
    y = {"field": "at", "type": "quantitative", "axis": None, "scale": {"domain": [len(names) - 0.5, -0.5]}}
    gains = {"condition": {"test": "datum.net >= 0", "value": BLUE}, "value": ORANGE}
    fade = {"condition": {"test": "datum.view == 0", "value": 1}, "value": 0.45}
    bar = {"type": "bar", "orient": "horizontal", "size": 13}
    layers = [
        _layer(bars, bar, x=x, y=y, color=gains, opacity=fade),
        _layer([bar for bar in bars if bar["net"] >= 0], _text(align="left", dx=5), x=x, y=y, text=_field("label")),
        _layer([bar for bar in bars if bar["net"] < 0], _text(align="right", dx=-5), x=x, y=y, text=_field("label")),
        _layer(_name_rows(names.values()), _name_mark(), x={"value": -12}, y=y, text=_field("name")),
        _layer([{"net": 0}], {"type": "rule", "color": MUTED}, x=x),
    ]
    return _chart(layers, height=max(50 * len(names), 50))


def core_index_chart(rows: Sequence[tuple[str, float, bool]]) -> Specification:
    """In how many futures each option stands in the best plan: rows of name, share and whether it is chosen."""
    bars = [
        {"at": at, "share": share, "full": 1, "chosen": chosen, "label": percent(share)}
        for at, (_, share, chosen) in enumerate(rows)
    ]
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, 1]}}
    y = {"field": "at", "type": "quantitative", "axis": None, "scale": {"domain": [len(rows) - 0.5, -0.5]}}
    colour = {"condition": {"test": "datum.chosen", "value": GREEN}, "value": GREY}
    bar = {"type": "bar", "orient": "horizontal", "size": 14}
    layers = [
        _layer(bars, {**bar, "color": WASH}, x={"field": "full", **x}, y=y),
        _layer(bars, bar, x={"field": "share", **x}, y=y, color=colour),
        _layer(bars, _text(align="left", dx=6), x={"field": "full", **x}, y=y, text=_field("label")),
        _layer(_name_rows([name for name, _, _ in rows]), _name_mark(), x={"value": -12}, y=y, text=_field("name")),
    ]
    return {**_chart(layers, height=max(34 * len(rows), 34)), "width": WIDTH - 200}


def frontier_chart(points: Sequence[FrontierPoint]) -> Specification:
    """What each further pound of cost buys in value; the plan chosen is marked and named."""
    rows = [{"cost": point.cost, "value": point.value, "chosen": point.chosen} for point in points]
    x = {"field": "cost", "type": "quantitative", "axis": _money_axis("public cost, today's money", rows, "cost")}
    y = {
        "field": "value",
        "type": "quantitative",
        "axis": {**_money_axis("public value less cost", rows, "value"), **TITLE_ABOVE},
    }
    chosen = [row for row in rows if row["chosen"]]
    beside = _text(align="left", dx=11, dy=12, color=GREEN, fontWeight="bold")
    layers = [
        _layer(rows, {"type": "line", "color": MUTED, "strokeWidth": 1}, x=x, y=y, order={"field": "cost"}),
        _layer(rows, {"type": "point", "color": MUTED, "fill": PAPER, "size": 50}, x=x, y=y),
        _layer(chosen, {"type": "point", "color": GREEN, "fill": GREEN, "size": 150}, x=x, y=y),
        _layer(chosen, beside, x=x, y=y, text={"value": "this plan"}),
    ]
    return _chart(layers, height=240)


def signed_short(amount: float) -> str:
    """A sum at a glance that says whether it is a gain.

    Examples
    --------
    >>> signed_short(254_123.14), signed_short(-39_058.47)
    ('+£254k', '-£39k')
    """
    return f"{'+' if round(amount) > 0 else ''}{pounds_short(amount)}"


def segments(history: Sequence[Point]) -> Iterator[list[Point]]:
    """The stretches of a series without a gap, in order.

    A gap is a pause longer than 1.6 times the median step. One value is a stretch of its own.
    """
    steps = sorted((after.period - before.period).days for before, after in pairwise(history))
    longest = LONGEST_STEP * steps[len(steps) // 2] if steps else 0
    stretch: list[Point] = []
    for point in history:
        if stretch and (point.period - stretch[-1].period).days > longest:
            yield stretch
            stretch = []
        stretch.append(point)
    if stretch:
        yield stretch


def _limits(history: Sequence[Point]) -> Rows:
    """A wash between the control limits of each phase, and its mean as a line."""
    phases = []
    for (mean, lower, upper), points in groupby(history, key=lambda point: (point.mean, point.lower, point.upper)):
        days = [point.period for point in points]
        if mean is not None and lower is not None and upper is not None:
            phases.append({"day": _day(days[0]), "end": _day(days[-1]), "value": mean, "lower": lower, "upper": upper})
    if not phases:
        return []
    band = {"y": {"field": "lower", "type": "quantitative"}, "y2": {"field": "upper"}, "x2": {"field": "end"}}
    label = _text(align="left", baseline="bottom", dx=2, dy=-3, color=MUTED, fontSize=11)
    return [
        _layer(phases, {"type": "rect", "color": WASH}, **band),
        _layer(phases, {"type": "rule", "color": MUTED, "strokeWidth": 1}, x2={"field": "end"}),
        _layer(phases[:1], label, y={"field": "upper", "type": "quantitative"}, text={"value": "usual range"}),
    ]


def _so_far(history: Sequence[Point]) -> Rows:
    rows = [
        {"day": _day(point.period), "value": point.value, "colour": KIND_COLOURS[point.kind], "stretch": stretch}
        for stretch, points in enumerate(segments(history))
        for point in points
    ]
    if not rows:
        return []
    line = {"type": "line", "color": GREY, "strokeWidth": 1}
    dots = {"type": "point", "filled": True, "size": 22, "opacity": 1}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    return [_layer(rows, line, detail={"field": "stretch"}), _layer(rows, dots, color=colour)]


def _futures(without: Sequence[Future], with_plan: Sequence[Future], *, beside: str) -> Rows:
    """The plan's median and band, the median without it, and a name at the end of each, apart from each other.

    `beside` is how the words at the plan's start are aligned to it.
    """
    if not without or not with_plan:
        return []
    band = {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}}
    ends = [("with the plan", with_plan[-1].median, GREEN), ("without it", without[-1].median, MUTED)]
    plan_is_above = with_plan[-1].median > without[-1].median
    labels = [
        _layer(
            [{"day": _day(with_plan[-1].day), "value": value}],
            _text(align="left", dx=6, dy=-8 if (place == 0) == plan_is_above else 8, color=colour),
            text={"value": name},
        )
        for place, (name, value, colour) in enumerate(ends)
    ]
    start = _layer([{"day": _day(with_plan[0].day)}], {"type": "rule", "color": MUTED, "strokeDash": [1, 3]}, y=None)
    named = _text(align=beside, baseline="top", dx=-4 if beside == "right" else 4, color=MUTED, fontSize=11)
    return [
        start,
        _layer([{"day": _day(with_plan[0].day)}], named, y={"value": 2}, text={"value": "plan starts"}),
        _layer(_future_rows(with_plan), {"type": "area", "color": GREEN, "fillOpacity": 0.16}, **band),
        _layer(_future_rows(with_plan), {"type": "line", "color": GREEN, "strokeWidth": 2}),
        _layer(_future_rows(without), {"type": "line", "color": MUTED, "strokeWidth": 1.2, "strokeDash": [5, 4]}),
        *labels,
    ]


def _promised(promise: Promise, span: Sequence[float], *, early: bool) -> Rows:
    """The promise as an interval on its date, its label on the side away from where things go without the plan.

    The label of an `early` promise runs on to the right, so that it covers nothing that has happened.
    """
    row = [{"day": _day(promise.by), "value": promise.expected, "low": promise.low, "high": promise.high}]
    reach = {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}}
    room_below = promise.low - span[0] > 0.1 * (span[1] - span[0])
    end, away = ("low", 7) if promise.better == "lower" and room_below else ("high", -7)
    said = f"promise: {level(promise.low)} to {level(promise.high)} by {month_name(promise.by)}"
    label = _text(align="left" if early else "right", dx=-4 if early else 4, color=GREEN, fontWeight="bold")
    label = {**label, "baseline": "top" if away > 0 else "bottom", "dy": away}
    return [
        _layer(row, {"type": "rule", "color": GREEN, "strokeWidth": 4, "strokeCap": "butt"}, **reach),
        _layer(
            row, {"type": "point", "shape": "diamond", "color": GREEN, "fill": "#ffffff", "size": 110, "opacity": 1}
        ),
        _layer(row, label, y={"field": end, "type": "quantitative"}, text={"value": said}),
    ]


def _span(values: list[float], history: Sequence[Point], futures: Sequence[Future]) -> list[float]:
    """Lowest and highest of the scale: from zero unless all values lie in its upper half, with room for a label."""
    values = [*values, *(point.value for point in history), *(future.low for future in futures)]
    values += [limit for point in history for limit in (point.lower, point.upper) if limit is not None]
    values += [future.high for future in futures]
    low, high = min(values), max(values)
    room = 0.14 * (high - low) or 0.1 * abs(high) or 1.0
    if 0 <= low <= high / 2:
        return [0.0, high + room]
    return [max(low - room, 0.0) if low >= 0 else low - room, high + room]


def _future_rows(futures: Sequence[Future]) -> Rows:
    return [{"day": _day(at.day), "value": at.median, "low": at.low, "high": at.high} for at in futures]


def _money_axis(title: str, rows: Rows, field: str) -> dict[str, Any]:
    size = max((abs(row[field]) for row in rows), default=0.0)
    unit, suffix, digits = (1e6, "m", 1) if size >= 2e6 else (1e3, "k", 0) if size >= 2e3 else (1, "", 0)
    sign = "(datum.value < 0 ? '-£' : '£')"
    return {
        "title": title,
        "tickCount": 6,
        "labelExpr": f"{sign} + format(abs(datum.value) / {unit:.0f}, ',.{digits}f') + '{suffix}'",
    }


def _reach(nets: Sequence[float]) -> list[float]:
    """The scale of diverging bars: zero is always on it, with room for a label beyond the longest bar each way."""
    low, high = min([0.0, *nets]), max([0.0, *nets])
    room = 0.3 * (high - low) or 1.0
    return [low - room if low < 0 else 0.0, high + room]


def _name_rows(names: Any) -> Rows:
    return [
        {"at": at, "name": wrap(name, NAME_WIDTH, max_lines=2, placeholder=" …") or [""]}
        for at, name in enumerate(names)
    ]


def _name_mark() -> dict[str, Any]:
    return _text(align="right", fontWeight="bold")


def _text(**properties: Any) -> dict[str, Any]:
    return {"type": "text", "color": INK, "fontSize": 12, "baseline": "middle", **properties}


def _field(name: str) -> dict[str, Any]:
    return {"field": name, "type": "nominal"}


def _layer(rows: Rows, mark: dict[str, Any], **encoding: Any) -> dict[str, Any]:
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _chart(layers: Rows, *, height: int, encoding: dict[str, Any] | None = None) -> Specification:
    axis = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": MUTED}
    lines = {"gridColor": RULE, "gridOpacity": 0.6, "domainColor": RULE, "tickColor": RULE, "titleColor": MUTED}
    return {
        "$schema": SCHEMA,
        "width": WIDTH,
        "height": height,
        "background": PAPER,
        "padding": 4,
        "config": {"aria": False, "font": FONT, "view": {"stroke": None}, "axis": {**axis, **lines}},
        **({"encoding": encoding} if encoding else {}),
        "layer": layers,
    }


def _day(day: date) -> str:
    return day.isoformat()
