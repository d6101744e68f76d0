"""What a programme.toml must keep to: places by name, members once, each part taken over by somebody who is there."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from commonweal.errors import Fault
from commonweal.files.place_toml import row_of
from commonweal.files.programmes.members import COLUMNS, MEMBER, PROGRAMME_FILE, SECTION_LINE, Section
from commonweal.files.tables import ALIKE
from commonweal.files.text import quoted, shown
from commonweal.names import is_slug, listed
from commonweal.place.schema import Member

KEYS = ("name", "places", MEMBER)

# A steering group has two heads from two worlds, so that neither world steers alone.
CO_CHAIRS = 2


def fault_at(text: str, key: str, problem: str, mend: str) -> Fault:
    """A fault of one of the keys above the sections."""
    return Fault(PROGRAMME_FILE, _row_above(text, key), key, problem, mend)


def _row_above(text: str, key: str) -> int | None:
    """The line of a key above the first section: members have names too."""
    first = SECTION_LINE.search(text)
    return row_of(text[: first.start()] if first else text, key)


def faults_of_name(text: str, name: object) -> Iterator[Fault]:
    if name is None:
        yield fault_at(text, "name", "the key is missing", 'Add it, such as: name = "Local Vision".')
    elif not isinstance(name, str) or not name.strip():
        yield fault_at(text, "name", "it is no text, or an empty one", "Write the name in quotation marks.")


def faults_of_places(text: str, places: object) -> Iterator[Fault]:
    mend = 'Write the names of their folders, such as: places = ["plymouth", "kent"].'
    if places is None:
        yield fault_at(text, "places", "the key is missing", 'Add it, such as: places = ["plymouth", "kent"].')
    elif not isinstance(places, list) or not places:
        yield fault_at(text, "places", "it is no list, or an empty one", mend)
    else:
        strange = [place for place in places if not isinstance(place, str) or not is_slug(place)]
        yield from (
            fault_at(text, "places", f"{quoted(str(place))} is no name of a folder of a place", mend)
            for place in strange
        )
        repeated = {
            place: None for number, place in enumerate(places) if place in places[:number] and place not in strange
        }
        yield from (fault_at(text, "places", f"{place} stands twice", "Take one of them out.") for place in repeated)


def faults_between(members: Sequence[tuple[Section, Member]], *, known: set[str]) -> Iterator[Fault]:
    """Members with the same id, who leave before they come, or whose part goes to nobody of the group."""
    seen: set[str] = set()
    for section, member in members:
        if member.id in seen:
            yield section.fault("id", f"{member.id} is the id of another member too", "Give each an id of its own.")
        seen.add(member.id)
        if member.valid_from and member.valid_to and member.valid_from > member.valid_to:
            problem = f"valid_to {member.valid_to} is before valid_from {member.valid_from}"
            yield section.fault("valid_to", problem, "Put the dates in order.")
        for other in member.replaced_by:
            if other not in known or other == member.id:
                problem = f"{quoted(other)} is no other member"
                yield section.fault("replaced_by", problem, "Write the id of one, or add it.")


def odd_chairs(members: Sequence[Member]) -> Iterator[Fault]:
    """A warning unless two co-chairs of different sectors are in office. Without members there is nothing to say."""
    chairs = [member for member in members if member.role == "co-chair" and member.is_in_office]
    if members and (len(chairs) != CO_CHAIRS or len({chair.sector for chair in chairs}) != CO_CHAIRS):
        found = listed([f"{chair.id} ({chair.sector})" for chair in chairs]) or "none"
        problem = f"the steering group has as its co-chairs in office: {found}"
        yield Fault(PROGRAMME_FILE, None, None, shown(problem), "Two from different sectors keep it between them.")


def strange_keys(document: Mapping[str, Any], sections: Sequence[Section], text: str) -> Iterator[Fault]:
    """Keys that we keep and do not know, where one of ours is much like them."""
    for key, near in _near_misses(document, KEYS):
        yield Fault(PROGRAMME_FILE, _row_above(text, key), shown(key), *_did_you_mean(near))
    for section in sections:
        for key, near in _near_misses(section.keys, [column.name for column in COLUMNS]):
            yield section.fault(key, *_did_you_mean(near))


def _near_misses(keys: Mapping[str, Any], known: Sequence[str]) -> Iterator[tuple[str, str]]:
    absent = [name for name in known if name not in keys]
    for key in keys:
        if key not in known and (near := difflib.get_close_matches(key.lower(), absent, 1, ALIKE)):
            yield key, near[0]


def _did_you_mean(near: str) -> tuple[str, str]:
    return "we do not know this key, and keep it", f"Did you mean {near}?"
