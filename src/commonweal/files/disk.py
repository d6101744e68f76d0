"""The folder on the disk: what lies in it, within bounds, and files written whole or not at all."""

import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from commonweal.errors import Fault

LARGEST_FILE = 100_000_000
MOST_FILES = 5_000

# What offices leave behind while a file is open.
LEFT_BEHIND = ("~$", ".~")


def not_a_folder(path: Path) -> Fault | None:
    """Why a path cannot be read as a folder, if so."""
    try:
        if path.is_dir():
            return None
        problem = "it is a file, not a folder" if path.exists() else "there is no such folder"
    except OSError as error:
        problem = f"it cannot be opened ({error.strerror})"
    return Fault(str(path), None, None, problem, "Name the folder of a place, such as examples/plymouth.")


def files_in(folder: Path) -> tuple[dict[str, Path], list[Fault]]:
    """The plain files of a folder by their path within it, in order, and a fault for each that may not be read.

    Hidden files and folders, and what offices leave behind (~$budget.xlsx), are passed over.

    Parameters
    ----------
    folder
        Where to look, in folders within it too.
    """
    found: dict[str, Path] = {}
    faults: list[Fault] = []
    root = folder.resolve()
    for path in _walk(folder, faults):
        name = path.relative_to(folder).as_posix()
        if fault := _refusal(path, name, root):
            faults.append(fault)
        else:
            found[name] = path
        if len(found) + len(faults) > MOST_FILES:
            problem = f"the folder holds more than {MOST_FILES:,} files"
            return {}, [Fault(folder.name, None, None, problem, "Keep only the place's own files in it.")]
    return found, faults


def _walk(folder: Path, faults: list[Fault]) -> Iterator[Path]:
    """Every path that is not a folder; links to folders are left to the caller to refuse."""

    def cannot_open(error: OSError) -> None:
        name = Path(error.filename or folder).name
        faults.append(Fault(name, None, None, "the folder cannot be opened", "Check who may read it."))

    for place, folders, files in os.walk(folder, onerror=cannot_open):
        folders[:] = sorted(name for name in folders if not is_passed_over(name))
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        yield from (here / name for name in sorted([*links, *files]) if not is_passed_over(name))


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is nobody's data."""
    return name.startswith((".", *LEFT_BEHIND))


def _refusal(path: Path, name: str, root: Path) -> Fault | None:
    """Why a file may not be read, if so."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            return Fault(name, None, None, "it is a link that leads out of the folder", "Copy the file itself.")
        found = path.stat()
    except (OSError, RuntimeError):
        return Fault(name, None, None, "it cannot be opened", "Check that it is there and who may read it.")
    if not stat.S_ISREG(found.st_mode):
        return Fault(name, None, None, "it is not a plain file", "Copy the file itself, or take it away.")
    if found.st_size > LARGEST_FILE:
        problem = f"the file has {found.st_size / 1e6:,.0f} MB, and the most is {LARGEST_FILE / 1e6:,.0f}"
        return Fault(name, None, None, problem, "Split it, or take away what the place does not need.")
    return None


def bytes_of(files: Mapping[str, Path]) -> tuple[dict[str, bytes], list[Fault]]:
    """The bytes of every file, and a fault for each that cannot be opened."""
    data: dict[str, bytes] = {}
    faults: list[Fault] = []
    for name, path in files.items():
        try:
            data[name] = path.read_bytes()
        except OSError as error:
            problem = f"it cannot be opened ({error.strerror})"
            faults.append(Fault(name, None, None, problem, "Check who may read it."))
    return data, faults


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: first beside it under another name, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
