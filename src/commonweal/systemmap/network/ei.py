"""The E-I index: do ties cross the boundary between groups, or stay within it?"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.systemmap.network.graph import Ints, Network, group_numbers, only_known

PERMUTATIONS = 10_000

# Labels times ties compared at once: a few megabytes.
NUMBERS_AT_ONCE = 2_000_000

# Outside this middle part of the percentiles, chance alone is a poor account of the index.
MIDDLE = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Crossing:
    """Ties that cross and ties that stay, of a group or a node; `index` is None without any tie."""

    external: int
    internal: int

    @property
    def index(self) -> float | None:
        """(external - internal) / (external + internal): -1 all within, +1 all across."""
        total = self.external + self.internal
        return (self.external - self.internal) / total if total else None


@dataclass(frozen=True, slots=True)
class BoundaryIndex:
    """The E-I index of a network, and what chance and the sizes of its groups alone would give.

    `expected` is the mean over all ways of giving the same groups to the same nodes, which is exact; `percentile`
    (0 to 100) is the share of random ways below what was observed, those that equal it counted by half. `rescaled`
    puts the observed index between the lowest and the highest (-1 and +1) that these sizes and this many ties can
    reach. All are None where no tie has two known groups; `rescaled` also where nothing else is possible.
    """

    observed: float | None
    expected: float | None
    percentile: float | None
    rescaled: float | None
    external: int
    internal: int
    left_out: int
    permutations: int
    groups: tuple[tuple[str, Crossing], ...]
    nodes: tuple[Crossing | None, ...]

    @property
    def beyond_chance(self) -> str:
        """`inward`, `outward`, or empty where chance alone would do as well."""
        if self.percentile is None:
            return ""
        return "inward" if self.percentile < MIDDLE[0] else "outward" if self.percentile > MIDDLE[1] else ""


def boundary_index(network: Network, *, permutations: int = PERMUTATIONS, seed: int = 1) -> BoundaryIndex:
    """The E-I index of a network, of each group and of each node, beside what chance would give.

    Parameters
    ----------
    network
        Ties with an end whose group is not known are left out, and counted. Strengths have no part.
    permutations, seed
        How often the groups are dealt out again to the same nodes, and the stream that deals them.

    Returns
    -------
    BoundaryIndex
        One group only: -1, at the middle of what chance gives.

    References
    ----------
    Krackhardt D, Stern R N (1988) Informal networks and organizational crises. Social Psychology Quarterly 51.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> nodes = [("a", "A", "x"), ("b", "B", "x"), ("c", "C", "y")]
    >>> index = boundary_index(network_from(nodes, [(0, 1), (1, 2)], directed=False), permutations=100)
    >>> index.observed, round(index.expected, 4), index.external
    (0.0, 0.3333, 1)
    """
    known = only_known(network)
    groups, labels = group_numbers(known)
    pairs = _pairs(known)
    external = int((labels[pairs[0]] != labels[pairs[1]]).sum())
    total = known.ties
    low, high = _reach(known, labels)
    observed = (2 * external - total) / total if total else None
    below = percentile(known, permutations=permutations, seed=seed) if total else None
    return BoundaryIndex(
        observed=observed,
        expected=_expected(labels) if total else None,
        percentile=below,
        rescaled=None if observed is None or high - low < 1e-12 else 2 * (observed - low) / (high - low) - 1,
        external=external,
        internal=total - external,
        left_out=network.ties - total,
        permutations=permutations,
        groups=tuple(zip(groups, _of_groups(labels, pairs, len(groups)), strict=True)),
        nodes=_of_nodes(network, known, labels, pairs),
    )


def percentile(known: Network, *, permutations: int, seed: int) -> float:
    """Share of random ways to deal out the groups with a lower index, 0 to 100; ties between them count by half."""
    _, labels = group_numbers(known)
    tails, heads = _pairs(known)
    observed = int((labels[tails] != labels[heads]).sum())
    below = 0.0
    for dealt in _dealt(labels, len(tails), permutations=permutations, seed=seed):
        external = (dealt[:, tails] != dealt[:, heads]).sum(axis=1)  # (permutations at once,)
        below += float((external < observed).sum() + (external == observed).sum() / 2)
    return 100 * below / permutations


def _dealt(labels: Ints, ties: int, *, permutations: int, seed: int) -> Iterator[Ints]:
    """The labels in random order, some hundred orders at once: (permutations at once, nodes)."""
    rng = np.random.default_rng(seed)
    at_once = max(1, NUMBERS_AT_ONCE // max(ties, len(labels), 1))
    small: Ints = labels.astype(np.int16 if labels.max(initial=0) < 32_000 else np.int64)
    for start in range(0, permutations, at_once):
        rows = min(at_once, permutations - start)
        yield rng.permuted(np.broadcast_to(small, (rows, len(small))), axis=1)


def _pairs(network: Network) -> tuple[Ints, Ints]:
    """Both ends of each tie; one without direction stands once."""
    if network.directed:
        return network.tails, network.heads
    once = network.tails < network.heads
    return network.tails[once], network.heads[once]


def _expected(labels: Ints) -> float:
    """The index of a tie between two nodes taken at random."""
    n, sizes = len(labels), np.bincount(labels)
    return float(1 - 2 * (sizes * (sizes - 1)).sum() / (n * (n - 1)))


def _reach(network: Network, labels: Ints) -> tuple[float, float]:
    """The lowest and the highest index that groups of these sizes can have with this many ties."""
    total, ways = network.ties, 2 if network.directed else 1
    if not total:
        return 0.0, 0.0
    sizes = np.bincount(labels)
    within = ways * int((sizes * (sizes - 1)).sum()) // 2
    across = ways * network.n * (network.n - 1) // 2 - within
    return (2 * max(total - within, 0) - total) / total, (2 * min(across, total) - total) / total


def _of_groups(labels: Ints, pairs: tuple[Ints, Ints], count: int) -> list[Crossing]:
    """Ties with one end in a group, and ties with both."""
    first, second = labels[pairs[0]], labels[pairs[1]]
    same = first == second
    internal = np.bincount(first[same], minlength=count)
    external = np.bincount(first[~same], minlength=count) + np.bincount(second[~same], minlength=count)
    return [Crossing(int(out), int(within)) for out, within in zip(external, internal, strict=True)]


def _of_nodes(network: Network, known: Network, labels: Ints, pairs: tuple[Ints, Ints]) -> tuple[Crossing | None, ...]:
    """Each node's own ties; None for a node whose group is not known."""
    same = labels[pairs[0]] == labels[pairs[1]]
    ends = np.concatenate(pairs)
    within = np.bincount(ends, weights=np.concatenate([same, same]), minlength=known.n)
    total = np.bincount(ends, minlength=known.n)
    found = {id_: Crossing(int(all_ - own), int(own)) for id_, all_, own in zip(known.ids, total, within, strict=True)}
    return tuple(found.get(id_) for id_ in network.ids)
