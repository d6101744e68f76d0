"""What the page shows before something is deleted."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.reports.wording import counted
from commonweal.units import pounds
from commonweal_web.investment.selectors import TABLES, rows_seen
from commonweal_web.measures.selectors import series_of
from commonweal_web.pages.removal.reliance import Relying, all_naming, all_to_go, seen_naming, seen_to_go
from commonweal_web.place.item import NamedItem
from commonweal_web.place.models import Membership, Place
from commonweal_web.place.viewer import Viewer, visible

# What each table's rows are called.
WORDS = {
    "ties": "tie", "actors": "partner that can act", "links": "link", "measures": "measure", "events": "event",
    "effects": "effect", "costs": "cost", "benefits": "benefit", "valuations": "valuation", "budgets": "budget",
    "people": "role", "options": "option", "asks": "ask",
}  # fmt: skip
PLURALS = {"actors": "partners that can act", "people": "roles"}

# What goes only once nothing relies on it.
ONLY_ALONE = {"partners", "people"}

# Names of items by table and id: a measure may have the id of its factor.
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Going:
    """Rows of one kind: how many in words, and each in a line."""

    words: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """What is to be deleted, what goes with it, the options that no longer name it; `refused` where it must stay."""

    name: str
    going: tuple[Going, ...]
    named_by: tuple[str, ...]
    refused: str


def item_row(place: Place, viewer: Viewer, table: str, slug: str) -> NamedItem | None:
    """The item itself; None where there is none of this id, or the viewer may not see it."""
    model: Any = TABLES[table][0]
    found: Any = model._default_manager.filter(visible(model, viewer), place=place, slug=slug).first()
    return found  # type: ignore[no-any-return]


def removal(place: Place, viewer: Viewer, table: str, slug: str) -> Removal:
    """What a viewer is shown of a deletion: only of what they see."""
    nouns = rows_seen(place, viewer)
    names = {name: {row.id: _name(row) for row in rows if hasattr(row, "id")} for name, rows in nouns.items()}
    going = seen_to_go(nouns, table, slug)
    naming = seen_naming(nouns, table, slug)
    return Removal(
        name=next(_name(row) for row in nouns[table] if row.id == slug),
        going=_groups(going, names, _values_of(place, viewer, going)),
        named_by=tuple(_name(each.row) for each in naming),
        refused=_refused(place, table, slug, relied_on=bool(going or naming)),
    )


def is_relied_on_unseen(place: Place, viewer: Viewer, table: str, slug: str) -> bool:
    """Whether somebody relies on an item by what the viewer does not see."""
    nouns = rows_seen(place, viewer)
    going = len(all_to_go(place, table, slug)) - len(seen_to_go(nouns, table, slug))
    naming = len(all_naming(place, table, slug)) - len(seen_naming(nouns, table, slug))
    return bool(going or naming) or (table == "partners" and _owns_something(place, slug))


def _owns_something(place: Place, partner: str) -> bool:
    owned = {"place": place, "owner__slug": partner}
    return any(model._default_manager.filter(**owned).exists() for model, _ in TABLES.values())


def _name(row: Any) -> str:
    return str(getattr(row, "name", "") or getattr(row, "role", "") or row.id)


def _values_of(place: Place, viewer: Viewer, going: Iterable[Relying]) -> dict[str, int]:
    """How many values each measure has that goes."""
    measures = [each.row.id for each in going if each.table == "measures"]
    series = series_of(place, viewer, slug__in=measures) if measures else {}
    return {measure: len(values.periods) for measure, values in series.items()}


def _groups(going: Iterable[Relying], names: Names, values: Mapping[str, int]) -> tuple[Going, ...]:
    lines: dict[str, list[str]] = {}
    for each in going:
        lines.setdefault(each.table, []).append(_line(each, names, values))
    return tuple(
        Going(counted(len(rows), WORDS[table], PLURALS.get(table, f"{WORDS[table]}s")), tuple(rows))
        for table, rows in lines.items()
    )


def _line(each: Relying, names: Names, values: Mapping[str, int]) -> str:
    row = each.row
    if each.table == "measures" and row.id in values:
        return f"{row.name}, with {counted(values[row.id], 'value')}"
    return LINES[each.table](row, names) if each.table in LINES else _name(row)


def _known(names: Names, table: str, id_: str) -> str:
    return names[table].get(id_, id_)


def _view(row: Any, names: Names) -> str:
    who = f" (view of {_end(names, row.contributed_by)})" if row.contributed_by else ""
    return f"{_known(names, 'factors', row.from_)} → {_known(names, 'factors', row.to)}{who}"


def _end(names: Names, id_: str) -> str:
    return names["partners"].get(id_) or _known(names, "people", id_)


def _paid(row: Any, names: Names) -> str:
    return f"{_known(names, 'options', row.option)}: {_known(names, 'partners', row.partner)}"


def _gain(row: Any, names: Names) -> str:
    return f"{row.name}: {_known(names, 'partners', row.bearer)}" if row.bearer else row.name


# A row without a name, in a line.
LINES: dict[str, Callable[[Any, Names], str]] = {
    "links": _view,
    "ties": lambda row, names: f"{_end(names, row.from_)} → {_end(names, row.to)}",
    "actors": lambda row, names: f"{_known(names, 'partners', row.partner)} → {_known(names, 'factors', row.factor)}",
    "asks": lambda row, names: (
        f"{_known(names, 'partners', row.from_)} → {_known(names, 'partners', row.to)}: {row.text}"
    ),
    "events": lambda row, _: f"{row.date:%-d %B %Y}: {row.text}",
    "effects": lambda row, names: f"{_known(names, 'options', row.option)} → {_known(names, 'factors', row.factor)}",
    "costs": lambda row, names: f"{_paid(row, names)}, year {row.year}, {pounds(row.amount)}",
    "benefits": _gain,
    "valuations": _gain,
    "budgets": lambda row, _: f"year {row.year}, {pounds(row.amount)}",
}


def _refused(place: Place, table: str, slug: str, *, relied_on: bool) -> str:
    """Why an item must stay, in words that everybody in the place may read; empty where it may go."""
    if signed := signed_records_with(place, slug):
        return f"A signed decision rests on it ({', '.join(signed)}). What is signed never changes, so this stays."
    if table == "partners" and Membership.objects.filter(place=place, partner__slug=slug).exists():
        return "People have or had roles for this partner. Give it a last day instead: what it did stays on record."
    if table in ONLY_ALONE and relied_on:
        return "Other things in this place rely on it: they are listed below. Change or delete those first."
    return ""


def signed_records_with(place: Place, slug: str) -> list[str]:
    """The decision records of the place (decisions/*.toml) that somebody signed and that name an id."""
    records = place.attachments.filter(path__startswith="decisions/", path__endswith=".toml")
    return [path for path, content in records.values_list("path", "content") if _is_signed_with(bytes(content), slug)]


def _is_signed_with(content: bytes, slug: str) -> bool:
    try:
        said = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False  # the import has refused or kept it: it says nothing that could be relied on
    return any(key.startswith("sign") and value for key, value in said.items()) and slug in _texts(said)


def _texts(value: Any) -> set[str]:
    """Every text in a record."""
    if isinstance(value, Mapping):
        return set().union(*(_texts(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(_texts(each) for each in value))
    return {value} if isinstance(value, str) else set()
