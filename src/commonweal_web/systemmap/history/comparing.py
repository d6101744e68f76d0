"""Two moments of a layer's map side by side: in sentences, and as a table with who did it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.systemmap.advice.compare import comparison_advice
from commonweal.systemmap.compare import Change, comparison, with_names
from commonweal.systemmap.schema import SystemMap
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap import selectors as maps
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.projection import Rows
from commonweal_web.systemmap.document.selectors import rows_of
from commonweal_web.systemmap.history import selectors
from commonweal_web.systemmap.history.steps import names_of

HEADINGS = ("What", "Which", "What became of it", "Before", "After", "Whose view", "Who did it last")
ADDED, CHANGED, REMOVED = "added", "changed", "taken away"

Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two moments; no lines where they say the same."""

    advice: tuple[str, ...]
    lines: tuple[Line, ...]


def compared(layer: Layer, viewer: Viewer, one: int | None, other: int | None) -> Compared:
    """From the map after one update to that after another; None is the map as it is now."""
    before, after = (_rows(layer, number) for number in (one, other))
    names = _names(layer, viewer, before, after)
    found = comparison(_map(layer, viewer, before), _map(layer, viewer, after))
    bodies = selectors.partner_names(layer, viewer)
    whose = _Authors(layer, viewer, one, other, (before, after))
    lines = [*_factor_lines(found, whose), *_link_lines(found, whose, names, bodies)]
    return Compared(comparison_advice(with_names(found, names), bodies), tuple(lines))


def _rows(layer: Layer, number: int | None) -> Rows:
    return rows_of(layer) if number is None else selectors.rows_at(layer, number)


def _map(layer: Layer, viewer: Viewer, rows: Rows) -> SystemMap:
    """The factors and links of some rows; a view of somebody whom the viewer may not see is none."""
    hidden = selectors.hidden_bodies(layer, viewer)
    links = tuple(link for link in rows["links"].values() if link.contributed_by not in hidden)
    return SystemMap(tuple(rows["factors"].values()), links)


def _names(layer: Layer, viewer: Viewer, before: Rows, after: Rows) -> dict[str, str]:
    """Names of factors by id, those of wider layers among them; the later name counts."""
    wider = {} if layer.is_shared else {factor.id: factor.name for factor in maps.factors(layer.place, viewer)}
    own = {id_: factor.name for rows in (before, after) for id_, factor in rows["factors"].items()}
    return wider | own


class _Authors:
    """Who last touched a factor or a link, by name."""

    def __init__(
        self, layer: Layer, viewer: Viewer, one: int | None, other: int | None, rows: tuple[Rows, Rows]
    ) -> None:
        last = selectors.last_number(layer)
        found = selectors.authors(layer, last if one is None else one, last if other is None else other)
        self._people = found
        self._names = names_of(layer.place, viewer, set(found.values()))
        self._keys = {_view(link): key for each in rows for key, link in each["links"].items()}

    def of_factor(self, id_: str) -> str:
        return self._name(("factor", id_))

    def of_link(self, link: Any) -> str:
        return self._name(("link", self._keys.get(_view(link), "")))

    def _name(self, key: tuple[str, str]) -> str:
        return self._names[self._people[key]] if key in self._people else ""


def _view(link: Any) -> tuple[str, str, str, str]:
    return (link.from_, link.to, link.kind, link.contributed_by)


def _factor_lines(found: Any, whose: _Authors) -> Iterator[Line]:
    for word, factors in ((ADDED, found.added_factors), (REMOVED, found.removed_factors)):
        for factor in factors:
            yield ("Factor", factor.name, word, "", "", "", whose.of_factor(factor.id))
    for changed in found.changed_factors:
        for change in changed.changes:
            who = whose.of_factor(changed.after.id)
            yield ("Factor", changed.after.name, *_said(change), "", who)


def _link_lines(found: Any, whose: _Authors, names: Mapping[str, str], bodies: Mapping[str, str]) -> Iterator[Line]:
    for word, links in ((ADDED, found.added_links), (REMOVED, found.removed_links)):
        for link in links:
            yield ("Link", _title(link, names), word, "", "", _body(link, bodies), whose.of_link(link))
    for changed in found.changed_links:
        link = changed.after
        for change in changed.changes:
            yield ("Link", _title(link, names), *_said(change), _body(link, bodies), whose.of_link(link))


def _title(link: Any, names: Mapping[str, str]) -> str:
    return " → ".join(names.get(end, end) for end in (link.from_, link.to))


def _body(link: Any, bodies: Mapping[str, str]) -> str:
    return bodies.get(link.contributed_by, link.contributed_by)


def _said(change: Change) -> tuple[str, str, str]:
    before, after = ("" if value is None else str(value) for value in (change.before, change.after))
    return f"{CHANGED}: {change.column.replace('_', ' ')}", before, after
