"""One shared document: true as the database has it, a trial that takes edits first, and both as plain values."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pycrdt
from pycrdt import Doc, Map

from commonweal_web.live.encoding import NotUnderstood, clocks, deletions
from commonweal_web.live.keeping import Change, Edit, Refused, Stored

# What yrs gives for a transaction in which nothing came of an update.
NOTHING = b"\x00\x00"
PLAIN = (bool, int, float, str, type(None))


class Strange:
    """A value that no entry may hold: a shared text or list, bytes."""

    def __repr__(self) -> str:
        return "a value of a strange kind"


STRANGE = Strange()


class Whole(dict[str, Any]):
    """An object that is one value and does not merge, unlike a shared map, which is read as a plain dict."""


class SharedDocument:
    """The document of a room.

    An update is taken by the trial first, accepted when it was judged, and settled into the true document once the
    database has it. `plain` is what the trial holds. Missing parts are refused, so that nothing is ever pending:
    whatever comes of an edit is of the person who sent it.
    """

    def __init__(self, roots: Iterable[str], stored: Stored) -> None:
        self._roots = tuple(roots)
        self._true: Doc[Any] = Doc()
        with self._true.transaction():
            for update in stored.updates:
                self._true.apply_update(update)
        self._owners = {**stored.owners, self._true.client_id: ""}
        self._accepted: list[Edit] = []
        self._begin()
        self.plain: dict[str, dict[str, Any]] = {
            root: {key: _plain(entries, key) for key in entries} for root, entries in self._entries.items()
        }

    def _begin(self) -> None:
        """A new trial, as true as the database."""
        self._trial: Doc[Any] = Doc(client_id=self._true.client_id)
        self._entries = {root: self._trial.get(root, type=Map) for root in self._roots}
        self._trial.apply_update(self._true.get_update())
        self._clocks = clocks(self._trial.get_state())
        self._emitted: list[bytes] = []
        self._touched: set[tuple[str, str]] = set()
        emitted, touched = self._emitted, self._touched  # no way back to self: observers are held outside Python
        self._heard = [self._trial.observe(lambda event: emitted.append(event.update))]
        for root, entries in self._entries.items():
            self._heard.append(entries.observe_deep(_noting(touched, root)))

    def take(self, update: bytes, person: str) -> Edit:
        """What an update comes to, if it is all there and of this person alone; it stands in the trial.

        Raises
        ------
        NotUnderstood, Refused
            The trial is then to be dropped.
        """
        before = self._clocks
        emitted = self._apply(update)
        state = self._trial.get_state()
        self._clocks = after = clocks(state)
        _refuse_missing(update, state, after)
        clients = tuple(client for client, clock in after.items() if clock > before.get(client, 0))
        if any(self._owners.get(client, person) != person for client in clients):
            raise Refused("The edit is signed as somebody else's.", "Load the page again.")
        if set(self._trial.keys()) - set(self._roots):
            raise Refused("The edit holds a part that is unknown here.", "Load the page again.")
        new = tuple(client for client in clients if client not in self._owners)
        return Edit(person, emitted, self._changes(), new)

    def _apply(self, update: bytes) -> bytes:
        self._emitted.clear()
        self._touched.clear()
        try:
            self._trial.apply_update(update)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as fault:  # the decoder is not Python: what it stumbles over is no Exception
            raise NotUnderstood("it is no update of a document") from fault
        return self._written()

    def _written(self) -> bytes:
        found = [update for update in self._emitted if update != NOTHING]
        return pycrdt.merge_updates(*found) if len(found) > 1 else b"".join(found)

    def _changes(self) -> tuple[Change, ...]:
        found = []
        for root, key in sorted(self._touched):
            entries = self._entries[root]
            before, after = self.plain[root].get(key), _plain(entries, key) if key in entries else None
            if before != after or type(before) is not type(after):
                found.append(Change(root, key, before, after))
        return tuple(found)

    def write(self, changes: Iterable[Change], person: str) -> Edit:
        """Change entries by the server's own hand; it stands in the trial."""
        self._emitted.clear()
        self._touched.clear()
        with self._trial.transaction():
            for change in changes:
                _write(self._entries[change.root], change)
        self._clocks = clocks(self._trial.get_state())
        return Edit(person, self._written(), self._changes())

    def adopt(self, update: bytes, owners: Mapping[int, str]) -> Edit:
        """What another process kept already; it stands in the trial."""
        emitted = self._apply(update)
        self._clocks = clocks(self._trial.get_state())
        self._owners.update(owners)
        return Edit("", emitted, self._changes())

    def accept(self, edit: Edit) -> None:
        """Let an edit stand that was judged."""
        self._accepted.append(edit)
        for change in edit.changes:
            self._put(change.root, change.key, change.after)

    def _put(self, root: str, key: str, value: Any) -> None:
        if value is None:
            self.plain[root].pop(key, None)
        else:
            self.plain[root][key] = value

    def drop(self) -> None:
        """Take back what the trial holds and was not accepted."""
        self._begin()
        for edit in self._accepted:
            if edit.update:
                self._trial.apply_update(edit.update)
        self._clocks = clocks(self._trial.get_state())

    def reset(self) -> None:
        """Take back everything that is not settled."""
        for edit in reversed(self._accepted):
            for change in edit.changes:
                self._put(change.root, change.key, change.before)
        self._accepted.clear()
        self._begin()

    def settle(self) -> bytes:
        """The database has what was accepted: it is true now. All of it, to tell others."""
        updates = [edit.update for edit in self._accepted if edit.update]
        with self._true.transaction():
            for update in updates:
                self._true.apply_update(update)
        for edit in self._accepted:
            self._owners.update(dict.fromkeys(edit.clients, edit.person))
        self._accepted.clear()
        return pycrdt.merge_updates(*updates) if len(updates) > 1 else b"".join(updates)

    def owns(self, client: int, person: str) -> bool:
        """Whether a client id is a person's, or nobody's yet."""
        return self._owners.get(client, person) == person

    def lacking(self, state: bytes) -> bytes:
        """What a copy of this state lacks.

        Raises
        ------
        NotUnderstood
            Where the bytes are no state.
        """
        clocks(state)
        return self._true.get_update(state)

    def state(self) -> bytes:
        """How far the true document is."""
        return self._true.get_state()

    def whole(self) -> bytes:
        """The true document as one update."""
        return self._true.get_update()


