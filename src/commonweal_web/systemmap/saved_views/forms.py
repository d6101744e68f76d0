"""The form in which a look at the map gets its name."""

from commonweal.systemmap import schema
from commonweal_web.place.columns import Choices, ColumnsForm

COLOURS: Choices = (
    ("kind", "Kind of factor"),
    ("measure", "How its measure stands"),
    ("sector", "Sector that can act"),
    ("evidence", "Evidence for what acts on it"),
    ("reach", "How much of the map it reaches"),
    ("leverage", "What moves an outcome"),
    ("uncertainty", "How unsure we are"),
)
WHO: Choices = (("acts", "Who can act"), ("ties", "Who works with whom"), ("all", "Both"))
KINDS: Choices = (
    ("outcome", "Outcomes"),
    ("cause", "Causes"),
    ("activity", "Activities"),
    ("driver", "Outside forces"),
    ("stock", "Stocks"),
)


class SavedViewForm(ColumnsForm):
    """A name, and what the map is to show."""

    noun = schema.SavedView
    labels = {
        "name": ("What you call this view", "For example: who can act on the nights."),
        "note": ("Note", "What it is meant to help you see. Leave it open if the name says it."),
        "map": ("Map", ""),
        "focus": ("Only what is near", "Leave it open to show all."),
        "steps": ("How many links away", "1 to 5, from what you chose above."),
        "colour": ("Colour shows", ""),
        "outcome": ("Outcome that is moved", "Only where the colour shows what moves an outcome. Open: the first one."),
        "hide": ("Leave out", ""),
        "who": ("Partners and people", "Which lines of theirs are drawn. Open: none."),
    }
