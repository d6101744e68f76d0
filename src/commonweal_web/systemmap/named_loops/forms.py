"""The form in which a loop gets its name."""

from commonweal.systemmap import schema
from commonweal_web.place.columns import ColumnsForm


class NamedLoopForm(ColumnsForm):
    """A name that people remember, and the story behind it."""

    noun = schema.NamedLoop
    labels = {
        "name": ("What you call this loop", "For example: fear empties the streets."),
        "story": ("Its story", "When did you see it go round? Leave it open if nobody has told it yet."),
    }
