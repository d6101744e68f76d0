"""What each option alone does in every future, so that sets of options need not be simulated one by one.

Where no stock, floor or ceiling has a say, the model is linear in logarithms: an option adds the same to the log
of a level in whatever company it comes. Then only that answer is simulated, on the factors it can reach.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np

from commonweal.errors import WrongUse
from commonweal.simulation.draws import RUNS_OF_A_CUBE, draws_of, part_of, parts_of
from commonweal.simulation.ensemble import refuse_none, runs_of_a_block
from commonweal.simulation.run import GUARD, STEPS_A_MONTH, levels_of, paths, steps
from commonweal.simulation.schema import Draws, Floats, Futures, Model, OptionRatios
from commonweal.simulation.system import acting_on, is_bounded, log_limits, moved_by, reference, system_of

# Most ratios in a block, for one run at the least: 8 million numbers, 64 MB.
RATIOS_OF_A_BLOCK = 8_000_000


@dataclass(frozen=True, slots=True)
class _Question:
    """Which options, on which variables (by position), with all that act on those, how far ahead."""

    options: tuple[str, ...]
    wanted: tuple[int, ...]
    near: frozenset[int]
    bounded: tuple[int, ...]
    months: int


@dataclass(frozen=True, slots=True)
class _Answer:
    """Logs of the wanted variables, and lowest and highest logs of the bounded ones within each month.

    `wanted` (variables, months + 1, runs); `low` and `high` (bounded, months + 1, runs); `cut` tells that a level
    ran away and was cut.
    """

    wanted: Floats
    low: Floats
    high: Floats
    cut: bool


def option_ratios(model: Model, futures: Futures, *, options: Sequence[str], factors: Sequence[str]) -> OptionRatios:
    """The levels of some factors without a plan, and what each option alone makes of them, in every run.

    Parameters
    ----------
    model
        From `model_from_map`, with the effects of the options.
    futures
        Runs, months and seed; the draws are those of `run_ensemble`. One core is used: on arrays of a few factors
        threads wait for each other.
    options
        Ids in the order wanted. One without effects has ratios of 1.
    factors
        Ids in the order wanted.

    Returns
    -------
    OptionRatios
        `exact` only where it holds in every run. For more runs than fit the memory see `option_ratio_blocks`.

    Raises
    ------
    WrongUse
        For a factor that the model does not have.
    """
    blocks = [block for _, block in option_ratio_blocks(model, futures, options=options, factors=factors)]
    if len(blocks) == 1:
        return blocks[0]
    return OptionRatios(
        options=tuple(options),
        factors=tuple(factors),
        baseline=np.concatenate([block.baseline for block in blocks], axis=-1),
        ratios=np.concatenate([block.ratios for block in blocks], axis=-1),
        exact=all(block.exact for block in blocks),
    )


def option_ratio_blocks(
    model: Model, futures: Futures, *, options: Sequence[str], factors: Sequence[str]
) -> Iterator[tuple[slice, OptionRatios]]:
    """The same, some runs at a time.

    Yields
    ------
    slice, OptionRatios
        Which runs, and theirs. `exact` speaks of these runs only.
    """
    refuse_none(futures)
    asked = _question(model, futures, options=options, factors=factors)
    ratios_of_a_run = len(options) * len(factors) * (futures.months + 1)
    size = min(max(RATIOS_OF_A_BLOCK // max(ratios_of_a_run, 1), 1), runs_of_a_block(len(model.influences)))
    for cube in parts_of(futures.runs, RUNS_OF_A_CUBE):
        draws = draws_of(model, seed=futures.seed, runs=futures.runs, part=cube)
        for part in parts_of(cube.stop - cube.start, size):
            runs = slice(cube.start + part.start, cube.start + part.stop)
            baseline, ratios, exact = _ratios(model, part_of(draws, part), asked)
            yield runs, OptionRatios(tuple(options), tuple(factors), baseline, ratios, exact)


def _question(model: Model, futures: Futures, *, options: Sequence[str], factors: Sequence[str]) -> _Question:
    ids = [variable.id for variable in model.variables]
    for factor in factors:
        if factor not in ids:
            near = get_close_matches(factor, ids, n=1)
            mend = f'Did you mean "{near[0]}"?' if near else "The ids stand in factors.csv."
            raise WrongUse(f'"{factor}" is not a factor of this model', mend=mend)
    wanted = tuple(ids.index(factor) for factor in factors)
    near_by = acting_on(model, wanted)
    bounded = tuple(at for at in sorted(near_by) if is_bounded(model.variables[at]))
    return _Question(tuple(options), wanted, frozenset(near_by), bounded, futures.months)


def _ratios(model: Model, draws: Draws, asked: _Question) -> tuple[Floats, Floats, bool]:
    """Baseline levels, ratios, and whether ratios multiply."""
    if not any(model.variables[at].is_stock for at in asked.near):
        answers = _answers(model, draws, asked)
        if _ratios_multiply(model, answers, asked):
            baseline = np.exp(answers[0].wanted) * _references(model, asked)
            ratios = np.empty((len(asked.options), *baseline.shape))
            for ratio, answer in zip(ratios, answers[1:], strict=True):
                np.exp(answer.wanted, out=ratio)
            return baseline, ratios, True
    return *_simulated(model, draws, asked), False


def _answers(model: Model, draws: Draws, asked: _Question) -> list[_Answer]:
    """The path without a plan, then what each option adds to it, as if there were no floors and ceilings."""
    free = replace(model, variables=tuple(replace(at, floor=None, ceiling=None) for at in model.variables))
    trendless = replace(draws, trends=np.zeros_like(draws.trends))

    without = _answer(free, draws, asked, plan=(), keep=asked.near)
    return [without] + [
        _answer(free, trendless, asked, plan=(option,), keep=asked.near & moved_by(model, option))
        for option in asked.options
    ]


def _answer(model: Model, draws: Draws, asked: _Question, *, plan: tuple[str, ...], keep: frozenset[int]) -> _Answer:
    system = system_of(model, plan=plan, keep=keep)
    row_of = {variable: row for row, variable in enumerate(system.variables.tolist())}
    shape = (asked.months + 1, draws.trends.shape[1])
    wanted, low, high = (np.zeros((len(places), *shape)) for places in (asked.wanted, asked.bounded, asked.bounded))
    reached, rows = _reached(asked.wanted, row_of)
    watched, watched_rows = _reached(asked.bounded, row_of)
    low[watched], high[watched] = np.inf, -np.inf
    cut = False
    for step, (now, _) in enumerate(steps(system, draws, months=asked.months)):
        month = -(-step // STEPS_A_MONTH)
        if step % STEPS_A_MONTH == 0:
            wanted[reached, month] = now[rows]
            cut = cut or bool(np.abs(now).max(initial=0.0) >= GUARD)
        if watched:
            low[watched, month] = np.minimum(low[watched, month], now[watched_rows])
            high[watched, month] = np.maximum(high[watched, month], now[watched_rows])
    return _Answer(wanted, low, high, cut)


def _reached(places: Sequence[int], row_of: dict[int, int]) -> tuple[list[int], list[int]]:
    """Which of the places have a row, by their order, and those rows."""
    found = [(order, row_of[place]) for order, place in enumerate(places) if place in row_of]
    return [order for order, _ in found], [row for _, row in found]


def _ratios_multiply(model: Model, answers: Sequence[_Answer], asked: _Question) -> bool:
    """Whether no set of options can reach a floor or a ceiling in these runs, nor runs away.

    The lowest that any set can reach is without a plan less all that lowers; so with the highest.
    """
    if any(answer.cut for answer in answers):
        return False
    limits = np.array([log_limits(model.variables[at]) for at in asked.bounded]).reshape(-1, 2)
    baseline, *others = answers
    lowest = baseline.low + sum(np.minimum(answer.low, 0.0) for answer in others)
    highest = baseline.high + sum(np.maximum(answer.high, 0.0) for answer in others)
    floor, ceiling = (limits[:, side].reshape(-1, 1, 1) for side in (0, 1))
    return bool(np.all(lowest >= floor) and np.all(highest <= ceiling))


def _simulated(model: Model, draws: Draws, asked: _Question) -> tuple[Floats, Floats]:
    """Baseline levels and ratios, by simulating each option. A level of nothing has a ratio of 1."""

    def levels(plan: tuple[str, ...]) -> Floats:
        system = system_of(model, plan=plan, keep=asked.near)
        found = levels_of(model, system, paths(system, draws, months=asked.months))
        level = dict(zip(system.variables.tolist(), found, strict=True))
        shape = (len(asked.wanted), asked.months + 1, draws.trends.shape[1])
        return np.array([level[at] for at in asked.wanted]).reshape(shape)

    baseline = levels(())
    others = [levels((option,)) for option in asked.options]
    ratios = np.ones((len(others), *baseline.shape))
    for ratio, other in zip(ratios, others, strict=True):
        np.divide(other, baseline, out=ratio, where=baseline != 0)
    return baseline, ratios


def _references(model: Model, asked: _Question) -> Floats:
    return np.array([reference(model.variables[at]) for at in asked.wanted]).reshape(-1, 1, 1)
