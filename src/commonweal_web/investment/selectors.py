"""Options and money, and the whole of a place as its viewer may see it: what a joint decision rests on."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.db.models import BooleanField, CharField, Model, Q, QuerySet, Value

from commonweal.files.parameters import OWN_TABLES, read_parameters
from commonweal.investment import schema
from commonweal.measures.schema import Event, Measure
from commonweal.place.schema import Meeting, Partner, Person
from commonweal.simulation.schema import Effect
from commonweal.systemmap.schema import (
    MAIN_MAP,
    Actor,
    Ask,
    Factor,
    Link,
    NamedLoop,
    NamedMap,
    Position,
    SavedView,
    SystemMap,
    Tie,
)
from commonweal_web.investment import models
from commonweal_web.measures import models as measure_models
from commonweal_web.measures.selectors import series_of
from commonweal_web.place import models as place_models
from commonweal_web.place.item import NamedItem, PlaceItem
from commonweal_web.place.rows import nouns_of, place_noun
from commonweal_web.place.selectors.kept import Kept, Whose, whose
from commonweal_web.place.selectors.kept import kept as kept_rows
from commonweal_web.place.viewer import EVERYBODY, Sight, Viewer, viewer_of, visible
from commonweal_web.prepared import prepared
from commonweal_web.systemmap import models as map_models
from commonweal_web.systemmap.saved_views.selectors import saved_views

# Every table of a place folder: its rows, and the noun that each is; what is referred to stands before what refers.
TABLES: Mapping[str, tuple[type[PlaceItem], type[Any]]] = {
    "partners": (place_models.Partner, Partner),
    "people": (place_models.Person, Person),
    "ties": (map_models.Tie, Tie),
    "factors": (map_models.Factor, Factor),
    "actors": (map_models.Actor, Actor),
    "links": (map_models.Link, Link),
    "loops": (map_models.NamedLoop, NamedLoop),
    "maps": (map_models.NamedMap, NamedMap),
    "positions": (map_models.Position, Position),
    "saved_views": (map_models.SavedView, SavedView),
    "asks": (map_models.Ask, Ask),
    "measures": (measure_models.Measure, Measure),
    "events": (measure_models.Event, Event),
    "options": (models.Option, schema.Option),
    "effects": (models.Effect, Effect),
    "costs": (models.Cost, schema.Cost),
    "benefits": (models.Benefit, schema.Benefit),
    "valuations": (models.Valuation, schema.Valuation),
    "budgets": (models.Budget, schema.Budget),
    "meetings": (place_models.Meeting, Meeting),
}

# Tables whose ids stand as plain text in other rows, so that a hidden one must be taken out of them.
NAMED_IN_TEXT = ("partners", "people", "options")
# Tables in which a layer may say the same as a wider one, and by what: the widest counts.
SAID_ONCE: Mapping[str, tuple[str, ...]] = {
    "links": ("from_", "to", "kind", "contributed_by"),
    "positions": ("map", "factor", "body"),
}


# Tables that no decision rests on, or that stand in its map.
NOT_IN_A_CASE = {"people", "ties", "actors", "links", "loops", "maps", "positions", "saved_views", "asks", "meetings"}


@dataclass(frozen=True, slots=True)
class Hidden:
    """Ids that a viewer may not see: ends of ties, partners, options; `bodies` are partners and people seen."""

    ends: frozenset[str]
    partners: frozenset[str]
    options: frozenset[str]
    bodies: frozenset[str]


def rows_seen(place: Model, viewer: Viewer, tables: Iterable[str] = TABLES) -> dict[str, tuple[Any, ...]]:
    """The rows of tables of a place that a viewer may see, as nouns that name nothing hidden: a query each, and one.

    Positions want the maps too, and named loops the factors.
    """
    tables = tuple(tables)
    found = {name: nouns(rows) for name, rows in kept_seen(place, viewer, set_aside(tables)).items()}
    if "saved_views" in tables:
        found["saved_views"] = tuple(line.view for line in saved_views(place, viewer))
    return found


def set_aside(tables: Iterable[str]) -> tuple[str, ...]:
    """Some tables but saved views, whose own room knows what of them may be seen."""
    return tuple(name for name in tables if name != "saved_views")


def nouns(rows: Iterable[Kept]) -> tuple[Any, ...]:
    """Rows without what a page leads to them by."""
    return tuple(row.noun for row in rows)


def kept_seen(place: Model, viewer: Viewer, tables: Iterable[str]) -> dict[str, tuple[Kept, ...]]:
    """The same with the keys of the rows, and whose they are."""
    tables = tuple(tables)
    placing = ("maps",) if "positions" in tables else ()
    looping = ("factors",) if "loops" in tables else ()
    wanted = list(dict.fromkeys([*tables, *placing, *looping]))
    rows = {name: kept_rows(*TABLES[name], place, viewer) for name in wanted}
    rows |= {name: said_once(name, rows[name]) for name in SAID_ONCE if name in rows}
    hidden = hidden_from(place, viewer)
    found = {name: without(hidden, rows[name]) for name in tables}
    if placing:
        found["positions"] = tuple(filter(_placed_by(nouns(rows["maps"]), hidden.bodies), found["positions"]))
    if looping:
        factors = {row.noun.id for row in rows["factors"]}
        found["loops"] = tuple(row for row in found["loops"] if factors.issuperset(row.noun.factors))
    return found


def _placed_by(maps: Iterable[NamedMap], bodies: frozenset[str]) -> Callable[[Kept], bool]:
    """Whether a position is on one of these maps, and of a factor or one of these partners and people."""
    seen, known = {MAIN_MAP, *(named.id for named in maps)}, bodies | {""}
    return lambda position: position.noun.map in seen and position.noun.body in known


def keys_that_name_hidden(place: Model, viewer: Viewer, tables: Iterable[str]) -> dict[str, frozenset[int]]:
    """Of some tables the keys of the rows that `rows_seen` leaves out, since they name something hidden."""
    rows = {name: nouns_of(*TABLES[name], place, viewer) for name in ("factors", "maps")}
    hidden = hidden_from(place, viewer)
    factors, is_placed = {row.id for row in rows["factors"]}, _placed_by(rows["maps"], hidden.bodies)

    def is_left_out(row: Kept) -> bool:
        if isinstance(row.noun, NamedLoop):
            return not factors.issuperset(row.noun.factors)
        if isinstance(row.noun, Position):
            return not is_placed(row)
        return not without(hidden, (row,))

    found = {name: kept_rows(*TABLES[name], place, viewer) for name in tables}
    return {name: frozenset(row.key for row in listed if is_left_out(row)) for name, listed in found.items()}


def said_once(name: str, rows: tuple[Kept, ...]) -> tuple[Kept, ...]:
    """Rows of which none says what another says: what all see stands before what few do."""
    said = attrgetter(*(f"noun.{field}" for field in SAID_ONCE[name]))
    if len({said(row) for row in rows}) == len(rows):
        return rows
    shared = [row for row in rows if not row.pill]
    known = {said(row): row for row in (*reversed(rows), *shared)}
    return tuple(dict.fromkeys(known[said(row)] for row in rows))


def hidden_from(place: Model, viewer: Viewer) -> Hidden:
    """What a viewer may not see, but rows that they see may name: one query."""
    every: dict[str, set[str]] = {name: set() for name in NAMED_IN_TEXT}
    seen: dict[str, set[str]] = {name: set() for name in NAMED_IN_TEXT}
    for name, is_seen, slug in _ids(place.pk, viewer.sight):
        (seen if is_seen else every)[name].add(slug)
    return Hidden(
        ends=frozenset((every["partners"] | every["people"]) - seen["partners"] - seen["people"]),
        partners=frozenset(every["partners"] - seen["partners"]),
        options=frozenset(every["options"] - seen["options"]),
        bodies=frozenset(seen["partners"] | seen["people"]),
    )


@prepared
def _ids(place: int, sight: Sight) -> "QuerySet[Any, Any]":
    """The ids of partners, people and options with the table of each: all of them, and again those seen. One query."""
    parts = [
        model._default_manager.filter(condition, place=place)
        .order_by()
        .annotate(table=Value(name, output_field=CharField()), seen=Value(is_seen, output_field=BooleanField()))
        .values_list("table", "seen", "slug")
        for name in NAMED_IN_TEXT
        if issubclass(model := TABLES[name][0], NamedItem)
        for is_seen, condition in ((False, Q()), (True, visible(model, viewer_of(sight))))
    ]
    found: QuerySet[Any, Any] = parts[0].union(*parts[1:], all=True)
    return found


def without(hidden: Hidden, rows: Iterable[Kept]) -> tuple[Kept, ...]:
    """Rows that name nothing hidden: an option keeps what may be seen of its lists, another row goes as a whole."""
    open_ = (replace(row, noun=_option_without(hidden, row.noun)) if _is_option(row) else row for row in rows)
    return tuple(row for row in open_ if not names_hidden(hidden, row.noun))


def _is_option(row: Kept) -> bool:
    return isinstance(row.noun, schema.Option)


def names_hidden(hidden: Hidden, row: object) -> bool:
    """Whether a row, not an option, names something hidden."""
    if isinstance(row, Tie):
        return bool(hidden.ends & {row.from_, row.to})
    if isinstance(row, Link):
        return row.contributed_by in hidden.ends
    return _partner_named(row) in hidden.partners


def _partner_named(row: object) -> str:
    """The partner whose id a row about money holds as plain text; empty where it holds none."""
    if isinstance(row, schema.Benefit | schema.Valuation):
        return row.bearer
    return row.partner if isinstance(row, schema.Budget) else ""


def _option_without(hidden: Hidden, option: schema.Option) -> schema.Option:
    return replace(
        option,
        needs=tuple(id_ for id_ in option.needs if id_ not in hidden.partners),
        requires=tuple(id_ for id_ in option.requires if id_ not in hidden.options),
        excludes=tuple(id_ for id_ in option.excludes if id_ not in hidden.options),
    )


def case_of(place: place_models.Place, viewer: Viewer = EVERYBODY) -> schema.Case:
    """All that a joint decision rests on, of what everybody in the place may see."""
    rows = rows_seen(place, viewer)
    factors = rows.pop("factors")
    rest = {name: rows[name] for name in rows if name not in NOT_IN_A_CASE}
    return schema.Case(
        place=place_noun(place, (factor.id for factor in factors)),
        system_map=SystemMap(factors=factors, links=rows["links"]),
        series=series_of(place, viewer),
        parameters=parameters_of(place),
        **rest,
    )


def parameters_of(place: place_models.Place) -> schema.Parameters:
    """The dated tables of rates and grades: the place's own before ours."""
    own = place.attachments.filter(path__startswith=f"{OWN_TABLES}/").values_list("path", "content")
    with tempfile.TemporaryDirectory(prefix="commonweal-") as folder:
        for path, content in own:
            file = Path(folder, OWN_TABLES, Path(path).name)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(bytes(content))
        return read_parameters(Path(folder))


