"""How long does it take to value every set of 8, 12 and 16 options in 1,000 draws of 120 months?

Beside it the plain way: one portfolio after the other in numpy, timed on some and scaled up to all.
Peak memory is of the whole process, so the sizes run in rising order.
"""

import resource
import sys
import time
from itertools import pairwise

import numpy as np

from commonweal.investment.portfolio.constraints import all_portfolios
from commonweal.investment.portfolio.objectives import core_index, scores
from commonweal.investment.portfolio.values import Response, Worth, all_values

SIZES = (8, 12, 16)
RUNS, FACTORS, MONTHS = 1_000, 6, 120
PLAIN_PORTFOLIOS = 10


def example(options: int) -> tuple[Response, Worth]:
    rng = np.random.default_rng(1)
    ratios = np.exp(rng.normal(-0.01, 0.02, (RUNS, FACTORS, options, MONTHS)))
    response = Response(rng.uniform(0, 100, (RUNS, FACTORS, MONTHS)), ratios)
    return response, Worth(rng.uniform(0, 1, FACTORS), rng.normal(-400, 300, (options, 1)))


def plain_seconds(response: Response, worth: Worth, plans: np.ndarray) -> float:
    """One portfolio after the other: multiply its options' ratios, weigh, sum."""
    chosen = plans[np.linspace(0, len(plans) - 1, PLAIN_PORTFOLIOS).astype(int)]
    start = time.perf_counter()
    for plan in chosen:
        left = response.weighted * np.prod(response.ratios[:, :, plan], axis=2)
        _ = (response.weighted - left).sum(axis=2) @ worth.price + worth.direct[plan].sum()
    return (time.perf_counter() - start) * len(plans) / PLAIN_PORTFOLIOS


def peak_gigabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e9 if sys.platform == "darwin" else 1e6)


def main() -> None:
    print(f"{RUNS:,} draws, {FACTORS} valued factors, {MONTHS} months")
    heads = ("options", "portfolios", "all values", "worst tenth", "core index", "plain way", "peak")
    print(" ".join(f"{head:>11}" for head in heads))
    for options in SIZES:
        response, worth = example(options)
        plans = all_portfolios(options)
        marks = [time.perf_counter()]
        values, _ = all_values(response, worth, np.arange(len(plans)))
        marks.append(time.perf_counter())
        scores(values, "worst-tenth")
        marks.append(time.perf_counter())
        core_index(plans, values)
        marks.append(time.perf_counter())
        spent = [f"{later - before:.2f} s" for before, later in pairwise(marks)]
        peak = f"{peak_gigabytes():.2f} GB"
        plain = f"{plain_seconds(response, worth, plans):,.0f} s"
        print(" ".join(f"{cell:>11}" for cell in (options, f"{len(plans):,}", *spent, plain, peak)))


if __name__ == "__main__":
    main()
