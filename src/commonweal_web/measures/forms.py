"""Forms of measures."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from commonweal.files.series import RESOLUTIONS, SERIES_COLUMNS
from commonweal_web.place.columns import CellField

LABELS = {
    "period": ("Period", "A month such as 2026-04, a day such as 2026-04-01, or a year."),
    "value": ("Value", "Leave it empty where the value is missing: a gap is not a zero."),
    "numerator": ("Counted (numerator)", "Leave it empty where the value is no rate."),
    "denominator": ("Out of (denominator)", ""),
    "edition": ("Published on", "A later value of the same period is added beside the earlier one, never over it."),
}
LONGEST = 30


class ValueForm(forms.Form):
    """A value of a measure, as it was published on a day."""

    def __init__(self, *sent: Any) -> None:
        super().__init__(*sent)
        for column in SERIES_COLUMNS:
            label, hint = LABELS[column.name]
            self.fields[column.name] = CellField(column, label=label, help_text=hint, max_length=LONGEST)
        self.fields["edition"].initial = timezone.localdate().isoformat()

    def clean(self) -> dict[str, Any]:
        """The value, where it was not published before its period began."""
        said = super().clean() or self.cleaned_data
        period, edition = said.get("period"), said.get("edition")
        if isinstance(period, date) and edition and (edition.year, edition.month) < (period.year, period.month):
            problem = f"The edition {edition} was published before its period began, on {period}."
            self.add_error("edition", f"{problem} Write the date on which the value was published.")
        return said

    def fineness(self) -> str:
        """How finely the period is written: day, month or year."""
        return str(RESOLUTIONS.get(len(self.data["period"].strip()), "day"))
