"""Files out of a zip, within bounds: what a zip says of itself may be a lie."""

import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from commonweal.files.cells import Unreadable

LARGEST_UNPACKED = 300_000_000
MOST_FILES = 5_000

# Sheets of the same words pack to a fortieth; a large file that packs to less than this part is a trap.
LARGEST_RATIO = 200
SMALL_FILE = 1_000_000

# What opening a broken zip can end in.
CANNOT_OPEN = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
PACK_AGAIN = "Save the file again."


def files_in_zip(data: bytes, wanted: Callable[[str], bool]) -> tuple[dict[str, bytes], list[str]]:
    """The bytes of the files of a zip that are wanted, by path, and the paths of the others.

    Raises
    ------
    Unreadable
        Where it cannot be opened, is locked, or is larger inside than any map.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES:
                raise Unreadable(f"it holds more than {MOST_FILES:,} files", PACK_AGAIN)
            chosen = [entry for entry in entries if wanted(entry.filename)]
            others = [entry.filename for entry in entries if not wanted(entry.filename)]
            return _read(archive, chosen), others
    except CANNOT_OPEN as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("it cannot be opened", PACK_AGAIN) from error


def _read(archive: ZipFile, entries: list[ZipInfo]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = LARGEST_UNPACKED
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Unreadable("it is locked with a password", "Take the password off.")
        if entry.file_size > SMALL_FILE and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
            raise Unreadable("it is packed far more tightly than any map", PACK_AGAIN)
        with archive.open(entry) as packed:
            held = packed.read(min(left, entry.file_size) + 1)
        left -= len(held)
        if left < 0 or len(held) > entry.file_size:
            raise Unreadable("it unpacks to more than any map, or than it says", PACK_AGAIN)
        files[entry.filename] = held
    return files
