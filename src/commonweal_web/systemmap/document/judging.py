"""Whether an edit of the document may be: the shape of what it changed, whose it is, and what it would break."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commonweal.names import is_slug
from commonweal.systemmap.schema import MAIN_MAP
from commonweal_web.live.keeping import Change, Person, Plain, Refused
from commonweal_web.systemmap.document import shapes

MEND = "Undo it and try again. If it was not you who did this, load the page again."


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that a layer knows besides its own: partners, people, and what wider layers hold of each root."""

    partners: frozenset[str]
    people: frozenset[str]
    outside: Mapping[str, frozenset[str]]
    is_shared: bool

    @property
    def bodies(self) -> frozenset[str]:
        """Partners and people."""
        return self.partners | self.people


def refuse_faulty(person: Person, changes: Iterable[Change], plain: Plain, known: Known) -> None:
    """Raise `Refused` with all that is wrong with the entries that an edit changed."""
    listed = tuple(changes)
    if not person.may_edit and any(change.root != "session" for change in listed):
        raise Refused("You may look at this map, and not change it.", "Ask the convenor for another role.")
    gone = {change.key for change in listed if change.root == "factors" and change.after is None}
    problems: list[str] = []
    for change in listed:
        if change.root in shapes.FIELDS:
            problems += _faults_of_entry(change, known)
        elif change.root == "positions":
            problems += _faults_of_position(change, known)
        elif change.root == "reactions":
            problems += _faults_of_reaction(person, change, plain, gone)
        else:
            problems += _faults_of_session(person, change, plain, known)
    if problems:
        told = "; ".join(list(dict.fromkeys(problems))[:3])
        raise Refused(f"The change cannot be kept: {told}.", MEND)


def _faults_of_entry(change: Change, known: Known) -> Iterable[str]:
    if change.after is None:
        return
    if not _is_key(change.root, change.key):
        yield f"one of the {change.root} has a key that is none"
    elif change.before is None and change.key in known.outside.get(change.root, ()):
        yield f"the id {change.key} is taken"
    said = change.after.get("name") if isinstance(change.after, dict) else None
    title = f"{said[:40]}: " if isinstance(said, str) and said else f"{change.root}: "
    faults = [*shapes.faults_of_entry(change.root, change.before, change.after)]
    yield from (title + fault for fault in faults)
    if not faults:
        yield from _unknown_ids(change, known)


def _is_key(root: str, key: str) -> bool:
    if root in ("links", "ties"):
        return shapes.KEY.fullmatch(key) is not None
    return is_slug(key) and key != MAIN_MAP


def _unknown_ids(change: Change, known: Known) -> Iterable[str]:
    """Partners and people that are not of this place. Factors may be missing: somebody else may just delete them."""
    bodies = known.bodies
    allowed = {
        "actors": {"partner": known.partners},
        "ties": {"from": bodies, "to": bodies},
        "links": {"contributed_by": bodies | {""}},
    }
    before = change.before if isinstance(change.before, dict) else {}
    for field, ids in allowed.get(change.root, {}).items():
        value = change.after.get(field, "")
        if value != before.get(field) and value not in ids:
            yield f"{field} names nobody of this place"


def _faults_of_position(change: Change, known: Known) -> Iterable[str]:
    on, factor, body = shapes.placed(change.key)
    if change.after is not None:
        if not is_slug(on) or not is_slug(body or factor):
            yield "a position has a key that is none"
        elif body and change.before is None and body not in known.bodies:
            yield "a position is of nobody of this place"
        if problem := shapes.point(change.after):
            yield f"a position {problem}"


def _faults_of_reaction(person: Person, change: Change, plain: Plain, gone: set[str]) -> Iterable[str]:
    factor, _, whose = change.key.partition("/")
    goes_with_it = change.after is None and (factor in gone or factor not in plain["factors"])
    if whose != person.key and not goes_with_it:
        yield "a reaction is somebody else's"
    if change.after is not None:
        if not is_slug(factor):
            yield "a reaction has a key that is none"
        if problem := shapes.true(change.after):
            yield f"a reaction {problem}"


def _faults_of_session(person: Person, change: Change, plain: Plain, known: Known) -> Iterable[str]:
    if not person.may_facilitate or not known.is_shared:
        yield "only those who run the meeting use its tools"
    elif change.key not in shapes.SESSION:
        yield "the meeting has no such tool"
    elif change.after is not None and (problem := shapes.SESSION[change.key](change.after)):
        yield f"{change.key} {problem}"
    elif change.key == "spotlight" and change.after is not None and not _is_seen_by_all(change.after, plain, known):
        yield "the spotlight shows something that not all see"


def _is_seen_by_all(thing: str, plain: Plain, known: Known) -> bool:
    """Whether a factor, partner or person is on the shared map: the id of another would give it away."""
    body = thing.removeprefix(shapes.BODY)
    return thing in plain["factors"] if body == thing else body in known.partners | known.people


def moved_while_locked(person: Person, changes: Iterable[Change], plain: Plain) -> tuple[Change, ...]:
    """Positions that somebody moved, or took away, while those who run the meeting hold them fast; as they were."""
    if plain["session"].get("locked") is not True or person.may_facilitate:
        return ()
    listed = tuple(changes)
    gone = {change.key for change in listed if change.root == "factors" and change.after is None}
    return tuple(
        Change("positions", change.key, change.after, change.before)
        for change in listed
        if change.root == "positions" and change.before is not None and change.key.partition("/")[2] not in gone
    )


def without_deletion(factors: Iterable[str], changes: Iterable[Change]) -> tuple[Change, ...]:
    """What puts back some factors that an edit deletes, with all that went with them."""
    kept = set(factors)
    return tuple(
        Change(change.root, change.key, None, change.before)
        for change in changes
        if change.after is None and change.before is not None and _goes_with(change, kept)
    )


def _goes_with(change: Change, factors: set[str]) -> bool:
    if change.root == "factors":
        return change.key in factors
    if change.root == "links":
        return not factors.isdisjoint({change.before["from"], change.before["to"]})
    if change.root == "actors":
        return change.before["factor"] in factors
    if change.root == "positions":
        return change.key.partition("/")[2] in factors
    return change.root == "reactions" and change.key.partition("/")[0] in factors
