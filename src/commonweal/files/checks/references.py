"""Ids: each stands once, and whoever names one names something."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.errors import Fault
from commonweal.files.checks.rows import amiss, ids_in, numbered
from commonweal.files.place_toml import PLACE_FILE, row_of
from commonweal.files.schema import Draft
from commonweal.files.text import quoted
from commonweal.investment.schema import POOL
from commonweal.names import listed
from commonweal.systemmap.schema import MAIN_MAP

WITH_IDS = ("partners", "people", "factors", "actors", "maps", "saved_views", "asks", "measures", "options", "meetings")

# Who may bear a benefit without being a partner.
BEARERS = frozenset({"residents", "public"})


# What a row of a table is called.
KINDS = {
    "partners": "partner",
    "people": "person",
    "factors": "factor",
    "maps": "map",
    "measures": "measure",
    "options": "option",
}

# A guess at what was meant compares with every id; after so many, a column has another fault than slips of the pen.
MOST_GUESSES = 100


@dataclass(frozen=True, slots=True)
class Reference:
    """A field of a table that names ids of other tables, or one of a few words."""

    table: str
    field: str
    names: tuple[str, ...]
    words: frozenset[str] = frozenset()


REFERENCES = (
    Reference("people", "partner", ("partners",)),
    Reference("ties", "from_", ("partners", "people")),
    Reference("ties", "to", ("partners", "people")),
    Reference("actors", "partner", ("partners",)),
    Reference("actors", "factor", ("factors",)),
    Reference("links", "from_", ("factors",)),
    Reference("links", "to", ("factors",)),
    Reference("loops", "factors", ("factors",)),
    Reference("positions", "map", ("maps",), frozenset({MAIN_MAP})),
    Reference("positions", "factor", ("factors",)),
    Reference("positions", "body", ("partners", "people")),
    Reference("saved_views", "map", ("maps",), frozenset({MAIN_MAP})),
    Reference("saved_views", "outcome", ("factors",)),
    Reference("asks", "factor", ("factors",)),
    Reference("asks", "from_", ("partners",)),
    Reference("asks", "to", ("partners",)),
    Reference("measures", "factor", ("factors",)),
    Reference("events", "factor", ("factors",)),
    Reference("events", "measure", ("measures",)),
    Reference("options", "lead", ("partners",)),
    Reference("options", "needs", ("partners",)),
    Reference("options", "requires", ("options",)),
    Reference("options", "excludes", ("options",)),
    Reference("effects", "option", ("options",)),
    Reference("effects", "factor", ("factors",)),
    Reference("costs", "option", ("options",)),
    Reference("costs", "partner", ("partners",)),
    Reference("benefits", "option", ("options",)),
    Reference("benefits", "bearer", ("partners",), BEARERS),
    Reference("valuations", "factor", ("factors",)),
    Reference("valuations", "bearer", ("partners",), BEARERS),
    Reference("budgets", "partner", ("partners",), frozenset({POOL})),
)


def repeated_ids(draft: Draft) -> Iterator[Fault]:
    """Ids that stand twice in a table, and names that are kept for the pool and the main map."""
    for name in WITH_IDS:
        table = getattr(draft, name)
        first: dict[str, int] = {}
        for line, id_ in sorted(ids_in(table, "id")):
            if first.setdefault(id_, line) != line:
                problem = f"{quoted(id_)} stands in row {first[id_]} too"
                yield amiss((table, line), "id", problem, "Give one of them another id.")
    for line, partner in numbered(draft.partners):
        if partner.id == POOL:
            mend = "Give the partner another id; pooled money goes to pool in budgets.csv."
            yield amiss((draft.partners, line), "id", f"{POOL} is kept for money that all may draw on", mend)
    for line, named in numbered(draft.maps):
        if named.id == MAIN_MAP:
            problem = f"{MAIN_MAP} is the map of the whole place, which needs no row"
            yield amiss((draft.maps, line), "id", problem, "Give this map another id.")


def references_to_nothing(draft: Draft) -> Iterator[Fault]:
    """Ids that a table names and no table has. A table that cannot be read is not held against anybody."""
    for reference in REFERENCES:
        known = _known(draft, reference)
        if known is not None:
            yield from _dangling(draft, reference, known)
    yield from _measures_of_nothing(draft)
    yield from _weights_of_nothing(draft)


def _known(draft: Draft, reference: Reference) -> frozenset[str] | None:
    known: frozenset[str] = reference.words
    for name in reference.names:
        ids = getattr(draft, name).ids
        if ids is None:
            return None
        known |= ids
    return known


def _dangling(draft: Draft, reference: Reference, known: frozenset[str]) -> Iterator[Fault]:
    table = getattr(draft, reference.table)
    kind = listed([KINDS[name] for name in reference.names], last="or")
    names = ((line, name) for line, name in ids_in(table, reference.field) if name not in known)
    for told, (line, name) in enumerate(names):
        mend = did_you_mean(name, known if told < MOST_GUESSES else frozenset(), reference.names)
        yield amiss((table, line), reference.field.rstrip("_"), f"there is no {kind} {quoted(name)}", mend)


def did_you_mean(name: str, known: frozenset[str], tables: tuple[str, ...]) -> str:
    """The mend of an id that no table has: the nearest that one has, and where to add it."""
    files = listed([f"{table}.csv" for table in tables], last="or")
    near = difflib.get_close_matches(name, sorted(known), 1)
    if near:
        return f"Did you mean {near[0]}? If not, add it to {files}."
    return f"Add it to {files}, or write one that is there."


def _measures_of_nothing(draft: Draft) -> Iterator[Fault]:
    for measure in draft.series:
        if draft.measures.ids is not None and measure not in draft.measures.ids:
            mend = did_you_mean(measure, draft.measures.ids, ("measures",))
            yield Fault(f"series/{measure}.csv", None, None, f"there is no measure {quoted(measure)}", mend)


def _weights_of_nothing(draft: Draft) -> Iterator[Fault]:
    for factor, _ in draft.place.weights if draft.place else ():
        if draft.factors.ids is not None and factor not in draft.factors.ids:
            mend = did_you_mean(factor, draft.factors.ids, ("factors",))
            problem = f"there is no factor {quoted(factor)}"
            yield Fault(PLACE_FILE, row_of(draft.toml, factor), "weights", problem, mend)


def strangers(draft: Draft) -> Iterator[Fault]:
    """Contributors of links who are no partner or person, and ids that a partner and a person share: both may be."""
    partners, people = draft.partners.ids or frozenset(), draft.people.ids or frozenset()
    for line, link in numbered(draft.links):
        if partners and link.contributed_by and link.contributed_by not in partners | people:
            problem = f"{quoted(link.contributed_by)} is no partner or person of this place"
            yield amiss((draft.links, line), "contributed_by", problem, "The view counts as that of one more partner.")
    for line, person in numbered(draft.people):
        if person.id in partners:
            problem = f"{person.id} is the id of a partner too"
            yield amiss(
                (draft.people, line), "id", problem, "Give the person another id, so that a tie says whose it is."
            )
