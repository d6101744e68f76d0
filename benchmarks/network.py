"""How fast is a network read, beside networkx, and igraph where somebody installed it by hand (it is never needed)?

Bodies in groups of about 26, most ties within a group, as in the published network of 1,283 health departments (1,283
nodes, 2,708 ties, 50 groups), which is read too where `shared/data/networks` lies beside the checkout.
"""

import csv
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np

from commonweal.systemmap.network.brokerage import brokerage
from commonweal.systemmap.network.graph import Network, network_from
from commonweal.systemmap.network.nodes.holes import structural_holes
from commonweal.systemmap.network.nodes.paths import betweenness
from commonweal.systemmap.network.reading import network_reading

try:
    import igraph
except ImportError:
    igraph = None

TIES_A_NODE, GROUP, WITHIN = 2.11, 26, 0.94
ROOT = Path(__file__).parents[1]

# The shortest of so many tries counts, taken in turns, so that other work on the machine hinders both alike.
TRIES = 40


def drawn(n: int, seed: int = 1) -> Network:
    """A network of groups, most of whose ties stay within."""
    rng = np.random.default_rng(seed)
    ties: set[tuple[int, int]] = set()
    while len(ties) < TIES_A_NODE * n:
        one = int(rng.integers(n))
        near = one // GROUP * GROUP + int(rng.integers(GROUP))
        other = near if rng.random() < WITHIN else int(rng.integers(n))
        if other < n and other != one:
            ties.add((min(one, other), max(one, other)))
    nodes = [(f"n{at}", f"n{at}", f"group {at // GROUP}") for at in range(n)]
    return network_from(nodes, sorted(ties), directed=False)


def published() -> Network | None:
    """The 1,283 health departments, where they lie beside the checkout."""
    for folder in (parent / "shared" / "data" / "networks" for parent in ROOT.parents[:2]):
        if (folder / "lhds_edges.csv").is_file():
            nodes = list(csv.DictReader((folder / "lhds_nodes.csv").open(encoding="utf-8")))
            ties = list(csv.DictReader((folder / "lhds_edges.csv").open(encoding="utf-8")))
            return network_from(
                [(row["id"], row["name"], row["state"]) for row in nodes],
                [(int(row["from"]) - 1, int(row["to"]) - 1) for row in ties],
                directed=False,
            )
    return None


def timed(*works: Callable[[], object], tries: int = TRIES) -> list[float]:
    """The shortest time of each, taken in turns."""
    best = [float("inf")] * len(works)
    for _ in range(tries):
        for at, work in enumerate(works):
            start = time.perf_counter()
            work()
            best[at] = min(best[at], time.perf_counter() - start)
    return best


def ties_of(network: Network) -> list[tuple[int, int]]:
    pairs = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    return [(tail, head) for tail, head in pairs if tail < head]


def compared(name: str, network: Network) -> None:
    """One line: seconds of each, and by how much the two betweennesses differ at the most."""
    outside = nx.Graph()
    outside.add_nodes_from(range(network.n))
    outside.add_edges_from(ties_of(network))
    small = network.n <= 1500
    other, apart = float("nan"), "igraph is not installed"
    if igraph is None:
        (ours,) = timed(lambda: betweenness(network), tries=TRIES if small else 3)
    else:
        graph = igraph.Graph(network.n, ties_of(network))
        ours, other = timed(lambda: betweenness(network), graph.betweenness, tries=TRIES if small else 3)
        apart = f"{np.abs(betweenness(network) - graph.betweenness()).max():.0e}"
    peer = float("nan")
    if small:
        (peer,) = timed(lambda: nx.betweenness_centrality(outside, normalized=False), tries=1)
    rest = timed(
        lambda: structural_holes(network), lambda: brokerage(network), lambda: network_reading(network), tries=2
    )
    figures = "".join(f"{second:>10.3f}" for second in (ours, other, peer, *rest))
    print(f"{name:12}{network.n:>7}{network.ties:>8}{figures}  {apart}")


if __name__ == "__main__":
    print(
        f"{'':12}{'nodes':>7}{'ties':>8}{'between.':>10}{'igraph':>10}{'networkx':>10}{'holes':>10}{'roles':>10}{'all':>10}"
    )
    for size in (120, 1283, 5000):
        compared("drawn", drawn(size))
    if (found := published()) is not None:
        compared("published", found)
