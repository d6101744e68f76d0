"""Rule profiles: which rules a control chart applies, and how strictly."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from commonweal.errors import Fault, FaultyInput
from commonweal.measures.schema import ChartProfile, Measure

# A baseline is frozen on at least this many values (Making Data Count: limits settle at 12 points).
FEWEST_TO_FREEZE = 12

# A shorter shift or trend would fire on most charts by chance alone (our choice).
SHORTEST_RUN = 4


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The constants of a profile; as they stand here, those of Making Data Count since November 2023.

    `shift_length` and `trend_length` count points. `repeats_break_trend`: an equal value ends a trend (otherwise it
    is passed over). `near_counts_beyond`: two of three counts points beyond the limit too. `improvement_first`: a
    point that fires both ways shows the improvement. `limit_settles_target`: a target exactly on a limit passes or
    fails (otherwise it is hit or miss). `icons_from`: values a phase needs for its icons. `fix_after`: limits come
    from so many first values of each phase (None: from all).
    """

    profile: ChartProfile = "custom"
    screen_outliers: bool = False
    shift_length: int = 7
    trend_length: int = 7
    repeats_break_trend: bool = True
    near_counts_beyond: bool = True
    improvement_first: bool = True
    limit_settles_target: bool = True
    icons_from: int = 13
    fix_after: int | None = None


# NHS England's Single Chart tool after its change of November 2023 (NHSRplotthedots issues 153, 194 and 202).
MDC2023 = RuleSet(profile="mdc2023")

# The R package NHSRplotthedots 0.2.2, commit 050b07d.
NHSR022 = RuleSet(
    profile="nhsr022",
    screen_outliers=True,
    near_counts_beyond=False,
    improvement_first=False,
    limit_settles_target=False,
    icons_from=1,
)

PROFILES: dict[ChartProfile, RuleSet] = {"mdc2023": MDC2023, "nhsr022": NHSR022, "custom": RuleSet()}


def rule_set(measure: Measure, profile: ChartProfile | None = None) -> RuleSet:
    """The rules of a measure's chart.

    Parameters
    ----------
    measure
        With profile `custom`, further columns of its row may set `shift_length`, `trend_length` (4 or more),
        `fix_after` (12 or more) and `screen_outliers` (yes or no); an empty or absent one is as in `mdc2023`.
    profile
        Instead of the measure's own.

    Returns
    -------
    RuleSet
        Of `profile`, or else of the measure's.

    Raises
    ------
    FaultyInput
        Where a setting of a custom profile cannot be read.

    Examples
    --------
    >>> rule_set(Measure("waits", "waits", "Waits", profile="nhsr022")).screen_outliers
    True
    >>> eights = Measure("waits", "waits", "Waits", profile="custom", extra=(("shift_length", "8"),))
    >>> rule_set(eights).shift_length, rule_set(eights).trend_length
    (8, 7)
    """
    rules = PROFILES[profile or measure.profile]
    if rules.profile != "custom":
        return rules
    return _custom(rules, {column: text.strip() for column, text in measure.extra if text.strip()})


def _custom(rules: RuleSet, settings: dict[str, str]) -> RuleSet:
    """The rules with what a row of measures.csv sets; all that cannot be read is told together."""
    faults = []
    for column, apply in SETTINGS.items():
        try:
            rules = apply(rules, settings[column]) if column in settings else rules
        except ValueError as error:
            problem = f'"{settings[column]}" is {error}'
            faults.append(Fault("measures.csv", None, column, problem, "Write one, or leave the cell empty."))
    if faults:
        raise FaultyInput(faults)
    return rules


def _whole(text: str, *, least: int) -> int:
    """A whole number of at least `least`."""
    if not text.isdecimal() or int(text) < least:
        raise ValueError(f"not a whole number of {least} or more")
    return int(text)


def _yes_or_no(text: str) -> bool:
    """A yes or a no."""
    if text.lower() not in {"yes", "no"}:
        raise ValueError("neither yes nor no")
    return text.lower() == "yes"


# How a column of measures.csv changes the rules of a custom profile.
SETTINGS: dict[str, Callable[[RuleSet, str], RuleSet]] = {
    "shift_length": lambda rules, text: replace(rules, shift_length=_whole(text, least=SHORTEST_RUN)),
    "trend_length": lambda rules, text: replace(rules, trend_length=_whole(text, least=SHORTEST_RUN)),
    "fix_after": lambda rules, text: replace(rules, fix_after=_whole(text, least=FEWEST_TO_FREEZE)),
    "screen_outliers": lambda rules, text: replace(rules, screen_outliers=_yes_or_no(text)),
}
