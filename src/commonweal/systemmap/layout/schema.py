"""What a layout is given: ids of factors, and which acts on which."""

from dataclasses import dataclass
from typing import Literal

Way = Literal["layers", "force", "sectors"]
Point = tuple[float, float]

# The space that a factor's box and the air around it take, in the units of positions.csv (a box is 200 wide).
COLUMN = 270.0
ROW = 96.0


@dataclass(frozen=True, slots=True)
class Graph:
    """Factors in the order of the file, and arrows between them; no arrow twice, none to itself."""

    factors: tuple[str, ...]
    arrows: tuple[tuple[str, str], ...]

    @property
    def after(self) -> dict[str, list[str]]:
        """What each factor acts on."""
        found: dict[str, list[str]] = {factor: [] for factor in self.factors}
        for from_, to in self.arrows:
            found[from_].append(to)
        return found

    @property
    def before(self) -> dict[str, list[str]]:
        """What acts on each factor."""
        found: dict[str, list[str]] = {factor: [] for factor in self.factors}
        for from_, to in self.arrows:
            found[to].append(from_)
        return found
