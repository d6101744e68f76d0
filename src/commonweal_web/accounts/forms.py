"""Forms about one's own account."""

from django import forms

DAYS = [(30, "30 days"), (90, "90 days"), (180, "180 days"), (365, "1 year")]


class SignupForm(forms.Form):
    """What is asked beside an address and a password when an account is opened."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        help_text="As the others in your place know you.",
        error_messages={"required": "Enter your name, as the others in your place know you."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: object, user: object) -> None:
        """Nothing more: the adapter keeps the name."""


class TokenForm(forms.Form):
    """A new token for a program."""

    name = forms.CharField(
        label="What will use it",
        max_length=60,
        help_text="A name by which you will know it later, such as: dashboard of the council.",
        error_messages={"required": "Enter what will use the token, so that you know it later."},
    )
    place = forms.TypedChoiceField(
        label="What it may read",
        coerce=int,
        required=False,
        empty_value=None,
        help_text="All that you may read yourself, or only one place of it.",
    )
    days = forms.TypedChoiceField(label="How long it lasts", coerce=int, choices=DAYS, initial=90)

    def __init__(self, *args: object, places: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["place"].choices = [("", "All my places"), *places]  # type: ignore[attr-defined]


class EraseForm(forms.Form):
    """One's own account erased."""

    sure = forms.BooleanField(
        label="I understand that this cannot be undone",
        error_messages={"required": "Tick the box to say that you understand, or go back to keep your account."},
    )
