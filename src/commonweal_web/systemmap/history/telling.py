"""Changes of a map in words, from what is kept with each update (`document.telling`)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from commonweal.names import listed
from commonweal.reports.wording import counted
from commonweal_web.systemmap.document.shapes import BODY
from commonweal_web.systemmap.history.selectors import Told

# Changes of one update that are told one by one; of more, only how many.
TOLD = 6

NOUNS = {"factor": "factor", "link": "link", "actor": "line on who can act", "tie": "tie", "map": "map",
         "position": "place on a map", "reaction": "mark", "session": "tool of the meeting"}  # fmt: skip
PLURALS = {"actor": "lines on who can act", "position": "places on a map", "session": "tools of the meeting"}
DEEDS = {"added": "added", "changed": "changed", "removed": "took away"}


def deeds(changes: Sequence[Told], bodies: Mapping[str, str]) -> list[str]:
    """What an update did, a line each: what counts first; places and marks by their number alone.

    `bodies` are the names of the partners and people that the reader sees, by id.
    """
    weighty = [change for change in changes if change.kind not in ("position", "reaction", "session")]
    lines = [_one(change, bodies) for change in weighty[:TOLD] if not change.is_count]
    lines += _counted(change for change in weighty[TOLD:] if not change.is_count)
    lines += [_number(change.kind, change.what, change.count) for change in weighty if change.is_count]
    moved = [change for change in changes if change.kind == "position"]
    if moved and not any(change.kind == "factor" and change.what == "added" for change in weighty):
        lines.append(_moved(moved, bodies))
    lines += _counted(change for change in changes if change.kind in ("reaction", "session"))
    return lines or ["changed nothing that is told here"]


def _one(change: Told, bodies: Mapping[str, str]) -> str:
    kind, what, name = change.kind, change.what, change.name
    if kind == "actor":
        partner, _, factor = name.partition(", ")
        name = f"{bodies.get(partner, 'a partner')}, on {factor}"
    if kind == "tie":
        ends = [bodies.get(end, "somebody") for end in name.split(" → ")]
        name = " → ".join(ends)
    fields = [field.replace("_", " ") for field in change.fields]
    more = f": {listed(fields)}" if fields and what == "changed" else ""
    return f"{DEEDS[what]} the {NOUNS[kind]} “{name}”{more}"


def _counted(changes: Iterable[Told]) -> Iterator[str]:
    counts: dict[tuple[str, str], int] = {}
    for change in changes:
        key = change.kind, change.what
        counts[key] = counts.get(key, 0) + change.count
    for (kind, what), count in counts.items():
        yield _number(kind, what, count)


def _number(kind: str, what: str, count: int) -> str:
    return f"{DEEDS[what]} {counted(count, NOUNS[kind], PLURALS.get(kind, f'{NOUNS[kind]}s'))}"


def _moved(changes: Sequence[Told], bodies: Mapping[str, str]) -> str:
    """What was moved: one thing by its name, unless it is somebody whom the reader may not see; of more how many."""
    names = list(dict.fromkeys(change.name for change in changes if not change.is_count))
    if len(names) == 1:
        name = names[0]
        return f"moved “{name}”" if not name.startswith(BODY) else _moved_body(bodies.get(name.removeprefix(BODY), ""))
    count = len(names) + sum(change.count if change.is_count else 0 for change in changes)
    of_bodies = sum(name.startswith(BODY) for name in names)
    factors = [counted(count - of_bodies, "factor")] if count > of_bodies else []
    those = [counted(of_bodies, "partner or person", "partners or people")] if of_bodies else []
    return f"moved {listed([*factors, *those])}"


def _moved_body(name: str) -> str:
    return f"moved “{name}”" if name else "moved somebody"
