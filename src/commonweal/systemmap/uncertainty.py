"""How unsure the links are that act on each factor: the width of their ranges, and the links that nobody can size."""

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.systemmap.schema import Link, SystemMap


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """How unsure the links are that act on a factor.

    `links` act on it with a strength, and of `unknown` of them the size is not known. `spread` is the half width of
    the ranges of all others together, as a fraction of their likely sizes together; None where there are none.
    """

    factor: str
    links: int
    unknown: int
    spread: float | None


@dataclass(frozen=True, slots=True)
class _Size:
    """The size of a link as its graded views give it, all together."""

    low: float
    likely: float
    high: float


def uncertainties(system_map: SystemMap) -> tuple[Uncertainty, ...]:
    """How unsure the links are that act on each factor, in the order of the factors.

    A link is known where a view of it gives a likely elasticity above zero with a lower and an upper end, and a grade
    of evidence, and no two views differ in sign. It reaches from the least to the greatest end of such views; its
    likely size *e* is their mean. All else is unknown: a word for a strength is one for many links, and says nothing
    of this one; a number without a range does not say how sure it is.

    With *h* half of the width of each known link's range, the spread is *(sum of h) / (sum of e)*: by what part the
    change of the factor may lie off, either way, when all that acts on it rises alike and all errors go one way. It
    lies between the least and the greatest *h / e*. 0.5 is as wide as 0.1 to 0.3 round 0.2.

    What adds to a stock or drains it does so one to one and is not counted.

    Parameters
    ----------
    system_map
        With all views of each link.

    Returns
    -------
    tuple of Uncertainty
        A factor on which nothing acts has no links, and no spread.

    References
    ----------
    JCGM 100:2008, Guide to the expression of uncertainty in measurement: 5.1.6 (an uncertainty as a part of the size)
    and 5.2.2, note 1 (errors that go together add up without squares, so that the sum is not flattered by more links).

    Examples
    --------
    >>> from commonweal.systemmap.schema import Factor
    >>> numbers = {"elasticity_low": 0.25, "elasticity": 0.5, "elasticity_high": 0.75, "grade": 4}
    >>> links = (Link("a", "c", sign="+", **numbers), Link("b", "c", sign="-", strength="weak"))
    >>> uncertainties(SystemMap(tuple(Factor(name, name, "cause") for name in "abc"), links))[2]
    Uncertainty(factor='c', links=2, unknown=1, spread=0.5)
    """
    views: dict[str, dict[str, list[Link]]] = {}
    for link in system_map.links:
        if link.kind == "influences":
            views.setdefault(link.to, {}).setdefault(link.from_, []).append(link)
    return tuple(_uncertainty(factor.id, views.get(factor.id, {}).values()) for factor in system_map.factors)


def _uncertainty(factor: str, links: Iterable[list[Link]]) -> Uncertainty:
    sizes = [_size(views) for views in links]
    known = [size for size in sizes if size is not None]
    spread = sum(size.high - size.low for size in known) / 2 / sum(size.likely for size in known) if known else None
    return Uncertainty(factor, len(sizes), len(sizes) - len(known), spread)


def _size(views: list[Link]) -> _Size | None:
    """The size of a link; None where it is not known, or where the views differ in sign."""
    known = [
        _Size(view.elasticity_low, view.elasticity, view.elasticity_high)
        for view in views
        if view.elasticity_low is not None and view.elasticity and view.elasticity_high is not None
        if view.sign and view.grade is not None
    ]
    if not known or len({view.sign for view in views if view.sign}) > 1:
        return None
    likely = sum(size.likely for size in known) / len(known)
    return _Size(min(size.low for size in known), likely, max(size.high for size in known))
