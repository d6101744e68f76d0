"""Who is looking, and which items they may see."""

from dataclasses import dataclass, field

from django.db.models import ForeignKey, Model, Q

from commonweal_web.place.item import Disclosure, PlaceItem


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody looking at one place: a user, a guest who came by a link, or (neither) the public.

    `roles` are those held in this place, `partners` the database ids of the partners they are held for. `only_map`:
    a guest whose link lets them draw on the shared map, and read what members read.
    """

    user: int | None = None
    guest: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    partners: frozenset[int] = field(default_factory=frozenset)
    only_map: bool = False

    @property
    def is_member(self) -> bool:
        """Whether they hold any role here, so that they see what the place shows its members."""
        return bool(self.roles)

    @property
    def sight(self) -> "Sight":
        """All that `visible` goes by: two viewers of the same sight see the same items."""
        return self.is_member, self.user if self.is_member else None, tuple(sorted(self.partners))


def owner_of_new(viewer: Viewer) -> int | None:
    """The partner whose a new item of somebody's is; None for who speaks for none."""
    return min(viewer.partners, default=None)


# Whether somebody is a member, which member with an account, and the partners that they speak for.
Sight = tuple[bool, int | None, tuple[int, ...]]


def viewer_of(sight: Sight) -> Viewer:
    """A viewer of that sight."""
    is_member, user, partners = sight
    roles = frozenset({"member"}) if is_member else frozenset[str]()
    return Viewer(user=user, roles=roles, partners=frozenset(partners))


# What everybody in a place may see: what a decision is worked out from, so that it gives no private item away.
EVERYBODY = Viewer(roles=frozenset({"everybody"}))


def visible(model: type[Model], viewer: Viewer, prefix: str = "") -> Q:
    """The condition under which a viewer may see rows of a model, and of all items that they refer to."""
    condition = _own(viewer, prefix) if issubclass(model, PlaceItem) else Q()
    for reference in model._meta.fields:
        target = reference.related_model
        if not isinstance(reference, ForeignKey) or reference.name == "owner":
            continue
        if not (isinstance(target, type) and issubclass(target, PlaceItem)):
            continue
        deeper = visible(target, viewer, f"{prefix}{reference.name}__")
        condition &= deeper | Q(**{f"{prefix}{reference.name}__isnull": True}) if reference.null else deeper
    return condition


def _own(viewer: Viewer, prefix: str) -> Q:
    shown = [Disclosure.PUBLIC, Disclosure.PLACE] if viewer.is_member else [Disclosure.PUBLIC]
    condition = Q(**{f"{prefix}disclosure__in": shown})
    if viewer.partners:
        condition |= Q(
            **{f"{prefix}disclosure": Disclosure.ORGANISATION, f"{prefix}owner__in": sorted(viewer.partners)}
        )
    if viewer.user is not None and viewer.is_member:
        condition |= Q(**{f"{prefix}disclosure": Disclosure.DRAFT, f"{prefix}author": viewer.user})
    return condition
