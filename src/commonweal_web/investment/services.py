"""Writes of options and money, each with its event in the audit."""

from dataclasses import replace
from typing import Any

from commonweal.investment import schema
from commonweal_web.investment.models import Option
from commonweal_web.investment.selectors import TABLES, option_seen
from commonweal_web.place.services.items import add_item, change_item, take_away
from commonweal_web.place.viewer import Viewer, visible


def add_option(*, place: Any, noun: schema.Option, viewer: Viewer, by: Any, disclosure: str) -> str:
    """A new option; its id."""
    return add_item(model=Option, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure).slug


def change_option(*, place: Any, noun: schema.Option, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change an option, known by its id. What its lists hold that the viewer may not see stays in them."""
    row = Option.objects.select_related("place").get(visible(Option, viewer), place=place, slug=noun.id)
    seen = option_seen(place, viewer, noun.id)
    kept = {
        name: (*getattr(noun, name), *(id_ for id_ in getattr(row, name) if id_ not in getattr(seen, name)))
        for name in ("needs", "requires", "excludes")
    }
    noun = replace(noun, **kept)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def add_row(*, place: Any, noun: Any, viewer: Viewer, by: Any, disclosure: str) -> None:
    """A new effect, cost or benefit."""
    model = next(model for model, known in TABLES.values() if known is type(noun))
    add_item(model=model, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure)


def change_row(*, key: int, noun: Any, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change an effect, cost or benefit, known by its key."""
    model = next(model for model, known in TABLES.values() if known is type(noun))
    row = model._default_manager.select_related("place").get(visible(model, viewer), pk=key)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def delete_row(*, place: Any, table: str, key: int, viewer: Viewer, by: Any) -> None:
    """Take an effect, cost or benefit away."""
    model = TABLES[table][0]
    row = model._default_manager.select_related("place").get(visible(model, viewer), place=place, pk=key)
    take_away(row=row, by=by)
