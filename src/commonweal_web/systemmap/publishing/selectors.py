"""How much of a map everybody sees, and how much members alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from commonweal_web.place.item import Disclosure, PlaceItem
from commonweal_web.place.models import Partner, Place
from commonweal_web.systemmap.models import Actor, Factor, Link, NamedLoop, NamedMap, Position, SavedView, Tie

# What the map is made of, in the order in which it is told, and what says who is in it.
OF_THE_MAP: Mapping[str, type[PlaceItem]] = {
    "factors": Factor,
    "links": Link,
    "maps": NamedMap,
    "places on a map": Position,
    "named loops": NamedLoop,
    "saved views": SavedView,
}
OF_PARTNERS: Mapping[str, type[PlaceItem]] = {"partners": Partner, "lines on who can act": Actor, "ties": Tie}


@dataclass(frozen=True, slots=True)
class Shown:
    """Things of one kind: how many everybody sees once the place is open to all, and how many members alone see."""

    kind: str
    to_everybody: int
    to_members: int


def shown(place: Place) -> tuple[Shown, ...]:
    """What of the map is shown to whom; what a partner or a person keeps to itself is not counted. A query a kind."""
    counts = []
    for kind, model in {**OF_THE_MAP, **OF_PARTNERS}.items():
        found = model._default_manager.filter(place=place).aggregate(
            everybody=Count("pk", filter=Q(disclosure=Disclosure.PUBLIC)),
            members=Count("pk", filter=Q(disclosure=Disclosure.PLACE)),
        )
        counts.append(Shown(kind, found["everybody"], found["members"]))
    return tuple(one for one in counts if one.to_everybody or one.to_members)
