"""How high each factor of a column stands: near its neighbours, and never nearer to the next than there is room."""

from collections.abc import Sequence
from itertools import pairwise

from commonweal.systemmap.layout.schema import ROW, Graph

ROUNDS = 12
# A place where an arrow only passes needs less room than a factor.
PASSING = 0.35


def heights(columns: Sequence[Sequence[str]], graph: Graph) -> dict[str, float]:
    """The height of everything in its column: columns are aligned on each other in turn, there and back.

    Within a column the heights are the nearest to those wished (by squares) that keep their order and distance.
    """
    height = {name: place for column in columns for name, place in zip(column, _stacked(column), strict=True)}
    before, after = graph.before, graph.after
    for turn in range(ROUNDS):
        forth = turn % 2 == 0
        neighbours = before if forth else after
        for column in columns if forth else list(reversed(columns)):
            wished = [_mean([height[other] for other in neighbours[name]], height[name]) for name in column]
            height.update(zip(column, nearest_apart(wished, _gaps(column)), strict=True))
    return height


def nearest_apart(wished: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The numbers nearest to those wished, by squares, of which each is at least a gap above the one before.

    Without their gaps they have to rise only, which is isotonic regression: neighbours out of order are pooled.

    Parameters
    ----------
    wished
        Where each would like to stand.
    gaps
        One fewer: the least distance between each and the next.

    References
    ----------
    Best MJ, Chakravarti N (1990) Active set algorithms for isotonic regression. Mathematical Programming 47, 425-439.

    Examples
    --------
    >>> nearest_apart([5.0, 5.0, 20.0], [2.0, 2.0])
    [4.0, 6.0, 20.0]
    """
    shifts = [0.0]
    for gap in gaps:
        shifts.append(shifts[-1] + gap)
    pools: list[tuple[float, int]] = []
    for wish, shift in zip(wished, shifts, strict=False):
        mean, size = wish - shift, 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    levels = [mean for mean, size in pools for _ in range(size)]
    return [level + shift for level, shift in zip(levels, shifts, strict=False)]


def _gaps(column: Sequence[str]) -> list[float]:
    room = [ROW * (PASSING if name.startswith("#") else 1.0) for name in column]
    return [(one + other) / 2 for one, other in pairwise(room)]


def _stacked(column: Sequence[str]) -> list[float]:
    places = [0.0]
    for gap in _gaps(column):
        places.append(places[-1] + gap)
    middle = places[-1] / 2
    return [place - middle for place in places[: len(column)]]


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
