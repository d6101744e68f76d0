"""Betweenness: on how many of the shortest ways between others does a node stand?

Brandes (2001), for many starts at once. Let s(v) be the number of shortest ways from the start to v, and
e(v) = (1 + what depends on v) / s(v). Then s adds up forwards along the shortest ways and e adds up backwards, and
what depends on v is e(v) s(v) - 1. How far every node is from every start comes from sets of starts kept as bits.

Without directions a network is taken apart at its cut points first (Puzis and others 2015): in each block a node
stands for all that hang on it, and the ways from one branch to another through a cut point are a product. A block in
which all know each other has no ways through anyone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal import parallel
from commonweal.systemmap.network.cuts import Block, blocks_of
from commonweal.systemmap.network.graph import Floats, Ints, Network, neighbours, sides_of

# Starts of one go: their numbers stay in a core's cache (measured on 1,283 nodes; 128 to 512 are as good).
STARTS_AT_ONCE = 256

# Arcs times starts of one go, so that a dense network fits the memory.
NUMBERS_AT_ONCE = 20_000_000

Bits = NDArray[np.uint64]
Steps = NDArray[np.uint8] | NDArray[np.uint16]  # the highest number stands for: no way


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """Arcs in order of their heads; those into node i stand at `first[i]` to `first[i + 1]`. Each node weighs."""

    tails: Ints  # (arcs,)
    heads: Ints  # (arcs,)
    first: Ints  # (n + 1,)
    weights: Floats  # (n,)


def betweenness(network: Network) -> Floats:
    """How many shortest ways between two others lead through each node, a share where there are several.

    Parameters
    ----------
    network
        With directions, ways follow them and ordered pairs count; without, a pair counts once. Not normalised.

    Returns
    -------
    array
        One number a node, 0 where no way leads through it.

    References
    ----------
    Brandes U (2001) A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> nodes = [(name, name, "") for name in "abcd"]
    >>> betweenness(network_from(nodes, [(0, 1), (1, 2), (1, 3)], directed=False))
    array([0., 3., 0., 0.])
    """
    if network.directed:
        return _through(_ways(network.tails, network.heads, np.ones(network.n)))
    around = neighbours(sides_of(network))
    through = np.zeros(network.n)
    parts = blocks_of(around)
    for blocks in parts:
        _add_cut_points(through, blocks)
    for batch in _batches(block for blocks in parts for block in blocks if len(block.members) > 2):
        _add_batch(through, batch, around)
    return through


def _add_cut_points(through: Floats, blocks: tuple[Block, ...]) -> None:
    """Ways from one branch of a node to another: half of (the square of their sum less the sum of their squares)."""
    branches: dict[int, list[int]] = {}
    for block in blocks:
        everyone = sum(block.hanging)
        for node, hanging in zip(block.members, block.hanging, strict=True):
            branches.setdefault(node, []).append(everyone - hanging)
    for node, sizes in branches.items():
        through[node] += (sum(sizes) ** 2 - sum(size**2 for size in sizes)) / 2


def _batches(blocks: Iterable[Block]) -> list[list[Block]]:
    """Blocks, the largest first, put together until a batch is as large as the largest."""
    batches: list[list[Block]] = []
    room = 0
    for block in sorted(blocks, key=lambda block: -len(block.members)):
        if not batches or room < len(block.members):
            batches.append([])
            room = len(batches[0][0].members) if batches[0] else len(block.members)
        batches[-1].append(block)
        room -= len(block.members)
    return batches


def _add_batch(through: Floats, batch: list[Block], around: list[list[int]]) -> None:
    """Ways within some blocks; where a node stands in two of them it is two nodes."""
    tails: list[int] = []
    heads: list[int] = []
    start = 0
    for block in batch:
        place = {node: at for at, node in enumerate(block.members, start)}
        inner = [[place[other] for other in around[node] if other in place] for node in block.members]
        if sum(map(len, inner)) < len(place) * (len(place) - 1):
            tails += [at for at, others in enumerate(inner, start) for _ in others]
            heads += [other for others in inner for other in others]
        start += len(place)
    weights = np.array([hanging for block in batch for hanging in block.hanging], dtype=float)
    members = np.array([node for block in batch for node in block.members])
    found = _through(_ways(np.array(tails, dtype=np.int64), np.array(heads, dtype=np.int64), weights))
    np.add.at(through, members, found / 2)


def _ways(tails: Ints, heads: Ints, weights: Floats) -> _Ways:
    order = np.argsort(heads, kind="stable")
    return _Ways(tails[order], heads[order], np.searchsorted(heads[order], np.arange(len(weights) + 1)), weights)


def _through(ways: _Ways) -> Floats:
    """Weight of the starts times what depends on each node, over all starts."""
    n = len(ways.weights)
    if not len(ways.tails):
        return np.zeros(n)
    starts = np.flatnonzero(np.bincount(ways.tails, minlength=n))
    at_once = max(1, min(STARTS_AT_ONCE, NUMBERS_AT_ONCE // len(ways.tails)))
    goes = [starts[first : first + at_once] for first in range(0, len(starts), at_once)]
    found = parallel.each(lambda go: _dependence(ways, go), goes, cores=min(parallel.threads(), len(goes)))
    total: Floats = np.sum(found, axis=0)
    return total


def _dependence(ways: _Ways, starts: Ints) -> Floats:
    """What depends on each node, summed over some starts."""
    distance = _distances(ways, starts)  # (n, columns), at least as many columns as starts
    columns = distance.shape[1]
    home = starts * columns + np.arange(len(starts))
    steps = _steps(ways, distance)
    count = np.zeros(distance.size)
    count[home] = 1.0
    for tails, heads in steps:
        np.add.at(count, heads, count[tails])
    own = np.repeat(ways.weights, columns)
    back = np.divide(own, count, out=np.zeros_like(own), where=count > 0)
    for tails, heads in reversed(steps):
        np.add.at(back, tails, back[heads])
    depends = back * count
    depends -= np.where(count > 0, own, 0.0)
    depends[home] = 0.0
    found: Floats = depends.reshape(distance.shape)[:, : len(starts)] @ ways.weights[starts]
    return found


def _steps(ways: _Ways, distance: Steps) -> list[tuple[Ints, Ints]]:
    """The arcs of all shortest ways by how far from the start they begin, as places in a flat (n, columns) array."""
    columns, far = distance.shape[1], _far(distance.dtype)
    before = distance[ways.heads]
    before -= before.dtype.type(1)
    begins = np.where(distance[ways.tails] == before, before, before.dtype.type(far)).ravel()  # (arcs * columns,)
    arcs = np.arange(len(ways.tails))
    to_tail, to_head = (ways.tails - arcs) * columns, (ways.heads - arcs) * columns
    steps = []
    for step in range(int(distance.max(where=distance < far, initial=0))):
        here = np.flatnonzero(begins == step)
        arc = here // columns
        steps.append((here + to_tail[arc], here + to_head[arc]))
    return steps


def _distances(ways: _Ways, starts: Ints) -> Steps:
    """Steps from each start to each node: (n, starts filled up to whole words of bits).

    In each round a node takes over the starts that have come to where its arcs begin. The rounds for which a node
    still waits for a start are counted in binary, one plane of bits a digit.
    """
    column = np.arange(len(starts))
    come: Bits = np.zeros((len(ways.weights), -(-len(starts) // 64)), dtype=np.uint64)
    come[starts, column // 64] = np.left_shift(np.uint64(1), (column % 64).astype(np.uint64))
    met = np.flatnonzero(np.diff(ways.first))
    planes: list[Bits] = []
    while True:
        ahead = come.copy()
        ahead[met] |= np.bitwise_or.reduceat(come[ways.tails], ways.first[met], axis=0)
        if np.array_equal(ahead, come):
            break
        _count_up(planes, ~come)
        come = ahead
    kind: np.dtype[Any] = np.dtype(np.uint8 if len(planes) < 8 else np.uint16)
    distance: Steps = np.zeros((len(come), come.shape[1] * 64), dtype=kind)
    for digit, plane in enumerate(planes):
        distance |= np.left_shift(_bits(plane).astype(kind, copy=False), digit, dtype=kind)
    distance[_bits(come) == 0] = _far(distance.dtype)
    return distance


def _far(kind: np.dtype[Any]) -> int:
    """The number that stands for no way at all."""
    return int(np.iinfo(kind).max)


def _count_up(planes: list[Bits], ones: Bits) -> None:
    """Add one to the binary number of each bit that is set."""
    for digit, plane in enumerate(planes):
        planes[digit], ones = plane ^ ones, plane & ones
    if ones.any():
        planes.append(ones)


def _bits(words: Bits) -> NDArray[np.uint8]:
    return np.unpackbits(words.astype("<u8", copy=False).view(np.uint8), axis=1, bitorder="little")
