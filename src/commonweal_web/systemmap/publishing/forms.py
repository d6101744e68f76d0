"""The form that shows the map to everybody."""

from django import forms


class PublishForm(forms.Form):
    """What is shown besides factors and links."""

    with_partners = forms.BooleanField(
        label="Partners too",
        required=False,
        help_text="Their names and sectors, whose view a link is, who can act on what, and which partners work "
        "together. People stay with members.",
    )
