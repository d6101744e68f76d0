"""The rows that a document is: every entry that is whole, and of two that say the same the one with the lesser key."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from commonweal.systemmap.schema import MAIN_MAP
from commonweal_web.live.keeping import Change, Plain
from commonweal_web.systemmap.document import shapes
from commonweal_web.systemmap.document.judging import Known

# The rows of a document: of each root the nouns by their keys.
Rows = dict[str, dict[str, Any]]
# The roots that have rows; what refers stands after what it refers to.
TABLES = ("maps", "factors", "actors", "links", "ties", "positions")

READERS: Mapping[str, Any] = {
    "maps": shapes.map_noun,
    "factors": shapes.factor_noun,
    "actors": shapes.actor_noun,
    "links": lambda _, entry: shapes.link_noun(entry),
    "ties": lambda _, entry: shapes.tie_noun(entry),
    "positions": shapes.position_noun,
}


class Projection:
    """Which entries of a document are rows.

    `known` are the things of wider layers, which a private layer may name. What depends on what is kept in indexes,
    so that a change costs what it touches and not the whole document.
    """

    def __init__(self, plain: Plain, known: Known) -> None:
        self.plain = plain
        self.know(known)
        self._hangs_on: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._same: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for root in ("actors", "links", "positions"):
            for key, entry in plain[root].items():
                self._index(root, key, entry)

    def know(self, known: Known) -> None:
        """What may be named besides."""
        self.known = known

    def rows(self) -> Rows:
        """Every row."""
        return {
            root: {key: noun for key in self.plain[root] if (noun := self.row(root, key)) is not None}
            for root in TABLES
        }

    def row(self, root: str, key: str) -> Any:
        """The row that an entry is; None where it is none."""
        entry = self.plain[root].get(key)
        if entry is None or not getattr(self, f"_is_{root[:-1]}", _always)(key, entry):
            return None
        return READERS[root](key, entry)

    def note(self, change: Change) -> set[tuple[str, str]]:
        """Take notice of a change to an entry; every entry that may have become or ceased to be a row by it."""
        root, key, before, after = change.root, change.key, change.before, change.after
        if root not in TABLES:
            return set()
        near = {(root, key)}
        for entry in (before, after):
            if root == "links" and entry is not None:
                near |= {(root, other) for other in self._same[_view(entry)]}
        if root in ("factors", "maps"):
            near |= self._hangs_on[f"{root}/{key}"]
        if before is not None and root in ("actors", "links", "positions"):
            self._forget(root, key, before)
        if after is not None and root in ("actors", "links", "positions"):
            self._index(root, key, after)
        return near

    def same_view(self, entry: Mapping[str, Any]) -> set[str]:
        """The keys of all links that say the same view of the same link."""
        return set(self._same[_view(entry)])

    def hangs_on(self, factor: str) -> set[tuple[str, str]]:
        """The entries that name a factor."""
        return set(self._hangs_on[f"factors/{factor}"])

    def of_strangers(self) -> Iterable[tuple[str, str]]:
        """The entries that name partners or people whom the layer does not know, or no more."""
        known = self.known.bodies
        for root in ("actors", "ties", "positions"):
            for key, entry in self.plain[root].items():
                if not known.issuperset(_bodies(root, key, entry)):
                    yield root, key

    def _index(self, root: str, key: str, entry: Any) -> None:
        for name in _names(root, key, entry):
            self._hangs_on[name].add((root, key))
        if root == "links":
            self._same[_view(entry)].add(key)

    def _forget(self, root: str, key: str, entry: Any) -> None:
        for name in _names(root, key, entry):
            self._hangs_on[name].discard((root, key))
        if root == "links":
            self._same[_view(entry)].discard(key)

    def _has_factor(self, key: str) -> bool:
        return key in self.plain["factors"] or key in self.known.outside["factors"]

    def _is_actor(self, key: str, entry: Mapping[str, Any]) -> bool:
        return self._has_factor(entry["factor"]) and entry["partner"] in self.known.partners

    def _is_link(self, key: str, entry: Mapping[str, Any]) -> bool:
        ends = (entry["from"], entry["to"])
        is_whole = ends[0] != ends[1] and all(map(self._has_factor, ends))
        return is_whole and key == min(self._same[_view(entry)])

    def _is_tie(self, key: str, entry: Mapping[str, Any]) -> bool:
        return {entry["from"], entry["to"]} <= self.known.bodies

    def _is_position(self, key: str, value: Any) -> bool:
        on, factor, body = shapes.placed(key)
        is_map = on == MAIN_MAP or on in self.plain["maps"] or on in self.known.outside["maps"]
        return is_map and (body in self.known.bodies if body else self._has_factor(factor))


def _always(key: str, entry: Any) -> bool:
    return True


def _names(root: str, key: str, entry: Any) -> Iterable[str]:
    """The factors and maps that an entry names."""
    if root == "actors":
        yield f"factors/{entry['factor']}"
    elif root == "links":
        yield f"factors/{entry['from']}"
        yield f"factors/{entry['to']}"
    else:
        on, factor, body = shapes.placed(key)
        yield f"maps/{on}"
        if not body:
            yield f"factors/{factor}"


def _bodies(root: str, key: str, entry: Any) -> Iterable[str]:
    """The partners and people that an entry names."""
    if root == "actors":
        return (entry["partner"],)
    if root == "ties":
        return (entry["from"], entry["to"])
    return filter(None, (shapes.placed(key)[2],))


def _view(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return (entry["from"], entry["to"], entry.get("kind") or "influences", entry.get("contributed_by") or "")
