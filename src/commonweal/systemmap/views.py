"""Rival views: for each link, who holds what about it, and how far they agree. Nothing is averaged away."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from commonweal.systemmap.loops import FLOW_SIGNS
from commonweal.systemmap.schema import Link, LinkKind, SystemMap

Contest = Literal["sign", "strength", ""]

# What a view says of a strength: the elasticity where there is one, else the word, else nothing.
Strength = tuple[float | None, float | None, float | None] | str


@dataclass(frozen=True, slots=True)
class HeldView:
    """One view of a link and who holds it; an empty name is a row that says nobody's.

    `rows` are the rows of links.csv that say it, so that delay, grade and source are at hand.
    """

    sign: str
    strength: Strength
    holders: tuple[str, ...]
    rows: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LinkViews:
    """All views of one link, the most held first.

    `agreement` is the share of holders that hold the most held view, `on_sign` the share that hold the most held
    sign. A link is contested about its sign, or, where all agree on that, about its strength.
    """

    from_: str
    to: str
    kind: LinkKind
    views: tuple[HeldView, ...]
    agreement: float
    on_sign: float
    contested: Contest


def link_views(system_map: SystemMap) -> tuple[LinkViews, ...]:
    """Every link with all views of it, those first that are contested most.

    Returns
    -------
    tuple of LinkViews
        Contested about the sign, then about the strength, then the others; within each the least agreed first, then
        in the order of the file. A link with one row is agreed on by the one who drew it.

    Examples
    --------
    >>> rows = (Link("a", "b", sign="+", contributed_by="x"), Link("a", "b", sign="-", contributed_by="y"))
    >>> (link,) = link_views(SystemMap((), rows))
    >>> link.contested, link.agreement, [view.holders for view in link.views]
    ('sign', 0.5, [('x',), ('y',)])
    """
    rows: dict[tuple[str, str, LinkKind], list[Link]] = {}
    for link in system_map.links:
        rows.setdefault((link.from_, link.to, link.kind), []).append(link)
    found = [_views(ends, same) for ends, same in rows.items()]
    order = {"sign": 0, "strength": 1, "": 2}
    return tuple(sorted(found, key=lambda link: (order[link.contested], link.agreement)))


def contributors(system_map: SystemMap) -> tuple[str, ...]:
    """Everybody who contributed a view, in order of their names."""
    return tuple(sorted({link.contributed_by for link in system_map.links if link.contributed_by}))


def strength_of(link: Link) -> Strength:
    """The elasticity of a row with its range where it has one, else the word for its strength."""
    if link.elasticity is not None:
        return (link.elasticity_low, link.elasticity, link.elasticity_high)
    return link.strength


def _views(ends: tuple[str, str, LinkKind], rows: Sequence[Link]) -> LinkViews:
    said: dict[tuple[str, Strength], list[Link]] = {}
    for row in rows:
        said.setdefault((FLOW_SIGNS.get(row.kind, row.sign), strength_of(row)), []).append(row)
    held = [
        HeldView(sign, strength, tuple(row.contributed_by for row in same), tuple(same))
        for (sign, strength), same in said.items()
    ]
    held.sort(key=lambda view: -len(view.holders))
    signs = Counter(FLOW_SIGNS.get(row.kind, row.sign) for row in rows)
    contested: Contest = "sign" if len(signs) > 1 else "strength" if len(held) > 1 else ""
    most = len(held[0].holders)
    return LinkViews(*ends, tuple(held), most / len(rows), max(signs.values()) / len(rows), contested)
