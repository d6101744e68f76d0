"""`commonweal map loops`: the feedback loops of a map, told as sentences."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commonweal.cli.output import emit_json, folder_argument, json_option

if TYPE_CHECKING:
    from commonweal.systemmap.loops import Loop, Loops

POLARITY_WORDS = {"R": "reinforcing", "B": "balancing", "?": "of unknown direction"}


@click.command()
@folder_argument
@click.option("--max-length", type=click.IntRange(min=1), default=8, show_default=True, help="Most factors in a loop.")
@click.option("--through", metavar="ID", help="Only loops through this factor.")
@json_option
def loops(folder: str, max_length: int, through: str | None, as_json: bool) -> None:
    """Feedback loops: reinforcing (R) or balancing (B), and after how long they return."""
    from pathlib import Path

    from commonweal.files.folder import read_place
    from commonweal.systemmap.loops import feedback_loops

    place = read_place(Path(folder))
    found = feedback_loops(place.system_map, max_length=max_length, through=through)
    if as_json:
        emit_json(_document(found))
    else:
        click.echo("\n".join(_page(found)))


def _document(found: "Loops") -> dict[str, object]:
    return {
        "loops": [
            {
                "factors": list(loop.factors),
                "polarity": loop.polarity,
                "delay_months": loop.delay_months,
                "disputed": loop.disputed,
            }
            for loop in found.loops
        ],
        "count": found.count,
        "complete": found.complete,
        "max_length": found.max_length,
        "longer_exist": found.longer_exist,
    }


def _page(found: "Loops") -> Iterator[str]:
    numbers = dict.fromkeys(POLARITY_WORDS, 0)
    for loop in found.loops:
        numbers[loop.polarity] += 1
        yield _sentence(loop, numbers[loop.polarity])
    yield _count(found)


def _sentence(loop: "Loop", number: int) -> str:
    circle = " -> ".join((*loop.factors, loop.factors[0]))
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
