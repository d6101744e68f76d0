"""Two versions of a map side by side: what was added, taken away and changed, and by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from commonweal.systemmap.matching import Match, matches
from commonweal.systemmap.schema import Factor, Link, SystemMap

Key = TypeVar("Key")
Row = TypeVar("Row")

# What says which link a row is about and whose view it is.
KEY_OF_LINK = ("from_", "to", "kind", "contributed_by")


@dataclass(frozen=True, slots=True)
class Change:
    """One column of a row that differs: its name in the file, and what it says in either version."""

    column: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class ChangedFactor:
    """A factor that stands in both versions and differs."""

    before: Factor
    after: Factor
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ChangedLink:
    """A view of a link that stands in both versions and differs; it is that of `after.contributed_by`."""

    before: Link
    after: Link
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions, in the order of the files; `suggested` are factors that may be one.

    A link carries in `contributed_by` whose view it is, so that each change has somebody to ask.
    """

    added_factors: tuple[Factor, ...]
    removed_factors: tuple[Factor, ...]
    changed_factors: tuple[ChangedFactor, ...]
    added_links: tuple[Link, ...]
    removed_links: tuple[Link, ...]
    changed_links: tuple[ChangedLink, ...]
    suggested: tuple[Match, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both versions say the same."""
        factors = self.added_factors or self.removed_factors or self.changed_factors
        return not (factors or self.added_links or self.removed_links or self.changed_links)


def comparison(before: SystemMap, after: SystemMap, *, same: Mapping[str, str] | None = None) -> Comparison:
    """What was added, taken away and changed from one version of a map to another.

    Parameters
    ----------
    before, after
        Factors are the same where their ids are; a link is the same where its ends, its kind and whose view it is
        are. The order of rows has no part.
    same
        Factors that are one under two ids: id before to id after, such as people accept from `suggested`. Their
        links are compared as one, too.

    Examples
    --------
    >>> old = SystemMap((Factor("ae", "A&E", "outcome"),), (Link("ae", "ae", sign="+"),))
    >>> new = SystemMap((Factor("ae", "A&E", "cause"),), (Link("ae", "ae", sign="-"),))
    >>> found = comparison(old, new)
    >>> found.changed_factors[0].changes, found.changed_links[0].changes[0].after
    ((Change(column='kind', before='outcome', after='cause'),), '-')
    """
    renamed = _renamed(before, same or {})
    old, new = ({factor.id: factor for factor in version.factors} for version in (renamed, after))
    old_links, new_links = ({_key(link): link for link in version.links} for version in (renamed, after))
    added, removed = _only(new, old), _only(old, new)
    originals = {new: old for old, new in (same or {}).items()}
    return Comparison(
        added_factors=added,
        removed_factors=removed,
        changed_factors=tuple(
            ChangedFactor(replace(old[id_], id=originals.get(id_, id_)), new[id_], changes)
            for id_ in old
            if id_ in new and (changes := _changes(old[id_], new[id_]))
        ),
        added_links=_only(new_links, old_links),
        removed_links=_only(old_links, new_links),
        changed_links=tuple(
            ChangedLink(old_links[key], new_links[key], changes)
            for key in old_links
            if key in new_links and (changes := _changes(old_links[key], new_links[key]))
        ),
        suggested=matches(removed, added),
    )


def view_of(system_map: SystemMap, holder: str) -> SystemMap:
    """The map as one contributor sees it: their own links, without saying whose they are, so that two can be compared.

    Factors that none of the links touches are left out.
    """
    links = tuple(replace(link, contributed_by="") for link in system_map.links if link.contributed_by == holder)
    ends = {end for link in links for end in (link.from_, link.to)}
    return SystemMap(tuple(factor for factor in system_map.factors if factor.id in ends), links)


def with_names(found: Comparison, names: Mapping[str, str]) -> Comparison:
    """The same comparison with the names of factors at the ends of its links, to be told in sentences.

    Parameters
    ----------
    names
        Names by id; an id without one stays.

    Examples
    --------
    >>> found = comparison(SystemMap(), SystemMap((), (Link("ae", "beds"),)))
    >>> with_names(found, {"ae": "A&E"}).added_links[0].from_
    'A&E'
    """

    def named(link: Link) -> Link:
        return replace(link, from_=names.get(link.from_, link.from_), to=names.get(link.to, link.to))

    return replace(
        found,
        added_links=tuple(map(named, found.added_links)),
        removed_links=tuple(map(named, found.removed_links)),
        changed_links=tuple(
            ChangedLink(named(one.before), named(one.after), one.changes) for one in found.changed_links
        ),
        suggested=tuple(
            replace(match, before=names.get(match.before, match.before), after=names.get(match.after, match.after))
            for match in found.suggested
        ),
    )


def _renamed(system_map: SystemMap, same: Mapping[str, str]) -> SystemMap:
    factors = tuple(replace(factor, id=same.get(factor.id, factor.id)) for factor in system_map.factors)
    links = tuple(
        replace(link, from_=same.get(link.from_, link.from_), to=same.get(link.to, link.to))
        for link in system_map.links
    )
    return SystemMap(factors, links)


def _key(link: Link) -> tuple[object, ...]:
    return tuple(getattr(link, field) for field in KEY_OF_LINK)


def _only(rows: Mapping[Key, Row], others: Mapping[Key, Row]) -> tuple[Row, ...]:
    return tuple(row for key, row in rows.items() if key not in others)


def _changes(before: Factor | Link, after: Factor | Link) -> tuple[Change, ...]:
    """Columns that differ, unknown ones of the file among them."""
    known: Sequence[str] = [field.name for field in fields(before) if field.name != "extra"]
    changes = [Change(name.rstrip("_"), getattr(before, name), getattr(after, name)) for name in known]
    old, new = dict(before.extra), dict(after.extra)
    changes += [Change(name, old.get(name, ""), new.get(name, "")) for name in dict.fromkeys([*old, *new])]
    return tuple(change for change in changes if change.before != change.after)
