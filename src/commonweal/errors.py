"""What can go wrong: each error says what, where, and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a folder of files. Row 1 is the header; row and column may be unknown."""

    file: str
    row: int | None
    column: str | None
    problem: str
    mend: str

    def __str__(self) -> str:
        """One line: `series/ae.csv, row 14, column value: "n/a" is not a number. Leave the cell empty.`"""
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.problem}. {self.mend}"


class CommonwealError(Exception):
    """Anything that the product refuses to do, and why.

    Parameters
    ----------
    problem
        What is wrong, as a clause without a full stop.
    where
        The file, measure, option or loop that it concerns.
    mend
        What to do about it, as a sentence.
    """

    exit_code = 1

    def __init__(self, problem: str, *, where: str = "", mend: str = "") -> None:
        self.problem = problem
        self.where = where
        self.mend = mend
        super().__init__(f"{where + ': ' if where else ''}{problem}.{' ' + mend if mend else ''}")


class WrongUse(CommonwealError):
    """A call that asks for something that does not exist: an unknown option, measure or rule."""

    exit_code = 2


class FaultyInput(CommonwealError):
    """Files that cannot be read as they stand; all their faults together."""

    exit_code = 3

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(str(fault) for fault in self.faults)
        Exception.__init__(self, lines)
        self.problem, self.where, self.mend = lines, "", ""


class CannotAnswer(CommonwealError):
    """A question that this input cannot carry; the reason is stated."""

    exit_code = 4


class TooFewValues(CannotAnswer):
    """A series too short for the calculation."""


class LoopWithoutDelay(CannotAnswer):
    """A feedback loop in which every link acts at once: its levels have no order to be worked out in."""


class Infeasible(CannotAnswer):
    """No set of options keeps every constraint; names the smallest set of constraints in conflict."""
