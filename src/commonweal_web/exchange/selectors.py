"""A whole place as a folder of files."""

from django.db.models import Model

from commonweal.files.folder import files_of
from commonweal.files.schema import PlaceFolder
from commonweal.systemmap.schema import SystemMap
from commonweal_web.exchange.archive import zipped
from commonweal_web.investment.selectors import case_of, rows_seen
from commonweal_web.measures.selectors import series_of
from commonweal_web.place.models import Place
from commonweal_web.place.rows import place_noun
from commonweal_web.place.viewer import Viewer

__all__ = ["case_of", "place_folder", "place_zip"]


def place_folder(place: Model, viewer: Viewer) -> PlaceFolder:
    """Everything of a place that a viewer may see, as its folder would be read: 24 queries.

    Files that no room reads belong to the place; they go to its members only.
    """
    assert isinstance(place, Place)
    rows = rows_seen(place, viewer)
    factors, links = rows.pop("factors"), rows.pop("links")
    files = place.attachments.values_list("path", "content") if viewer.is_member else ()
    return PlaceFolder(
        place=place_noun(place, (factor.id for factor in factors)),
        system_map=SystemMap(factors=factors, links=links),
        series=series_of(place, viewer),
        others={path: bytes(content) for path, content in files},
        toml=place.toml,
        **rows,
    )


def place_zip(place: Model, viewer: Viewer) -> bytes:
    """The folder of a place, as far as a viewer may see it, in one file."""
    assert isinstance(place, Place)
    return zipped(files_of(place_folder(place, viewer)), place.slug)
