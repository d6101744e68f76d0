"""What readers of the map may ask for: sent by GET, so that a look has an address of its own."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from commonweal.systemmap.network.graph import Lens
from commonweal.systemmap.schema import Factor

BY = (
    ("sector", "Sector"),
    ("organisation", "Organisation"),
    ("profession", "Profession"),
    ("geography", "Area"),
    ("kind", "Kind of body"),
)
AMONG = (("partners", "Partners only"), ("people", "People at partners only"), ("everyone", "Partners and people"))


class LensForm(forms.Form):
    """How to look at who works with whom."""

    by = forms.ChoiceField(label="Boundaries between", choices=BY, initial="sector")
    among = forms.ChoiceField(label="Among", choices=AMONG, initial="partners")
    on = forms.DateField(
        label="On the day",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "This is no day. Write year, month, day: 2026-04-01."},
    )
    both_ways = forms.BooleanField(label="Read every tie as going both ways", required=False)

    def __init__(self, sent: Any, *, with_people: bool) -> None:
        """`with_people` is for members: whoever only visits sees partners, and no single people."""
        asked = {name: sent.get(name, "") for name in ("by", "among", "on", "both_ways")}
        filled = {**asked, "by": asked["by"] or "sector", "among": asked["among"] or "partners"}
        super().__init__(filled)
        if not with_people:
            self.fields["among"].choices = AMONG[:1]  # type: ignore[attr-defined]

    def lens(self) -> Lens:
        """The look that was asked for; the usual one, today, where it cannot be read."""
        said = self.cleaned_data if self.is_valid() else {}
        day: date = said.get("on") or timezone.localdate()
        directed = not said.get("both_ways", False)
        return Lens(said.get("by", "sector"), said.get("among", "partners"), day, directed=directed)


class LoopsForm(forms.Form):
    """Which loops to show."""

    through = forms.ChoiceField(label="Through", required=False)
    longest = forms.IntegerField(label="Of so many factors at the most", min_value=2, max_value=12, initial=6)
    few = forms.BooleanField(label="Only the few that pass every link on a loop", required=False)

    def __init__(self, sent: Any, factors: Sequence[Factor]) -> None:
        """`factors` are those that a loop may be asked for through."""
        super().__init__({"longest": "6", **{name: sent[name] for name in self.base_fields if sent.get(name)}})
        choices = [("", "Any factor"), *((factor.id, factor.name) for factor in factors)]
        self.fields["through"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was asked for, by name; nothing where it cannot be read."""
        return self.cleaned_data if self.is_valid() else {}
