"""Many futures of a model: its levels in every run, their spread, and how often they improve."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

import numpy as np

from commonweal import parallel
from commonweal.errors import WrongUse
from commonweal.simulation.draws import RUNS_OF_A_CUBE, draws_of, likely_draws, part_of, parts_of
from commonweal.simulation.run import levels_of, paths
from commonweal.simulation.schema import Draws, Futures, Model, Runs, Summary
from commonweal.simulation.system import System, system_of
from commonweal.systemmap.schema import Better

# Elasticities are judged near today: a factor that moved by more than half has left that range.
OUTSIDE_RANGE = np.log(1.5)

# Links times runs of a block: four such arrays of 8 bytes a number stay in the caches (measured: from 40,000 on, and
# in two threads best at 100,000).
NUMBERS_OF_A_BLOCK = 100_000

# Fewer runs than this in a block, and calling costs more than calculating.
FEWEST_RUNS_OF_A_BLOCK = 64

# A level that moved by less than this fraction has not moved.
UNMOVED = 1e-9


def run_ensemble(model: Model, *, runs: int, months: int, plan: Collection[str] = (), seed: int = 1) -> Runs:
    """Levels of every factor in many futures, with or without a plan.

    Parameters
    ----------
    model
        From `model_from_map`.
    runs, months
        How many futures, and how many months ahead.
    plan
        Ids of the options that are done. One without effects changes nothing.
    seed
        The same seed draws the same futures, whatever the plan.

    Returns
    -------
    Runs
        `levels` (variables, months + 1, runs), float64: for a million runs see `run_blocks`.

    Examples
    --------
    >>> from commonweal.simulation.schema import Triangle, Variable
    >>> falling = Variable("ae", 100.0, Triangle(-0.5, -0.5, -0.5), False, None, None, 1.0)
    >>> found = run_ensemble(Model((falling,), (), (), ()), runs=3, months=24)
    >>> found.levels[0, ::12, 0].round(6)
    array([100.,  50.,  25.])
    """
    futures = Futures(runs, months, seed)
    blocks = [found for _, found in run_blocks(model, futures, plan=plan)]
    if len(blocks) == 1:
        return blocks[0]
    levels = np.concatenate([found.levels for found in blocks], axis=2)
    outside_range = np.concatenate([found.outside_range for found in blocks], axis=1)
    return replace(blocks[0], levels=levels, outside_range=outside_range)


def run_blocks(model: Model, futures: Futures, *, plan: Collection[str] = ()) -> Iterator[tuple[slice, Runs]]:
    """The same futures, some thousands at a time, so that any number of runs fits the memory.

    Parameters
    ----------
    model, plan
        As for `run_ensemble`.
    futures
        Runs, months, seed and cores.

    Yields
    ------
    slice, Runs
        Which runs, and their levels.
    """
    refuse_none(futures)
    system = system_of(model, plan=plan)
    for part in parts_of(futures.runs, RUNS_OF_A_CUBE):
        draws = draws_of(model, seed=futures.seed, runs=futures.runs, part=part)
        yield part, replace(_runs(model, system, draws, months=futures.months, cores=futures.cores), seed=futures.seed)


def likely_run(model: Model, *, months: int, plan: Collection[str] = ()) -> Runs:
    """The one run in which every number is the likeliest, every link as most partners see it, and `seed` is None."""
    return _runs(model, system_of(model, plan=plan), likely_draws(model), months=months, cores=1)


def summary(runs: Runs) -> Summary:
    """Median, 5th and 95th of 100 runs of each factor, month by month."""
    low, median, high = np.quantile(runs.levels, (0.05, 0.5, 0.95), axis=2)
    return Summary(runs.factors, median, low, high)


def improving(runs: Runs, better: Mapping[str, Better], *, without: Runs | None = None) -> dict[str, float]:
    """The share of runs in which each factor ends better: than without the plan, else than it began.

    Parameters
    ----------
    runs
        With the plan, or without one.
    better
        Direction of each factor; one without a direction has no share.
    without
        The same futures without the plan; None: compare with month 0 of each run.

    Returns
    -------
    dict
        Factor id to share, 0 to 1. A level that stays where it was has not improved.
    """
    start = runs.levels[:, 0] if without is None else without.levels[:, -1]  # (variables, runs)
    gain = runs.levels[:, -1] - start
    room = UNMOVED * np.abs(start)
    shares = {"higher": (gain > room).mean(axis=1), "lower": (gain < -room).mean(axis=1)}
    return {factor: float(shares[better[factor]][row]) for row, factor in enumerate(runs.factors) if better.get(factor)}


def _runs(model: Model, system: System, draws: Draws, *, months: int, cores: int | None) -> Runs:
    """Levels in all drawn runs, block by block."""
    runs = draws.trends.shape[1]
    levels = np.empty((len(model.variables), months + 1, runs))
    outside_range = np.empty((len(model.variables), runs), dtype=bool)

    def fill(block: slice) -> None:
        found = paths(system, part_of(draws, block), months=months)
        furthest = np.maximum(found.logs.max(axis=1), -found.logs.min(axis=1))
        outside_range[system.variables, block] = furthest > OUTSIDE_RANGE
        for row, level in zip(system.variables, levels_of(model, system, found), strict=True):
            levels[row, :, block] = level

    blocks = parts_of(runs, runs_of_a_block(len(model.influences)))
    parallel.each(fill, blocks, cores=min(cores or parallel.threads(), len(blocks)))
    return Runs(tuple(variable.id for variable in model.variables), levels, outside_range, seed=None)


def runs_of_a_block(links: int) -> int:
    """How many runs of so many links fit a core's cache."""
    return max(NUMBERS_OF_A_BLOCK // max(links, 1), FEWEST_RUNS_OF_A_BLOCK)


def refuse_none(futures: Futures) -> None:
    """Refuse to look at no future at all."""
    if futures.runs < 1 or futures.months < 0:
        raise WrongUse(f"{futures.runs} runs of {futures.months} months cannot be done", mend="Ask for one at least.")
