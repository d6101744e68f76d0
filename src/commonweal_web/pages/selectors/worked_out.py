"""What is worked out from the rows of a place, kept for a day by what it was worked out from: it is never stale."""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache

Result = TypeVar("Result")

A_DAY = 24 * 60 * 60


def worked_out(name: str, given: object, work: Callable[[], Result]) -> Result:
    """The result of some work, done once for what it is given.

    `given` must say all that the work goes by; it is told apart by its `repr`, as that of rows and numbers is.
    """
    key = f"{name}-{sha256(repr(given).encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is None:
        kept = work()
        cache.set(key, kept, A_DAY)
    return kept  # type: ignore[no-any-return]
