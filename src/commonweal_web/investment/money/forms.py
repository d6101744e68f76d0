"""Forms of budgets, and of what benefits and changes of factors are worth, with the part of each who gains."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from commonweal.investment import schema
from commonweal_web.investment.forms import GRADE, SOURCE
from commonweal_web.place.columns import TWICE, Choices, ColumnsForm, faults_of_rows, table_of, words_of
from commonweal_web.place.selectors.kept import Kept

# So many lines for those who gain, and always some that are empty.
FEWEST_LINES, EMPTY_LINES = 4, 2

NO_DIRECTION = (
    "Nobody has said which way is better for {}, so a change of it is neither gain nor loss. Change the factor first."
)


class BudgetForm(ColumnsForm):
    """What a partner can put in in a year."""

    noun = schema.Budget
    once = ("partner", "year", "kind")
    labels = {
        "partner": ("Who puts it in", ""),
        "year": ("In which year", "0 is the plan's first year."),
        "kind": ("Kind", "In kind is staff time, rooms and the like."),
        "amount": ("How much", "In pounds, in the prices of the place."),
    }


class ManyYearsForm(BudgetForm):
    """The same amount in several years."""

    last_year = forms.IntegerField(
        label="And the same in every year up to",
        required=False,
        min_value=0,
        max_value=30,
        help_text="Leave it empty for one year only.",
        error_messages={"min_value": "Write a year from 0 to 30.", "max_value": "Write a year from 0 to 30."},
    )
    field_order = ("partner", "kind", "amount", "year", "last_year", "disclosure")

    def __init__(self, *sent: Any, **about: Any) -> None:
        super().__init__(*sent, **about)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """The amount, where none of its years has one already."""
        said = super().clean()
        if not self.errors and any(self.stands_already(row) for row in self.values()):
            self.add_error(None, TWICE)
        return said

    def values(self) -> list[schema.Budget]:
        """A row for each year."""
        first: schema.Budget = self.value()
        last = max(first.year, self.cleaned_data.get("last_year") or 0)
        return [replace(first, year=year) for year in range(first.year, last + 1)]


class ValuationForm(ColumnsForm):
    """What one unit of a factor's change is worth."""

    noun = schema.Valuation
    labels = {
        "name": ("What is worth something", "For example: an A&E attendance avoided."),
        "value_per_unit": ("What one of it is worth", "In pounds, for one unit less (or more, where more is better)."),
        "price_year": ("In prices of which year", "Leave it empty for the prices of the place."),
        "grade": GRADE,
        "source": SOURCE,
    }

    def clean(self) -> dict[str, Any]:
        """The worth of a factor, where it is known which way is better."""
        said = super().clean()
        factor = next((one for one in self.known["factors"] if one.id == self.fixed.get("factor")), None)
        if factor is not None and not factor.better:
            self.add_error(None, NO_DIRECTION.format(factor.name))
        return said


class BenefitForm(ColumnsForm):
    """A benefit of an option by itself."""

    noun = schema.Benefit
    labels = {
        "name": ("What gets better", ""),
        "population": ("How many people or cases a year", ""),
        "takeup": ("Part of them who take it up", "A fraction: 0.6 is 6 in 10."),
        "retention": ("Part of those who stay", ""),
        "impact": ("How much it changes for each", ""),
        "deadweight": ("Part that would have happened anyway", "A fraction."),
        "unit_value": ("What each is worth", "In pounds."),
        "price_year": ("In prices of which year", ""),
        "profile": ("Year by year", "Fractions with semicolons, such as 0.5;1;1. Empty: all of it every year."),
        "grade": GRADE,
        "double_count_group": ("Counted only once with", "A word that benefits share which are the same thing."),
        "source": SOURCE,
    }


class PartForm(ColumnsForm):
    """The part of one who gains; a line left empty is nobody."""

    labels = {
        "bearer": ("Who gains", ""),
        "kind": ("Kind of gain", ""),
        "share": ("Their part", ""),
        "cashable": ("Of that in cash", ""),
    }

    def __init__(self, noun: type, *sent: Any, **about: Any) -> None:
        self.noun = noun
        super().__init__(*sent, **about)

    def clean(self) -> dict[str, Any]:
        """What was said: the library checks it together with the whole."""
        return forms.Form.clean(self) or self.cleaned_data

    def is_given(self) -> bool:
        """Whether the line is somebody's."""
        said = self.cleaned_data
        return bool(said["bearer"] or said["cashable"]) or said["share"] is not None

    def of(self, whole: Any) -> Any:
        """The row of this bearer, of what is said of the whole."""
        said = {name: self.cleaned_data[name] for name in self.labels if self.cleaned_data[name] is not None}
        return replace(whole, **said, extra=self.row.extra if self.row is not None else ())


class SharedForm:
    """What is said of a benefit or a valuation as a whole, and the part of each who gains, as one form."""

    def __init__(
        self, whole: type[ColumnsForm], *, group: Sequence[Kept] = (), bearers: Choices = (), **about: Any
    ) -> None:
        self.whole = whole(**about)
        rows = [row.noun for row in group]
        lines = max(FEWEST_LINES, len(rows) + EMPTY_LINES)
        self.parts = [
            PartForm(
                whole.noun,
                data=about.get("data"),
                prefix=f"part{line}",
                row=rows[line] if line < len(rows) else None,
                choices={"bearer": bearers},
            )
            for line in range(lines)
        ]

    def __iter__(self) -> Iterator[forms.BoundField]:
        for form in (self.whole, *self.parts):
            yield from form

    @property
    def fields(self) -> Mapping[str, forms.Field]:
        """The fields of the whole, by which a service's refusal finds its place."""
        return self.whole.fields

    @property
    def errors(self) -> list[Any]:
        """All that there is to mend."""
        return [form.errors for form in (self.whole, *self.parts) if form.errors]

    @property
    def is_bound(self) -> bool:
        """Whether it was sent."""
        return self.whole.is_bound

    @property
    def cleaned_data(self) -> dict[str, Any]:
        """What was said of the whole."""
        return self.whole.cleaned_data

    def non_field_errors(self) -> list[str]:
        """What is wrong with no single field."""
        return [str(error) for error in self.whole.non_field_errors()]

    def add_error(self, field: str | None, error: ValidationError | str) -> None:
        """Something to mend in the whole."""
        self.whole.add_error(field, error)

    def is_valid(self) -> bool:
        """Whether each part and all together hold, by the library's own rules."""
        valid = [form.is_valid() for form in (self.whole, *self.parts)]  # each, so that all is told together
        if not all(valid):
            return False
        if self._is_there_already():
            self.whole.add_error("name", TWICE)
            return False
        given = [part for part in self.parts if part.is_given()]
        for line, fault in faults_of_rows([row for row in self.values() if row is not None], self.whole.known):
            form: ColumnsForm = given[line] if given and fault.column in PartForm.labels else self.whole
            form.add_error(fault.column if fault.column in form.fields else None, words_of(fault))
        return not self.errors

    def _is_there_already(self) -> bool:
        noun, table = self.whole.value(), table_of(self.whole.noun)
        of = "option" if table == "benefits" else "factor"
        named = (getattr(noun, of), noun.name)
        return any((getattr(row, of), row.name) == named for row in self.whole.known[table])

    def values(self) -> list[Any]:
        """The row of each line, None for one left empty; one row of nobody's where all are."""
        whole = self.whole.value()
        rows = [part.of(whole) if part.is_given() else None for part in self.parts]
        return rows if any(rows) else [whole, *rows[1:]]
