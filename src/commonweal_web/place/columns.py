"""Forms out of the columns of a noun: form field = column, read and checked by the library, in its words."""

import dataclasses
import typing
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from commonweal.errors import Fault
from commonweal.files.cells import Unreadable, written
from commonweal.files.checks.whole import faults_of
from commonweal.files.schema import Draft, Table
from commonweal.files.tables import TABLES, Column, columns_of, read_cell
from commonweal_web.place.item import Disclosure
from commonweal_web.place.selectors.kept import Kept, layer_of
from commonweal_web.place.viewer import Viewer

# The most letters of a line; a column of the site's tables holds as many.
LINE = 100
LINES = {"name": 200}
LONG = {"description", "note", "source", "definition", "text"}

EMPTY = "This is empty. Fill it in."
TWICE = "The same stands here already. Change that one, or say something else here."

Choices = Sequence[tuple[str, str]]


class CellField(forms.CharField):
    """A cell of a file as a field of a form: the same reading, and the same words where it cannot be read."""

    def __init__(self, column: Column, **options: Any) -> None:
        self.column = column
        super().__init__(required=column.required, error_messages={"required": EMPTY}, **options)

    def clean(self, value: Any) -> Any:
        """The value of the cell; None where it is empty."""
        text = super().clean(value)
        try:
            return read_cell(self.column, text)
        except Unreadable as fault:
            raise ValidationError(f"{fault.problem[0].upper()}{fault.problem[1:]}. {fault.mend}") from None


class ColumnsForm(forms.Form):
    """A row of a table: a field for each column, and who may see it.

    `choices` are the ids that a column may hold, with their names; `known` the other rows of the place, that the row
    is checked among. `others` are the other rows of its own table, with who may see them, and `owner` is the partner
    whose the row is: by the columns `once` a row is known, so that it stands once in what the same people see. `lines`
    are the most letters of columns that hold more than a line.
    """

    noun: type
    labels: Mapping[str, tuple[str, str]] = {}
    lines: Mapping[str, int] = {}
    once: tuple[str, ...] = ()

    def __init__(self, *sent: Any, row: Any = None, choices: Mapping[str, Choices] | None = None, **more: Any) -> None:
        self.known: Mapping[str, tuple[Any, ...]] = more.pop("known", {})
        self.others: tuple[Kept, ...] = more.pop("others", ())
        self.owner: int | None = more.pop("owner", None)
        if self.others:
            self.known = {**self.known, table_of(self.noun): tuple(other.noun for other in self.others)}
        self.fixed: Mapping[str, Any] = more.pop("fixed", {})
        self.row = row
        stages: Choices = more.pop("stages", ())
        super().__init__(*sent, **more)
        for column in columns_of(self.noun):
            if column.field in self.labels:
                self.fields[column.field] = self._field(column, dict(choices or {}))
        self.order_fields(list(self.labels))
        if stages:
            self.fields["disclosure"] = forms.ChoiceField(label="Who may see it", choices=stages, initial="place")

    def _field(self, column: Column, choices: Mapping[str, Choices]) -> forms.Field:
        label, hint = self.labels[column.field]
        about = {"label": label, "help_text": hint, "initial": self._now(column.field)}
        hint_of_type = typing.get_type_hints(self.noun)[column.field]
        if column.field in choices and hint_of_type == tuple[str, ...]:
            box = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(required=False, choices=choices[column.field], widget=box, **about)
        if column.field in choices:
            return _choice(column, self._offered(column, choices[column.field]), about)
        if typing.get_origin(hint_of_type) is typing.Literal:
            words = [(word, word.replace("_", " ")) for word in typing.get_args(hint_of_type) if word]
            return _choice(column, self._offered(column, words), about)
        if hint_of_type is bool:
            return forms.BooleanField(required=False, **about)
        about["initial"] = written(about["initial"]) if self.row is not None else ""
        if column.field in LONG:
            return CellField(column, widget=forms.Textarea(attrs={"rows": 3}), **about)
        if hint_of_type in (date, date | None):
            return CellField(column, widget=forms.DateInput(attrs={"type": "date"}), max_length=LINE, **about)
        if hint_of_type in (time, time | None):
            return CellField(column, widget=forms.TimeInput(attrs={"type": "time"}), max_length=LINE, **about)
        return CellField(column, max_length=self.lines.get(column.field, LINES.get(column.field, LINE)), **about)

    def _offered(self, column: Column, choices: Choices) -> Choices:
        """What may be chosen, and nothing where nothing is chosen yet or the column may stay empty."""
        is_chosen = self._now(column.field) in dict(choices)
        may_be_empty = not column.required and self._by_default(column.field) == ""
        return choices if is_chosen and not may_be_empty else [("", "Choose"), *choices]

    def _now(self, field: str) -> Any:
        return self._by_default(field) if self.row is None else getattr(self.row, field)

    def _by_default(self, field: str) -> Any:
        return next(_default(known) for known in dataclasses.fields(self.noun) if known.name == field)

    def clean(self) -> dict[str, Any]:
        """The row, where the library finds nothing wrong with it among the others."""
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        row = self.value()  # a field with a fault is no longer said afterwards
        for fault in faults_of_row(row, self.known):
            field = fault.column if fault.column in self.fields else f"{fault.column}_"
            self.add_error(field if field in self.fields else None, words_of(fault))
        if self.stands_already(row):
            self.add_error(None, TWICE)
        return said

    def stands_already(self, row: Any) -> bool:
        """Whether one of the other rows that the same people see is known by the same."""
        layer = layer_of(self.cleaned_data.get("disclosure") or Disclosure.PLACE.value, self.owner)
        beside = [other.noun for other in self.others if other.layer == layer] if self.once else []
        return any(all(getattr(other, name) == getattr(row, name) for name in self.once) for other in beside)

    def value(self) -> Any:
        """The row as a noun; columns that the form does not show stay as they were."""
        said = {name: value for name, value in self.cleaned_data.items() if name in self.labels}
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
        if self.row is not None:
            defaults = {field.name: _default(field) for field in dataclasses.fields(self.noun)}
            kept = {name: defaults[name] if value is None else value for name, value in given.items()}
            return dataclasses.replace(self.row, **{**kept, **self.fixed})
        given = {name: value for name, value in given.items() if value is not None}
        return self.noun(**{**given, **self.fixed})


