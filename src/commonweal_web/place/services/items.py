"""Rows of a place, added, changed and taken away by those who work in it."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Max

from commonweal_web.audit.services import record
from commonweal_web.place.item import Disclosure, NamedItem, PlaceItem
from commonweal_web.place.rows import values_of
from commonweal_web.place.services.disclosure import WIDELY, disclose
from commonweal_web.place.services.slugs import free_slug, unguessable_slug
from commonweal_web.place.viewer import Viewer, owner_of_new, visible

Row = TypeVar("Row", bound=PlaceItem)

# Words that stand where an item's id stands in addresses.
NOT_AN_ID = {"add"}


@transaction.atomic
def add_item(*, model: type[Row], noun: Any, place: Any, viewer: Viewer, by: Any, disclosure: str) -> Row:  # noqa: PLR0913
    """A new row, of the partner that its author works for; an id is made from its name, or the given one.

    The id of what not everybody sees cannot be guessed, so that it never clashes with one that others think of.
    """
    values = values_of(noun, model, _keys(model, noun, place, viewer))
    if issubclass(model, NamedItem):
        taken = set(model._default_manager.filter(place=place).values_list("slug", flat=True))
        make = free_slug if disclosure in WIDELY else unguessable_slug
        name, otherwise = getattr(noun, "name", noun.id), model._meta.model_name or "item"
        values["slug"] = make(name, taken | NOT_AN_ID, otherwise=otherwise)
    last = model._default_manager.filter(place=place).aggregate(last=Max("position"))["last"]
    row = model(place=place, position=0 if last is None else last + 1, **values)
    row.owner_id = owner_of_new(viewer)
    row.author_id = viewer.user
    row.disclosure = Disclosure.DRAFT
    _save(row)
    record(event=f"{model._meta.model_name} added", place=place.slug, by=by, target=row.in_events(disclosure))
    disclose(item=row, stage=disclosure, by=by)
    return row


@transaction.atomic
def change_item(*, row: Row, noun: Any, viewer: Viewer, by: Any, disclosure: str) -> Row:
    """Change a row, and who may see it."""
    for column, value in values_of(noun, type(row), _keys(type(row), noun, row.place, viewer)).items():
        setattr(row, column, value)
    _save(row)
    target = row.in_events(disclosure)
    record(event=f"{row._meta.model_name} changed", place=row.place.slug, by=by, target=target)
    disclose(item=row, stage=disclosure, by=by)
    return row


@transaction.atomic
def take_away(*, row: PlaceItem, by: Any) -> None:
    """Delete a row."""
    record(event=f"{row._meta.model_name} deleted", place=row.place.slug, by=by, target=row.in_events())
    row.delete()


def _save(row: PlaceItem) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise ValidationError("The same stands here already. Change that one, or say something else here.") from None


def _keys(model: type[PlaceItem], noun: Any, place: Any, viewer: Viewer) -> dict[Any, dict[str, int]]:
    """The keys of the rows that a noun refers to, as far as its author may see them."""
    keys: dict[Any, dict[str, int]] = {}
    for name in noun.__dataclass_fields__:
        field = model._meta.get_field(model.FIELDS.get(name, name))
        if isinstance(field, ForeignKey) and (slug := getattr(noun, name)):
            target: Any = field.related_model
            found = target._default_manager.filter(visible(target, viewer), place=place, slug=slug).first()
            if found is None:
                raise ValidationError(f"There is no {name.rstrip('_')} of this id here. Choose another.")
            keys.setdefault(target, {})[slug] = found.pk
    return keys
