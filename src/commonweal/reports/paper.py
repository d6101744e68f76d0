"""The board paper of a joint decision: what it says, in order, before Word or the page draw it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any, TypeVar

from commonweal.investment.schema import Case, Decision
from commonweal.reports.schema import Block, Bullets, Figure, Headline, Headlines, Paper, Paragraph, Section, Table
from commonweal.reports.sections.evidence import evidence_section, risk_section
from commonweal.reports.sections.partners import fair_rule, losers, partner_section
from commonweal.reports.sections.plan import frontier_section, plan_section
from commonweal.reports.sections.promises import promise_section, promised
from commonweal.reports.sections.sources import method_section, source_section, word_section
from commonweal.reports.wording import (
    RULE_NAMES,
    about,
    counted,
    futures,
    in_words,
    money_range,
    named,
    option_names,
    partner_names,
    percent,
    sentence,
)
from commonweal.units import one_in, pounds, pounds_short

Content = TypeVar("Content")

# So many promises are told in the summary; the rest are counted.
PROMISES_TOLD = 2

# Characters that XML 1.0 does not allow (section 2.2): they would break a Word file or a picture.
UNPRINTABLE = dict.fromkeys([*range(32), *range(127, 160), *range(55296, 57344), 65534, 65535], " ")


def board_paper(decision: Decision, case: Case) -> Paper:
    """The paper of a decision, section by section; the same input always gives the same paper."""
    sections = (
        summary_section(decision, case),
        plan_section(decision, case),
        partner_section(decision, case),
        evidence_section(decision, case),
        risk_section(decision, case),
        promise_section(decision, case),
        frontier_section(decision, case),
        method_section(decision, case),
        source_section(case),
        word_section(),
    )
    tables, figures = count(1), count(1)
    numbered = tuple(_numbered(section, tables, figures) for section in sections)
    place = case.place
    return printable(Paper(place.name or decision.place, title(decision), place.question, place.start, numbered))


def title(decision: Decision) -> str:
    """The decision itself, as a heading."""
    if not decision.options:
        return "Do nothing new together for now"
    things = counted(len(decision.options), "thing")
    if round(decision.cash) <= 0:
        return f"Do {things} together at no new cost"
    return f"Invest {about(decision.cash)} together in {things}"


def summary_section(decision: Decision, case: Case) -> Section:
    """The whole paper on one page: the figures with their catches, and what each board is asked."""
    blocks: list[Block] = [Paragraph(_worth(decision, case), "lead")]
    if decision.options:
        blocks.append(headlines(decision, case))
    blocks.append(Bullets(tuple(_points(decision, case))))
    asked = Section("asked", "What each board is asked", (Bullets(_asked(decision), numbered=True),))
    return Section("summary", "In short", tuple(blocks), (asked,))


def headlines(decision: Decision, case: Case) -> Headlines:
    """Cost, value and the chance of loss, each with its range and its catch."""
    quoted = sum(
        cost.amount for cost in case.costs if cost.option in decision.options and cost.kind != "in_kind"
    )  # before optimism bias, so that the reader sees what the allowance adds
    cost = Headline(
        pounds_short(decision.cost),
        "cost to all, in today's money",
        f"{pounds(quoted)} as quoted, {pounds(decision.cash)} with an allowance for optimism, before discounting",
        f"{pounds(decision.cost - decision.budget_cost)} of it is given in kind, not in money",
    )
    leans = decision.largest_line
    value = Headline(
        pounds_short(decision.npv.mean),
        "public value, less all cost",
        f"{money_range(decision.npv.low, decision.npv.high)} in 9 of 10 futures",
        f"{percent(leans.share)} of the gain rests on one line: {leans.name}" if leans else "no line of gain is priced",
    )
    cash = pounds(abs(decision.cashable_net))
    loss = Headline(
        one_in(decision.chance_of_loss) if decision.chance_of_loss > 0 else "0",
        "futures in which it is worth less than it costs",
        f"for public budgets alone, {futures(decision.chance_of_fiscal_loss)} lose money",
        f"in cash that can be taken out it ends {cash} {'ahead' if decision.cashable_net >= 0 else 'short'}",
    )
    note = f"What if, not a forecast: {decision.runs:,} futures of the shared map, seed {decision.seed}."
    return Headlines("The plan in three figures", (cost, value, loss), note)


def printable(content: Content) -> Content:
    """The same content with a space for every character that no paper can carry."""
    value: Any = content
    if isinstance(value, str):
        value = value.translate(UNPRINTABLE)
    elif isinstance(value, tuple | list):
        value = type(value)(printable(item) for item in value)
    elif isinstance(value, Mapping):
        value = {key: printable(item) for key, item in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        value = replace(value, **{field.name: printable(getattr(value, field.name)) for field in fields(value)})
    return value  # type: ignore[no-any-return]


def _numbered(section: Section, tables: Iterator[int], figures: Iterator[int]) -> Section:
    """The same section with a number in every caption, so that each figure of the paper can be referred to."""
    blocks = tuple(_captioned(block, tables, figures) for block in section.blocks)
    return replace(section, blocks=blocks, parts=tuple(_numbered(part, tables, figures) for part in section.parts))


def _captioned(block: Block, tables: Iterator[int], figures: Iterator[int]) -> Block:
    if isinstance(block, Table):
        return replace(block, caption=f"Table {next(tables)}. {block.caption}")
    if isinstance(block, Figure):
        name = f"Figure {next(figures)}"
        table = replace(block.table, caption=f"{name} as a table. {block.table.caption}")
        return replace(block, caption=f"{name}. {block.caption}", table=table)
    return block


def _worth(decision: Decision, case: Case) -> str:
    years = counted(case.place.horizon_years, "year")
    if not decision.options:
        return (
            f"No plan that the partners could pay for was found to be worth more than it costs over {years}. "
            f"The advice is to start nothing new together now, and to look again when a cost, a budget or the "
            f"evidence changes."
        )
    spread = f"{money_range(decision.npv.low, decision.npv.high)} in 9 of 10 futures"
    said = (
        f"If the shared map is right, this plan could be worth about {pounds_short(decision.npv.mean)} more than it "
        f"costs over {years} ({spread}). This is a what if, not a forecast."
    )
    return f"{said} {_purse(decision)}"


def _purse(decision: Decision) -> str:
    """What the plan does to public budgets, gross and in cash, in a sentence."""
    fiscal = decision.fiscal_net.mean
    gross = f"{'saves' if fiscal >= 0 else 'costs'} public budgets {pounds_short(abs(fiscal))} on average"
    short = pounds_short(abs(decision.cashable_net))
    if decision.cashable_net >= 0:
        return f"It {gross}, and counting only what can be taken out in cash it still ends {short} ahead."
    return f"It {gross}. Counting only what can be taken out in cash it ends {short} short: it does not pay for itself."


def _points(decision: Decision, case: Case) -> list[str]:
    points = [f"What: {sentence(named(decision.options, option_names(case)))}"] if decision.options else []
    if decision.partners:
        points.append(f"Who pays, who gains: {_incidence(decision, case)}")
    if decision.largest_line:
        line = decision.largest_line
        points.append(f"What it rests on: {percent(line.share)} of all gains come from one line, {line.name}.")
    if decision.promises:
        told = [promised(promise, case) for promise in decision.promises[:PROMISES_TOLD]]
        more = len(decision.promises) - len(told)
        points.append(f"What we promise: {'; '.join(told)}{f'; and {in_words(more)} more' if more else ''}.")
    elif decision.options:
        points.append("What we promise: nothing that a measure of this place could check.")
    return points or ["Nothing is spent, and nothing is promised."]


def _incidence(decision: Decision, case: Case) -> str:
    behind = losers(decision)
    if not behind:
        return "as costs fall today, nobody ends worse off."
    names = partner_names(case)
    worst = " and ".join(f"{names.get(id_, id_)} by {pounds(-decision.partners[id_].net)}" for id_ in behind[:2])
    more = len(behind) - 2
    said = f"as costs fall today, some end worse off: {worst}" + (f", and {in_words(more)} more" if more > 0 else "")
    fair = fair_rule(decision)
    if fair is None:
        return f"{said}. No rule tried leaves every group better off than alone."
    return f"{said}. Shared by the rule “{RULE_NAMES[fair.rule]}”, no group would do better alone."


def _asked(decision: Decision) -> tuple[str, ...]:
    if not decision.options:
        return ("To note that no joint plan is proposed, and what would have to change.",)
    asked = [f"To say whether it agrees to the plan: {title(decision)[0].lower()}{title(decision)[1:]}."]
    if len(decision.partners) > 1:
        asked.append("To say from which way of sharing costs and gains the talks should start.")
    if decision.promises:
        asked.append("To stand behind the promises, and to settle who owns each.")
    return tuple(asked)
