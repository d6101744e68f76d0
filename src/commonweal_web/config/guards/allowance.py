"""How often something may be done, and who has done it how often: in the memory of the one server process."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

PERIODS = {"s": 1, "m": 60, "h": 60 * 60, "d": 24 * 60 * 60}
WRITTEN = re.compile(r"([1-9]\d{0,6})/([smhd])")

# So many names are kept in mind, a few MB. Beyond that, those who have used up least are forgotten first.
MOST_NAMES = 20_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many times in so many seconds: all at once if one likes, then one more each time a share of it has passed."""

    times: int
    seconds: int

    @property
    def between(self) -> float:
        """Seconds after which one more is allowed."""
        return self.seconds / self.times


def allowance_of(text: str) -> Allowance | None:
    """`120/m` as 120 a minute, `off` as no limit (None); ValueError for anything else."""
    if text == "off":
        return None
    if (read := WRITTEN.fullmatch(text)) is None:
        raise ValueError(text)
    return Allowance(int(read[1]), PERIODS[read[2]])


@dataclass
class Counts:
    """Who has used how much. For each name one moment is kept: when all that they did is made good by waiting.

    The generic cell rate algorithm (ITU-T I.371): one number a name, and no difference between a burst and its rest.
    """

    clock: Callable[[], float] = time.monotonic
    good_at: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def take(self, name: str, allowance: Allowance) -> float:
        """Use one; 0 where it is allowed, otherwise the seconds to wait, and then nothing is used."""
        with self.lock:
            now = self.clock()
            good_at = max(self.good_at.get(name, now), now)
            wait = good_at - now - (allowance.seconds - allowance.between)
            if wait > 1e-9:
                return wait
            if name not in self.good_at and len(self.good_at) >= MOST_NAMES:
                self._forget(now)
            self.good_at[name] = good_at + allowance.between
            return 0.0

    def _forget(self, now: float) -> None:
        """Let go of those who have nothing to make good, or else of the half with the least."""
        kept = {name: moment for name, moment in self.good_at.items() if moment > now}
        if len(kept) > MOST_NAMES // 2:
            kept = dict(sorted(kept.items(), key=lambda pair: pair[1])[-MOST_NAMES // 2 :])
        self.good_at = kept
