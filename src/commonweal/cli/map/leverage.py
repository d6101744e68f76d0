"""`commonweal map leverage`: which factors move an outcome most, or why that cannot be said?"""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commonweal.cli.output import emit_json, folder_argument, json_option, seed_option
from commonweal.errors import CannotAnswer

if TYPE_CHECKING:
    from commonweal.investment.schema import Case
    from commonweal.simulation.leverage.ranking import Leverage

ROWS = 15


@click.command()
@folder_argument
@click.option("--outcome", required=True, metavar="ID", help="The factor that is to move.")
@click.option("--runs", type=click.IntRange(2, 4096), default=1000, show_default=True, help="Draws of the strengths.")
@seed_option
@json_option
def leverage(folder: str, outcome: str, runs: int, seed: int, as_json: bool) -> None:
    """What moves an outcome most: the effect of a lasting 1 % rise of each factor.

    Ends with exit code 4 where no ranking can be given; the reason is told.
    """
    from pathlib import Path

    from commonweal.files.folder import read_case, read_place
    from commonweal.investment.portfolio.outlook import case_model
    from commonweal.simulation.leverage.advice import leverage_advice
    from commonweal.simulation.leverage.ranking import leverage as leverage_of

    case, place = read_case(Path(folder)), read_place(Path(folder))
    model = case_model(case)
    found = leverage_of(model, outcome, runs=runs, seed=seed)
    advice = leverage_advice(found, case.system_map, actors=place.actors, partners=place.partners)
    if as_json:
        emit_json({**_document(found), "warnings": list(model.warnings), "advice": list(advice)})
    else:
        click.echo("\n".join((*(f"- {line}" for line in advice), *_table(found), *_assumed(case, model.warnings))))
    if found.refused:
        sys.exit(CannotAnswer.exit_code)


def _document(found: "Leverage") -> dict[str, object]:
    return {
        "outcome": found.outcome,
        "factors": [
            {"id": lever.factor, "effect": lever.effect, "low": lever.low, "high": lever.high} for lever in found.levers
        ],
        "rank_stability": found.rank_stability,
        "refused": found.refused,
        "deciding": [{"from": link.cause, "to": link.effect, "share": link.share} for link in found.deciding],
        "unsettled": found.unsettled,
        "runs": found.runs,
        "seed": found.seed,
    }


def _table(found: "Leverage") -> Iterator[str]:
    if found.levers:
        yield f"\n{'1 % more of':34}{'changes ' + found.outcome[:20]:>30}{'low':>9}{'high':>9}"
    for lever in found.levers[:ROWS]:
        yield f"{lever.factor[:33]:34}{lever.effect:>+28.3f} %{lever.low:>+9.3f}{lever.high:>+9.3f}"
    if len(found.levers) > ROWS:
        yield f"{len(found.levers) - ROWS:,} more; --json lists them all."


def _assumed(case: "Case", warnings: tuple[str, ...]) -> Iterator[str]:
    if warnings:
        yield f"\nWhat if, not a forecast: the map of {case.place.name} as the partners drew it. Assumed:"
        yield from (f"- {warning}" for warning in warnings)
