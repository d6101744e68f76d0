"""Forms of who can act, and of who works with whom."""

from typing import Any

from commonweal.systemmap import schema
from commonweal_web.place.columns import ColumnsForm


class ActorForm(ColumnsForm):
    """A partner that can act on a factor."""

    noun = schema.Actor
    once = ("partner", "factor")
    labels = {
        "partner": ("Which partner", "One that can do something about it, alone or with others."),
        "power": ("How much it can do", "1 a little, 2 some, 3 a lot. Leave it empty where nobody knows."),
    }


class TieForm(ColumnsForm):
    """Who works with whom."""

    noun = schema.Tie
    once = ("from_", "to", "kind")
    labels = {
        "from_": ("Who", "A partner, or a role at a partner."),
        "kind": ("does what", "Money, referrals, data and advice go from the first to the second."),
        "to": ("with or for whom", ""),
        "strength": ("How strong the tie is", "1 weak, 2 medium, 3 strong. Leave it empty where nobody knows."),
        "since": ("Since", "Leave it empty where nobody knows."),
        "until": ("Until", "Leave it empty while it lasts."),
    }

    def clean(self) -> dict[str, Any]:
        """The tie, where it has two ends."""
        said = super().clean()
        if said.get("from_") and said.get("from_") == said.get("to"):
            self.add_error("to", "This is the same as the first. Choose somebody else.")
        return said
