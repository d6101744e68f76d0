"""Who can act on a factor, ready to show."""

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal_web.place.models import Place
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.who import selectors as who

POWER = {1: "can do a little", 2: "can do something", 3: "can do a lot"}


@dataclass(frozen=True, slots=True)
class ActorLine:
    """A partner that can act, how much in words, the id of the row, and who it is kept by."""

    id: str
    partner: str
    name: str
    power: str
    pill: str


def actor_lines(place: Place, viewer: Viewer, factor: str, names: Mapping[str, str]) -> tuple[ActorLine, ...]:
    """Who can act on a factor, the most powerful first."""
    rows = who.actors_on(place, viewer, factor)
    return tuple(
        ActorLine(
            row.noun.id,
            row.noun.partner,
            names.get(row.noun.partner, row.noun.partner),
            POWER.get(row.noun.power, "nobody has said how much"),
            row.pill,
        )
        for row in rows
    )
