"""How long an ask has still to be answered, or has waited past its day, as people say it."""

from datetime import date

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


def _span(days: int) -> str:
    count, word = (days, "day") if days <= DAYS_TOLD else (days // A_WEEK, "week")
    said = NUMBERS[count] if count < len(NUMBERS) else f"{count}"
    return f"{said} {word}{'' if count == 1 else 's'}"
