"""In which column each factor stands: causes to the left of what they act on."""

from collections import deque
from math import ceil, sqrt

from commonweal.systemmap.layout.schema import Graph

# A column is at most this much longer than the square root of the number of factors, so that a map is a picture
# and not a ribbon (our choice).
LONGEST_COLUMN = 1.5
SHORTEST_LIMIT = 8


def ranks(graph: Graph) -> dict[str, int]:
    """The column of each factor of a graph without loops: after all that acts on it, and no column too long.

    Longest paths, with a width as Coffman and Graham bound it; then what is acted on by nothing is drawn up to just
    before what it acts on.

    Examples
    --------
    >>> ranks(Graph(("a", "b", "c", "late"), (("a", "b"), ("b", "c"), ("late", "c"))))
    {'a': 0, 'late': 1, 'b': 1, 'c': 2}
    """
    most = max(SHORTEST_LIMIT, ceil(LONGEST_COLUMN * sqrt(len(graph.factors))))
    before, after = graph.before, graph.after
    filled: dict[int, int] = {}
    found: dict[str, int] = {}
    for factor in _in_order(graph):
        column = max((found[other] + 1 for other in before[factor]), default=0)
        while filled.get(column, 0) >= most:
            column += 1
        found[factor] = column
        filled[column] = filled.get(column, 0) + 1
    for factor in reversed(list(found)):
        if not before[factor] and after[factor]:
            _draw_up(factor, min(found[other] for other in after[factor]) - 1, found, filled, most)
    return found


def _draw_up(factor: str, column: int, found: dict[str, int], filled: dict[int, int], most: int) -> None:
    while column > found[factor] and filled.get(column, 0) >= most:
        column -= 1
    filled[found[factor]] -= 1
    found[factor] = max(column, found[factor])
    filled[found[factor]] = filled.get(found[factor], 0) + 1


def _in_order(graph: Graph) -> list[str]:
    """Causes before effects; those ready first are first."""
    after = graph.after
    waits = {factor: len(causes) for factor, causes in graph.before.items()}
    ready = deque(factor for factor in graph.factors if not waits[factor])
    order = []
    while ready:
        factor = ready.popleft()
        order.append(factor)
        for other in after[factor]:
            waits[other] -= 1
            if not waits[other]:
                ready.append(other)
    return order
