"""Forms of partners, of their people without names, and of workstreams."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from django import forms

from commonweal.place.schema import Sector
from commonweal_web.place.item import Disclosure

SECTORS = [("", "Choose a sector"), *((sector, sector.capitalize()) for sector in get_args(Sector))]
DAY = {"invalid": "Write a day such as 2026-04-01."}


def day_field(label: str, help_text: str = "", *, required: bool = False) -> forms.DateField:
    """A field for a day, with the browser's own calendar."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={**DAY, "required": "Write the day."},
    )


class PartnerForm(forms.Form):
    """A partner of a place."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Write the partner's name."})
    sector = forms.ChoiceField(
        label="Sector", choices=SECTORS, error_messages={"required": "Choose the partner's sector."}
    )
    kind = forms.CharField(label="Kind", max_length=100, required=False, help_text="Such as: unitary authority.")
    geography = forms.CharField(
        label="Code of its area", max_length=20, required=False, help_text="The ONS code, if it has one."
    )
    valid_from = day_field("First day", "When it became a partner. Leave it empty if it always was.")
    valid_to = day_field("Last day", "Leave it empty while it takes part. What it wrote stays.")
    organisation = forms.TypedChoiceField(
        label="Organisation",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Choose one that already works elsewhere, so that its mergers reach this place too.",
    )

    def __init__(self, *args: Any, organisations: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "By its name"), *organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """A role held by somebody at a partner. It never asks for a name."""

    role = forms.CharField(
        label="What they do",
        max_length=200,
        help_text="A role, never a name: neighbourhood sergeant, say.",
        error_messages={"required": "Write what they do."},
    )
    profession = forms.CharField(label="Profession", max_length=200, required=False, help_text="Such as: policing.")
    partner = forms.TypedChoiceField(
        label="Partner", coerce=int, error_messages={"required": "Choose the partner they work for."}
    )
    disclosure = forms.ChoiceField(label="Who may see this", choices=Disclosure.choices, initial=Disclosure.PLACE)

    def __init__(self, *args: Any, partners: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose a partner"), *partners.items()]
        self.fields["partner"].choices = choices  # type: ignore[attr-defined]


class WorkstreamForm(forms.Form):
    """A part of the work."""

    name = forms.CharField(
        label="Name",
        max_length=200,
        help_text="Such as: homes, or nights in the centre.",
        error_messages={"required": "Write the workstream's name."},
    )
