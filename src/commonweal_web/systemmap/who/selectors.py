"""Reads of who can act and who works with whom; a tie with somebody hidden at one end is hidden itself."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db.models import Model, QuerySet, Value

from commonweal.names import title_of
from commonweal.place.schema import Partner as PartnerNoun
from commonweal.systemmap import schema
from commonweal_web.place.models import Partner, Person
from commonweal_web.place.rows import nouns_of
from commonweal_web.place.selectors.kept import Kept, kept
from commonweal_web.place.viewer import Sight, Viewer, viewer_of, visible
from commonweal_web.prepared import prepared
from commonweal_web.systemmap.models import Actor, Tie


def partners(place: Model, viewer: Viewer) -> tuple[PartnerNoun, ...]:
    """The partners that a viewer sees."""
    return nouns_of(Partner, PartnerNoun, place, viewer)


@dataclass(frozen=True, slots=True)
class Body:
    """A partner or a person: whom for, who may see it, and whose it is (the key of a partner)."""

    id: str
    name: str
    is_person: bool
    partner: str
    sector: str
    stage: str
    owner: int | None


def bodies(place: Model, viewer: Viewer) -> tuple[Body, ...]:
    """The partners, and after them the people, whom a viewer sees, in order: one query."""
    found = []
    for is_person, _, _, slug, name, about, *kept_by in sorted(
        _bodies(place.pk, viewer.sight), key=itemgetter(0, 1, 2)
    ):
        partner, sector = (about, "") if is_person else (slug, about)
        called = title_of(slug, name) if is_person else name
        found.append(Body(slug, called, bool(is_person), partner, sector, *kept_by))
    return tuple(found)


@prepared
def _bodies(place: int, sight: Sight) -> "QuerySet[Any, Any]":
    about = {Partner: ("name", "sector"), Person: ("role", "partner__slug")}
    partners_, people = (
        model._default_manager.filter(visible(model, viewer_of(sight)), place=place)
        .order_by()
        .annotate(is_person=Value(int(model is Person)))
        .values_list("is_person", "position", "pk", "slug", *about[model], "disclosure", "owner")
        for model in (Partner, Person)
    )
    return partners_.union(people, all=True)


def actors_on(place: Model, viewer: Viewer, factor: str) -> tuple[Kept, ...]:
    """Who can act on a factor, the most powerful first, with the keys of the rows."""
    rows = kept(Actor, schema.Actor, place, viewer, factor__slug=factor)
    return tuple(sorted(rows, key=lambda row: -(row.noun.power or 0)))


def actor(place: Model, viewer: Viewer, slug: str) -> Kept | None:
    """One row of who can act; None where there is none of this id, or the viewer may not see it."""
    return next(iter(kept(Actor, schema.Actor, place, viewer, slug=slug)), None)


def ends(place: Model, viewer: Viewer) -> dict[str, str]:
    """Everybody who may stand at an end of a tie, by id: partners, and roles at partners."""
    known = Partner.objects.filter(visible(Partner, viewer), place=place.pk).order_by("position", "pk")
    names = dict(known.values_list("slug", "name"))
    people = Person.objects.filter(visible(Person, viewer), place=place.pk).order_by("position", "pk")
    roles = people.values_list("slug", "role", "partner__name")
    return names | {slug: f"{title_of(slug, role)}, {partner}" for slug, role, partner in roles if slug not in names}


def ties(place: Model, viewer: Viewer, **where: object) -> tuple[Kept, ...]:
    """The ties that a viewer may see, with the keys of the rows."""
    seen = ends(place, viewer)
    rows = kept(Tie, schema.Tie, place, viewer, **where)
    return tuple(row for row in rows if row.noun.from_ in seen and row.noun.to in seen)


def ties_of_partner(place: Model, viewer: Viewer, partner: str) -> tuple[Kept, ...]:
    """The ties of a partner and of the roles there."""
    people = Person.objects.filter(visible(Person, viewer), place=place.pk, partner__slug=partner)
    own = {partner, *people.values_list("slug", flat=True)}
    return tuple(row for row in ties(place, viewer) if own & {row.noun.from_, row.noun.to})


def tie(place: Model, viewer: Viewer, key: int) -> Kept | None:
    """One tie, known by its key; None where the viewer may not see it."""
    return next(iter(ties(place, viewer, pk=key)), None)


def partner_of_end(place: Model, end: str) -> str:
    """The partner that an end of a tie is, or that it works for."""
    partner = Person.objects.filter(place=place.pk, slug=end).values_list("partner__slug", flat=True).first()
    return end if partner is None or Partner.objects.filter(place=place.pk, slug=end).exists() else str(partner)
