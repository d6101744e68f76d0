"""One partner, with all that the rooms know of it."""

from dataclasses import dataclass

from commonweal.systemmap.schema import TieKind
from commonweal_web.investment.money.selectors import budgets
from commonweal_web.place.models import Partner, Place
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.selectors.partners import PersonLine, people_of
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.who import selectors as who

# A tie as a sentence between its two ends.
DOES: dict[TieKind, str] = {
    "works_with": "works with",
    "funds": "funds",
    "refers_to": "refers people to",
    "shares_data": "shares data with",
    "advises": "advises",
}
STRENGTHS = {1.0: "weak", 2.0: "medium", 3.0: "strong"}


@dataclass(frozen=True, slots=True)
class TieLine:
    """A tie in words, with its key and who it is kept by."""

    key: int
    from_: str
    does: str
    to: str
    about: str
    pill: str


@dataclass(frozen=True, slots=True)
class PartnerSheet:
    """All that the rooms know of a partner; `puts_in` is its budget in all, in pounds."""

    people: tuple[PersonLine, ...]
    ties: tuple[TieLine, ...]
    puts_in: float


def sheet(place: Place, viewer: Viewer, partner: Partner) -> PartnerSheet:
    """One partner that a viewer sees."""
    names = who.ends(place, viewer)
    ties = who.ties_of_partner(place, viewer, partner.slug)
    return PartnerSheet(
        people=people_of(place, viewer, partner),
        ties=tuple(_tie(tie, names) for tie in ties),
        puts_in=sum(row.noun.amount for row in budgets(place, viewer, partner=partner.slug)),
    )


def _tie(kept: Kept, names: dict[str, str]) -> TieLine:
    tie = kept.noun
    strength = STRENGTHS.get(tie.strength, "" if tie.strength is None else f"strength {tie.strength:g}")
    since = f"since {tie.since:%-d %B %Y}" if tie.since else ""
    until = f"until {tie.until:%-d %B %Y}" if tie.until else ""
    about = ", ".join(part for part in (strength, since, until) if part)
    return TieLine(kept.key, names[tie.from_], DOES[tie.kind], names[tie.to], about, kept.pill)
