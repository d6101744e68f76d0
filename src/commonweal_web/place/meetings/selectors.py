"""Reads of meetings."""

from datetime import time

from django.db.models import Model
from django.utils import timezone

from commonweal.place import schema
from commonweal_web.place.models import Meeting
from commonweal_web.place.selectors.kept import Kept, kept
from commonweal_web.place.viewer import Viewer


def meetings_ahead(place: Model, viewer: Viewer) -> tuple[Kept, ...]:
    """The meetings from today on, the next one first; one at no known time comes last of its day."""
    rows = kept(Meeting, schema.Meeting, place, viewer, date__gte=timezone.localdate())
    return tuple(sorted(rows, key=lambda row: (row.noun.date, row.noun.time or time.max)))


def meeting(place: Model, viewer: Viewer, slug: str) -> Kept | None:
    """One meeting; None where there is none of this id, or the viewer may not see it."""
    return next(iter(kept(Meeting, schema.Meeting, place, viewer, slug=slug)), None)