def has_money(place: Model, viewer: Viewer) -> bool:
    """Whether a viewer sees both a budget and a cost: one query."""
    return len(_money(place.pk, viewer.sight)) > 1


@prepared
def _money(place: int, sight: Sight) -> "QuerySet[Any, Any]":
    """One row for each of the two tables with something to see in it; a budget that names a hidden partner is none."""
    seen = place_models.Partner.objects.filter(visible(place_models.Partner, viewer_of(sight)), place=place)
    hidden = place_models.Partner.objects.filter(place=place).exclude(slug__in=seen.values("slug"))
    found = [
        model._default_manager.filter(visible(model, viewer_of(sight)), place=place)
        .order_by()
        .annotate(table=Value(model.__name__, output_field=CharField()))
        for model in (models.Budget, models.Cost)
    ]
    named = found[0].exclude(partner__in=hidden.values("slug")).values_list("table")
    both: QuerySet[Any, Any] = named.union(found[1].values_list("table"))
    return both


def options_for(place: Model, viewer: Viewer, factor: str) -> tuple[tuple[str, str], ...]:
    """The options that act on a factor, as far as a viewer sees it: id and name of each. One query."""
    return tuple(_options_for(place.pk, viewer.sight, factor))


@prepared
def _options_for(place: int, sight: Sight, factor: str) -> "QuerySet[Any, Any]":
    rows = models.Effect.objects.filter(visible(models.Effect, viewer_of(sight)), place=place, factor__slug=factor)
    return rows.order_by("position", "pk").values_list("option__slug", "option__name")


