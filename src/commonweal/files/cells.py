"""One cell of a table: from what people write to a value, and back."""

import math
import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any, Literal, Union

from commonweal.files.text import quoted
from commonweal.names import is_slug, listed, slug

# A figure of a place is smaller: a thousand times the wealth of the United Kingdom. Beyond it sums overflow.
LARGEST_NUMBER = 1e15
# Counts of months, days and years, and grades.
LARGEST_WHOLE = 1_000_000

LEAVE_EMPTY = "Leave the cell empty for a missing value"
PLAIN_NUMBER = "Write a plain number, such as 1250 or 0.15"

NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
MISSING = {"n/a", "na", "#n/a", "nan", "null", "none", "-", "--", ".", "..", ":", "*", "x", "?", "unknown", "tbc"}

YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}

# Columns that hold an id: spaces around one are nobody's meaning.
ID_COLUMNS = {
    "id", "partner", "from", "to", "factor", "measure", "option", "lead", "bearer", "contributed_by", "neighbourhood",
    "map", "body", "focus", "outcome",
}  # fmt: skip

ReadCell = Callable[[str], Any]


class Unreadable(ValueError):
    """A cell or a line that cannot be read: what is wrong, and the mend. The caller knows where it stands."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend


def reader_of(column: str, hint: object) -> ReadCell:
    """The function that reads a cell of a column, by the type of its field."""
    if column == "id":
        return read_id
    if hint is str:
        return str.strip if column in ID_COLUMNS else str
    if typing.get_origin(hint) is Literal:
        return _reader_of_words(tuple(word for word in typing.get_args(hint) if word))
    if typing.get_origin(hint) in (types.UnionType, Union):
        inner = next(kind for kind in typing.get_args(hint) if kind is not types.NoneType)
        return reader_of(column, inner)
    return READERS[hint]


def read_id(text: str) -> str:
    """An id; the fault says the nearest one."""
    text = text.strip()
    if is_slug(text):
        return text
    nearest = slug(text) or "an-id"
    problem = f"{quoted(text)} is not an id: at most 60 of a-z, 0-9 and hyphens, a letter first"
    raise Unreadable(problem, f"Write {nearest}")


def read_number(text: str) -> float:
    """A plain number such as 1250, -3.5 or 2e6."""
    text = text.strip()
    if not NUMBER.fullmatch(text):
        raise Unreadable(f"{quoted(text)} is not a number", _mended_number(text))
    number = float(text)
    if not abs(number) <= LARGEST_NUMBER:
        raise Unreadable(f"{quoted(text)} is larger than any figure of a place", PLAIN_NUMBER)
    return number


def _mended_number(text: str) -> str:
    """What to write in place of £1,000, 15 % or n/a."""
    if text.lower() in MISSING:
        return LEAVE_EMPTY
    bare = re.sub(r"[£$€,\s_]", "", text).replace("−", "-").replace("–", "-")
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    percent = bare.endswith("%")
    bare = bare.removesuffix("%")
    if not NUMBER.fullmatch(bare) or not math.isfinite(float(bare)):
        return PLAIN_NUMBER
    return f"Write {float(bare) / 100:.12g}" if percent else f"Write {bare}"


def read_whole(text: str) -> int:
    """A whole number."""
    number = read_number(text)
    if not number.is_integer():
        raise Unreadable(f"{quoted(text)} is not a whole number", f"Write {round(number)}, or the number that is meant")
    if abs(number) > LARGEST_WHOLE:
        raise Unreadable(f"{quoted(text)} is too large", "Write a smaller whole number")
    return int(number)


# Files of values write the same days again and again.
@lru_cache(maxsize=50_000)
def read_day(text: str) -> date:
    """A day such as 2026-04-01; a month such as 2026-04 is its first day."""
    text = text.strip()
    if not (match := DAY.fullmatch(text)):
        raise Unreadable(f"{quoted(text)} is not a date", _mended_day(text))
    year, month, day = match.groups()
    try:
        return date(int(year), int(month), int(day or 1))
    except ValueError:
        raise Unreadable(f"{quoted(text)} is not in the calendar", "Write a day such as 2026-04-01") from None


def _mended_day(text: str) -> str:
    if match := DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        return f"Write the year first: {year}-{int(month):02}-{int(day):02}"
    if text.lower() in MISSING:
        return LEAVE_EMPTY
    return "Write a day such as 2026-04-01, or a month such as 2026-04"


def read_clock(text: str) -> time:
    """A time of day such as 14:30, on the 24-hour clock."""
    text = text.strip()
    if not (match := CLOCK.fullmatch(text)):
        raise Unreadable(f"{quoted(text)} is not a time", "Write hours and minutes such as 09:30 or 14:00")
    return time(int(match[1]), int(match[2]))


@lru_cache(maxsize=50_000)
def read_period(text: str) -> date:
    """The first day of a day, a month (2026-04) or a year (2026)."""
    year = text.strip()
    return read_day(f"{year}-01-01" if len(year) == 4 and year.isdigit() else text)


def read_yes_no(text: str) -> bool:
    """Yes or no."""
    word = text.strip().lower()
    if word not in YES_NO:
        raise Unreadable(f"{quoted(text)} is neither yes nor no", "Write yes or no")
    return YES_NO[word]


def read_names(text: str) -> tuple[str, ...]:
    """Ids with semicolons between."""
    return tuple(name for part in text.split(";") if (name := part.strip()))


def read_numbers(text: str) -> tuple[float, ...]:
    """Numbers with semicolons between, as a benefit's profile."""
    return tuple(read_number(part) for part in text.split(";"))


def _reader_of_words(words: tuple[str, ...]) -> ReadCell:
    def read_word(text: str) -> str:
        word = text.strip()
        if word not in words:
            raise Unreadable(f"{quoted(text)} is none of its words", f"Write one of: {listed(list(words), last='or')}")
        return word

    return read_word


READERS: Mapping[object, ReadCell] = {
    float: read_number,
    int: read_whole,
    bool: read_yes_no,
    date: read_day,
    time: read_clock,
    tuple[str, ...]: read_names,
    tuple[float, ...]: read_numbers,
}


def written(value: object) -> str:
    """A value as it stands in a file: the shortest text that reads back as the same.

    Examples
    --------
    >>> written(1250.0), written(0.1), written(None), written(True), written(("a", "b"))
    ('1250', '0.1', '', 'yes', 'a;b')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return ";".join(written(part) for part in value)
    return str(value)
