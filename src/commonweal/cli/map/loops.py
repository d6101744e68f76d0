"""`commonweal map loops`: the feedback loops of a map, told as sentences."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from commonweal.cli.output import emit_json, folder_argument, json_option

if TYPE_CHECKING:
    from commonweal.files.schema import PlaceFolder
    from commonweal.systemmap.loops import Loop, Loops
    from commonweal.systemmap.schema import NamedLoop

    Names = Mapping[tuple[str, ...], NamedLoop]

POLARITY_WORDS = {"R": "reinforcing", "B": "balancing", "?": "of unknown direction"}


@click.command()
@folder_argument
@click.option("--max-length", type=click.IntRange(min=1), default=8, show_default=True, help="Most factors in a loop.")
@click.option("--through", multiple=True, metavar="ID", help="Only loops through this factor; repeat it for several.")
@click.option("--independent", is_flag=True, help="The shortest loops that pass every link on a loop, of any length.")
@json_option
def loops(folder: str, max_length: int, through: tuple[str, ...], independent: bool, as_json: bool) -> None:
    """Feedback loops: reinforcing (R) or balancing (B), and after how long they return."""
    from pathlib import Path

    from commonweal.errors import WrongUse
    from commonweal.files.folder import read_place
    from commonweal.systemmap.loops import feedback_loops, names_of

    place = read_place(Path(folder))
    names = names_of(place.loops)
    if independent and through:
        raise WrongUse("--independent and --through were given", mend="Ask for one of them.")
    if independent:
        _tell_independent(place, names, as_json=as_json)
        return
    found = feedback_loops(place.system_map, max_length=max_length, through=through)
    if as_json:
        emit_json(_document(found, names))
    else:
        click.echo("\n".join((*_sentences(found.loops, names), _count(found))))


def _tell_independent(place: "PlaceFolder", names: "Names", *, as_json: bool) -> None:
    from commonweal.systemmap.independent import independent_loops

    found = independent_loops(place.system_map)
    if as_json:
        rows = [_row(loop, names) for loop in found]
        emit_json({"loops": rows, "count": len(found), "complete": False, "independent": True})
        return
    count = f"{len(found):,} independent loop{'' if len(found) == 1 else 's'}"
    last = f"{count}: every link that is on any loop is on one of these. There may be other loops."
    click.echo("\n".join((*_sentences(found, names), last if found else "Nothing on this map feeds back.")))


def _row(loop: "Loop", names: "Names") -> dict[str, object]:
    from commonweal.systemmap.loops import rotated

    named = names.get(rotated(loop.factors))
    return {
        "factors": list(loop.factors),
        "polarity": loop.polarity,
        "delay_months": loop.delay_months,
        "disputed": loop.disputed,
        "name": named.name if named else "",
        "story": named.story if named else "",
    }


def _document(found: "Loops", names: "Names") -> dict[str, object]:
    return {
        "loops": [_row(loop, names) for loop in found.loops],
        "count": found.count,
        "complete": found.complete,
        "max_length": found.max_length,
        "longer_exist": found.longer_exist,
    }


def _sentences(loops: tuple["Loop", ...], names: "Names") -> Iterator[str]:
    from commonweal.systemmap.loops import rotated

    numbers = dict.fromkeys(POLARITY_WORDS, 0)
    for loop in loops:
        numbers[loop.polarity] += 1
        named = names.get(rotated(loop.factors))
        yield _sentence(loop, numbers[loop.polarity]) + (f'. "{named.name}"' if named else "")
        if named and named.story:
            yield f"   {named.story}"


def _sentence(loop: "Loop", number: int) -> str:
    circle = " → ".join((*loop.factors, loop.factors[0]))
    dispute = "; partners differ about a sign in it" if loop.disputed else ""
    return f"{loop.polarity}{number} {POLARITY_WORDS[loop.polarity]}: {circle}, {_duration(loop.delay_months)}{dispute}"


def _duration(months: float) -> str:
    if months < 0.5:
        return "at once or not known"
    return f"about {months:.0f} month{'' if round(months) == 1 else 's'}"


def _count(found: "Loops") -> str:
    loops = f"{found.count:,} loop{'' if found.count == 1 else 's'}"
    most = f"{found.max_length} factor{'' if found.max_length == 1 else 's'}"
    longer = {
        True: f"; longer ones, of more than {most}, exist.",
        False: "; there are no others.",
        None: f"; whether any of more than {most} exist could not be found out.",
    }
    return loops + longer[found.longer_exist]