def options(place: Model, viewer: Viewer) -> tuple[schema.Option, ...]:
    """The options that a viewer may see."""
    return rows_seen(place, viewer, ("options",))["options"]


def option_seen(place: Model, viewer: Viewer, slug: str) -> schema.Option | None:
    """One option; None where there is none of this id, or the viewer may not see it."""
    return next((option for option in options(place, viewer) if option.id == slug), None)


def disclosure_of_option(place: Model, slug: str) -> str:
    """Who may see an option."""
    return str(models.Option.objects.values_list("disclosure", flat=True).get(place=place.pk, slug=slug))


def whose_option(place: Model, slug: str) -> Whose:
    """Whose an option is that a viewer sees."""
    return whose(models.Option, place, slug)


@dataclass(frozen=True, slots=True)
class OptionSheet:
    """One option with what it does, costs and brings; names of partners, factors and options by their ids."""

    option: schema.Option
    effects: tuple[Kept, ...]
    costs: tuple[Kept, ...]
    benefits: tuple[Kept, ...]
    names: Mapping[str, Mapping[str, str]]


def option_sheet(place: Model, viewer: Viewer, slug: str) -> OptionSheet | None:
    """One option with its rows; None where there is none of this id, or the viewer may not see it."""
    rows = rows_seen(place, viewer, ("partners", "factors", "options"))
    option = next((option for option in rows["options"] if option.id == slug), None)
    if option is None:
        return None
    own = {table: rows_of_option(place, viewer, table, slug) for table in ("effects", "costs", "benefits")}
    names = {table: {row.id: row.name for row in rows[table]} for table in rows}
    return OptionSheet(option=option, names=names, **own)


