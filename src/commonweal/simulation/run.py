"""Euler's steps through a model: the paths of some runs, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.simulation.schema import Action, Draws, Floats, Model
from commonweal.simulation.system import SMALLEST_STOCK, Places, System

STEPS_A_MONTH = 8

# Nothing real grows or shrinks by a factor of 10 million million; a runaway is cut there before it overflows.
GUARD = 30.0


@dataclass(frozen=True, slots=True)
class Paths:
    """Logarithms of level over baseline and the stocks' levels: (rows, months + 1, runs), (stocks, ...)."""

    logs: Floats
    stocks: Floats


@dataclass(frozen=True, slots=True)
class _Work:
    """The arrays of one block of runs, all with the runs as last axis; those that move are written in place.

    `held` is what each delayed link brings, elasticity times the delayed log of its cause. In a step it becomes
    held x (1 - k) + log x elasticity x k, with k = step / delay: `both` is held above the causes' logs, `weights`
    are the two factors one above the other.
    """

    logs: Floats
    growth: Floats
    both: Floats
    weights: Floats
    at_once: tuple[Floats, ...]
    spare: Floats
    changes: Floats
    schedule: Floats
    moving: list[bool]
    push: Floats
    stocks: Floats


def paths(system: System, draws: Draws, *, months: int) -> Paths:
    """The month-by-month paths of a system in each drawn run.

    Parameters
    ----------
    system
        What acts on what; its rows are those of the paths.
    draws
        Of the whole model.
    months
        From month 0 to this one.
    """
    runs = draws.trends.shape[1]
    logs = np.empty((len(system.variables), months + 1, runs))
    stocks = np.empty((len(system.stocks.rows), months + 1, runs))
    for step, (now, stocks_now) in enumerate(steps(system, draws, months=months)):
        if step % STEPS_A_MONTH == 0:
            logs[:, step // STEPS_A_MONTH] = now
            stocks[:, step // STEPS_A_MONTH] = stocks_now
    return Paths(logs, stocks)


def steps(system: System, draws: Draws, *, months: int) -> Iterator[tuple[Floats, Floats]]:
    """Logs (rows, runs) and stocks (stocks, runs) at every eighth of a month; the same two arrays, overwritten."""
    work = _work(system, draws, months)
    for step in range(months * STEPS_A_MONTH + 1):
        _settle(system, work, step)
        if step % STEPS_A_MONTH == 0:
            _guard(work)
        yield work.logs, work.stocks
        _advance(system, work)


def levels_of(model: Model, system: System, found: Paths) -> Iterator[Floats]:
    """The levels of each row in its own unit, (months + 1, runs) each."""
    stocks = dict(zip(system.stocks.rows.tolist(), found.stocks, strict=True))
    for row, variable in enumerate(system.variables):
        if row in stocks:
            yield stocks[row]
        else:
            yield np.exp(found.logs[row]) * model.variables[variable].baseline


def weights_of(actions: tuple[Action, ...], *, months: int) -> Floats:
    """How far each action is in force at every eighth of a month, 0 to 1: (steps, actions).

    It rises over the ramp from its start, holds for `lasts_months`, and fades over the ramp time again.
    """
    times = np.arange(months * STEPS_A_MONTH + 1) / STEPS_A_MONTH
    columns = [_rise(times - act.start, act.ramp_months) - _fall(times - act.start, act) for act in actions]
    return np.array(columns).reshape(len(actions), len(times)).T


def _rise(since: Floats, ramp: float) -> Floats:
    return np.clip(since / ramp, 0.0, 1.0) if ramp > 0 else (since >= 0).astype(float)


def _fall(since: Floats, action: Action) -> Floats:
    if action.lasts_months is None:
        return np.zeros_like(since)
    return _rise(since - action.ramp_months - action.lasts_months, action.ramp_months)


def _work(system: System, draws: Draws, months: int) -> _Work:
    runs = draws.trends.shape[1]
    gains, delays = draws.gains[system.delayed], draws.delays[system.delayed]
    shares = np.divide(1 / STEPS_A_MONTH, delays, out=np.zeros_like(delays), where=delays > 0)
    growth = np.log1p(draws.trends[system.variables]) / (12 * STEPS_A_MONTH)
    schedule = weights_of(system.timetable, months=months)
    moving: list[bool] = np.any(np.diff(schedule, axis=0, prepend=0.0) != 0, axis=1).tolist()
    return _Work(
        logs=np.zeros((len(system.variables), runs)),
        growth=growth,
        both=np.zeros((2 * len(delays), runs)),
        weights=np.concatenate([1.0 - shares, shares * gains]),
        at_once=tuple(_gains_at_once(draws, turn.links) for turn in system.turns),
        spare=np.empty(runs),
        changes=np.log1p(draws.changes[system.actions]),
        schedule=schedule,
        moving=moving,
        push=np.zeros((len(system.variables), runs)),
        stocks=np.repeat(system.stocks.start, runs, axis=1),
    )


def _gains_at_once(draws: Draws, links: Places) -> Floats:
    return np.where(draws.delays[links] == 0, draws.gains[links], 0.0)


def _settle(system: System, work: _Work, step: int) -> None:
    """All logs at this moment, from what the delayed links hold, the plan and the stocks."""
    logs = work.logs
    first = 0
    np.multiply(work.growth, step, out=logs)
    for count in system.rounds:
        np.add(logs[:count], work.both[first : first + count], out=logs[:count])
        first += count
    if len(system.actions):
        _push(system, work, step)
        np.add(logs, work.push, out=logs)
    if len(system.stocks.rows):
        logs[system.stocks.rows] = np.log(np.maximum(work.stocks, SMALLEST_STOCK) / system.stocks.reference)
    for turn, gains in zip(system.turns, work.at_once, strict=True):
        own = logs[turn.row]
        for cause, gain in zip(turn.causes, gains, strict=True):
            own += np.multiply(logs[cause], gain, out=work.spare)
        if turn.is_bounded:
            np.clip(own, turn.low, turn.high, out=own)


def _push(system: System, work: _Work, step: int) -> None:
    """What the plan's actions do at this moment; nothing to work out while none of them rises or fades."""
    if not work.moving[step]:
        return
    work.push[:] = 0.0
    brought = work.changes * work.schedule[step][:, np.newaxis]
    for rows, part in system.action_sums:
        work.push[rows] += brought[part]


def _guard(work: _Work) -> None:
    """Cut the runs that ran away, and no others, so that a run is the same in whatever block it stands."""
    if max(work.logs.max(initial=0.0), -work.logs.min(initial=0.0)) <= GUARD:
        return
    away = (np.abs(work.logs) > GUARD).any(axis=0)
    for array in (work.logs, work.both):
        array[:, away] = np.clip(array[:, away], -GUARD, GUARD)


def _advance(system: System, work: _Work) -> None:
    """One step: delayed links follow their causes, stocks take in what flows."""
    links = len(system.delayed)
    held, ahead = work.both[:links], work.both[links:]
    np.take(work.logs, system.causes, axis=0, out=ahead, mode="clip")
    np.multiply(work.both, work.weights, out=work.both)
    np.add(held, ahead, out=held)
    stocks = system.stocks
    if len(stocks.causes):
        flows = stocks.scale * np.exp(np.minimum(work.logs[stocks.causes], GUARD)) / STEPS_A_MONTH
        for rows, part in stocks.sums:
            work.stocks[rows] += flows[part]
        np.clip(work.stocks, stocks.floor, stocks.ceiling, out=work.stocks)
