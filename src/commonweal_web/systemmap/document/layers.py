"""The layers of a place's map: what all see, what a partner keeps to itself, what one person drafts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from commonweal_web.place.item import Disclosure
from commonweal_web.place.viewer import EVERYBODY, Viewer

SHARED, OWN, ORGANISATION = "shared", "own", "organisation-"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: of a partner or of a person (their database ids), or of neither: what all see.

    `viewer` is somebody who sees it, and with it what its rows may refer to.
    """

    place: Any
    partner: int | None = None
    user: int | None = None
    viewer: Viewer = EVERYBODY

    @property
    def is_shared(self) -> bool:
        """Whether it is what all see."""
        return self.partner is None and self.user is None

    @property
    def room(self) -> str:
        """Its room: one a layer over the whole site."""
        whose = SHARED if self.is_shared else f"partner-{self.partner}" if self.user is None else f"user-{self.user}"
        return f"{self.place.pk}/{whose}"

    def rows(self) -> Q:
        """The condition of its rows."""
        if self.user is not None:
            return Q(place=self.place, disclosure=Disclosure.DRAFT, author=self.user)
        if self.partner is not None:
            return Q(place=self.place, disclosure=Disclosure.ORGANISATION, owner=self.partner)
        return Q(place=self.place, disclosure__in=[Disclosure.PLACE, Disclosure.PUBLIC])

    def stage(self) -> str:
        """Who may see a new row of it."""
        if self.is_shared:
            return Disclosure.PLACE
        return Disclosure.DRAFT if self.user is not None else Disclosure.ORGANISATION