def rows_of_option(place: Model, viewer: Viewer, table: str, option: str) -> tuple[Kept, ...]:
    """The effects, costs or benefits of an option with their keys."""
    model, noun = TABLES[table]
    kept = kept_rows(model, noun, place, viewer, option__slug=option)
    if table != "benefits":
        return kept
    return without(hidden_from(place, viewer), kept)


def row_of_option(place: Model, viewer: Viewer, table: str, key: int) -> Kept | None:
    """One effect, cost or benefit, known by its key; None where the viewer may not see it."""
    model, noun = TABLES[table]
    found = nouns_of(model, noun, place, viewer, pk=key)
    rows = rows_of_option(place, viewer, table, found[0].option) if found else ()
    return next((row for row in rows if row.key == key), None)


@dataclass(frozen=True, slots=True)
class OptionLine:
    """An option in the list: who leads it, and what it costs in all, undiscounted."""

    option: schema.Option
    lead: str
    cost: float


def option_lines(place: Model, viewer: Viewer) -> list[OptionLine]:
    """The options that a viewer may see, with their costs: 4 queries."""
    rows = rows_seen(place, viewer, ("partners", "options", "costs"))
    names = {partner.id: partner.name for partner in rows["partners"]}
    totals: dict[str, float] = {}
    for cost in rows["costs"]:
        totals[cost.option] = totals.get(cost.option, 0.0) + cost.amount
    return [OptionLine(option, names.get(option.lead, ""), totals.get(option.id, 0.0)) for option in rows["options"]]
