"""People with accounts in a place, the roles they hold, and invitations that are open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from commonweal_web.accounts.models import User
from commonweal_web.place.models import Guest, Invitation, Membership, Partner, Place, Role
from commonweal_web.place.viewer import Viewer, visible


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role that somebody holds today. `partner` is empty where it is held for none, or for one unseen."""

    membership: int
    role: str
    label: str
    partner: str
    workstream: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody with an account, and their roles in one place today."""

    user: int
    name: str
    email: str
    roles: tuple[RoleLine, ...]


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """A way in that is open."""

    key: int
    email: str
    label: str
    partner: str
    expires_at: datetime
    uses: int
    most_uses: int
    made_by: str


def current(place: Place) -> "QuerySet[Membership]":
    """The roles held in a place today."""
    return Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()), place=place)


def members_of(place: Place, viewer: Viewer) -> tuple[MemberLine, ...]:
    """Everybody who holds a role today, by name; nobody for those who hold none: two queries at the most."""
    if not viewer.is_member:
        return ()
    return _members(current(place), place, viewer)


def names_of_members(place: Place, viewer: Viewer) -> dict[int, str]:
    """The names of everybody who holds a role today, by user; nobody for those who hold none: one query at the most."""
    return dict(current(place).order_by().values_list("user", "user__name")) if viewer.is_member else {}


def member(place: Place, user: int, viewer: Viewer) -> MemberLine:
    """One person who holds a role today."""
    found = _members(current(place).filter(user=user), place, viewer)
    if not found:
        raise Http404("There is no such person here.")
    return found[0]


def _members(rows: "QuerySet[Membership]", place: Place, viewer: Viewer) -> tuple[MemberLine, ...]:
    seen = dict(Partner.objects.filter(visible(Partner, viewer), place=place).values_list("pk", "name"))
    people: dict[int, tuple[User, list[RoleLine]]] = {}
    for row in rows.select_related("user", "workstream").order_by("user__name", "user__email", "pk"):
        people.setdefault(row.user_id, (row.user, []))[1].append(_line(row, seen.get(row.partner_id or 0, "")))
    return tuple(MemberLine(key, user.name, user.email, tuple(roles)) for key, (user, roles) in people.items())


def _line(row: Membership, partner: str) -> RoleLine:
    workstream = row.workstream.name if row.workstream is not None else ""
    return RoleLine(row.pk, row.role, str(Role(row.role).label), partner, workstream, row.since, row.until)


def membership_row(place: Place, key: int) -> Membership:
    """One role held today, to change."""
    found = current(place).select_related("user", "partner", "place").filter(pk=key).first()
    if found is None:
        raise Http404("There is no such role here.")
    return found


def user_row(key: int) -> User:
    """Somebody with an account."""
    return User.objects.get(pk=key)


def members_by_key(place: Place) -> dict[int, User]:
    """Everybody who holds a role today, for choosing one in a form."""
    users = User.objects.filter(pk__in=current(place).values("user")).order_by("name", "email")
    return {user.pk: user for user in users}


def leads_of(place: Place) -> dict[int, set[int]]:
    """The partners that have a lead of their own today, and who those leads are."""
    led = current(place).filter(role=Role.PARTNER_LEAD, partner__isnull=False).values_list("partner", "user")
    leads: dict[int, set[int]] = {}
    for partner, user in led:
        leads.setdefault(partner, set()).add(user)
    return leads


def open_invitations(place: Place, made_by: int | None = None) -> tuple[InvitationLine, ...]:
    """The ways in that are open, newest first; only those that one person made, where one is named."""
    rows = _open().filter(place=place)
    if made_by is not None:
        rows = rows.filter(made_by=made_by)
    rows = rows.select_related("partner", "made_by").order_by("-made_at", "-pk")
    return tuple(
        InvitationLine(
            row.pk, row.email, str(Role(row.role).label), row.partner.name if row.partner is not None else "",
            row.expires_at, row.uses, row.most_uses, str(row.made_by),
        )
        for row in rows
    )  # fmt: skip


def invitation_row(place: Place, key: int) -> Invitation:
    """One way in that is open, to close it."""
    found = _open().select_related("place").filter(place=place, pk=key).first()
    if found is None:
        raise Http404("There is no such invitation.")
    return found


def invitation_by_digest(token_digest: str) -> Invitation | None:
    """The way in that a token opens, if it is open."""
    return _open().select_related("place", "partner").filter(token_digest=token_digest).first()


def _open() -> "QuerySet[Invitation]":
    return Invitation.objects.filter(revoked_at__isnull=True, expires_at__gt=timezone.now(), uses__lt=F("most_uses"))


def guests_in(place: Place) -> int:
    """How many came in by a link that still holds."""
    return Guest.objects.filter(
        invitation__place=place, invitation__revoked_at__isnull=True, invitation__expires_at__gt=timezone.now()
    ).count()


def partners_of_users(place: Place, users: Iterable[int]) -> dict[int, set[int]]:
    """The partners for which each of some people holds a role today (their database ids)."""
    found: dict[int, set[int]] = {}
    held = current(place).filter(user__in=list(users), partner__isnull=False).values_list("user", "partner")
    for user, partner in held:
        found.setdefault(user, set()).add(partner)
    return found


def partners_of_guest(guest: int) -> set[int]:
    """The partner for which the guest of a link is there, if it is for one."""
    rows = Guest.objects.filter(pk=guest, invitation__partner__isnull=False)
    return set(rows.values_list("invitation__partner", flat=True))


def names_of_people(keys: Iterable[str]) -> dict[str, str]:
    """The names of people by keys such as `user-7` and `guest-3`; who was erased has none."""
    parts = [key.partition("-") for key in keys]
    users = [int(number) for kind, _, number in parts if kind == "user"]
    guests = [int(number) for kind, _, number in parts if kind == "guest"]
    named = {f"user-{key}": name for key, name in User.objects.filter(pk__in=users).values_list("pk", "name")}
    return named | {f"guest-{key}": name for key, name in Guest.objects.filter(pk__in=guests).values_list("pk", "name")}


def name_of_guest(guest: int) -> str:
    """The name that the guest of a link chose."""
    return Guest.objects.filter(pk=guest).values_list("name", flat=True).first() or ""
