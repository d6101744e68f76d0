"""A whole place into the database: all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from commonweal.errors import Fault, FaultyInput
from commonweal.files.folder import files_of
from commonweal.files.schema import PlaceFolder
from commonweal.measures.schema import Series
from commonweal.names import is_slug
from commonweal_web.audit.services import record
from commonweal_web.exchange.limits import faults_of_size, rows_in
from commonweal_web.investment.selectors import TABLES, keys_that_name_hidden
from commonweal_web.measures.models import Measure, Observation
from commonweal_web.place.item import Disclosure, NamedItem, PlaceItem
from commonweal_web.place.models import Attachment, Membership, Organisation, Partner, Person, Place, Role
from commonweal_web.place.rows import rows_of, values_of
from commonweal_web.place.services.places import RESERVED
from commonweal_web.place.services.slugs import free_slug
from commonweal_web.place.viewer import Viewer, visible
from commonweal_web.systemmap.models import Position, SavedView, Tie
from commonweal_web.systemmap.saved_views.selectors import views_naming_hidden

# By what a row without an id is known again, so that it stays as private as it was.
KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "ties": ("from_", "to", "kind"),
    "links": ("from_", "to", "kind", "contributed_by"),
    "loops": ("factors",),
    "positions": ("map", "factor", "body"),
    "events": ("date", "text", "factor", "measure"),
    "effects": ("option", "factor"),
    "costs": ("option", "partner", "year", "kind", "note"),
    "benefits": ("option", "name", "bearer"),
    "valuations": ("factor", "name", "bearer"),
    "budgets": ("partner", "year", "kind"),
}
KEPT = ("disclosure", "owner_id", "author_id")
# What one row keeps too, where it has one: by its key the shared document knows it.
KEPT_WITH_KEY = (*KEPT, "key")
STAGES = list(Disclosure)

LEAVES_BY_A_DAY = (
    "A folder takes no partner away. Put the row back in; where it has left, with its last day in valid_to. "
    "One that was added by mistake can be deleted on its page."
)

# The same words as on the page that deletes one: neither what relies on it is told, nor whose.
PUT_BACK = "Put the row back in, and speak with the other partners before it goes."

# Rows written at once.
BATCH = 2_000


def place_of(slug: str) -> Place | None:
    """The place of this id; None where there is none."""
    return Place.objects.filter(slug=slug).first()


@transaction.atomic
def import_place(*, folder: PlaceFolder, slug: str, by: Any) -> Place:
    """A new place out of a folder; whoever brings it is its convenor.

    Raises
    ------
    FaultyInput
        Where the id is no id or is taken, or the site's tables cannot hold a row: nothing is written.
    """
    _refuse(faults_of_size(folder))
    if not is_slug(slug):
        _refuse([Fault("place", None, "id", f'"{slug}" is not an id', "Write a-z, 0-9 and hyphens, a letter first.")])
    if slug in RESERVED or Place.objects.filter(slug=slug).exists():
        _refuse([Fault("place", None, "id", f'the id "{slug}" is taken', "Choose another.")])
    place = Place.objects.create(slug=slug, **_place_columns(folder))
    keys: dict[type[Model], dict[str, int]] = {}
    for table, (model, _) in TABLES.items():
        made: list[Any] = model._default_manager.bulk_create(rows_of(rows_in(folder, table), model, place, keys), BATCH)
        if issubclass(model, NamedItem):
            keys[model] = {row.slug: row.pk for row in made}
    link_organisations(place)
    _write_series(folder.series, keys[Measure])
    _write_attachments(place, folder.others)
    if by is not None:
        Membership.objects.create(place=place, user=by, role=Role.CONVENOR)
    record(event="place imported", place=slug, by=by, target=slug, details=_counts(folder))
    return place


def free_place_id(wanted: str) -> str:
    """The id that a new place gets: the nearest to what is wanted, with -2, -3 and so on where it is taken."""
    return free_slug(wanted, RESERVED | set(Place.objects.values_list("slug", flat=True)), otherwise="place")


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise FaultyInput(faults)


def link_organisations(place: Place) -> None:
    """Give every partner without one the organisation of its name, made where there is none yet."""
    partners = list(Partner.objects.filter(place=place, organisation__isnull=True))
    names = [partner.name for partner in partners]
    known = {body.name: body for body in Organisation.objects.filter(name__in=names)}
    taken = set(Organisation.objects.values_list("slug", flat=True)) if partners else set()
    for partner in partners:
        if partner.name not in known:
            body = Organisation(slug=free_slug(partner.name, taken, otherwise="organisation"))
            for name in ("name", "sector", "kind", "geography", "valid_from", "valid_to"):
                setattr(body, name, getattr(partner, name))
            body.save()
            known[partner.name] = body
            taken.add(body.slug)
        partner.organisation = known[partner.name]
    Partner.objects.bulk_update(partners, ["organisation"], BATCH)


def _place_columns(folder: PlaceFolder) -> dict[str, Any]:
    names = ("name", "question", "geography", "start", "horizon_years")
    return {**{name: getattr(folder.place, name) for name in names}, "toml": folder.toml}


def _counts(folder: PlaceFolder) -> dict[str, int]:
    counts = {table: len(rows_in(folder, table)) for table in TABLES}
    return {**{table: count for table, count in counts.items() if count}, "series": len(folder.series)}


def _write_series(series: Mapping[str, Series], keys: Mapping[str, int]) -> None:
    for measure, values in series.items():
        columns = [name for name in ("numerators", "denominators", "editions") if getattr(values, name)]
        Measure.objects.filter(pk=keys[measure]).update(
            has_series=True,
            resolution=values.resolution,
            series_columns=columns,
            series_extra=[[name, list(texts)] for name, texts in values.extra],
        )
        Observation.objects.bulk_create(_observations(values, keys[measure]), BATCH)


def _observations(series: Series, measure: int) -> list[Observation]:
    nothing = (None,) * len(series.periods)
    cells = zip(
        series.periods,
        series.values,
        series.numerators or nothing,
        series.denominators or nothing,
        series.editions or nothing,
        strict=True,
    )
    return [
        Observation(
            measure_id=measure,
            position=position,
            period=period,
            value=value,
            numerator=numerator,
            denominator=denominator,
            edition=edition,
        )
        for position, (period, value, numerator, denominator, edition) in enumerate(cells)
    ]


def _write_attachments(place: Place, others: Mapping[str, bytes]) -> None:
    Attachment.objects.bulk_create(
        [Attachment(place=place, path=path, content=content) for path, content in others.items()], BATCH
    )


@transaction.atomic
def replace_place(*, place: Place, folder: PlaceFolder, viewer: Viewer, by: Any) -> None:
    """Put a folder in the place of all that a viewer may see; people, roles and other bodies' own items stay.

    So do rows that name such an item, as a tie does with a hidden partner at one end: the folder could not hold them.

    Items known again (by their id, or by what they say) stay as private as they were.

    Raises
    ------
    FaultyInput
        Where a partner is missing, or a table cannot hold a row: nothing is changed.
    """
    _refuse(faults_of_size(folder))
    _refuse_lost_partners(place, viewer, folder)
    for column, value in _place_columns(folder).items():
        setattr(place, column, value)
    place.save()
    keys: dict[type[Model], dict[str, int]] = {}
    before = {table: _privacy(place, viewer, table) for table in KNOWN_BY}
    not_in_the_folder = keys_that_name_hidden(place, viewer, KNOWN_BY)
    for table in KNOWN_BY:
        model = TABLES[table][0]
        rows = model._default_manager.filter(visible(model, viewer), place=place)
        rows.exclude(pk__in=not_in_the_folder[table]).delete()
    for table, (model, _) in TABLES.items():
        if issubclass(model, NamedItem):
            keys[model] = _named(place, viewer, model, rows_in(folder, table), keys)
        else:
            _unnamed(place, table, rows_in(folder, table), keys, before[table])
    _refuse_relied_on(place, viewer, keys)
    _take_away(place, viewer, keys)
    link_organisations(place)
    Observation.objects.filter(measure__in=keys[Measure].values()).delete()
    Measure.objects.filter(pk__in=keys[Measure].values()).update(
        has_series=False, resolution="month", series_columns=[], series_extra=[]
    )
    _write_series(folder.series, keys[Measure])
    place.attachments.all().delete()
    _write_attachments(place, folder.others)
    record(event="place replaced", place=place.slug, by=by, target=place.slug, details=_counts(folder))


def _privacy(place: Place, viewer: Viewer, table: str) -> list[PlaceItem]:
    """The rows of a table without ids that a viewer sees, those that fewest see first."""
    rows = TABLES[table][0]._default_manager.filter(visible(TABLES[table][0], viewer), place=place)
    return sorted(rows, key=lambda row: STAGES.index(Disclosure(row.disclosure)))


def _unnamed(place: Place, table: str, nouns: tuple[Any, ...], keys: Any, before: Sequence[PlaceItem]) -> None:
    model = TABLES[table][0]
    rows = rows_of(nouns, model, place, keys)
    _as_private_as_before(rows, before, KNOWN_BY[table], list(TABLES[table][1].__dataclass_fields__))
    model._default_manager.bulk_create(rows, BATCH)


def _as_private_as_before(
    rows: Iterable[PlaceItem], before: Sequence[PlaceItem], known_by: Sequence[str], fields: Sequence[str]
) -> None:
    """Let each row be as private as the one that it was.

    That is the row that says the same in every column; else the one of those known by the same that fewest see, even
    where the folder has more of them than there were, since what was kept must not come out.
    """
    fewest = {_said(old, known_by): old for old in reversed(before)}
    left: dict[tuple[Any, ...], list[PlaceItem]] = {}
    for old in before:
        left.setdefault(_said(old, known_by), []).append(old)
    changed = []
    for row in rows:
        olds = left.get(_said(row, known_by), [])
        same = next((old for old in olds if _said(old, fields) == _said(row, fields)), None)
        if same is None:
            changed.append(row)
        else:
            olds.remove(same)
            _keep(row, same, KEPT_WITH_KEY)
    for row in changed:
        known = _said(row, known_by)
        if left.get(known):
            _keep(row, left[known].pop(0), KEPT_WITH_KEY)
        elif known in fewest:
            _keep(row, fewest[known], KEPT)


def _said(row: PlaceItem, fields: Iterable[str]) -> tuple[str, ...]:
    """What a row says in some fields of its noun, told apart as text: a whole number is one with a point too."""
    columns: list[Any] = [row._meta.get_field(row.FIELDS.get(name, name)) for name in fields]
    values = [getattr(row, column.attname) for column in columns]
    return tuple(repr(float(value) if isinstance(value, int) else value) for value in values)


def _keep(row: PlaceItem, old: PlaceItem, names: Iterable[str]) -> None:
    for name in names:
        if hasattr(old, name):
            setattr(row, name, getattr(old, name))


def _named(place: Place, viewer: Viewer, model: type[NamedItem], nouns: tuple[Any, ...], keys: Any) -> dict[str, int]:
    """Change the rows that are there, add the new ones; a hidden row that has the id of a new one gives way."""
    there = {row.slug: row for row in model._default_manager.filter(place=place)}
    seen = set(_seen(model, place, viewer).values_list("pk", flat=True))
    taken = set(there) | {noun.id for noun in nouns}
    for slug in {noun.id for noun in nouns} & {slug for slug, row in there.items() if row.pk not in seen}:
        hidden = there.pop(slug)
        hidden.slug = free_slug(slug, taken, otherwise=slug)
        taken.add(hidden.slug)
        hidden.save(update_fields=("slug",))
        if model in (Partner, Person):
            _follow(place, slug, hidden.slug)
    found = {}
    for position, noun in enumerate(nouns):
        row = there.get(noun.id) or model(place=place)
        row.position = position
        for column, value in values_of(noun, model, keys).items():
            setattr(row, column, value)
        row.save()
        found[noun.id] = row.pk
    return found


def _follow(place: Place, before: str, after: str) -> None:
    """Let ties and positions that are left name somebody hidden by the new id: none may fall to who takes the old."""
    for model, column in ((Tie, "from_id"), (Tie, "to_id"), (Position, "body")):
        model._default_manager.filter(place=place, **{column: before}).update(**{column: after})


def _refuse_relied_on(place: Place, viewer: Viewer, keys: Mapping[type[Model], Mapping[str, int]]) -> None:
    """What others hang something on that the viewer does not see stays: it would go with what it hangs on."""
    faults = [
        Fault(f"{table}.csv", None, "id", f'the folder leaves out "{row.slug}", on which others rely', PUT_BACK)
        for table, (model, _) in TABLES.items()
        if issubclass(model, NamedItem)
        for row in _left_out(model, place, viewer, keys[model].values()).order_by("position", "pk")
        if _holds_hidden(row, viewer)
    ]
    _refuse(faults)


def _holds_hidden(row: NamedItem, viewer: Viewer) -> bool:
    """Whether something refers to a row that a viewer may not see."""
    relations = [each for each in row._meta.related_objects if issubclass(each.related_model, PlaceItem)]
    return any(
        each.related_model._default_manager.filter(**{each.field.name: row})
        .exclude(visible(each.related_model, viewer))
        .exists()
        for each in relations
        if each.field.name != "owner"
    )


def _take_away(place: Place, viewer: Viewer, keys: Mapping[type[Model], Mapping[str, int]]) -> None:
    """Delete the rows that a viewer saw and that the folder does not hold: what refers goes before what is meant."""
    for model, _ in reversed(list(TABLES.values())):
        if issubclass(model, NamedItem):
            _left_out(model, place, viewer, keys[model].values()).delete()


def _left_out(model: type[NamedItem], place: Place, viewer: Viewer, kept: Iterable[int]) -> "QuerySet[NamedItem]":
    return _seen(model, place, viewer).exclude(pk__in=kept)


def _seen(model: type[NamedItem], place: Place, viewer: Viewer) -> "QuerySet[NamedItem]":
    """The rows that a viewer sees and a folder of theirs could hold: no views of something hidden."""
    rows = model._default_manager.filter(visible(model, viewer), place=place)
    return rows.exclude(pk__in=views_naming_hidden(place, viewer)) if model is SavedView else rows


def _refuse_lost_partners(place: Place, viewer: Viewer, folder: PlaceFolder) -> None:
    """No partner goes with a folder, whether or not anything belongs to it: so none tells what is hidden."""
    named = {partner.id for partner in folder.partners}
    there = Partner.objects.filter(visible(Partner, viewer), place=place).order_by("position", "pk")
    _refuse(
        [
            Fault("partners.csv", None, "id", f'the folder leaves out the partner "{partner.slug}"', LEAVES_BY_A_DAY)
            for partner in there
            if partner.slug not in named
        ]
    )


@transaction.atomic
def exported(*, place: Place, by: Any, folder: PlaceFolder) -> dict[str, bytes]:
    """The files of a place that somebody takes away, written down in the chain of events."""
    files = files_of(folder)
    record(event="place exported", place=place.slug, by=by, target=place.slug, details={"files": len(files)})
    return files
