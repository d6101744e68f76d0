"""How much one connection, one person and one document may be."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

# The longest message: an hour of edits made offline is a tenth of it.
MESSAGE = 2 * 1024 * 1024
# The longest awareness message.
AWARENESS = 4 * 1024
# The largest document: six times a map of 5,000 factors and 20,000 links.
DOCUMENT = 32 * 1024 * 1024
# Tabs that one person may have open at once, over all documents.
CONNECTIONS = 20
# Messages a second, and how many at once after a pause; a drag sends twenty a second.
MESSAGES_A_SECOND, MESSAGES_AT_ONCE = 60, 300
# Bytes a second, and how many at once after a pause.
BYTES_A_SECOND, BYTES_AT_ONCE = 512 * 1024, 4 * MESSAGE
# Edits of one connection that wait for the database before no more are read from it.
EDITS_WAITING = 100
# Bytes that wait for one connection before it counts as gone.
BYTES_WAITING = 24 * 1024 * 1024
# Edits that go to the database together.
BATCH = 200


@dataclass
class Allowance:
    """So much a second, and so much at once after a pause."""

    rate: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    left: float = field(init=False)
    at: float = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.at = self.burst, self.clock()

    def spend(self, amount: float) -> bool:
        """Whether so much may still be used, which it then is."""
        now = self.clock()
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now
        if amount > self.left:
            return False
        self.left -= amount
        return True
