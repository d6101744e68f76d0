"""Forms that begin a place and change its settings."""

from collections.abc import Mapping
from typing import Any

from django import forms

from commonweal_web.place.forms.partners import SECTORS

# Partners that the first page asks for; more are added afterwards.
FIRST_PARTNERS = 6
ONS_CODE = forms.RegexField(
    regex=r"^[A-Z][0-9]{8}$",
    required=False,
    label="Code of the area",
    help_text="The ONS code, such as E06000026 for Plymouth. Leave it empty if you do not know it.",
    error_messages={"invalid": "The code of the area is one letter and eight digits, such as E06000026."},
)


class StartForm(forms.Form):
    """The question and the first map of a new place."""

    name = forms.CharField(
        label="Name of the place",
        max_length=60,
        help_text="A town, a county or a neighbourhood, such as Plymouth.",
        error_messages={"required": "Write the name of the place."},
    )
    question = forms.CharField(
        label="The question that you share",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One that no partner can answer alone. You can change it later.",
        error_messages={"required": "Write the question that brings you together."},
    )
    template = forms.ChoiceField(
        label="First map",
        widget=forms.RadioSelect,
        help_text="A map to argue with: factors and links without figures. You can change all of it.",
        error_messages={"required": "Choose a first map, or a blank one."},
    )

    def __init__(self, *args: Any, templates: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = list(templates.items())  # type: ignore[attr-defined]


class FirstPartnerForm(forms.Form):
    """One line of the first partners; an empty line is no partner."""

    name = forms.CharField(
        label="Name",
        max_length=200,
        required=False,
        error_messages={"required": "Write the name of your own organisation first."},
    )
    sector = forms.ChoiceField(
        label="Sector",
        choices=SECTORS,
        required=False,
        error_messages={"required": "Choose the sector of your own organisation."},
    )

    def clean(self) -> dict[str, Any]:
        """A sector without a name is a line that somebody began."""
        said = super().clean() or {}
        if said.get("name") and not said.get("sector") and "sector" not in self.errors:
            self.add_error("sector", f"Choose the sector of {said['name']}.")
        if said.get("sector") and not said.get("name") and "name" not in self.errors:
            self.add_error("name", "Write the name of this partner, or choose no sector.")
        return said


class _FirstPartners(forms.BaseFormSet[FirstPartnerForm]):
    """The first partners; the first line is one's own organisation."""

    def add_fields(self, form: FirstPartnerForm, index: int | None) -> None:
        """The first line is needed."""
        super().add_fields(form, index)
        for name in ("name", "sector"):
            form.fields[name].required = index == 0

    def clean(self) -> None:
        """At least one partner, each once."""
        names = [form.cleaned_data["name"].casefold() for form in self.forms if form.cleaned_data.get("name")]
        if not self.forms[0].has_changed():
            self.forms[0].add_error("name", "Write the name of your own organisation first.")
        if len(set(names)) < len(names):
            raise forms.ValidationError("A partner stands here twice. Take one of the two lines away.")


FirstPartners = forms.formset_factory(
    FirstPartnerForm, formset=_FirstPartners, extra=FIRST_PARTNERS, max_num=FIRST_PARTNERS
)


class SettingsForm(forms.Form):
    """What a place says of itself, and who may see it."""

    name = forms.CharField(label="Name of the place", max_length=200)
    question = forms.CharField(
        label="The question that you share", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    geography = ONS_CODE
    horizon_years = forms.IntegerField(
        label="Years that plans look ahead",
        min_value=1,
        max_value=30,
        help_text="From 1 to 30.",
        error_messages={"min_value": "Write a number from 1 to 30.", "max_value": "Write a number from 1 to 30."},
    )
    is_public = forms.BooleanField(
        label="Anybody may look at this place",
        required=False,
        help_text="Without signing in. They see only what is shown to everybody, never what a partner keeps to itself.",
    )
    is_embeddable = forms.BooleanField(
        label="Other websites may show its map",
        required=False,
        help_text="Inside their own pages, to look at and not to change: no more of it than anybody may see.",
    )
    embedding_sites = forms.CharField(
        label="Only these websites may show it",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line, such as www.plymouth.gov.uk. Leave it empty to let any website show it.",
    )
