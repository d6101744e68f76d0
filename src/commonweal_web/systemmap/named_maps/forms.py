"""The form of a map's name and question."""

from commonweal.systemmap import schema
from commonweal_web.place.columns import ColumnsForm


class MapForm(ColumnsForm):
    """One of several maps of a place."""

    noun = schema.NamedMap
    lines = {"question": 300}
    labels = {
        "name": ("What you call this map", "For example: the nights in the square."),
        "question": ("Its own question", "What this map is to help you see. Leave it open where there is none."),
        "note": ("Note", ""),
    }
