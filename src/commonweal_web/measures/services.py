"""Writes of measures, each with its event in the audit."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from commonweal.measures import schema
from commonweal_web.audit.services import record
from commonweal_web.measures.models import Event, Measure, Observation
from commonweal_web.place.services.items import add_item, change_item, take_away
from commonweal_web.place.viewer import Viewer, visible

# Field of the library's series, by the column of the table.
COLUMNS = {"numerator": "numerators", "denominator": "denominators", "edition": "editions"}


@transaction.atomic
def add_value(*, place: Any, measure: str, value: dict[str, Any], fineness: str, viewer: Viewer, by: Any) -> None:  # noqa: PLR0913
    """Add a value to the series of a measure; what stands there already is never changed.

    Raises
    ------
    ValidationError
        Where the period stands there in the same edition.
    """
    row = Measure.objects.select_for_update().get(visible(Measure, viewer), place=place, slug=measure)
    there = Observation.objects.filter(measure=row)
    if there.filter(period=value["period"], edition=value["edition"]).exists():
        raise ValidationError(
            {"period": "This period stands here already, published on the same day. Write the day of the new edition."}
        )
    last = there.aggregate(last=Max("position"))["last"]
    Observation.objects.create(measure=row, position=0 if last is None else last + 1, **value)
    row.series_columns = sorted({*row.series_columns, *(COLUMNS[name] for name in COLUMNS if value[name] is not None)})
    row.series_extra = [[name, [*texts, ""]] for name, texts in row.series_extra]
    row.resolution = row.resolution if row.has_series else fineness
    row.has_series = True
    row.save(update_fields=("series_columns", "series_extra", "resolution", "has_series"))
    details = {"period": value["period"].isoformat()}
    record(event="value added", place=place.slug, by=by, target=row.in_events(), details=details)


def add_measure(*, place: Any, noun: schema.Measure, viewer: Viewer, by: Any, disclosure: str) -> str:
    """A new measure of a factor; its id."""
    return add_item(model=Measure, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure).slug


def change_measure(*, place: Any, noun: schema.Measure, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change what is said of a measure, known by its id; its values stay as they are."""
    row = Measure.objects.select_related("place").get(visible(Measure, viewer), place=place, slug=noun.id)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def add_event(*, place: Any, noun: schema.Event, viewer: Viewer, by: Any, disclosure: str) -> None:
    """A new dated event."""
    add_item(model=Event, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure)


def change_event(*, event: int, noun: schema.Event, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change an event, known by its key."""
    row = Event.objects.select_related("place").get(visible(Event, viewer), pk=event)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def delete_event(*, event: int, viewer: Viewer, by: Any) -> None:
    """Take an event away."""
    take_away(row=Event.objects.select_related("place").get(visible(Event, viewer), pk=event), by=by)
