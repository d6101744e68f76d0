"""How long do many futures of a map take? Ours beside one run at a time, in numpy and in plain Python.

Run: python benchmarks/ensemble.py
"""

import time
from collections.abc import Callable
from itertools import islice, permutations
from random import Random

import numpy as np

from commonweal.parallel import threads
from commonweal.simulation.draws import draws_of
from commonweal.simulation.ensemble import run_blocks
from commonweal.simulation.ratios import option_ratios
from commonweal.simulation.schema import Action, Draws, Futures, Influence, Model, Triangle, Variable, View

RUNS = (100, 1_000, 10_000)
LINKS = (25, 100, 400)
MONTHS = 120
STEPS_A_MONTH = 8
OPTIONS = 10

# Runs that the peers are given; their time grows in proportion.
PEER_RUNS = 3

# The shortest of so many: others may be using the machine.
REPEATS = 5


def random_model(links: int) -> Model:
    """A map with two to three links a factor, every number of it unsure, and ten options."""
    rng, factors = Random(links), max(12, links * 2 // 5)
    ends = rng.sample(list(permutations(range(factors), 2)), links)
    trend, size, delay = Triangle(-0.02, 0.0, 0.02), Triangle(0.05, 0.1, 0.2), Triangle(1.0, 3.0, 6.0)
    return Model(
        variables=tuple(
            Variable(f"f{at}", 100.0, trend, is_stock=False, floor=None, ceiling=None, per_month=1.0)
            for at in range(factors)
        ),
        influences=tuple(Influence(*pair, (View(rng.choice((1, -1)), size, delay, 1),)) for pair in sorted(ends)),
        flows=(),
        actions=tuple(Action(f"o{at}", at, Triangle(-0.2, -0.1, 0.0), 0.0, 6.0, None) for at in range(OPTIONS)),
    )


def one_run_in_numpy(model: Model, draws: Draws, run: int) -> np.ndarray:
    """The same equations for one run, with arrays over the links."""
    causes = np.array([link.cause for link in model.influences])
    effects = np.array([link.effect for link in model.influences])
    gains, shares = draws.gains[:, run], 1 / STEPS_A_MONTH / draws.delays[:, run]
    growth = np.log1p(draws.trends[:, run]) / 12 / STEPS_A_MONTH
    held, levels = np.zeros(len(causes)), []
    for step in range(MONTHS * STEPS_A_MONTH + 1):
        logs = growth * step + np.bincount(effects, gains * held, len(growth))
        if step % STEPS_A_MONTH == 0:
            levels.append(100 * np.exp(logs))
        held += shares * (logs[causes] - held)
    return np.array(levels).T


def one_run_in_python(model: Model, draws: Draws, run: int) -> np.ndarray:
    """The same equations for one run, as one would first write them."""
    gains, delays = draws.gains[:, run].tolist(), draws.delays[:, run].tolist()
    growth = (np.log1p(draws.trends[:, run]) / 12 / STEPS_A_MONTH).tolist()
    held, levels = [0.0] * len(gains), []
    for step in range(MONTHS * STEPS_A_MONTH + 1):
        logs = [each * step for each in growth]
        for link, gain, z in zip(model.influences, gains, held, strict=True):
            logs[link.effect] += gain * z
        if step % STEPS_A_MONTH == 0:
            levels.append(100 * np.exp(logs))
        for at, link in enumerate(model.influences):
            held[at] += (logs[link.cause] - held[at]) / delays[at] / STEPS_A_MONTH
    return np.array(levels).T


def shortest(work: Callable[[], object], *, repeats: int = REPEATS) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def ours(model: Model, runs: int, cores: int) -> float:
    repeats = REPEATS if runs < max(RUNS) else 1
    return shortest(lambda: sum(1 for _ in run_blocks(model, Futures(runs, MONTHS, 1, cores))), repeats=repeats)


def peer(model: Model, one_run: Callable[[Model, Draws, int], np.ndarray]) -> float:
    """Seconds a run, once its levels are seen to be ours."""
    draws = draws_of(model, seed=1, runs=100, part=slice(0, 100))
    _, found = next(run_blocks(model, Futures(100, MONTHS)))
    assert np.allclose(one_run(model, draws, 0), found.levels[:, :, 0], rtol=1e-9)
    return shortest(lambda: [one_run(model, draws, run) for run in range(PEER_RUNS)], repeats=1) / PEER_RUNS


def main() -> None:
    print(f"{MONTHS} months of {STEPS_A_MONTH} steps; seconds, drawing the numbers included; {threads()} threads")
    print(f"{'links':>6} {'runs':>7} {'1 thread':>9} {'threads':>9} {'numpy, 1 by 1':>14} {'Python, 1 by 1':>15}")
    for links in LINKS:
        model = random_model(links)
        peers = [peer(model, one_run) for one_run in (one_run_in_numpy, one_run_in_python)]
        for runs in RUNS:
            single, several = ours(model, runs, 1), ours(model, runs, threads())
            factors = [f"{each * runs:.1f} (x{each * runs / min(single, several):,.0f})" for each in peers]
            print(f"{links:>6} {runs:>7,} {single:>9.3f} {several:>9.3f} {factors[0]:>14} {factors[1]:>15}")
    model = random_model(100)
    factors = [variable.id for variable in islice(model.variables, OPTIONS, 2 * OPTIONS)]
    print(f"\n{OPTIONS} options alone on {len(factors)} factors, 100 links, 60 months: seconds")
    for runs in (100, 1_000, 4_000):
        options = [action.option for action in model.actions]
        seconds = shortest(lambda: option_ratios(model, Futures(runs, 60), options=options, factors=factors), repeats=2)  # noqa: B023
        print(f"{runs:>7,} runs {seconds:>8.3f}")


if __name__ == "__main__":
    main()
