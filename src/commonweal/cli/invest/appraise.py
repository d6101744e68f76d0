"""`commonweal invest appraise`: costs and benefits as the guidance counts them, for a treasurer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from commonweal.cli.output import emit_json, folder_argument, json_option
from commonweal.names import listed
from commonweal.units import pounds, pounds_short

if TYPE_CHECKING:
    from commonweal.investment.appraisal import Appraised, Counted, NamedLine
    from commonweal.investment.schema import Case
    from commonweal.investment.valuation import Stream
    from commonweal.place.schema import DeadweightBasis


BASES: tuple[DeadweightBasis, ...] = ("of_population", "of_impact")

# So many benefits stand on the screen; --json has them all.
MOST_LINES = 8

# What to call each dated table, so that its owner knows what to check.
TABLE_NAMES = {
    "discount_rates": "discount rates",
    "grades": "grades of evidence (uplift of costs, cut of benefits)",
    "deflators": "deflators (filled years)",
    "strengths": "words for the strength of a link",
}


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the screen and the JSON are made from. `nppv` is by what deadweight is a part of."""

    case: Case
    counted: Counted
    streams: tuple[Stream, ...]
    appraised: Appraised
    nppv: Mapping[DeadweightBasis, float]
    warnings: tuple[str, ...]


@click.command()
@folder_argument
@click.option("--option", "options", multiple=True, metavar="ID", help="Only this option; may be given again.")
@json_option
def appraise(folder: str, options: tuple[str, ...], as_json: bool) -> None:
    """Costs and benefits of all options together, or of those named, as the guidance counts them."""
    from pathlib import Path

    from commonweal.files.folder import read_case
    from commonweal.investment.appraisal import only_options

    case = read_case(Path(folder))
    found = _findings(only_options(case, options) if options else case)
    if as_json:
        emit_json(_document(found))
    else:
        click.echo("\n".join(_screen(found)))


def _findings(case: Case) -> Findings:
    from commonweal.investment.appraisal import appraise as appraised
    from commonweal.investment.appraisal import counted
    from commonweal.investment.valuation import assumptions

    valued, map_warnings = _valued(case)
    players = [partner.id for partner in case.partners]
    counting = case.place.appraisal.gains
    chain = counted(case)
    by_basis = {
        basis: appraised((*counted(case, basis=basis).streams, *valued), players=players).nppv for basis in BASES
    }
    streams = (*chain.streams, *valued)
    warnings = tuple(dict.fromkeys((*assumptions(case), *map_warnings)))
    return Findings(case, chain, streams, appraised(streams, players=players, counting=counting), by_basis, warnings)


def _valued(case: Case) -> tuple[tuple[Stream, ...], tuple[str, ...]]:
    """What the options' effects on the map are worth, in one run at the likely values; and its warnings."""
    if not case.valuations or not case.effects:
        return (), ()
    from commonweal.investment.portfolio.outlook import case_model
    from commonweal.investment.valuation import case_rates, valued_streams, yearly_change
    from commonweal.simulation.ensemble import likely_run
    from commonweal.units import MONTHS_A_YEAR

    model = case_model(case)
    months = MONTHS_A_YEAR * case.place.horizon_years
    without = likely_run(model, months=months)
    with_plan = likely_run(model, months=months, plan=tuple(option.id for option in case.options))
    factors = {factor.id: factor for factor in case.system_map.factors}
    rows = {name: row for row, name in enumerate(without.factors)}
    change = {
        name: yearly_change(
            factors[name],
            without=without.levels[rows[name], :, 0],
            with_plan=with_plan.levels[rows[name], :, 0],
            rates=case_rates(case),
        )
        for name in {valuation.factor for valuation in case.valuations}
    }
    return valued_streams(case, change), (*model.warnings, *with_plan.warnings)


