"""Writes about people who sign in: tokens for programs, and taking out one person's data."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from commonweal_web.accounts.models import ApiToken, User
from commonweal_web.audit.services import record

# Begins every token, so that programs which look for secrets left lying about find ours.
PREFIX = "cwt_"

# The longest that a token may last; a program is renewed at least once a year.
MOST_DAYS = 366

# How exactly the last use of a token is known: reads by a program should hardly ever write.
USED_WITHIN = timedelta(minutes=10)

# Sent before somebody's data is taken out, with `user` and `address`: rooms above take out what they hold.
erasing = Signal()


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a token speaks for: a user, in one place (its database id) or in all of theirs, for one scope."""

    user: User
    place: int | None
    scope: str
    token: int


@transaction.atomic
def keep_accounts(people: Mapping[str, str], *, password: str) -> dict[str, User]:
    """Accounts with verified addresses (address to name) that share one password: those of a demonstration.

    Who is there already keeps the hash that they have, so that nobody is signed out.
    """
    known = {user.email: user for user in User.objects.filter(email__in=people)}
    first = next(iter(known.values()), None)
    hashed = first.password if first is not None and first.check_password(password) else make_password(password)
    for email, name in people.items():
        user = known.get(email) or known.setdefault(email, User.objects.create_user(email, name=name))
        if user.password != hashed:
            user.password = hashed
            user.save(update_fields=("password",))
        EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return {email: known[email] for email in people}


@transaction.atomic
def make_token(*, user: User, name: str, days: int, place: int | None = None) -> str:
    """Make a token that reads what its user may read, for some days, in one place (its database id) or in all.

    Its text is given this once and never kept.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"a token lasts 1 to {MOST_DAYS} days, not {days}")
    text = PREFIX + secrets.token_urlsafe(32)
    made = ApiToken.objects.create(
        user=user,
        place_id=place,
        name=name,
        digest=_digest(text),
        expires_at=timezone.now() + timedelta(days=days),
    )
    record(event="token made", by=user, target=str(made.pk), details={"days": days, "scope": made.scope})
    return text


@transaction.atomic
def revoke_token(*, token: int, by: User) -> bool:
    """End one of a person's own tokens; says whether there was one to end."""
    ended = ApiToken.objects.filter(pk=token, user=by, revoked_at__isnull=True).update(revoked_at=timezone.now())
    if ended:
        record(event="token revoked", by=by, target=str(token))
    return bool(ended)


def user_of_token(text: str) -> Bearer | None:
    """Who a token speaks for, while it holds; nobody for one that is unknown, over, revoked, or of a closed account."""
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("user")
        .filter(digest=_digest(text), revoked_at__isnull=True, expires_at__gt=now, user__is_active=True)
        .first()
    )
    if token is None:
        return None
    if token.last_used_at is None or token.last_used_at < now - USED_WITHIN:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return Bearer(user=token.user, place=token.place_id, scope=token.scope, token=token.pk)


@transaction.atomic
def erase(*, user: User, by: User | None) -> None:
    """Take out a person's name, address, ways of signing in and roles; what they wrote stays, without an author.

    Totals stay as they were, since no item goes. The chain of events keeps their number, which leads to nobody now.
    """
    erasing.send(User, user=user, address=user.email)
    _sign_out_everywhere(user)
    for kept in (EmailAddress, Authenticator, SocialAccount, ApiToken):
        kept.objects.filter(user=user).delete()
    yesterday = timezone.localdate() - timedelta(days=1)
    user.memberships.filter(models.Q(until__isnull=True) | models.Q(until__gt=yesterday)).update(until=yesterday)
    _take_name_off(user)
    user.email, user.name, user.erased_at = f"erased-{user.pk}@invalid", "", timezone.now()
    user.is_active, user.last_login = False, None
    user.set_unusable_password()
    user.save()
    record(event="person erased", by=by, target=f"user:{user.pk}")


def _sign_out_everywhere(user: User) -> None:
    kept = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(kept.values_list("session_key", flat=True))).delete()
    kept.delete()


def _take_name_off(user: User) -> None:
    # Every reference that a deleted account would leave empty: authors of items, those who asked for jobs.
    for reference in User._meta.get_fields(include_hidden=True):
        if isinstance(reference, models.ManyToOneRel) and reference.on_delete is models.SET_NULL:
            name = reference.field.name
            reference.related_model._default_manager.filter(**{name: user}).update(**{name: None})


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
