"""In which order factors stand in their columns, so that few arrows cross."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from commonweal.systemmap.layout.schema import Graph

# Sweeps there and back; more change little.
SWEEPS = 8
# An arrow over several columns is led through each by a place of its own; beyond so many they are not led.
MOST_PLACES = 20_000

Columns = list[list[str]]


def columns_in_order(graph: Graph, rank: Mapping[str, int]) -> tuple[Columns, Graph]:
    """The columns from left to right, each from top to bottom; and the graph with its arrows cut into short ones.

    Places where a long arrow passes a column are named "#1", "#2", ... Each sweep puts a factor where its neighbours
    in the column before are on average (barycentre), and the order with the fewest crossings is kept.

    References
    ----------
    Sugiyama K, Tagawa S, Toda M (1981) Methods for visual understanding of hierarchical system structures.
    IEEE Transactions on Systems, Man, and Cybernetics 11(2), 109-125.
    """
    short, placed = _cut(graph, rank)
    columns: Columns = [[] for _ in range(max(placed.values(), default=-1) + 1)]
    for name in short.factors:
        columns[placed[name]].append(name)
    before, after = short.before, short.after
    best, fewest = columns, crossings(columns, after)
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        columns = _swept(columns, before if forth else after, forth=forth)
        if (count := crossings(columns, after)) < fewest:
            best, fewest = columns, count
    return best, short


def crossings(columns: Sequence[Sequence[str]], after: Mapping[str, Sequence[str]]) -> int:
    """How many pairs of arrows between neighbouring columns cross.

    Examples
    --------
    >>> crossings([["a", "b"], ["c", "d"]], {"a": ["d"], "b": ["c"], "c": [], "d": []})
    1
    """
    count = 0
    for left, right in pairwise(columns):
        stands = {name: place for place, name in enumerate(right)}
        ends = [
            place
            for name in left
            for place in sorted(stands[other] for other in after[name] if other in stands)
        ]  # fmt: skip
        count += _turned_pairs(ends, len(right))
    return count


def _turned_pairs(numbers: Sequence[int], size: int) -> int:
    """Pairs of which the greater comes first, counted with a tree of sums in n log n."""
    sums = [0] * (size + 1)
    turned = 0
    for seen, number in enumerate(numbers):
        at, not_greater = number + 1, 0
        while at > 0:
            not_greater += sums[at]
            at -= at & -at
        turned += seen - not_greater
        at = number + 1
        while at <= size:
            sums[at] += 1
            at += at & -at
    return turned


def _swept(columns: Columns, neighbours: Mapping[str, Sequence[str]], *, forth: bool) -> Columns:
    order = [list(column) for column in columns]
    steps = range(1, len(order)) if forth else range(len(order) - 2, -1, -1)
    stands = {name: float(place) for column in order for place, name in enumerate(column)}
    for step in steps:
        for place, name in enumerate(order[step]):
            others = [stands[other] for other in neighbours[name]]
            stands[name] = sum(others) / len(others) if others else float(place)
        order[step].sort(key=stands.__getitem__)
        stands.update({name: float(place) for place, name in enumerate(order[step])})
    return order


def _cut(graph: Graph, rank: Mapping[str, int]) -> tuple[Graph, dict[str, int]]:
    placed = {factor: rank[factor] for factor in graph.factors}
    if sum(rank[to] - rank[from_] - 1 for from_, to in graph.arrows) > MOST_PLACES:
        return graph, placed
    arrows = []
    for from_, to in graph.arrows:
        last = from_
        for column in range(rank[from_] + 1, rank[to]):
            name = f"#{len(placed)}"
            placed[name] = column
            arrows.append((last, name))
            last = name
        arrows.append((last, to))
    return Graph(tuple(placed), tuple(arrows)), placed
