"""Places: made from a template, and changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from commonweal.files.folder import read_place
from commonweal.files.schema import PlaceFolder
from commonweal_web.accounts.models import User
from commonweal_web.audit.services import record
from commonweal_web.place.embedding.sites import sites_in
from commonweal_web.place.models import Membership, Partner, Place, Role
from commonweal_web.place.rows import rows_of
from commonweal_web.place.services.partners import PartnerAsked, add_partner
from commonweal_web.place.services.slugs import free_slug

# Words that addresses of the site begin with, so that no place may be called so.
RESERVED = frozenset(
    {"about", "accounts", "admin", "api", "components", "healthz", "help", "import", "join", "organisations", "places",
     "start", "static", "media", "favicon-ico", "robots-txt", "ws", "well-known"}
)  # fmt: skip

# First maps, without figures: place folders whose factors and links are copied. "blank" is an empty map.
STARTERS = Path(__file__).parents[1] / "starters"
BLANK = "blank"
TEMPLATES: Mapping[str, str] = {
    "street-drinking": "Street drinking: late nights, alcohol, A&E, police and homes",
    "food-poverty": "Food poverty: money, food banks, cooking, growers and health",
    "integrated-care": "Integrated care: hospital beds, care at home, and people who wait",
    "hospital-discharge": "Hospital discharge: people ready to leave, care at home, beds and trust between teams",
    "youth-violence": "Youth violence: fear, knives, school, trusted adults, police and A&E",
    BLANK: "Blank: begin with an empty map",
}


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """What somebody wants to begin: the first partner is their own."""

    name: str
    question: str
    partners: Sequence[PartnerAsked] = field(default_factory=tuple)
    template: str = BLANK
    geography: str = ""


@transaction.atomic
def create_place(*, asked: PlaceAsked, by: User) -> Place:
    """A new place with its partners and the map of a template; whoever makes it is its convenor."""
    taken = RESERVED | set(Place.objects.values_list("slug", flat=True))
    place = Place.objects.create(
        slug=free_slug(asked.name, taken, otherwise="place"),
        name=asked.name,
        question=asked.question,
        geography=asked.geography,
        start=first_month(timezone.localdate()),
    )
    record(event="place made", place=place.slug, by=by, target=place.slug, details={"template": asked.template})
    partners = [add_partner(place=place, asked=partner, by=by) for partner in asked.partners]
    convene(place=place, by=by, partner=partners[0] if partners else None)
    copy_starter(place=place, template=asked.template)
    return place


def first_month(day: date) -> date:
    """The first day of the month after a day: month 0 of a new place's plan."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def convene(*, place: Place, by: User, partner: Partner | None) -> None:
    """Make somebody the convenor of a place that nobody convenes yet."""
    Membership.objects.create(place=place, user=by, role=Role.CONVENOR, partner=partner)
    record(event="role given", place=place.slug, by=by, target=f"user:{by.pk}", details={"role": str(Role.CONVENOR)})


def copy_starter(*, place: Place, template: str) -> None:
    """The factors and links of a template as shared items of a place.

    The tables of the map are named by string, as a foreign key would name them: they stand above this room.
    """
    if template == BLANK:
        return
    system_map = starter(template).system_map
    factor_model, link_model = apps.get_model("systemmap.Factor"), apps.get_model("systemmap.Link")
    factor_model.objects.bulk_create(rows_of(system_map.factors, factor_model, place, {}))
    keys: dict[Any, dict[str, int]] = {
        factor_model: dict(factor_model.objects.filter(place=place).values_list("slug", "pk"))
    }
    link_model.objects.bulk_create(rows_of(system_map.links, link_model, place, keys))


@cache
def starter(template: str) -> PlaceFolder:
    """The place folder of a template."""
    if template not in TEMPLATES or template == BLANK:
        raise ValidationError(f"There is no template {template}. Choose one of: {', '.join(TEMPLATES)}.")
    return read_place(STARTERS / template)


@transaction.atomic
def change_settings(*, place: Place, changed: Mapping[str, object], by: User) -> Place:
    """Change what a place says of itself: name, question, geography, horizon, who may see it, who may embed its map."""
    known = {"name", "question", "geography", "start", "horizon_years", "is_public", "is_embeddable", "embedding_sites"}
    said = {**changed, **_embedding(place, changed)}
    fields = sorted(name for name in said if name in known and getattr(place, name) != said[name])
    for name in fields:
        setattr(place, name, said[name])
    if fields:
        place.save(update_fields=fields)
        opened = {"is_public": place.is_public} if "is_public" in fields else {}
        record(event="place changed", place=place.slug, by=by, target=place.slug, details={"fields": fields, **opened})
    if "is_embeddable" in fields or (place.is_embeddable and "embedding_sites" in fields):
        _record_embedding(place, by)
    return place


def _embedding(place: Place, changed: Mapping[str, object]) -> dict[str, object]:
    """Where the map may be embedded, once it is checked: on websites only, and only what anybody may look at."""
    is_on, is_public = (changed.get(name, getattr(place, name)) for name in ("is_embeddable", "is_public"))
    if is_on and not is_public:
        raise ValidationError(
            {"is_embeddable": "Other websites can show the map only where anybody may look. Tick both, or neither."}
        )
    if "embedding_sites" not in changed:
        return {}
    try:
        return {"embedding_sites": "\n".join(sites_in(str(changed["embedding_sites"])))}
    except ValidationError as error:
        raise ValidationError({"embedding_sites": error.messages}) from error


def _record_embedding(place: Place, by: User) -> None:
    event = f"map {'opened' if place.is_embeddable else 'closed'} to other websites"
    details = {"sites": place.embedding_sites.split() or ["any"]} if place.is_embeddable else {}
    record(event=event, place=place.slug, by=by, target=place.slug, details=details)
