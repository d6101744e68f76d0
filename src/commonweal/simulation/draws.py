"""Draws of every uncertain number: a Latin hypercube in which each number has a stream of its own.

A stream is named by what its number is about, never by its place in a list or by who said it. So the draws of a
number stay the same when factors, links, options or partners are reordered or renamed, or when an option is
added that nobody chooses.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from commonweal.simulation.schema import Action, Draws, Floats, Influence, Model, Triangle, View

# Runs are drawn in hypercubes of this many, so that any run of a million can be drawn without the others.
RUNS_OF_A_CUBE = 4096

# A shorter delay, in months, counts as none: the steps of the simulation are 1/8 month.
SHORTEST_DELAY = 0.5


def draws_of(model: Model, *, seed: int, runs: int, part: slice) -> Draws:
    """The numbers of some of the runs, the same whichever part is asked for.

    Parameters
    ----------
    model
        With its triangles and rival views.
    seed, runs
        They name the whole ensemble: another number of runs is another hypercube.
    part
        First run and the run after the last one, both within one hypercube of 4,096 runs.

    Returns
    -------
    Draws
        In each hypercube every uncertain number falls once into each of as many equal slices of its chance as
        there are runs. A disputed link follows one view in each run, in proportion to the holders of each.
    """
    stream = _Stream(seed, runs, part)
    links = [_link(influence, model, stream) for influence in model.influences]
    shape = (-1, part.stop - part.start)
    return Draws(
        trends=_rows([stream.of(v.trend, "trend", v.id) for v in model.variables], shape),
        gains=_rows([gain for gain, _ in links], shape),
        delays=_rows([delay for _, delay in links], shape),
        changes=_rows(_changes(model, stream), shape),
    )


def likely_draws(model: Model) -> Draws:
    """One run in which every number is the likeliest one, and every link as most partners see it."""
    views = [likely_view(influence) for influence in model.influences]
    return Draws(
        trends=_rows([np.array([v.trend.likely]) for v in model.variables], (-1, 1)),
        gains=_rows([np.array([view.sign * view.elasticity.likely]) for view in views], (-1, 1)),
        delays=_rows([np.array([0.0 if acts_at_once(view) else view.delay.likely]) for view in views], (-1, 1)),
        changes=_rows([np.array([action.change.likely]) for action in model.actions], (-1, 1)),
    )


def parts_of(runs: int, size: int) -> list[slice]:
    """All runs in even parts of at most `size`, none of which crosses from one hypercube to the next.

    Examples
    --------
    >>> [(part.start, part.stop) for part in parts_of(5000, 3000)]
    [(0, 2048), (2048, 4096), (4096, 5000)]
    """
    parts = []
    for first in range(0, runs, RUNS_OF_A_CUBE):
        last = min(first + RUNS_OF_A_CUBE, runs)
        even = math.ceil((last - first) / math.ceil((last - first) / size))
        parts += [slice(start, min(start + even, last)) for start in range(first, last, even)]
    return parts


def part_of(draws: Draws, runs: slice) -> Draws:
    """The draws of some of the runs."""
    return Draws(draws.trends[:, runs], draws.gains[:, runs], draws.delays[:, runs], draws.changes[:, runs])


def likely_view(influence: Influence) -> View:
    """The view to take where only one can be: most held among those with the sign that most hold; else the first."""
    holders = {sign: sum(view.holders for view in influence.views if view.sign == sign) for sign in (1, -1)}
    return max(influence.views, key=lambda view: (holders[view.sign], view.holders))


def acts_at_once(view: View) -> bool:
    """Whether a view has no delay worth the name; its likely delay decides, for every run."""
    return view.delay.likely < SHORTEST_DELAY


def quantile(triangle: Triangle, chance: Floats) -> Floats:
    """The value below which a triangle has this chance.

    Examples
    --------
    >>> quantile(Triangle(0.0, 1.0, 2.0), np.array([0.0, 0.125, 0.5, 1.0]))
    array([0. , 0.5, 1. , 2. ])
    """
    rise, fall = triangle.likely - triangle.low, triangle.high - triangle.likely
    width = rise + fall
    low_side = triangle.low + np.sqrt(chance * width * rise)
    return np.where(chance * width < rise, low_side, triangle.high - np.sqrt((1.0 - chance) * width * fall))


class _Stream:
    """Chances between 0 and 1 of one part of the runs, by the name of what they are for."""

    def __init__(self, seed: int, runs: int, part: slice) -> None:
        cube = part.start // RUNS_OF_A_CUBE
        first = cube * RUNS_OF_A_CUBE
        self.size = min(RUNS_OF_A_CUBE, runs - first)
        self.part = slice(part.start - first, part.stop - first)
        self.name = f"{seed}|{runs}|{cube}|"

    def chances(self, *name: str) -> Floats:
        """One chance a run: in a hypercube of n runs, one falls in each nth part."""
        digest = hashlib.blake2b((self.name + "|".join(name)).encode(), digest_size=16).digest()
        rng = np.random.Generator(np.random.Philox(key=int.from_bytes(digest, "big")))
        chances: Floats = (rng.permutation(self.size) + rng.random(self.size)) / self.size
        return chances[self.part]

    def of(self, triangle: Triangle, *name: str) -> Floats:
        """One value a run; a certain number takes nothing from the stream."""
        if triangle.low == triangle.high:
            return np.full(self.part.stop - self.part.start, triangle.likely)
        return quantile(triangle, self.chances(*name))


def _link(influence: Influence, model: Model, stream: _Stream) -> tuple[Floats, Floats]:
    """Signed elasticity and delay in each run."""
    ends = (model.variables[influence.cause].id, model.variables[influence.effect].id)
    seen = [
        (view.sign * stream.of(view.elasticity, "elasticity", *ends), _delay(view, stream, ends))
        for view in influence.views
    ]
    if len(seen) == 1:
        return seen[0]
    holders = np.cumsum([view.holders for view in influence.views])
    choice = np.searchsorted(holders[:-1] / holders[-1], stream.chances("view", *ends), side="right")
    gains, delays = (np.stack(rows)[choice, np.arange(len(choice))] for rows in zip(*seen, strict=True))
    return gains, delays


def _delay(view: View, stream: _Stream, ends: tuple[str, str]) -> Floats:
    if acts_at_once(view):
        return np.zeros(stream.part.stop - stream.part.start)
    return np.maximum(stream.of(view.delay, "delay", *ends), SHORTEST_DELAY)


def _changes(model: Model, stream: _Stream) -> list[Floats]:
    """What each action does in each run. Its stream is named by all that its option does, to how many factors.

    What is unsure about an effect is its size, so the option's timing has no part in the name; two options with
    the same effects have the same evidence and share their draws.
    """
    does: dict[str, list[str]] = defaultdict(list)
    for action in model.actions:
        does[action.option].append(_words(action, model))
    names = {option: "+".join(sorted(words)) for option, words in does.items()}
    return [stream.of(act.change, "change", names[act.option], _words(act, model)) for act in model.actions]


def _words(action: Action, model: Model) -> str:
    change = action.change
    return f"{model.variables[action.variable].id} {change.low!r} {change.likely!r} {change.high!r}"


def _rows(rows: Sequence[Floats], shape: tuple[int, int]) -> Floats:
    return np.array(rows, dtype=float).reshape(shape)
