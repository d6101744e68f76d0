"""Reads of a layer: its rows, what it knows besides, and its document as it was kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import itemgetter, or_
from typing import Any

from django.db.models import Q, QuerySet, Value

from commonweal.systemmap import schema
from commonweal_web.audit.selectors import events_after, last_number
from commonweal_web.live.keeping import Stored
from commonweal_web.place.item import PlaceItem
from commonweal_web.place.models import Partner, Person
from commonweal_web.place.rows import columns_of, keyed_nouns, noun_of
from commonweal_web.place.viewer import Sight, Viewer, viewer_of, visible
from commonweal_web.prepared import prepared
from commonweal_web.systemmap.document import shapes
from commonweal_web.systemmap.document.judging import Known
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.projection import Rows
from commonweal_web.systemmap.models import (
    Actor,
    Factor,
    Link,
    MapClient,
    MapDocument,
    MapUpdate,
    NamedMap,
    Position,
    Tie,
)

# Of each root its table, the library's noun, and the column that is an entry's key (None: made from the noun).
TABLES: Mapping[str, tuple[type[PlaceItem], type[Any], str | None]] = {
    "maps": (NamedMap, schema.NamedMap, "slug"),
    "factors": (Factor, schema.Factor, "slug"),
    "actors": (Actor, schema.Actor, "slug"),
    "links": (Link, schema.Link, "key"),
    "ties": (Tie, schema.Tie, "key"),
    "positions": (Position, schema.Position, None),
}
# Roots whose ids a layer and those that it can name hold together.
WITH_IDS = ("factors", "maps", "actors")


# Columns that hold the id of a partner or a person as text, empty for none.
OF_BODIES: Mapping[str, tuple[str, ...]] = {"ties": ("from_id", "to_id"), "positions": ("body",)}


def rows_in(layer: Layer, root: str) -> "QuerySet[Any]":
    """The rows of one root that are a layer's; those that name somebody whom it does not see are not."""
    model = TABLES[root][0]
    names_seen = naming_seen(root, layer.place, layer.viewer)
    return model._default_manager.filter(visible(model, layer.viewer), layer.rows(), names_seen)


def naming_seen(root: str, place: Any, viewer: Viewer) -> Q:
    """The condition of rows of a root that name no partner or person, as text, whom somebody may not see."""
    condition = Q()
    for column in OF_BODIES.get(root, ()):
        known = (model._default_manager.filter(visible(model, viewer), place=place) for model in (Partner, Person))
        named = (Q(**{f"{column}__in": rows.order_by().values("slug")}) for rows in known)
        condition &= reduce(or_, named, Q(**{column: ""}))
    return condition & _by_nobody_hidden(place, viewer) if root == "links" else condition


def _by_nobody_hidden(place: Any, viewer: Viewer) -> Q:
    """The condition of links that are no hidden partner's or person's view; whose view it is may be any words."""
    condition = Q()
    for model in (Partner, Person):
        seen = model._default_manager.filter(visible(model, viewer), place=place).order_by().values("pk")
        hidden = model._default_manager.filter(place=place).exclude(Q(pk__in=seen)).order_by().values("slug")
        condition &= ~Q(contributed_by__in=hidden)
    return condition


def seen_by_layer(layers: Sequence[Layer], viewer: Viewer, root: str) -> list[dict[Any, Any]]:
    """Of each of some layers of a place the rows of one root that a viewer sees, by their keys: one query for all."""
    model, noun, key = TABLES[root]
    whose = tuple((layer.partner, layer.user, layer.viewer.sight) for layer in layers)
    rows = _seen_by_layer(model, noun, layers[0].place.pk, whose, viewer.sight)
    found: list[dict[Any, Any]] = [{} for _ in layers]
    for at, _, _, name, *cells in sorted(rows, key=itemgetter(0, 1, 2)):
        row = noun_of(noun, cells)
        found[at][name if key else shapes.position_key(row)] = row
    return found


