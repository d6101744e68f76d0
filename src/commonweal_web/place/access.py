"""Who may do what in a place: this file alone says so. What is not allowed here is refused."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol

from django.core.exceptions import PermissionDenied
from django.db.models import FilteredRelation, Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from commonweal_web.place.models import Guest, Membership, Place, Role
from commonweal_web.place.selectors.members import leads_of
from commonweal_web.place.selectors.partners import partners_by_key
from commonweal_web.place.viewer import Viewer
from commonweal_web.prepared import made_of, prepared

Arguments = ParamSpec("Arguments")

# Where the session of somebody who came by a link keeps who they are, for each place.
GUEST_KEY = "guest_in_place"

# What is read of a role that somebody holds.
HELD = ("role", "partner", "until")


class Permission(StrEnum):
    """Something that can be done in a place."""

    VIEW = "view"  # see the place and all that is shown to everybody in it
    DRAW = "draw"  # draw on the map that everybody shares
    CONTRIBUTE = "contribute"  # add and change items
    RUN = "run"  # start long work: a joint decision
    EXPORT = "export"  # take a copy of the place away
    INVITE = "invite"  # bring people in
    MANAGE = "manage"  # the place itself, its partners, people, roles, and import
    MEET = "meet"  # say when and where the partners meet next
    AUDIT = "audit"  # read the chain of events


P = Permission
ALLOWED: Mapping[str, frozenset[Permission]] = {
    Role.CONVENOR: frozenset({P.VIEW, P.DRAW, P.CONTRIBUTE, P.RUN, P.EXPORT, P.INVITE, P.MANAGE, P.MEET}),
    Role.PARTNER_LEAD: frozenset({P.VIEW, P.DRAW, P.CONTRIBUTE, P.RUN, P.EXPORT, P.INVITE}),
    Role.CONTRIBUTOR: frozenset({P.VIEW, P.DRAW, P.CONTRIBUTE}),
    Role.RESIDENT_VOICE: frozenset({P.VIEW, P.DRAW, P.CONTRIBUTE}),
    Role.ANALYST: frozenset({P.VIEW, P.DRAW, P.CONTRIBUTE, P.RUN, P.EXPORT}),
    Role.ENABLER: frozenset({P.VIEW, P.INVITE, P.MEET}),
    Role.EVALUATOR: frozenset({P.VIEW, P.EXPORT}),
    Role.OBSERVER: frozenset({P.VIEW}),
    Role.STEERING_GROUP: frozenset({P.VIEW, P.EXPORT}),
    Role.AUDITOR: frozenset({P.VIEW, P.AUDIT}),
}

# What a guest may do whom a link lets in for the map alone.
ON_THE_MAP = frozenset({P.VIEW, P.DRAW})

# Whom somebody may bring in, and for which partner: see `roles_to_give` and `partners_to_give`.
GUESTS_OF_A_PARTNER = frozenset({Role.CONTRIBUTOR, Role.RESIDENT_VOICE, Role.OBSERVER})
MAY_BRING: Mapping[str, frozenset[str]] = {
    Role.CONVENOR: frozenset(Role),
    Role.PARTNER_LEAD: GUESTS_OF_A_PARTNER,
    Role.ENABLER: GUESTS_OF_A_PARTNER,
}


FACILITATORS = frozenset({Role.CONVENOR, Role.PARTNER_LEAD, Role.ENABLER})


class Owned(Protocol):
    """An item, or a line about one, that knows whose it is."""

    @property
    def owner_id(self) -> int | None:
        """The partner whose item it is."""

    @property
    def author_id(self) -> int | None:
        """The person who wrote it."""


def may(viewer: Viewer, permission: Permission) -> bool:
    """Whether any of a viewer's roles allows something, and the link by which they came does."""
    if viewer.only_map and permission not in ON_THE_MAP:
        return False
    return any(permission in ALLOWED.get(role, frozenset()) for role in viewer.roles)


def may_change(viewer: Viewer, item: Owned) -> bool:
    """Whether a viewer may change an item that they see: their own, their partner's, or one of the whole place."""
    if viewer.user is None or not may(viewer, P.CONTRIBUTE):
        return False
    is_theirs = item.owner_id is None or item.owner_id in viewer.partners or item.author_id == viewer.user
    return is_theirs or may(viewer, P.MANAGE)


def may_facilitate(viewer: Viewer) -> bool:
    """Whether somebody runs meetings of a place: its timer, its spotlight, its prompts."""
    return bool(viewer.roles & FACILITATORS)


def first_role(viewer: Viewer) -> tuple[str, str]:
    """The role of a viewer that says most, and its words; the same one however many they have."""
    return next(((value, str(label)) for value, label in Role.choices if value in viewer.roles), ("", ""))


def roles_to_give(viewer: Viewer) -> list[tuple[str, str]]:
    """The roles that a viewer may give to others, with their words."""
    allowed = frozenset[str]().union(*(MAY_BRING.get(role, frozenset()) for role in viewer.roles))
    return [(value, str(label)) for value, label in Role.choices if value in allowed]


def partners_to_give(viewer: Viewer, place: Place) -> frozenset[int]:
    """The partners for which a viewer may give roles.

    Who works for a partner sees what that partner keeps to itself. So a partner that has a lead brings in its own
    people; a convenor does so for their own partner, and for one that has no lead yet.
    """
    led = leads_of(place)
    own = frozenset(partner for partner, leads in led.items() if viewer.user in leads)
    if Role.CONVENOR not in viewer.roles:
        return own
    without_lead = frozenset(partners_by_key(place, viewer)) - frozenset(led)
    return own | viewer.partners | without_lead


