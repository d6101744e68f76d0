"""A private layer, shown to the place: as rival views beside those that are there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from commonweal_web.audit.services import record
from commonweal_web.place.item import Disclosure, PlaceItem
from commonweal_web.place.models import Partner
from commonweal_web.place.services.disclosure import disclose
from commonweal_web.place.viewer import EVERYBODY, visible
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.selectors import naming_seen, rows_in
from commonweal_web.systemmap.models import Actor, Factor, Link, Position

# What makes a view of a link, and the columns that are what it says.
VIEW = ("from_factor_id", "to_factor_id", "kind", "contributed_by")
SAID = ("sign", "strength", "elasticity_low", "elasticity", "elasticity_high", "delay_low", "delay", "delay_high",
        "grade", "source", "note")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """What was shown: factors, those matched onto shared ones, links, of them those that renew an earlier view of the
    same partner; and how many rows stay private since the layer says the same twice."""

    factors: int
    matched: int
    links: int
    renewed: int
    left: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a layer is shown.

    `matches` are factors of the layer that are the same as shared ones, by their ids: links and private items go over
    to the shared one. `kept_factors` (ids) stay private with all that names them, `kept_links` (keys) by themselves.
    """

    matches: Mapping[str, str] = field(default_factory=dict)
    kept_factors: frozenset[str] = frozenset()
    kept_links: frozenset[str] = frozenset()


@transaction.atomic
def offer_layer(*, layer: Layer, choice: Choice, by: Any) -> Offered:
    """Show a private layer to everybody in the place, all or nothing.

    Parameters
    ----------
    layer
        What a partner keeps to itself, or somebody's drafts.
    choice
        What is the same as something shared, and what stays private. All else becomes part of the map.
    by
        Who offers it.

    Raises
    ------
    ValidationError
        Where a match names what is not there, or a row refers to something that fewer people see.
    """
    if layer.is_shared:
        raise ValidationError("This map is shown to everybody already.")
    matched = _match(layer, choice.matches)
    factors = list(rows_in(layer, "factors").exclude(slug__in=choice.kept_factors).select_related("place"))
    for row in factors:
        _show(row, by)
    links, renewed, left = _offer_links(layer, choice, by)
    for root in ("maps", "actors", "ties", "positions"):
        left += _offer_rest(layer, root, choice, by)
    counts = {"factors": len(factors), "matched": matched, "links": links, "renewed": renewed, "left": left}
    record(event="map layer offered", place=layer.place.slug, by=by, target=f"partner:{layer.partner}" if layer.partner
           else "", details=counts)  # fmt: skip
    return Offered(**counts)


def _match(layer: Layer, matches: Mapping[str, str]) -> int:
    """Let everything that hangs on a private factor hang on a shared one, and take the private one away."""
    own = {row.slug: row for row in rows_in(layer, "factors").filter(slug__in=matches)}
    shared = Factor.objects.filter(visible(Factor, EVERYBODY), place=layer.place, slug__in=set(matches.values()))
    there = {row.slug: row for row in shared}
    if missing := [slug for slug in matches if slug not in own] + [s for s in matches.values() if s not in there]:
        raise ValidationError(f"There is no factor {missing[0]} here. Choose another, or none.")
    for slug, other in matches.items():
        _move(own[slug], there[other])
    return len(matches)


def _move(row: Factor, to: Factor) -> None:
    Link.objects.filter(from_factor=row, to_factor=to).delete()  # it would act on itself
    Link.objects.filter(from_factor=to, to_factor=row).delete()
    for relation in row._meta.related_objects:
        model = relation.related_model
        if not issubclass(model, PlaceItem) or model is Position:
            continue
        for item in model._default_manager.filter(**{relation.field.name: row}):
            setattr(item, relation.field.name, to)
            _save(item)
    row.delete()


def _save(item: PlaceItem) -> None:
    """A link that now says what another one says is told apart by its key, until somebody shows it."""
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError:
        if not isinstance(item, Link):
            raise ValidationError("The shared factor has the same already. Take one of them away first.") from None
        item.contributed_by = item.key
        item.save()


def _offer_links(layer: Layer, choice: Choice, by: Any) -> tuple[int, int, int]:
    """Show the links as the views of their partner: how many, how many of them renew one, how many say the same."""
    partner = _partner_of(layer)
    shown = renewed = left = 0
    seen: set[tuple[Any, ...]] = set()
    kept = Q(key__in=choice.kept_links)
    kept |= Q(from_factor__slug__in=choice.kept_factors) | Q(to_factor__slug__in=choice.kept_factors)
    for row in rows_in(layer, "links").exclude(kept).select_related("place").order_by("key"):
        view = (row.from_factor_id, row.to_factor_id, row.kind, partner)
        if view in seen:
            left += 1
            continue
        seen.add(view)
        earlier = Link.objects.filter(visible(Link, EVERYBODY), place=layer.place, **dict(zip(VIEW, view, strict=True)))
        if earlier.exists():
            earlier.update(**{column: getattr(row, column) for column in SAID})
            row.delete()
            renewed += 1
        else:
            Link.objects.filter(pk=row.pk).update(contributed_by=partner)
            _show(row, by)
        shown += 1
    return shown, renewed, left


def _offer_rest(layer: Layer, root: str, choice: Choice, by: Any) -> int:
    """Show the rest. Positions and actors of which there is one already stay, and what names somebody whom not
    everybody sees; they are counted."""
    left = 0
    kept = Q(factor__slug__in=choice.kept_factors) if root in ("actors", "positions") else Q(pk__in=[])
    rows = rows_in(layer, root).exclude(kept).select_related("place")
    shown = set(rows.filter(naming_seen(root, layer.place, EVERYBODY)).values_list("pk", flat=True))
    for row in rows:
        if row.pk not in shown or _is_there(row):
            left += 1
        else:
            _show(row, by)
    return left


def _is_there(row: Any) -> bool:
    """Whether everybody sees one like it already."""
    model: Any = type(row)
    if model is Position:
        what = {"map": row.map, "factor": row.factor_id, "body": row.body}
    elif model is Actor:
        what = {"partner": row.partner_id, "factor": row.factor_id}
    else:
        return False
    return bool(model.objects.filter(visible(model, EVERYBODY), place=row.place_id, **what).exists())


def _show(row: Any, by: Any) -> None:
    disclose(item=row, stage=Disclosure.PLACE, by=by)


def _partner_of(layer: Layer) -> str:
    """The id of the partner whose views these are; empty for somebody who works for none."""
    key = layer.partner or min(layer.viewer.partners, default=None)
    return "" if key is None else str(Partner.objects.values_list("slug", flat=True).get(pk=key))
