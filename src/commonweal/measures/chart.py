"""Control charts: limits phase by phase, every point's meaning, the two icons, and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from math import isclose
from typing import Literal

import numpy as np

from commonweal.errors import TooFewValues
from commonweal.measures.editions import frequency_of, gaps, latest_editions, period_text
from commonweal.measures.profiles import RuleSet, rule_set
from commonweal.measures.rules import DIRECTIONS, ROUNDING, RULES, Kind, Rule, fired_rules, kind_of, labels
from commonweal.measures.schema import Event, Measure, Resolution, Series
from commonweal.measures.spc import Floats, XmrLimits, xmr_limits

# Fewer values than this give limits too unsure to draw (our choice; the tools of the NHS warn or stop at 12 or 13).
FEWEST_VALUES = 12

# Limits of fewer values than this are on trial (the warning of NHSRplotthedots; Making Data Count draws none).
FEWEST_SETTLED = 13

# The marks of a point that no rule marks: no rules, no label.
QUIET: tuple[tuple[Rule, ...], None] = ((), None)

# +1 where higher is better, -1 where lower is, 0 where neither.
BETTER = {"higher": 1, "lower": -1, "": 0}

Variation = Literal[
    "common", "improvement-high", "improvement-low", "concern-high", "concern-low",
    "neutral-high", "neutral-low", "none",
]  # fmt: skip
Assurance = Literal["passes", "fails", "hit-or-miss", "none"]


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One value on the chart: every rule that marks it, and the one (`label`) that gives it its kind."""

    period: date
    value: float
    limits: XmrLimits
    kind: Kind
    rules: tuple[Rule, ...]
    label: Rule | None
    phase: int


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the chart with limits of its own, from 1 on.

    `reason` is that of its rebase. `trial`: fewer than 13 values, so the limits will still move.
    """

    number: int
    first: date
    last: date
    limits: XmrLimits
    values: int
    reason: str
    trial: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The control chart of a measure. Points are values that exist; `gaps` are the periods without one, as text.

    The variation icon is that of the latest point; both icons are `none` while the latest phase has fewer values than
    the profile wants for them, and assurance is `none` without a target or a direction.
    """

    measure: str
    rules: RuleSet
    resolution: Resolution
    points: tuple[ChartPoint, ...]
    phases: tuple[Phase, ...]
    variation: Variation
    assurance: Assurance
    gaps: tuple[str, ...]

    @property
    def limits(self) -> XmrLimits:
        """Mean and limits of the latest phase."""
        return self.phases[-1].limits


def control_chart(
    series: Series, measure: Measure, *, events: Iterable[Event] = (), rules: RuleSet | None = None
) -> Chart:
    """The XmR chart of a measure.

    Parameters
    ----------
    series
        At least 12 values; rows in any order, None for a gap. The latest edition of each period is shown.
    measure
        Gives direction, target, frequency and, unless `rules` says otherwise, the profile. Without a direction
        signals are neutral.
    events
        Those of kind `rebase` for the measure, or for its factor and no measure, each start a phase at the first
        value on or after their date. Rules never look across the start of a phase.
    rules
        Instead of the measure's profile.

    Returns
    -------
    Chart
        Values and limits in the unit of the measure. A gap changes no limit: moving ranges run from one value that
        exists to the next. A phase may be shorter than 12 values; it is then marked as on trial.

    Raises
    ------
    TooFewValues
        With fewer than 12 values.

    References
    ----------
    NHS England, Making Data Count: https://www.england.nhs.uk/publication/making-data-count/

    Examples
    --------
    >>> months = tuple(date(2014, month, 1) for month in range(1, 13)) + (date(2015, 2, 1),)
    >>> series = Series("attendances", months, (10.0, 12.0) * 6 + (25.0,))
    >>> chart = control_chart(series, Measure("attendances", "attendances", "Attendances", better="lower"))
    >>> chart.points[-1].rules, chart.variation, chart.gaps
    (('above-upper-limit',), 'concern-high', ('2015-01',))
    """
    rules = rules or rule_set(measure)
    latest = latest_editions(series)
    known = [(period, value) for period, value in zip(latest.periods, latest.values, strict=True) if value is not None]
    if len(known) < FEWEST_VALUES:
        raise TooFewValues(
            f"a chart needs {FEWEST_VALUES} values and has {len(known)}",
            where=measure.id,
            mend="Add earlier periods, or show the values as a table.",
        )
    points, phases = _phases(known, _rebases(events, measure), measure=measure, rules=rules)
    settled = phases[-1].values >= rules.icons_from
    return Chart(
        measure=measure.id,
        rules=rules,
        resolution=latest.resolution,
        points=points,
        phases=phases,
        variation=_variation(points[-1]) if settled else "none",
        assurance=assurance(phases[-1].limits, measure, rules) if settled else "none",
        gaps=tuple(period_text(gap, latest.resolution) for gap in gaps(latest, frequency_of(latest, measure))),
    )


