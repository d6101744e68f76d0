"""What an edit did, in a few words for history: which things, by name, and which of their fields."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from commonweal_web.live.keeping import Change, Edit, Plain

# Things told one by one; of more, only their number is told.
MOST = 300


def told(edit: Edit, plain: Plain) -> list[dict[str, Any]]:
    """The list kept with an update: `{"kind", "id", "name", "what", "fields"}`, or counts where there are too many.

    A link or an actor has its factors in `ends`, too.
    """
    if len(edit.changes) > MOST:
        counts = Counter((change.root[:-1], _what(change)) for change in edit.changes)
        return [{"kind": kind, "what": what, "count": count} for (kind, what), count in sorted(counts.items())]
    return [_one(change, plain) for change in edit.changes]


def _one(change: Change, plain: Plain) -> dict[str, Any]:
    kind = change.root if change.root == "session" else change.root[:-1]
    name = _name(change, plain)
    said = {"kind": kind, "id": change.key, "name": name, "what": _what(change), "fields": _fields(change)}
    return {**said, "ends": ends} if (ends := _ends(change)) else said


def _ends(change: Change) -> list[str]:
    """The factors that a link or an actor names, so that the history of a factor is found."""
    entry = change.after if change.after is not None else change.before
    if change.root == "links":
        return [entry["from"], entry["to"]]
    return [entry["factor"]] if change.root == "actors" else []


def _what(change: Change) -> str:
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


def _fields(change: Change) -> list[str]:
    before, after = change.before, change.after
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return []
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _name(change: Change, plain: Plain) -> str:
    entry = change.after if change.after is not None else change.before
    if change.root in ("factors", "maps"):
        return str(entry.get("name", change.key))
    if change.root in ("links", "ties"):
        return " → ".join(_title(plain, entry[end]) for end in ("from", "to"))
    if change.root == "actors":
        return f"{entry['partner']}, {_title(plain, entry['factor'])}"
    return _title(plain, change.key.split("/")[-1 if change.root == "positions" else 0])


def _title(plain: Plain, key: str) -> str:
    return str(plain["factors"].get(key, {}).get("name", key))
