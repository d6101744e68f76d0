"""Reads of named loops; one through a factor that a viewer may not see is hidden itself."""

from django.db.models import Model

from commonweal.systemmap import schema
from commonweal_web.place.selectors.kept import Kept, kept
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.models import NamedLoop
from commonweal_web.systemmap.selectors import factors


def named_loops(place: Model, viewer: Viewer, **where: object) -> tuple[Kept, ...]:
    """The loops that have a name, with the keys of the rows."""
    seen = {factor.id for factor in factors(place, viewer)}
    rows = kept(NamedLoop, schema.NamedLoop, place, viewer, **where)
    return tuple(row for row in rows if seen.issuperset(row.noun.factors))


def named_loop(place: Model, viewer: Viewer, key: int) -> Kept | None:
    """One of them, known by its key; None where the viewer may not see it."""
    return next(iter(named_loops(place, viewer, pk=key)), None)
