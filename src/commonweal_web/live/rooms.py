"""Rooms: one for each document that is open. Everything that touches a document is done in order, in one thread."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import OperationalError

from commonweal_web.live import limits, messages
from commonweal_web.live.document import SharedDocument
from commonweal_web.live.encoding import NotUnderstood
from commonweal_web.live.keeping import Change, Edit, Keeper, Person, Plain, PutBack, Refused
from commonweal_web.live.messages import Close

log = logging.getLogger(__name__)

# How often a batch is tried while the database is held by others.
TRIES = 3
# Updates after which the whole document is stored anew, so that it opens quickly.
COMPACT_AFTER = 500

# What became of an edit: refused, kept with something put back, or kept.
Verdict = Refused | PutBack | None

NOT_UNDERSTOOD = Refused("The edit could not be read.", "Load the page again.")
NOT_KEPT = Refused("The edit could not be kept.", "Load the page again, and try once more.")


@dataclass(eq=False)
class Seat:
    """One connection as its room knows it. `is_over` once an edit of it was refused: what follows builds on that."""

    person: Person
    is_over: bool = False
    is_synced: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a connection asks of its room: an edit of a number, or (no number) what it lacks."""

    seat: Seat
    data: bytes
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """Something to send: to one seat, or to everybody but one. With `close` the socket ends after it."""

    to: Seat | None
    message: bytes = b""
    besides: Seat | None = None
    close: Close | None = None
    syncs: bool = False


@dataclass
class Room:
    """A document that is open, and what waits to be done with it."""

    keeper: Keeper
    waiting: deque[Item] = field(default_factory=deque)
    document: SharedDocument | None = None
    number: int = 0
    compacted: int = 0

    def work(self) -> list[Post]:
        """Do what waits, follow what others wrote, and say what is to be sent. Called in the room's own thread."""
        document = self.document or self._open()
        items = [self.waiting.popleft() for _ in range(min(len(self.waiting), limits.BATCH))]
        edits = [item for item in items if item.number is not None]
        posts = self._batch(edits) if edits or self.keeper.is_behind() else []
        posts += [post for item in items if item.number is None for post in _answer(document, item)]
        self._compact(COMPACT_AFTER)
        return posts

    def _open(self) -> SharedDocument:
        stored = self.keeper.stored()
        self.document = SharedDocument(self.keeper.roots, stored)
        self.number = self.compacted = stored.number
        self.keeper.begin(self.document.plain)
        self._batch([])
        return self.document

    def change(self, person: Person, wanted: Callable[[Plain], Iterable[Change]]) -> PutBack | None:
        """Change the document for somebody who does so on a page. Where it is open too, that room takes it over.

        Raises
        ------
        Refused
            Where the change may not be.
        """
        document = self.document or self._open()
        try:
            with self.keeper.transaction():
                self._take_others(document)
                edits = self._follow(document)
                edit = document.write(wanted(document.plain), person.key)
                put_back = self.keeper.judge(person, edit.changes, document.plain)
                edits += _accepted(document, edit)
                if put_back is not None:
                    edits += _accepted(document, document.write(put_back.changes, person.key))
                if edits:
                    self.number = self.keeper.keep(edits, document.plain)
        except Exception:
            self._undo()
            raise
        document.settle()
        return put_back

    def close(self) -> None:
        """Nobody is left."""
        self._compact(1)
        self.document = None

    def _compact(self, after: int) -> None:
        if self.document is not None and self.number >= self.compacted + after:
            self.keeper.compact(self.document.whole(), self.number)
            self.compacted = self.number

    def _batch(self, items: list[Item]) -> list[Post]:
        """Keep some edits together; where that fails, each by itself, so that one bad one harms no other."""
        for attempt in range(TRIES):
            try:
                return self._keep(items)
            except OperationalError:  # held by others for too long
                self._undo()
                log.warning("a batch of %d edits waits for the database", len(items))
                time.sleep(0.05 * 2**attempt)
            except Exception:
                self._undo()
                if len(items) == 1:
                    log.exception("an edit could not be kept")
                    return _refusal(items[0], NOT_KEPT)
                if not items:
                    raise
                break
        if len(items) == 1:
            return _refusal(items[0], NOT_KEPT)
        return [post for item in items for post in self._batch([item])]

    def _undo(self) -> None:
        assert self.document is not None
        self.document.reset()
        self.keeper.begin(self.document.plain)

    def _keep(self, items: list[Item]) -> list[Post]:
        assert self.document is not None
        document = self.document
        verdicts: list[tuple[Item, Verdict]] = []
        with self.keeper.transaction():
            number = self._take_others(document)
            followed = self._follow(document)
            edits: list[Edit] = []
            refused: set[Seat] = set()
            for item in items:
                if item.seat.is_over or item.seat in refused:
                    continue
                try:
                    verdicts.append((item, self._judged(document, item, edits)))
                except (Refused, NotUnderstood) as why:
                    document.drop()
                    refused.add(item.seat)
                    verdicts.append((item, why if isinstance(why, Refused) else NOT_UNDERSTOOD))
            if followed or edits:
                number = self.keeper.keep([*followed, *edits], document.plain)
        self.number = number
        return _news(document.settle(), verdicts, edits)

    def _take_others(self, document: SharedDocument) -> int:
        """What another process kept of this document since."""
        stored = self.keeper.newer(self.number)
        for update in stored.updates:
            document.accept(document.adopt(update, stored.owners))
        if stored.updates:
            self.keeper.begin(document.plain)
        return stored.number

    def _follow(self, document: SharedDocument) -> list[Edit]:
        person, changes = self.keeper.to_follow(document.plain)
        edit = document.write(changes, person)
        return _accepted(document, edit)

    def _judged(self, document: SharedDocument, item: Item, edits: list[Edit]) -> PutBack | None:
        person = item.seat.person
        edit = document.take(item.data, person.key)
        if edit.update and not (person.may_edit or person.may_facilitate):
            raise Refused("You may look at this, and not change it.", "Ask the convenor for another role.")
        put_back = self.keeper.judge(person, edit.changes, document.plain)
        edits += _accepted(document, edit)
        if put_back is not None:
            edits += _accepted(document, document.write(put_back.changes, person.key))
        return put_back


