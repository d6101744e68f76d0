"""A network as a whole: its figures, every node's place in it, and whose leaving would cut it."""

from dataclasses import dataclass
from math import isnan

from commonweal.systemmap.network.communities import communities, modularity
from commonweal.systemmap.network.cuts import CutPoint, cut_points
from commonweal.systemmap.network.ei import PERMUTATIONS, BoundaryIndex, boundary_index
from commonweal.systemmap.network.graph import Network, neighbours, sides_of
from commonweal.systemmap.network.holes import structural_holes
from commonweal.systemmap.network.paths import betweenness


@dataclass(frozen=True, slots=True)
class NodeReading:
    """One partner or person in the network.

    `degree` counts ties in and out; without directions each tie once. `constraint`, `effective_size` and `ei` are
    None without ties (`ei` also without a known group). Communities are numbered from 1.
    """

    id: str
    name: str
    group: str
    degree: int
    indegree: int
    outdegree: int
    betweenness: float
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
    cuts = cut_points(neighbours(sides_of(network)))
    return NetworkReading(
        network=network,
        boundary=boundary,
        nodes=_nodes(network, boundary, division.of(network.n), {point.node for point in cuts}),
        cut_points=cuts,
        grouped=modularity(network, network.groups),
        divided=division.modularity,
    )


def _nodes(
    network: Network, boundary: BoundaryIndex, community: tuple[int, ...], cuts: set[int]
) -> tuple[NodeReading, ...]:
    between = betweenness(network).tolist()
    holes = structural_holes(network)
    constraint, size = holes.constraint.tolist(), holes.effective_size.tolist()
    out, into = [0] * network.n, [0] * network.n
    for tail, head in zip(network.tails.tolist(), network.heads.tolist(), strict=True):
        out[tail] += 1
        into[head] += 1
    return tuple(
        NodeReading(
            id=id_,
            name=network.names[at],
            group=network.groups[at],
            degree=out[at] + (into[at] if network.directed else 0),
            indegree=into[at],
            outdegree=out[at],
            betweenness=between[at],
            constraint=_or_none(constraint[at]),
            effective_size=_or_none(size[at]),
            ei=own.index if (own := boundary.nodes[at]) else None,
            community=community[at],
            cuts=at in cuts,
        )
        for at, id_ in enumerate(network.ids)
    )


def _or_none(number: float) -> float | None:
    return None if isnan(number) else number
