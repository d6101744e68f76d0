"""By force: linked factors pull each other near, all others push each other away."""

import numpy as np
from numpy.typing import NDArray

from commonweal.systemmap.layout.schema import COLUMN, ROW, Graph, Point

Floats = NDArray[np.float64]

# Up to so many factors each pushes each; beyond, all push by way of a grid.
EXACT = 150
STEPS = 150
# Rounds in which boxes that overlap move apart.
ROUNDS_APART = 40
# Cells of the grid along each side.
CELLS = 64
# The golden angle spreads a spiral of points evenly.
GOLDEN_ANGLE = np.pi * (3 - 5**0.5)


def by_force(graph: Graph) -> dict[str, Point]:
    """A place for each factor where pull and push are in balance, and no two boxes overlap.

    References
    ----------
    Fruchterman TMJ, Reingold EM (1991) Graph drawing by force-directed placement. Software: Practice and Experience
    21(11), 1129-1164. The push by way of a grid is a convolution, as Linderman and others (2019, Nature Methods 16,
    243-245) have it for t-SNE.

    Examples
    --------
    >>> by_force(Graph(("alone",), ()))
    {'alone': (0.0, 0.0)}
    """
    if not graph.factors:
        return {}
    index = {factor: at for at, factor in enumerate(graph.factors)}
    ends = np.array([(index[from_], index[to]) for from_, to in graph.arrows], dtype=np.int64).reshape(-1, 2)
    settled = _settled(_spiral(len(index)), ends)
    stretched = _apart(settled * (_scale(settled, ends) * np.array([COLUMN, ROW * 2])))
    centred = np.round(stretched - stretched.mean(axis=0), 1) + 0.0  # no minus nought
    return {factor: (float(x), float(y)) for factor, (x, y) in zip(graph.factors, centred, strict=True)}


def _spiral(count: int) -> Floats:
    turn = np.arange(count) * GOLDEN_ANGLE
    points: Floats = np.sqrt(np.arange(count))[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return points  # (factors, 2)


def _scale(points: Floats, ends: NDArray[np.int64]) -> float:
    """What makes a link as long as a column is wide, as a rule."""
    if not len(ends):
        return 1.0
    lengths = np.linalg.norm(points[ends[:, 1]] - points[ends[:, 0]], axis=1)
    return 1.0 / max(float(np.median(lengths)), 1e-6)


def _settled(points: Floats, ends: NDArray[np.int64]) -> Floats:
    """Pulled by the square of the length of links, pushed by one over distance; cooling as it goes."""
    count = len(points)
    push = _push_each if count <= EXACT else _push_by_grid
    warmth = np.sqrt(count) / 4 + 0.3
    for step in range(STEPS):
        force = push(points)
        between: Floats = points[ends[:, 1]] - points[ends[:, 0]]  # (links, 2)
        pull = between * np.linalg.norm(between, axis=1, keepdims=True)
        for axis in (0, 1):
            force[:, axis] += np.bincount(ends[:, 0], weights=pull[:, axis], minlength=count)
            force[:, axis] -= np.bincount(ends[:, 1], weights=pull[:, axis], minlength=count)
        force -= points * 0.12  # so that parts that nothing joins do not drift off
        size = np.linalg.norm(force, axis=1, keepdims=True) + 1e-9
        points = points + force / size * np.minimum(size, warmth * (1 - step / STEPS))
    return points


def _push_each(points: Floats) -> Floats:
    between = points[:, None, :] - points[None, :, :]  # (factors, factors, 2)
    far = (between**2).sum(axis=2) + 1e-3
    pushed: Floats = (between / far[:, :, None]).sum(axis=1)
    return pushed


def _push_by_grid(points: Floats) -> Floats:
    low = points.min(axis=0)
    cell = float((points.max(axis=0) - low).max()) / (CELLS - 1) + 1e-9
    at = np.rint((points - low) / cell).astype(np.int64)  # (factors, 2)
    mass = np.zeros((CELLS, CELLS))
    np.add.at(mass, (at[:, 0], at[:, 1]), 1.0)
    steps = np.arange(-CELLS + 1, CELLS) * cell
    x, y = np.meshgrid(steps, steps, indexing="ij")
    far = x**2 + y**2 + cell**2 / 4
    field = np.stack([_convolved(mass, x / far), _convolved(mass, y / far)], axis=2)
    felt: Floats = field[at[:, 0], at[:, 1]]
    return felt


def _convolved(mass: Floats, kernel: Floats) -> Floats:
    size = (3 * CELLS - 2, 3 * CELLS - 2)
    whole = np.fft.irfft2(np.fft.rfft2(mass, size) * np.fft.rfft2(kernel, size), size)
    return whole[CELLS - 1 : 2 * CELLS - 1, CELLS - 1 : 2 * CELLS - 1]


def _apart(points: Floats) -> Floats:
    """Boxes that overlap are moved apart, the shorter way, until none do or the rounds are over."""
    room = np.array([COLUMN * 0.8, ROW * 0.85])
    points = points.copy()
    for _ in range(ROUNDS_APART):
        one, other = _near_pairs(points, room)
        between = points[other] - points[one]
        lacking = room - np.abs(between)
        overlap = (lacking > 1e-6).all(axis=1)
        if not overlap.any():
            break
        one, other, between, lacking = one[overlap], other[overlap], between[overlap], lacking[overlap]
        axis = (lacking / room).argmin(axis=1)
        rows = np.arange(len(axis))
        side = np.where(between[rows, axis] >= 0, 1.0, -1.0)
        move = np.zeros_like(between)
        move[rows, axis] = side * lacking[rows, axis] * 0.55
        np.add.at(points, other, move)
        np.add.at(points, one, -move)
    return points


def _near_pairs(points: Floats, room: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs that may overlap: those in the same cell of a grid of boxes, or in one beside it."""
    cell = np.floor((points - points.min(axis=0)) / room).astype(np.int64)  # (factors, 2)
    tall = int(cell[:, 1].max()) + 3
    key = cell[:, 0] * tall + cell[:, 1]
    order = np.argsort(key, kind="stable")
    pairs = [_cells_beside(key[order], step) for step in (0, 1, tall - 1, tall, tall + 1)]
    one, other = (np.concatenate(ends) for ends in zip(*pairs, strict=True))
    return order[one], order[other]


def _cells_beside(key: NDArray[np.int64], step: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places in the sorted keys of pairs whose cells are `step` apart; within a cell each pair once."""
    here = np.arange(len(key))
    start = np.searchsorted(key, key + step) if step else here + 1
    counts = np.searchsorted(key, key + step, side="right") - start
    one = np.repeat(here, counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return one, np.repeat(start, counts) + within
