"""`commonweal map gaps`: what is missing from the map, and who?"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from commonweal.cli.map.ties.lens import relations_of
from commonweal.cli.output import emit_json, folder_argument, json_option

if TYPE_CHECKING:
    from commonweal.files.schema import PlaceFolder
    from commonweal.systemmap.gaps import Gaps

# Rows of the mandate view; the JSON lists all.
ROWS = 20


@click.command()
@folder_argument
@json_option
def gaps(folder: str, as_json: bool) -> None:
    """What the map lacks: actors, voices, sectors, evidence, measures; and who has power over what."""
    from pathlib import Path

    from commonweal.files.folder import read_place
    from commonweal.systemmap.advice.gaps import gaps_advice
    from commonweal.systemmap.gaps import gaps as gaps_of

    place = read_place(Path(folder))
    measured = {measure.factor for measure in place.measures}
    found = gaps_of(place.system_map, relations_of(place), place.actors, measured=measured, on=date.today())
    advice = gaps_advice(found, place.system_map, place.partners)
    if as_json:
        emit_json({**_document(found), "advice": list(advice)})
    else:
        click.echo("\n".join((*(f"- {line}" for line in advice), *_mandates(found, place))))


def _document(found: "Gaps") -> dict[str, object]:
    return {
        "without_actor": list(found.without_actor),
        "without_link": list(found.without_link),
        "without_voice": [{"partner": own.partner, "lacks": list(own.lacks)} for own in found.without_voice],
        "missing_sectors": list(found.missing_sectors),
        "residents": found.residents,
        "without_evidence": [
            {"from": link.from_, "to": link.to, "kind": link.kind, "contributed_by": link.contributed_by}
            for link in found.without_evidence
        ],
        "without_measure": list(found.without_measure or ()),
        "mandates": [
            {
                "factor": own.factor,
                "most": own.most,
                "holders": [{"partner": partner, "power": power} for partner, power in own.holders],
            }
            for own in found.mandates
        ],
    }


def _mandates(found: "Gaps", place: "PlaceFolder") -> Iterator[str]:
    kinds = {factor.id: factor.kind for factor in place.system_map.factors}
    if found.mandates:
        yield f"\n{'factor':34}{'kind':10}who can act on it (power 1 to 3)"
    for own in found.mandates[:ROWS]:
        holders = ", ".join(f"{partner} {power or '?'}" for partner, power in own.holders)
        yield f"{own.factor[:33]:34}{kinds[own.factor]:10}{holders or 'nobody'}"
    if len(found.mandates) > ROWS:
        yield f"{len(found.mandates) - ROWS:,} more; --json lists them all."
