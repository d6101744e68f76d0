"""Boundary drift: is a network turning inward as time goes by?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from commonweal.systemmap.network.communities import modularity
from commonweal.systemmap.network.ei import PERMUTATIONS, BoundaryIndex, boundary_index
from commonweal.systemmap.network.graph import LENS, By, Lens, Network, Relations, network_of
from commonweal.systemmap.schema import Tie

# Fewer ties than this move the index by chance more than by anything else.
FEWEST_TIES = 5

# A smaller fall of the rescaled index between two snapshots is no turn.
LEAST_FALL = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The network on a day, its E-I index, and the modularity of its groups (higher: more apart)."""

    day: date
    network: Network
    boundary: BoundaryIndex
    modularity: float

    @property
    def is_readable(self) -> bool:
        """Whether there are ties enough to say anything."""
        return self.boundary.external + self.boundary.internal >= FEWEST_TIES


@dataclass(frozen=True, slots=True)
class Alert:
    """A snapshot in which the network has turned inward beyond chance, and since when it has been falling."""

    day: date
    since: date | None
    observed: float
    before: float | None
    percentile: float


@dataclass(frozen=True, slots=True, eq=False)
class Drift:
    """Snapshots in order of their days, and the alerts that they raise."""

    by: By
    snapshots: tuple[Snapshot, ...]
    alerts: tuple[Alert, ...]


def boundary_drift(
    relations: Relations, days: Iterable[date], *, lens: Lens = LENS, permutations: int = PERMUTATIONS, seed: int = 1
) -> Drift:
    """The E-I index and the modularity of a network on several days.

    Parameters
    ----------
    relations
        With the dates from which and until which they existed; an empty date is always.
    days
        In any order; each counts once.
    lens
        Grouped by what, and among whom; its own day has no part.
    permutations, seed
        For the percentile of each snapshot; every snapshot is dealt from the same seed.

    Returns
    -------
    Drift
        An alert where a snapshot is more inward than 97.5 of 100 random ways to deal out the groups and that is
        news: it is the first that can be read, the one before was not inward, or the index, put on the scale of what
        these ties can reach, has fallen by 0.05 since. Snapshots with fewer than 5 ties raise no alert.
    """
    snapshots = []
    for day in sorted(set(days)):
        network = network_of(relations, replace(lens, on=day))
        boundary = boundary_index(network, permutations=permutations, seed=seed)
        snapshots.append(Snapshot(day, network, boundary, modularity(network, network.groups)))
    return Drift(lens.by, tuple(snapshots), _alerts([shot for shot in snapshots if shot.is_readable]))


def turning_days(ties: Iterable[Tie], *, today: date, most: int = 12) -> tuple[date, ...]:
    """Days on which a look is worth while: each first of January since ties are dated, the latest ones, and today.

    Examples
    --------
    >>> turning_days([Tie("a", "b", since=date(2023, 5, 1))], today=date(2025, 3, 1))
    (datetime.date(2024, 1, 1), datetime.date(2025, 1, 1), datetime.date(2025, 3, 1))
    """
    dated = [day for tie in ties for day in (tie.since, tie.until) if day and day <= today]
    if not dated:
        return (today,)
    years = range(min(dated).year + 1, today.year + 1)
    return tuple(sorted({*[date(year, 1, 1) for year in years][-most + 1 :], today}))


def _alerts(snapshots: Sequence[Snapshot]) -> tuple[Alert, ...]:
    alerts: list[Alert] = []
    inward_before = False
    for at, shot in enumerate(snapshots):
        before = snapshots[at - 1] if at else None
        inward = shot.boundary.beyond_chance == "inward"
        if inward and (not inward_before or (before is not None and _fell(before, shot))):
            alerts.append(_alert(shot, before))
        inward_before = inward
    return tuple(alerts)


def _fell(before: Snapshot, after: Snapshot) -> bool:
    earlier, later = before.boundary.rescaled, after.boundary.rescaled
    return earlier is not None and later is not None and earlier - later >= LEAST_FALL


def _alert(shot: Snapshot, before: Snapshot | None) -> Alert:
    assert shot.boundary.observed is not None
    assert shot.boundary.percentile is not None
    return Alert(
        day=shot.day,
        since=before.day if before else None,
        observed=shot.boundary.observed,
        before=before.boundary.observed if before else None,
        percentile=shot.boundary.percentile,
    )
