"""The appraisal of the guidance for local partnerships: present values line by line, and what they add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import fsum

import numpy as np

from commonweal.errors import CannotAnswer, WrongUse
from commonweal.investment.schema import (
    Benefit,
    BenefitKind,
    Case,
    Cost,
    Grade,
    LargestLine,
    Line,
    PartnerAccount,
)
from commonweal.investment.valuation import Stream, benefit_cut, case_factors, price_ratio, stream_of, uplifted
from commonweal.names import listed
from commonweal.place.schema import DeadweightBasis, Gains
from commonweal.simulation.schema import Floats
from commonweal.units import MONTHS_A_YEAR

BENEFIT_KINDS: tuple[BenefitKind, ...] = ("fiscal", "economic", "social")

# Two sums of money are the same to one part in a million million: what adding in another order may change.
SAME_MONEY = 1e-12


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A benefit that is not counted, with the present value it would have had, and why."""

    option: str
    name: str
    pv: float
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Every cost and benefit row of a case at its present value, and what was left out."""

    streams: tuple[Stream, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A benefit by its name, bearers and options together, present value in pounds."""

    name: str
    pv: float
    cashable: float
    kinds: tuple[BenefitKind, ...]
    options: tuple[str, ...]
    factors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appraised:
    """What an appraisal adds up to, present values in pounds.

    `public_cost` has all costs, `budget_cost` those in money. `cashable` is the part of `benefits["fiscal"]` that
    can be taken out. `npbi` below zero is a saving. None: a ratio to a cost of nothing, a payback that never comes.
    """

    public_cost: float
    budget_cost: float
    benefits: Mapping[BenefitKind, float]
    cashable: float
    npbi: float
    froi: float | None
    froi_cashable: float | None
    nppv: float
    bcr: float | None
    payback_year: int | None
    payback_year_cashable: int | None
    partners: Mapping[str, PartnerAccount]
    lines: tuple[NamedLine, ...]
    largest_line: LargestLine | None


def net_impact(benefit: Benefit, basis: DeadweightBasis | None) -> float:
    """The impact on each person reached that would not have happened anyway.

    Parameters
    ----------
    basis
        `of_population`: deadweight is a part of the population, as impact is, and what is left is their
        difference, not below nothing. `of_impact`: deadweight is a part of the impact.

    Raises
    ------
    CannotAnswer
        Where there is a deadweight and no basis: the two differ, and nobody has chosen.
    """
    if benefit.deadweight == 0:
        return benefit.impact
    if basis is None:
        raise CannotAnswer(
            f'"{benefit.name}" has a deadweight, and the place does not say of what',
            where="place.toml",
            mend='Write deadweight_basis = "of_impact" or "of_population" under [appraisal].',
        )
    if basis == "of_impact":
        return benefit.impact * (1 - benefit.deadweight)
    return float(np.sign(benefit.impact)) * max(abs(benefit.impact) - benefit.deadweight, 0.0)


def only_options(case: Case, ids: Sequence[str]) -> Case:
    """The same case with no options but these.

    Raises
    ------
    WrongUse
        With an id that is no option's, and the nearest that is.
    """
    known = [option.id for option in case.options]
    for wanted in ids:
        if wanted not in known:
            near = get_close_matches(wanted, known, n=1)
            mend = f"Did you mean {near[0]}?" if near else f"The options are {listed(known)}."
            raise WrongUse(f"there is no option {wanted}", where="options.csv", mend=mend)
    return replace(
        case,
        options=tuple(option for option in case.options if option.id in ids),
        effects=tuple(effect for effect in case.effects if effect.option in ids),
        costs=tuple(cost for cost in case.costs if cost.option in ids),
        benefits=tuple(benefit for benefit in case.benefits if benefit.option in ids),
    )


def lines_of(case: Case, *, basis: DeadweightBasis | None = None) -> tuple[Line, ...]:
    """Every cost and benefit row of every option at its present value; see `counted`."""
    return tuple(stream.line for stream in counted(case, basis=basis).streams)


