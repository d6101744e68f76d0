"""The shared map: factors, the links between them, who can act, who works with whom."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from commonweal.names import MAY_BE_EMPTY, WHERE_FILLED, Extra

FactorKind = Literal["outcome", "cause", "activity", "driver", "stock"]
Per = Literal["month", "year", ""]
Better = Literal["higher", "lower", ""]
LinkKind = Literal["influences", "adds_to", "drains"]
Sign = Literal["+", "-", ""]
Strength = Literal["weak", "medium", "strong", ""]
# The map of the whole place, which is always there and has no row in maps.csv.
MAIN_MAP = "main"
# What stands before the id of a partner or a person where ids of factors stand beside it; it is in no id.
BODY = "@"

# What the colours of a drawn map show, and which lines of partners and people stand on it.
Colour = Literal["kind", "measure", "sector", "evidence", "reach", "leverage", "uncertainty"]
Who = Literal["acts", "ties", "all", ""]
MOST_STEPS = 5

AskState = Literal["open", "accepted", "declined"]
TieKind = Literal["works_with", "funds", "refers_to", "shares_data", "advises"]


@dataclass(frozen=True, slots=True)
class Factor:
    """Something in the system that can rise or fall: a row of factors.csv.

    `baseline`, `floor` and `ceiling` are in `unit` (a flow per `per`); the trends are fractions a year with
    no action. None means not known.
    """

    id: str
    name: str
    kind: FactorKind
    unit: str = ""
    per: Per = ""
    better: Better = ""
    baseline: float | None = None
    trend_low: float | None = None
    trend: float | None = None
    trend_high: float | None = None
    floor: float | None = None
    ceiling: float | None = None
    source: str = ""
    note: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One partner's view of how one factor acts on another: a row of links.csv.

    Elasticities are sizes: the sign stands apart. Delays are in months. Rows with the same `from_`, `to` and
    `kind` and different `contributed_by` are rival views of one link.
    """

    from_: str
    to: str
    kind: LinkKind = "influences"
    sign: Sign = ""
    strength: Strength = ""
    elasticity_low: float | None = None
    elasticity: float | None = None
    elasticity_high: float | None = None
    delay_low: float | None = None
    delay: float | None = None
    delay_high: float | None = None
    grade: int | None = None
    source: str = ""
    contributed_by: str = ""
    note: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """A partner that can act on a factor, with power 1 to 3: a row of actors.csv."""

    id: str
    partner: str
    factor: str
    power: int | None = None
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A directed tie between two partners or people: a row of ties.csv."""

    from_: str
    to: str
    kind: TieKind = "works_with"
    strength: float | None = None
    since: date | None = None
    until: date | None = None
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class NamedMap:
    """One of several maps of a place, each with its own question: a row of maps.csv.

    The maps share the factors and links of the place. A map shows the factors that have a row in positions.csv. The
    map `main` is always there and has no row.
    """

    id: str
    name: str
    question: str = ""
    note: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Where a factor stands on a map, and that it is on it: a row of positions.csv. Or where a partner or person does.

    One of `factor` and `body` (the id of a partner or a person) is empty. In the units of the canvas, of which a
    factor's box is about 200 wide; `x` grows to the right, `y` downwards.
    """

    map: str
    factor: str = field(metadata=MAY_BE_EMPTY)
    x: float
    y: float
    body: str = field(default="", metadata=WHERE_FILLED)
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class NamedLoop:
    """A loop of links that partners gave a name and a story: a row of loops.csv.

    `factors` stand in the order of the links, beginning with any of them; the last acts on the first.
    """

    factors: tuple[str, ...]
    name: str
    story: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """One partner asks another to act on a factor: a row of asks.csv.

    `answer_by` is the day by which an answer is hoped for. `answered` and `answer` are empty while it is open.
    """

    id: str
    factor: str
    from_: str
    to: str
    text: str
    made: date
    answer_by: date | None = None
    state: AskState = "open"
    answered: date | None = None
    answer: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class SavedView:
    """A look at a drawn map that people gave a name: a row of saved_views.csv.

    `focus` is a factor, or a partner or person as `@` and the id: only what is at most `steps` links away is shown.
    `outcome` is what leverage is of, empty for the first; `hide` are kinds of factors that are not shown; `who` the
    lines of partners and people that are: who can act, who works with whom, or both.
    """

    id: str
    name: str
    map: str = MAIN_MAP
    focus: str = ""
    steps: int = 1
    colour: Colour = "kind"
    outcome: str = ""
    hide: tuple[str, ...] = ()
    who: Who = ""
    note: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class SystemMap:
    """The map of a place: its factors and links in the order of the files."""

    factors: tuple[Factor, ...] = ()
    links: tuple[Link, ...] = ()
