"""What the decision rests on, and what could go wrong with it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonweal.investment.portfolio.groups import needs_of
from commonweal.investment.schema import COST_KINDS, Case, Decision, Option
from commonweal.names import listed
from commonweal.reports.schema import Block, Bullets, Column, Paragraph, Section, Table
from commonweal.reports.wording import (
    counted,
    factor_names,
    futures,
    in_words,
    money_range,
    named,
    option_names,
    partner_names,
    percent,
    sentence,
)
from commonweal.systemmap.schema import Link
from commonweal.units import pounds, pounds_short

KIND_NAMES = {"fiscal": "public budgets (fiscal)", "economic": "the economy", "social": "people's lives (social)"}

# So many lines of gain are told one by one; the rest are one row.
MOST_LINES = 12

# Grades of evidence run from 1 (best) to 6; from this one on it is mostly judgement.
WEAK_GRADE = 5


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One row of a dated table that a place uses, and whether its source was checked."""

    table: str
    row: str
    source: str
    verified: bool


def evidence_section(decision: Decision, case: Case) -> Section:
    """Where the value comes from, how good the evidence is, and what partners dispute."""
    blocks: list[Block] = []
    if decision.largest_line:
        line = decision.largest_line
        rests = f"{percent(line.share)} of all gains come from one line: {line.name}."
        blocks.append(Paragraph(f"{rests} If that line is wrong, so is the case.", "mind"))
    blocks += [_worth_table(decision)] if decision.options else []
    lines = _line_table(decision, case)
    blocks += [lines] if lines.rows else []
    quality = _quality(decision, case)
    parts = [Section("quality", "How good the evidence is", (Bullets(quality), *_grade_tables(decision, case)))]
    disputed = _disputed_table(case)
    if disputed.rows:
        text = (
            "Partners see these links differently. No view is averaged away: each future takes one of them, the more "
            "often the more partners hold it."
        )
        parts.append(Section("disputed", "What partners see differently", (Paragraph(text), disputed)))
    return Section("evidence", "What it rests on", tuple(blocks), tuple(parts))


def risk_section(decision: Decision, case: Case) -> Section:
    """How often the plan loses, what the calculation warns of, and what falls when a partner leaves."""
    points = ["Nothing new is started, so nothing new is at risk."]
    if decision.options:
        points = [
            f"The plan is worth less than it costs in {futures(decision.chance_of_loss)}.",
            f"Public budgets end worse off in {futures(decision.chance_of_fiscal_loss)}, "
            f"even before asking what can be taken out in cash.",
            _cash_risk(decision),
        ]
    blocks: list[Block] = [Bullets(tuple(points))]
    leaving = _leaving_table(decision, case)
    blocks += [leaving] if leaving.rows else []
    warned = tuple(sentence(warning) for warning in decision.warnings)
    parts = (Section("warnings", "What the calculation warns of", (Bullets(warned),)),) if warned else ()
    return Section("risks", "What could go wrong", tuple(blocks), parts)


def disputed_links(links: Iterable[Link]) -> list[tuple[Link, ...]]:
    """The links of which there is more than one view, each with all its views, in the order of the map."""
    views: dict[tuple[str, str, str], list[Link]] = {}
    for link in links:
        views.setdefault((link.from_, link.to, link.kind), []).append(link)
    return [tuple(rivals) for rivals in views.values() if len(rivals) > 1]