def counted(case: Case, *, basis: DeadweightBasis | None = None) -> Counted:
    """Every cost and benefit row of every option at its present value, year by year.

    Costs are raised, and benefits cut, by their grade; benefits are turned into the place's prices and begin in
    the option's first year. Within an option only the largest of the benefits that share a `double_count_group`
    is counted.

    Parameters
    ----------
    basis
        Of what deadweight is a part; the place's own unless given.

    Raises
    ------
    CannotAnswer
        Where a year has no rate or deflator, a grade no row, or a deadweight no basis.

    References
    ----------
    HM Treasury and New Economy (2014) Supporting public service transformation: cost benefit analysis guidance
    for local partnerships.
    """
    factors = case_factors(case)
    basis = basis or case.place.appraisal.deadweight_basis
    benefits = [(row, _benefit_stream(row, case, factors=factors, basis=basis)) for row in case.benefits]
    left_out = _counted_twice(benefits)
    dropped = {(item.option, item.name) for item in left_out}
    kept = (stream for row, stream in benefits if (row.option, row.name) not in dropped)
    costs = (_cost_stream(row, case.parameters.grades, factors) for row in case.costs)
    return Counted((*costs, *kept), left_out)


def appraise(streams: Sequence[Stream], *, players: Sequence[str], counting: Gains = "gross") -> Appraised:
    """What the lines of an appraisal add up to: the financial and the economic case, and each partner's part.

    Parameters
    ----------
    players
        Ids of the partners, in the order to show them; see `partner_accounts` for who is left out.
    counting
        Which fiscal gains a partner's net counts.
    """
    lines = [stream.line for stream in streams]
    budget = [stream for stream in streams if _in_budget(stream.line)]
    fiscal = [stream for stream in streams if stream.line.kind == "fiscal"]
    public_cost = fsum(line.pv for line in lines if line.kind not in BENEFIT_KINDS)
    budget_cost = fsum(stream.line.pv for stream in budget)
    benefits = {kind: fsum(line.pv for line in lines if line.kind == kind) for kind in BENEFIT_KINDS}
    cashable = fsum(line.cashable for line in lines)
    spent, gained = _per_year(budget), _per_year(fiscal)
    return Appraised(
        public_cost=public_cost,
        budget_cost=budget_cost,
        benefits=benefits,
        cashable=cashable,
        npbi=budget_cost - benefits["fiscal"],
        froi=_ratio(benefits["fiscal"], budget_cost),
        froi_cashable=_ratio(cashable, budget_cost),
        nppv=fsum(benefits.values()) - public_cost,
        bcr=_ratio(fsum(benefits.values()), public_cost),
        payback_year=payback_year(gained, spent),
        payback_year_cashable=payback_year(_per_year([_cashable_part(stream) for stream in fiscal]), spent),
        partners=partner_accounts(lines, players, counting=counting),
        lines=named_lines(lines),
        largest_line=largest_line(lines),
    )


def payback_year(gains: Floats, costs: Floats) -> int | None:
    """The first year in which all gains so far cover all costs so far; 0 without costs, None for never.

    Parameters
    ----------
    gains, costs
        Discounted amounts of each year, shape (years,). Years before the first cost pay nothing back.
    """
    if not costs.any():
        return 0
    spent, gained = np.cumsum(costs), np.cumsum(gains)
    covered = (spent > 0) & (gained >= spent * (1 - SAME_MONEY))
    return int(np.argmax(covered)) if covered.any() else None


def partner_accounts(
    lines: Sequence[Line], players: Sequence[str], *, counting: Gains = "gross"
) -> dict[str, PartnerAccount]:
    """What each partner pays in money and gains, gross and cashable.

    A partner that neither pays nor gains, or gives in kind only, is no party to sharing money and is left out.
    """
    accounts = {}
    for player in players:
        own = [line for line in lines if line.bearer == player and line.kind != "in_kind"]
        if not own:
            continue
        pays = fsum(line.pv for line in own if _in_budget(line))
        fiscal = fsum(line.pv for line in own if line.kind == "fiscal")
        other = fsum(line.pv for line in own if line.kind in ("economic", "social"))
        cashable = fsum(line.cashable for line in own)
        gained = {"gross": fiscal, "cashable": cashable}[counting]
        accounts[player] = PartnerAccount(pays, fiscal, cashable, other, gained + other - pays)
    return accounts


