"""Reads of the maps of a place."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Model

from commonweal.systemmap import schema
from commonweal_web.place.rows import nouns_of
from commonweal_web.place.selectors.kept import Kept, kept
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.models import NamedMap, Position


@dataclass(frozen=True, slots=True)
class MapLine:
    """A map, who keeps it, and how many factors stand on it."""

    map: schema.NamedMap
    pill: str
    factors: int


def maps(place: Model, viewer: Viewer) -> tuple[MapLine, ...]:
    """The maps that a viewer sees, in order, but the main one, which is always there: two queries."""
    rows = kept(NamedMap, schema.NamedMap, place, viewer)
    positions = nouns_of(Position, schema.Position, place, viewer) if rows else ()
    standing = {(row.map, row.factor) for row in positions if row.factor}
    counts = Counter(on for on, _ in standing)
    return tuple(MapLine(row.noun, row.pill, counts[row.noun.id]) for row in rows)


def named_map(place: Model, viewer: Viewer, slug: str) -> Kept | None:
    """One map; None where there is none of this id, or the viewer may not see it."""
    return next(iter(kept(NamedMap, schema.NamedMap, place, viewer, slug=slug)), None)
