"""What the page of components shows: invented, and the same every time."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Page, Paginator


@dataclass(frozen=True, slots=True)
class Line:
    """One partner of an invented place: what it pays, what it gains, and what of that is cash."""

    partner: str
    pays: float
    gains: float
    cashable: float

    @property
    def net(self) -> float:
        """What is left to it."""
        return self.gains - self.pays


LINES = (
    Line("City council", 299_000, 260_000, 155_000),
    Line("NHS integrated care board", 230_000, 484_000, 84_000),
    Line("Police", 115_000, 597_000, 179_000),
)
OPTIONS = (
    ("Night-time safe space and outreach hub", 360_000, 1.0),
    ("Shared licensing and data post", 96_000, 0.97),
    ("Supported housing first offer, 12 places", 288_000, 0.54),
)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name of the factor", help_text="In a few words, as you would say it aloud.")
    kind = forms.ChoiceField(label="What kind of thing it is", choices=[("outcome", "Outcome"), ("lever", "Lever")])
    disclosure = forms.ChoiceField(
        label="Who may see it",
        choices=[("draft", "Only me"), ("organisation", "My organisation"), ("place", "Everybody in this place")],
        widget=forms.RadioSelect,
        error_messages={"required": "Nothing is chosen. Choose one of the three."},
    )
    partners = forms.MultipleChoiceField(
        label="Who can act on it",
        choices=[("council", "City council"), ("police", "Police")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    amount = forms.IntegerField(
        label="Cost a year, in pounds",
        help_text="A whole number, such as 96000.",
        min_value=0,
        error_messages={"min_value": "This is less than nothing. Write what it costs, or 0."},
    )
    since = forms.DateField(
        label="Since", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(label="Place folder, as a zip file", required=False)
    tested = forms.BooleanField(label="Somebody has tested this", required=False, help_text="Say where in the note.")


def sample_page() -> Page[int]:
    """The third of nine pages."""
    return Paginator(range(90), 10).page(3)


SAMPLE_DAY = date(2028, 3, 1)

# What a template writes to get a component, by the part of the page that shows it.
CODE = {
    "figures": (
        "figures",
        '<ul class="cw-figures">\n{% figure value "public cost" "£516k to £790k in 9 of 10 futures" "catch" %}\n</ul>',
    ),
    "notes": (
        "pills and notes",
        '{% pill "On the way" "better" %}    plain, better, worse, special, mind\n'
        '{% mind %}<p class="govuk-body">Nobody has tested this.</p>{% endmind %}',
    ),
    "bars": (
        "bars and wide tables",
        "{% share_bar share %}    a share from 0 to 1\n"
        "{% net_bar amount largest %}    the largest, in size, reaches the edge\n"
        "{% range_bar low middle high least most %}    put the words beside it\n"
        '{% wide "Who pays, a table" %}<table class="govuk-table">...</table>{% endwide %}',
    ),
    "states": (
        "empty lists and progress",
        '{% nothing_yet "No options yet" %}<p class="govuk-body">What to do next.</p>{% endnothing_yet %}\n'
        "{% progress job.progress job.words %}",
    ),
}
WORDS = (
    ("£785,000", "{{ amount|pounds }}"),
    ("£3.0m", "{{ amount|pounds_short }}"),
    ("+£254k", "{{ amount|signed }}"),
    ("63 %", "{{ share|percent }}"),
    ("1 in 9", "{{ chance|one_in }}"),
)