def _document(found: Findings) -> dict[str, object]:
    from commonweal.investment.valuation import case_factors, unverified_tables

    appraised, largest = found.appraised, found.appraised.largest_line
    benefits = {str(kind): pv for kind, pv in appraised.benefits.items()}
    return {
        "options": [option.id for option in found.case.options],
        "discount_factors": case_factors(found.case).tolist(),
        "costs": {"public": appraised.public_cost, "budget": appraised.budget_cost},
        "benefits": {**benefits, "cashable": appraised.cashable},
        "npbi": appraised.npbi,
        "froi": appraised.froi,
        "froi_cashable": appraised.froi_cashable,
        "nppv": appraised.nppv,
        "bcr": appraised.bcr,
        "payback_year": appraised.payback_year,
        "payback_year_cashable": appraised.payback_year_cashable,
        "partners": {partner: asdict(account) for partner, account in appraised.partners.items()},
        "lines": [_benefit_row(line) for line in appraised.lines],
        "cost_lines": _cost_rows(found.streams),
        "largest_line": asdict(largest) if largest else None,
        "left_out": [asdict(item) for item in found.counted.left_out],
        "nppv_by_deadweight_basis": dict(found.nppv),
        "unverified": unverified_tables(found.case),
        "warnings": found.warnings,
    }


def _benefit_row(line: NamedLine) -> dict[str, object]:
    return {**asdict(line), "source": _origin(line)}


def _cost_rows(streams: Sequence[Stream]) -> list[dict[str, object]]:
    from commonweal.investment.schema import COST_KINDS

    return [
        {"name": line.name, "pv": line.pv, "kind": line.kind, "partner": line.bearer, "option": line.option}
        for line in (stream.line for stream in streams)
        if line.kind in COST_KINDS
    ]


def _origin(line: NamedLine) -> str:
    """Where a benefit's figure comes from: the chain of benefits.csv, the map, or both."""
    return " and ".join(
        [*(["benefits.csv"] if line.options else []), *(["map, likely values"] if line.factors else [])]
    )


def _screen(found: Findings) -> Iterator[str]:
    yield from _heading(found.case)
    yield ""
    yield from _money(found.appraised)
    yield ""
    yield from _public_value(found)
    if found.appraised.partners:
        yield ""
        yield from _who(found)
    if found.appraised.lines:
        yield ""
        yield from _benefits(found.appraised)
    yield ""
    yield from _rests_on(found)


def _heading(case: Case) -> Iterator[str]:
    settings = case.place.appraisal
    prices = f"prices of {settings.price_year}" if settings.price_year else "prices as given"
    names = [option.name for option in case.options]
    yield f"{case.place.name}: {listed(names) if len(names) <= 3 else f'{len(names)} options'}"
    yield f"Present values over {case.place.horizon_years} years, discounted at {settings.rates} rates, {prices}."


def _money(appraised: Appraised) -> Iterator[str]:
    """The financial case: gross beside cashable, always."""
    cost, cashable = appraised.budget_cost, appraised.cashable
    yield "Public money                           gross      cashable only"
    yield f"  It costs budgets            {pounds_short(cost):>14}"
    yield f"  It saves budgets            {pounds_short(appraised.benefits['fiscal']):>14}{pounds_short(cashable):>19}"
    yield f"  So on budgets it is     {_saving(appraised.npbi):>18}{_saving(cost - cashable):>19}"
    yield f"  Back for each £1        {_each_pound(appraised.froi):>18}{_each_pound(appraised.froi_cashable):>19}"
    yield f"  Paid back in            {_year(appraised.payback_year):>18}{_year(appraised.payback_year_cashable):>19}"


def _saving(npbi: float) -> str:
    """Net budget impact in words: below zero it is a saving."""
    if round(npbi) == 0:
        return "no change"
    return f"a {'saving' if npbi < 0 else 'cost'} of {pounds_short(abs(npbi))}"


def _each_pound(ratio: float | None) -> str:
    return "nothing spent" if ratio is None else f"{'-' if ratio < 0 else ''}£{abs(ratio):.2f}"


def _year(year: int | None) -> str:
    return "never" if year is None else f"year {year}"