def named_lines(lines: Sequence[Line]) -> tuple[NamedLine, ...]:
    """The benefits by name, bearers and options together, the largest first."""
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        if line.kind in BENEFIT_KINDS:
            by_name.setdefault(line.name, []).append(line)
    together = [
        NamedLine(
            name=name,
            pv=fsum(line.pv for line in group),
            cashable=fsum(line.cashable for line in group),
            kinds=tuple(kind for kind in BENEFIT_KINDS if any(line.kind == kind for line in group)),
            options=tuple(sorted({line.option for line in group if line.option})),
            factors=tuple(sorted({line.factor for line in group if line.factor})),
        )
        for name, group in by_name.items()
    ]
    return tuple(sorted(together, key=lambda line: (-line.pv, line.name)))


def largest_line(lines: Sequence[Line]) -> LargestLine | None:
    """The benefit that the plan leans on most, and its share of all that is gained; None where nothing is."""
    gains = [line for line in named_lines(lines) if line.pv > 0]
    if not gains:
        return None
    return LargestLine(gains[0].name, gains[0].pv / fsum(line.pv for line in gains))


def switching_share(value: float, line_pv: float) -> float | None:
    """The fraction that a benefit can lose before a value above zero falls to nothing; None if there is none.

    Above 1, the value stands without that benefit.

    Examples
    --------
    >>> switching_share(50.0, 200.0), switching_share(-1.0, 200.0)
    (0.25, None)
    """
    return value / line_pv if value > 0 and line_pv > 0 else None


def _cost_stream(cost: Cost, grades: Sequence[Grade], factors: Floats) -> Stream:
    yearly = np.zeros(len(factors))  # (years,)
    if 0 <= cost.year < len(factors):
        yearly[cost.year] = uplifted(cost, grades) * factors[cost.year]
    name = cost.note or cost.kind.replace("_", " ")
    return Stream(Line(name, float(yearly.sum()), cost.kind, cost.partner, option=cost.option), yearly)


def _benefit_stream(benefit: Benefit, case: Case, *, factors: Floats, basis: DeadweightBasis | None) -> Stream:
    """The guidance's chain: who there is, who is reached, what changes, what that is worth."""
    reached = benefit.population * benefit.takeup * benefit.retention
    ratio = price_ratio(benefit.price_year, case.place.appraisal.price_year, case.parameters.deflators)
    price = benefit.unit_value * ratio * (1 - benefit_cut(benefit.grade, case.parameters.grades))
    a_year = reached * net_impact(benefit, basis) * price * benefit.share
    start = next((option.start for option in case.options if option.id == benefit.option), 0)
    yearly = a_year * _profile(benefit, start // MONTHS_A_YEAR, len(factors)) * factors  # (years,)
    return stream_of(benefit, yearly, option=benefit.option)


def _profile(benefit: Benefit, first: int, years: int) -> Floats:
    """How much of the benefit there is in each year of the plan: shape (years,)."""
    profile = np.zeros(years)
    given = (benefit.profile or (1.0,) * years)[: max(years - first, 0)]
    profile[first : first + len(given)] = given
    return profile


def _counted_twice(benefits: Sequence[tuple[Benefit, Stream]]) -> tuple[LeftOut, ...]:
    """All but the largest benefit, by name, of each option's group of benefits that count the same thing."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for row, stream in benefits:
        if row.double_count_group:
            groups.setdefault((row.option, row.double_count_group), []).append(stream.line)
    left_out = []
    for (option, group), lines in sorted(groups.items()):
        best, *others = named_lines(lines)
        reason = f'counts the same thing ({group}) as "{best.name}"'
        left_out += [LeftOut(option, line.name, line.pv, reason) for line in others]
    return tuple(left_out)


def _in_budget(line: Line) -> bool:
    return line.kind in ("capital", "revenue")


def _per_year(streams: Sequence[Stream]) -> Floats:
    return np.sum([stream.yearly for stream in streams], axis=0) if streams else np.zeros(1)


def _cashable_part(stream: Stream) -> Stream:
    line = stream.line
    return replace(stream, yearly=stream.yearly * (line.cashable / line.pv if line.pv else 0.0))


def _ratio(value: float, cost: float) -> float | None:
    return value / cost if cost > 0 else None
