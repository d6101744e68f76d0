"""What partners ask of each other: between two, in the order of time, and answered where they say so."""

from collections.abc import Iterator

from commonweal.errors import Fault
from commonweal.files.checks.rows import amiss, numbered
from commonweal.files.schema import Draft
from commonweal.systemmap.schema import Ask

Wrong = tuple[str, str, str]


def faulty_asks(draft: Draft) -> Iterator[Fault]:
    """Asks to oneself, dates out of order, answers to open asks, and answers that are missing."""
    for line, ask in numbered(draft.asks):
        for column, problem, mend in (*_ends_and_dates(ask), *_answer(ask)):
            yield amiss((draft.asks, line), column, problem, mend)


def _ends_and_dates(ask: Ask) -> Iterator[Wrong]:
    if ask.from_ == ask.to:
        yield "to", f"{ask.from_} asks itself", "Write the partner that is asked."
    if ask.answer_by is not None and ask.answer_by < ask.made:
        yield "answer_by", f"{ask.answer_by} lies before the day it was made", "Write a day on or after it, or none."
    if ask.answered is not None and ask.answered < ask.made:
        yield "answered", f"{ask.answered} lies before the day it was made", "Write a day on or after it."


def _answer(ask: Ask) -> Iterator[Wrong]:
    if ask.state == "open" and (ask.answered is not None or ask.answer.strip()):
        yield "state", "it is open and has an answer", "Write accepted or declined, or leave the answer empty."
    if ask.state != "open" and ask.answered is None:
        yield "answered", f"it is {ask.state} on no day", "Write the day, or open as the state."
    if ask.state == "declined" and not ask.answer.strip():
        yield "answer", "it is declined without a reason", "Write the reason."
