"""Questions that pages ask the database again and again: written once as SQL, with blanks, and filled in each time.

Django takes many times longer to write a question than the database to answer it. No answer is ever kept: each is
read anew, under the same conditions (docs/decisions/0007-prepared-questions.md).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache, wraps
from typing import Any, TypeAlias, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet

# What stands in the blanks while Django writes a question: no row holds these, and each blank gets another.
STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda at: 7_000_000_000_000_000_000 + at,
    str: lambda at: f"blank-6f1d2c04b9-{at}",
    date: lambda at: date(9100, 1, 1) + timedelta(at),
}

# What a column of keys can hold. A larger number, as somebody may write in an address, and an empty list are left to
# Django, which knows that no row fits.
MOST = 2**63 - 1

# So many forms of one question are kept: a list of ids, or of partners, is another form for each length.
MOST_FORMS = 256

Form: TypeAlias = Any  # an argument as `_form` keeps it: a Blank, a tuple of forms, or a part of the question itself
Converters: TypeAlias = tuple[tuple[int, Sequence[Callable[..., Any]], Any], ...]
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Blank:
    """Where a value of this kind is filled in."""

    kind: type


@dataclass(frozen=True, slots=True)
class Question:
    """The SQL of a question, its parameters, which of them are blanks, and how columns of the answer are read.

    A blank says where it stands, the number of the value that goes there, and the type that the database wants.
    """

    sql: str
    parameters: tuple[Any, ...]
    blanks: tuple[tuple[int, int, type], ...]
    converters: Converters


def prepared(write: "Callable[..., QuerySet[Any, Any]]") -> Callable[..., list[tuple[Any, ...]]]:
    """Make a function that writes a question give the rows that answer it: tuples, in the order of its columns.

    Its arguments are numbers, texts and days, which must each stand in the question as they are given (keys and ids,
    not parts of words), and tuples of those. A table, None, yes and no are parts of the question itself.
    """

    @lru_cache(MOST_FORMS)
    def question(vendor: str, forms: tuple[Form, ...], named: tuple[tuple[str, Form], ...]) -> Question:
        stand_ins: list[Any] = []
        given = [_filled(form, stand_ins) for form in forms]
        return _question(write(*given, **{name: _filled(form, stand_ins) for name, form in named}), stand_ins)

    @wraps(write)
    def ask(*arguments: Any, **named: Any) -> list[tuple[Any, ...]]:
        values: list[Any] = []
        forms = tuple(_form(value, values) for value in arguments)
        more = tuple((name, _form(value, values)) for name, value in named.items())
        if () in (*forms, *(form for _, form in more)) or any(_is_too_large(value) for value in values):
            return list(write(*arguments, **named))
        return _answer(question(connection.vendor, forms, more), values)

    return ask


def made_of(model: type[Row], rows: Sequence[tuple[Any, ...]]) -> list[Row]:
    """The answers to a question for whole rows of a table."""
    names = [field.attname for field in model._meta.concrete_fields]
    return [model.from_db(DEFAULT_DB_ALIAS, names, row) for row in rows]


def _form(value: Any, values: list[Any]) -> Form:
    """The form of an argument; what goes into its blanks is added to `values`."""
    if isinstance(value, (tuple, list)):
        return tuple(_form(part, values) for part in value)
    if value is None or isinstance(value, (bool, type)):
        return value
    kind = next((known for known in STAND_INS if isinstance(value, known)), None)
    if kind is None or isinstance(value, datetime):
        raise TypeError(f"{value!r} cannot be filled in; give numbers, texts or days")
    values.append(value)
    return Blank(kind)


def _is_too_large(value: Any) -> bool:
    return isinstance(value, int) and abs(value) > MOST


def _filled(form: Form, stand_ins: list[Any]) -> Any:
    """An argument of that form, of stand-ins, which are added to the list."""
    if isinstance(form, tuple):
        return tuple(_filled(part, stand_ins) for part in form)
    if not isinstance(form, Blank):
        return form
    stand_ins.append(STAND_INS[form.kind](len(stand_ins)))
    return stand_ins[-1]


def _question(rows: "QuerySet[Any, Any]", stand_ins: Sequence[Any]) -> Question:
    compiler = rows.query.get_compiler(rows.db)
    sql, parameters = compiler.as_sql()
    known = {value: which for which, value in enumerate(stand_ins)}
    known |= {str(value): which for value, which in known.items() if isinstance(value, date)}  # as SQLite has them
    blanks = tuple(
        (at, known[value], type(value))
        for at, value in enumerate(parameters)
        if isinstance(value, tuple(STAND_INS)) and value in known
    )
    if missing := set(known.values()) - {which for _, which, _ in blanks}:
        raise ValueError(f"the values numbered {sorted(missing)} do not stand as they are in the question: {sql}")
    columns = [column for column, _, _ in compiler.select[: compiler.col_count]]
    converters = ((at, *how) for at, how in compiler.get_converters(columns).items())
    return Question(sql, tuple(parameters), blanks, tuple(converters))


def _answer(question: Question, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    parameters = list(question.parameters)
    for at, which, kind in question.blanks:
        value = values[which]
        parameters[at] = value if type(value) is kind else kind(value)
    with connection.cursor() as cursor:
        cursor.execute(question.sql, parameters)
        rows = cursor.fetchall()
    return list(_read(rows, question.converters)) if question.converters else rows


def _read(rows: Sequence[tuple[Any, ...]], converters: Converters) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        cells = list(row)
        for at, converts, column in converters:
            for convert in converts:
                cells[at] = convert(cells[at], column, connection)
        yield tuple(cells)
