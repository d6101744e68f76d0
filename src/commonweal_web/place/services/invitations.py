"""Ways in: by e-mail for one person, by a link or QR code for a workshop. Tokens are kept as digests only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from commonweal_web.accounts.models import User
from commonweal_web.audit.services import record
from commonweal_web.place.models import Guest, Invitation, Membership, Partner, Place, Role
from commonweal_web.place.services.members import RoleAsked, give_role

# How long an e-mailed invitation holds; a link for a workshop says itself how long, a week at the most.
HOLDS_DAYS = 14
LONGEST_LINK_HOURS = 7 * 24
MOST_USES = 500

# What a link for a workshop may make of people without an account.
LINK_ROLES = (Role.RESIDENT_VOICE, Role.CONTRIBUTOR)

# Said of a token that is wrong, used up, called back or too old alike, so that nobody learns which.
CLOSED = "This invitation is not open. Ask whoever gave it to you for a new one."

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class InvitationAsked:
    """What an e-mailed invitation offers."""

    email: str
    role: str
    partner: Partner | None = None


@dataclass(frozen=True, slots=True)
class LinkAsked:
    """What a link for a workshop offers: to so many people, for so many hours; `only_map`: to draw, and no more."""

    role: str
    most_uses: int
    hours: int
    only_map: bool = False


class InvitationClosed(Exception):
    """A token that does not, or no longer, let anybody in."""


def digest(token: str) -> str:
    """What is kept of a token: enough to know it again, too little to use it."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, place: Place, asked: InvitationAsked, by: User, address: Address) -> Invitation:
    """Ask one person in by e-mail, sent once the invitation is safely kept. `address` makes a token a link."""
    token = token_urlsafe(32)
    invitation = Invitation.objects.create(
        place=place,
        role=asked.role,
        partner=asked.partner,
        email=asked.email,
        token_digest=digest(token),
        made_by=by,
        expires_at=timezone.now() + timedelta(days=HOLDS_DAYS),
    )
    record(event="invitation made", place=place.slug, by=by, target=f"invitation:{invitation.pk}",
           details={"role": str(asked.role), "partner": asked.partner.slug if asked.partner else ""})  # fmt: skip
    transaction.on_commit(partial(_send, invitation, address(token)))
    return invitation


def _send(invitation: Invitation, link: str) -> None:
    said = {"invitation": invitation, "link": link, "days": HOLDS_DAYS}
    send_mail(
        subject=f"Join {invitation.place.name} on Commonweal".replace("\n", " "),
        message=render_to_string("place/email_invitation.txt", said),
        from_email=None,
        recipient_list=[invitation.email],
    )


@transaction.atomic
def make_link(*, place: Place, asked: LinkAsked, by: User) -> tuple[Invitation, str]:
    """A link for a workshop and its token, which is shown now and never again."""
    if asked.role not in LINK_ROLES:
        raise ValidationError({"role": "A link can make people contributors or resident voices. Choose one of them."})
    token = token_urlsafe(32)
    invitation = Invitation.objects.create(
        place=place,
        role=asked.role,
        token_digest=digest(token),
        made_by=by,
        expires_at=timezone.now() + timedelta(hours=min(asked.hours, LONGEST_LINK_HOURS)),
        most_uses=min(asked.most_uses, MOST_USES),
        only_map=asked.only_map,
    )
    details = {"role": str(asked.role), "most_uses": invitation.most_uses, "only_map": asked.only_map}
    record(event="link made", place=place.slug, by=by, target=f"invitation:{invitation.pk}", details=details)
    return invitation, token


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> None:
    """Close a way in at once; guests who came by it are shown out, and accounts keep their roles."""
    if invitation.revoked_at is None:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=("revoked_at",))
        place = invitation.place.slug
        record(event="invitation closed", place=place, by=by, target=f"invitation:{invitation.pk}")


def is_for_the_map(token: str) -> bool:
    """Whether a way in is for the map alone: then nobody gets a role by it that lasts, account or not."""
    return Invitation.objects.filter(token_digest=digest(token), only_map=True).exists()


@transaction.atomic
def join_as_guest(*, token: str, name: str) -> Guest:
    """Come in by a link without an account, under a name of one's choice."""
    invitation = _use(token, Q(email=""))
    guest = Guest.objects.create(invitation=invitation, name=name)
    record(event="guest joined", place=invitation.place.slug, by=guest, target=f"invitation:{invitation.pk}")
    return guest


@transaction.atomic
def join_as_user(*, token: str, user: User) -> Membership:
    """Come in with an account: for good by e-mail, for as long as the link holds by a link."""
    if not EmailAddress.objects.filter(user=user, verified=True).exists():
        raise ValidationError("Confirm your e-mail address first: we sent you a link when you signed up.")
    invitation = _use(token, Q())
    until: date | None = None if invitation.email else timezone.localdate(invitation.expires_at)
    asked = RoleAsked(invitation.role, invitation.partner, until=until)
    membership = give_role(place=invitation.place, user=user, asked=asked, by=user)
    record(event="invitation used", place=invitation.place.slug, by=user, target=f"invitation:{invitation.pk}")
    return membership


def _use(token: str, condition: Q) -> Invitation:
    """Take one use of an invitation, in one statement, so that two at once cannot take the last."""
    found = still_open(timezone.now()).filter(condition, token_digest=digest(token))
    if not found.update(uses=F("uses") + 1):
        raise InvitationClosed(CLOSED)
    return Invitation.objects.select_related("place", "partner").get(token_digest=digest(token))


def still_open(now: datetime) -> "QuerySet[Invitation]":
    """Every invitation that lets somebody in now."""
    return Invitation.objects.filter(revoked_at__isnull=True, expires_at__gt=now, uses__lt=F("most_uses"))
