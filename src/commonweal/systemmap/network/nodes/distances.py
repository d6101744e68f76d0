"""How far is it from many starts at once to every node?

Starts are bits of a word, 64 in one go. In each round a node takes over the starts that have come to where its ties
begin.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.systemmap.network.graph import Floats, Ints

# Starts of one go: one a bit of a word, and their numbers stay in a core's cache (measured on 1,283 nodes).
STARTS = 64

Words = NDArray[np.uint64]
Steps = NDArray[np.uint8] | NDArray[np.uint16]  # the highest number stands for: no way


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Arcs in order of their heads; those into node i stand at `first[i]` to `first[i + 1]`. Each node weighs."""

    tails: Ints  # (arcs,)
    heads: Ints  # (arcs,)
    first: Ints  # (n + 1,)
    weights: Floats  # (n,)


def ways_of(tails: Ints, heads: Ints, weights: Floats) -> Ways:
    """Arcs (from `tails` to `heads`) among nodes that weigh so much."""
    order = np.argsort(heads, kind="stable")
    return Ways(tails[order], heads[order], np.searchsorted(heads[order], np.arange(len(weights) + 1)), weights)


def distances_from(ways: Ways, starts: Ints) -> Steps:
    """Steps from each start (64 at the most) to each node: (n, 64), `far` where there is no way.

    In each round a node takes over the starts that have come to where its arcs begin. The rounds for which a node
    still waits for a start are counted in binary, one word a digit.
    """
    come: Words = np.zeros(len(ways.weights), dtype=np.uint64)
    come[starts] = np.left_shift(np.uint64(1), np.arange(len(starts), dtype=np.uint64))
    met = np.flatnonzero(np.diff(ways.first))
    first = ways.first[met]
    digits: list[Words] = []
    while True:
        ahead = come.copy()
        ahead[met] |= np.bitwise_or.reduceat(come.take(ways.tails), first)
        if np.array_equal(ahead, come):
            break
        _count_up(digits, ~come)
        come = ahead
    kind: np.dtype[Any] = np.dtype(np.uint8 if len(digits) < 8 else np.uint16)
    distance: Steps = np.zeros((len(come), STARTS), dtype=kind)
    for place, digit in enumerate(digits):
        distance |= np.left_shift(_bits(digit).astype(kind, copy=False), place, dtype=kind)
    distance[_bits(come) == 0] = far(distance.dtype)
    return distance


def far(kind: np.dtype[Any]) -> int:
    """The number that stands for no way at all."""
    return int(np.iinfo(kind).max)


def _count_up(digits: list[Words], ones: Words) -> None:
    """Add one to the binary number of each bit that is set."""
    for place, digit in enumerate(digits):
        digits[place], ones = digit ^ ones, digit & ones
    if ones.any():
        digits.append(ones)


def _bits(words: Words) -> NDArray[np.uint8]:
    return np.unpackbits(
        words.astype("<u8", copy=False).view(np.uint8).reshape(len(words), 8), axis=1, bitorder="little"
    )
