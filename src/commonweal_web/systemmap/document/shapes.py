"""What each entry of the document is made of, in the words of the library's nouns."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, get_args

from commonweal.names import is_slug
from commonweal.systemmap import schema
from commonweal_web.live.document import Whole

# The most letters of a name, of another line, and of a text.
NAME, LINE, TEXT = 200, 100, 4000
KEY = re.compile(r"[a-z0-9]{20}")
PERSON = re.compile(r"(user|guest)-\d{1,18}")
BODY = schema.BODY
# The largest size of a number: what is larger is a slip.
LARGEST = 1e15

# A check says what is wrong with a value; nothing where all is well.
Check = Callable[[Any], str]


def text(most: int) -> Check:
    """A text of so many letters at the most."""

    def check(value: Any) -> str:
        if not isinstance(value, str):
            return "is no text"
        if "\0" in value:
            return "holds a letter that cannot be kept"
        return f"has {len(value)} letters, and {most} are allowed" if len(value) > most else ""

    return check


def name(value: Any) -> str:
    """A name: a line that is not empty."""
    return text(NAME)(value) or ("" if value.strip() else "is empty")


def word(words: object) -> Check:
    """One of a closed set of words."""
    known = get_args(words)
    return lambda value: (
        "" if isinstance(value, str) and value in known else f"is none of {', '.join(filter(None, known))}"
    )


def number(lowest: float = -LARGEST, highest: float = LARGEST) -> Check:
    """A number within bounds."""

    def check(value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return "is no number"
        return "" if lowest <= value <= highest else "is too small or too large"

    return check


def whole(lowest: int, highest: int) -> Check:
    """A whole number within bounds; browsers write it with a point."""
    return lambda value: number(lowest, highest)(value) or ("" if float(value).is_integer() else "is no whole number")


def none_or(check: Check) -> Check:
    """Nothing, or what passes a check."""
    return lambda value: "" if value is None else check(value)


def triple(lowest: float) -> Check:
    """Low, likely and high, each a number or nothing, in order."""
    one = none_or(number(lowest))

    def check(value: Any) -> str:
        if not isinstance(value, list) or len(value) != 3:
            return "is not low, likely and high"
        known = [part for part in value if part is not None]
        problem = next(filter(None, map(one, value)), "")
        return problem or ("" if known == sorted(known) else "is not in order: low, likely, high")

    return check


def day(value: Any) -> str:
    """A date such as 2026-04-01, or nothing."""
    try:
        if value not in (None, ""):
            date.fromisoformat(value)
    except (TypeError, ValueError):
        return "is no date such as 2026-04-01"
    return ""


def an_id(value: Any) -> str:
    """The id of a row."""
    return "" if isinstance(value, str) and is_slug(value) else "is no id"


def a_thing(value: Any) -> str:
    """The id of a factor, or of a partner or person behind its mark."""
    return an_id(value.removeprefix(BODY)) if isinstance(value, str) else "is no id"


def point(value: Any) -> str:
    """Where something stands: x and y."""
    is_pair = isinstance(value, list) and len(value) == 2
    return "is no point" if not is_pair or any(number(-1e6, 1e6)(part) for part in value) else ""


def timer(value: Any) -> str:
    """When it ends, and how many minutes it runs."""
    if not isinstance(value, dict) or value.keys() != {"ends", "minutes"} or not isinstance(value["ends"], str):
        return "is no timer"
    try:
        datetime.fromisoformat(value["ends"])
    except ValueError:
        return "ends at no time"
    return number(0, 24 * 60)(value["minutes"])


def true(value: Any) -> str:
    """Yes."""
    return "" if value is True else "is not true"


# The fields of the entries that are maps; those that must be there are named in NEEDED.
FIELDS: Mapping[str, Mapping[str, Check]] = {
    "factors": {
        "name": name, "kind": word(schema.FactorKind), "unit": text(LINE), "per": word(schema.Per),
        "better": word(schema.Better), "baseline": none_or(number()), "trend": none_or(triple(math.nextafter(-1, 0))),
        "floor": none_or(number()), "ceiling": none_or(number()), "source": text(TEXT), "note": text(TEXT),
    },
    "links": {
        "from": an_id, "to": an_id, "kind": word(schema.LinkKind), "sign": word(schema.Sign),
        "strength": word(schema.Strength), "elasticity": none_or(triple(0)), "delay": none_or(triple(0)),
        "grade": none_or(whole(1, 6)), "source": text(TEXT), "note": text(TEXT), "contributed_by": text(LINE),
    },
    "actors": {"partner": an_id, "factor": an_id, "power": none_or(whole(1, 3))},
    "ties": {
        "from": an_id, "to": an_id, "kind": word(schema.TieKind), "strength": none_or(number()),
        "since": day, "until": day,
    },
    "maps": {"name": name, "question": text(TEXT), "note": text(TEXT)},
}  # fmt: skip
NEEDED: Mapping[str, frozenset[str]] = {
    "factors": frozenset({"name", "kind"}),
    "links": frozenset({"from", "to"}),
    "actors": frozenset({"partner", "factor"}),
    "ties": frozenset({"from", "to"}),
    "maps": frozenset({"name"}),
}
# Roots whose entries are one plain value each, and what that is.
VALUES: Mapping[str, Check] = {"positions": point, "reactions": true}
# The tools of whoever runs a meeting.
SESSION: Mapping[str, Check] = {
    "spotlight": none_or(a_thing),
    "timer": none_or(timer),
    "locked": lambda value: "" if isinstance(value, bool) else "is neither yes nor no",
    "prompt": none_or(text(TEXT)),
    "step": none_or(whole(0, 1000)),
    "voting": lambda value: "" if isinstance(value, bool) else "is neither yes nor no",
}
ROOTS = (*FIELDS, *VALUES, "session")


def faults_of_entry(root: str, before: Any, after: Any) -> Iterable[str]:
    """What is wrong with an entry that was changed. Fields that stayed as they were are not looked at."""
    if not isinstance(after, dict) or isinstance(after, Whole):
        yield "is no entry of its kind"
        return
    known = before if isinstance(before, dict) else {}
    for field in NEEDED[root] - after.keys():
        yield f"{field} is missing"
    for field, value in after.items():
        if field not in FIELDS[root]:
            yield "holds a field that is unknown here"
        elif not _is_same(known, field, value) and (problem := FIELDS[root][field](value)):
            yield f"{field} {problem}"


def _is_same(known: Mapping[str, Any], field: str, value: Any) -> bool:
    return field in known and type(known[field]) is type(value) and bool(known[field] == value)


def factor_noun(key: str, entry: Mapping[str, Any]) -> schema.Factor:
    """A factor of the document as the library's noun."""
    low, likely, high = _three(entry, "trend")
    words: dict[str, Any] = {
        field: entry.get(field) or "" for field in ("name", "kind", "unit", "per", "better", "source", "note")
    }
    levels: dict[str, Any] = {field: _float(entry.get(field)) for field in ("baseline", "floor", "ceiling")}
    return schema.Factor(id=key, trend_low=low, trend=likely, trend_high=high, **words, **levels)


