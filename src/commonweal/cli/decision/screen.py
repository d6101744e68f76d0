"""The joint decision on one screen, and as the JSON that others rely on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from commonweal.reports.paper import title
from commonweal.reports.sections.evidence import disputed_links
from commonweal.reports.sections.partners import fair_rule, holds
from commonweal.reports.sections.plan import cost_of
from commonweal.reports.sections.promises import measure_of
from commonweal.reports.wording import (
    RULE_NAMES,
    counted,
    level,
    money_range,
    option_names,
    partner_names,
    percent,
    signed,
)
from commonweal.units import month_name, one_in, pounds, pounds_short

if TYPE_CHECKING:
    from commonweal.investment.schema import Case, Decision, Share

# What else a treasurer should mind fits one screen; all of it stands in the paper and in the JSON.
MOST_WARNINGS = 5

# A bar this many characters long stands for every future.
BAR = 10


def document(decision: "Decision") -> dict[str, Any]:
    """The decision as JSON: money in pounds, unrounded."""
    return {
        "place": decision.place,
        "question": decision.question,
        "seed": decision.seed,
        "runs": decision.runs,
        "objective": decision.objective,
        "portfolio": _portfolio(decision),
        "partners": {
            id_: {
                "pays": account.pays,
                "gains_fiscal": account.gains_fiscal,
                "gains_cashable": account.gains_cashable,
                "gains_other": account.gains_other,
                "net": account.net,
                "alone": decision.alone.get(id_),
            }
            for id_, account in decision.partners.items()
        },
        "shares": {rule: _share(share) for rule, share in decision.shares.items()},
        "promises": [
            {
                "factor": promise.factor,
                "measure": promise.measure,
                "by": promise.by.isoformat(),
                "low": promise.low,
                "expected": promise.expected,
                "high": promise.high,
                "better": promise.better,
            }
            for promise in decision.promises
        ],
        "largest_line": _largest_line(decision),
        "lines": [
            {"name": line.name, "pv": line.pv, "kind": line.kind, "bearer": line.bearer, "cashable": line.cashable}
            for line in decision.lines
        ],
        "frontier": [
            {"options": list(point.options), "cost": point.cost, "value": point.value, "chosen": point.chosen}
            for point in decision.frontier
        ],
        "out_of_reach": dict(decision.out_of_reach),
        "method": decision.method,
        "warnings": list(decision.warnings),
    }


def _portfolio(decision: "Decision") -> dict[str, Any]:
    return {
        "options": list(decision.options),
        "core_index": dict(decision.core_index),
        "cost": decision.cost,
        "budget_cost": decision.budget_cost,
        "cash": decision.cash,
        "npv": {"mean": decision.npv.mean, "low": decision.npv.low, "high": decision.npv.high},
        "fiscal_net": {
            "mean": decision.fiscal_net.mean,
            "low": decision.fiscal_net.low,
            "high": decision.fiscal_net.high,
        },
        "cashable_net": decision.cashable_net,
        "chance_of_loss": decision.chance_of_loss,
        "chance_of_fiscal_loss": decision.chance_of_fiscal_loss,
        "benefits": dict(decision.benefits),
    }


def _share(share: "Share") -> dict[str, Any]:
    blocking = share.blocking
    return {
        "net": dict(share.net) if share.net is not None else None,
        "transfers": [{"from": move.from_, "to": move.to, "amount": move.amount} for move in share.transfers],
        "in_core": share.in_core,
        "blocking": {"group": list(blocking.group), "by": blocking.by} if blocking else None,
        "reason": share.reason or None,
    }


def _largest_line(decision: "Decision") -> dict[str, Any] | None:
    line = decision.largest_line
    return {"name": line.name, "share": line.share} if line else None


def page(decision: "Decision", case: "Case") -> None:
    """Print the choice, what it costs whom, who gains, what it rests on, what could go wrong, what is promised."""
    console = Console(highlight=False)
    console.print(Text(f"{case.place.name}: {case.place.question}", style="dim"))
    console.print(Text(title(decision), style="bold"))
    console.print()
    if decision.options:
        console.print(_figures(decision))
        _part(console, "What we would do", _options(decision, case))
    for line in _not_chosen(decision, case):
        console.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))
    if decision.partners:
        _part(console, "Who pays, who gains (present value; a starting offer for talk)", _partners(decision, case))
        for line in _settling(decision, case):
            console.print(Padding(Text(line), (0, 0, 0, 2)))
    if decision.promises:
        _part(console, "What we promise", _promises(decision, case))
    console.print()
    console.print(Text("What it rests on, and what could go wrong", style="bold"))
    for line in _rests_on(decision, case):
        console.print(Padding(Text(f"- {line}"), (0, 0, 0, 2)))


def _part(console: Console, heading: str, table: Table) -> None:
    console.print()
    console.print(Text(heading, style="bold"))
    console.print(Padding(table, (0, 0, 0, 2)))


def _table(*columns: str, figures: str = "") -> Table:
    """A quiet table: no rules, figures to the right."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for column in columns:
        right = column in figures.split("|")
        table.add_column(column, justify="right" if right else "left", no_wrap=right)
    return table