def _worth_table(decision: Decision) -> Table:
    benefits = decision.benefits
    rows = [
        ("Saved by public budgets, gross (fiscal)", pounds(benefits.get("fiscal", 0.0))),
        ("– of that, what can be taken out in cash (cashable)", pounds(benefits.get("cashable", 0.0))),
        ("Gained by the economy (economic)", pounds(benefits.get("economic", 0.0))),
        ("Gained in people's lives (social)", pounds(benefits.get("social", 0.0))),
        ("Cost to all", pounds(-decision.cost)),
        ("Public value, less all cost (net present public value)", pounds(decision.npv.mean)),
    ]
    note = (
        f"In 9 of 10 futures: public value less cost {money_range(decision.npv.low, decision.npv.high)}; "
        f"public budgets {money_range(decision.fiscal_net.low, decision.fiscal_net.high)}. "
        f"The cashable part is inside the gross saving and is not added again."
    )
    columns = (Column("What"), Column("Today's money, on average", figures=True))
    return Table("What the plan is worth, gross beside cashable", columns, tuple(rows), note, total=True)


def _line_table(decision: Decision, case: Case) -> Table:
    names = partner_names(case)
    gains = sorted((line for line in decision.lines if line.kind not in COST_KINDS), key=lambda line: -line.pv)
    total = sum(line.pv for line in gains)
    told = gains if len(gains) <= MOST_LINES + 1 else gains[:MOST_LINES]
    rows = [
        (line.name, names.get(line.bearer, line.bearer), KIND_NAMES[line.kind], pounds(line.pv), _part(line.pv, total))
        for line in told
    ]
    rest = gains[len(told) :]
    if rest:
        sum_ = sum(line.pv for line in rest)
        name = f"{counted(len(rest), 'smaller line')} together".capitalize()
        rows.append((name, "", "", pounds(sum_), _part(sum_, total)))
    columns = (
        Column("Line"),
        Column("Who gains"),
        Column("Kind"),
        Column("Today's money", figures=True),
        Column("Of these gains", figures=True),
    )
    return Table("Where the gains come from", columns, tuple(rows))


def _part(amount: float, total: float) -> str:
    return percent(amount / total) if total > 0 and amount >= 0 else "–"


def _quality(decision: Decision, case: Case) -> tuple[str, ...]:
    """What a reader must know of the evidence, one point each."""
    effects = [effect for effect in case.effects if effect.option in decision.options]
    graded = [effect.grade for effect in effects] + [price.grade for price in case.valuations]
    weak = sum(grade is not None and grade >= WEAK_GRADE for grade in graded)
    points = [
        "The map has not been tested against history: nobody has checked whether it would have foretold the past."
    ]
    if graded:
        points.append(
            f"Of {counted(len(graded), 'effect or price', 'effects and prices')} behind this plan, "
            f"{in_words(weak)} of grade 5 or 6 (mostly judgement) and {in_words(graded.count(None))} without a grade."
        )
    invented = _invented(case)
    if invented:
        points.append(f"Marked in the folder as invented: {counted(invented, 'row')}.")
    unverified = unverified_tables(case)
    if unverified:
        points.append(f"Not checked at their source: {listed(list(unverified))}.")
    return tuple(points)


def _invented(case: Case) -> int:
    texts = [effect.source for effect in case.effects] + [price.source for price in case.valuations]
    texts += [gain.source for gain in case.benefits] + [cost.note for cost in case.costs]
    texts += [factor.source for factor in case.system_map.factors] + [link.source for link in case.system_map.links]
    return sum("invented" in text.lower() for text in texts)


def dated_rows(case: Case) -> tuple[DatedRow, ...]:
    """The rows of dated tables that this place uses: its rates, grades, price years and words for strength."""
    tables, gains, prices = case.parameters, case.benefits, case.valuations
    grades = {cost.grade for cost in case.costs} | {row.grade for row in gains} | {row.grade for row in prices}
    years = {case.place.appraisal.price_year} | {row.price_year for row in gains} | {row.price_year for row in prices}
    words = {link.strength for link in case.system_map.links if link.elasticity is None}
    rates = [row for row in tables.rates if row.name == case.place.appraisal.rates]
    return (
        *(DatedRow("discount rates", row.name, row.source, row.verified) for row in rates),
        *(
            DatedRow("grades of evidence", str(r.grade), r.source, r.verified)
            for r in tables.grades
            if r.grade in grades
        ),
        *(DatedRow("price index", str(r.year), r.source, r.verified) for r in tables.deflators if r.year in years),
        *(DatedRow("words for strength", r.word, r.source, r.verified) for r in tables.strengths if r.word in words),
    )


