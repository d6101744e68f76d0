"""Forms of a map that comes from another program, or goes to one."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from commonweal.files.maps.formats import FORMATS, read_map
from commonweal.files.maps.schema import DrawingRead
from commonweal.files.maps.sheets.tables import csv_zip_bytes
from commonweal.files.maps.signs import Meaning, words_without_sign
from commonweal.systemmap.archetypes.known import KNOWN
from commonweal_web.place.columns import Choices

LARGEST_MAP = 10_000_000

# What a page carries of a map from its preview to its confirmation, packed: a map of 20,000 links has a tenth of it.
LARGEST_CARRIED = 1_500_000

PLUS, MINUS, LEAVE = "+", "-", "leave"
MEANINGS = (
    ("", "Choose"),
    (PLUS, "Both move the same way (+)"),
    (MINUS, "They move against each other (-)"),
    (LEAVE, "Leave these arrows out"),
)


class MapOutForm(forms.Form):
    """Which format, and which of the maps."""

    format = forms.ChoiceField(
        label="For which program",
        choices=[(one.name, one.title) for one in FORMATS.values() if one.write is not None],
        widget=forms.RadioSelect,
        initial="xlsx",
    )

    def __init__(self, *sent: Any, maps: Choices = ()) -> None:
        super().__init__(*sent)
        if maps:
            self.fields["map"] = forms.ChoiceField(
                label="Which map",
                choices=[("", "Everything"), *maps],
                required=False,
                help_text="A workbook and CSV files always hold all maps, every other format one.",
            )

    def chosen(self) -> tuple[str, str]:
        """The name of the format, and of the map where one alone is meant."""
        name = self.cleaned_data["format"]
        return name, "" if name in {"xlsx", "csv"} else self.cleaned_data.get("map", "")


class MapFileForm(forms.Form):
    """The file of another program."""

    file = forms.FileField(
        label="The map, as a file",
        help_text="From Excel (.xlsx), CSV files in a .zip, yEd or PRSM (.graphml), Gephi (.gexf), igraph (.gml), "
        f"Graphviz (.dot), Kumu (.json) or PRSM (.prsm). {LARGEST_MAP // 1_000_000} MB at the most.",
        required=False,
        error_messages={"empty": "The file is empty. Choose another."},
    )
    format = forms.ChoiceField(
        label="Its format",
        choices=[("", "As its ending says"), *((one.name, one.title) for one in FORMATS.values())],
        required=False,
    )

    pattern = forms.ChoiceField(
        label="Or a pattern that comes back everywhere",
        help_text="A small map to begin from, such as fixes that fail. Rename its factors to yours.",
        choices=[("", "No pattern: bring the file"), *((one.id, one.name) for one in KNOWN)],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not said.get("file") and not said.get("pattern"):
            self.add_error("file", "Choose a file, or a pattern below.")
        return said

    def clean_file(self) -> Any:
        """The file, where it is not too large to be opened."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_MAP:
            raise ValidationError(
                f"The file has more than {LARGEST_MAP // 1_000_000} MB. Use the command line, or export a part."
            )
        return file


class BroughtForm(forms.Form):
    """A map that was read, and what somebody says of it before it comes in."""

    name = forms.CharField(max_length=200, widget=forms.HiddenInput)
    drawing = forms.CharField(max_length=LARGEST_CARRIED, widget=forms.HiddenInput)

    def __init__(
        self, *sent: Any, read: DrawingRead, partners: Choices = (), stages: Choices = (), **more: Any
    ) -> None:
        super().__init__(*sent, **more)
        words = words_without_sign(read.drawing) if read.drawing else {}
        self.words = {f"word_{number}": word for number, word in enumerate(words)}
        for name, word in self.words.items():
            self.fields[name] = forms.ChoiceField(
                label=_arrows(word, words[word]),
                choices=MEANINGS,
                error_messages={
                    "required": f"Say what {_arrows(word, words[word])[0].lower()}"
                    f"{_arrows(word, words[word])[1:]} mean."
                },
            )
        self.fields["by"] = forms.ChoiceField(
            label="Whose view these links are",
            help_text="Where the file does not say it. Other views of the same links stay beside them.",
            choices=[("", "The whole group's"), *partners],
            required=False,
        )
        self.fields["disclosure"] = forms.ChoiceField(label="Who may see what is new", choices=stages, initial="place")

    def meaning(self) -> Meaning:
        """What the words on arrows mean."""
        said = {word: self.cleaned_data.get(name, "") for name, word in self.words.items()}
        left = {word for word, means in said.items() if means == LEAVE}
        return Meaning(
            plus=[word for word, means in said.items() if means == PLUS],
            minus=[word for word, means in said.items() if means == MINUS],
            otherwise="leave out" if left else "ask",
        )


def _arrows(word: str, count: int) -> str:
    """The arrows that carry a word, for a label."""
    arrows = "arrow" if count == 1 else "arrows"
    return f'The {count} {arrows} with "{word}"' if word else f"The {count} {arrows} without a word"


def carried(read: DrawingRead) -> str:
    """A map that was read, as the text of a hidden field."""
    assert read.drawing is not None
    return base64.b64encode(csv_zip_bytes(read.drawing)).decode()


def brought(sent: Mapping[str, str]) -> DrawingRead:
    """The map in a hidden field; nothing where it is none. It is read as carefully as a file."""
    try:
        data = base64.b64decode(sent.get("drawing", ""), validate=True)
    except (binascii.Error, ValueError):
        return DrawingRead(None)
    return read_map(data, sent.get("name", "")[:200], FORMATS["csv"])
