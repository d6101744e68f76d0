"""`commonweal import`, `export`, `backup` and `restore`: places and the whole site, in and out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commonweal.errors import FaultyInput, WrongUse
from commonweal_web.command import site

if TYPE_CHECKING:
    from commonweal.files.schema import PlaceFolder


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--as", "wanted", metavar="ID", help="The place's id here; otherwise made from the folder's name.")
@click.option("--replace", is_flag=True, help="Put it in the place of the one that has this id.")
def import_(source: Path, wanted: str | None, *, replace: bool) -> None:
    """Bring a place folder, or one packed as a zip file, into the site: all of it or nothing."""
    site.set_up()
    site.refuse_old_tables()
    from commonweal.names import slug
    from commonweal_web.exchange import services
    from commonweal_web.place.viewer import EVERYBODY

    folder, id_ = _read(source), wanted or slug(source.stem) or "place"
    if replace and (there := services.place_of(id_)):
        services.replace_place(place=there, folder=folder, viewer=EVERYBODY, by=None)
    else:
        services.import_place(folder=folder, slug=id_, by=None)
    click.echo(f"{folder.place.name} is in the site, at /{id_}/")


def _read(source: Path) -> "PlaceFolder":
    from commonweal.files.folder import read_place
    from commonweal_web.exchange.archive import place_in

    if not source.is_file():
        return read_place(source)
    with source.open("rb") as file:
        checked = place_in(file)
    if checked.folder is None:
        raise FaultyInput(checked.faults)
    return checked.folder


@click.command()
@click.argument("place")
@click.argument("target", type=click.Path(path_type=Path))
def export(place: str, target: Path) -> None:
    """Write a place into a folder, or into a zip file where the target ends in .zip: what all its members may see."""
    site.set_up()
    site.refuse_old_tables()
    from commonweal.files.folder import write_place
    from commonweal_web.exchange import selectors, services
    from commonweal_web.exchange.archive import zipped
    from commonweal_web.place.viewer import EVERYBODY

    if not (found := services.place_of(place)):
        raise WrongUse("there is no such place", where=place, mend="Name a place by the id in its address.")
    folder = selectors.place_folder(found, EVERYBODY)
    files = services.exported(place=found, by=None, folder=folder)
    if target.suffix == ".zip":
        target.write_bytes(zipped(files, place))
    else:
        write_place(folder, target)
    click.echo(f"{found.name}: {len(files):,} files in {target}")


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """Copy the whole site into one zip file, while it runs; it can be restored into either database."""
    site.set_up()
    site.refuse_old_tables()
    from commonweal_web.exchange.backup import write_backup

    rows = write_backup(target)
    click.echo(f"{rows:,} rows in {target}")


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
def restore(source: Path) -> None:
    """Fill an empty site from a backup: all of it or nothing."""
    site.set_up()
    site.migrate()
    from commonweal_web.exchange.backup import restore_backup

    rows = restore_backup(source)
    click.echo(f"{rows:,} rows restored from {source}")
