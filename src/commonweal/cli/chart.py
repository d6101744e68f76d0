"""`commonweal measures chart`: the control chart of a measure, in words or as JSON."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli.output import emit_json, folder_argument, json_option

if TYPE_CHECKING:
    from commonweal.measures.chart import Chart, ChartPoint
    from commonweal.measures.schema import Measure
    from commonweal.measures.spc import XmrLimits

PROFILE_NAMES = ("mdc2023", "nhsr022", "custom")
BARS = "▁▂▃▄▅▆▇█"
GAP = "·"
BARS_A_LINE = 60

# Columns of the table of signals: "2016-04 to 2016-11" and "improvement".
SPAN_WIDE, KIND_WIDE = 18, 11

# More missing periods than this are counted, not listed; the JSON lists them all.
GAPS_LISTED = 6

VARIATION_WORDS = {
    "common": "nothing but common variation",
    "improvement-high": "an improvement: high",
    "improvement-low": "an improvement: low",
    "concern-high": "a concern: high",
    "concern-low": "a concern: low",
    "neutral-high": "a signal: high",
    "neutral-low": "a signal: low",
    "none": "too early to say: the limits rest on few values",
}
ASSURANCE_WORDS = {
    "passes": "consistently met, as things stand",
    "fails": "consistently missed, as things stand",
    "hit-or-miss": "hit or miss: it lies between the limits",
    "none": "not judged",
}


@click.command()
@folder_argument
@click.option("--measure", "measure_id", required=True, help="The measure's id in measures.csv.")
@click.option("--profile", type=click.Choice(PROFILE_NAMES), help="Rules to use instead of the measure's own.")
@json_option
def chart(folder: str, measure_id: str, profile: Any, as_json: bool) -> None:
    """The control chart (XmR) of a measure: limits, signals, what is missing."""
    from commonweal.files.folder import read_place
    from commonweal.measures.chart import control_chart
    from commonweal.measures.profiles import rule_set
    from commonweal.measures.schema import Series

    place = read_place(Path(folder))
    measure = _measure_named(measure_id, place.measures)
    series = place.series.get(measure.id, Series(measure.id, (), ()))
    drawn = control_chart(series, measure, events=place.events, rules=rule_set(measure, profile))
    if as_json:
        emit_json(_document(drawn))
    else:
        click.echo("\n".join(_page(drawn, measure)))


def _measure_named(measure_id: str, measures: Sequence["Measure"]) -> "Measure":
    """The measure of that id; if there is none, the nearest is named."""
    from difflib import get_close_matches

    from commonweal.errors import WrongUse
    from commonweal.names import listed

    ids = [measure.id for measure in measures]
    if measure_id in ids:
        return measures[ids.index(measure_id)]
    near = get_close_matches(measure_id, ids, n=1)
    mend = f'Did you mean "{near[0]}"?' if near else f"The place has {listed(ids) or 'no measures'}."
    raise WrongUse(f'there is no measure "{measure_id}"', where="--measure", mend=mend)


def _document(drawn: "Chart") -> dict[str, Any]:
    """The chart as JSON: limits at the top are those of the latest phase."""
    return {
        "measure": drawn.measure,
        "profile": drawn.rules.profile,
        **_lines(drawn.limits),
        "points": [
            {
                "period": _period(drawn, point),
                "value": point.value,
                **_lines(point.limits),
                "kind": point.kind,
                "rules": list(point.rules),
                "label": point.label,
                "phase": point.phase,
            }
            for point in drawn.points
        ],
        "phases": _phases(drawn),
        "variation": drawn.variation,
        "assurance": drawn.assurance,
        "gaps": list(drawn.gaps),
    }


def _lines(limits: "XmrLimits") -> dict[str, float | None]:
    """Centre line and limits; a limit is null where a phase has one value alone."""
    return {"mean": limits.mean, "lower": limits.lower, "upper": limits.upper}


def _phases(drawn: "Chart") -> list[dict[str, Any]]:
    """The phases as JSON."""
    from commonweal.measures.editions import period_text

    return [
        {
            "number": phase.number,
            "first": period_text(phase.first, drawn.resolution),
            "last": period_text(phase.last, drawn.resolution),
            "values": phase.values,
            **_lines(phase.limits),
            "reason": phase.reason,
            "trial": phase.trial,
        }
        for phase in drawn.phases
    ]


def _period(drawn: "Chart", point: "ChartPoint") -> str:
    """A point's period as the file writes it."""
    from commonweal.measures.editions import period_text

    return period_text(point.period, drawn.resolution)


