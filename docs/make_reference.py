"""Writes docs/reference from the code: the files of a place folder, and the command line."""

import dataclasses
import inspect
import re
import sys
from pathlib import Path
from types import NoneType
from typing import Literal, get_args, get_origin, get_type_hints

import click

from commonweal.cli.main import commonweal
from commonweal.errors import CommonwealError
from commonweal.files.series import SERIES_COLUMNS
from commonweal.files.tables import TABLES, columns_of
from commonweal.place.schema import Member

REFERENCE = Path(__file__).parent / "reference"
MADE = "<!-- Made from the code by docs/make_reference.py: change the code, then run `make docs`. -->\n\n"


def kind_in_words(hint: object) -> str:
    """What a cell holds, for a person."""
    if get_origin(hint) is Literal:
        return ", ".join(f"`{word}`" if word else "empty" for word in get_args(hint))
    parts = [part for part in get_args(hint) if part is not NoneType] or [hint]
    origin = get_origin(hint)
    if origin is tuple:
        return f"list of {kind_in_words(parts[0])}s, separated by `;`"
    words = {
        "str": "text",
        "float": "number",
        "int": "whole number",
        "bool": "`yes` or `no`",
        "date": "date",
        "time": "time of day, such as `14:30`",
    }
    return words.get(getattr(parts[0], "__name__", ""), "text")


def default_in_words(field: dataclasses.Field[object]) -> str:
    """Whether a cell may be left out, and what that means."""
    if field.metadata.get("may_be_empty"):
        return "may be empty, and the file must have the column"
    if field.default is dataclasses.MISSING:
        return "must be given"
    if field.metadata.get("where_filled"):
        return "may be empty, and is written only where a row fills it"
    if field.default in (None, "", ()):
        return "may be empty"
    return f"`{'yes' if field.default is True else 'no' if field.default is False else field.default}`"


# What a column's name and kind do not say.
NOTES = {
    "asks.csv": "An ask that is `declined` gives its reason in `answer`; one that is `accepted` may say how in it.",
    "budgets.csv": "A row whose partner is `pool` is money put in by all, for whoever is short. A partner with no row "
    "at all is not limited, which is said; one with some rows has nothing where it states none (help in kind apart).",
    "measures.csv": "With the profile `custom` four more columns may stand here: `shift_length`, `trend_length`, "
    "`fix_after` and `screen_outliers`; an empty one is as in `mdc2023`.",
    "meetings.csv": "`place` says where, or holds the link to join by. The site shows the next one on the home of "
    "the place.",
    "options.csv": "Lists are separated by `;`.",
}

SERIES_PAGE = """## series/<measure>.csv

The values of one measure. A period is written `2026-04-01`, `2026-04` or `2026`. An empty value is a gap, never a zero.
One period may stand several times, each time in another edition (the date it was published); the latest counts.

| column | holds | if left out |
| --- | --- | --- |
"""

PROGRAMME_PAGE = """## programme.toml

Beside several place folders: the places of a programme, and who steers it. Keys that we do not know are kept, and so
are comments. A steering group has two co-chairs of different sectors; without them there is a warning.

```toml
name = "Local Vision"
places = ["plymouth", "kent"]      # the names of their folders

[[member]]
id = "phe"                         # if left out, made from the name
name = "Public Health England"
sector = "government"
valid_from = 2013-04-01
valid_to = 2021-09-30
replaced_by = ["ohid", "ukhsa"]    # ids of other members
```

| key of a member | holds | if left out |
| --- | --- | --- |
"""


def table_page(file: str, noun: type) -> str:
    """One file of the place folder: its meaning and its columns."""
    lines = [f"## {file}", "", inspect.cleandoc(noun.__doc__ or ""), ""]
    lines += [NOTES[file], ""] if file in NOTES else []
    lines += ["| column | holds | if left out |", "| --- | --- | --- |", *column_rows(noun)]
    return "\n".join(lines) + "\n"


def column_rows(noun: type) -> list[str]:
    """What each column of a noun holds, and whether it may be left out."""
    hints, fields = get_type_hints(noun), {field.name: field for field in dataclasses.fields(noun)}
    return [
        f"| `{column.name}` | {kind_in_words(hints[column.field])} | {default_in_words(fields[column.field])} |"
        for column in columns_of(noun)
    ]


def programme_page() -> str:
    """What lies beside several places. Its lists are lists, and an id may be left out."""
    rows = [row for row in column_rows(Member) if not row.startswith("| `id` ")]
    rows.insert(0, "| `id` | text | made from the name |")
    return PROGRAMME_PAGE + "\n".join(row.replace(", separated by `;`", "") for row in rows) + "\n"


def series_page() -> str:
    """The files of series, whose columns are read by the million and so stand apart."""
    kinds = {"period": "period", "edition": "date"}
    rows = [
        f"| `{column.name}` | {kinds.get(column.name, 'number')} | "
        f"{'must be given' if column.required else 'may be empty'} |"
        for column in SERIES_COLUMNS
    ]
    return SERIES_PAGE + "\n".join(rows) + "\n"


def folder_reference() -> str:
    """The page about the place folder."""
    introduction = (Path(__file__).parent / "place-folder-introduction.md").read_text(encoding="utf-8")
    pages = [table_page(file, noun) for file, noun in TABLES.items()]
    return MADE + introduction + "\n" + "\n".join([*pages, series_page(), programme_page()])


def commands(group: click.Group, path: str) -> list[tuple[str, click.Command]]:
    """Every command below a group with its whole name."""
    context = click.Context(group, info_name=path)
    found: list[tuple[str, click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        whole = f"{path} {name}"
        found += commands(command, whole) if isinstance(command, click.Group) else [(whole, command)]
    return found


def command_reference() -> str:
    """The page about the command line: every command's own help, and the exit codes."""
    blocks = []
    for name, command in commands(commonweal, "commonweal"):
        context = click.Context(command, info_name=name, terminal_width=100, max_content_width=100)
        blocks.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return MADE + "# The command line\n\n" + exit_codes() + "\n" + "\n".join(blocks)


def exit_codes() -> str:
    """Which code the shell sees, from the errors themselves."""
    rows = {
        0: "done",
        1: "the answer is no",
        2: "wrong use",
        3: "faulty input; every fault is listed on standard error",
        4: "this input cannot answer the question; the reason is given",
    }
    kinds = sorted(CommonwealError.__subclasses__(), key=lambda kind: kind.exit_code)
    lines = ["| exit code | meaning | errors |", "| --- | --- | --- |"]
    for code, meaning in rows.items():
        names = [f"`{kind.__name__}`" for kind in kinds if kind.exit_code == code]
        lines.append(f"| {code} | {meaning} | {', '.join(names)} |")
    return "\n".join(lines) + "\n"


PAGES = {"place-folder.md": folder_reference, "command-line.md": command_reference}


def tidy(text: str) -> str:
    """No spaces at the ends of lines, one newline at the end."""
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE).rstrip() + "\n"


def main() -> int:
    """Write the pages; with --check, only say whether they are as the code is."""
    stale = []
    for name, page in PAGES.items():
        path, text = REFERENCE / name, tidy(page())
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"Out of date: {', '.join(stale)}. Write them anew with: make docs")
    return len(stale)


if __name__ == "__main__":
    sys.exit(main())
