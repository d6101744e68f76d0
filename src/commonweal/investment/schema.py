"""Options, money and decisions: the nouns. Money is in pounds; see each class for its price year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from commonweal.measures.schema import Event, Measure, Series
from commonweal.names import Extra
from commonweal.place.schema import Partner, Place
from commonweal.simulation.schema import Effect, Floats, Words
from commonweal.systemmap.schema import SystemMap

CostKind = Literal["capital", "revenue", "in_kind"]
BenefitKind = Literal["fiscal", "economic", "social"]
Objective = Literal["public-value", "fiscal", "worst-tenth", "least-regret", "outcomes"]
ShareRule = Literal["today", "equal", "proportional", "shapley", "nucleolus"]
GameKind = Literal["cost", "value"]

OBJECTIVES: tuple[Objective, ...] = ("public-value", "fiscal", "worst-tenth", "least-regret", "outcomes")
COST_KINDS: tuple[CostKind, ...] = ("capital", "revenue", "in_kind")
SHARE_RULES: tuple[ShareRule, ...] = ("today", "equal", "proportional", "shapley", "nucleolus")

# The id in budgets.csv that stands for money put in by all, to be drawn by whoever is short.
POOL = "pool"


@dataclass(frozen=True, slots=True)
class Option:
    """Something the partners could do: a row of options.csv. `start` is months after the place's start.

    `needs` are the partners without whom it cannot be done; empty means its lead.
    """

    id: str
    name: str
    description: str = ""
    lead: str = ""
    needs: tuple[str, ...] = ()
    start: int = 0
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    must: bool = False
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a partner puts in, before optimism bias, in the place's prices: a row of costs.csv.

    `year` 0 is the plan's first. An empty `grade` is not adjusted, and is reported.
    """

    option: str
    partner: str
    year: int
    kind: CostKind
    amount: float
    grade: int | None = None
    note: str = ""
    neighbourhood: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Benefit:
    """One bearer's part of a benefit by the guidance's chain: a row of benefits.csv.

    A year's value is population x takeup x retention x net impact x unit_value x share x profile[year];
    `profile` counts from the option's first year (empty: 1 in every year). Fractions are 0 to 1.
    """

    option: str
    name: str
    population: float
    takeup: float = 1.0
    retention: float = 1.0
    impact: float = 1.0
    deadweight: float = 0.0
    unit_value: float = 0.0
    price_year: int | None = None
    profile: tuple[float, ...] = ()
    kind: BenefitKind = "fiscal"
    bearer: str = ""
    share: float = 1.0
    cashable: float = 0.0
    grade: int | None = None
    double_count_group: str = ""
    source: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Valuation:
    """The price of one unit of a factor's change, and who bears it: a row of valuations.csv."""

    factor: str
    name: str
    value_per_unit: float
    price_year: int | None = None
    kind: BenefitKind = "fiscal"
    bearer: str = ""
    share: float = 1.0
    cashable: float = 0.0
    grade: int | None = None
    source: str = ""
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """What a partner (or the pool) can put in: a row of budgets.csv, in the place's prices."""

    partner: str
    year: int
    kind: CostKind
    amount: float
    extra: Extra = ()


@dataclass(frozen=True, slots=True)
class RateBand:
    """A yearly discount rate that holds from year `first` to year `last` (None: for ever)."""

    first: int
    last: int | None
    rate: float


