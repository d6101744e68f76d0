"""The [[member]] sections of a programme.toml: where each stands, and the member that it describes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tomlkit.items import Table

from commonweal.errors import Fault
from commonweal.files.cells import Unreadable
from commonweal.files.place_toml import KINDS, row_of
from commonweal.files.tables import columns_of, read_cell
from commonweal.files.text import shown
from commonweal.names import slug
from commonweal.place.schema import Member

PROGRAMME_FILE = "programme.toml"

MEMBER = "member"
MEMBER_LINE = re.compile(r"^[ \t]*\[\[[ \t]*member[ \t]*\]\]", re.MULTILINE)
SECTION_LINE = re.compile(r"^[ \t]*\[", re.MULTILINE)

WRITE_SECTIONS = "Write [[member]] on a line of its own above each."

# A section has the keys that a row of a table of members would have as columns.
COLUMNS = columns_of(Member)


@dataclass(frozen=True, slots=True)
class Section:
    """A [[member]] as it stands in the file: its keys, and its text with the line on which that begins."""

    keys: Mapping[str, Any]
    text: str = ""
    line: int | None = None

    def row(self, key: str) -> int | None:
        """The line of a key; of the section where it cannot be told."""
        found = row_of(self.text, key)
        return self.line if found is None or self.line is None else self.line + found - 1

    def fault(self, key: str, problem: str, mend: str) -> Fault:
        """A fault of one of its keys."""
        return Fault(PROGRAMME_FILE, self.row(key), shown(key), problem, mend)


def sections_of(document: Mapping[str, Any], text: str) -> tuple[list[Section], list[Fault]]:
    """Every [[member]] with its lines, and a fault where they are written in another way."""
    members = document.get(MEMBER, [])
    if not isinstance(members, list) or not all(isinstance(member, dict) for member in members):
        problem = "the members are no sections"
        return [], [Fault(PROGRAMME_FILE, row_of(text, MEMBER), MEMBER, problem, WRITE_SECTIONS)]
    starts = [match.start() for match in MEMBER_LINE.finditer(text)]
    if len(starts) != len(members):  # written inline, or within a text: no line can be told
        return [Section(keys) for keys in members], []
    return [
        Section(keys, _own_text(text, start), text.count("\n", 0, start) + 1)
        for keys, start in zip(members, starts, strict=True)
    ], []


def _own_text(text: str, start: int) -> str:
    """The text of the section that begins at a place, without the sections that follow."""
    body = text.find("\n", start)
    following = SECTION_LINE.search(text, body) if body >= 0 else None
    return text[start : following.start()] if following else text[start:]


def member_of(section: Section) -> tuple[Member | None, list[Fault]]:
    """The member of a section (None where it has a fault), by the rules for the cells of a table."""
    values: dict[str, Any] = {}
    faults = []
    for column in COLUMNS:
        try:
            if (value := _value(section, column.name, required=column.required)) is not None:
                values[column.field] = read_cell(column, value)
        except Unreadable as wrong:
            faults.append(section.fault(column.name, wrong.problem, wrong.mend))
    known = {field: value for field, value in values.items() if value is not None}
    return (None if faults else Member(**known)), faults


def _value(section: Section, key: str, *, required: bool) -> str | None:
    """What a key says, as the text of a cell; None where it is absent and may be."""
    value = id_of(section) if key == "id" else section.keys.get(key)
    if value is None and required:
        raise Unreadable("the key is missing", "Add it to this [[member]].")
    if required and isinstance(value, str) and not value.strip():
        raise Unreadable("it is empty", "Fill it in.")
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ";".join(value)
    raise Unreadable(f"it is {KINDS[type(value)]} and not text", "Put it in quotation marks.")


def id_of(section: Section) -> object:
    """What is written as the id of a member, or the one that its name makes where nothing is."""
    name = section.keys.get("name", "")
    return section.keys.get("id", slug(name) if isinstance(name, str) else "")


def write_member(table: Table, member: Member) -> None:
    """Let a section say what the member says, and leave alone the keys that say it already or are not ours."""
    before, _ = member_of(Section(table.unwrap()))
    for column in COLUMNS:
        value = getattr(member, column.field)
        if before and getattr(before, column.field) == value:
            continue
        if value in (None, "", ()):
            table.pop(column.name, None)
        else:
            table[column.name] = list(value) if isinstance(value, tuple) else value
