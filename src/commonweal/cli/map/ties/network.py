"""`commonweal map network`: do ties cross boundaries, and who holds the network together?"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli.map.ties.lens import lens_of, lens_options, relations_of
from commonweal.cli.output import emit_json, folder_argument, json_option, seed_option

if TYPE_CHECKING:
    from commonweal.systemmap.network.reading import NetworkReading

# Rows of the table of nodes; the JSON lists all.
ROWS = 12


@click.command()
@folder_argument
@lens_options
@seed_option
@json_option
def network(folder: str, by: Any, among: Any, on: datetime | None, both_ways: bool, seed: int, as_json: bool) -> None:
    """Who works with whom: ties across boundaries, bridges, and whose leaving cuts the network."""
    from pathlib import Path

    from commonweal.files.folder import read_place
    from commonweal.systemmap.network.graph import network_of
    from commonweal.systemmap.network.reading import network_reading

    found = network_of(relations_of(read_place(Path(folder))), lens_of(by, among, on, both_ways))
    reading = network_reading(found, seed=seed)
    if as_json:
        emit_json(_document(reading, seed))
    else:
        click.echo("\n".join(_page(reading)))


def _document(reading: "NetworkReading", seed: int) -> dict[str, object]:
    from dataclasses import asdict

    from commonweal.systemmap.advice.network import network_advice

    boundary, nodes = reading.boundary, reading.nodes
    return {
        "n": reading.network.n,
        "ties": reading.network.ties,
        **asdict(reading.whole),
        "directed": reading.network.directed,
        "by": reading.network.by,
        "seed": seed,
        "ei": {
            "observed": boundary.observed,
            "expected": boundary.expected,
            "percentile": boundary.percentile,
            "rescaled": boundary.rescaled,
            "external": boundary.external,
            "internal": boundary.internal,
            "left_out": boundary.left_out,
            "permutations": boundary.permutations,
        },
        "groups": [
            {"group": name, "external": own.external, "internal": own.internal, "ei": own.index}
            for name, own in boundary.groups
        ],
        "nodes": [asdict(node) for node in nodes],
        "cut_points": [
            {"id": nodes[point.node].id, "pieces": [[nodes[node].id for node in piece] for piece in point.pieces]}
            for point in reading.cut_points
        ],
        "modularity": {"groups": reading.grouped, "communities": reading.divided},
        "advice": list(network_advice(reading)),
    }


def _page(reading: "NetworkReading") -> Iterator[str]:
    from commonweal.systemmap.advice.network import network_advice

    yield from (f"- {line}" for line in network_advice(reading))
    found = reading.network
    yield f"\n{found.n:,} in the network, {found.ties:,} ties, density {found.density:.3g}{_whole(reading)}."
    busiest = sorted(reading.nodes, key=lambda node: (-node.betweenness, -node.degree, node.id))[:ROWS]
    if busiest:
        yield f"\n{'who':34}{found.by:18}{'ties':>6}{'betweenness':>13}{'closeness':>11}{'constraint':>12}"
    for node in busiest:
        constraint = "none" if node.constraint is None else f"{node.constraint:.2f}"
        figures = f"{node.degree:>6}{node.betweenness:>13.1f}{node.closeness:>11.2f}{constraint:>12}"
        yield f"{node.id[:33]:34}{node.group[:17]:18}{figures}"
    if len(reading.nodes) > ROWS:
        yield f"{len(reading.nodes) - ROWS:,} more; --json lists them all."


def _whole(reading: "NetworkReading") -> str:
    """How mutual it is, and in how many pieces."""
    both, pieces = reading.whole.reciprocity, reading.whole.components
    mutual = "" if both is None else f", {both:.0%} of ties both ways"
    return f"{mutual}, {pieces:,} piece{'' if pieces == 1 else 's'}"
