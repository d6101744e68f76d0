"""Writes of who can act and who works with whom, each with its event in the audit."""

from dataclasses import replace
from typing import Any

from commonweal.systemmap import schema
from commonweal_web.place.services.items import add_item, change_item, take_away
from commonweal_web.place.viewer import Viewer, visible
from commonweal_web.systemmap.models import Actor, Tie


def add_actor(*, place: Any, noun: schema.Actor, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Somebody who can act on a factor; the id is made of both."""
    named = replace(noun, id=f"{noun.partner}-{noun.factor}")
    add_item(model=Actor, noun=named, place=place, viewer=viewer, by=by, disclosure=disclosure)


def change_actor(*, place: Any, noun: schema.Actor, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change who can act, known by the row's id."""
    row = Actor.objects.select_related("place").get(visible(Actor, viewer), place=place, slug=noun.id)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def delete_actor(*, place: Any, actor: str, viewer: Viewer, by: Any) -> None:
    """Take away that somebody can act."""
    take_away(row=Actor.objects.select_related("place").get(visible(Actor, viewer), place=place, slug=actor), by=by)


def add_tie(*, place: Any, noun: schema.Tie, viewer: Viewer, by: Any, disclosure: str) -> None:
    """A new tie between two partners or people."""
    add_item(model=Tie, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure)


def change_tie(*, tie: int, noun: schema.Tie, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change a tie, known by its key."""
    row = Tie.objects.select_related("place").get(visible(Tie, viewer), pk=tie)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def delete_tie(*, tie: int, viewer: Viewer, by: Any) -> None:
    """Take a tie away."""
    take_away(row=Tie.objects.select_related("place").get(visible(Tie, viewer), pk=tie), by=by)
