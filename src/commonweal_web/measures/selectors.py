"""Measures and their values, as the library's nouns."""

from collections import defaultdict
from typing import Any, cast

from django.db.models import Model, QuerySet

from commonweal.measures import schema
from commonweal_web.measures.models import Event, Measure, Observation
from commonweal_web.place.rows import KEPT, columns_of, noun_of, nouns_of
from commonweal_web.place.selectors.kept import Kept, Whose, kept, whose
from commonweal_web.place.viewer import Sight, Viewer, viewer_of, visible
from commonweal_web.prepared import made_of, prepared

# Columns of a series file beside period and value: field of the noun, field of the table.
SERIES = ("has_series", "resolution", "series_columns", "series_extra")
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


def whose_measure(place: Model, slug: str) -> Whose:
    """Whose a measure is that a viewer sees."""
    return whose(Measure, place, slug)


def kept_events(place: Model, viewer: Viewer, **where: object) -> tuple[Kept, ...]:
    """The dated events that a viewer may see with the keys of the rows, the latest first."""
    rows = kept(Event, schema.Event, place, viewer, **where)
    return tuple(sorted(rows, key=lambda row: row.noun.date, reverse=True))


def series_of(place: Model, viewer: Viewer, **where: object) -> dict[str, schema.Series]:
    """The values of every measure that a viewer may see, by its id: two queries."""
    asked = (viewer.sight, place.pk)
    rows = _values(viewer.sight, place.pk, **where)
    return {measure.slug: _series(measure, rows[measure.pk]) for measure in made_of(Measure, _known(*asked, **where))}


def _values(sight: Sight, place: int, **where: object) -> dict[int, list[tuple[Any, ...]]]:
    """The values of measures by their keys."""
    rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for measure, *cells in _observations(sight, place, **where):
        rows[measure].append(tuple(cells))
    return rows


def with_series(place: Model, viewer: Viewer, **where: object) -> tuple[tuple[Kept, ...], dict[str, schema.Series]]:
    """The measures that a viewer may see, and the values of those that have some, by their ids: two queries."""
    known, kept_ = len(SERIES), len(KEPT)
    found, series = [], {}
    rows = _with_series(viewer.sight, place.pk, **where)
    values = _values(viewer.sight, place.pk, **where) if any(row[0] for row in rows) else {}
    for row in rows:
        has_series, resolution, columns, extra = row[:known]
        key, disclosure, owner, author = row[known : known + kept_]
        noun = noun_of(schema.Measure, row[known + kept_ :])
        found.append(Kept(key, noun, disclosure, owner, author))
        if has_series:
            said = Measure(slug=noun.id, resolution=resolution, series_columns=columns, series_extra=extra)
            series[noun.id] = _series(said, values[key])
    return tuple(found), series


@prepared
def _with_series(sight: Sight, place: int, **where: object) -> "QuerySet[Any, Any]":
    rows = Measure.objects.filter(visible(Measure, viewer_of(sight)), place=place, **where).order_by("position", "pk")
    return rows.values_list(*SERIES, *KEPT, *columns_of(Measure, schema.Measure).values())


@prepared
def _known(sight: Sight, place: int, **where: object) -> "QuerySet[Any, Any]":
    return Measure.objects.filter(visible(Measure, viewer_of(sight)), place=place, has_series=True, **where)


@prepared
def _observations(sight: Sight, place: int, **where: object) -> "QuerySet[Any, Any]":
    seen = Measure.objects.filter(visible(Measure, viewer_of(sight)), place=place, has_series=True, **where)
    rows = Observation.objects.filter(measure__in=seen.order_by()).order_by("measure", "position", "pk")
    return rows.values_list("measure", "period", "value", *COLUMNS.values())


def _series(measure: Measure, rows: list[tuple[Any, ...]]) -> schema.Series:
    periods, values, *others = zip(*rows, strict=True) if rows else ((),) * 5
    said = dict(zip(COLUMNS, others, strict=True))
    return schema.Series(
        measure=measure.slug,
        periods=periods,
        values=values,
        **{name: cells for name, cells in said.items() if name in measure.series_columns},
        resolution=cast(schema.Resolution, measure.resolution),
        extra=tuple((name, tuple(texts)) for name, texts in measure.series_extra),
    )


def series(place: Model, viewer: Viewer, measure: str) -> schema.Series | None:
    """The values of one measure; None where it has none, or the viewer may not see it."""
    return series_of(place, viewer, slug=measure).get(measure)
