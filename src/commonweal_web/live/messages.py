"""What browser and server say to each other over the socket, as bytes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from commonweal_web.live import encoding
from commonweal_web.live.encoding import NotUnderstood, Reader


class Kind(IntEnum):
    """The first number of a message."""

    SYNC_ASK = 0  # both: what I have; what do I lack?
    SYNC_ANSWER = 1  # server: what you lack
    EDIT = 2  # client: its n-th edit in this connection
    SAVED = 3  # server: every edit up to n is in the database
    REFUSED = 4  # server: edit n changes nothing, and why; the socket closes
    UPDATE = 5  # server: what others changed
    AWARENESS = 6  # both: where people are and what they hold
    WELCOME = 7  # server: who you are here; its first message
    NOTICE = 8  # server: part of what you did was put back, and why; nothing closes


class Close(IntEnum):
    """Why the server closes a socket."""

    NOT_UNDERSTOOD = 4400
    REFUSED = 4403
    ABSENT = 4404  # no such place or layer, no role, or no longer: all alike
    TOO_MUCH = 4429
    AGAIN = 4503  # the server could not keep up, or found a fault of its own: come back


@dataclass(frozen=True, slots=True)
class Message:
    """What a client sent: its kind, its bytes, and the number of an edit."""

    kind: Kind
    data: bytes
    number: int = 0


def read(data: bytes) -> Message:
    """A message of a client.

    Raises
    ------
    NotUnderstood
        Where it is none.
    """
    reader = Reader(data)
    kind = reader.number()
    if kind not in (Kind.SYNC_ASK, Kind.EDIT, Kind.AWARENESS):
        raise NotUnderstood(f"a client sends no message of kind {kind}")
    number = reader.number() if kind == Kind.EDIT else 0
    message = Message(Kind(kind), reader.bytes(), number)
    reader.end()
    return message


def sync_ask(state: bytes) -> bytes:
    """What the server has."""
    return encoding.number(Kind.SYNC_ASK) + encoding.sized(state)


def sync_answer(update: bytes) -> bytes:
    """What a client lacks."""
    return encoding.number(Kind.SYNC_ANSWER) + encoding.sized(update)


def saved(number: int) -> bytes:
    """Every edit up to this one is kept."""
    return encoding.number(Kind.SAVED) + encoding.number(number)


def refused(number: int, problem: str, mend: str) -> bytes:
    """An edit that changed nothing, and why."""
    return encoding.number(Kind.REFUSED) + encoding.number(number) + _json({"problem": problem, "mend": mend})


def notice(problem: str, mend: str) -> bytes:
    """Something that was put back, and why."""
    return encoding.number(Kind.NOTICE) + _json({"problem": problem, "mend": mend})


def update(changes: bytes) -> bytes:
    """What others changed."""
    return encoding.number(Kind.UPDATE) + encoding.sized(changes)


def awareness(states: bytes) -> bytes:
    """Where people are."""
    return encoding.number(Kind.AWARENESS) + encoding.sized(states)


def welcome(said: Mapping[str, Any]) -> bytes:
    """Who somebody is here, and what is asked of them."""
    return encoding.number(Kind.WELCOME) + _json(said)


def _json(said: Mapping[str, Any]) -> bytes:
    return encoding.text(json.dumps(said, ensure_ascii=False, separators=(",", ":")))
