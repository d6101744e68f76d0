"""Forms of exchange: a place folder, packed."""

from django import forms
from django.core.exceptions import ValidationError

from commonweal.names import is_slug, slug
from commonweal_web.exchange.archive import LARGEST_ZIP


class UploadForm(forms.Form):
    """The zip file of a place folder."""

    folder = forms.FileField(
        label="The place, as a zip file",
        help_text=f"A place folder packed as .zip, {LARGEST_ZIP // 1_000_000} MB at the most.",
        error_messages={
            "required": "Choose the zip file of a place folder.",
            "empty": "The file is empty. Choose the zip file of a place folder.",
        },
    )

    def clean_folder(self) -> object:
        """The file, where it is not too large to be opened."""
        folder = self.cleaned_data["folder"]
        if folder.size > LARGEST_ZIP:
            raise ValidationError(
                f"The file has more than {LARGEST_ZIP // 1_000_000} MB. Take out what we do not read."
            )
        return folder


class NewPlaceForm(UploadForm):
    """The zip file of a place folder, and the address that the place gets here."""

    id = forms.CharField(
        label="Short name in addresses",
        help_text="For example smallville. Leave it empty to make one from the place's name.",
        required=False,
        max_length=60,
    )

    def clean_id(self) -> str:
        """An id, or nothing."""
        wanted = self.cleaned_data["id"].strip()
        if wanted and not is_slug(wanted):
            nearest = slug(wanted) or "smallville"
            raise ValidationError(f"A short name has letters a-z, digits and hyphens, a letter first. Write {nearest}.")
        return str(wanted)