def may_give_for_none(viewer: Viewer) -> bool:
    """Whether a viewer may give a role that is held for no partner."""
    return bool(viewer.roles & {Role.CONVENOR, Role.ENABLER})


def viewer_in(place: Place, request: HttpRequest) -> Viewer:
    """Who is looking at a place: by their roles today, or as the guest of a link that still holds."""
    user = _user(request)
    return _viewer(place, request, _roles_held(place.pk, user) if user else ())


def place_and_viewer(slug: str, request: HttpRequest) -> tuple[Place, Viewer]:
    """A place by its id, and who is looking at it: one question, whether or not there is such a place."""
    rows = _place_and_roles(slug, _user(request))
    found = made_of(Place, [row[:-3] for row in rows[:1]])
    place = found[0] if found else Place(slug=slug, pk=0)
    return place, _viewer(place, request, [row[-3:] for row in rows if row[-3] is not None])


def _user(request: HttpRequest) -> int:
    """The key of who is signed in; 0, which nobody has, for who is not."""
    return request.user.pk or 0 if request.user.is_authenticated else 0


def _viewer(place: Place, request: HttpRequest, held: Sequence[tuple[Any, ...]]) -> Viewer:
    """Who is looking, by the roles that they ever held here: role, partner, until."""
    today = timezone.localdate()
    rows = [(role, partner) for role, partner, until in held if until is None or until >= today]
    if not rows:
        return _guest_in(place, request)
    roles, partners = {role for role, _ in rows}, {partner for _, partner in rows if partner is not None}
    return Viewer(user=_user(request), roles=frozenset(roles), partners=frozenset(partners))


@prepared
def _roles_held(place: int, user: int) -> "QuerySet[Any, Any]":
    return Membership.objects.filter(place=place, user=user).values_list(*HELD)


@prepared
def _place_and_roles(slug: str, user: int) -> "QuerySet[Any, Any]":
    """The columns of a place, and those of each role that somebody holds there; one row where they hold none."""
    place = [field.attname for field in Place._meta.concrete_fields]
    held = FilteredRelation("memberships", condition=Q(memberships__user=user))
    rows = Place.objects.filter(slug=slug).annotate(held=held).order_by()
    return rows.values_list(*place, *(f"held__{name}" for name in HELD))


def _guest_in(place: Place, request: HttpRequest) -> Viewer:
    known = request.session.get(GUEST_KEY, {}).get(str(place.pk))
    if known is None:
        return Viewer(user=request.user.pk)
    guest = (
        Guest.objects.select_related("invitation")
        .filter(
            pk=known,
            invitation__place=place,
            invitation__revoked_at__isnull=True,
            invitation__expires_at__gt=timezone.now(),
        )
        .first()
    )
    if guest is None:
        return Viewer(user=request.user.pk)
    partner = guest.invitation.partner_id
    partners = frozenset({partner}) if partner is not None else frozenset()
    roles, only_map = frozenset({guest.invitation.role}), guest.invitation.only_map
    return Viewer(guest=guest.pk, roles=roles, partners=partners, only_map=only_map)


@prepared
def _place_of(slug: str) -> "QuerySet[Any, Any]":
    return Place.objects.filter(slug=slug).order_by()


View = Callable[Concatenate[HttpRequest, Place, Arguments], HttpResponseBase]


def for_place(permission: Permission) -> Callable[[View[Arguments]], Callable[..., HttpResponseBase]]:
    """Let a view be asked only by those who may; the view is given the place, and `request.viewer`.

    A place that somebody may not see is as absent to them as one that does not exist: the same 404, found by the
    same look-up.
    """

    def guarded(view: View[Arguments]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def asked(
            request: HttpRequest, place: str, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> HttpResponseBase:
            found, viewer = place_and_viewer(place, request)
            if not may(viewer, P.VIEW) and not (found.is_public and permission is P.VIEW):
                raise Http404("There is no such place, or you have no role in it.")
            if not may(viewer, permission) and not (found.is_public and permission is P.VIEW):
                raise PermissionDenied
            request.viewer = viewer  # type: ignore[attr-defined]
            request.place = found  # type: ignore[attr-defined]
            return view(request, found, *args, **kwargs)

        asked.permission = permission  # type: ignore[attr-defined]
        return asked

    return guarded


def for_strangers(view: View[Arguments]) -> Callable[..., HttpResponseBase]:
    """Let other websites show a view inside their pages: whoever looks is answered as somebody unknown.

    Only for a public place whose convenor allowed it. Any other is as absent as one that does not exist, found by the
    same one look-up. Who is signed in is not asked; `config/guards/strangers.py` takes cookies away before that.
    """

    @wraps(view)
    def asked(request: HttpRequest, place: str, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
        found = next(iter(made_of(Place, _place_of(place))), None)
        if found is None or not (found.is_public and found.is_embeddable):
            raise Http404("There is no such place, or you have no role in it.")
        request.viewer, request.place = Viewer(), found  # type: ignore[attr-defined]
        return view(request, found, *args, **kwargs)

    asked.permission = P.VIEW  # type: ignore[attr-defined]
    return asked


def as_dict(viewer: Viewer) -> dict[str, Any]:
    """What a viewer may do, for templates: `{"contribute": True, ...}`."""
    return {permission.value: may(viewer, permission) for permission in Permission}


def actor(request: HttpRequest) -> Any:
    """Who does something in a place, for the audit: a user, the guest of a link, or nobody known."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.guest is not None:
        return Guest.objects.filter(pk=viewer.guest).first()
    return request.user if request.user.is_authenticated else None
