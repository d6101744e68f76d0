"""By cause: what acts stands to the left of what it acts on, as far as loops allow."""

from commonweal.systemmap.layout.coordinates import heights
from commonweal.systemmap.layout.crossings import columns_in_order
from commonweal.systemmap.layout.cycles import without_loops
from commonweal.systemmap.layout.ranks import ranks
from commonweal.systemmap.layout.schema import COLUMN, ROW, Graph, Point

# How many factors that nothing links to stand in a row below the others.
ALONE_IN_A_ROW = 6


def layered(graph: Graph) -> dict[str, Point]:
    """A place for each factor, in columns from cause to outcome (Sugiyama's method).

    Examples
    --------
    >>> layered(Graph(("cause", "outcome"), (("cause", "outcome"),)))
    {'cause': (0.0, 0.0), 'outcome': (270.0, 0.0)}
    """
    linked = {end for arrow in graph.arrows for end in arrow}
    drawn = Graph(tuple(factor for factor in graph.factors if factor in linked), graph.arrows)
    straight = without_loops(drawn)
    rank = ranks(straight)
    columns, short = columns_in_order(straight, rank)
    height = heights(columns, short)
    places = {factor: (rank[factor] * COLUMN, round(height[factor], 1)) for factor in drawn.factors}
    return places | _below(places, [factor for factor in graph.factors if factor not in linked])


def _below(places: dict[str, Point], alone: list[str]) -> dict[str, Point]:
    lowest = max((y for _, y in places.values()), default=-2 * ROW)
    return {
        factor: (at % ALONE_IN_A_ROW * COLUMN, round(lowest + (at // ALONE_IN_A_ROW + 2) * ROW, 1))
        for at, factor in enumerate(alone)
    }
