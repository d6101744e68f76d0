"""How near is each node to the others, and how well connected are those that it is tied to?"""

from dataclasses import dataclass

import numpy as np

from commonweal import parallel
from commonweal.systemmap.network.graph import Floats, Ints, Network, sides_of
from commonweal.systemmap.network.nodes.distances import STARTS, Ways, distances_from, far, ways_of

# Within so many ties somebody is reached: those whom one knows, and those whom they know.
NEAR = 2

# The chance that a walk goes on along a tie instead of beginning anew anywhere (Brin and Page 1998).
DAMPING = 0.85

# A vector that changes by less than this in a round stays; one that still changes after so many rounds is not told.
SETTLED, ROUNDS = 1e-13, 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """For each node by position: closeness, 0 to 1, and the share of the others that it reaches within two ties."""

    closeness: Floats  # (n,)
    reach: Floats  # (n,)


def nearness(network: Network) -> Nearness:
    """How near each node is to all others.

    Parameters
    ----------
    network
        With directions, ways lead out along them.

    Returns
    -------
    Nearness
        Closeness is the mean, over all others, of one divided by the ties of the shortest way to them; whom no way
        reaches counts 0, so that a network in pieces has it too. Both are 0 with fewer than two nodes.

    References
    ----------
    Gil J, Schmidt S (1996) The origin of the Mexican network of power; `closeness` "suminv" of R's sna.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> nodes = [(name, name, "") for name in "abcd"]
    >>> near = nearness(network_from(nodes, [(0, 1), (1, 2), (2, 3)], directed=False))
    >>> near.closeness.round(3), near.reach.round(3)
    (array([0.611, 0.833, 0.833, 0.611]), array([0.667, 1.   , 1.   , 0.667]))
    """
    n = network.n
    if n < 2 or not len(network.tails):
        return Nearness(np.zeros(n), np.zeros(n))
    ways = ways_of(network.tails, network.heads, np.ones(n))
    starts = np.arange(n)
    goes = [starts[first : first + STARTS] for first in range(0, n, STARTS)]
    found = parallel.each(lambda go: _near(ways, go), goes, cores=min(parallel.threads(), len(goes)))
    inverse, near = (np.concatenate(part) for part in zip(*found, strict=True))
    return Nearness(inverse / (n - 1), near / (n - 1))


def _near(ways: Ways, starts: Ints) -> tuple[Floats, Floats]:
    """Of each start the sum of one divided by the ties to each other node, and how many others are near."""
    distance = distances_from(ways, starts)[:, : len(starts)]
    reached = (distance > 0) & (distance < far(distance.dtype))
    inverse = np.divide(1.0, distance, out=np.zeros(distance.shape), where=reached)
    near: Floats = (reached & (distance <= NEAR)).sum(axis=0).astype(float)
    return inverse.sum(axis=0), near


def pagerank(network: Network) -> Floats:
    """How often somebody who walks at random along ties, beginning anew now and then, is at each node; sums to 1.

    Parameters
    ----------
    network
        With directions, the walk follows them. From a node without a way out it begins anew.

    References
    ----------
    Brin S, Page L (1998) The anatomy of a large-scale hypertextual Web search engine. Computer Networks 30.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> nodes = [(name, name, "") for name in "abc"]
    >>> pagerank(network_from(nodes, [(0, 1), (1, 2)], directed=False)).round(3)
    array([0.257, 0.486, 0.257])
    """
    n = network.n
    out = np.bincount(network.tails, minlength=n)
    ends, share = out == 0, 1.0 / np.maximum(out, 1)
    now = np.full(n, 1.0 / max(n, 1))
    for _ in range(ROUNDS):
        walked = np.bincount(network.heads, weights=(now * share)[network.tails], minlength=n)
        after = DAMPING * (walked + now[ends].sum() / max(n, 1)) + (1 - DAMPING) / max(n, 1)
        if np.abs(after - now).sum() < SETTLED:
            break
        now = after
    return now


def eigenvector(network: Network) -> Floats | None:
    """Each node in proportion to the sum over those it is tied to, the most central one as 1; directions have no part.

    Returns
    -------
    array or None
        0 outside the part of the network that is tied most densely. None where two parts are so alike that no
        vector settles.

    References
    ----------
    Bonacich P (1972) Factoring and weighting approaches to status scores and clique identification.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> nodes = [(name, name, "") for name in "abc"]
    >>> eigenvector(network_from(nodes, [(0, 1), (1, 2)], directed=False)).round(3)
    array([0.707, 1.   , 0.707])
    """
    sides = sides_of(network)
    now = np.ones(network.n)
    if not len(sides.left):
        return np.zeros(network.n)
    for _ in range(ROUNDS):
        # Its own share keeps a network of two sides (all ties from one to the other) from swinging for ever.
        after = now + np.bincount(sides.left, weights=now[sides.right], minlength=network.n)
        after /= after.max()
        if np.abs(after - now).max() < SETTLED:
            return after
        now = after
    return None
