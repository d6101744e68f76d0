"""place.toml: the place and its question, read with every fault, written with comments and strange keys kept."""

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any, get_args

import tomlkit
from tomlkit.exceptions import TOMLKitError

from commonweal.errors import Fault
from commonweal.files.cells import LARGEST_NUMBER, Unreadable, read_day
from commonweal.files.tables import ALIKE
from commonweal.files.text import quoted
from commonweal.names import listed
from commonweal.place.schema import Appraisal, DeadweightBasis, Equity, Gains, Place

PLACE_FILE = "place.toml"

# Where the first band of the Green Book's rates ends; no partnership plans so far.
LONGEST_HORIZON = 30
PRICE_YEARS = (1900, 2100)

AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")

KINDS: Mapping[type, str] = {
    bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a section",
    datetime: "a date", date: "a date", time: "a time",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """A key that we know: the section it stands in ("" for the top), and how its value is read."""

    section: str
    name: str
    read: Callable[[Any], Any]
    required: bool = False


# Stands for every key of a section.
EVERY_KEY = "*"

NOT_A_SECTION = "it is not a section"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"it is {KINDS[type(value)]} and not text", "Put it in quotation marks.")
    return value


def _some_text(value: object) -> str:
    if not (text := _text(value)).strip():
        raise Unreadable("it is empty", "Write it in a few words.")
    return text


def _month(value: object) -> date:
    if isinstance(value, datetime):
        return value.date().replace(day=1)
    if isinstance(value, date):
        return value.replace(day=1)
    try:
        return read_day(_text(value)).replace(day=1)
    except Unreadable as fault:
        raise Unreadable(fault.problem, 'Write the month as "2026-04".') from None


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable(f"it is {KINDS[type(value)]} and not a number", "Write a number without quotation marks.")
    if not abs(value) <= LARGEST_NUMBER:
        raise Unreadable("it is no number, or too large a one", "Write a plain number, such as 5.")
    return value


