"""`commonweal map import`: a map from another program into the folder of a place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commonweal.cli.map.convert import FORMAT_NAMES, counted
from commonweal.cli.output import emit_json, json_option

if TYPE_CHECKING:
    from commonweal.files.maps.joining import Joined
    from commonweal.files.maps.schema import Drawing
    from commonweal.files.maps.signs import Otherwise

# Differences told in full; more are counted.
MOST_TOLD = 20

UNSIGNED: dict[str, "Otherwise"] = {"plus": "+", "minus": "-", "leave-out": "leave out"}

NOTHING_WRITTEN = "Nothing is written: this was a dry run."


@click.command(name="import")
@click.argument("file", type=click.Path())
@click.argument("folder", type=click.Path())
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--format", "format_", type=click.Choice(FORMAT_NAMES), help="Where the ending is another.")
@click.option("--plus", multiple=True, metavar="WORD", help="Links with this word move the same way; repeat it.")
@click.option("--minus", multiple=True, metavar="WORD", help="Links with this word move the opposite way; repeat it.")
@click.option("--unsigned", type=click.Choice(list(UNSIGNED)), help="What becomes of other links without a sign.")
@click.option("--by", metavar="PARTNER", default="", help="Whose view the links are, where the file does not say.")
@json_option
def bring(
    file: str,
    folder: str,
    dry_run: bool,
    format_: str | None,
    plus: tuple[str, ...],
    minus: tuple[str, ...],
    unsigned: str | None,
    by: str,
    as_json: bool,
) -> None:
    """Add a map to a place: new factors, links and named loops come in, what is there stays, what differs is told.

    Most programs draw arrows without signs. Say what the words on them mean with --plus and --minus, and what becomes
    of the rest with --unsigned.
    """
    from pathlib import Path

    from commonweal.errors import FaultyInput
    from commonweal.files.folder import read_place
    from commonweal.files.maps.at_path import read_map_at, write_added
    from commonweal.files.maps.joining import joined
    from commonweal.files.maps.signs import Meaning, contributed_by, with_signs

    place = read_place(Path(folder))
    read = read_map_at(Path(file), format_)
    assert read.drawing is not None
    meaning = Meaning(plus, minus, UNSIGNED[unsigned] if unsigned else "ask")
    drawing, left_out = with_signs(read.drawing, meaning)
    _refuse_unsigned(drawing, Path(file).name)
    found = joined(place, contributed_by(drawing, by) if by else drawing, Path(file).name)
    if found.folder is None:
        raise FaultyInput(found.faults)
    if not dry_run:
        write_added(found.folder, Path(folder), found.added)
    notes = (*read.notes, *found.notes, *([f"{left_out} links without a sign are left out."] if left_out else []))
    if as_json:
        emit_json(_document(found, notes, is_written=not dry_run))
    else:
        click.echo("\n".join([*_page(found, notes), *([NOTHING_WRITTEN] if dry_run else [])]))


def _refuse_unsigned(drawing: "Drawing", file: str) -> None:
    """Ask what the words on links without a sign mean."""
    from commonweal.errors import Fault, FaultyInput
    from commonweal.files.maps.signs import words_without_sign
    from commonweal.files.text import quoted

    mend = "Say --plus or --minus with this word, or --unsigned."
    faults = [
        Fault(file, None, None, f"{count} links with {quoted(word) if word else 'no word'} have no sign", mend)
        for word, count in words_without_sign(drawing).items()
    ]
    if faults:
        raise FaultyInput(faults)


def _counts(found: "Joined") -> dict[str, int]:
    from commonweal.files.maps.sheets.tables import OF_A_MAP

    return {name: len(getattr(found.added, name)) for name in OF_A_MAP}


def _document(found: "Joined", notes: tuple[str, ...], *, is_written: bool) -> dict[str, object]:
    return {
        "added": _counts(found),
        "factors": [factor.id for factor in found.added.factors],
        "links": [[link.from_, link.to] for link in found.added.links],
        "loops": [loop.name for loop in found.added.loops],
        "known": dict(found.known),
        "differences": [
            {"row": one.row, "column": one.column, "here": one.here, "there": one.there} for one in found.differences
        ],
        "notes": list(notes),
        "written": is_written,
    }


def _page(found: "Joined", notes: tuple[str, ...]) -> Iterator[str]:
    new = [counted(count, name) for name, count in _counts(found).items() if count]
    known = [counted(count, name) for name, count in found.known.items() if count]
    yield f"New: {', '.join(new) or 'nothing'}."
    if known:
        yield f"There already, and kept as they are: {', '.join(known)}."
    if found.differences:
        yield "What differs; the place's own is kept:"
        yield from (f"  {difference}" for difference in found.differences[:MOST_TOLD])
    if (more := len(found.differences) - MOST_TOLD) > 0:
        yield f"  and {more} more"
    yield from notes
