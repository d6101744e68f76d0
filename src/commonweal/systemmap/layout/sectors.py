"""By sector: a lane for each group of factors, and in each lane the order in which arrows run shortest."""

from collections.abc import Mapping
from math import ceil, sqrt

from commonweal.systemmap.layout.schema import COLUMN, ROW, Graph, Point

SWEEPS = 6
# Air between two lanes, beside that between two columns.
BETWEEN_LANES = 120.0


def by_sector(graph: Graph, groups: Mapping[str, str]) -> dict[str, Point]:
    """A place for each factor in the lane of its group. Lanes go by name; the lane of no group is the last.

    Examples
    --------
    >>> by_sector(Graph(("a", "b"), ()), {"a": "police", "b": "health"})
    {'b': (0.0, 0.0), 'a': (390.0, 0.0)}
    """
    lanes = _lanes(graph, groups)
    before, after = graph.before, graph.after
    neighbours = {factor: [*before[factor], *after[factor]] for factor in graph.factors}
    stands = {factor: at / len(lane) for lane in lanes for at, factor in enumerate(lane)}
    for _ in range(SWEEPS):
        for lane in lanes:
            wished = {factor: _mean([stands[other] for other in neighbours[factor]], stands[factor]) for factor in lane}
            lane.sort(key=wished.__getitem__)
            stands.update({factor: (at + 0.5) / len(lane) for at, factor in enumerate(lane)})
    return _set_out(lanes, len(graph.factors))


def _lanes(graph: Graph, groups: Mapping[str, str]) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for factor in graph.factors:
        found.setdefault(groups.get(factor, ""), []).append(factor)
    return [found[name] for name in sorted(found, key=lambda name: (not name, name))]


def _set_out(lanes: list[list[str]], count: int) -> dict[str, Point]:
    tallest = max(8, ceil(1.5 * sqrt(count)))
    places: dict[str, Point] = {}
    left = 0.0
    for lane in lanes:
        columns = ceil(len(lane) / tallest)
        rows = ceil(len(lane) / columns)
        for at, factor in enumerate(lane):
            places[factor] = (left + at % columns * COLUMN, (at // columns - (rows - 1) / 2) * ROW)
        left += columns * COLUMN + BETWEEN_LANES
    return places


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