@dataclass(frozen=True, slots=True)
class RateTable:
    """Discount rates by name: dated data, with their source."""

    name: str
    bands: tuple[RateBand, ...]
    source: str
    dated: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """What a grade of evidence does: a fraction added to costs, a fraction cut from benefits."""

    grade: int
    cost_uplift: float
    benefit_cut: float
    source: str
    dated: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Deflator:
    """The GDP deflator of a year as an index; only ratios are used."""

    year: int
    index: float
    source: str
    dated: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Parameters:
    """The dated tables that every calculation here is given: rates, grades, deflators, words for strength."""

    rates: tuple[RateTable, ...]
    grades: tuple[Grade, ...]
    deflators: tuple[Deflator, ...]
    strengths: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """All that a joint decision rests on: one place, its map, its figures, its options and its money."""

    place: Place
    partners: tuple[Partner, ...]
    system_map: SystemMap
    measures: tuple[Measure, ...]
    series: Mapping[str, Series]
    events: tuple[Event, ...]
    options: tuple[Option, ...]
    effects: tuple[Effect, ...]
    costs: tuple[Cost, ...]
    benefits: tuple[Benefit, ...]
    valuations: tuple[Valuation, ...]
    budgets: tuple[Budget, ...]
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, and the 5th and 95th of 100 runs."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PartnerAccount:
    """One partner's part of a plan, present values in pounds: `net` = gains under the setting in force - pays."""

    pays: float
    gains_fiscal: float
    gains_cashable: float
    gains_other: float
    net: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an appraisal, present value in pounds: who pays or gains, and of what kind.

    Costs and benefits are both positive. `cashable` is the part of a fiscal `pv` that can be taken out in cash.
    """

    name: str
    pv: float
    kind: CostKind | BenefitKind
    bearer: str
    cashable: float = 0.0
    option: str = ""
    factor: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Game:
    """What every group of players would pay (cost) or secure (value) by itself.

    `values` has shape (2 ** players,): bit i of an entry's number says whether players[i] belongs to the group,
    so values[0] is nobody's and 0, and the last entry is that of all players together.
    """

    players: tuple[str, ...]
    values: Floats
    kind: GameKind = "value"


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money from one partner to another, present value in pounds."""

    from_: str
    to: str
    amount: float


@dataclass(frozen=True, slots=True)
class Blocking:
    """Partners who would do better by themselves, and by how much together (pounds)."""

    group: tuple[str, ...]
    by: float


@dataclass(frozen=True, slots=True)
class Share:
    """One rule's answer: every partner's net position, the transfers from today's, and whether it holds.

    `net` is None, with `reason`, where the rule has no answer.
    """

    rule: ShareRule
    net: Mapping[str, float] | None
    transfers: tuple[Transfer, ...] = ()
    in_core: bool | None = None
    blocking: Blocking | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """What a measure should read by a date: 5th, 50th and 95th of 100 runs, in the measure's unit."""

    factor: str
    measure: str
    by: date
    low: float
    expected: float
    high: float
    better: Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class LargestLine:
    """The line that the plan's benefits lean on most, and its share of their gross present value."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """A portfolio that nothing both cheaper and better beats: present cost and value in pounds."""

    options: tuple[str, ...]
    cost: float
    value: float
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The joint decision: what to do, what it costs whom, who gains, what is promised, what it rests on.

    Present values in pounds at the place's prices. `cash` is undiscounted money (capital and revenue, optimism
    allowed for). `levels` holds, for every promised factor, the monthly low, median and high levels without and
    with the plan: shape (2, 3, months + 1). `out_of_reach` says of each option that no budget can carry why that
    is so.
    """

    place: str
    question: str
    seed: int
    runs: int
    objective: Objective
    options: tuple[str, ...]
    core_index: Mapping[str, float]
    cost: float
    budget_cost: float
    cash: float
    npv: Spread
    fiscal_net: Spread
    cashable_net: float
    chance_of_loss: float
    chance_of_fiscal_loss: float
    benefits: Mapping[str, float]
    lines: tuple[Line, ...]
    largest_line: LargestLine | None
    partners: Mapping[str, PartnerAccount]
    shares: Mapping[ShareRule, Share]
    stand_alone_sum: float
    promises: tuple[Promise, ...]
    levels: Mapping[str, Floats]
    frontier: tuple[FrontierPoint, ...]
    alone: Mapping[str, float]
    method: str
    warnings: tuple[str, ...]
    out_of_reach: Mapping[str, str] = field(default_factory=dict)
