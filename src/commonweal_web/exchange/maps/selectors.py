"""The map of a place alone, as far as its viewer may see it."""

from django.db.models import Model

from commonweal.files.maps.schema import Drawing
from commonweal.files.maps.sheets.tables import OF_A_MAP
from commonweal.systemmap.schema import MAIN_MAP
from commonweal_web.investment.selectors import rows_seen
from commonweal_web.place.columns import Choices, named
from commonweal_web.place.viewer import Viewer


def drawing_seen(place: Model, viewer: Viewer) -> Drawing:
    """The map of a place, of what a viewer may see."""
    return Drawing(**rows_seen(place, viewer, OF_A_MAP))


def maps_seen(drawing: Drawing) -> Choices:
    """The maps of a place as choices; none where there is only one."""
    is_drawn = any(row.map == MAIN_MAP and row.factor for row in drawing.positions)
    main = [(MAIN_MAP, "The main map")] if is_drawn else []
    maps = [*main, *named(drawing.maps)]
    return maps if len(maps) > 1 else []


def partners_seen(place: Model, viewer: Viewer) -> Choices:
    """The partners of a place as choices."""
    return named(rows_seen(place, viewer, ("partners",))["partners"])
