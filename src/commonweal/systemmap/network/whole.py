"""A network as one: how dense, how mutual, in how many pieces, how much it hangs on a few."""

from dataclasses import dataclass

import numpy as np

from commonweal.systemmap.network.graph import Floats, Ints, Network, neighbours, sides_of
from commonweal.systemmap.network.nodes.cuts import blocks_of


@dataclass(frozen=True, slots=True)
class WholeNetwork:
    """Figures of the network as one; None where nothing can be counted.

    `density` is the share of possible ties that are there; `reciprocity` the share of ties that go both ways (None
    without directions); `transitivity` the share of ways over a third that are closed by a tie; `components` the
    pieces without any tie between them. Centralisation is 0 where all are alike and 1 where all hangs on one.
    """

    density: float
    reciprocity: float | None
    transitivity: float | None
    components: int
    degree_centralisation: float | None
    betweenness_centralisation: float | None


def whole_network(network: Network, betweenness: Floats) -> WholeNetwork:
    """The network as one.

    Parameters
    ----------
    network
        May be empty.
    betweenness
        Of each node, from `betweenness` of the same network.

    References
    ----------
    Freeman L C (1979) Centrality in social networks: conceptual clarification. Social Networks 1. As `gden`,
    `gtrans`, `components` and `centralization` of R's sna, and `reciprocity` of igraph.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> star = network_from([(name, name, "") for name in "abcd"], [(0, 1), (0, 2), (0, 3)], directed=False)
    >>> whole = whole_network(star, np.array([3.0, 0.0, 0.0, 0.0]))
    >>> whole.degree_centralisation, whole.betweenness_centralisation, whole.transitivity, whole.components
    (1.0, 1.0, 0.0, 1)
    """
    n = network.n
    out, into = (np.bincount(ends, minlength=n) for ends in (network.tails, network.heads))
    around = neighbours(sides_of(network))
    sided = 2 if network.directed else 1
    degree = out + into if network.directed else out
    return WholeNetwork(
        density=network.density,
        reciprocity=_reciprocity(network) if network.directed else None,
        transitivity=_transitivity(network),
        components=len(blocks_of(around)) + sum(not ties for ties in around),
        degree_centralisation=_spread(degree, sided * (n - 1) * (n - 2)),
        betweenness_centralisation=_spread(betweenness, sided * (n - 1) ** 2 * (n - 2) / 2),
    )


def _reciprocity(network: Network) -> float | None:
    there = network.tails * network.n + network.heads
    back = network.heads * network.n + network.tails
    return float(np.isin(there, back).mean()) if len(there) else None


def _transitivity(network: Network) -> float | None:
    """Of all ways a to b to c (a not c) the share in which a has a tie to c, directions included."""
    followers: list[set[int]] = [set() for _ in range(network.n)]
    for tail, head in zip(network.tails.tolist(), network.heads.tolist(), strict=True):
        followers[tail].add(head)
    ways = closed = 0
    for at, known in enumerate(followers):
        for middle in known:
            ends = followers[middle]
            ways += len(ends) - (at in ends)
            closed += len(ends & known)
    return closed / ways if ways else None


def _spread(figures: Floats | Ints, most: float) -> float | None:
    """How far all others stay behind the highest, as a share of the most that can be."""
    return float((figures.max() - figures).sum() / most) if len(figures) > 2 else None
