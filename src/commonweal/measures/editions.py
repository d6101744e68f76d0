"""What is known of a series: its latest editions in order, its frequency, and the periods that are missing."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from commonweal.measures.schema import Measure, Resolution, Series
from commonweal.units import MONTHS_A_YEAR, months_after

Step = Literal["day", "week", "month", "quarter", "year"]

DAYS: dict[str, int] = {"day": 1, "week": 7}
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": MONTHS_A_YEAR}

# The shortest distance in days between two periods of each frequency: February has 28, February to April 89.
SHORTEST: tuple[tuple[Step, int], ...] = (("year", 365), ("quarter", 89), ("month", 28), ("week", 7))


def latest_editions(series: Series, *, as_of: date | None = None) -> Series:
    """The series as last published: one row a period, in order of time.

    Parameters
    ----------
    series
        Rows in any order; a period may stand in several editions.
    as_of
        Only editions published on or before this day; rows without an edition's date are always taken, because
        nothing says that they came later.

    Returns
    -------
    Series
        The latest edition of each period; of two with the same date the later row. An edition without a value
        withdraws the value before it. Further columns are left behind.

    Examples
    --------
    >>> months = (date(2024, 1, 1), date(2024, 1, 1))
    >>> twice = Series("waits", months, (10.0, 12.0), editions=(date(2024, 2, 9), date(2024, 8, 9)))
    >>> latest_editions(twice).values, latest_editions(twice, as_of=date(2024, 3, 1)).values
    ((12.0,), (10.0,))
    """
    editions = series.editions or (None,) * len(series.periods)
    best: dict[date, int] = {}
    for row, (period, edition) in enumerate(zip(series.periods, editions, strict=True)):
        if as_of and edition and edition > as_of:
            continue
        rival = editions[best[period]] if period in best else None
        if rival is None or (edition is not None and edition >= rival):
            best[period] = row
    rows = [best[period] for period in sorted(best)]
    return Series(
        measure=series.measure,
        periods=tuple(series.periods[row] for row in rows),
        values=tuple(series.values[row] for row in rows),
        numerators=tuple(series.numerators[row] for row in rows) if series.numerators else (),
        denominators=tuple(series.denominators[row] for row in rows) if series.denominators else (),
        editions=tuple(editions[row] for row in rows) if series.editions else (),
        resolution=series.resolution,
    )


def frequency_of(series: Series, measure: Measure) -> Step:
    """How often the measure is published.

    Parameters
    ----------
    series
        One row a period, in order.
    measure
        Its frequency is believed where it states one.

    Returns
    -------
    Step
        Else the frequency that the two nearest periods suggest; with fewer than two, that of their writing.

    Examples
    --------
    >>> quarters = (date(2024, 1, 1), date(2024, 4, 1), date(2024, 10, 1))
    >>> frequency_of(Series("waits", quarters, (1.0, 2.0, 3.0)), Measure("waits", "waits", "Waits"))
    'quarter'
    """
    if measure.frequency:
        return measure.frequency
    distances = [(later - earlier).days for earlier, later in pairwise(series.periods)]
    if not distances:
        return series.resolution
    return next((step for step, days in SHORTEST if min(distances) >= days), "day")


def steps_after(period: date, step: Step, count: int = 1) -> date:
    """The beginning of the period so many steps later, or earlier where negative; months begin on their first day.

    Examples
    --------
    >>> steps_after(date(2024, 1, 1), "quarter", -2), steps_after(date(2024, 1, 1), "week")
    (datetime.date(2023, 7, 1), datetime.date(2024, 1, 8))
    """
    if step in DAYS:
        return period + timedelta(days=DAYS[step] * count)
    return months_after(period, MONTHS[step] * count)


def gaps(series: Series, step: Step) -> tuple[date, ...]:
    """Periods without a value, in order.

    Parameters
    ----------
    series
        One row a period, in order.
    step
        How often a value should stand.

    Returns
    -------
    tuple of date
        Rows without a value, and periods between the first row and the last that have no row.

    Examples
    --------
    >>> months = (date(2024, 1, 1), date(2024, 2, 1), date(2024, 5, 1))
    >>> [day.month for day in gaps(Series("waits", months, (1.0, None, 3.0)), "month")]
    [2, 3, 4]
    """
    empty = [period for period, value in zip(series.periods, series.values, strict=True) if value is None]
    absent = [
        steps_after(earlier, step, count)
        for earlier, later in pairwise(series.periods)
        for count in range(1, _steps_between(earlier, later, step))
    ]
    return tuple(sorted(empty + absent))


def _steps_between(earlier: date, later: date, step: Step) -> int:
    """How many steps lie between two periods, to the nearest: a week that begins a day late is no gap."""
    if step in DAYS:
        return round((later - earlier).days / DAYS[step])
    months = (later.year - earlier.year) * MONTHS_A_YEAR + later.month - earlier.month
    return round(months / MONTHS[step])


def period_text(period: date, resolution: Resolution) -> str:
    """A period as the file writes it.

    Examples
    --------
    >>> [period_text(date(2016, 4, 1), finely) for finely in ("day", "month", "year")]
    ['2016-04-01', '2016-04', '2016']
    """
    return period.isoformat()[: {"day": 10, "month": 7, "year": 4}[resolution]]
