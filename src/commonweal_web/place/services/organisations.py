"""Bodies over time: they merge and split on a date, and what was theirs stays in history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from commonweal.names import listed
from commonweal_web.accounts.models import User
from commonweal_web.audit.services import record
from commonweal_web.place.item import Disclosure
from commonweal_web.place.models import Membership, Organisation, Partner, Place, Succession
from commonweal_web.place.services.partners import next_position, slugs_in
from commonweal_web.place.services.slugs import free_slug


@dataclass(frozen=True, slots=True)
class BodyAsked:
    """A body that begins on the day of a merger or split."""

    name: str
    sector: str
    kind: str = ""
    geography: str = ""


@transaction.atomic
def merge(*, before: Sequence[Organisation], after: BodyAsked, on: date, by: User, note: str = "") -> Organisation:
    """One new body takes over from several on a date.

    Each old body, and its part in every place, ends the day before. In every such place the new body becomes a
    partner. Ties and items stay with the old partners; their people keep their old roles, so that they still see
    what was theirs, and are given the same roles for the new partner.
    """
    if len(before) < 2:
        raise ValidationError({"before": "A merger needs two organisations or more. Choose at least two."})
    _refuse_unless_working(before, on)
    made = _begin(after, on)
    ended = _succeed(before, [made], on, note)
    for place in _places_of(ended):
        partner = _partner_of(made, place, [old for old in ended if old.place_id == place.pk], on)
        _carry_roles([old for old in ended if old.place_id == place.pk], partner)
        record(event="partners merged", place=place.slug, by=by, target=partner.slug)
    record(event="organisations merged", by=by, target=made.slug, details=_told(before, [made], on))
    return made


@transaction.atomic
def split(
    *, before: Organisation, after: Sequence[BodyAsked], on: date, by: User, note: str = ""
) -> tuple[Organisation, ...]:
    """Several new bodies take over from one on a date.

    The old body and its part in every place end the day before; each new body becomes a partner there. Nobody is
    moved: a convenor gives people their roles for the new partners, since only people know who went where.
    """
    if len(after) < 2:
        raise ValidationError({"after": "A split needs two new organisations or more. Name at least two."})
    _refuse_unless_working([before], on)
    made = [_begin(body, on) for body in after]
    ended = _succeed([before], made, on, note)
    for place in _places_of(ended):
        for body in made:
            _partner_of(body, place, [old for old in ended if old.place_id == place.pk], on)
        record(event="partner split", place=place.slug, by=by, target=before.slug)
    record(event="organisation split", by=by, target=before.slug, details=_told([before], made, on))
    return tuple(made)


def _refuse_unless_working(bodies: Sequence[Organisation], on: date) -> None:
    """Every body must have begun before the day and not have ended by then."""
    not_there = [
        body.name
        for body in bodies
        if (body.valid_to is not None and body.valid_to < on - timedelta(days=1))
        or (body.valid_from is not None and body.valid_from >= on)
    ]
    gone = Succession.objects.filter(before__in=bodies).values_list("before__name", flat=True)
    if names := sorted({*not_there, *gone}):
        problem = f"{listed(names)} did not exist on the day before {on:%-d %B %Y}, or was taken over already."
        raise ValidationError({"on": f"{problem} Choose another date or other organisations."})


def _begin(asked: BodyAsked, on: date) -> Organisation:
    taken = set(Organisation.objects.values_list("slug", flat=True))
    return Organisation.objects.create(
        slug=free_slug(asked.name, taken, otherwise="organisation"),
        name=asked.name,
        sector=asked.sector,
        kind=asked.kind,
        geography=asked.geography,
        valid_from=on,
    )


def _succeed(before: Sequence[Organisation], after: Sequence[Organisation], on: date, note: str) -> list[Partner]:
    """End the old bodies and their partners the day before, and write down who took over; the partners ended."""
    last = on - timedelta(days=1)
    Organisation.objects.filter(pk__in=[body.pk for body in before]).update(valid_to=last)
    Succession.objects.bulk_create(
        Succession(before=old, after=new, on=on, note=note) for old in before for new in after
    )
    working = _working_partners(before, on)
    ended = list(working.select_related("place").order_by("position", "pk"))
    Partner.objects.filter(pk__in=[partner.pk for partner in ended]).update(valid_to=last)
    return ended


def _working_partners(bodies: Sequence[Organisation], on: date) -> "QuerySet[Partner]":
    last = on - timedelta(days=1)
    return Partner.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=last),
        Q(valid_from__isnull=True) | Q(valid_from__lte=last),
        organisation__in=bodies,
    )


def _places_of(partners: Sequence[Partner]) -> list[Place]:
    return list({partner.place_id: partner.place for partner in partners}.values())


def _partner_of(body: Organisation, place: Place, old: Sequence[Partner], on: date) -> Partner:
    """A body as partner of a place from a day on, shown as openly as the most open one before it."""
    openness = list(Disclosure.values)
    model = max(old, key=lambda partner: openness.index(partner.disclosure))
    return Partner.objects.create(
        place=place,
        slug=free_slug(body.name, slugs_in(place, Partner), otherwise="partner"),
        position=next_position(place, Partner),
        organisation=body,
        name=body.name,
        sector=body.sector,
        kind=body.kind,
        geography=body.geography,
        valid_from=on,
        disclosure=model.disclosure,
        owner=model.owner,
        author=model.author,
    )


def _carry_roles(old: Sequence[Partner], partner: Partner) -> None:
    """The same roles for the new partner, once each, as long as they are held until its first day."""
    lasting = Q(until__isnull=True) | Q(until__gte=partner.valid_from)
    roles = {(row.user_id, row.role): row for row in Membership.objects.filter(lasting, partner__in=old)}
    Membership.objects.bulk_create(
        Membership(
            place_id=row.place_id,
            user_id=row.user_id,
            role=row.role,
            partner=partner,
            workstream_id=row.workstream_id,
            until=row.until,
        )
        for row in roles.values()
    )


def _told(before: Sequence[Organisation], after: Sequence[Organisation], on: date) -> dict[str, object]:
    return {"before": [body.slug for body in before], "after": [body.slug for body in after], "on": on.isoformat()}