def factor_entry(noun: schema.Factor) -> dict[str, Any]:
    """A factor as an entry of the document."""
    plain = {field: getattr(noun, field) for field in FIELDS["factors"] if field != "trend"}
    return {**plain, "trend": _triple(noun, "trend")}


def link_noun(entry: Mapping[str, Any]) -> schema.Link:
    """A link of the document as the library's noun."""
    numbers: dict[str, Any] = {}
    for field in ("elasticity", "delay"):
        low, likely, high = _three(entry, field)
        numbers |= {f"{field}_low": low, field: likely, f"{field}_high": high}
    words: dict[str, Any] = {
        field: entry.get(field) or "" for field in ("sign", "strength", "source", "note", "contributed_by")
    }
    kind: Any = entry.get("kind") or "influences"
    grade = _int(entry.get("grade"))
    return schema.Link(from_=entry["from"], to=entry["to"], kind=kind, grade=grade, **words, **numbers)


def link_entry(noun: schema.Link) -> dict[str, Any]:
    """A link as an entry of the document."""
    words = {field: getattr(noun, field) for field in ("kind", "sign", "strength", "grade", "source", "note")}
    triples = {field: _triple(noun, field) for field in ("elasticity", "delay")}
    return {"from": noun.from_, "to": noun.to, **words, **triples, "contributed_by": noun.contributed_by}


def actor_noun(key: str, entry: Mapping[str, Any]) -> schema.Actor:
    """Who can act, as the library's noun."""
    return schema.Actor(id=key, partner=entry["partner"], factor=entry["factor"], power=_int(entry.get("power")))


def actor_entry(noun: schema.Actor) -> dict[str, Any]:
    """Who can act, as an entry of the document."""
    return {"partner": noun.partner, "factor": noun.factor, "power": noun.power}


def tie_noun(entry: Mapping[str, Any]) -> schema.Tie:
    """A tie as the library's noun."""
    since, until = (date.fromisoformat(entry[field]) if entry.get(field) else None for field in ("since", "until"))
    kind: Any = entry.get("kind") or "works_with"
    strength = _float(entry.get("strength"))
    return schema.Tie(entry["from"], entry["to"], kind, strength, since, until)


def tie_entry(noun: schema.Tie) -> dict[str, Any]:
    """A tie as an entry of the document."""
    days: dict[str, date | None] = {"since": noun.since, "until": noun.until}
    dates = {field: day.isoformat() if day else None for field, day in days.items()}
    return {"from": noun.from_, "to": noun.to, "kind": noun.kind, "strength": noun.strength, **dates}


def map_noun(key: str, entry: Mapping[str, Any]) -> schema.NamedMap:
    """A map as the library's noun."""
    return schema.NamedMap(key, entry["name"], entry.get("question") or "", entry.get("note") or "")


def map_entry(noun: schema.NamedMap) -> dict[str, Any]:
    """A map as an entry of the document."""
    return {"name": noun.name, "question": noun.question, "note": noun.note}


def position_noun(key: str, value: list[float]) -> schema.Position:
    """Where a factor or a body stands, as the library's noun."""
    on, factor, body = placed(key)
    return schema.Position(on, factor, float(value[0]), float(value[1]), body)


def position_key(noun: schema.Position) -> str:
    """The key of a position in the document: `main/waits` of a factor, `main/@police` of a body."""
    return f"{noun.map}/{BODY}{noun.body}" if noun.body else f"{noun.map}/{noun.factor}"


def placed(key: str) -> tuple[str, str, str]:
    """The map, the factor and the body that the key of a position names; one of the last two is empty.

    Examples
    --------
    >>> placed("main/waits"), placed("nights/@police")
    (('main', 'waits', ''), ('nights', '', 'police'))
    """
    on, _, what = key.partition("/")
    return (on, "", what.removeprefix(BODY)) if what.startswith(BODY) else (on, what, "")


def _three(entry: Mapping[str, Any], field: str) -> tuple[float | None, float | None, float | None]:
    low, likely, high = entry.get(field) or (None, None, None)
    return _float(low), _float(likely), _float(high)


def _triple(noun: object, field: str) -> list[float | None] | None:
    found = [getattr(noun, name) for name in (f"{field}_low", field, f"{field}_high")]
    return None if found == [None, None, None] else found


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _int(value: float | None) -> int | None:
    return None if value is None else int(value)
