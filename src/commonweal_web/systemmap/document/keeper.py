"""Keeps the document of one layer: judges its edits, lets its rows follow it, and lets it follow its rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db import transaction

from commonweal_web.audit.selectors import last_number
from commonweal_web.live.keeping import Change, Edit, Person, Plain, PutBack, Stored
from commonweal_web.systemmap.document import judging, selectors, services, shapes
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.projection import TABLES, Projection, Rows
from commonweal_web.systemmap.document.telling import told

ENTRIES: Mapping[str, Any] = {
    "maps": shapes.map_entry,
    "factors": shapes.factor_entry,
    "actors": shapes.actor_entry,
    "links": shapes.link_entry,
    "ties": shapes.tie_entry,
    "positions": lambda noun: [noun.x, noun.y],
}
HELD_FAST = "Positions are held fast while the meeting goes on, so it was put back.", "Ask whoever runs the meeting."


class MapKeeper:
    """A room's keeper for one layer of a place's map (see `live.keeping`)."""

    roots = shapes.ROOTS

    def __init__(self, layer: Layer) -> None:
        self.layer = layer
        self.head = 0
        self.rows: Rows = {}
        self.must_compare = True

    def stored(self) -> Stored:
        """The document as it was kept."""
        self.document = services.open_document(self.layer)
        return selectors.stored(self.document)

    def begin(self, plain: Plain) -> None:
        """The document is this now; what the rows are will be read anew."""
        self.known = selectors.known_to(self.layer)
        self.projection = Projection(plain, self.known)
        self.must_compare = True

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, while nobody else writes this document."""
        return self._locked()

    @contextmanager
    def _locked(self) -> Any:
        with transaction.atomic():
            self.number = services.lock(self.document)
            yield

    def is_behind(self) -> bool:
        """Whether anything at all was done on the site since we looked."""
        return self.must_compare or last_number() != self.head

    def newer(self, number: int) -> Stored:
        """What another process added to the document."""
        return selectors.newer(self.document, number) if self.number != number else Stored((), number, {})

    def to_follow(self, plain: Plain) -> tuple[str, tuple[Change, ...]]:
        """Whose, and what, the document must change to be as the rows are."""
        head, actor = selectors.written_since(self.layer, self.head, services.target(self.document))
        self.head = head
        if actor is None and not self.must_compare:
            return "", ()
        self.known = selectors.known_to(self.layer)
        self.projection.know(self.known)
        self.rows = selectors.rows_of(self.layer)
        stood_before = self.must_compare and self.document.number == 0
        self.must_compare = False
        person = "" if stood_before else (actor or "").replace(":", "-")
        return person, tuple(self._differences(plain))

    def _differences(self, plain: Plain) -> Iterable[Change]:
        wanted = self.projection.rows()
        for root in TABLES:
            for key, noun in self.rows[root].items():
                if wanted[root].get(key) != noun:
                    yield Change(root, key, plain[root].get(key), ENTRIES[root](noun))
            for key in wanted[root].keys() - self.rows[root].keys():
                same = self.projection.same_view(plain[root][key]) if root == "links" else {key}
                yield from (Change(root, one, plain[root][one], None) for one in same - self.rows[root].keys())
        for root, key in self.projection.of_strangers():
            yield Change(root, key, plain[root][key], None)

    def judge(self, person: Person, changes: Iterable[Change], plain: Plain) -> PutBack | None:
        """Refuse what may not be; put back what others rely on."""
        listed = tuple(changes)
        judging.refuse_faulty(person, listed, plain, self.known)
        gone = [change.key for change in listed if change.root == "factors" and change.after is None]
        relied_on = selectors.relied_on(self.layer, gone) if gone else {}
        if relied_on:
            key, what = next(iter(relied_on.items()))
            problem = f"{plain['factors'][key]['name']} stays on the map: {what} rests on it."
            return PutBack(judging.without_deletion(relied_on, listed), problem, "Take that away first.")
        moved = judging.moved_while_locked(person, listed, plain)
        return PutBack(moved, *HELD_FAST) if moved else None

    def keep(self, edits: Iterable[Edit], plain: Plain) -> int:
        """Write the rows that edits changed, the edits themselves, and an event for each author."""
        listed = list(edits)
        near = {one: edit.person for edit in listed for change in edit.changes for one in self.projection.note(change)}
        near |= {(change.root, change.key): edit.person for edit in listed for change in edit.changes}
        writer = services.RowWriter(self.layer)
        if wanted := self._wanted(near):
            writer.write(wanted, near)
        number = services.store(self.document, self.number, listed, [told(edit, plain) for edit in listed])
        services.tell(self.layer, self.document, listed, beyond=writer.beyond > 0)
        return number

    def _wanted(self, touched: Iterable[tuple[str, str]]) -> services.Wanted:
        """The rows that must change, of some entries."""
        wanted: dict[str, dict[str, tuple[Any, Any]]] = defaultdict(dict)
        for root, key in sorted(one for one in touched if one[0] in TABLES):
            before, after = self.rows[root].get(key), self.projection.row(root, key)
            if before != after:
                wanted[root][key] = (before, after)
                self._remember(root, key, after)
        return wanted

    def _remember(self, root: str, key: str, noun: Any) -> None:
        if noun is None:
            self.rows[root].pop(key, None)
        else:
            self.rows[root][key] = noun

    def compact(self, state: bytes, number: int) -> None:
        """Store the whole document, so that it opens quickly."""
        services.compact(self.document, state, number)