def _refuse_missing(update: bytes, state: bytes, known: Mapping[int, int]) -> None:
    """Raise where an update holds what a document of this state could not take: all else of it was taken."""
    reach = deletions(pycrdt.get_update(update, state))
    if any(end > known.get(client, 0) for client, end in reach.items()):
        raise NotUnderstood("it takes away what is not here")


def _noting(touched: set[tuple[str, str]], root: str) -> Callable[[list[Any]], None]:
    """Notes which entries of a root a transaction touched. Nothing else may be asked while it is under way."""

    def note(events: list[Any]) -> None:
        for event in events:
            path = event.path
            if path:
                touched.add((root, str(path[0])))
            else:
                touched.update((root, key) for key in event.keys)

    return note


def _plain(entries: Map[Any], key: str) -> Any:
    value = entries[key]
    if not isinstance(value, Map):
        return _leaf(value)
    return {name: _leaf(value[name]) for name in value}  # type: ignore[attr-defined]  # pycrdt types it as Iterable


def _leaf(value: Any) -> Any:
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, list):
        return [_leaf(part) for part in value]
    if isinstance(value, dict):
        return Whole({name: _leaf(part) for name, part in value.items()})
    return STRANGE


def _write(entries: Map[Any], change: Change) -> None:
    there = entries[change.key] if change.key in entries else None  # noqa: SIM401  (a shared map has no such get)
    if change.after is None:
        if there is not None:
            del entries[change.key]
    elif isinstance(change.after, Whole) or not isinstance(change.after, Mapping):
        entries[change.key] = change.after
    elif isinstance(there, Map):
        _write_fields(there, change.after)
    else:
        entries[change.key] = Map(dict(change.after))


def _write_fields(there: Map[Any], wanted: Mapping[str, Any]) -> None:
    for name in [name for name in there if name not in wanted]:  # type: ignore[attr-defined]  # as above
        del there[name]
    for name, value in wanted.items():
        if name not in there or _leaf(there[name]) != value:
            there[name] = value
