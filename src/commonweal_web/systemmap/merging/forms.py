"""The form in which somebody chooses what of a private layer the place sees."""

from typing import Any

from django import forms

from commonweal_web.systemmap.merging.selectors import Own, OwnFactor
from commonweal_web.systemmap.merging.services import Choice

NEW, KEEP = "+new", "+keep"


class OfferForm(forms.Form):
    """For each factor: a new one, the same as a shared one, or kept private; and which links go along."""

    def __init__(self, sent: Any, own: Own) -> None:
        super().__init__(sent)
        same = [(factor.id, f"The same as: {factor.name}") for factor in own.shared]
        for each in own.factors:
            self.fields[self._name(each)] = forms.ChoiceField(
                label=each.factor.name,
                choices=[(NEW, "Show it as a new factor"), (KEEP, "Keep it private"), *same],
                initial=each.suggested or NEW,
                help_text="A name much like it is on the shared map already." if each.suggested else "",
            )
        if own.links:
            self.fields["links"] = forms.MultipleChoiceField(
                label="Links to show",
                help_text="A link stays private, too, where one of its factors does.",
                required=False,
                choices=[(link.key, link.words) for link in own.links],
                initial=[link.key for link in own.links],
                widget=forms.CheckboxSelectMultiple,
            )
        self.own = own

    def _name(self, each: OwnFactor) -> str:
        return f"factor-{each.factor.id}"

    def choice(self) -> Choice:
        """What was chosen."""
        said = {each.factor.id: self.cleaned_data[self._name(each)] for each in self.own.factors}
        shown = set(self.cleaned_data.get("links", ()))
        return Choice(
            matches={own: other for own, other in said.items() if other not in (NEW, KEEP)},
            kept_factors=frozenset(own for own, other in said.items() if other == KEEP),
            kept_links=frozenset(link.key for link in self.own.links if link.key not in shown),
        )
