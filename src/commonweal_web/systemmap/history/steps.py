"""Edits of a map as a reader is told them: what each did in words, by people as they are known here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from commonweal_web.place.selectors.members import names_of_members, names_of_people
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.history import selectors
from commonweal_web.systemmap.history.selectors import Asked, MapChange, Version
from commonweal_web.systemmap.history.telling import deeds
from commonweal_web.systemmap.who.selectors import ends

THE_SITE = "the site"


@dataclass(frozen=True, slots=True)
class Step:
    """One edit of a map: its number, who made it and when, and what it did."""

    number: int
    who: str
    at: datetime
    deeds: tuple[str, ...]


def steps(layer: Layer, viewer: Viewer, asked: Asked, *, names: Mapping[str, str], page: int) -> tuple[list[Step], int]:
    """One page of what happened, by people of these names, the latest first; and how many steps there are in all."""
    found, count = selectors.page_of_changes(layer, asked, page=page)
    return _told(layer, viewer, found, names, asked.factor), count


def step(layer: Layer, viewer: Viewer, number: int) -> Step | None:
    """One edit; None where there is none of this number."""
    found = selectors.changes_between(layer, number - 1, number)
    names = names_of(layer.place, viewer, {change.person for change in found})
    return next(iter(_told(layer, viewer, found, names)), None)


def _told(
    layer: Layer, viewer: Viewer, found: list[MapChange], names: Mapping[str, str], factor: str = ""
) -> list[Step]:
    bodies = ends(layer.place, viewer) if found else {}
    return [
        Step(
            change.number, names.get(change.person, THE_SITE), change.at,
            tuple(deeds([one for one in change.told if not factor or one.is_about(factor)], bodies)),
        )
        for change in found
    ]  # fmt: skip


def people_of(layer: Layer, viewer: Viewer) -> dict[str, str]:
    """Everybody who changed a layer, by key, in order of their names."""
    named = names_of(layer.place, viewer, selectors.persons(layer))
    return dict(sorted(named.items(), key=lambda one: (one[1], one[0])))


def versions(layer: Layer, viewer: Viewer) -> list[Version]:
    """The versions of a layer that have a name, the newest first, by people as they are known here."""
    found = selectors.versions(layer)
    names = names_of(layer.place, viewer, {one.person for one in found})
    return [replace(one, who=names[one.person]) for one in found]


def names_of(place: Any, viewer: Viewer, keys: Iterable[str]) -> dict[str, str]:
    """People by key as they are known here: members by name, guests by the one they chose."""
    wanted = set(keys)
    members = {f"user-{user}": name for user, name in names_of_members(place, viewer).items()} if wanted - {""} else {}
    guests = names_of_people([key for key in wanted if key.startswith("guest-")])
    return {key: _name(key, members, guests) for key in wanted}


def _name(key: str, members: Mapping[str, str], guests: Mapping[str, str]) -> str:
    if key.startswith("guest-"):
        return f"{guests[key]} (a guest)" if guests.get(key) else "a guest"
    return (members.get(key) or "somebody who left") if key else THE_SITE
