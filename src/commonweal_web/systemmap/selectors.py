"""The shared map, as the library's nouns."""

from django.db.models import Model

from commonweal.systemmap import schema
from commonweal_web.place.rows import nouns_of
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.models import Actor, Factor, Link, Tie


def factors(place: Model, viewer: Viewer, **where: object) -> tuple[schema.Factor, ...]:
    """The factors that a viewer may see."""
    return nouns_of(Factor, schema.Factor, place, viewer, **where)


def links(place: Model, viewer: Viewer, **where: object) -> tuple[schema.Link, ...]:
    """The links between factors that a viewer may see."""
    return nouns_of(Link, schema.Link, place, viewer, **where)


def actors(place: Model, viewer: Viewer, **where: object) -> tuple[schema.Actor, ...]:
    """Who can act on which factor, as far as a viewer may see."""
    return nouns_of(Actor, schema.Actor, place, viewer, **where)


def ties(place: Model, viewer: Viewer, **where: object) -> tuple[schema.Tie, ...]:
    """Who works with whom; those with somebody hidden at one end are left out by `investment.selectors`."""
    return nouns_of(Tie, schema.Tie, place, viewer, **where)


def factor(place: Model, viewer: Viewer, slug: str) -> schema.Factor | None:
    """One factor; None where there is none of this id, or the viewer may not see it."""
    return next(iter(factors(place, viewer, slug=slug)), None)
