"""`commonweal map brokerage`: who joins others that have no tie of their own, and across which boundary?"""

from collections.abc import Iterator
from datetime import datetime
from math import isnan
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli.map.ties.lens import lens_of, lens_options, relations_of
from commonweal.cli.output import emit_json, folder_argument, json_option, seed_option

if TYPE_CHECKING:
    from commonweal.systemmap.network.brokerage import Brokerage

ROWS = 12


@click.command()
@folder_argument
@lens_options
@click.option("--permutations", type=click.IntRange(min=1), default=1000, show_default=True, help="Random deals.")
@seed_option
@json_option
def brokerage(
    folder: str,
    by: Any,
    among: Any,
    on: datetime | None,
    both_ways: bool,
    permutations: int,
    seed: int,
    as_json: bool,
) -> None:
    """Who brokers: coordinators, itinerants, representatives, gatekeepers, liaisons."""
    from pathlib import Path

    from commonweal.files.folder import read_place
    from commonweal.systemmap.network.brokerage import brokerage as brokerage_of
    from commonweal.systemmap.network.graph import network_of

    network = network_of(relations_of(read_place(Path(folder))), lens_of(by, among, on, both_ways))
    found = brokerage_of(network, permutations=permutations, seed=seed)
    if as_json:
        emit_json(_document(found, seed))
    else:
        click.echo("\n".join(_page(found)))


def _document(found: "Brokerage", seed: int) -> dict[str, object]:
    from commonweal.systemmap.advice.brokerage import brokerage_advice
    from commonweal.systemmap.network.brokerage import ROLES

    def roles(numbers: Any, *, whole: bool = False) -> dict[str, object]:
        return {role: _or_none(number, whole=whole) for role, number in zip(ROLES, numbers.tolist(), strict=False)}

    nodes = [
        {
            "id": id_,
            "group": found.network.groups[at],
            **roles(found.observed[at], whole=True),
            "expected": roles(found.expected[at]),
            "z": roles(found.z[at]),
            "p": roles(found.p[at]),
        }
        for at, id_ in enumerate(found.network.ids)
    ]
    return {
        "by": found.network.by,
        "directed": found.network.directed,
        "seed": seed,
        "permutations": found.permutations,
        "left_out": found.left_out,
        "nodes": nodes,
        "network": {
            **roles(found.whole[0], whole=True),
            "expected": roles(found.whole[1]),
            "z": roles(found.whole[3]),
        },
        "advice": list(brokerage_advice(found)),
    }


def _or_none(number: float, *, whole: bool) -> float | None:
    if isnan(number):
        return None
    return int(number) if whole else number


def _page(found: "Brokerage") -> Iterator[str]:
    from commonweal.systemmap.advice.brokerage import brokerage_advice

    yield from (f"- {line}" for line in brokerage_advice(found))
    totals = found.observed[:, 5].tolist()
    busiest = [at for at in sorted(range(len(totals)), key=lambda at: -totals[at]) if totals[at] > 0][:ROWS]
    if busiest:
        yield f"\n{'who':34}coordinator itinerant represent. gatekeeper liaison  total"
    for at in busiest:
        row = found.observed[at].astype(int).tolist()
        yield f"{found.network.ids[at][:33]:34}{row[0]:>11}{row[1]:>10}{row[2]:>11}{row[3]:>11}{row[4]:>8}{row[5]:>7}"
    if busiest:
        whole = found.whole[0].astype(int).tolist()
        yield f"{'all':34}{whole[0]:>11}{whole[1]:>10}{whole[2]:>11}{whole[3]:>11}{whole[4]:>8}{whole[5]:>7}"
