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
    """The map made quantitative: docs/explanation/simulation.md states the equations.

    `warnings` say what was assumed on the way (a missing baseline, a missing delay).
    """

    variables: tuple[Variable, ...]
    influences: tuple[Influence, ...]
    flows: tuple[Flow, ...]
    actions: tuple[Action, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Runs:
    """Levels of every variable in every run, month by month.

    `levels` has the shape (variables, months + 1, runs), in each variable's own unit; `factors` names the first
    axis. `outside_range` marks (variables, runs) that moved by more than half, beyond where links were judged.
    """

    factors: tuple[str, ...]
    levels: Floats
    outside_range: NDArray[np.bool_]
    seed: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Runaway:
    """A reinforcing loop whose gain is at or above 1 at the likely values: its levels never settle."""

    factors: tuple[str, ...]
    gain: float
