"""`commonweal map drift`: is the network turning inward as time goes by?"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli.map.ties.lens import by_options, relations_of
from commonweal.cli.output import emit_json, folder_argument, json_option, seed_option

if TYPE_CHECKING:
    from commonweal.systemmap.network.drift import Drift


@click.command()
@folder_argument
@by_options
@click.option("--on", "days", type=click.DateTime(["%Y-%m-%d"]), multiple=True, help="A day to look at; repeat it.")
@seed_option
@json_option
def drift(folder: str, by: Any, among: Any, days: tuple[datetime, ...], seed: int, as_json: bool) -> None:
    """Boundaries over time: an alert where ties turn inward more than chance would have it.

    Without --on it looks at each first of January since the ties are dated, and at today.
    """
    from pathlib import Path

    from commonweal.files.folder import read_place
    from commonweal.systemmap.network.drift import boundary_drift, turning_days
    from commonweal.systemmap.network.graph import Lens

    relations = relations_of(read_place(Path(folder)))
    when = [day.date() for day in days] or turning_days(relations.ties, today=date.today())
    found = boundary_drift(relations, when, lens=Lens(by, among), seed=seed)
    if as_json:
        emit_json(_document(found, seed))
    else:
        click.echo("\n".join(_page(found)))


def _document(found: "Drift", seed: int) -> dict[str, object]:
    from commonweal.systemmap.advice.drift import drift_advice

    return {
        "by": found.by,
        "seed": seed,
        "snapshots": [
            {
                "day": shot.day.isoformat(),
                "n": shot.network.n,
                "ties": shot.network.ties,
                "ei": {
                    "observed": shot.boundary.observed,
                    "expected": shot.boundary.expected,
                    "percentile": shot.boundary.percentile,
                    "rescaled": shot.boundary.rescaled,
                },
                "modularity": shot.modularity,
            }
            for shot in found.snapshots
        ],
        "alerts": [
            {
                "day": alert.day.isoformat(),
                "since": alert.since.isoformat() if alert.since else None,
                "observed": alert.observed,
                "before": alert.before,
                "percentile": alert.percentile,
            }
            for alert in found.alerts
        ],
        "advice": list(drift_advice(found)),
    }


def _page(found: "Drift") -> Iterator[str]:
    from commonweal.systemmap.advice.drift import drift_advice

    yield from (f"- {line}" for line in drift_advice(found))
    yield f"\n{'day':12}{'in it':>7}{'ties':>7}{'E-I':>8}{'by chance':>11}{'percentile':>12}{'modularity':>12}"
    for shot in found.snapshots:
        own = shot.boundary
        if own.observed is None or own.expected is None or own.percentile is None:
            yield f"{shot.day.isoformat():12}{shot.network.n:>7}{shot.network.ties:>7}  no ties between known groups"
        else:
            index = f"{own.observed:>+8.2f}{own.expected:>+11.2f}{own.percentile:>12.1f}{shot.modularity:>+12.2f}"
            yield f"{shot.day.isoformat():12}{shot.network.n:>7}{shot.network.ties:>7}{index}"
