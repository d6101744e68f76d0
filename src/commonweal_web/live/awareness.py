"""Who is in a room and what they hold, each in one small state that is never kept (y-protocols' awareness)."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from commonweal_web.live import encoding
from commonweal_web.live.encoding import NotUnderstood, Reader
from commonweal_web.live.limits import AWARENESS

# How much may be said: ids at once, letters of one, units of the canvas.
MOST_IDS, LONGEST_ID, FARTHEST = 50, 130, 1e9


@dataclass(frozen=True, slots=True)
class State:
    """What one client says of itself; `said` is None once it is gone."""

    client: int
    clock: int
    said: Mapping[str, Any] | None


@dataclass
class Awareness:
    """The states of everybody in a room, and which of them changed since they were last told."""

    states: dict[int, State] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)

    def put(self, state: State) -> None:
        """Take a state, unless a newer one of the same client is known."""
        known = self.states.get(state.client)
        if known is None or state.clock > known.clock or (state.clock == known.clock and state.said is None):
            self.states[state.client] = state
            self.changed.add(state.client)

    def leave(self, client: int) -> None:
        """A client is gone."""
        known = self.states.get(client)
        if known is not None and known.said is not None:
            self.put(State(client, known.clock + 1, None))

    def news(self) -> bytes:
        """The states that changed, to tell everybody; empty where none did."""
        if not self.changed:
            return b""
        told = written(self.states[client] for client in sorted(self.changed))
        for client in self.changed:
            if self.states[client].said is None:
                del self.states[client]
        self.changed.clear()
        return told

    def everybody(self) -> bytes:
        """Every state, for somebody who comes in; empty where there is none."""
        there = [state for state in self.states.values() if state.said is not None]
        return written(there) if there else b""


def written(states: Iterable[State]) -> bytes:
    """States as bytes."""
    listed = list(states)
    parts = [encoding.number(len(listed))]
    for state in listed:
        said = json.dumps(state.said, separators=(",", ":"))  # ASCII: half a letter of two would be no UTF-8
        parts += [encoding.number(state.client), encoding.number(state.clock), encoding.text(said)]
    return b"".join(parts)


def kept(said: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody says of themselves that is passed on; anything else is left out."""
    return {name: value for name, value in said.items() if name in SAID and SAID[name](value)}


def _is_point(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(_is_number(part) for part in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < FARTHEST


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_ID


def _are_ids(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST_IDS and all(_is_id(part) for part in value)


def _are_points(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_id(key) and _is_point(point) for key, point in value.items())


# What somebody may say of themselves, and what it looks like.
SAID: Mapping[str, Callable[[Any], bool]] = {
    "cursor": lambda value: value is None or _is_point(value),
    "map": _is_id,
    "selected": _are_ids,
    "dragging": lambda value: value is None or _are_points(value),
}


def read(data: bytes) -> list[State]:
    """The states that a client sent.

    Raises
    ------
    NotUnderstood
        Where the bytes are none, or too many.
    """
    if len(data) > AWARENESS:
        raise NotUnderstood(f"an awareness message has {AWARENESS} bytes at the most")
    reader = Reader(data)
    states = [_state(reader) for _ in range(reader.number())]
    reader.end()
    return states


def _state(reader: Reader) -> State:
    client, clock = reader.number(), reader.number()
    try:
        said = json.loads(reader.text())
    except (json.JSONDecodeError, RecursionError):
        raise NotUnderstood("an awareness state is no JSON") from None
    if said is not None and not isinstance(said, dict):
        raise NotUnderstood("an awareness state is no object")
    return State(client, clock, said)
