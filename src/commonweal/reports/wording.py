"""The words and figures of a paper: one way to say each thing."""

from collections.abc import Mapping

from commonweal.investment.schema import Case, ShareRule
from commonweal.names import listed
from commonweal.units import one_in, pounds, pounds_short

NOT_KNOWN = "not known"

# Numbers to nine in words, as a sentence wants them.
SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

RULE_NAMES: Mapping[ShareRule, str] = {
    "today": "As costs fall today",
    "equal": "Equal parts of the cost",
    "proportional": "In proportion to gain",
    "shapley": "By what each one adds (Shapley)",
    "nucleolus": "Smallest complaint (nucleolus)",
}

OBJECTIVE_NAMES: Mapping[str, str] = {
    "public-value": "the greatest public value on average",
    "fiscal": "the greatest saving to public budgets on average",
    "worst-tenth": "the best result in the worst tenth of futures",
    "least-regret": "the smallest regret, whichever future comes",
    "outcomes": "the best outcomes by the partners' own weights",
}


def in_words(count: int) -> str:
    """A small number as a word.

    Examples
    --------
    >>> in_words(4), in_words(12)
    ('four', '12')
    """
    return SMALL_NUMBERS[count] if 0 <= count < len(SMALL_NUMBERS) else f"{count:,}"


def counted(count: int, thing: str, things: str = "") -> str:
    """A number of things.

    Examples
    --------
    >>> counted(1, "link"), counted(3, "link"), counted(0, "body", "bodies")
    ('one link', 'three links', 'no bodies')
    """
    return f"{in_words(count)} {thing if count == 1 else things or thing + 's'}"


def sentence(text: str) -> str:
    """A text with a capital first, and one full stop at its end; empty stays empty.

    Examples
    --------
    >>> sentence("no group would leave"), sentence("Why not?")
    ('No group would leave.', 'Why not?')
    """
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if not text or text[-1] in ".?!:" else ".")


def signed(amount: float) -> str:
    """A sum in full that says whether it is a gain.

    Examples
    --------
    >>> signed(254123.14), signed(-39058.47), signed(0.2)
    ('+£254,123', '-£39,058', '£0')
    """
    return f"{'+' if round(amount) > 0 else ''}{pounds(amount)}"


def about(amount: float) -> str:
    """A sum for a heading: to the nearest thousand from £100,000 up, to the pound below.

    Examples
    --------
    >>> about(784_612.33), about(1_204_800.0), about(4_210.4)
    ('£785,000', '£1,205,000', '£4,210')
    """
    return pounds(round(amount, -3) if abs(amount) >= 100_000 else amount)


def money_range(low: float, high: float) -> str:
    """Two sums at a glance.

    Examples
    --------
    >>> money_range(1_120_000, 5_230_000)
    '£1.1m to £5.2m'
    """
    return f"{pounds_short(low)} to {pounds_short(high)}"


def level(value: float) -> str:
    """A level of a measure, to about three figures.

    Examples
    --------
    >>> level(8123.4), level(46.04), level(3.1415), level(0.01234), level(0.0)
    ('8,123', '46.0', '3.14', '0.012', '0')
    """
    size = abs(value)
    if size >= 100 or value == 0:
        return f"{value:,.0f}"
    if size >= 1:
        return f"{value:.{1 if size >= 10 else 2}f}"
    return f"{value:.2g}" if size >= 0.0001 else f"{value:.1e}"


def percent(fraction: float) -> str:
    """A fraction of a hundred; never rounded to none or to all of it.

    Examples
    --------
    >>> percent(0.634), percent(0.001), percent(0.999), percent(1.0)
    ('63 %', 'under 1 %', 'over 99 %', '100 %')
    """
    if 0 < fraction < 0.01:
        return "under 1 %"
    if 0.99 < fraction < 1:
        return "over 99 %"
    return f"{fraction * 100:.0f} %"


def futures(chance: float) -> str:
    """How many of the futures, as the subject or object of a sentence.

    Examples
    --------
    >>> futures(0.11), futures(0.0), futures(1.0)
    ('1 in 9 futures', 'none of the futures', 'all of the futures')
    """
    said = one_in(chance)
    return f"{said} of the futures" if said in {"none", "all"} else f"{said} futures"


def partner_names(case: Case) -> dict[str, str]:
    """The name of every partner by its id; a bearer that is no partner keeps its id."""
    return {partner.id: partner.name or partner.id for partner in case.partners}


def option_names(case: Case) -> dict[str, str]:
    """The name of every option by its id."""
    return {option.id: option.name or option.id for option in case.options}


def factor_names(case: Case) -> dict[str, str]:
    """The name of every factor by its id."""
    return {factor.id: factor.name or factor.id for factor in case.system_map.factors}


def named(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    """The things with these ids, as a person would say them."""
    return listed([names.get(id_, id_) for id_ in ids])
