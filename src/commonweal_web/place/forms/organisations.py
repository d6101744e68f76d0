"""Forms of mergers and splits."""

from collections.abc import Mapping
from typing import Any

from django import forms

from commonweal_web.place.forms.partners import SECTORS, day_field


class MergeForm(forms.Form):
    """Several organisations become one."""

    before = forms.TypedMultipleChoiceField(
        label="Which organisations merge?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least two organisations."},
    )
    name = forms.CharField(
        label="Name of the new organisation", max_length=200, error_messages={"required": "Write its name."}
    )
    sector = forms.ChoiceField(label="Sector", choices=SECTORS, error_messages={"required": "Choose its sector."})
    kind = forms.CharField(label="Kind", max_length=100, required=False, help_text="Such as: integrated care board.")
    on = day_field("First day of the new organisation", "The old ones end the day before.", required=True)
    note = forms.CharField(label="Note", max_length=300, required=False, help_text="Such as: the law behind it.")

    def __init__(self, *args: Any, organisations: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["before"].choices = list(organisations.items())  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """One organisation becomes several."""

    before = forms.TypedChoiceField(
        label="Which organisation splits?", coerce=int, error_messages={"required": "Choose an organisation."}
    )
    after = forms.CharField(
        label="Names of the new organisations",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on each line, two at least. They belong to the same sector as the old one.",
        error_messages={"required": "Write at least two names, one on each line."},
    )
    on = day_field("First day of the new organisations", "The old one ends the day before.", required=True)
    note = forms.CharField(label="Note", max_length=300, required=False)

    def __init__(self, *args: Any, organisations: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose an organisation"), *organisations.items()]
        self.fields["before"].choices = choices  # type: ignore[attr-defined]

    def clean_after(self) -> list[str]:
        """The names, each once."""
        names = list(dict.fromkeys(line.strip() for line in self.cleaned_data["after"].splitlines() if line.strip()))
        if len(names) < 2:
            raise forms.ValidationError("Write at least two names, one on each line.")
        if long := [name for name in names if len(name) > 200]:
            raise forms.ValidationError(f'"{long[0][:40]}..." is too long. Use 200 letters at the most.')
        return names


class DayForm(forms.Form):
    """A day to look back to."""

    on = day_field("Day", required=True)
