"""Betweenness: on how many of the shortest ways between others does a node stand?

Brandes (2001), for many starts at once. Let s(v) be the number of shortest ways from the start to v, and
e(v) = (1 + what depends on v) / s(v). Then s adds up forwards along the shortest ways and e adds up backwards, and
what depends on v is e(v) s(v) - 1. How far every node is from every start comes from sets of starts kept as bits.

Without directions a network is taken apart at its cut points first (Puzis and others 2015): in each block a node
stands for all that hang on it, and the ways from one branch to another through a cut point are a product. A block in
which all know each other has no ways through anyone.
"""

from collections.abc import Iterable

import numpy as np

from commonweal import parallel
from commonweal.systemmap.network.graph import Floats, Ints, Network, neighbours, sides_of
from commonweal.systemmap.network.nodes.cuts import Block, blocks_of
from commonweal.systemmap.network.nodes.distances import STARTS, Steps, Ways, distances_from, far, ways_of


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
        return _through(ways_of(network.tails, network.heads, np.ones(network.n)))
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
    found = _through(ways_of(np.array(tails, dtype=np.int64), np.array(heads, dtype=np.int64), weights))
    np.add.at(through, members, found / 2)


def _through(ways: Ways) -> Floats:
    """Weight of the starts times what depends on each node, over all starts."""
    n = len(ways.weights)
    if not len(ways.tails):
        return np.zeros(n)
    starts = np.flatnonzero(np.bincount(ways.tails, minlength=n))
    goes = [starts[first : first + STARTS] for first in range(0, len(starts), STARTS)]
    found = parallel.each(lambda go: _dependence(ways, go), goes, cores=min(parallel.threads(), len(goes)))
    total: Floats = np.sum(found, axis=0)
    return total


def _dependence(ways: Ways, starts: Ints) -> Floats:
    """What depends on each node, summed over up to 64 starts, each of which is a column."""
    distance = distances_from(ways, starts)  # (n, 64)
    home = starts * STARTS + np.arange(len(starts))
    steps = _steps(ways, distance)
    count = np.zeros(distance.size)
    count[home] = 1.0
    for tails, heads in steps:
        np.add.at(count, heads, count.take(tails))
    ways_to = count.reshape(distance.shape)
    reached = ways_to > 0
    back = np.divide(ways.weights[:, None], ways_to, out=np.zeros_like(ways_to), where=reached)
    flat = back.ravel()
    for tails, heads in reversed(steps):
        np.add.at(flat, tails, flat.take(heads))
    own = np.zeros(STARTS)
    own[: len(starts)] = ways.weights[starts]
    # What depends is back x count less the node's own weight where it was reached; nothing at the start itself.
    found: Floats = np.einsum("ij,ij,j->i", back, ways_to, own) - ways.weights * (reached @ own)
    found[starts] -= ways.weights[starts] * (flat[home] - ways.weights[starts])
    return found


def _steps(ways: Ways, distance: Steps) -> list[tuple[Ints, Ints]]:
    """The arcs of all shortest ways by how far from the start they begin, as places in a flat (n, 64) array."""
    before = distance.take(ways.heads, axis=0)
    before -= before.dtype.type(1)
    here = np.flatnonzero(distance.take(ways.tails, axis=0) == before)  # places in (arcs, 64)
    begins = before.ravel().take(here)
    arcs = np.arange(len(ways.tails))
    to_tail, to_head = (ways.tails - arcs) * STARTS, (ways.heads - arcs) * STARTS
    steps = []
    # Into a start from where there is no way to it, both numbers are the highest: those arcs begin at no step.
    for step in range(int(distance.max(where=distance < far(distance.dtype), initial=0))):
        now = here.take(np.flatnonzero(begins == step))
        arc = now >> 6  # a 64th
        steps.append((now + to_tail.take(arc), now + to_head.take(arc)))
    return steps