def _figures(decision: "Decision") -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(justify="right", style="bold", no_wrap=True)
    spread = money_range(decision.npv.low, decision.npv.high)
    loss = one_in(decision.chance_of_loss) if decision.chance_of_loss else "0"
    table.add_row(pounds_short(decision.cost), f"cost to all, in today's money ({pounds(decision.cash)} of cash)")
    table.add_row(pounds_short(decision.npv.mean), f"public value, less all cost: {spread} in 9 of 10 futures")
    table.add_row(loss, f"futures worth less than they cost (in money alone: {one_in(decision.chance_of_fiscal_loss)})")
    return table


def _options(decision: "Decision", case: "Case") -> Table:
    names = option_names(case)
    table = _table("", "cost", "in the best plan of", figures="cost")
    for id_ in decision.options:
        share = decision.core_index.get(id_, 0.0)
        bar = "█" * round(share * BAR) + "░" * (BAR - round(share * BAR))
        table.add_row(names.get(id_, id_), pounds_short(cost_of(id_, decision)), f"{bar} {percent(share)} of futures")
    return table


def _not_chosen(decision: "Decision", case: "Case") -> Iterator[str]:
    names = option_names(case)
    rest = [id_ for id_ in names if id_ not in decision.options and id_ not in decision.out_of_reach]
    if rest:
        shown = (f"{names[id_]} ({percent(decision.core_index.get(id_, 0.0))})" for id_ in rest)
        yield f"Not chosen, and in the best plan of so many futures: {', '.join(shown)}."
    if beyond := [names.get(id_, id_) for id_ in decision.out_of_reach]:
        yield f"Out of reach of the budgets: {', '.join(beyond)}."


def _partners(decision: "Decision", case: "Case") -> Table:
    names, fair = partner_names(case), fair_rule(decision)
    heads = ["", "pays", "gains", "cashable", "net today"]
    rule = f"by {fair.rule.capitalize()}" if fair and fair.rule != "today" else ""
    table = _table(*heads, *([rule] if rule else []), figures="|".join([*heads[1:], rule]))
    for id_, account in decision.partners.items():
        row = [
            names.get(id_, id_),
            pounds_short(account.pays),
            pounds_short(account.gains_fiscal + account.gains_other),
        ]
        row += [pounds_short(account.gains_cashable), _signed_short(account.net)]
        table.add_row(*row, *([_signed_short((fair.net or {})[id_])] if fair and rule else []))
    return table


def _signed_short(amount: float) -> str:
    return f"{'+' if signed(amount).startswith('+') else ''}{pounds_short(amount)}"


def _settling(decision: "Decision", case: "Case") -> Iterator[str]:
    """Whether today's split holds, and what would."""
    today, fair = decision.shares.get("today"), fair_rule(decision)
    if today is not None:
        yield f"As costs fall today, would any group do better alone? {holds(today, case)}"
    if fair is not None and fair.rule != "today":
        yield f"{RULE_NAMES[fair.rule]}: {len(fair.transfers)} payments would settle it, and no group would leave."
    elif fair is None:
        yield "No rule tried leaves every group at least as well off as alone."


def _promises(decision: "Decision", case: "Case") -> Table:
    table = _table("", "about", "9 in 10 futures", "by", figures="about")
    for promise in decision.promises:
        spread = f"{level(promise.low)} to {level(promise.high)}"
        table.add_row(measure_of(promise, case).name, level(promise.expected), spread, month_name(promise.by))
    return table


def _rests_on(decision: "Decision", case: "Case") -> Iterator[str]:
    if line := decision.largest_line:
        yield f"{percent(line.share)} of all gains come from one line: {line.name}."
    gross, cash = decision.benefits.get("fiscal", 0.0), decision.benefits.get("cashable", 0.0)
    yield (
        f"Public budgets avoid {pounds(gross)}, of which {pounds(cash)} is cashable, "
        f"for {pounds(decision.budget_cost)} paid."
    )
    if disputed := len(disputed_links(case.system_map.links)):
        yield f"Partners differ about {counted(disputed, 'link')} of the map; each future follows one of their views."
    shown = [warning for warning in decision.warnings if not warning.startswith("partners differ")]
    yield from shown[:MOST_WARNINGS]
    if len(shown) > MOST_WARNINGS:
        yield f"{len(shown) - MOST_WARNINGS} more in the board paper and in --json."
    yield f"What if, not a forecast: {decision.runs:,} futures, seed {decision.seed}. {decision.method}"
