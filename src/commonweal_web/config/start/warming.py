"""What later pages would wait for, made ready piece by piece after the first page, while nobody else is at work."""

import gc
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.template import engines

from commonweal_web.later import NAMED, imported
from commonweal_web.ui.pen import PEN

# Before each piece the warm-up waits while pages are being answered, but no longer than this, in seconds: a busy site
# needs it most.
LONGEST_WAIT = 2.0
BETWEEN_LOOKS = 0.02


def warm_up(is_busy: Callable[[], bool]) -> None:
    """Make everything ready; other threads go before."""
    for piece in pieces():
        give_way(is_busy)
        piece()


def give_way(is_busy: Callable[[], bool]) -> None:
    """Wait while others are at work, for a little while."""
    last = time.monotonic() + LONGEST_WAIT
    while is_busy() and time.monotonic() < last:
        time.sleep(BETWEEN_LOOKS)


def pieces() -> Iterator[Callable[[], object]]:
    """What is to be done, pages before the rest: each takes well under a second."""
    yield from [partial(imported, module) for module in reversed(NAMED)]
    for engine in engines.all():
        for folder in engine.dirs:
            for path in sorted(Path(folder).rglob("*.html")):
                yield partial(engine.get_template, path.relative_to(folder).as_posix())
    yield partial(PEN.svg, {"data": {"values": [{}]}, "mark": "point"})
    yield leave_for_good


def leave_for_good() -> None:
    """Leave all that is here out of what is searched for things to forget.

    A search through it takes a tenth of a second, in which no page goes on.
    """
    gc.collect()
    gc.freeze()
