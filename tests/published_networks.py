"""Published networks and what R's sna and igraph say of them (tests/data/networks/SOURCE.md)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from commonweal.systemmap.network.graph import Network, network_from

ROOT = Path(__file__).parents[1]
HERE = ROOT / "tests" / "data" / "networks"

# Networks that do not travel with the code lie beside it, where they lie at all.
BESIDE = tuple(parent / "shared" / "data" / "networks" for parent in ROOT.parents[:2])

Row = dict[str, str]


@dataclass(frozen=True)
class Published:
    """A network, what is expected of each node, and of the whole."""

    network: Network
    nodes: list[Row]
    whole: Row

    def column(self, name: str) -> np.ndarray:
        return np.array([number(row[name]) for row in self.nodes])


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float:
    """R's NA is no number."""
    return float("nan") if text == "NA" else float(text)


SUMMARY = {row["name"]: row for row in rows_of(HERE / "expected" / "summary.csv")}


@cache
def published(name: str) -> Published:
    folder = next((folder for folder in (HERE, *BESIDE) if (folder / f"{name}_edges.csv").is_file()), None)
    if folder is None:
        pytest.skip(f"the network {name} does not travel with the code, and shared/data/networks is not beside it")
    nodes = rows_of(folder / "expected" / f"{name}.csv")
    ties = [(int(row["from"]) - 1, int(row["to"]) - 1) for row in rows_of(folder / f"{name}_edges.csv")]
    network = network_from(
        [(row["id"], row["name"], row["group"]) for row in nodes], ties, directed=SUMMARY[name]["directed"] == "TRUE"
    )
    return Published(network, nodes, SUMMARY[name])
