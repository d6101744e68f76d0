"""A place for every factor of a map, in one of three ways."""

from collections.abc import Iterable, Mapping
from typing import get_args

from commonweal.errors import WrongUse
from commonweal.systemmap.layout.force import by_force
from commonweal.systemmap.layout.layered import layered
from commonweal.systemmap.layout.schema import Graph, Point, Way
from commonweal.systemmap.layout.sectors import by_sector

# What the editor may ask for at once.
MOST_FACTORS = 5_000
MOST_LINKS = 20_000


def places(
    way: str,
    factors: Iterable[str],
    links: Iterable[tuple[str, str]],
    groups: Mapping[str, str] | None = None,
) -> dict[str, Point]:
    """Where each factor stands, x to the right and y downwards; the same every time.

    Parameters
    ----------
    way
        "layers" (by cause), "force" or "sectors".
    factors
        Ids; at most 5,000.
    links
        Which acts on which; at most 20,000. Repeats, and those that name no factor, do not count.
    groups
        The group of each factor, for "sectors".

    Raises
    ------
    WrongUse
        Where there is no such way, or the map is too large.

    Examples
    --------
    >>> places("layers", ["a", "b"], [("a", "b")])
    {'a': (0.0, 0.0), 'b': (270.0, 0.0)}
    """
    drawn = graph(factors, links)
    if len(drawn.factors) > MOST_FACTORS or len(drawn.arrows) > MOST_LINKS:
        raise WrongUse(
            f"the map has {len(drawn.factors):,} factors and {len(drawn.arrows):,} links",
            mend=f"Lay out at most {MOST_FACTORS:,} factors and {MOST_LINKS:,} links at once.",
        )
    if way == "layers":
        return layered(drawn)
    if way == "force":
        return by_force(drawn)
    if way == "sectors":
        return by_sector(drawn, groups or {})
    raise WrongUse(f'there is no layout "{way}"', mend=f"Ask for one of: {', '.join(get_args(Way))}.")


def graph(factors: Iterable[str], links: Iterable[tuple[str, str]]) -> Graph:
    """Factors and arrows, each once; links to nowhere and links of a factor to itself are left out.

    Examples
    --------
    >>> graph(["a", "b"], [("a", "b"), ("a", "b"), ("a", "a"), ("a", "gone")]).arrows
    (('a', 'b'),)
    """
    named = tuple(dict.fromkeys(factors))
    known = set(named)
    arrows = dict.fromkeys((from_, to) for from_, to in links if from_ != to and from_ in known and to in known)
    return Graph(named, tuple(arrows))
