"""Rows of links as arrows: rival views of one link are one arrow with its agreement."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from commonweal.systemmap.loops import FLOW_SIGNS
from commonweal.systemmap.schema import Link

# Evidence of this grade or poorer is drawn dashed: an opinion, or a guess.
POOR_GRADE = 5
STRENGTHS = {"weak": 1, "medium": 2, "strong": 3}
# The words for sizes of elasticity, where only numbers are known (as the words stand for in the dated table).
WEAK_BELOW, STRONG_FROM = 0.15, 0.45


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow of the picture. `strength` 0 is not known, 1 weak to 3 strong; `sign` that of most views."""

    from_: str
    to: str
    sign: str
    strength: int
    delayed: bool
    poor: bool
    contested: bool


def arrows(links: Iterable[Link]) -> tuple[Arrow, ...]:
    """One arrow for all views of the same link.

    Contested are views that differ in sign, or of which one says weak and another strong.

    Examples
    --------
    >>> one, other = Link("a", "b", sign="+", contributed_by="x"), Link("a", "b", sign="-", contributed_by="y")
    >>> [(arrow.sign, arrow.contested) for arrow in arrows([one, other])]
    [('+', True)]
    """
    views: dict[tuple[str, str, str], list[Link]] = {}
    for link in links:
        views.setdefault((link.from_, link.to, link.kind), []).append(link)
    return tuple(_arrow(each) for each in views.values())


def _arrow(views: list[Link]) -> Arrow:
    signs = [sign for view in views if (sign := FLOW_SIGNS.get(view.kind, view.sign))]
    strengths = [size for view in views if (size := strength(view))]
    grades = [view.grade for view in views if view.grade is not None]
    return Arrow(
        from_=views[0].from_,
        to=views[0].to,
        sign=Counter(signs).most_common(1)[0][0] if signs else "",
        strength=round(median(strengths)) if strengths else 0,
        delayed=any((view.delay or 0) > 0 for view in views),
        poor=bool(grades) and min(grades) >= POOR_GRADE,
        contested=len(set(signs)) > 1 or (bool(strengths) and max(strengths) - min(strengths) > 1),
    )


def strength(view: Link) -> int:
    """How strong somebody holds a link to be: 0 not known, 1 weak, 2 medium, 3 strong."""
    if view.strength:
        return STRENGTHS[view.strength]
    if view.elasticity is None:
        return 0
    return 1 if view.elasticity < WEAK_BELOW else 3 if view.elasticity >= STRONG_FROM else 2
