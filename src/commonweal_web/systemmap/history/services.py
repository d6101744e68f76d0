"""Writes about a layer's past: a name for a version, and the map as it was, come back."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from commonweal_web.audit.services import record
from commonweal_web.live.keeping import Change, Person, Plain, Refused
from commonweal_web.live.rooms import Room
from commonweal_web.systemmap.document.keeper import MapKeeper
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.selectors import known_to
from commonweal_web.systemmap.document.services import somebody, target
from commonweal_web.systemmap.document.shapes import FIELDS, NAME, placed
from commonweal_web.systemmap.history.selectors import plain_at
from commonweal_web.systemmap.models import MapVersion

# What comes back with a version: the map and where things stand on it; not what people felt, nor tools of a meeting.
COMES_BACK = (*FIELDS, "positions")


@transaction.atomic
def name_version(*, layer: Layer, name: str, person: Person) -> int:
    """Give the map as it is a name; the key of the version."""
    wanted = name.strip()
    if not wanted or len(wanted) > NAME:
        raise ValidationError(f"Give the version a name of {NAME} letters at the most.")
    keeper = MapKeeper(layer)
    room = Room(keeper)
    room.work()  # what forms changed since belongs to it
    made = MapVersion.objects.create(document=keeper.document, name=wanted, number=room.number, person=person.key)
    _record("map version named", layer, keeper, person, room.number)
    return made.pk


@transaction.atomic
def restore(*, layer: Layer, number: int, person: Person) -> str:
    """Let a map be again as it was after the edit of a number, by an edit like any other, which can be undone.

    What shared things rest on stays; then this says so, and is empty otherwise.

    Raises
    ------
    ValidationError
        Where the person may not change the map, or what was is allowed no more.
    """
    keeper = MapKeeper(layer)
    room = Room(keeper)
    room.work()
    known = known_to(layer)
    then = _without_strangers(plain_at(layer, number), known.bodies)
    try:
        put_back = room.change(person, lambda now: _differences(now, then))
    except Refused as why:
        raise ValidationError(f"{why.problem} {why.mend}") from None
    _record("map restored", layer, keeper, person, number)
    return put_back.problem if put_back is not None else ""


def _differences(now: Plain, then: Plain) -> Iterable[Change]:
    for root in COMES_BACK:
        for key in sorted(now[root].keys() | then[root].keys()):
            before, after = now[root].get(key), then[root].get(key)
            if before != after:
                yield Change(root, key, before, after)
    for key, value in now["reactions"].items():  # they go with the factors that they stand on
        factor = key.partition("/")[0]
        if factor in now["factors"] and factor not in then["factors"]:
            yield Change("reactions", key, value, None)


def _without_strangers(then: Plain, bodies: frozenset[str]) -> Plain:
    """What the map was, less what names partners or people that are no longer in the place."""
    fields = {"actors": ("partner",), "ties": ("from", "to"), "links": ("contributed_by",)}
    return {
        root: {
            key: entry
            for key, entry in entries.items()
            if all(entry.get(field, "") in bodies | {""} for field in fields.get(root, ()))
            and (root != "positions" or placed(key)[2] in bodies | {""})
        }
        for root, entries in then.items()
    }


def _record(event: str, layer: Layer, keeper: MapKeeper, person: Person, number: int) -> None:
    by: Any = somebody(person.key)
    record(event=event, place=layer.place.slug, by=by, target=target(keeper.document), details={"number": number})
