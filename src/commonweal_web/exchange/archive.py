"""Zip files in and out: what comes from outside is opened only within bounds, and never trusted with a path."""

import io
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

from commonweal.errors import Fault, FaultyInput
from commonweal.files.disk import is_passed_over
from commonweal.files.folder import examine_place
from commonweal.files.maps.sheets.unzipped import CANNOT_OPEN
from commonweal.files.place_toml import PLACE_FILE
from commonweal.files.schema import Checked

LARGEST_ZIP = 20_000_000
LARGEST_UNPACKED = 200_000_000
MOST_FILES = 5_000
LONGEST_PATH = 300

# Text of a place packs to a twentieth; a file above a megabyte that packs to less than this part is a trap.
LARGEST_RATIO = 200
SMALL_FILE = 1_000_000

# Kinds of files that a place may hold beside its tables.
KINDS = {
    ".csv", ".toml", ".md", ".txt", ".json", ".xmile", ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".png",
    ".jpg", ".jpeg", ".svg", ".html",
}  # fmt: skip
OFFICE = {".docx", ".xlsx", ".pptx", ".odt", ".ods"}
ZIP_BEGINS = b"PK\x03\x04"

# What other people's computers add to every zip.
ADDED = "__MACOSX"
# The day on every file that we write, so that the same place gives the same bytes.
DATED = (1980, 1, 1, 0, 0, 0)

PACK_AGAIN = "Pack the folder again, with its own files only."


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """Files in one zip, inside a folder of this name; the same files give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(f"{folder}/{path}", DATED), files[path], zipfile.ZIP_DEFLATED)
    return held.getvalue()


def place_in(upload: IO[bytes]) -> Checked:
    """The place in a zip file, with every fault of the zip, or else of the files in it."""
    try:
        with unpacked(upload) as folder:
            checked = examine_place(folder)
            outside = {str(folder), folder.name}
    except FaultyInput as error:
        return Checked(None, error.faults, ())
    named = tuple(replace(fault, file="the zip file") if fault.file in outside else fault for fault in checked.faults)
    return replace(checked, faults=named)


@contextmanager
def unpacked(upload: IO[bytes]) -> Iterator[Path]:
    """The folder of a place out of a zip file, gone again afterwards.

    Raises
    ------
    FaultyInput
        With everything in the zip that we do not open; nothing of it is written outside the temporary folder.
    """
    with tempfile.TemporaryDirectory(prefix="commonweal-") as folder:
        try:
            _unpack(upload, Path(folder))
        except CANNOT_OPEN as error:
            raise FaultyInput(
                [_of_zip("it cannot be opened as a zip file", "Pack the folder again as .zip.")]
            ) from error
        yield _root_of(Path(folder))


def _unpack(upload: IO[bytes], folder: Path) -> None:
    upload.seek(0, io.SEEK_END)
    if upload.tell() > LARGEST_ZIP:
        raise FaultyInput([_of_zip(f"it has more than {LARGEST_ZIP / 1e6:.0f} MB", "Take out what we do not read.")])
    upload.seek(0)
    with zipfile.ZipFile(upload) as archive:
        entries = [entry for entry in archive.infolist() if not _is_added(entry)]
        if faults := [*_too_much(entries), *_refusals(entries)]:
            raise FaultyInput(faults)
        _write(archive, entries, folder)


def _of_zip(problem: str, mend: str, file: str = "the zip file") -> Fault:
    return Fault(file, None, None, problem, mend)


def _is_added(entry: zipfile.ZipInfo) -> bool:
    """Folders, hidden files, and what computers add: nobody's data."""
    parts = PurePosixPath(entry.filename).parts
    is_odd = ".." in parts or "\\" in entry.filename
    return not is_odd and (entry.is_dir() or ADDED in parts or any(map(is_passed_over, parts)))


def _too_much(entries: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    if len(entries) > MOST_FILES:
        yield _of_zip(f"it holds more than {MOST_FILES:,} files", PACK_AGAIN)
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        yield _of_zip(f"it unpacks to more than {LARGEST_UNPACKED / 1e6:.0f} MB", PACK_AGAIN)
    if not entries:
        yield _of_zip("it is empty", PACK_AGAIN)


def _refusals(entries: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    seen: set[str] = set()
    for entry in entries[:MOST_FILES]:
        name = entry.filename if entry.filename.isprintable() else ascii(entry.filename)
        if problem := _problem_of(entry):
            yield _of_zip(problem, PACK_AGAIN, name[:LONGEST_PATH])
        if entry.filename.casefold() in seen:
            yield _of_zip("a file of this name stands twice in the zip", PACK_AGAIN, name[:LONGEST_PATH])
        seen.add(entry.filename.casefold())


def _problem_of(entry: zipfile.ZipInfo) -> str:
    """Why a file of a zip is not opened; empty where it may be."""
    path, kind = PurePosixPath(entry.filename), stat.S_IFMT(entry.external_attr >> 16)
    if path.is_absolute() or ".." in path.parts or set("\\:") & set(entry.filename):
        return "its name leads out of the folder"
    if not entry.filename.isprintable() or len(entry.filename) > LONGEST_PATH:
        return f"its name is longer than {LONGEST_PATH} letters, or has letters that cannot be printed"
    if kind not in {0, stat.S_IFREG}:
        return "it is a link, or no plain file"
    if entry.flag_bits & 0x1:
        return "it is locked with a password"
    if path.suffix.lower() not in KINDS:
        return f"files of the kind {path.suffix or 'without a suffix'} are not taken"
    if entry.file_size > SMALL_FILE and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
        return "it is packed far more tightly than any table of a place"
    return ""


def _write(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], folder: Path) -> None:
    """Unpack, counting what really comes out: what a zip says of itself may be a lie."""
    left = LARGEST_UNPACKED
    for entry in entries:
        with archive.open(entry) as packed:
            data = packed.read(min(left, entry.file_size) + 1)
        left -= len(data)
        if left < 0 or len(data) > entry.file_size:
            raise FaultyInput([_of_zip("it unpacks to more than it says", PACK_AGAIN)])
        path = PurePosixPath(entry.filename)
        if data.startswith(ZIP_BEGINS) and path.suffix.lower() not in OFFICE:
            raise FaultyInput([_of_zip("it is a zip file inside the zip file", PACK_AGAIN, entry.filename)])
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _root_of(folder: Path) -> Path:
    """Where place.toml lies: at the top, or in the one folder that the zip holds."""
    inside = list(folder.iterdir())
    if not (folder / PLACE_FILE).exists() and len(inside) == 1 and inside[0].is_dir():
        return inside[0]
    return folder
