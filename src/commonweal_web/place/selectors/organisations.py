"""Bodies that somebody knows, what came before and after them, and who one was on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils import timezone

from commonweal_web.accounts.models import User
from commonweal_web.place.item import Disclosure
from commonweal_web.place.models import Membership, Organisation, Partner, Role, Succession


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation and how long it existed. None means: as far as anybody knows."""

    key: int
    slug: str
    name: str
    sector: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    came_from: tuple[str, ...] = ()
    became: tuple[str, ...] = ()

    def existed_on(self, day: date) -> bool:
        """Whether it existed on a day."""
        return not (self.begins_after(day) or self.ends_before(day))

    def begins_after(self, day: date) -> bool:
        """Whether it did not exist yet."""
        return self.valid_from is not None and self.valid_from > day

    def ends_before(self, day: date) -> bool:
        """Whether it existed no more."""
        return self.valid_to is not None and self.valid_to < day


COLUMNS = ("pk", "slug", "name", "sector", "kind", "valid_from", "valid_to")


def bodies_on(key: int, day: date) -> tuple[Body, ...]:
    """Who an organisation was on a day: itself, or those before or after it that existed then, by name.

    It goes back through mergers and splits for an earlier day and on through them for a later one. Nobody where
    nothing is known of that day.
    """
    found: dict[int, Body] = {}
    seen: set[int] = set()
    ahead: set[int] = {key}
    while ahead:
        bodies = [Body(*row) for row in Organisation.objects.filter(pk__in=ahead).values_list(*COLUMNS)]
        seen |= ahead
        found |= {body.key: body for body in bodies if body.existed_on(day)}
        ahead = _neighbours(bodies, day) - seen
    return tuple(sorted(found.values(), key=lambda body: body.name))


def _neighbours(bodies: Iterable[Body], day: date) -> set[int]:
    later = [body.key for body in bodies if body.begins_after(day)]
    earlier = [body.key for body in bodies if body.ends_before(day)]
    rows = Succession.objects.filter(Q(after__in=later) | Q(before__in=earlier)).values_list("before", "after")
    return {before if after in later else after for before, after in rows}


def known_organisations(user: User) -> tuple[Body, ...]:
    """The organisations at work where somebody has a role, as far as they see the partners: three queries."""
    mine = _memberships(user)
    shown = Q(partner__disclosure__in=[Disclosure.PLACE, Disclosure.PUBLIC]) | Q(
        partner__pk__in=mine.filter(partner__isnull=False).values("partner")
    )
    known = Organisation.objects.filter(shown, partner__place__in=mine.values("place")).distinct()
    rows = list(known.order_by("name", "pk").values_list(*COLUMNS))
    before, after = _successions([row[0] for row in rows])
    bodies = (Body(*row) for row in rows)
    return tuple(
        replace(body, came_from=tuple(before.get(body.key, ())), became=tuple(after.get(body.key, ())))
        for body in bodies
    )


def _successions(keys: Sequence[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """What came before and after each of some bodies, by name."""
    columns = ("before", "before__name", "after", "after__name")
    rows = Succession.objects.filter(Q(before__in=keys) | Q(after__in=keys)).order_by("on", "pk").values_list(*columns)
    came_from: dict[int, list[str]] = {}
    became: dict[int, list[str]] = {}
    for before, before_name, after, after_name in rows:
        came_from.setdefault(after, []).append(before_name)
        became.setdefault(before, []).append(after_name)
    return came_from, became


def organisations_to_change(user: User) -> dict[int, Organisation]:
    """Those whose every part in every place is convened by somebody, so that they may merge or split them."""
    today = timezone.localdate()
    convened = _memberships(user).filter(role=Role.CONVENOR).values("place")
    elsewhere = Partner.objects.filter(organisation__isnull=False).exclude(place__in=convened).values("organisation")
    rows = Organisation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), partner__place__in=convened
    ).exclude(pk__in=elsewhere)
    return {body.pk: body for body in rows.distinct().order_by("name", "pk")}


def _memberships(user: User):  # type: ignore[no-untyped-def]
    today = timezone.localdate()
    return Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=today), user=user)
