"""How long an ask has still to be answered, or has waited past its day, as people say it."""

from collections.abc import Sequence
from datetime import date
from statistics import median

from commonweal.systemmap.schema import Ask

A_WEEK = 7
# From here on weeks say more than days do.
DAYS_TOLD = 13
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def due_words(ask: Ask, on: date) -> str:
    """How an ask stands on a day: days left, or how far past its date; its answer once there is one.

    Returns
    -------
    str
        "no date set" where none was. In days up to 13, then in whole weeks: that it waits is said plainly, that it
        waits a day more or less is not the point.

    Examples
    --------
    >>> ask = Ask("a", "waits", "council", "police", "Help?", date(2026, 5, 1), date(2026, 5, 10))
    >>> [due_words(ask, date(2026, 5, day)) for day in (7, 10, 11, 25)]
    ['three days left', 'to answer today', 'one day past its date', 'two weeks past its date']
    """
    if ask.state != "open":
        return ask.state
    if ask.answer_by is None:
        return "no date set"
    days = (ask.answer_by - on).days
    if days == 0:
        return "to answer today"
    return f"{_span(days)} left" if days > 0 else f"{_span(-days)} past its date"


def asks_advice(asks: Sequence[Ask], on: date) -> tuple[str, ...]:
    """How many asks wait, how many are past their date, what was answered and how soon.

    Examples
    --------
    >>> waits = Ask("a", "waits", "council", "police", "Help?", date(2026, 5, 1), date(2026, 5, 10))
    >>> done = Ask("b", "waits", "council", "nhs", "Help?", date(2026, 5, 1), None, "accepted", date(2026, 5, 6))
    >>> asks_advice((waits, done), date(2026, 5, 11))
    ('One ask waits for an answer, and is past its date.', 'One was answered: one accepted. The answer took five days.')
    >>> asks_advice((), date(2026, 5, 11))
    ('Nobody has asked another partner to act yet.',)
    """
    if not asks:
        return ("Nobody has asked another partner to act yet.",)
    waiting = [ask for ask in asks if ask.state == "open"]
    late = [ask for ask in waiting if ask.answer_by is not None and ask.answer_by < on]
    answered = [ask for ask in asks if ask.state != "open" and ask.answered is not None]
    lines = [_waiting(len(waiting), len(late))]
    if answered:
        lines.append(_answered(answered))
    return tuple(lines)


def _waiting(count: int, late: int) -> str:
    if not count:
        return "No ask waits for an answer."
    asks = "One ask waits" if count == 1 else f"{_number(count).capitalize()} asks wait"
    if not late:
        return f"{asks} for an answer, none past its date."
    if count == 1:
        return f"{asks} for an answer, and is past its date."
    return f"{asks} for an answer; {_number(late)} {'is' if late == 1 else 'are'} past the date."


def _answered(answered: Sequence[Ask]) -> str:
    counts = {state: sum(ask.state == state for ask in answered) for state in ("accepted", "declined")}
    said = ", ".join(f"{_number(count)} {state}" for state, count in counts.items() if count)
    days = round(median((ask.answered - ask.made).days for ask in answered if ask.answered is not None))
    took = "The answer took" if len(answered) == 1 else "Half of the answers took at most"
    verb = "was" if len(answered) == 1 else "were"
    return f"{_number(len(answered)).capitalize()} {verb} answered: {said}. {took} {_span(days)}."


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else f"{count}"


def _span(days: int) -> str:
    count, word = (days, "day") if days <= DAYS_TOLD else (days // A_WEEK, "week")
    return f"{_number(count)} {word}{'' if count == 1 else 's'}"
