"""The list of factors, with how each is measured and how it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from commonweal.measures.chart import FEWEST_VALUES, Chart, control_chart
from commonweal.measures.editions import latest_editions
from commonweal.measures.schema import Event, Measure, Series
from commonweal.reports.wording import level
from commonweal.systemmap.schema import Factor, FactorKind
from commonweal.units import month_name
from commonweal_web.measures import selectors as measures
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap import selectors as maps

KINDS = get_args(FactorKind)

# The words and the colour of a control chart's variation: blue improvement, orange concern, purple neither.
VARIATION: dict[str, tuple[str, str]] = {
    "common": ("usual variation", ""),
    "improvement-high": ("improvement", "govuk-tag--blue"),
    "improvement-low": ("improvement", "govuk-tag--blue"),
    "concern-high": ("concern", "govuk-tag--orange"),
    "concern-low": ("concern", "govuk-tag--orange"),
    "neutral-high": ("a signal: high", "govuk-tag--purple"),
    "neutral-low": ("a signal: low", "govuk-tag--purple"),
    "none": ("too early to say", ""),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for: words in the name, a kind, and whether there is a measure ("yes", "no" or "")."""

    words: str = ""
    kind: str = ""
    measured: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a measure stands: its latest value, when that was, and its variation in words with a colour."""

    measure: str
    latest: str
    when: str
    variation: str
    tone: str


@dataclass(frozen=True, slots=True)
class FactorLine:
    """A factor in the list."""

    factor: Factor
    standings: tuple[Standing, ...]


def found(place: Place, viewer: Viewer, wanted: Wanted) -> tuple[Factor, ...]:
    """The factors that a reader looks for: two queries at the most."""
    where: dict[str, Any] = {"kind": wanted.kind} if wanted.kind in KINDS else {}
    words = wanted.words.casefold()
    factors = tuple(factor for factor in maps.factors(place, viewer, **where) if words in factor.name.casefold())
    if wanted.measured not in {"yes", "no"}:
        return factors
    measured = {measure.factor for measure in measures.measures(place, viewer)}
    return tuple(factor for factor in factors if (factor.id in measured) == (wanted.measured == "yes"))


def lines(place: Place, viewer: Viewer, factors: Sequence[Factor]) -> list[FactorLine]:
    """Some factors with how their measures stand: four queries, however many they are."""
    ids = [factor.id for factor in factors]
    shown = measures.measures(place, viewer, factor__slug__in=ids)
    series = measures.series_of(place, viewer, slug__in=[measure.id for measure in shown]) if shown else {}
    events = measures.events(place, viewer) if shown else ()
    return [
        FactorLine(
            factor,
            tuple(
                standing(measure, series.get(measure.id), events) for measure in shown if measure.factor == factor.id
            ),
        )
        for factor in factors
    ]


def standing(measure: Measure, series: Series | None, events: Iterable[Event]) -> Standing:
    """How a measure stands."""
    latest = latest_editions(series) if series is not None else None
    known = (
        [] if latest is None else [day for day in zip(latest.periods, latest.values, strict=True) if day[1] is not None]
    )
    if not known:
        return Standing(measure.name, "no values yet", "", "", "")
    words, tone = "", ""
    if (chart := chart_of(measure, series, events)) is not None:
        words, tone = VARIATION[chart.variation]
    period, value = known[-1]
    unit = f" {measure.unit}" if measure.unit else ""
    return Standing(measure.name, f"{level(value or 0.0)}{unit}", month_name(period), words, tone)


def chart_of(measure: Measure, series: Series | None, events: Iterable[Event]) -> Chart | None:
    """The control chart of a measure; None with too few values for one."""
    if series is None or sum(value is not None for value in latest_editions(series).values) < FEWEST_VALUES:
        return None
    return control_chart(series, measure, events=events)
