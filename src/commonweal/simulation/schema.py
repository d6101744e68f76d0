"""The model of a map, its uncertain numbers, and what many runs of it gave: the nouns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.names import Extra

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Triangle:
    """An uncertain number: lowest, likeliest, highest; low <= likely <= high. All equal means certain."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Words:
    """What a word for strength stands for: dated data. `verified` says whether its source was checked."""

    word: str
    low: float
    likely: float
    high: float
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What an option does to a factor: a row of effects.csv. `change` is a fraction: -0.10 lowers it by 10 %.

    The change grows from nothing to all over `ramp_months`, holds for `lasts_months` (None: for ever), then
    fades over the ramp time again.
    """

    option: str
    factor: str
    change_low: float | None = None
    change: float | None = None
    change_high: float | None = None
    ramp_months: float | None = None
    lasts_months: float | None = None
    grade: int | None = None
    source: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """One factor as a variable: `baseline` is its level at month 0; times `per_month` it is a flow a month."""

    id: str
    baseline: float
    trend: Triangle
    is_stock: bool
    floor: float | None
    ceiling: float | None
    per_month: float


@dataclass(frozen=True, slots=True)
class View:
    """One view of a link, held by `holders` of the partners: sign +1 or -1, size and delay in months."""

    sign: int
    elasticity: Triangle
    delay: Triangle
    holders: int


@dataclass(frozen=True, slots=True)
class Influence:
    """A link between two variables (by position) with every view of it; more than one view is a disputed link."""

    cause: int
    effect: int
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """A factor (by position) that adds to a stock or drains it: sign +1 or -1."""

    factor: int
    stock: int
    sign: int


@dataclass(frozen=True, slots=True)
class Action:
    """One effect of one option on one variable (by position), from month `start`."""

    option: str
    variable: int
    change: Triangle
    start: float
    ramp_months: float
    lasts_months: float | None


@dataclass(frozen=True, slots=True)
class Model:
    """The map made quantitative; the package `simulation` states its equations.

    `influences`, `flows` and `actions` stand in an order that follows from what they are, never from the order
    of the files, so that sums round in one way. `warnings` say what was assumed (a missing baseline, a missing
    delay), what was left out, and which links are disputed.
    """

    variables: tuple[Variable, ...]
    influences: tuple[Influence, ...]
    flows: tuple[Flow, ...]
    actions: tuple[Action, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Futures:
    """How many futures to look at, how many months ahead, and the seed of their draws. `cores` None: all."""

    runs: int
    months: int
    seed: int = 1
    cores: int | None = None


@dataclass(frozen=True, slots=True)
class Draws:
    """The uncertain numbers of some runs, one column a run.

    `trends` (variables, runs) are fractions a year, `gains` and `delays` (influences, runs) signed elasticities
    and months (0: at once), `changes` (actions, runs) fractions.
    """

    trends: Floats
    gains: Floats
    delays: Floats
    changes: Floats


@dataclass(frozen=True, slots=True)
class Runs:
    """Levels of every variable in every run, month by month.

    `levels` has the shape (variables, months + 1, runs), in each variable's own unit; `factors` names the first
    axis. `outside_range` marks (variables, runs) that moved by more than half, beyond where links were judged.
    `seed` is None for the run at the likely values.
    """

    factors: tuple[str, ...]
    levels: Floats
    outside_range: NDArray[np.bool_]
    seed: int | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Median, 5th and 95th of 100 runs of every variable, month by month: each (variables, months + 1)."""

    factors: tuple[str, ...]
    median: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class OptionRatios:
    """What each option alone does to some factors, in every run, month by month.

    `baseline` (factors, months + 1, runs) are the levels without a plan; `ratios` (options, factors,
    months + 1, runs) the level with only that option, divided by the level without. Where `exact`, the level
    under any set of options is the baseline times the product of their ratios: no stock acts on these factors,
    and no set of options can reach a floor or a ceiling on the way to them.
    """

    options: tuple[str, ...]
    factors: tuple[str, ...]
    baseline: Floats
    ratios: Floats
    exact: bool


@dataclass(frozen=True, slots=True)
class Runaway:
    """Factors that feed their own change by `gain` of itself, at or above 1: their levels never settle.

    `together` tells several interlocking loops, none of which does it alone, from a single loop in its order.
    """

    factors: tuple[str, ...]
    gain: float
    together: bool = False
