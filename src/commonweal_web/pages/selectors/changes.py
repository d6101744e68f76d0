"""What changed in a place, in words, from the chain of events; nothing of items that the viewer may not see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from commonweal_web.audit.selectors import Event, latest_events

# So many changes are told.
MOST_CHANGES = 6

# Events that everybody in a place may know of, in words. What happens to single items is told by their names.
OPEN_EVENTS: Mapping[str, str] = {
    "place made": "This place was begun",
    "place changed": "The question or the settings of this place changed",
    "place imported": "This place was brought in from a folder",
    "place replaced": "All items of this place were replaced from a folder",
    "map imported": "A map from another program was added",
    "partners merged": "Partners merged",
    "partner split": "A partner split",
    "person left": "Somebody left, and handed over",
    "guest joined": "A guest joined by a link",
    "invitation used": "Somebody who was invited joined",
    "decision worked out": "A joint decision was worked out",
}


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened, in words, when it last did, and how many times."""

    words: str
    at: datetime
    times: int = 1


def changes(place: str, names: Mapping[tuple[str, str], str], *, since: datetime | None) -> list[Change]:
    """What happened in a place, the latest first; like things together.

    `names` are the items that the viewer may see, by kind and id: of no other item is anything told.
    """
    told: dict[str, Change] = {}
    for event in _lately(place, since):
        words = _words(event, names)
        if words and words in told:
            known = told[words]
            told[words] = Change(words, known.at, known.times + 1)
        elif words:
            told[words] = Change(words, event.at)
    return list(told.values())[:MOST_CHANGES]


def _lately(place: str, since: datetime | None) -> Iterable[Event]:
    for event in latest_events(place):
        if since is not None and event.at <= since:
            return
        yield event


def _words(event: Event, names: Mapping[tuple[str, str], str]) -> str:
    if event.event in OPEN_EVENTS:
        return OPEN_EVENTS[event.event]
    kind = event.event.split(" ", 1)[0]
    name = names.get((kind, event.target.rsplit(":", 1)[-1]))
    return f"{event.event.capitalize()}: {name}" if name else ""
