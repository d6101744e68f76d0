"""Reads about people who sign in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from commonweal_web.accounts.models import ApiToken, User
from commonweal_web.prepared import prepared

# Roles that can change who sees what, read the chain of events, or sign a decision: a password alone is too little.
SECOND_FACTOR_ROLES = ("convenor", "auditor", "steering_group")
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class Token:
    """A token for a program, as its owner sees it in a list: never its text."""

    id: int
    name: str
    place: str
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    is_over: bool


def lacks_second_factor(user: User) -> bool:
    """Whether somebody must set up a second factor and has not: everybody, or who holds a role that demands it."""
    if settings.WITHOUT_SECOND_FACTOR:
        return False
    if settings.SECOND_FACTOR == "everybody":
        return not _second_factors(user.pk)
    return bool(_lacking(user.pk, timezone.localdate()))


@prepared
def _second_factors(user: int) -> "QuerySet[Any, Any]":
    found: QuerySet[Any, Any] = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).values_list("pk")[:1]
    return found


@prepared
def _lacking(user: int, today: date) -> "QuerySet[Any, Any]":
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    holds = Q(memberships__until__isnull=True) | Q(memberships__until__gte=today)
    rows = User.objects.filter(holds, pk=user, memberships__role__in=SECOND_FACTOR_ROLES)
    return rows.filter(~Exists(factors)).values_list("pk")[:1]


def tokens(user: User) -> list[Token]:
    """A person's tokens, newest first, without those they revoked."""
    now = timezone.now()
    rows = ApiToken.objects.filter(user=user, revoked_at__isnull=True).values_list(
        "pk", "name", "place__name", "made_at", "expires_at", "last_used_at"
    )
    return [
        Token(pk, name, place or "", made, expires, used, expires <= now)
        for pk, name, place, made, expires, used in rows
    ]


def names_around(user: User) -> list[str]:
    """Names of the places somebody belongs to, and of the partners they work for."""
    rows = user.memberships.values_list("place__name", "place__slug", "partner__name", "partner__organisation__name")
    return sorted({name for row in rows for name in row if name})


def places_of(user: User) -> list[tuple[int, str]]:
    """Places in which somebody holds a role today: id and name."""
    today = timezone.localdate()
    return list(
        user.memberships.filter(Q(until__isnull=True) | Q(until__gte=today))
        .order_by("place__name")
        .values_list("place_id", "place__name")
        .distinct()
    )
