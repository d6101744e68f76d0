"""Reads of valuations, benefits and budgets; a row that names a hidden partner is hidden itself."""

from collections.abc import Set
from dataclasses import replace
from typing import Any

from django.db.models import Model

from commonweal.investment import schema
from commonweal.place.schema import Partner as PartnerNoun
from commonweal_web.investment import models
from commonweal_web.place.item import PlaceItem
from commonweal_web.place.models import Partner
from commonweal_web.place.rows import nouns_of
from commonweal_web.place.selectors.kept import Kept, kept
from commonweal_web.place.viewer import Viewer

# Who may gain without being a partner, and the money that all may draw on.
NO_PARTNER = {"", "residents", "public", schema.POOL}

# Benefits and valuations: the table, its noun, and the column that says whose they are.
SHARED: dict[str, tuple[type[PlaceItem], type, str]] = {
    "benefits": (models.Benefit, schema.Benefit, "option"),
    "valuations": (models.Valuation, schema.Valuation, "factor"),
}


def partners(place: Model, viewer: Viewer) -> tuple[PartnerNoun, ...]:
    """The partners that a viewer sees."""
    return nouns_of(Partner, PartnerNoun, place, viewer)


def budgets(place: Model, viewer: Viewer, **where: object) -> tuple[Kept, ...]:
    """What partners can put in, as far as a viewer may see."""
    seen = NO_PARTNER | {partner.id for partner in partners(place, viewer)}
    return tuple(row for row in kept(models.Budget, schema.Budget, place, viewer, **where) if row.noun.partner in seen)


def budget(place: Model, viewer: Viewer, key: int) -> Kept | None:
    """One amount, known by its key; None where the viewer may not see it."""
    return next(iter(budgets(place, viewer, pk=key)), None)


def shared(place: Model, viewer: Viewer, table: str, **where: object) -> tuple[Kept, ...]:
    """The rows of benefits or valuations that a viewer may see."""
    return shared_among({partner.id for partner in partners(place, viewer)}, place, viewer, table, **where)


def shared_among(seen: Set[str], place: Model, viewer: Viewer, table: str, **where: object) -> tuple[Kept, ...]:
    """The same, where the partners that the viewer sees are known already: one query."""
    model, noun, _ = SHARED[table]
    rows = kept(model, noun, place, viewer, **where)
    return tuple(row for row in rows if row.noun.bearer in NO_PARTNER | seen)


def group_of(place: Model, viewer: Viewer, table: str, key: int) -> tuple[Kept, ...]:
    """The rows of one benefit or valuation, one for each who gains, by the key of any; empty where there is none."""
    found = shared(place, viewer, table, pk=key)
    if not found:
        return ()
    of = SHARED[table][2]
    same = {f"{of}__slug": getattr(found[0].noun, of), "name": found[0].noun.name}
    return shared(place, viewer, table, **same)


def whole(group: tuple[Kept, ...]) -> Any:
    """What is said alike of everybody who gains, as a row that nobody has a part in yet."""
    return replace(group[0].noun, bearer="", share=1.0, cashable=0.0)
