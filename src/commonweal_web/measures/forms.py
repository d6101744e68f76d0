"""Forms of measures."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from commonweal.files.series import RESOLUTIONS, SERIES_COLUMNS
from commonweal.measures import schema
from commonweal_web.place.columns import CellField, ColumnsForm

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


class MeasureForm(ColumnsForm):
    """How a factor is counted."""

    noun = schema.Measure
    lines = {"name": 300, "publisher": 300, "licence": 300}
    labels = {
        "name": ("What is counted", "For example: calls to the police about drinking, each month."),
        "unit": ("Counted in", "For example: calls, days, £."),
        "better": ("Which way is better", "Leave it open where it is neither."),
        "definition": ("What counts and what does not", "So that two people would count the same."),
        "source": ("Where the figures come from", "The name of the table or the address of the page."),
        "publisher": ("Who publishes them", ""),
        "licence": ("Licence", "What others may do with them, such as: Open Government Licence v3.0."),
        "frequency": ("How often there is a new figure", ""),
        "lag_days": ("Days from the end of a period until it is published", ""),
        "target": ("Target", "A level that somebody wants to reach. Leave it empty where there is none."),
        "profile": ("Rules of its control chart", "mdc2023: Making Data Count, as NHS boards use it. nhsr022: NHS-R."),
    }


class EventForm(ColumnsForm):
    """Something dated that a chart must show."""

    noun = schema.Event
    once = ("date", "text", "factor", "measure")
    labels = {
        "date": ("When", "The first day of it."),
        "text": ("What happened", "One plain sentence: a new service, a law, another way of counting."),
        "factor": ("It concerns this factor", "Leave it open where it concerns the whole place."),
        "measure": ("It concerns this measure only", "Leave it open where it concerns every measure of the factor."),
        "kind": (
            "What it means for the charts",
            "A note is shown beside the chart. A rebase begins a new phase: its usual range is worked out anew.",
        ),
    }
