"""`commonweal check`: every fault of a place folder, and how to mend it."""

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commonweal.cli.output import emit_json, folder_argument, json_option
from commonweal.errors import Fault, FaultyInput

if TYPE_CHECKING:
    from commonweal.files.schema import PlaceFolder


@click.command()
@folder_argument
@json_option
def check(folder: str, as_json: bool) -> None:
    """List every fault of a place folder, and how to mend it."""
    from commonweal.files.folder import examine_place

    checked = examine_place(Path(folder))
    if as_json:
        faults = [dataclasses.asdict(fault) for fault in checked.faults]
        emit_json({"faults": faults, "warnings": checked.warnings})
    elif checked.folder:
        click.echo(f"{folder}: no faults ({_counts(checked.folder)})")
        for warning in checked.warnings:
            click.echo(f"warning: {warning}")
    if checked.faults:
        _tell(checked.faults, folder)


def _tell(faults: tuple[Fault, ...], folder: str) -> None:
    """Every fault on a line of standard error, then how many."""
    for fault in faults:
        click.echo(str(fault), err=True)
    click.echo(f"{folder}: {len(faults):,} {'fault' if len(faults) == 1 else 'faults'}", err=True)
    sys.exit(FaultyInput.exit_code)


def _counts(place: "PlaceFolder") -> str:
    counts = {
        "factor": place.system_map.factors,
        "link": place.system_map.links,
        "partner": place.partners,
        "option": place.options,
    }
    return ", ".join(f"{len(rows):,} {name}{'' if len(rows) == 1 else 's'}" for name, rows in counts.items())