def concerns(event: Event, measure: Measure) -> bool:
    """Whether an event is about this measure: by its name, or by that of its factor and no other measure."""
    if event.measure:
        return event.measure == measure.id
    return event.factor == measure.factor and event.factor != ""


def _rebases(events: Iterable[Event], measure: Measure) -> list[Event]:
    """The events that start a phase of this measure's chart, oldest first."""
    rebases = [event for event in events if event.kind == "rebase" and concerns(event, measure)]
    return sorted(rebases, key=lambda event: event.date)


def _phases(
    known: Sequence[tuple[date, float]], rebases: Sequence[Event], *, measure: Measure, rules: RuleSet
) -> tuple[tuple[ChartPoint, ...], tuple[Phase, ...]]:
    """All points and all phases, in order of time."""
    reasons: dict[int, str] = {0: ""}
    for event in rebases:
        start = sum(period < event.date for period, _ in known)
        if 0 < start < len(known):
            reasons[start] = "; ".join(text for text in (reasons.get(start, ""), event.text) if text)
    starts = sorted(reasons)
    points: list[ChartPoint] = []
    phases: list[Phase] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(known)], strict=True), 1):
        part = known[start:end]
        values = np.array([value for _, value in part])  # (values of the phase,)
        limits = xmr_limits(values, rules)
        first, last, trial = part[0][0], part[-1][0], len(part) < FEWEST_SETTLED
        phases.append(Phase(number, first, last, limits, len(part), reasons[start], trial))
        points += _points(part, values, phase=phases[-1], better=BETTER[measure.better], rules=rules)
    return tuple(points), tuple(phases)


def _points(
    part: Sequence[tuple[date, float]], values: Floats, *, phase: Phase, better: int, rules: RuleSet
) -> list[ChartPoint]:
    """The points of one phase."""
    fired = fired_rules(values, phase.limits, rules)
    chosen: list[int] = labels(fired, values, better=better, rules=rules).tolist()
    marks = [_marks(fired[:, at].tolist(), label) if label >= 0 else QUIET for at, label in enumerate(chosen)]
    return [
        ChartPoint(period, value, phase.limits, kind_of(label, better), fires, name, phase.number)
        for (period, value), label, (fires, name) in zip(part, chosen, marks, strict=True)
    ]


def _marks(fires: list[bool], label: int) -> tuple[tuple[Rule, ...], Rule]:
    """All rules that mark a point, and the one it is labelled by."""
    return tuple(compress(RULES, fires)), RULES[label]


# (kind, direction) of the latest point: its icon.
ICONS: dict[tuple[Kind, int], Variation] = {
    ("improvement", 1): "improvement-high",
    ("improvement", -1): "improvement-low",
    ("concern", 1): "concern-high",
    ("concern", -1): "concern-low",
    ("neutral", 1): "neutral-high",
    ("neutral", -1): "neutral-low",
}


def _variation(latest: ChartPoint) -> Variation:
    """The variation icon, from the latest point alone."""
    if latest.label is None:
        return "common"
    return ICONS[latest.kind, DIRECTIONS[RULES.index(latest.label)]]


def assurance(limits: XmrLimits, measure: Measure, rules: RuleSet) -> Assurance:
    """Whether the process, left as it is, will meet its target.

    Parameters
    ----------
    limits
        Of the latest phase.
    measure
        Its target and its direction.
    rules
        `limit_settles_target`: a target exactly on a limit counts as outside it.

    Returns
    -------
    Assurance
        `passes` with the target beyond the worse limit, `fails` beyond the better one, `hit-or-miss` between them;
        `none` without target, direction or limits. Limits without width that lie on the target pass it.

    References
    ----------
    Strict in NHSRplotthedots; "at or beyond" in Making Data Count's wording (PowerBI-SPC issue 116).

    Examples
    --------
    >>> limits = XmrLimits(80.0, 70.0, 90.0, 73.0, 87.0)
    >>> assurance(limits, Measure("waits", "waits", "Waits", better="higher", target=95.0), RuleSet())
    'fails'
    """
    sign, target = BETTER[measure.better], measure.target
    if not sign or target is None or limits.lower is None or limits.upper is None:
        return "none"
    worse, better = sorted((sign * limits.lower, sign * limits.upper))
    if _beyond(worse, sign * target, rules):
        return "passes"
    return "fails" if _beyond(sign * target, better, rules) else "hit-or-miss"


def _beyond(higher: float, lower: float, rules: RuleSet) -> bool:
    """Whether the first is above the second, or on it where the profile says that this settles it."""
    if isclose(higher, lower, rel_tol=ROUNDING):
        return rules.limit_settles_target
    return higher > lower