def _public_value(found: Findings) -> Iterator[str]:
    appraised, benefits = found.appraised, found.appraised.benefits
    kinds = ", ".join(f"{kind} {pounds_short(value)}" for kind, value in benefits.items())
    yield "Public value"
    yield f"  All benefits            {pounds_short(sum(benefits.values())):>18}   {kinds}"
    yield f"  All costs               {pounds_short(appraised.public_cost):>18}   with help in kind"
    yield f"  Net public value        {pounds_short(appraised.nppv):>18}{_other_basis(found)}"
    ratio = "nothing spent" if appraised.bcr is None else f"{appraised.bcr:.1f}"
    yield f"  Benefits for each £1    {ratio:>18}"
    yield f"  {_leaning(appraised)}"


def _other_basis(found: Findings) -> str:
    """The same under the other reading of deadweight, where it is not the same."""
    used = found.case.place.appraisal.deadweight_basis or "of_impact"
    other: DeadweightBasis = "of_population" if used == "of_impact" else "of_impact"
    shown = {basis: pounds_short(value) for basis, value in found.nppv.items()}
    return "" if shown[used] == shown[other] else f"   with deadweight {other.replace('_', ' ')} instead {shown[other]}"


def _leaning(appraised: Appraised) -> str:
    """How much rests on the largest line, and how far it may fall before the public value is gone."""
    from commonweal.investment.appraisal import switching_share

    largest = appraised.largest_line
    if largest is None:
        return "No benefits are counted."
    share = f"{largest.share:.0%} of the benefits is one line, {largest.name}"
    fall = switching_share(appraised.nppv, appraised.lines[0].pv)
    if fall is None:
        return f"{share}."
    if fall > 1:
        return f"{share}: without it a value of {pounds_short(appraised.nppv - appraised.lines[0].pv)} is left."
    return f"{share}: if it falls short by {fall:.0%}, no value is left."


def _who(found: Findings) -> Iterator[str]:
    names = {partner.id: partner.name for partner in found.case.partners}
    rows = [["Who", "pays", "gains", "of it cashable", "other gains", "net"]]
    for partner, account in found.appraised.partners.items():
        amounts = (account.pays, account.gains_fiscal, account.gains_cashable, account.gains_other, account.net)
        rows.append([names[partner], *(pounds(amount) for amount in amounts)])
    yield from _aligned(rows)
    in_kind: dict[str, float] = {}
    for line in (stream.line for stream in found.streams if stream.line.kind == "in_kind"):
        in_kind[line.bearer] = in_kind.get(line.bearer, 0.0) + line.pv
    if in_kind:
        given = [f"{names.get(partner, partner)} {pounds(amount)}" for partner, amount in in_kind.items()]
        yield f"In kind, not counted in pays: {listed(given)}."


def _benefits(appraised: Appraised) -> Iterator[str]:
    header = ["Benefit", "present value", "cashable", "kind", "from"]
    rows = [
        [line.name, pounds(line.pv), pounds(line.cashable), listed(list(line.kinds)), _origin(line)]
        for line in appraised.lines[:MOST_LINES]
    ]
    yield from _aligned([header, *rows])
    if rest := appraised.lines[MOST_LINES:]:
        yield f"and {len(rest)} smaller, {pounds(sum(line.pv for line in rest))} together (all with --json)"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of a table: the first column to the left, the rest to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "   ".join([first.ljust(widths[0]), *cells])


def _rests_on(found: Findings) -> Iterator[str]:
    from commonweal.investment.valuation import unverified_tables

    yield "What this rests on"
    for item in found.counted.left_out:
        yield f"  Left out of {item.option}: {item.name} ({pounds(item.pv)}): it {item.reason}."
    for warning in found.warnings:
        yield f"  {warning}"
    if any(line.factors for line in found.appraised.lines):
        yield "  What comes from the map is one run at its likely values: what if, not a forecast."
    if unverified := unverified_tables(found.case):
        yield f"  Not verified at their source: {listed([TABLE_NAMES[table] for table in unverified])}."
    yield "  Year 0 is the plan's first. Transfers between people are no public value and are not counted."
