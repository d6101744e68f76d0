"""Writes of a layer: rows as its document says, and the document itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import F, ForeignKey, Max, Q

from commonweal_web.accounts.models import User
from commonweal_web.audit.services import record_each
from commonweal_web.live.keeping import Edit
from commonweal_web.place.item import Disclosure, NamedItem, PlaceItem
from commonweal_web.place.models import Guest, Partner
from commonweal_web.place.rows import keyed_nouns, values_of
from commonweal_web.place.selectors.members import partners_of_guest, partners_of_users
from commonweal_web.place.services.slugs import free_slug
from commonweal_web.place.viewer import visible
from commonweal_web.systemmap.document import shapes
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.selectors import TABLES, rows_in
from commonweal_web.systemmap.models import Factor, Link, MapClient, MapDocument, MapUpdate, Position

# Rows written at once.
BATCH = 500

# Rows that change: of each root, by key, the noun before and after (None: no row).
Wanted = Mapping[str, Mapping[str, tuple[Any, Any]]]


def open_document(layer: Layer) -> MapDocument:
    """The document of a layer, made where there is none."""
    made, _ = MapDocument.objects.get_or_create(place=layer.place, partner_id=layer.partner, user_id=layer.user)  # type: ignore[misc]  # both may be none
    return made


def lock(document: MapDocument) -> int:
    """Let nobody else write this document until the transaction ends; the number of its last update."""
    rows = MapDocument.objects.select_for_update().values_list("number", flat=True)  # not its state, which is large
    return rows.get(pk=document.pk)


@transaction.atomic
def compact(document: MapDocument, state: bytes, number: int) -> None:
    """Store the whole document as it was at a number, unless a later one is stored."""
    MapDocument.objects.filter(pk=document.pk, state_number__lt=number).update(state=state, state_number=number)


def store(document: MapDocument, number: int, edits: Iterable[Edit], told: Iterable[list[Any]]) -> int:
    """Store edits after the update of a number; that of the last. `told` says of each what it changed."""
    listed = list(edits)
    updates = [
        MapUpdate(document=document, number=number + place, person=edit.person, content=edit.update, changes=changes)
        for place, (edit, changes) in enumerate(zip(listed, told, strict=True), 1)
    ]
    MapUpdate.objects.bulk_create(updates, BATCH)
    clients = [
        MapClient(document=document, client=client, person=edit.person) for edit in listed for client in edit.clients
    ]
    MapClient.objects.bulk_create(clients, BATCH)
    MapDocument.objects.filter(pk=document.pk).update(number=number + len(listed))
    return number + len(listed)


def tell(layer: Layer, document: MapDocument, edits: Iterable[Edit], *, beyond: bool) -> None:
    """One event for each author: how many entries of each kind they added, changed and removed.

    `beyond` says whether other layers have something to follow; how much is not told.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for edit in edits:
        for change in edit.changes:
            what = "added" if change.before is None else "removed" if change.after is None else "changed"
            counts[edit.person][f"{change.root}_{what}"] += 1
    reached = {"beyond": True} if beyond else {}
    record_each(
        {"event": "map changed", "by": somebody(person), "place": layer.place.slug, "target": target(document),
         "details": {**counts[person], **reached}}
        for person in sorted(counts)
    )  # fmt: skip


def target(document: MapDocument) -> str:
    """A document as the chain of events names it: by its number alone, since a partner may be private."""
    return f"map:{document.pk}"


def somebody(person: str) -> Any:
    """The user or guest of a person key, without asking the database; nobody for the site itself."""
    kind, _, key = person.partition("-")
    if kind == "guest":
        return Guest(pk=int(key))
    return User(pk=int(key)) if kind == "user" else None


