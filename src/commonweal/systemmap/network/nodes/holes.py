"""Structural holes: how far does a node's circle know each other already?"""

from dataclasses import dataclass

import numpy as np

from commonweal.systemmap.network.graph import Floats, Ints, Network, Sides, sides_of

# Ways over a third node that are looked at at once.
WAYS_AT_ONCE = 5_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Holes:
    """For each node by position: constraint and effective size, NaN without any tie."""

    constraint: Floats  # (n,)
    effective_size: Floats  # (n,)


def structural_holes(network: Network) -> Holes:
    """Burt's constraint and effective size of every node.

    Parameters
    ----------
    network
        A tie both ways weighs twice a tie one way. p(i, j) is the share of i's ties that go to j or come from j.

    Returns
    -------
    Holes
        Constraint of i: the sum over its contacts j of (p(i, j) + sum over q of p(i, q) p(q, j)) squared; low where
        its contacts do not know each other. Effective size: its contacts less what they have in common, the sum
        over j and q of p(i, q) m(j, q), where m is a tie's weight beside the heaviest of j.

    References
    ----------
    Burt R S (1992) Structural Holes, chapter 2.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> nodes = [(name, name, "") for name in "abc"]
    >>> holes = structural_holes(network_from(nodes, [(0, 1), (1, 2)], directed=False))
    >>> holes.constraint, holes.effective_size
    (array([1. , 0.5, 1. ]), array([1., 2., 1.]))
    """
    sides = sides_of(network)
    n = network.n
    total = np.bincount(sides.left, weights=sides.weight, minlength=n)
    share = sides.weight / total[sides.left]
    heaviest = np.zeros(n)
    np.maximum.at(heaviest, sides.left, sides.weight)
    beside = sides.weight / heaviest[sides.left]
    by_way, in_common = _over_a_third(sides, share, beside, n)
    contacts = np.bincount(sides.left, minlength=n)
    constraint = np.bincount(sides.left, weights=(share + by_way) ** 2, minlength=n)
    alone = contacts == 0
    return Holes(np.where(alone, np.nan, constraint), np.where(alone, np.nan, contacts - in_common))


def _over_a_third(sides: Sides, share: Floats, beside: Floats, n: int) -> tuple[Floats, Floats]:
    """For each side (i, j): sum of p(i, q) p(q, j); for each node i: sum over j and q of p(i, q) m(j, q)."""
    keys = sides.left * n + sides.right
    reverse = np.searchsorted(keys, sides.right * n + sides.left)
    by_way, in_common = np.zeros(len(keys)), np.zeros(n)
    sizes = np.diff(sides.first)[sides.right]
    for part in _parts(np.cumsum(sizes)):
        first = np.repeat(np.arange(part.start, part.stop), sizes[part])  # side (i, q)
        offset = np.arange(len(first)) - np.repeat(np.cumsum(sizes[part]) - sizes[part], sizes[part])
        second = sides.first[sides.right[first]] + offset  # side (q, j)
        wanted = sides.left[first] * n + sides.right[second]
        direct = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)  # side (i, j), where there is one
        closed = keys[direct] == wanted
        first, second, direct = first[closed], second[closed], direct[closed]
        np.add.at(by_way, direct, share[first] * share[second])
        np.add.at(in_common, sides.left[first], share[first] * beside[reverse[second]])
    return by_way, in_common


def _parts(ends: Ints) -> list[slice]:
    """Sides in parts, so that no part has too many ways to go on from."""
    parts, start = [], 0
    while start < len(ends):
        begun = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, begun + WAYS_AT_ONCE, side="right")))
        parts.append(slice(start, stop))
        start = stop
    return parts