def unverified_tables(case: Case) -> tuple[str, ...]:
    """The dated tables that this place uses and whose source nobody has checked, each with the rows in question."""
    unsure: dict[str, list[str]] = {}
    for row in dated_rows(case):
        if not row.verified:
            unsure.setdefault(row.table, []).append(row.row)
    return tuple(f"{table} ({', '.join(rows)})" for table, rows in unsure.items())


def _grade_tables(decision: Decision, case: Case) -> tuple[Table, ...]:
    """How many effects, prices and costs stand at each grade; none where nothing is graded."""
    effects = Counter(row.grade for row in case.effects if row.option in decision.options)
    prices = Counter([row.grade for row in case.valuations] + [row.grade for row in case.benefits])
    costs = Counter(row.grade for row in case.costs if row.option in decision.options)
    grades = sorted({*effects, *prices, *costs} - {None}, key=lambda grade: grade or 0)
    if not grades:
        return ()
    rows = [
        (f"Grade {grade}" if grade else "Not graded", str(effects[grade]), str(prices[grade]), str(costs[grade]))
        for grade in (*grades, *([None] if effects[None] or prices[None] or costs[None] else []))
    ]
    columns = (
        Column("Grade of evidence (1 best, 6 weakest)"),
        Column("Effects of the plan", figures=True),
        Column("Prices and gains", figures=True),
        Column("Costs of the plan", figures=True),
    )
    return (Table("How many figures stand at each grade of evidence", columns, tuple(rows)),)


def _disputed_table(case: Case) -> Table:
    names = factor_names(case)
    rows = tuple(
        (
            f"{names.get(views[0].from_, views[0].from_)} → {names.get(views[0].to, views[0].to)}",
            "; ".join(_view(view, case) for view in views),
            "even which way it acts" if len({view.sign for view in views}) > 1 else "how strongly it acts",
        )
        for views in disputed_links(case.system_map.links)
    )
    return Table("Disputed links of the map", (Column("Link"), Column("Views"), Column("In dispute")), rows)


def _view(link: Link, case: Case) -> str:
    """`Police: raises it, 0.6`: who holds the view, and its size as written."""
    holder = partner_names(case).get(link.contributed_by, link.contributed_by) or "somebody"
    size = f"{link.elasticity:g}" if link.elasticity is not None else link.strength or "size not stated"
    return f"{holder}: {'lowers' if link.sign == '-' else 'raises'} it ({size})"


def _cash_risk(decision: Decision) -> str:
    short = pounds_short(abs(decision.cashable_net))
    if decision.cashable_net >= 0:
        return f"Counting only what can be taken out in cash, public budgets end {short} ahead on average."
    return f"Counting only what can be taken out in cash, public budgets end {short} short on average: who finds it?"


def _leaving_table(decision: Decision, case: Case) -> Table:
    """What could not be done if a partner left, itself or through what it requires."""
    chosen = [option for option in case.options if option.id in decision.options]
    names, bodies = option_names(case), partner_names(case)
    needed = dict.fromkeys(partner for option in chosen for partner in needs_of(option))
    rows = tuple((bodies.get(id_, id_), sentence(named(falls_with(id_, chosen), names))) for id_ in needed)
    return Table("If a partner leaves", (Column("Partner"), Column("What could not be done")), rows)


def falls_with(partner: str, chosen: Sequence[Option]) -> tuple[str, ...]:
    """The ids of the chosen options that need a partner, or require one that does, in their order."""
    fallen = {option.id for option in chosen if partner in needs_of(option)}
    while more := {option.id for option in chosen if option.id not in fallen and fallen & set(option.requires)}:
        fallen |= more
    return tuple(option.id for option in chosen if option.id in fallen)
