"""Reads of saved views: one of something hidden is hidden itself; what is gone from the map is left out of one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, CharField, Model, QuerySet, Value

from commonweal.systemmap import schema
from commonweal.systemmap.schema import BODY, MAIN_MAP, SavedView
from commonweal_web.place.item import NamedItem
from commonweal_web.place.models import Partner, Person
from commonweal_web.place.rows import nouns_of
from commonweal_web.place.selectors.kept import Kept, kept
from commonweal_web.place.viewer import Viewer, visible
from commonweal_web.systemmap import models
from commonweal_web.systemmap.selectors import factors
from commonweal_web.systemmap.who.selectors import ends

FOCUS_GONE = "What it was about is not on the map any more, so all is shown."
MAP_GONE = "Its map is not there any more, so the map of the whole place is shown."
OUTCOME_GONE = "The outcome that it was coloured for is not on the map any more, so the first one is taken."

# What a view may name, and the tables whose ids it names it by.
TABLES: dict[str, tuple[type[NamedItem], ...]] = {
    "map": (models.NamedMap,),
    "factor": (models.Factor,),
    "body": (Partner, Person),
}


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A saved view with what is left of it, and in words what is gone."""

    kept: Kept
    lost: tuple[str, ...]

    @property
    def view(self) -> SavedView:
        """What of it can be shown."""
        view: SavedView = self.kept.noun
        return view


@dataclass(frozen=True, slots=True)
class _Ids:
    """Ids as views name them, by column: those that are there, and those of them that a viewer sees."""

    there: Mapping[str, set[str]]
    seen: Mapping[str, set[str]]


def saved_views(place: Model, viewer: Viewer, **where: object) -> tuple[SavedLine, ...]:
    """The views that a viewer sees, in order: one query where there are none."""
    rows = kept(models.SavedView, SavedView, place, viewer, **where)
    ids = _ids(place, viewer, [row.noun for row in rows])
    return tuple(_line(row, ids) for row in rows if not _names_hidden(row.noun, ids))


def saved_view(place: Model, viewer: Viewer, slug: str) -> SavedLine | None:
    """One of them; None where there is none of this id, or the viewer may not see it."""
    return next(iter(saved_views(place, viewer, slug=slug)), None)


def views_naming_hidden(place: Model, viewer: Viewer) -> frozenset[int]:
    """The keys of the views that a viewer would see, if they did not name something hidden."""
    rows = kept(models.SavedView, SavedView, place, viewer)
    ids = _ids(place, viewer, [row.noun for row in rows])
    return frozenset(row.key for row in rows if _names_hidden(row.noun, ids))


def shows_hidden(place: Model, viewer: Viewer, view: SavedView) -> bool:
    """Whether a view names something that is there and that a viewer may not see."""
    return _names_hidden(view, _ids(place, viewer, [view]))


def names_of(place: Model, viewer: Viewer) -> dict[str, dict[str, str]]:
    """Names of the maps, factors and bodies that a viewer sees, by ids as views name them."""
    maps = nouns_of(models.NamedMap, schema.NamedMap, place, viewer)
    return {
        "map": {MAIN_MAP: "The whole place", **{row.id: row.name for row in maps}},
        "factor": {row.id: row.name for row in factors(place, viewer)},
        "body": {f"{BODY}{id_}": name for id_, name in ends(place, viewer).items()},
    }


def _named(view: SavedView) -> Iterable[tuple[str, str]]:
    """What a view names: the kind of thing, and its id."""
    if view.map != MAIN_MAP:
        yield "map", view.map
    if view.focus:
        yield ("body" if view.focus.startswith(BODY) else "factor"), view.focus.removeprefix(BODY)
    if view.outcome:
        yield "factor", view.outcome


def _ids(place: Model, viewer: Viewer, views: Iterable[SavedView]) -> _Ids:
    """Of what some views name, what is there and what is seen: one query, none where they name nothing."""
    wanted: dict[str, set[str]] = {}
    for kind, id_ in (one for view in views for one in _named(view)):
        wanted.setdefault(kind, set()).add(id_)
    parts = [part for kind in wanted for part in _asked(place, viewer, kind, wanted[kind])]
    ids: dict[bool, dict[str, set[str]]] = {is_seen: {kind: set() for kind in wanted} for is_seen in (False, True)}
    for kind, is_seen, slug in parts[0].union(*parts[1:]) if parts else ():
        ids[bool(is_seen)][kind].add(slug)
    return _Ids(there=ids[False], seen=ids[True])


def _asked(place: Model, viewer: Viewer, kind: str, slugs: set[str]) -> Iterator["QuerySet[Any, Any]"]:
    """Of each table of a kind the ids that are there, and those that are seen."""
    for model in TABLES[kind]:
        there: QuerySet[Any, Any] = model._default_manager.filter(place=place.pk, slug__in=slugs).order_by()
        for is_seen, rows in ((False, there), (True, there.filter(visible(model, viewer)))):
            said = {"_what": Value(kind, CharField()), "_is_seen": Value(is_seen, BooleanField())}
            yield rows.annotate(**said).values_list("_what", "_is_seen", "slug")


def _names_hidden(view: SavedView, ids: _Ids) -> bool:
    return any(id_ in ids.there[kind] and id_ not in ids.seen[kind] for kind, id_ in _named(view))


def _line(row: Kept, ids: _Ids) -> SavedLine:
    """What is left of a view; the id of what is gone is not told, since it may have been hidden once."""
    view: SavedView = row.noun
    gone = {(kind, id_) for kind, id_ in _named(view) if id_ not in ids.there[kind]}
    lost = []
    if ("map", view.map) in gone:
        view, lost = replace(view, map=MAIN_MAP), [MAP_GONE]
    if {("body", view.focus.removeprefix(BODY)), ("factor", view.focus)} & gone:
        view, lost = replace(view, focus="", steps=1), [*lost, FOCUS_GONE]
    if ("factor", view.outcome) in gone:
        view, lost = replace(view, outcome=""), [*lost, OUTCOME_GONE]
    return SavedLine(replace(row, noun=view), tuple(lost))