class RowWriter:
    """Writes the rows of a layer as its document says; `beyond` counts those of other layers that gave way."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer
        self.beyond = 0

    def write(self, wanted: Wanted, authors: Mapping[tuple[str, str], str]) -> None:
        """What is taken away goes first and what refers to it before it; then what is new or changed, in turn.

        `authors` are the person keys of those who last changed each entry, by root and key.
        """
        self._authors = authors
        for root in ("positions", "ties", "links", "actors"):
            self._remove(root, _gone(wanted, root))
        for root in TABLES:
            self._put(root, {key: after for key, (_, after) in wanted.get(root, {}).items() if after is not None})
        self._remove("maps", _gone(wanted, "maps"))
        for some in _parts(_gone(wanted, "factors")):
            for row in rows_in(self.layer, "factors").filter(slug__in=some):
                self._take(row)

    @cached_property
    def _whose(self) -> dict[str, dict[str, int | None]]:
        return whose(self.layer, set(self._authors.values()))

    def _remove(self, root: str, keys: list[str]) -> None:
        for some in _parts(keys):
            rows_in(self.layer, root).filter(_named(root, some)).delete()

    def _put(self, root: str, nouns: Mapping[str, Any]) -> None:
        for some in _parts(list(nouns)):
            there = {
                _key(root, row): row for row in _with_ends(root, rows_in(self.layer, root).filter(_named(root, some)))
            }
            if root == "links":
                self._clear_views([row for key, row in there.items() if _view(row) != _view_of(nouns[key])])
            self._change(root, {key: nouns[key] for key in some if key in there}, there)
            self._add(root, {key: nouns[key] for key in some if key not in there})

    def _clear_views(self, rows: list[Any]) -> None:
        """Give links that say another view from now on one that nobody else has, so that two may change places."""
        if rows:
            Link.objects.filter(pk__in=[row.pk for row in rows]).update(contributed_by=F("key"))

    def _change(self, root: str, nouns: Mapping[str, Any], there: Mapping[str, Any]) -> None:
        if not nouns:
            return
        model: Any = TABLES[root][0]
        keys = self._keys(root, nouns.values())
        columns: set[str] = set()
        for key, noun in nouns.items():
            values = self._values(root, noun, keys)
            columns |= {model._meta.get_field(column).name for column in values}
            for column, value in values.items():
                setattr(there[key], column, value)
        # An insertion of rows that are there, which the database turns into their change: ten times as fast as an
        # update with a case for every row.
        model._default_manager.bulk_create(
            [there[key] for key in nouns], BATCH, update_conflicts=True, unique_fields=["pk"],
            update_fields=sorted(columns),
        )  # fmt: skip

    def _add(self, root: str, nouns: Mapping[str, Any]) -> None:
        if not nouns:
            return
        model, _, key_column = TABLES[root]
        if issubclass(model, NamedItem):
            self.beyond += len(nouns)  # narrower layers may name it from now on
            nouns = self._without_taken_back(root, nouns)
            self._give_way(model, list(nouns))
        keys = self._keys(root, nouns.values())
        last = model._default_manager.filter(place=self.layer.place).aggregate(last=Max("position"))["last"]
        first = 0 if last is None else last + 1
        common = {"place": self.layer.place, "disclosure": self.layer.stage()}
        rows = []
        for position, (key, noun) in enumerate(nouns.items(), first):
            whose_ = self._whose[self._authors.get((root, key), "")]
            row = model(**common, **whose_, position=position, **self._values(root, noun, keys))
            if key_column == "key":
                row.key = key  # type: ignore[attr-defined]
            rows.append(row)
        model._default_manager.bulk_create(rows, BATCH)

    def _values(self, root: str, noun: Any, keys: Any) -> dict[str, Any]:
        values = values_of(noun, TABLES[root][0], keys)
        values.pop("extra")
        return values

    def _keys(self, root: str, nouns: Iterable[Any]) -> dict[Any, dict[str, int]]:
        """The database ids of the factors and partners that some nouns name."""
        wanted: dict[Any, set[str]] = defaultdict(set)
        model = TABLES[root][0]
        for noun in nouns:
            for name in noun.__dataclass_fields__:
                field = model._meta.get_field(model.FIELDS.get(name, name))
                if isinstance(field, ForeignKey):
                    wanted[field.related_model].add(getattr(noun, name))
        found: dict[Any, dict[str, int]] = {Factor: {}, Partner: {}}
        for target_, slugs in wanted.items():
            for some in _parts(sorted(slugs)):
                rows = target_._default_manager.filter(place=self.layer.place, slug__in=some)
                found[target_] |= dict(rows.values_list("slug", "pk"))
        return found

    def _without_taken_back(self, root: str, nouns: Mapping[str, Any]) -> dict[str, Any]:
        """Take back into what all see what was taken out of it and stayed with somebody (see `_take`).

        It is the same where it is so in every word: whoever undoes a deletion finds what hung on it where it was.
        """
        model: Any = TABLES[root][0]
        noun = TABLES[root][1]
        if not self.layer.is_shared:
            return dict(nouns)
        hidden = model._default_manager.filter(place=self.layer.place, slug__in=list(nouns))
        hidden = hidden.exclude(disclosure__in=[Disclosure.PLACE, Disclosure.PUBLIC])
        same = [key for key, row in keyed_nouns(hidden, noun, "slug") if replace(row, extra=()) == nouns[key]]
        for key in same:
            whose_ = self._whose[self._authors.get((root, key), "")]
            hidden.filter(slug=key).update(disclosure=Disclosure.PLACE, **whose_)
        return {key: noun for key, noun in nouns.items() if key not in same}

    def _give_way(self, model: type[NamedItem], slugs: list[str]) -> None:
        """Rows that the layer does not see give up an id that it needs, so that nobody learns of them."""
        hidden = list(model._default_manager.filter(place=self.layer.place, slug__in=slugs))
        if not hidden:
            return
        taken = set(model._default_manager.filter(place=self.layer.place).values_list("slug", flat=True))
        for row in hidden:
            row.slug = free_slug(row.slug, taken, otherwise="factor")
            taken.add(row.slug)
            row.save(update_fields=("slug",))
            self.beyond += 1

    def _take(self, row: Factor) -> None:
        """Take a factor out of the layer. With those whose private items hang on it it stays, unseen here."""
        self.beyond += 1
        heirs = _heirs(row, self.layer)
        if not heirs:
            row.delete()
            return
        taken = set(Factor.objects.filter(place=self.layer.place).values_list("slug", flat=True))
        for place, (stage, owner, author) in enumerate(sorted(heirs, key=str)):
            kept = row if place == 0 else _copy(row, free_slug(row.slug, taken, otherwise="factor"))
            kept.disclosure, kept.owner_id, kept.author_id = stage, owner, author
            kept.save()
            taken.add(kept.slug)
            for relation, keys in heirs[stage, owner, author].items():
                relation.related_model._default_manager.filter(pk__in=keys).update(**{relation.field.name: kept})
        _leave_behind(row, heirs)


def whose(layer: Layer, persons: Iterable[str]) -> dict[str, dict[str, int | None]]:
    """Whose a new row of each person is: written by them, and of the partner that the layer or their role is for."""
    users = {person: int(person.removeprefix("user-")) for person in persons if person.startswith("user-")}
    partners = partners_of_users(layer.place, users.values())
    found: dict[str, dict[str, int | None]] = {"": {"author_id": layer.user, "owner_id": layer.partner}}
    for person in persons:
        mine = partners.get(users.get(person, 0), set())
        if person.startswith("guest-"):
            mine = partners_of_guest(int(person.removeprefix("guest-")))
        owner = layer.partner or min(mine, default=None)
        found[person] = {"author_id": users.get(person, layer.user), "owner_id": owner}
    return found


def _heirs(row: Factor, layer: Layer) -> dict[tuple[str, Any, Any], dict[Any, list[int]]]:
    """Whose private items hang on a factor: by stage, owner and author of each, their keys by relation."""
    heirs: dict[tuple[str, Any, Any], dict[Any, list[int]]] = defaultdict(lambda: defaultdict(list))
    for relation in row._meta.related_objects:
        model = relation.related_model
        if not issubclass(model, PlaceItem) or model is Position:
            continue
        hidden = model._default_manager.filter(**{relation.field.name: row}).exclude(visible(model, layer.viewer))
        for item in hidden.filter(disclosure__in=[Disclosure.ORGANISATION, Disclosure.DRAFT]):
            author = item.author_id if item.disclosure == Disclosure.DRAFT else None
            owner = item.owner_id if item.disclosure == Disclosure.ORGANISATION else None
            if author is not None or owner is not None:
                heirs[item.disclosure, owner, author][relation].append(item.pk)
    return heirs


def _copy(row: Factor, slug: str) -> Factor:
    copy = Factor.objects.get(pk=row.pk)
    copy.pk, copy.slug = None, slug
    copy._state.adding = True
    return copy


def _leave_behind(row: Factor, heirs: Any) -> None:
    """Items of the layer itself do not go with the factor to its heirs."""
    kept = {
        (relation.related_model, key) for found in heirs.values() for relation, keys in found.items() for key in keys
    }
    for relation in row._meta.related_objects:
        model = relation.related_model
        if issubclass(model, PlaceItem):
            keys = [key for other, key in kept if other is model]
            model._default_manager.filter(**{relation.field.name: row}).exclude(pk__in=keys).delete()


def _gone(wanted: Wanted, root: str) -> list[str]:
    return [key for key, (_, after) in wanted.get(root, {}).items() if after is None]


def _parts(keys: list[str]) -> Iterable[list[str]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def _named(root: str, keys: list[str]) -> Q:
    """The condition of the rows of some keys."""
    column = TABLES[root][2]
    if column is not None:
        return Q(**{f"{column}__in": keys})
    by_map: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for on, factor, body in map(shapes.placed, keys):
        by_map[on][bool(body)].append(body or factor)
    condition = Q()
    for on, (factors, bodies) in by_map.items():
        if factors:
            condition |= Q(map=on, factor__slug__in=factors)
        if bodies:
            condition |= Q(map=on, body__in=bodies)
    return condition


def _with_ends(root: str, rows: Any) -> Any:
    ends = {"links": ("from_factor", "to_factor"), "positions": ("factor",)}
    return rows.select_related(*ends[root]) if root in ends else rows


def _key(root: str, row: Any) -> str:
    column = TABLES[root][2]
    if column is not None:
        return str(getattr(row, column))
    return f"{row.map}/{shapes.BODY}{row.body}" if row.body else f"{row.map}/{row.factor.slug}"


def _view(row: Link) -> tuple[str, str, str, str]:
    return (row.from_factor.slug, row.to_factor.slug, row.kind, row.contributed_by)


def _view_of(noun: Any) -> tuple[str, str, str, str]:
    return (noun.from_, noun.to, noun.kind, noun.contributed_by)
