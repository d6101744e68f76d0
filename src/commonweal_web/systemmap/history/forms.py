"""Forms of history."""

from django import forms


class VersionForm(forms.Form):
    """A name for the map as it is now."""

    name = forms.CharField(
        label="Name the map as it is now",
        help_text="For example: after the workshop in May.",
        max_length=200,
        error_messages={"required": "This is empty. Give it a name that says when or why."},
    )
