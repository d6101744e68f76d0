"""Forms of what partners ask of each other."""

from typing import Any

from django import forms

from commonweal.systemmap import schema
from commonweal_web.place.columns import ColumnsForm

ANSWERS = (("accepted", "Yes, we take it on"), ("declined", "No"))


class AskForm(ColumnsForm):
    """One partner asks another to act on a factor."""

    noun = schema.Ask
    lines = {"text": 2000}
    labels = {
        "from_": ("Asked by", ""),
        "to": ("Whom do you ask", "A partner that can do something about it."),
        "text": ("What do you ask of them", "Say what you hope for, and why."),
        "answer_by": ("Answer hoped for by", "Leave it empty where it does not matter when."),
    }

    def clean(self) -> dict[str, Any]:
        """The ask, where it goes to somebody else."""
        said = super().clean()
        if said.get("to") and said.get("to") == said.get("from_"):
            self.add_error("to", "This is the partner that asks. Choose another.")
        return said


class AnswerForm(forms.Form):
    """What the partner that is asked answers."""

    state = forms.ChoiceField(
        label="Your answer",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the two."},
    )
    answer = forms.CharField(
        label="In your own words",
        help_text="A no gives its reason: it helps the others to think again.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """The answer; a no says why."""
        said = super().clean() or self.cleaned_data
        if said.get("state") == "declined" and not said.get("answer", "").strip():
            self.add_error("answer", "Say why, in a line or two.")
        return said