def _accepted(document: SharedDocument, edit: Edit) -> list[Edit]:
    """The edit, where anything came of it."""
    if not edit.update:
        return []
    document.accept(edit)
    return [edit]


def _refusal(item: Item, why: Refused) -> list[Post]:
    item.seat.is_over = True
    assert item.number is not None
    return [Post(item.seat, messages.refused(item.number, why.problem, why.mend), close=Close.REFUSED)]


def _news(update: bytes, verdicts: list[tuple[Item, Verdict]], edits: list[Edit]) -> list[Post]:
    """The update to everybody (but its author, where it is one edit alone), then to each author what became of it."""
    kept = {item.seat: item.number or 0 for item, verdict in verdicts if not isinstance(verdict, Refused)}
    alone = next(iter(kept)) if len(kept) == 1 and [edit.update for edit in edits] == [update] else None
    posts = [Post(None, messages.update(update), besides=alone)] if update else []
    posts += [Post(seat, messages.saved(number)) for seat, number in kept.items()]
    for item, verdict in verdicts:
        if isinstance(verdict, Refused):
            posts += _refusal(item, verdict)
        elif verdict is not None:
            posts.append(Post(item.seat, messages.notice(verdict.problem, verdict.mend)))
    return posts


def _answer(document: SharedDocument, item: Item) -> Iterable[Post]:
    try:
        lacking = document.lacking(item.data)
    except (NotUnderstood, ValueError):
        return [Post(item.seat, close=Close.NOT_UNDERSTOOD)]
    answer = Post(item.seat, messages.sync_answer(lacking), syncs=True)
    return [answer, Post(item.seat, messages.sync_ask(document.state()))]
