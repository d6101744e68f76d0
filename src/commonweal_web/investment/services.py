"""Writes of options and money, each with its event in the audit."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from commonweal.investment import schema
from commonweal.simulation.schema import Effect
from commonweal_web.investment import models
from commonweal_web.place.item import NamedItem, PlaceItem
from commonweal_web.place.models import Partner
from commonweal_web.place.services.items import add_item, change_item, take_away
from commonweal_web.place.viewer import Viewer, visible

# The tables of an option's rows, by noun.
ROWS: dict[type, type[PlaceItem]] = {
    Effect: models.Effect,
    schema.Cost: models.Cost,
}


def add_option(*, place: Any, noun: schema.Option, viewer: Viewer, by: Any, disclosure: str) -> str:
    """A new option; its id."""
    return add_item(model=models.Option, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure).slug


def change_option(*, place: Any, noun: schema.Option, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change an option, known by its id. What its lists hold that the viewer may not see stays in them."""
    seen = models.Option.objects.filter(visible(models.Option, viewer), place=place, slug=noun.id)
    row = seen.select_related("place").get()
    targets: dict[str, type[NamedItem]] = {"needs": Partner, "requires": models.Option, "excludes": models.Option}
    kept: dict[str, Any] = {
        name: (*getattr(noun, name), *_unseen(target, place, viewer, getattr(row, name)))
        for name, target in targets.items()
    }
    change_item(row=row, noun=replace(noun, **kept), viewer=viewer, by=by, disclosure=disclosure)


def _unseen(model: type[NamedItem], place: Any, viewer: Viewer, ids: Iterable[str]) -> list[str]:
    named = model._default_manager.filter(place=place, slug__in=ids)
    seen = set(named.filter(visible(model, viewer)).values_list("slug", flat=True))
    return [id_ for id_ in ids if id_ not in seen]


def add_row(*, place: Any, noun: Any, viewer: Viewer, by: Any, disclosure: str) -> None:
    """A new effect or cost."""
    add_item(model=ROWS[type(noun)], noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure)


def change_row(*, key: int, noun: Any, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change an effect or cost, known by its key."""
    model = ROWS[type(noun)]
    row = model._default_manager.select_related("place").get(visible(model, viewer), pk=key)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def delete_row(*, noun: Any, key: int, viewer: Viewer, by: Any) -> None:
    """Take an effect or cost away."""
    model = ROWS[type(noun)]
    take_away(row=model._default_manager.select_related("place").get(visible(model, viewer), pk=key), by=by)
