"""A map without its loops: the few arrows that would have to turn round."""

from collections import deque

from commonweal.systemmap.layout.schema import Graph


def without_loops(graph: Graph) -> Graph:
    """The graph with some arrows turned round, so that nothing feeds back.

    A greedy order by Eades, Lin and Smyth: what nothing acts on goes to the front, what acts on nothing to the end,
    else whoever acts on most more than it is acted on; arrows against the order are turned. At most half of the
    arrows less a sixth of the factors are turned.

    References
    ----------
    Eades P, Lin X, Smyth WF (1993) A fast and effective heuristic for the feedback arc set problem.
    Information Processing Letters 47(6), 319-323.

    Examples
    --------
    >>> ring = Graph(("a", "b", "c"), (("a", "b"), ("b", "c"), ("c", "a")))
    >>> without_loops(ring).arrows
    (('a', 'b'), ('b', 'c'), ('a', 'c'))
    """
    rank = {factor: place for place, factor in enumerate(_order(graph))}
    turned = ((to, from_) if rank[from_] > rank[to] else (from_, to) for from_, to in graph.arrows)
    return Graph(graph.factors, tuple(dict.fromkeys(turned)))


def _order(graph: Graph) -> list[str]:
    """The factors in an order against which few arrows go."""
    after, before = graph.after, graph.before
    out = {factor: len(after[factor]) for factor in graph.factors}
    into = {factor: len(before[factor]) for factor in graph.factors}
    left = dict.fromkeys(graph.factors)
    front: list[str] = []
    end: deque[str] = deque()
    sources = deque(factor for factor in graph.factors if not into[factor])
    sinks = deque(factor for factor in graph.factors if not out[factor])

    def take(factor: str) -> None:
        del left[factor]
        for other in after[factor]:
            into[other] -= 1
            if other in left and not into[other]:
                sources.append(other)
        for other in before[factor]:
            out[other] -= 1
            if other in left and not out[other]:
                sinks.append(other)

    while left:
        if (factor := _next(sinks, left)) is not None:
            end.appendleft(factor)
        elif (factor := _next(sources, left)) is not None:
            front.append(factor)
        else:
            factor = max(left, key=lambda each: out[each] - into[each])  # the first of equals
            front.append(factor)
        take(factor)
    return [*front, *end]


def _next(waiting: deque[str], left: dict[str, None]) -> str | None:
    while waiting:
        if (factor := waiting.popleft()) in left:
            return factor
    return None
