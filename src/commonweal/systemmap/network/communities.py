"""Communities: groups that the ties themselves make, beside those that people are put in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.systemmap.network.graph import Network, sides_of

# A move that gains less is none: it would only be rounding.
LEAST_GAIN = 1e-12

# Whom each node has ties with, and how much they weigh; a node's own circle stands under itself, once.
Around = Sequence[dict[int, float]]


@dataclass(frozen=True, slots=True)
class Communities:
    """Communities by position of their nodes, the largest first, and the modularity of this division."""

    members: tuple[tuple[int, ...], ...]
    modularity: float

    def of(self, n: int) -> tuple[int, ...]:
        """The number of each node's community, from 1 on."""
        number = {node: at for at, nodes in enumerate(self.members, 1) for node in nodes}
        return tuple(number[node] for node in range(n))


def modularity(network: Network, labels: Sequence[object]) -> float:
    """How many more ties stay within the groups than if everybody kept their ties and spread them at random.

    Parameters
    ----------
    network
        A tie both ways weighs twice a tie one way; directions have no further part.
    labels
        The group of each node.

    Returns
    -------
    float
        From -0.5 to 1; 0 where chance would do as well, with one group only, or without ties.

    References
    ----------
    Newman M E J, Girvan M (2004) Finding and evaluating community structure in networks. Physical Review E 69.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> nodes = [(name, name, "") for name in "abcd"]
    >>> modularity(network_from(nodes, [(0, 1), (2, 3)], directed=False), "xxyy")
    0.5
    """
    sides = sides_of(network)
    twice = float(sides.weight.sum())
    if not twice:
        return 0.0
    number: dict[object, int] = {}
    own = np.array([number.setdefault(label, len(number)) for label in labels])
    within = sides.weight[own[sides.left] == own[sides.right]].sum() / twice
    strength = np.bincount(own[sides.left], weights=sides.weight, minlength=len(number))
    return float(within - ((strength / twice) ** 2).sum())


def communities(network: Network) -> Communities:
    """A division with high modularity: nodes move to where it gains most, then whole communities, until none gains.

    Nodes are asked in their order, and of equal gains the community of the earliest node wins, so the same network
    in the same order always gives the same answer. It is a good division, not proven to be the best; others may
    be nearly as good, and communities much smaller than the square root of twice the number of ties can be merged
    (Fortunato and Barthélemy 2007). Read it as a question, not as a finding.

    References
    ----------
    Blondel V D and others (2008) Fast unfolding of communities in large networks. Journal of Statistical Mechanics.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> nodes = [(name, name, "") for name in "abcdef"]
    >>> ties = [(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5)]
    >>> communities(network_from(nodes, ties, directed=False)).members
    ((0, 1, 2), (3, 4, 5))
    """
    sides = sides_of(network)
    around: list[dict[int, float]] = [{} for _ in range(network.n)]
    for left, right, weight in zip(sides.left.tolist(), sides.right.tolist(), sides.weight.tolist(), strict=True):
        around[left][right] = weight
    own = _settled(around)
    members: dict[int, list[int]] = defaultdict(list)
    for node, label in enumerate(own):
        members[label].append(node)
    found = tuple(sorted(map(tuple, members.values()), key=lambda nodes: (-len(nodes), nodes)))
    return Communities(found, modularity(network, own))


def _settled(around: Around) -> list[int]:
    """The community of each node, once neither a node nor a whole community gains by a move."""
    own, moved = list(range(len(around))), True
    while moved:
        own, moved = _moved(around, own)
        labels = sorted(set(own))
        place = {label: at for at, label in enumerate(labels)}
        joined, again = _moved(_merged(around, own, place), list(range(len(labels))))
        own = [labels[joined[place[label]]] for label in own]
        moved = moved or again
    return own


def _moved(around: Around, own: list[int]) -> tuple[list[int], bool]:
    """The community of each node, named by its earliest node, after rounds in which each may move."""
    own, moved, again = own[:], False, True
    strength = [sum(ties.values()) for ties in around]
    twice = sum(strength) or 1.0
    total = [0.0] * len(around)
    for node, label in enumerate(own):
        total[label] += strength[node]
    while again:
        again = False
        for node, ties in enumerate(around):
            best = _best(node, ties, own, (total, strength[node], twice))
            if best != own[node]:
                total[own[node]] -= strength[node]
                total[best] += strength[node]
                own[node] = best
                moved = again = True
    earliest: dict[int, int] = {}
    for node, label in enumerate(own):
        earliest.setdefault(label, node)
    return [earliest[label] for label in own], moved


def _best(node: int, ties: dict[int, float], own: list[int], sums: tuple[list[float], float, float]) -> int:
    """The community in which a node adds most to modularity; its own unless another adds more."""
    total, strength, twice = sums
    to: dict[int, float] = defaultdict(float)
    for other, weight in ties.items():
        if other != node:
            to[own[other]] += weight
    here = own[node]
    best, most = here, to.get(here, 0.0) - strength * (total[here] - strength) / twice
    for label in sorted(to):
        gain = to[label] - strength * total[label] / twice
        if label != here and gain > most + LEAST_GAIN * twice:
            best, most = label, gain
    return best


def _merged(around: Around, own: list[int], place: dict[int, int]) -> Around:
    """The network of communities, each in its place."""
    merged: list[dict[int, float]] = [defaultdict(float) for _ in place]
    for node, ties in enumerate(around):
        for other, weight in ties.items():
            merged[place[own[node]]][place[own[other]]] += weight
    return merged
