"""NHS numbers: a place folder holds none, in any field of any file, and no fault repeats one."""

from collections.abc import Iterator

from commonweal.errors import Fault
from commonweal.files.cells import Unreadable
from commonweal.files.tables import records
from commonweal.files.text import may_hold_nhs_number, nhs_numbers

PROBLEM = "holds what looks like an NHS number"
MEND = "Take it out: a place holds figures about areas and services, never about one person."


def nhs_number_faults(file: str, text: str) -> Iterator[Fault]:
    """A fault for every cell, or line of another kind of file, that holds what looks like an NHS number.

    Parameters
    ----------
    file
        Its path within the folder, which may hold one as well.
    text
        All of it.
    """
    if any(nhs_numbers(file)):
        yield Fault(file, None, None, f"the name of the file {PROBLEM}", MEND)
    if not may_hold_nhs_number(text) or not any(nhs_numbers(text)):
        return
    cells = list(_cells_with_one(text)) if file.endswith(".csv") else []
    for line, column in cells or _lines_with_one(text):
        yield Fault(file, line, column, f"the {'cell' if column else 'line'} {PROBLEM}", MEND)


def _cells_with_one(text: str) -> Iterator[tuple[int, str | None]]:
    """Line and column of each cell with an NHS number, as far as the file can be read as a table."""
    header: list[str] = []
    try:
        for line, cells in records(text):
            header = header or [cell.strip() for cell in cells]
            for position, cell in enumerate(cells):
                if any(nhs_numbers(cell)):
                    yield line, header[position] if position < len(header) else f"{position + 1}"
    except Unreadable:
        return


def _lines_with_one(text: str) -> Iterator[tuple[int, str | None]]:
    for line, letters in enumerate(text.split("\n"), 1):
        if any(nhs_numbers(letters)):
            yield line, None