def _whole_between(lowest: int, highest: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        number = _number(value)
        if not lowest <= number <= highest or number != int(number):
            problem = f"{number:g} is not a whole number from {lowest} to {highest}"
            raise Unreadable(problem, "Write one that is.")
        return int(number)

    return read


def _fraction(value: object) -> float:
    if not 0 <= (number := _number(value)) <= 1:
        raise Unreadable(f"{number:g} is not a fraction from 0 to 1", "Write 15 % as 0.15.")
    return float(number)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise Unreadable(f"it is {KINDS[type(value)]} and not a list", 'Write a list such as ["Stonehouse"].')
    return tuple(_some_text(item) for item in value)


def _weights(section: Mapping[str, object]) -> tuple[tuple[str, float], ...]:
    weights = tuple((factor, float(_number(value))) for factor, value in section.items())
    if any(weight < 0 for _, weight in weights):
        raise Unreadable("a weight is negative", "Write weights of 0 or more; what is better stands in factors.csv.")
    return weights


def _basis(value: object) -> object:
    return _one_of(value, get_args(DeadweightBasis), "basis of deadweight")


def _gains(value: object) -> object:
    return _one_of(value, get_args(Gains), "way to count gains")


def _one_of(value: object, known: Sequence[str], what: str) -> object:
    if value not in known:
        words = listed([f'"{word}"' for word in known], last="or")
        raise Unreadable(f"{quoted(_text(value))} is no {what}", f"Write one of: {words}.")
    return value


KEYS = (
    Key("", "name", _some_text, required=True),
    Key("", "question", _some_text, required=True),
    Key("", "geography", _text),
    Key("", "start", _month, required=True),
    Key("", "horizon_years", _whole_between(1, LONGEST_HORIZON), required=True),
    Key("appraisal", "price_year", _whole_between(*PRICE_YEARS)),
    Key("appraisal", "rates", _some_text),
    Key("appraisal", "deadweight_basis", _basis),
    Key("appraisal", "gains", _gains),
    Key("equity", "neighbourhoods", _texts),
    Key("equity", "least_share", _fraction),
    Key("weights", EVERY_KEY, _weights),
)

EXAMPLES: Mapping[str, str] = {
    "name": 'name = "Plymouth"',
    "question": 'question = "What should we do together?"',
    "start": 'start = "2026-04"',
    "horizon_years": "horizon_years = 5",
}


def read_place_toml(text: str) -> tuple[Place | None, list[Fault], list[Fault]]:
    """The place that a place.toml describes, every fault in it, and what is odd but no fault.

    Examples
    --------
    >>> place, faults, warnings = read_place_toml('name = "Plymouth"')
    >>> print(faults[0])
    place.toml, column question: the key is missing. Add it, such as: question = "What should we do together?".
    """
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return None, [_broken(text, str(error))], []
    values: dict[tuple[str, str], Any] = {}
    faults: list[Fault] = []
    for key in KEYS:
        try:
            values[key.section, key.name] = _value(document, key)
        except Unreadable as fault:
            name = key.section if fault.problem == NOT_A_SECTION or key.name == EVERY_KEY else key.name
            faults.append(Fault(PLACE_FILE, row_of(text, name), name, fault.problem, fault.mend))
    faults = list(dict.fromkeys(faults))
    return (None if faults else _place(values)), faults, _strange_keys(document, text)


def _broken(text: str, error: str) -> Fault:
    match = AT_LINE.search(error)
    row = int(match[1]) if match else text.count("\n") + 1
    said = AT_LINE.sub("", error).replace(" (at end of document)", "").rstrip(".")
    problem = f"the file is not TOML: {quoted(said)}"
    return Fault(PLACE_FILE, row, None, problem, 'Write each line as key = "value", and close every quotation mark.')


def row_of(text: str, key: str) -> int | None:
    """The line on which a key or a section stands, where it can be told."""
    match = re.search(rf"^[ \t]*(?:\[[ \t]*)?{re.escape(key)}[ \t]*[=\]]", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else None


def _value(document: Mapping[str, Any], key: Key) -> object:
    """The value of a key; None where it is absent or empty and need not be there."""
    section = document.get(key.section, {}) if key.section else document
    if not isinstance(section, dict):
        raise Unreadable(NOT_A_SECTION, f"Write [{key.section}] on a line of its own.")
    if key.name == EVERY_KEY:
        return key.read(section)
    value = section.get(key.name)
    if value is None and key.required:
        raise Unreadable("the key is missing", f"Add it, such as: {EXAMPLES[key.name]}.")
    return None if value is None or (value == "" and not key.required) else key.read(value)


def _place(values: Mapping[tuple[str, str], Any]) -> Place:
    given = {key: value for key, value in values.items() if value is not None}

    def section(name: str) -> dict[str, Any]:
        return {key: value for (part, key), value in given.items() if part == name}

    return Place(
        **{"geography": "", **section("")},
        appraisal=Appraisal(**section("appraisal")),
        equity=Equity(**section("equity")),
        weights=given["weights", EVERY_KEY],
    )


def _strange_keys(document: Mapping[str, Any], text: str) -> list[Fault]:
    """Keys that we keep and do not know, where one of ours is much like them."""
    warnings = []
    for section in ("", "appraisal", "equity"):
        present = document.get(section) if section else document
        if not isinstance(present, dict):
            continue
        known = [key.name for key in KEYS if key.section == section]
        known += [] if section else sorted({key.section for key in KEYS if key.section})
        absent = [name for name in known if name not in present]
        for name in present:
            near = [] if name in known else difflib.get_close_matches(name.lower(), absent, 1, ALIKE)
            if near:
                problem = "we do not know this key, and keep it"
                warnings.append(Fault(PLACE_FILE, row_of(text, name), name, problem, f"Did you mean {near[0]}?"))
    return warnings


def place_toml_text(place: Place, text: str) -> str:
    """A place.toml that says what `place` says, made from `text` with everything else in it kept.

    Where the text says it already, it comes back letter for letter.

    Examples
    --------
    >>> place = Place("Kent", "Who cares?", "E10000016", date(2026, 4, 1), 5)
    >>> print(place_toml_text(place, "horizon_years = 3  # agreed in May"), end="")
    horizon_years = 5  # agreed in May
    name = "Kent"
    question = "Who cares?"
    geography = "E10000016"
    start = "2026-04"
    """
    before, _, _ = read_place_toml(text)
    if before == place:
        return text
    document = _parsed(text)
    for section, values in _sections(place).items():
        _write_section(document, section, values)
    return tomlkit.dumps(document)


def _write_section(document: tomlkit.TOMLDocument, section: str, values: Mapping[str, Any]) -> None:
    """Set what differs, take away what we know and the place does not say, leave the rest."""
    if section and values and not isinstance(document.get(section), dict):
        document[section] = tomlkit.table()
    part: Any = document.get(section) if section else document
    if not isinstance(part, dict):
        return
    known = {key.name for key in KEYS if key.section == section}
    for name in [name for name in part if (name in known or EVERY_KEY in known) and name not in values]:
        del part[name]
    for name, value in values.items():
        if part.get(name) != value:
            part[name] = value


def _parsed(text: str) -> tomlkit.TOMLDocument:
    """The document to write into: empty where the text is not TOML."""
    try:
        return tomlkit.parse(text)
    except (ValueError, RecursionError, TOMLKitError):
        return tomlkit.document()


def _sections(place: Place) -> dict[str, dict[str, Any]]:
    """What place.toml must say, by section; a section that is at its defaults says nothing."""
    appraisal, equity = asdict(place.appraisal), asdict(place.equity)
    equity["neighbourhoods"] = list(place.equity.neighbourhoods)
    if place.appraisal == Appraisal():
        appraisal = {}
    if place.equity == Equity():
        equity = {}
    return {
        "": {
            "name": place.name,
            "question": place.question,
            "geography": place.geography,
            "start": place.start.isoformat()[:7],
            "horizon_years": place.horizon_years,
        },
        "appraisal": {name: value for name, value in appraisal.items() if value is not None},
        "equity": equity,
        "weights": dict(place.weights),
    }
