"""Roles given and ended, and the hand-over when somebody leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from commonweal_web.accounts.models import User
from commonweal_web.audit.services import record
from commonweal_web.place.models import Membership, Partner, Place, Role, Workstream

LAST_CONVENOR = (
    "This is the only convenor of the place, and somebody must look after it. Give another person the role of "
    "convenor first."
)


@dataclass(frozen=True, slots=True)
class RoleAsked:
    """A role to give: for one partner or none, in one workstream or none, until a day or for good."""

    role: str
    partner: Partner | None = None
    workstream: Workstream | None = None
    until: date | None = None


@transaction.atomic
def give_role(*, place: Place, user: User, asked: RoleAsked, by: User | None) -> Membership:
    """A role in a place for somebody; the one they hold already, if they do."""
    if asked.partner is not None and asked.partner.place_id != place.pk:
        raise ValidationError({"partner": "This partner belongs to another place. Choose one of this place."})
    lasting = Q(until__isnull=True) if asked.until is None else Q(until__isnull=True) | Q(until__gte=asked.until)
    held = Membership.objects.filter(lasting, place=place, user=user, role=asked.role, partner=asked.partner).first()
    if held is not None:
        return held
    made = Membership.objects.create(
        place=place,
        user=user,
        role=asked.role,
        partner=asked.partner,
        workstream=asked.workstream,
        until=asked.until,
    )
    record(event="role given", place=place.slug, by=by, target=f"user:{user.pk}", details=_role(made))
    return made


@transaction.atomic
def end_role(*, membership: Membership, by: User) -> Membership:
    """End one role at once; everything that its holder wrote stays theirs."""
    _end([membership], by)
    return membership


@transaction.atomic
def leave(*, place: Place, user: User, by: User, hand_over_to: User | None = None) -> list[Membership]:
    """End every role of somebody in a place at once, and give the same roles to who takes over.

    The items keep their author. Who takes over must belong to the same partner, for each role held for one.
    """
    leaving = list(_current(place).filter(user=user).select_related("partner", "workstream"))
    if hand_over_to is not None:
        _hand_over(leaving, place, hand_over_to, by)
    _end(leaving, by)
    record(event="person left", place=place.slug, by=by, target=f"user:{user.pk}", details={"roles": len(leaving)})
    return leaving


def _hand_over(leaving: Sequence[Membership], place: Place, to: User, by: User) -> None:
    held = set(
        _current(place).filter(user=to).exclude(user__in={row.user_id for row in leaving}).values_list("partner")
    )
    if not held or any(row.partner_id is not None and (row.partner_id,) not in held for row in leaving):
        problem = "Whoever takes over must already work for the same partner here. Choose a colleague of theirs."
        raise ValidationError({"hand_over_to": problem})
    for row in leaving:
        asked = RoleAsked(row.role, row.partner, row.workstream, row.until)
        row.handed_over_to = give_role(place=place, user=to, asked=asked, by=by)


def _end(ending: Sequence[Membership], by: User) -> None:
    """Give each role a last day of yesterday, so that it allows nothing from now on."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for row in ending:
        place = Place.objects.select_for_update().get(pk=row.place_id)  # so that two cannot go last at the same time
        others = _current(place).filter(role=Role.CONVENOR).exclude(pk__in=[each.pk for each in ending])
        if row.role == Role.CONVENOR and not others.exists():
            raise ValidationError(LAST_CONVENOR)
        row.until = yesterday
        row.save(update_fields=("until", "handed_over_to"))
        record(event="role ended", place=place.slug, by=by, target=f"user:{row.user_id}", details=_role(row))


def _current(place: Place) -> "QuerySet[Membership]":
    return Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()), place=place)


def _role(row: Membership) -> dict[str, str]:
    return {"role": str(row.role), "partner": row.partner.slug if row.partner is not None else ""}