def _default(field: "dataclasses.Field[Any]") -> Any:
    return "" if field.default is dataclasses.MISSING else field.default


def _choice(column: Column, choices: Choices, about: dict[str, Any]) -> forms.ChoiceField:
    """A choice; where nothing is chosen, the default of the column stands."""
    words = {"required": f"Choose one: {about['label'].lower()}."}
    return forms.TypedChoiceField(
        required=column.required, empty_value=None, choices=choices, error_messages=words, **about
    )


def faults_of_row(row: Any, known: Mapping[str, tuple[Any, ...]]) -> list[Fault]:
    """What the library finds wrong with a row among the other rows of its place; tables not given are not asked."""
    return [fault for _, fault in faults_of_rows([row], known)]


def faults_of_rows(rows: Sequence[Any], known: Mapping[str, tuple[Any, ...]]) -> list[tuple[int, Fault]]:
    """What the library finds wrong with rows that are written together: which of them, and the fault."""
    name = table_of(type(rows[0]))
    known = {**known, name: (*known.get(name, ()), *rows)}
    first = len(known[name]) - len(rows) + 2
    tables: dict[str, Any] = {
        file.removesuffix(".csv"): _table(file, known.get(file.removesuffix(".csv"))) for file in TABLES
    }
    draft = Draft(place=None, toml="", rates=(), **tables)
    faults = [fault for fault in faults_of(draft) if fault.file == f"{name}.csv"]
    return [(fault.row - first, fault) for fault in faults if fault.row is not None and fault.row >= first]


def words_of(fault: Fault) -> str:
    """A fault as a form tells it."""
    return f"{fault.problem[0].upper()}{fault.problem[1:]}. {fault.mend}"


def table_of(noun: type) -> str:
    """The table that rows of a noun stand in."""
    return next(file.removesuffix(".csv") for file, known in TABLES.items() if known is noun)


def _table(file: str, rows: tuple[Any, ...] | None) -> Table[Any]:
    if rows is None:
        return Table(file, ids=None)
    ids = frozenset(row.id for row in rows if hasattr(row, "id"))
    return Table(file, rows=rows, lines=tuple(range(2, len(rows) + 2)), ids=ids)


def stages_for(viewer: Viewer) -> Choices:
    """The stages of disclosure that somebody may choose for an item of theirs."""
    stages = [(stage.value, stage.label) for stage in Disclosure]
    refused = set() if viewer.user is not None else {Disclosure.DRAFT.value}
    refused |= set() if viewer.partners else {Disclosure.ORGANISATION.value}
    return [stage for stage in stages if stage[0] not in refused]


def named(rows: Iterable[Any]) -> Choices:
    """Rows as choices: id and name."""
    return [(row.id, row.name) for row in rows]
