"""One function over many inputs: on one core, or on several."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Input = TypeVar("Input")
Output = TypeVar("Output")

# Threads take turns at Python's lock between two calls of numpy: a second one gains little on small arrays, and
# more than two have not been measured (benchmarks/ensemble.py).
MOST_THREADS = 2


def threads() -> int:
    """How many threads are worth starting on this machine."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, MOST_THREADS)


def each(function: Callable[[Input], Output], inputs: Iterable[Input], *, cores: int) -> list[Output]:
    """The function's answer to each input, in the order of the inputs.

    Threads do the work, which suits numpy: it lets others run while it works on a large array.

    Examples
    --------
    >>> each(abs, [-1, 2, -3], cores=2)
    [1, 2, 3]
    """
    if cores < 2:
        return [function(item) for item in inputs]
    with ThreadPoolExecutor(cores) as pool:
        return list(pool.map(function, inputs))
