"""Rows of any table of a place with what a page needs to lead to them: their key, and who may see them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from commonweal_web.place.item import Disclosure, NamedItem, PlaceItem
from commonweal_web.place.rows import kept_of
from commonweal_web.place.viewer import Viewer

# What a pill says beside a row that not everybody in the place sees.
KEPT_BY = {Disclosure.DRAFT.value: "Only me", Disclosure.ORGANISATION.value: "My organisation"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A row with its key, who may see it, and the keys of the partner whose it is and of the person who wrote it."""

    key: int
    noun: Any
    disclosure: str
    owner: int | None = None
    author: int | None = None

    @property
    def whose(self) -> "Whose":
        """Whose it is."""
        return Whose(self.owner, self.author)

    @property
    def pill(self) -> str:
        """Who it is kept by; empty where everybody in the place sees it."""
        return KEPT_BY.get(self.disclosure, "")

    @property
    def layer(self) -> tuple[str, int | None]:
        """Where it stands among rows that say the same."""
        return layer_of(self.disclosure, self.owner)


def layer_of(disclosure: str, owner: int | None) -> tuple[str, int | None]:
    """What all see, what a partner keeps to itself, or one's own drafts: the same may stand once in each of them.

    Whoever does not see a row must not be refused because of it, so rows of two layers never clash.
    """
    if disclosure == Disclosure.ORGANISATION:
        return disclosure, owner
    return (disclosure if disclosure == Disclosure.DRAFT else Disclosure.PLACE.value), None


def kept(model: type[PlaceItem], noun: type[Any], place: Model, viewer: Viewer, **where: object) -> tuple[Kept, ...]:
    """The rows of a table that a viewer may see, in order: one query."""
    rows = kept_of(model, noun, place, viewer, **where)
    return tuple(Kept(key, row, disclosure, owner, author) for key, disclosure, owner, author, row in rows)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose an item is: the partner, and the person who wrote it."""

    owner_id: int | None
    author_id: int | None


def whose(model: type[NamedItem], place: Model, slug: str) -> Whose:
    """Whose an item is that a viewer sees: for what `place.access.may_change` asks."""
    return Whose(*model._default_manager.values_list("owner", "author").get(place=place.pk, slug=slug))
