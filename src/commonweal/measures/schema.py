"""A measure of a factor, its series of values, and the events beside it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from commonweal.names import Extra
from commonweal.systemmap.schema import Better

ChartProfile = Literal["mdc2023", "nhsr022", "custom"]
Frequency = Literal["day", "week", "month", "quarter", "year", ""]
Resolution = Literal["day", "month", "year"]
EventKind = Literal["note", "rebase"]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a factor is counted, by whom, and how late: a row of measures.csv. `lag_days` after the period ends."""

    id: str
    factor: str
    name: str
    unit: str = ""
    better: Better = ""
    source: str = ""
    publisher: str = ""
    licence: str = ""
    frequency: Frequency = ""
    lag_days: int | None = None
    target: float | None = None
    definition: str = ""
    profile: ChartProfile = "mdc2023"
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Values of a measure in the order of the file: series/<measure>.csv.

    `values[i]` belongs to the period beginning on `periods[i]`; None is a gap, never a zero. The other columns
    are empty or as long as `periods`. One period may stand several times, each time in another edition (the
    date it was published; None where unknown). `resolution` is how finely the periods are written.
    """

    measure: str
    periods: tuple[date, ...]
    values: tuple[float | None, ...]
    numerators: tuple[float | None, ...] = ()
    denominators: tuple[float | None, ...] = ()
    editions: tuple[date | None, ...] = ()
    resolution: Resolution = "month"
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that a chart must show: a row of events.csv. `rebase` starts a new phase of the chart."""

    date: date
    text: str
    factor: str = ""
    measure: str = ""
    kind: EventKind = "note"
    extra: Extra = ()
