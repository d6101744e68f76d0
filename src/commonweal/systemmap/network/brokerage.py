"""Brokerage: who stands between two others that have no tie of their own, and between which groups.

A broker j has ties from i and to k, and i has none to k. By the groups of i, j and k the broker is a coordinator
(all one group), itinerant (i and k one group, j another), a representative (i and j), a gatekeeper (j and k) or a
liaison (three groups).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.systemmap.network.graph import Floats, Ints, Network, group_numbers, only_known

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")

PERMUTATIONS = 1_000

# Roles dealt out at once: some megabytes.
NUMBERS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Brokerage:
    """Roles of every node and of the whole network, in the order of ROLES, and what chance would give.

    `expected`, `sd` and `z` are those of a random network of this density (NaN where the sd is 0); z is a rough guide,
    since real networks are not random in that way. `p` is the share of random ways to deal out the groups to the
    same nodes in which a node has the role as often or more often; the total does not depend on groups and has none.
    Nodes whose group is not known are left out of it all: their rows are NaN, and `left_out` counts them.
    """

    network: Network
    observed: Floats  # (n, 6)
    expected: Floats  # (n, 6)
    sd: Floats  # (n, 6)
    z: Floats  # (n, 6)
    p: Floats  # (n, 5)
    whole: Floats  # (4, 6): observed, expected, sd, z
    left_out: int
    permutations: int


def brokerage(network: Network, *, permutations: int = PERMUTATIONS, seed: int = 1) -> Brokerage:
    """Gould and Fernandez's five roles, counted for every node.

    Parameters
    ----------
    network
        A tie without direction goes both ways, so that each pair of ends counts twice.
    permutations, seed
        How often the groups are dealt out again, and the stream that deals them; 0: p is NaN.

    Returns
    -------
    Brokerage
        In the order of the network's nodes.

    References
    ----------
    Gould R V, Fernandez R M (1989) Structures of mediation. Sociological Methodology 19.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> nodes = [("a", "A", "x"), ("b", "B", "x"), ("c", "C", "y")]
    >>> found = brokerage(network_from(nodes, [(0, 1), (1, 2)], directed=True), permutations=0)
    >>> found.observed[1]
    array([0., 0., 1., 0., 0., 1.])
    """
    known = only_known(network)
    _, labels = group_numbers(known)
    triads = open_triads(known)
    observed = _with_total(_counts(triads, labels[triads].T, known.n))
    sizes = np.bincount(labels) if known.n else np.zeros(0, dtype=np.int64)
    arcs = len(known.tails) / max(known.n * (known.n - 1), 1)
    expected, sd = (found[labels] for found in _moments(sizes, arcs))
    sd = np.sqrt(np.maximum(sd, 0.0))
    mean, variance = _moments_of_all(sizes, arcs)
    total, spread = observed.sum(axis=0), np.sqrt(np.maximum(variance, 0.0))
    rows = [network.ids.index(id_) for id_ in known.ids]

    def placed(found: Floats) -> Floats:
        filled = np.full((network.n, found.shape[1]), np.nan)
        filled[rows] = found
        return filled

    return Brokerage(
        network=network,
        observed=placed(observed),
        expected=placed(expected),
        sd=placed(sd),
        z=placed(_z(observed, expected, sd)),
        p=placed(_chances(triads, labels, observed[:, :5], permutations=permutations, seed=seed)),
        whole=np.stack([total, mean, spread, _z(total, mean, spread)]),
        left_out=network.n - known.n,
        permutations=permutations,
    )


def open_triads(network: Network) -> Ints:
    """Every i, j, k with ties i to j and j to k and none from i to k, as positions: (triads, 3)."""
    n = network.n
    keys = network.tails * n + network.heads  # in order
    first_out = np.searchsorted(network.tails, np.arange(n + 1))
    order = np.argsort(network.heads, kind="stable")
    first_in = np.searchsorted(network.heads[order], np.arange(n + 1))
    found = [np.zeros((0, 3), dtype=np.int64)]
    for broker in range(n):
        out = network.heads[first_out[broker] : first_out[broker + 1]]
        into = network.tails[order[first_in[broker] : first_in[broker + 1]]]
        start, end = np.repeat(into, len(out)), np.tile(out, len(into))
        wanted = start * n + end
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        open_ = (start != end) & (keys[at] != wanted) if len(wanted) else np.zeros(0, dtype=bool)
        found.append(np.column_stack([start[open_], np.full(int(open_.sum()), broker), end[open_]]))
    return np.concatenate(found)


def _roles(ends: NDArray[np.integer]) -> NDArray[np.int8]:
    """The role in each triad, given the groups of its i, j and k along the first axis."""
    first, broker, last = ends
    alike = (first == broker) * np.int8(1) + (broker == last) * np.int8(2) + (first == last) * np.int8(4)
    roles: NDArray[np.int8] = ROLE_OF[alike]
    return roles


# Coordinator where all are alike (7), itinerant where the ends are (4), representative where the first two are (1),
# gatekeeper where the last two are (2), liaison where none are (0).
ROLE_OF = np.array([4, 2, 3, -1, 1, -1, -1, 0], dtype=np.int8)


def _counts(triads: Ints, ends: NDArray[np.integer], n: int) -> Ints:
    """How often each node has each of the five roles: (n, 5)."""
    return np.bincount(triads[:, 1] * 5 + _roles(ends), minlength=n * 5).reshape(n, 5)


def _with_total(counts: Ints) -> Floats:
    return np.column_stack([counts, counts.sum(axis=1)]).astype(float)


def _z(observed: Floats, expected: Floats, sd: Floats) -> Floats:
    return np.divide(observed - expected, sd, out=np.full_like(sd, np.nan), where=sd > 0)


def _chances(triads: Ints, labels: Ints, observed: Floats, *, permutations: int, seed: int) -> Floats:
    """Share of random labels, the real ones counted as one of them, that give a node a role at least as often."""
    n = len(labels)
    if not permutations:
        return np.full((n, 5), np.nan)
    reached = np.ones((n, 5))
    for dealt in _dealt(labels, len(triads), permutations=permutations, seed=seed):
        rows = len(dealt)
        roles = _roles(dealt[:, triads.T].transpose(1, 0, 2))  # (rows, triads)
        places = (np.arange(rows)[:, None] * n + triads[:, 1]) * 5 + roles
        counts = np.bincount(places.ravel(), minlength=rows * n * 5).reshape(rows, n, 5)
        reached += (counts >= observed).sum(axis=0)
    return reached / (permutations + 1)


def _dealt(labels: Ints, triads: int, *, permutations: int, seed: int) -> Iterator[Ints]:
    rng = np.random.default_rng(seed)
    at_once = max(1, NUMBERS_AT_ONCE // max(triads, len(labels) * 5, 1))
    small = labels.astype(np.int16 if labels.max(initial=0) < 32_000 else np.int64)
    for start in range(0, permutations, at_once):
        rows = min(at_once, permutations - start)
        yield rng.permuted(np.broadcast_to(small, (rows, len(small))), axis=1)


def _moments(sizes: Ints, d: float) -> tuple[Floats, Floats]:
    """Mean and variance of the roles of a broker of each group, in a random network of density d: (groups, 6) each."""
    s = sizes.astype(float)
    n = s.sum()
    q, h = d**2 * (1 - d), d**3 * (1 - d) ** 3
    rest = n - s  # nodes of other groups, and the sums of their sizes' second and third powers
    squares, cubes = (s**2).sum() - s**2, (s**3).sum() - s**3
    mixed = rest * (s - 1)
    triads = np.column_stack(
        [
            (s - 1) * (s - 2),
            squares - rest,
            mixed,
            mixed,
            rest**2 - squares,
            np.full_like(s, (n - 1) * (n - 2)),
        ]
    )
    mixed_pairs = (s - 1) * rest * (rest - 1) + rest * (s - 1) * (s - 2)
    sharing = np.column_stack(
        [
            2 * (s - 1) * (s - 2) * (s - 3),
            2 * (cubes - 3 * squares + 2 * rest),
            mixed_pairs,
            mixed_pairs,
            2 * ((rest**2 - rest) * rest - (2 * rest - 1) * squares + cubes),
            np.full_like(s, 2 * (n - 1) * (n - 2) * (n - 3)),
        ]
    )
    mean = q * triads
    return mean, mean * (1 - q) + h * sharing


def _moments_of_all(sizes: Ints, d: float) -> tuple[Floats, Floats]:
    """Mean and variance of the roles of the whole network, by the published formulas for pairs that share a tie."""
    s = sizes.astype(float)
    n, squares = s.sum(), (s**2).sum()
    q, h3, h4, h5 = d**2 * (1 - d), d**3 * (1 - d) ** 3, d**4 * (1 - d) ** 2, d**5 * (1 - d)
    one_group = s * (s - 1) * (s - 2)
    rest = n - s
    mixed = float((s * (s - 1) * rest).sum())
    itinerant = s * (s - 1) * (((2 * s - 6) * rest + 2 * (squares - s**2)) * h3 + rest * (n - s - 1) * h5)
    gate = (s * (s - 1) * rest * ((n - 3) * h3 + (s - 2) * h5)).sum()
    everyone = n * (n - 1) * (n - 2)
    triads = np.array([one_group.sum(), mixed, mixed, mixed, everyone - one_group.sum() - 3 * mixed, everyone])
    sharing = np.array(
        [
            (one_group * ((4 * s - 10) * h3 - 4 * (s - 3) * h4 + (s - 3) * h5)).sum(),
            itinerant.sum(),
            gate,
            gate,
            _liaisons_that_share(s, (h3, h4, h5)),
            everyone * ((4 * n - 10) * h3 - 4 * (n - 3) * h4 + (n - 3) * h5),
        ]
    )
    mean = q * triads
    return mean, mean * (1 - q) + sharing


def _liaisons_that_share(s: Floats, h: tuple[float, float, float]) -> float:
    """Sum over groups i, j, k, all different, for the variance of the liaisons of a whole network.

    The sums of i j k and of i squared j k over different groups follow from sums of powers of the sizes.
    """
    n, squares, cubes, fourths = (float((s**power).sum()) for power in (1, 2, 3, 4))
    three = n**3 - 3 * n * squares + 2 * cubes
    four = squares * n**2 - 2 * cubes * n - squares**2 + 2 * fourths
    return (h[0] - h[1]) * ((4 * n - 2) * three - 8 * four) + h[2] * ((n - 1) * three - 2 * four)
