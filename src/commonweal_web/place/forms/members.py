"""Forms of roles, invitations, and coming in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

Choices = Sequence[tuple[str, str]]

# What somebody who comes by a link may change.
REACH = (("map", "The map, and nothing else"), ("place", "The map, factors, options and all else a contributor may"))
HOURS = (("4", "4 hours"), ("24", "1 day"), ("168", "1 week"))


class RoleForm(forms.Form):
    """A role, for one partner or none. The choices are those that whoever fills it in may give."""

    role = forms.ChoiceField(label="Role", error_messages={"required": "Choose a role."})
    partner = forms.TypedChoiceField(
        label="For which partner",
        coerce=int,
        empty_value=None,
        help_text="Who works for a partner sees what it keeps to itself. A partner with a lead asks in its own people.",
        error_messages={"required": "Choose a partner."},
    )

    def __init__(
        self, *args: Any, roles: Choices, partners: Mapping[int, str], may_be_none: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Choose a role"), *roles]  # type: ignore[attr-defined]
        none = ("", "No partner") if may_be_none else ("", "Choose a partner")
        self.fields["partner"].choices = [none, *partners.items()]  # type: ignore[attr-defined]
        self.fields["partner"].required = not may_be_none


class GiveRoleForm(RoleForm):
    """One more role for somebody who is here already."""

    workstream = forms.TypedChoiceField(label="Workstream", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, workstreams: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "None"), *workstreams.items()]
        self.fields["workstream"].choices = choices  # type: ignore[attr-defined]


class InviteForm(RoleForm):
    """An invitation by e-mail."""

    field_order = ("email", "role", "partner")
    email = forms.EmailField(
        label="Their e-mail address",
        error_messages={
            "required": "Write the e-mail address of the person.",
            "invalid": "Write an e-mail address, such as name@example.org.",
        },
    )


class LinkForm(forms.Form):
    """A link for a workshop."""

    role = forms.ChoiceField(label="What they will be", error_messages={"required": "Choose a role."})
    reach = forms.ChoiceField(label="What they may change", choices=REACH, initial="map", widget=forms.RadioSelect)
    most_uses = forms.IntegerField(
        label="How many people at the most",
        min_value=1,
        max_value=500,
        initial=30,
        error_messages={"min_value": "Write a number from 1 to 500.", "max_value": "Write a number from 1 to 500."},
    )
    hours = forms.TypedChoiceField(label="How long it holds", choices=HOURS, coerce=int, initial="24")

    def __init__(self, *args: Any, roles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Choose a role"), *roles]  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Who takes over from somebody who leaves."""

    hand_over_to = forms.TypedChoiceField(
        label="Who takes over",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="A colleague at the same partner. They are given the same roles; what was written keeps its author.",
    )

    def __init__(self, *args: Any, colleagues: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Nobody"), *colleagues.items()]
        self.fields["hand_over_to"].choices = choices  # type: ignore[attr-defined]


class GuestForm(forms.Form):
    """What somebody without an account wants to be called."""

    name = forms.CharField(
        label="What shall we call you?",
        max_length=60,
        help_text="Any name you like. Others here see it beside what you add.",
        error_messages={"required": "Write a name. It need not be your own."},
    )


class ConfirmForm(forms.Form):
    """A page that asks once more and has nothing to fill in."""
