"""`commonweal map archetypes`: the patterns of loops that keep coming back, and where a map holds one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commonweal.cli.output import emit_json, json_option

if TYPE_CHECKING:
    from commonweal.systemmap.archetypes.finding import Find, Finds
    from commonweal.systemmap.archetypes.known import Archetype

CAUTION = "Loops that lie so are a reason to look, not a proof: ask the people of the place whether it happens."


@click.command()
@click.argument("folder", type=click.Path(), required=False)
@click.option("--add", "add", metavar="ID", help="Add the small map of one pattern to the place.")
@json_option
def archetypes(folder: str | None, add: str | None, as_json: bool) -> None:
    """Where the loops of a map lie as in a known pattern, such as fixes that fail.

    Without a FOLDER it lists the patterns. With --add the small map of one comes into the place, to be renamed there.
    """
    from pathlib import Path

    from commonweal.errors import WrongUse
    from commonweal.files.folder import read_place
    from commonweal.systemmap.archetypes.finding import archetypes_in
    from commonweal.systemmap.archetypes.known import KNOWN

    if folder is None:
        if add is not None:
            raise WrongUse("there is no place to add to", mend="Name its folder.")
        _list(KNOWN, as_json=as_json)
        return
    if add is not None:
        _add(Path(folder).as_posix(), add)
        return
    found = archetypes_in(read_place(Path(folder)).system_map)
    if as_json:
        emit_json(_document(found))
    else:
        click.echo("\n".join(_page(found)))


def _list(known: "tuple[Archetype, ...]", *, as_json: bool) -> None:
    if as_json:
        rows = [{"id": one.id, "name": one.name, "pair": one.pair, "loops": list(one.loops)} for one in known]
        emit_json({"archetypes": rows})
        return
    for one in known:
        click.echo(f"{one.name} ({one.id}; {', '.join(one.loops)})\n  {one.description}\n  Way out: {one.way_out}")


def _add(folder: str, id_: str) -> None:
    from pathlib import Path

    from commonweal.errors import FaultyInput, WrongUse
    from commonweal.files.folder import read_place
    from commonweal.files.maps.at_path import write_added
    from commonweal.files.maps.joining import joined
    from commonweal.files.maps.schema import Drawing
    from commonweal.systemmap.archetypes.known import KNOWN, map_of

    archetype = next((one for one in KNOWN if one.id == id_), None)
    if archetype is None:
        raise WrongUse(f"there is no pattern {id_}", mend=f"Choose one of: {', '.join(one.id for one in KNOWN)}.")
    small = map_of(archetype)
    found = joined(read_place(Path(folder)), Drawing(small.factors, small.links), archetype.name)
    if found.folder is None:
        raise FaultyInput(found.faults)
    write_added(found.folder, Path(folder), found.added)
    click.echo(f"{archetype.name}: {len(found.added.factors)} new factors, {len(found.added.links)} new links.")


def _document(found: "Finds") -> dict[str, object]:
    return {
        "finds": [
            {
                "archetype": find.archetype.id,
                "loops": [{"factors": list(loop.factors), "polarity": loop.polarity} for loop in find.loops],
                "shared": list(find.shared),
                "delays_known": find.delays_known,
            }
            for find in found.finds
        ],
        "complete": found.complete,
        "caution": CAUTION,
    }


def _page(found: "Finds") -> Iterator[str]:
    before = None
    for find in found.finds:
        if find.archetype is not before:
            before = find.archetype
            yield f"{before.name}: {before.description}"
        yield f"  {_told(find)}"
    yield CAUTION if found.finds else "No loops of this map lie as in a known pattern."
    if not found.complete:
        yield "There are more loops than were looked at, or more finds than are told: the shortest are here."


def _told(find: "Find") -> str:
    loops = "; ".join(f"{loop.polarity}: {' → '.join((*loop.factors, loop.factors[0]))}" for loop in find.loops)
    return loops if find.delays_known else f"{loops} (no delays are known, so which comes later was not checked)"
