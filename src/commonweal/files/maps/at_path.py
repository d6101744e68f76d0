"""Maps on the disk: a file of any format, a place folder, or a folder of CSV files."""

from dataclasses import replace
from pathlib import Path

from commonweal.errors import FaultyInput, WrongUse
from commonweal.files.disk import write_file
from commonweal.files.folder import read_place
from commonweal.files.maps.formats import Format, format_of, read_map, write_map
from commonweal.files.maps.schema import Drawing, DrawingRead
from commonweal.files.maps.sheets.tables import OF_A_MAP, csv_files, drawing_in_csv
from commonweal.files.place_toml import PLACE_FILE
from commonweal.files.schema import PlaceFolder


def map_of_place(folder: PlaceFolder) -> Drawing:
    """The map of a place, without the rest of it."""
    return Drawing(
        factors=folder.system_map.factors,
        links=folder.system_map.links,
        actors=folder.actors,
        ties=folder.ties,
        maps=folder.maps,
        positions=folder.positions,
        loops=folder.loops,
    )


def read_map_at(path: Path, format_: str | None = None) -> DrawingRead:
    """The map in a file or folder.

    Parameters
    ----------
    path
        A file whose ending says its format, the folder of a place, or a folder with factors.csv and links.csv.
    format_
        The name of the format, where the ending does not say it.

    Raises
    ------
    FaultyInput
        With every fault of the map.
    WrongUse
        Where there is no such file, or its format is not known.
    """
    if path.is_dir():
        read = _in_folder(path)
    else:
        try:
            data = path.read_bytes()
        except OSError as error:
            mend = "Name a file or a folder that is there."
            raise WrongUse(f"it cannot be opened ({error.strerror})", where=str(path), mend=mend) from error
        read = read_map(data, path.name, format_of(path.name, format_))
    if read.drawing is None:
        raise FaultyInput(read.faults)
    return read


def _in_folder(path: Path) -> DrawingRead:
    if (path / PLACE_FILE).is_file():
        return DrawingRead(map_of_place(read_place(path)))
    names = [f"{name}.csv" for name in OF_A_MAP if (path / f"{name}.csv").is_file()]
    read = drawing_in_csv({name: (path / name).read_bytes() for name in names}, path.name)
    return replace(read, faults=tuple(replace(fault, file=f"{path.name}/{fault.file}") for fault in read.faults))


def write_added(folder: PlaceFolder, path: Path, added: Drawing) -> None:
    """Write the tables of a place that a map has added rows to, and no other file.

    Raises
    ------
    WrongUse
        Where the disk refuses.
    """
    changed = [name for name in OF_A_MAP if getattr(added, name)]
    files = csv_files(map_of_place(folder))
    try:
        for name in changed:
            write_file(path / f"{name}.csv", files[f"{name}.csv"])
    except OSError as error:
        mend = "Choose a folder that you may write to."
        raise WrongUse(f"it cannot be written ({error.strerror})", where=str(path), mend=mend) from error


def write_map_at(drawing: Drawing, path: Path, format_: Format | None, map_id: str = "") -> tuple[str, ...]:
    """Write a map into a file, or into a folder as CSV files where there is no format; what is left out is returned.

    Raises
    ------
    WrongUse
        Where the folder is that of a place, the format is only read, or the disk refuses.
    """
    try:
        if format_ is not None:
            data, notes = write_map(drawing, format_, map_id)
            write_file(path, data)
            return notes
        if (path / PLACE_FILE).exists():
            problem = "it is the folder of a place, whose own map would be lost"
            raise WrongUse(problem, where=str(path), mend="Add to it with: commonweal map import.")
        for name, data in csv_files(drawing).items():
            write_file(path / name, data)
    except OSError as error:
        mend = "Choose a place that you may write to."
        raise WrongUse(f"it cannot be written ({error.strerror})", where=str(path), mend=mend) from error
    return ()
