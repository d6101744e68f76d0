"""Who may see an item, stage by stage: a draft, my organisation, the place, everybody."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Q

from commonweal_web.accounts.models import User
from commonweal_web.audit.services import record
from commonweal_web.place.item import Disclosure, PlaceItem
from commonweal_web.place.models import Guest

STAGES = tuple(Disclosure.values)
WIDELY = (Disclosure.PLACE, Disclosure.PUBLIC)


@transaction.atomic
def disclose(*, item: PlaceItem, stage: str, by: User | Guest) -> PlaceItem:
    """Show an item to more people, or to fewer.

    Nobody may see an item without all that it refers to, so it cannot go before those; and it cannot go back while
    something that more people see refers to it.
    """
    if stage not in STAGES:
        raise ValidationError(f"There is no stage {stage}. Choose one of: {', '.join(STAGES)}.")
    if stage == item.disclosure:
        return item
    _refuse_lost_owner(item, stage)
    _refuse_before_references(item, stage)
    _refuse_while_relied_on(item, stage)
    before, item.disclosure = item.disclosure, stage
    _save(item)
    record(
        event="item disclosed", place=item.place.slug, by=by, details={"from": before, "to": stage},
        target=item.in_events(before if before in WIDELY else stage),
    )  # fmt: skip
    return item


def _save(item: PlaceItem) -> None:
    """What is hidden and what is shown may say the same, until one of them becomes the other."""
    try:
        with transaction.atomic():
            item.save(update_fields=("disclosure",))
    except IntegrityError:
        raise ValidationError("The same is shown there already. Change that one, or leave this as it is.") from None


def _refuse_lost_owner(item: PlaceItem, stage: str) -> None:
    if stage == Disclosure.ORGANISATION and item.owner_id is None:
        raise ValidationError("This item belongs to no partner, so no organisation could see it. Give it an owner.")
    if stage == Disclosure.DRAFT and item.author_id is None:
        raise ValidationError("Nobody is written down as author, so nobody could see it. Choose another stage.")


def _refuse_before_references(item: PlaceItem, stage: str) -> None:
    hidden = [name for name, other in references(item) if not _as_open(other, item, stage)]
    if hidden:
        words = Disclosure(stage).label.lower()
        raise ValidationError(
            f"It refers to something that fewer people see ({', '.join(hidden)}). Show that to {words} first."
        )


def references(item: PlaceItem) -> Iterator[tuple[str, PlaceItem]]:
    """The items that an item refers to, by the name of the column; its owner is no reference."""
    for column in item._meta.fields:
        other = getattr(item, column.name) if isinstance(column, ForeignKey) else None
        if column.name != "owner" and isinstance(other, PlaceItem):
            yield str(column.verbose_name), other


def _as_open(other: PlaceItem, item: PlaceItem, stage: str) -> bool:
    """Whether everybody who would see the item sees the other."""
    if STAGES.index(other.disclosure) > STAGES.index(stage):
        return True
    if other.disclosure != stage:
        return False
    if stage == Disclosure.ORGANISATION:
        return other.owner_id == item.owner_id
    return stage != Disclosure.DRAFT or other.author_id == item.author_id


def _refuse_while_relied_on(item: PlaceItem, stage: str) -> None:
    """An item goes back only where nothing that would be left behind refers to it; no names of what does are told."""
    if STAGES.index(stage) > STAGES.index(item.disclosure):
        return
    shown = Q(disclosure=Disclosure.PUBLIC) if stage == Disclosure.PLACE else Q(disclosure__in=WIDELY)
    if stage == Disclosure.DRAFT:  # another organisation's own items stay unsaid
        shown |= Q(disclosure=Disclosure.ORGANISATION, owner=item.owner)
    for relation in item._meta.related_objects:
        model = relation.related_model
        if relation.field.name == "owner" or not issubclass(model, PlaceItem):
            continue
        if model._default_manager.filter(shown, **{relation.field.name: item}).exists():
            raise ValidationError(
                f"Others already rely on it: a {model._meta.verbose_name} that more people see refers to it. "
                "Take that back first, or leave this as it is."
            )
