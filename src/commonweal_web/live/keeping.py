"""What a room asks of those who keep its document and know its people. The site's rooms above fulfil it."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

# A document as plain values: of each root its entries by key.
Plain = Mapping[str, Mapping[str, Any]]


class Refused(Exception):
    """An edit that may not be, in words for whoever made it."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a room: `key` tells them apart, the rest is shown to others."""

    key: str
    name: str = ""
    role: str = ""
    colour: int = 0
    may_edit: bool = False
    may_facilitate: bool = False
    may_see_private: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a document before and after; None where there was or is none."""

    root: str
    key: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Edit:
    """What one person changed: the bytes of it, the entries, and the client ids used for the first time."""

    person: str
    update: bytes
    changes: tuple[Change, ...]
    clients: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as it was kept: updates in order, the number of the last, and whose each client id is."""

    updates: tuple[bytes, ...]
    number: int
    owners: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class PutBack:
    """Changes that undo part of an edit, and words for whoever made it."""

    changes: tuple[Change, ...]
    problem: str
    mend: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody who may come in: who they are, into which room, and what the browser is told besides."""

    person: Person
    room: str
    keeper: Any  # () -> Keeper, called once a room opens
    told: Mapping[str, Any] = field(default_factory=dict)


class Keeper(Protocol):
    """Keeps one document. Everything is asked in one thread, and all but `stored` and `compact` in a transaction."""

    roots: tuple[str, ...]

    def stored(self) -> Stored:
        """The document as it was kept."""

    def begin(self, plain: Plain) -> None:
        """The document is this now, whatever was thought of it before."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, while nobody else writes the same document."""

    def is_behind(self) -> bool:
        """Whether others may have written something that this document should follow; cheap, and never wrong in no."""

    def newer(self, number: int) -> Stored:
        """What another process added to the document after its update of this number."""

    def to_follow(self, plain: Plain) -> tuple[str, tuple[Change, ...]]:
        """Whose, and what, the document must change to follow what others wrote elsewhere."""

    def judge(self, person: Person, changes: Iterable[Change], plain: Plain) -> PutBack | None:
        """Raise `Refused` for what may not be; what must be put back."""

    def keep(self, edits: Iterable[Edit], plain: Plain) -> int:
        """Store edits that were accepted, and all that follows from them; the number of the last."""

    def compact(self, state: bytes, number: int) -> None:
        """Store the whole document at a number, so that it opens quickly."""


class Entrance(Protocol):
    """Knows who may come in."""

    def admit(self, request: Any) -> Admitted | None:
        """Who asks for a socket, and where it leads; None where they may not, or there is nothing."""
