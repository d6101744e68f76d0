"""`commonweal map convert` and `export`: a map from one program to another."""

from typing import TYPE_CHECKING

import click

from commonweal.cli.output import folder_argument

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.files.maps.formats import Format
    from commonweal.files.maps.schema import DrawingRead

FORMAT_NAMES = ("xlsx", "csv", "graphml", "gexf", "gml", "dot", "kumu", "prsm")

map_option = click.option("--map", "map_id", metavar="ID", default="", help="One named map of the place alone.")


@click.command()
@click.argument("source", type=click.Path())
@click.argument("target", type=click.Path())
@click.option("--from", "source_format", type=click.Choice(FORMAT_NAMES), help="The format of SOURCE.")
@click.option("--format", "target_format", type=click.Choice(FORMAT_NAMES[:-1]), help="The format of TARGET.")
@map_option
def convert(source: str, target: str, source_format: str | None, target_format: str | None, map_id: str) -> None:
    """Turn a map into another format: Excel, CSV, GraphML, GEXF, GML, DOT or Kumu; PRSM is read only.

    SOURCE is a file, a place folder, or a folder of CSV files. The endings say the formats: .xlsx, .zip, .graphml,
    .gexf, .gml, .dot, .json (Kumu), .prsm. A TARGET without an ending is a folder of CSV files.
    """
    from pathlib import Path

    from commonweal.files.maps.at_path import read_map_at

    read = read_map_at(Path(source), source_format)
    _write(read, Path(target), target_format, map_id)


@click.command()
@folder_argument
@click.option("-o", "--output", "target", required=True, metavar="FILE", type=click.Path(), help="Where to.")
@click.option("--format", "target_format", type=click.Choice(FORMAT_NAMES[:-1]), help="Where the ending is another.")
@map_option
def export(folder: str, target: str, target_format: str | None, map_id: str) -> None:
    """Write the map of a place for another program; the ending of FILE says which."""
    from pathlib import Path

    from commonweal.files.folder import read_place
    from commonweal.files.maps.at_path import map_of_place
    from commonweal.files.maps.schema import DrawingRead

    _write(DrawingRead(map_of_place(read_place(Path(folder)))), Path(target), target_format, map_id)


def _write(read: "DrawingRead", path: "Path", target_format: str | None, map_id: str) -> None:
    from commonweal.files.maps.at_path import write_map_at
    from commonweal.files.text import shown

    assert read.drawing is not None
    notes = (*read.notes, *write_map_at(read.drawing, path, _format(path, target_format), map_id))
    for note in notes:
        click.echo(note, err=True)
    counts = {name: len(getattr(read.drawing, name)) for name in ("factors", "links", "loops")}
    told = ", ".join(counted(count, name) for name, count in counts.items() if count or name != "loops")
    click.echo(f"{shown(str(path))}: {told}.")


def counted(count: int, name: str) -> str:
    """How many rows of a table there are, in words."""
    return f"{count:,} {name.removesuffix('s') if count == 1 else name}"


def _format(path: "Path", name: str | None) -> "Format | None":
    """The format of a target; None for a folder."""
    from commonweal.files.maps.formats import format_of

    if name is None and (path.is_dir() or not path.suffix):
        return None
    return format_of(path.name, name)