@prepared
def _seen_by_layer(
    model: type[PlaceItem],
    noun: type,
    place: int,
    layers: tuple[tuple[int | None, int | None, Sight], ...],
    sight: Sight,
) -> "QuerySet[Any, Any]":
    root, key = next((root, column) for root, (known, _, column) in TABLES.items() if known is model)
    looking = viewer_of(sight)
    parts = []
    for at, (partner, user, whose) in enumerate(layers):
        layer = Layer(place, partner, user, viewer_of(whose))
        seen = visible(model, looking) & naming_seen(root, place, looking)
        rows = rows_in(layer, root).filter(seen).order_by().annotate(layer=Value(at))
        parts.append(rows.values_list("layer", "position", "pk", key or "pk", *columns_of(model, noun).values()))
    found: QuerySet[Any, Any] = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return found


def rows_of(layer: Layer) -> Rows:
    """All rows of a layer as nouns by their keys: six queries."""
    found: Rows = {}
    for root, (_, noun, key) in TABLES.items():
        read = keyed_nouns(rows_in(layer, root).order_by("position", "pk"), noun, key or "pk")
        bare = ((name, replace(row, extra=()) if row.extra else row) for name, row in read)
        found[root] = {name if key else shapes.position_key(row): row for name, row in bare}
    return found


def known_to(layer: Layer) -> Known:
    """What a layer may name besides its own entries: five queries, two in the shared layer."""
    outside = {root: frozenset() if layer.is_shared else _outside(layer, root) for root in WITH_IDS}
    bodies = {model: _ids(model._default_manager.filter(visible(model, layer.viewer), place=layer.place))
              for model in (Partner, Person)}  # fmt: skip
    return Known(bodies[Partner], bodies[Person], outside, layer.is_shared)


def _outside(layer: Layer, root: str) -> frozenset[str]:
    model = TABLES[root][0]
    known = model._default_manager.filter(visible(model, layer.viewer), place=layer.place)
    return _ids(known.exclude(pk__in=rows_in(layer, root).values("pk")))


def _ids(rows: "QuerySet[Any]") -> frozenset[str]:
    return frozenset(rows.order_by().values_list("slug", flat=True))


def relied_on(layer: Layer, factors: Iterable[str]) -> dict[str, str]:
    """Of some factors those on which things of other rooms rest that the layer sees, and what: measures, effects."""
    rows = rows_in(layer, "factors").filter(slug__in=list(factors))
    found = {}
    for row in rows:
        for relation in Factor._meta.related_objects:
            model = relation.related_model
            if not issubclass(model, PlaceItem) or model in (Actor, Link, Position):
                continue
            if model._default_manager.filter(visible(model, layer.viewer), **{relation.field.name: row}).exists():
                name = str(model._meta.verbose_name)
                found[row.slug] = f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
    return found


def document_of(layer: Layer) -> MapDocument | None:
    """The document of a layer; None where nobody has opened it yet."""
    return MapDocument.objects.filter(place=layer.place, partner=layer.partner, user=layer.user).first()


def stored(document: MapDocument) -> Stored:
    """A document as it was kept: its last whole state and what came since."""
    since = MapUpdate.objects.filter(document=document, number__gt=document.state_number).order_by("number")
    updates = [bytes(content) for content in since.values_list("content", flat=True)]
    whole = [bytes(document.state)] if document.state else []
    return Stored((*whole, *updates), document.number, owners(document))


def newer(document: MapDocument, number: int) -> Stored:
    """What was added to a document after one of its updates."""
    rows = MapUpdate.objects.filter(document=document, number__gt=number).order_by("number")
    found = list(rows.values_list("number", "content"))
    last = found[-1][0] if found else number
    return Stored(tuple(bytes(content) for _, content in found), last, owners(document))


def owners(document: MapDocument) -> dict[int, str]:
    """Whose each client id of a document is."""
    return dict(MapClient.objects.filter(document=document).values_list("client", "person"))


def written_since(layer: Layer, number: int, but: str) -> tuple[int, str | None]:
    """The last event of all, and who did what a layer should follow: None where nobody did, "" where several did.

    What was done through a document (`map changed`) concerns other documents only where it reached into them; `but`
    is the target of the layer's own.
    """
    last = last_number()
    if last == number:
        return last, None
    found: Iterable[Any] = events_after(layer.place.slug, number)
    others = [event.actor for event in found if event.event != "map changed" or _reaches(event, but)]
    if not others:
        return last, None
    return last, others[-1] if len(set(others)) == 1 else ""  # of several nobody is named: it could be the wrong one


def _reaches(event: Any, but: str) -> bool:
    return event.target != but and bool(event.details.get("beyond"))
