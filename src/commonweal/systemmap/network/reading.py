"""A network as a whole: its figures, every node's place in it, and whose leaving would cut it."""

from dataclasses import dataclass
from math import isnan

import numpy as np

from commonweal.systemmap.network.communities import communities, modularity
from commonweal.systemmap.network.ei import PERMUTATIONS, BoundaryIndex, boundary_index
from commonweal.systemmap.network.graph import Floats, Network, neighbours, sides_of
from commonweal.systemmap.network.nodes.centrality import eigenvector, nearness, pagerank
from commonweal.systemmap.network.nodes.cuts import CutPoint, cut_points
from commonweal.systemmap.network.nodes.holes import structural_holes
from commonweal.systemmap.network.nodes.paths import betweenness
from commonweal.systemmap.network.whole import WholeNetwork, whole_network


@dataclass(frozen=True, slots=True)
class NodeReading:
    """One partner or person in the network.

    `degree` counts ties in and out; without directions each tie once. `constraint`, `effective_size` and `ei` are
    None without ties (`ei` also without a known group). `closeness`, `reach`, `pagerank` and `eigenvector` are those
    of `centrality`. Communities are numbered from 1.
    """

    id: str
    name: str
    group: str
    degree: int
    indegree: int
    outdegree: int
    betweenness: float
    closeness: float
    reach: float
    pagerank: float
    eigenvector: float | None
    constraint: float | None
    effective_size: float | None
    ei: float | None
    community: int
    cuts: bool


@dataclass(frozen=True, slots=True, eq=False)
class NetworkReading:
    """What a network shows; `cut_points` come with those first that cut off most, by position in `nodes`.

    `grouped` is the modularity of the groups that people are put in, `divided` that of the communities, which the
    ties themselves make.
    """

    network: Network
    whole: WholeNetwork
    boundary: BoundaryIndex
    nodes: tuple[NodeReading, ...]
    cut_points: tuple[CutPoint, ...]
    grouped: float
    divided: float

    @property
    def alone(self) -> tuple[NodeReading, ...]:
        """Those without any tie."""
        return tuple(node for node in self.nodes if not node.degree)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that are known, in order of their names."""
        return tuple(sorted({node.group for node in self.nodes if node.group}))


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """What the whole network was asked first, by position of the nodes."""

    betweenness: Floats
    boundary: BoundaryIndex
    community: tuple[int, ...]
    cuts: frozenset[int]


def network_reading(network: Network, *, permutations: int = PERMUTATIONS, seed: int = 1) -> NetworkReading:
    """All that one look at a network tells.

    Parameters
    ----------
    network
        From `network_of`. May be empty.
    permutations, seed
        For the percentile of the E-I index.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> nodes = [("a", "A", "x"), ("b", "B", "x"), ("c", "C", "y")]
    >>> reading = network_reading(network_from(nodes, [(0, 1), (1, 2)], directed=False), permutations=100)
    >>> [(node.id, node.degree, node.betweenness, node.cuts) for node in reading.nodes]
    [('a', 1, 0.0, False), ('b', 2, 1.0, True), ('c', 1, 0.0, False)]
    """
    boundary = boundary_index(network, permutations=permutations, seed=seed)
    division = communities(network)
    between = betweenness(network)
    cuts = cut_points(neighbours(sides_of(network)))
    return NetworkReading(
        network=network,
        whole=whole_network(network, between),
        boundary=boundary,
        nodes=_nodes(
            network, _Counted(between, boundary, division.of(network.n), frozenset(point.node for point in cuts))
        ),
        cut_points=cuts,
        grouped=modularity(network, network.groups),
        divided=division.modularity,
    )


def _nodes(network: Network, counted: _Counted) -> tuple[NodeReading, ...]:
    holes, near = structural_holes(network), nearness(network)
    constraint, size = holes.constraint.tolist(), holes.effective_size.tolist()
    closeness, reach, between = near.closeness.tolist(), near.reach.tolist(), counted.betweenness.tolist()
    rank, vector = pagerank(network).tolist(), eigenvector(network)
    into, out = (np.bincount(ends, minlength=network.n).tolist() for ends in (network.heads, network.tails))
    return tuple(
        NodeReading(
            id=id_,
            name=network.names[at],
            group=network.groups[at],
            degree=out[at] + (into[at] if network.directed else 0),
            indegree=into[at],
            outdegree=out[at],
            betweenness=between[at],
            closeness=closeness[at],
            reach=reach[at],
            pagerank=rank[at],
            eigenvector=None if vector is None else float(vector[at]),
            constraint=_or_none(constraint[at]),
            effective_size=_or_none(size[at]),
            ei=own.index if (own := counted.boundary.nodes[at]) else None,
            community=counted.community[at],
            cuts=at in counted.cuts,
        )
        for at, id_ in enumerate(network.ids)
    )


def _or_none(number: float) -> float | None:
    return None if isnan(number) else number
