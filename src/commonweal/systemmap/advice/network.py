"""A network in sentences: do ties cross boundaries, who holds it together, who stands alone."""

from collections.abc import Iterator, Sequence

from commonweal.names import listed
from commonweal.systemmap.network.ei import BoundaryIndex
from commonweal.systemmap.network.nodes.cuts import CutPoint
from commonweal.systemmap.network.reading import NetworkReading, NodeReading

# Names in one sentence, and sentences about one thing; more are counted.
NAMES, SENTENCES, NAMES_OF_A_PIECE = 5, 3, 3

# Below this the communities hardly hang together better than chance would have it (Newman and Girvan 2004).
CLEAR_DIVISION = 0.3

# A plural for each word that groups may go by.
PLURALS = {
    "sector": "sectors",
    "organisation": "organisations",
    "profession": "professions",
    "geography": "geographies",
    "kind": "kinds of body",
}


def network_advice(reading: NetworkReading) -> tuple[str, ...]:
    """What a network shows, the most useful first.

    Parameters
    ----------
    reading
        From `network_reading`.

    Returns
    -------
    tuple of str
        One sentence or two each, without markup. Never empty.

    Examples
    --------
    >>> from commonweal.systemmap.network.graph import network_from
    >>> from commonweal.systemmap.network.reading import network_reading
    >>> nodes = [("a", "Charity", "x"), ("b", "Council", "x"), ("c", "Police", "y")]
    >>> reading = network_reading(network_from(nodes, [(0, 1), (1, 2)], directed=False))
    >>> print(network_advice(reading)[1])
    Council is the only bridge between Police and Charity; if it left, they would lose touch.
    """
    if not reading.network.ties:
        return ("No ties are noted yet, so there is no network to read. Add who works with whom to ties.csv.",)
    return (
        *_of_boundary(reading),
        *_of_cuts(reading),
        *_of_ways(reading),
        *_of_groups(reading),
        *_of_alone(reading.alone),
        *_of_communities(reading),
    )


def boundary_words(boundary: BoundaryIndex, by: str) -> str:
    """The E-I index as a sentence, with what chance would give."""
    if boundary.observed is None or boundary.expected is None:
        return f"Whether ties cross the boundary between {plural(by)} cannot be told: no tie has two known ones."
    verdict = {
        "inward": f"Ties stay within one {by} more than chance would bring about",
        "outward": f"Ties cross from one {by} to another more than chance would bring about",
        "": f"Ties cross from one {by} to another about as often as chance alone would bring about",
    }[boundary.beyond_chance]
    total = boundary.external + boundary.internal
    figures = f"E-I {boundary.observed:+.2f}; chance gives {boundary.expected:+.2f} on average"
    return f"{verdict}: {boundary.external:,} of {total:,} ties cross ({figures})."


def plural(by: str) -> str:
    """More than one of what the groups are.

    Examples
    --------
    >>> plural("sector"), plural("group")
    ('sectors', 'groups')
    """
    return PLURALS.get(by, f"{by}s")


def some(names: Sequence[str], most: int = NAMES) -> str:
    """A few of the names as a person would say them; more are counted.

    Examples
    --------
    >>> some(["a", "b"]), some(["a", "b", "c", "d", "e", "f", "g"])
    ('a and b', 'a, b, c, d, e and 2 others')
    """
    more = len(names) - most
    return listed([*names[:most], others(more)] if more > 0 else list(names))


def others(count: int) -> str:
    """So many others.

    Examples
    --------
    >>> others(1), others(2)
    ('1 other', '2 others')
    """
    return f"{count:,} other{'' if count == 1 else 's'}"


def sentence(text: str) -> str:
    """A text that begins as a sentence does.

    Examples
    --------
    >>> sentence("bar owner (Traders)")
    'Bar owner (Traders)'
    """
    return text[:1].upper() + text[1:]


def _of_boundary(reading: NetworkReading) -> Iterator[str]:
    by = reading.network.by
    yield boundary_words(reading.boundary, by)
    if reading.boundary.left_out and reading.boundary.observed is not None:
        count = reading.boundary.left_out
        yield f"{count:,} tie{' is' if count == 1 else 's are'} left out of this, because an end has no known {by}."


def _of_cuts(reading: NetworkReading) -> Iterator[str]:
    for point in reading.cut_points[:SENTENCES]:
        yield _cut(reading, point)
    if len(reading.cut_points) > SENTENCES:
        yield f"{len(reading.cut_points) - SENTENCES:,} more would each cut somebody off by leaving."


def _cut(reading: NetworkReading, point: CutPoint) -> str:
    most, *lost = point.pieces
    pieces = [some([reading.nodes[node].name for node in piece], NAMES_OF_A_PIECE) for piece in lost[:NAMES]]
    pieces += [f"{others(len(lost) - NAMES)} of this kind"] if len(lost) > NAMES else []
    alone = point.cut_off == 1
    between = f"{pieces[0]} and" if alone else f"{'; '.join(pieces)}; and"
    rest = f"the other {len(most):,}" if len(most) > 1 else reading.nodes[most[0]].name
    name = sentence(reading.nodes[point.node].name)
    return f"{name} is the only bridge between {between} {rest}; if it left, they would lose touch."


def _of_ways(reading: NetworkReading) -> Iterator[str]:
    busy = sorted((node for node in reading.nodes if node.betweenness > 0), key=lambda node: -node.betweenness)
    if not busy:
        return
    all_ways = sum(node.betweenness for node in reading.nodes)
    shares = [f"{node.name} ({node.betweenness / all_ways:.0%})" for node in busy[:3]]
    yield (
        f"Where two have no tie of their own, the shortest way between them leads most often through {listed(shares)}. "
        "Others depend on them to pass things on."
    )


def _of_groups(reading: NetworkReading) -> Iterator[str]:
    closed = [name for name, own in reading.boundary.groups if own.internal and not own.external]
    if closed and len(reading.groups) > 1:
        yield f"No tie leads out of {some(closed)}: all that are noted stay within."
    if len(reading.groups) == 1:
        yield f"All belong to one {reading.network.by}, so there is no boundary to cross."


def _of_alone(alone: Sequence[NodeReading]) -> Iterator[str]:
    if alone:
        verb = "has" if len(alone) == 1 else "have"
        yield f"{sentence(some([node.name for node in alone]))} {verb} no tie that is noted. Ask whether that is so."


def _of_communities(reading: NetworkReading) -> Iterator[str]:
    circles: dict[int, list[str]] = {}
    for node in reading.nodes:
        circles.setdefault(node.community, []).append(node.name)
    real = [circles[number] for number in sorted(circles) if len(circles[number]) > 1]
    if reading.divided >= CLEAR_DIVISION and len(real) > 1:
        shown = "; ".join(some(names) for names in real[:3])
        more = f"; and {len(real) - 3} more" if len(real) > 3 else ""
        yield (
            f"Going by the ties alone, they fall into {len(real)} circles: {shown}{more}. "
            f"This is one good division of several (modularity {reading.divided:.2f})."
        )
