"""How long do many control charts take? Ours beside a textbook's loop over points, in plain Python.

Run: python benchmarks/control_charts.py
"""

import random
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from commonweal.measures.chart import control_chart
from commonweal.measures.schema import Measure, Series
from commonweal.units import months_after

SIZES = (500, 1_000, 5_000)
POINTS = 60

Signals = list[bool]


def textbook(values: Sequence[float]) -> Signals:
    """Which points are signals, rule by rule over windows, as a book would write it: no phases, gaps or labels."""
    n = len(values)
    mean = sum(values) / n
    sigma = sum(abs(later - earlier) for earlier, later in pairwise(values)) / (n - 1) / 1.128
    signal = [abs(value - mean) > 3 * sigma for value in values]
    for sign in (1, -1):
        height = [sign * (value - mean) for value in values]
        for start in range(n - 6):
            seven = height[start : start + 7]
            if min(seven) > 0 or all(seven[k + 1] > seven[k] for k in range(6)):
                signal[start : start + 7] = [True] * 7
        for start in range(n - 2):
            three = height[start : start + 3]
            near = [k for k in range(3) if three[k] > 2 * sigma]
            if min(three) > 0 and len(near) > 1:
                for k in near:
                    signal[start + k] = True
    return signal


def seconds(work: Callable[[], object]) -> float:
    """The faster of two goes."""
    times = []
    for _ in range(2):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    chance = random.Random(1)
    months = tuple(months_after(date(2020, 1, 1), count) for count in range(POINTS))
    measure = Measure("waits", "waits", "Waits", better="lower", frequency="month", target=95.0)
    many = [Series("waits", months, tuple(chance.gauss(100, 10) for _ in months)) for _ in range(SIZES[-1])]
    print(f"{'charts':>8} {'commonweal':>12} {'textbook':>10}   (seconds, {POINTS} points each)")
    for size in SIZES:
        ours = seconds(lambda size=size: [control_chart(series, measure) for series in many[:size]])
        book = seconds(lambda size=size: [textbook(series.values) for series in many[:size]])
        print(f"{size:>8,} {ours:>12.2f} {book:>10.2f}")


if __name__ == "__main__":
    main()