def _page(drawn: "Chart", measure: "Measure") -> list[str]:
    """The chart for people, line by line."""
    unit = f" ({measure.unit})" if measure.unit else ""
    direction = f"; {measure.better} is better" if measure.better else "; no better direction is set"
    source = ", ".join(text for text in (measure.source, measure.publisher, measure.licence) if text)
    first, last = _period(drawn, drawn.points[0]), _period(drawn, drawn.points[-1])
    return [
        f"{measure.name}{unit}{direction}",
        f"{len(drawn.points)} values, {first} to {last}; rules: {drawn.rules.profile}",
        *_sparkline(drawn),
        *_limit_lines(drawn),
        f"Latest: {last} was {_figure(drawn.points[-1].value)}. {_latest_words(drawn)}",
        *_target_line(drawn, measure),
        *_signal_lines(drawn),
        *_missing_line(drawn),
        f"Source: {source or 'not stated'}",
    ]


def _sparkline(drawn: "Chart") -> list[str]:
    """A bar a period from the lowest value to the highest, a dot for each gap, sixty a line."""
    values = {_period(drawn, point): point.value for point in drawn.points}
    low, high = min(values.values()), max(values.values())
    span = (high - low) or 1.0
    bars = {period: BARS[int((value - low) / span * (len(BARS) - 1) + 0.5)] for period, value in values.items()}
    line = "".join(bars.get(period, GAP) for period in sorted({*values, *drawn.gaps}))
    return [f"  {line[start : start + BARS_A_LINE]}" for start in range(0, len(line), BARS_A_LINE)]


def _limit_lines(drawn: "Chart") -> list[str]:
    """A line a phase: its mean and limits, since when and why."""
    lines = []
    for phase, described in zip(drawn.phases, _phases(drawn), strict=True):
        words = f"Mean {_figure(phase.limits.mean)}"
        if phase.limits.lower is not None and phase.limits.upper is not None:
            words += f", limits {_figure(phase.limits.lower)} to {_figure(phase.limits.upper)}"
        words += f", from {described['first']}" if len(drawn.phases) > 1 else ""
        words += f" ({phase.reason})" if phase.reason else ""
        lines.append(f"{words}{'; on trial: ' + str(phase.values) + ' values' if phase.trial else ''}")
    return lines


def _latest_words(drawn: "Chart") -> str:
    """What the latest point means, with the rule that says so."""
    from commonweal.measures.rules import in_words

    words = VARIATION_WORDS[drawn.variation]
    label = drawn.points[-1].label
    rule = f" ({in_words(label, drawn.rules)})" if label and drawn.variation != "none" else ""
    return f"{words[0].upper()}{words[1:]}{rule}."


def _target_line(drawn: "Chart", measure: "Measure") -> list[str]:
    """The target and whether it will be met, where there is one."""
    if measure.target is None:
        return []
    return [f"Target {_figure(measure.target)}: {ASSURANCE_WORDS[drawn.assurance]}."]


def _signal_lines(drawn: "Chart") -> list[str]:
    """A line for each stretch of signals of one kind in one phase, with all the rules that marked it, in words."""
    from commonweal.measures.rules import RULES, in_words

    lines = []
    for (kind, _), stretch in groupby(drawn.points, key=lambda point: (point.kind, point.phase)):
        points = list(stretch)
        fired = {rule for point in points for rule in point.rules}
        words = "; ".join(in_words(rule, drawn.rules) for rule in RULES if rule in fired)
        ends = dict.fromkeys(_period(drawn, point) for point in (points[0], points[-1]))
        if fired:
            lines.append(f"  {' to '.join(ends):<{SPAN_WIDE}}  {kind:<{KIND_WIDE}}  {words}")
    return ["Signals:", *lines] if lines else ["Signals: none."]


def _missing_line(drawn: "Chart") -> list[str]:
    """What is missing: the first and last of a longer list."""
    from commonweal.names import listed

    missing = list(drawn.gaps)
    if not missing:
        return []
    if len(missing) <= GAPS_LISTED:
        return [f"Missing: {listed(missing)}."]
    return [f"Missing: {len(missing)} periods between {missing[0]} and {missing[-1]} (--json lists them)."]


def _figure(value: float) -> str:
    """A value to about four figures, as a person would write it."""
    size = abs(value)
    places = 0 if size >= 1000 or value == int(value) else 1 if size >= 10 else 2 if size >= 1 else 4
    return f"{value:,.{places}f}"
