"""The shared map, as the library's nouns."""

from django.db.models import Model

from commonweal.systemmap import schema
from commonweal_web.place.models import Partner
from commonweal_web.place.rows import nouns_of
from commonweal_web.place.selectors.kept import Whose, whose
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


def whose_factor(place: Model, slug: str) -> Whose:
    """Whose a factor is that a viewer sees."""
    return whose(Factor, place, slug)


def disclosure_of_factor(place: Model, slug: str) -> str:
    """Who may see a factor."""
    return str(Factor.objects.values_list("disclosure", flat=True).get(place=place.pk, slug=slug))


def link(place: Model, viewer: Viewer, key: int) -> tuple[schema.Link, str] | None:
    """One view of a link, known by its key, and who may see it; None where the viewer may not."""
    found = links(place, viewer, pk=key)
    return (found[0], str(Link.objects.values_list("disclosure", flat=True).get(pk=key))) if found else None


def partner_id(viewer: Viewer) -> str:
    """The id of the partner that somebody speaks for; empty for nobody's."""
    from_ = min(viewer.partners, default=None)
    return "" if from_ is None else str(Partner.objects.values_list("slug", flat=True).get(pk=from_))
