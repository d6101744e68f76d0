"""Money and months as people read them; rounding happens here and nowhere else."""

from datetime import date

MONTHS_A_YEAR = 12


def pounds(amount: float) -> str:
    """A sum in full, to the pound.

    Examples
    --------
    >>> pounds(785000.4), pounds(-39058.47)
    ('£785,000', '-£39,058')
    """
    whole = round(abs(amount))
    return f"{'-' if amount < 0 and whole else ''}£{whole:,}"


def pounds_short(amount: float) -> str:
    """A sum at a glance: three figures at the most.

    Examples
    --------
    >>> pounds_short(3_005_933.19), pounds_short(643_139.47), pounds_short(-812.0)
    ('£3.0m', '£643k', '-£812')
    """
    size, sign = abs(amount), "-" if round(amount) < 0 else ""
    if size >= 999_500:
        return f"{sign}£{size / 1e6:.{1 if size < 99.95e6 else 0}f}m"
    if size >= 1_000:
        return f"{sign}£{round(size / 1e3):,}k"
    return f"{sign}£{round(size)}"


def one_in(chance: float) -> str:
    """A chance as people say it.

    Examples
    --------
    >>> one_in(0.11), one_in(0.0), one_in(1.0), one_in(0.7)
    ('1 in 9', 'none', 'all', '7 in 10')
    """
    if chance <= 0:
        return "none"
    if chance >= 1:
        return "all"
    if chance > 0.4:
        return f"{min(round(chance * 10), 9)} in 10"
    return f"1 in {round(1 / chance):,}"


def months_after(start: date, months: int) -> date:
    """The first day of the month so many months after that of `start`; before it where negative.

    Examples
    --------
    >>> months_after(date(2026, 4, 1), 23)
    datetime.date(2028, 3, 1)
    """
    years, month = divmod(start.year * MONTHS_A_YEAR + start.month - 1 + months, MONTHS_A_YEAR)
    return date(years, month + 1, 1)


def month_name(day: date) -> str:
    """A month in words.

    Examples
    --------
    >>> month_name(date(2028, 3, 1))
    'March 2028'
    """
    return f"{day:%B} {day.year}"
