"""Named loops in files of other programs: as one text that they pass over, and out of arrows in any order."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from commonweal.files.maps.schema import Circle

# The arrows that a link stands for: from one node to another; two where it leads both ways.
Arrows = Sequence[tuple[str, str]]

UNREAD = "The loops with names are left out: what the file says of them cannot be read."


def text_of_circles(circles: Sequence[Circle]) -> str:
    """Loops as JSON, each with its factors and what is said of it; XML holds every letter of it.

    Examples
    --------
    >>> text_of_circles([Circle(("a", "b"), {"name": "Fear"})])
    '[{"factors": ["a", "b"], "name": "Fear"}]'
    """
    return json.dumps([{"factors": circle.nodes, **circle.values} for circle in circles])


def circles_of_text(text: str) -> tuple[tuple[Circle, ...], tuple[str, ...]]:
    """The loops of such a text, and a note where it is none.

    Examples
    --------
    >>> circles_of_text('[{"factors": ["a", "b"], "name": "Fear"}]')[0][0].nodes
    ('a', 'b')
    >>> circles_of_text("3 of them")[1]
    ('The loops with names are left out: what the file says of them cannot be read.',)
    """
    if not text.strip():
        return (), ()
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return (), (UNREAD,)
    if not isinstance(rows, list) or not all(map(_is_a_loop, rows)):
        return (), (UNREAD,)
    return tuple(_circle(row) for row in rows), ()


def _is_a_loop(row: object) -> bool:
    if not isinstance(row, dict) or not isinstance(row.get("factors"), list):
        return False
    return all(isinstance(text, str) for text in (*row["factors"], *(row[key] for key in row if key != "factors")))


def _circle(row: Mapping[str, object]) -> Circle:
    factors = row["factors"]
    assert isinstance(factors, list)
    return Circle(tuple(factors), {key: str(text) for key, text in row.items() if key != "factors"})


def nodes_round(links: Sequence[Arrows]) -> tuple[str, ...]:
    """The nodes that links pass on their way round, from the first link on; empty where they are no single circle.

    Parameters
    ----------
    links
        In any order; each is passed once, in one of its directions.

    Examples
    --------
    >>> nodes_round([[("a", "b")], [("c", "a")], [("c", "b"), ("b", "c")]])
    ('a', 'b', 'c')
    >>> nodes_round([[("a", "b")], [("a", "c")]])
    ()
    """
    leaving: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, arrows in enumerate(links):
        for tail, head in arrows:
            leaving[tail].append((number, head))
    found = (_round(tail, head, leaving, len(links)) for tail, head in (links[0] if links else ()))
    return next(filter(None, found), ())


def _round(tail: str, head: str, leaving: Mapping[str, list[tuple[int, str]]], count: int) -> tuple[str, ...]:
    """The way on from the first link. On a circle a node has one link that is not passed yet, so nothing is tried."""
    nodes, passed = [tail], {0}
    seen = {tail}
    while head not in seen and len(passed) < count:
        number, after = next(_not_passed(leaving.get(head, ()), passed), (0, ""))
        if not number:
            return ()
        nodes.append(head)
        seen.add(head)
        passed.add(number)
        head = after
    return tuple(nodes) if head == tail and len(passed) == count > 1 else ()


def _not_passed(links: Sequence[tuple[int, str]], passed: set[int]) -> Iterator[tuple[int, str]]:
    return (link for link in links if link[0] not in passed)
