"""Measures and their values, as the library's nouns."""

from collections import defaultdict
from typing import Any

from django.db.models import Model

from commonweal.measures import schema
from commonweal_web.measures.models import Event, Measure, Observation
from commonweal_web.place.rows import nouns_of
from commonweal_web.place.selectors.kept import Kept, kept
from commonweal_web.place.viewer import Viewer, visible

# Columns of a series file beside period and value: field of the noun, field of the table.
COLUMNS = {"numerators": "numerator", "denominators": "denominator", "editions": "edition"}


def measures(place: Model, viewer: Viewer, **where: object) -> tuple[schema.Measure, ...]:
    """The measures that a viewer may see."""
    return nouns_of(Measure, schema.Measure, place, viewer, **where)


def events(place: Model, viewer: Viewer, **where: object) -> tuple[schema.Event, ...]:
    """The dated events that a viewer may see."""
    return nouns_of(Event, schema.Event, place, viewer, **where)


def kept_measures(place: Model, viewer: Viewer, **where: object) -> tuple[Kept, ...]:
    """The measures that a viewer may see, with who else may."""
    return kept(Measure, schema.Measure, place, viewer, **where)


def measure(place: Model, viewer: Viewer, slug: str) -> Kept | None:
    """One measure; None where there is none of this id, or the viewer may not see it."""
    return next(iter(kept_measures(place, viewer, slug=slug)), None)


def kept_events(place: Model, viewer: Viewer, **where: object) -> tuple[Kept, ...]:
    """The dated events that a viewer may see with the keys of the rows, the latest first."""
    rows = kept(Event, schema.Event, place, viewer, **where)
    return tuple(sorted(rows, key=lambda row: row.noun.date, reverse=True))


def series_of(place: Model, viewer: Viewer, **where: object) -> dict[str, schema.Series]:
    """The values of every measure that a viewer may see, by its id: two queries."""
    known = Measure.objects.filter(visible(Measure, viewer), place=place, has_series=True, **where)
    rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    observations = (
        Observation.objects.filter(measure__in=known.order_by())
        .order_by("measure", "position", "pk")
        .values_list("measure", "period", "value", *COLUMNS.values())
    )
    for measure, *cells in observations.iterator(chunk_size=5_000):
        rows[measure].append(tuple(cells))
    return {measure.slug: _series(measure, rows[measure.pk]) for measure in known}


def _series(measure: Measure, rows: list[tuple[Any, ...]]) -> schema.Series:
    periods, values, *others = zip(*rows, strict=True) if rows else ((),) * 5
    said = dict(zip(COLUMNS, others, strict=True))
    return schema.Series(
        measure=measure.slug,
        periods=periods,
        values=values,
        **{name: cells for name, cells in said.items() if name in measure.series_columns},
        resolution=measure.resolution,
        extra=tuple((name, tuple(texts)) for name, texts in measure.series_extra),
    )


def series(place: Model, viewer: Viewer, measure: str) -> schema.Series | None:
    """The values of one measure; None where it has none, or the viewer may not see it."""
    return series_of(place, viewer, slug=measure).get(measure)
