"""Partners of a place, their people without names, and workstreams, as a viewer sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from commonweal_web.place.models import Partner, Person, Place, Workstream
from commonweal_web.place.viewer import Sight, Viewer, viewer_of, visible
from commonweal_web.prepared import prepared


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner in a list. `is_current` says whether it takes part today."""

    key: int
    slug: str
    name: str
    sector: str
    kind: str
    geography: str
    valid_from: date | None
    valid_to: date | None
    organisation: int | None
    organisation_name: str
    disclosure: str

    @property
    def is_current(self) -> bool:
        """Whether it takes part today."""
        today = timezone.localdate()
        return (self.valid_from is None or self.valid_from <= today) and (
            self.valid_to is None or self.valid_to >= today
        )


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A role held by somebody at a partner, without a name."""

    key: int
    slug: str
    role: str
    profession: str
    partner: str
    partner_name: str
    disclosure: str
    owner_id: int | None
    author_id: int | None


PARTNER_COLUMNS = (
    "pk", "slug", "name", "sector", "kind", "geography", "valid_from", "valid_to", "organisation",
    "organisation__name", "disclosure",
)  # fmt: skip

PERSON_COLUMNS = (
    "pk", "slug", "role", "profession", "partner__slug", "partner__name", "disclosure", "owner", "author",
)  # fmt: skip


def partners_of(place: Place, viewer: Viewer) -> tuple[PartnerLine, ...]:
    """The partners that a viewer sees, in the order of the place: one query."""
    return tuple(PartnerLine(*row) for row in _partners(place.pk, viewer.sight))


@prepared
def _partners(place: int, sight: Sight) -> "QuerySet[Any, Any]":
    rows = Partner.objects.filter(visible(Partner, viewer_of(sight)), place=place)
    return rows.order_by("position", "pk").values_list(*PARTNER_COLUMNS)


def partner_row(place: Place, slug: str, viewer: Viewer) -> Partner:
    """One partner to change; as absent as any other where the viewer may not see it."""
    found = Partner.objects.select_related("place").filter(visible(Partner, viewer), place=place, slug=slug).first()
    if found is None:
        raise Http404("There is no such partner.")
    return found


def partner_line(partner: Partner) -> PartnerLine:
    """A partner as in a list."""
    return PartnerLine(*Partner.objects.values_list(*PARTNER_COLUMNS).get(pk=partner.pk))


def partners_by_key(place: Place, viewer: Viewer) -> dict[int, Partner]:
    """The partners that a viewer sees, for choosing one in a form."""
    rows = Partner.objects.filter(visible(Partner, viewer), place=place).order_by("position", "pk")
    return {partner.pk: partner for partner in rows}


def people_of(place: Place, viewer: Viewer, partner: Partner | None = None) -> tuple[PersonLine, ...]:
    """The roles at partners that a viewer sees: one query."""
    where = {} if partner is None else {"partner": partner.pk}
    return tuple(PersonLine(*row) for row in _people(place.pk, viewer.sight, **where))


@prepared
def _people(place: int, sight: Sight, **where: int) -> "QuerySet[Any, Any]":
    rows = Person.objects.filter(visible(Person, viewer_of(sight)), place=place, **where).order_by("position", "pk")
    return rows.values_list(*PERSON_COLUMNS)


def person_row(place: Place, slug: str, viewer: Viewer) -> Person:
    """One role at a partner, to change; as absent as any other where the viewer may not see it."""
    rows = Person.objects.select_related("place", "partner")
    found = rows.filter(visible(Person, viewer), place=place, slug=slug).first()
    if found is None:
        raise Http404("There is no such role.")
    return found


def workstreams_of(place: Place) -> dict[int, Workstream]:
    """The workstreams of a place by key, in the order of their names."""
    return {workstream.pk: workstream for workstream in Workstream.objects.filter(place=place).select_related("place")}


def key_of_partner(place: Place, slug: str) -> int | None:
    """The database id of a partner, whoever may see it; None where there is none of this id."""
    return Partner.objects.filter(place=place, slug=slug).values_list("pk", flat=True).first()


def names_by_key(place: Place, keys: Iterable[int]) -> list[tuple[int, str, str]]:
    """Some partners by their database ids, in order of their names: database id, id and name of each."""
    rows = Partner.objects.filter(place=place, pk__in=list(keys)).order_by("name", "slug")
    return list(rows.values_list("pk", "slug", "name"))
