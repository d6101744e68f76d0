"""Partners of a place, their people without names, and workstreams."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model

from commonweal_web.accounts.models import User
from commonweal_web.audit.services import record
from commonweal_web.place.item import Disclosure
from commonweal_web.place.models import Guest, Organisation, Partner, Person, Place, Workstream
from commonweal_web.place.services.disclosure import WIDELY, disclose
from commonweal_web.place.services.slugs import free_slug, unguessable_slug


@dataclass(frozen=True, slots=True)
class PartnerAsked:
    """A partner as somebody describes it; without an organisation, the one of that name or a new one."""

    name: str
    sector: str
    kind: str = ""
    geography: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    organisation: int | None = None


# Words that addresses use where an id would stand, so that no item may be called so.
USED_IN_ADDRESSES = frozenset({"add", "edit", "members", "roles"})


def slugs_in(place: Place, model: type[Model]) -> frozenset[str]:
    """Every id of a kind that is taken in a place, by items that few may see too."""
    return USED_IN_ADDRESSES | set(model._default_manager.filter(place=place).values_list("slug", flat=True))


def next_position(place: Place, model: type[Model]) -> int:
    """The position behind the last item of a kind."""
    last = model._default_manager.filter(place=place).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def add_partner(*, place: Place, asked: PartnerAsked, by: User) -> Partner:
    """A new partner of a place, linked to its organisation."""
    in_order(asked.valid_from, asked.valid_to)
    partner = Partner.objects.create(
        place=place,
        slug=free_slug(asked.name, slugs_in(place, Partner), otherwise="partner"),
        position=next_position(place, Partner),
        author=by,
        organisation=_organisation(asked),
        **_described(asked),
    )
    record(event="partner added", place=place.slug, by=by, target=partner.slug)
    return partner


@transaction.atomic
def change_partner(*, partner: Partner, asked: PartnerAsked, by: User) -> Partner:
    """Change what is said of a partner; a last day ends its part, and its items stay."""
    in_order(asked.valid_from, asked.valid_to)
    for name, value in _described(asked).items():
        setattr(partner, name, value)
    partner.organisation = _organisation(asked)
    partner.save()
    record(
        event="partner changed", place=partner.place.slug, by=by, target=partner.slug,
        details={"ends": asked.valid_to.isoformat() if asked.valid_to else ""},
    )  # fmt: skip
    return partner


def in_order(first: date | None, last: date | None) -> None:
    """Refuse a last day before the first."""
    if first is not None and last is not None and last < first:
        problem = f"The last day ({last:%-d %B %Y}) is before the first ({first:%-d %B %Y}). Put the later one last."
        raise ValidationError({"valid_to": problem})


def _described(asked: PartnerAsked) -> dict[str, Any]:
    names = ("name", "sector", "kind", "geography", "valid_from", "valid_to")
    return {name: getattr(asked, name) for name in names}


def _organisation(asked: PartnerAsked) -> Organisation:
    if asked.organisation is not None:
        return Organisation.objects.get(pk=asked.organisation)
    known = Organisation.objects.filter(name__iexact=asked.name, sector=asked.sector, valid_to__isnull=True).first()
    if known is not None:
        return known
    taken = set(Organisation.objects.values_list("slug", flat=True))
    return Organisation.objects.create(
        slug=free_slug(asked.name, taken, otherwise="organisation"),
        name=asked.name,
        sector=asked.sector,
        kind=asked.kind,
        geography=asked.geography,
        valid_from=asked.valid_from,
    )


@transaction.atomic
def save_person(
    *, place: Place, partner: Partner, said: Mapping[str, str], by: User | Guest, person: Person | None = None
) -> Person:
    """Add or change a role held by somebody at a partner: `profession`, `role` and `disclosure`, never a name."""
    is_new = person is None
    if person is None:
        author = by if isinstance(by, User) else None
        stage = said.get("disclosure") or Disclosure.PLACE
        make = free_slug if stage in WIDELY else unguessable_slug
        slug = make(said["role"], slugs_in(place, Person), otherwise="person")
        position = next_position(place, Person)
        person = Person(place=place, slug=slug, position=position, author=author, disclosure=stage)
    person.partner, person.owner = partner, partner
    person.profession, person.role = said.get("profession", ""), said["role"]
    person.save()
    stage = said.get("disclosure") or person.disclosure
    target = person.in_events(stage)
    record(event=f"person {'added' if is_new else 'changed'}", place=place.slug, by=by, target=target)
    disclose(item=person, stage=stage, by=by)
    return person


@transaction.atomic
def add_workstream(*, place: Place, name: str, by: User) -> Workstream:
    """A new part of the work, for roles to belong to."""
    slug = free_slug(name, slugs_in(place, Workstream), otherwise="workstream")
    workstream = Workstream.objects.create(place=place, slug=slug, name=name)
    record(event="workstream added", place=place.slug, by=by, target=slug)
    return workstream


@transaction.atomic
def remove_workstream(*, workstream: Workstream, by: User) -> None:
    """Take a workstream away; roles in it stay, without it."""
    record(event="workstream removed", place=workstream.place.slug, by=by, target=workstream.slug)
    workstream.delete()
