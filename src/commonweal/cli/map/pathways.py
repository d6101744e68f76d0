"""`commonweal map pathways`: by which ways one factor acts on another, or what lies before and behind one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commonweal.cli.output import emit_json, folder_argument, json_option

if TYPE_CHECKING:
    from commonweal.systemmap.pathways import Pathways
    from commonweal.systemmap.schema import SystemMap


@click.command()
@folder_argument
@click.option("--from", "start", required=True, metavar="ID", help="The factor that acts.")
@click.option("--to", "end", metavar="ID", help="The factor that it acts on; without it, all that it acts on.")
@click.option("--max-length", type=click.IntRange(min=2), default=8, show_default=True, help="Most factors on the way.")
@json_option
def pathways(folder: str, start: str, end: str | None, max_length: int, as_json: bool) -> None:
    """By which ways one factor acts on another; without --to, what acts on it and what it acts on."""
    from pathlib import Path

    from commonweal.files.folder import read_place
    from commonweal.systemmap.pathways import pathways as pathways_of

    system_map = read_place(Path(folder)).system_map
    if end is None:
        _tell_around(system_map, start, as_json=as_json)
        return
    found = pathways_of(system_map, start, end, max_length=max_length)
    if as_json:
        emit_json(_document(found, start, end))
    else:
        click.echo("\n".join(_page(found, system_map, start, end)))


def _tell_around(system_map: "SystemMap", factor: str, *, as_json: bool) -> None:
    from commonweal.systemmap.pathways import downstream, upstream

    before, behind = upstream(system_map, factor), downstream(system_map, factor)
    if as_json:
        emit_json({"factor": factor, "upstream": before, "downstream": behind})
        return
    names = {one.id: one.name for one in system_map.factors}
    for title, found in (("acts on it", before), ("it acts on", behind)):
        click.echo(f"{title.capitalize()}, with the fewest links between: {len(found) or 'nothing'}")
        for other, steps in found.items():
            click.echo(f"  {steps:>3}  {names.get(other, other)}")


def _document(found: "Pathways", start: str, end: str) -> dict[str, object]:
    return {
        "from": start,
        "to": end,
        "pathways": [
            {
                "factors": list(way.factors),
                "sign": way.sign,
                "delay_months": way.delay_months,
                "disputed": way.disputed,
            }
            for way in found.pathways
        ],
        "max_length": found.max_length,
        "longer_exist": found.longer_exist,
    }


def _page(found: "Pathways", system_map: "SystemMap", start: str, end: str) -> Iterator[str]:
    from commonweal.systemmap.advice.pathways import pathway_sentence, pathways_advice
    from commonweal.systemmap.loops import likely_signs

    names = {one.id: one.name for one in system_map.factors}
    signs = likely_signs(system_map)
    yield from (f"- {line}" for line in pathways_advice(found, names.get(start, start), names.get(end, end)))
    for way in found.pathways:
        dispute = " Partners differ about a sign on the way." if way.disputed else ""
        yield f"{way.sign or '?'}  {pathway_sentence(way, signs, names)}{dispute}"
