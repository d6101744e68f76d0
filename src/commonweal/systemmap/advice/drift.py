"""Boundary drift in sentences: is the network turning inward?"""

from collections.abc import Iterator
from datetime import date

from commonweal.systemmap.advice.network import boundary_words, plural
from commonweal.systemmap.network.drift import FEWEST_TIES, Alert, Drift


def drift_advice(drift: Drift) -> tuple[str, ...]:
    """What has become of the boundary, the alerts first.

    Examples
    --------
    >>> drift_advice(Drift("sector", (), ()))
    ('There are too few dated ties to see a drift. Write in ties.csv since when each tie stands.',)
    """
    readable = [shot for shot in drift.snapshots if shot.is_readable]
    if not readable:
        return ("There are too few dated ties to see a drift. Write in ties.csv since when each tie stands.",)
    lines = [_alert(alert, drift.by) for alert in drift.alerts]
    if not lines:
        lines = [f"At no date looked at did ties stay within their {drift.by} more than chance would bring about."]
    lines.append(f"Latest, on {day_words(readable[-1].day)}: {boundary_words(readable[-1].boundary, drift.by)}")
    return (*lines, *_change(drift), *_thin(drift))


def day_words(day: date) -> str:
    """A day in words.

    Examples
    --------
    >>> day_words(date(2026, 4, 1))
    '1 April 2026'
    """
    return f"{day.day} {day:%B} {day.year}"


def _alert(alert: Alert, by: str) -> str:
    turned = f"By {day_words(alert.day)} the network had turned inward: ties stayed within their {by} more than chance"
    if alert.since is None or alert.before is None:
        return f"{turned} would bring about (E-I {alert.observed:+.2f})."
    before = f"it was {alert.before:+.2f} on {day_words(alert.since)}"
    return f"{turned} would bring about (E-I {alert.observed:+.2f}; {before}). Ask which ties across were lost."


def _change(drift: Drift) -> Iterator[str]:
    shots = [shot for shot in drift.snapshots if shot.is_readable]
    if len(shots) > 1:
        first, last = shots[0], shots[-1]
        moved = last.modularity - first.modularity
        direction = "apart" if moved > 0.01 else "closer" if moved < -0.01 else "neither apart nor closer"
        yield (
            f"Since {day_words(first.day)} the {plural(drift.by)} have moved {direction} "
            f"(modularity {first.modularity:+.2f} then, {last.modularity:+.2f} now)."
        )


def _thin(drift: Drift) -> Iterator[str]:
    thin = [shot for shot in drift.snapshots if not shot.is_readable]
    if thin:
        days = "day" if len(thin) == 1 else "days"
        yield f"{len(thin)} {days} with fewer than {FEWEST_TIES} ties between known {plural(drift.by)} say nothing."
