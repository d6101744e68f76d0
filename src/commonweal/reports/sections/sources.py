"""How the figures were worked out, where each comes from, and what the words mean."""

from commonweal.investment.schema import Case, Decision, Valuation
from commonweal.reports.schema import Block, Column, Paragraph, Section, Table
from commonweal.reports.sections.evidence import dated_rows, disputed_links
from commonweal.reports.wording import (
    NOT_KNOWN,
    OBJECTIVE_NAMES,
    counted,
    factor_names,
    in_words,
    partner_names,
    percent,
    sentence,
)
from commonweal.units import MONTHS_A_YEAR, month_name, months_after

WORDS = (
    ("Future", "One run of the shared map, with every uncertain number drawn afresh within its range."),
    ("9 of 10 futures", "The middle nine tenths: one run in twenty lies below the range, and one in twenty above."),
    ("Today's money", "Present value: a sum in a later year counts a little less, at the stated rate a year."),
    ("Allowance for optimism", "What is added to costs and taken from gains where evidence is weak (optimism bias)."),
    ("Public value", "All gains to public budgets, the economy and people's lives, less all costs."),
    ("Cashable", "The part of a saving that can be taken out of a budget and spent on something else."),
    ("Control chart", "Values over time, with the range in which they move by themselves (XmR chart)."),
    ("Core index", "The share of futures in whose best plan an option stands: 100 % is always, 0 % is never."),
    ("In the core", "Said of a way of sharing under which no group of partners would do better by leaving."),
    ("Shapley", "A rule that gives each partner what it adds, averaged over every order in which partners could join."),
    ("Nucleolus", "A rule that makes the largest complaint of any group of partners as small as can be."),
)  # fmt: skip


def method_section(decision: Decision, case: Case) -> Section:
    """How to get the same figures again."""
    place = case.place
    last = months_after(place.start, place.horizon_years * MONTHS_A_YEAR)
    appraisal = place.appraisal
    rows = (
        ("Futures", f"{decision.runs:,}"),
        ("Seed (the same seed gives the same figures)", str(decision.seed)),
        ("Objective", sentence(OBJECTIVE_NAMES.get(decision.objective, decision.objective))),
        ("Time looked at", f"{month_name(place.start)} to {month_name(last)} ({counted(place.horizon_years, 'year')})"),
        ("Prices of", str(appraisal.price_year or NOT_KNOWN)),
        ("Discount rates", appraisal.rates),
        ("What would have happened anyway counts as a part of", _deadweight(case)),
        ("The map", _map_in_words(case)),
    )
    table = Table("How it was worked out", (Column("Setting"), Column("Here")), rows)
    intro = (
        "The partners' own map of causes was run many times, with and without each option, and every plan that the "
        "budgets allow was priced in every run."
    )
    blocks: list[Block] = [Paragraph(intro), table]
    if decision.method:
        blocks.append(Paragraph(sentence(decision.method)))
    return Section("method", "How this was worked out", tuple(blocks))


def source_section(case: Case) -> Section:
    """Every measure, price, gain and dated table, with its source and whether it was checked."""
    tables = (_measure_table(case), _price_table(case), _gain_table(case), _dated_table(case))
    known = tuple(table for table in tables if table.rows)
    text = "A figure can be traced: its table here, its row, then the row of the same name in the place folder."
    return Section("sources", "Sources", (Paragraph(text), *known))


def word_section() -> Section:
    """The terms of the field, in plain words."""
    note = "Made with Commonweal. The same place folder, seed and number of futures give the same paper again."
    table = Table("Words used in this paper", (Column("Word"), Column("What it means here")), WORDS, note)
    return Section("words", "Words", (table,))


def _deadweight(case: Case) -> str:
    bases = {"of_population": "the people reached", "of_impact": "the change itself", None: NOT_KNOWN}
    return bases[case.place.appraisal.deadweight_basis]


def _map_in_words(case: Case) -> str:
    links = case.system_map.links
    count = len({(link.from_, link.to, link.kind) for link in links})
    disputed = len(disputed_links(links))
    factors = counted(len(case.system_map.factors), "factor")
    return f"{factors}, {counted(count, 'link')}, {in_words(disputed)} of them disputed"


def _measure_table(case: Case) -> Table:
    rows = tuple(
        (measure.name, measure.source or NOT_KNOWN, measure.publisher or NOT_KNOWN, measure.licence or NOT_KNOWN)
        for measure in case.measures
    )
    columns = (Column("Measure"), Column("Source"), Column("Publisher"), Column("Licence"))
    return Table("Measures", columns, rows)


def _price_table(case: Case) -> Table:
    """Every price once, with all who share in it."""
    names = factor_names(case)
    prices: dict[tuple[str, str, str, str], list[Valuation]] = {}
    for price in case.valuations:
        name = price.name or names.get(price.factor, price.factor)
        value = f"£{price.value_per_unit:,.2f} ({price.price_year or NOT_KNOWN})"
        prices.setdefault((name, value, str(price.grade or NOT_KNOWN), price.source or NOT_KNOWN), []).append(price)
    rows = tuple(
        (name, value, "; ".join(_bearer(share, case) for share in shares), grade, source)
        for (name, value, grade, source), shares in prices.items()
    )
    columns = (
        Column("Price of one unit"),
        Column("Value (in prices of)", figures=True),
        Column("Who gains"),
        Column("Grade", figures=True),
        Column("Source"),
    )
    return Table("Prices put on changes", columns, rows)


def _bearer(price: Valuation, case: Case) -> str:
    """`Police 80 %, 15 % of it cashable`."""
    cash = f", {percent(price.cashable)} of it cashable" if price.cashable else ""
    return f"{partner_names(case).get(price.bearer, price.bearer)} {percent(price.share)}{cash}"


def _gain_table(case: Case) -> Table:
    bodies = partner_names(case)
    rows = tuple(
        (gain.name, bodies.get(gain.bearer, gain.bearer), str(gain.grade or NOT_KNOWN), gain.source or NOT_KNOWN)
        for gain in case.benefits
    )
    columns = (Column("Gain"), Column("Who gains"), Column("Grade", figures=True), Column("Source"))
    return Table("Gains counted directly", columns, rows)


def _dated_table(case: Case) -> Table:
    """The rows of dated tables that this place uses, those of one source together."""
    sources: dict[tuple[str, str, bool], list[str]] = {}
    for row in dated_rows(case):
        sources.setdefault((row.table, row.source, row.verified), []).append(row.row)
    rows = tuple(
        (f"{table.capitalize()}: {', '.join(names)}", source, "yes" if verified else "no")
        for (table, source, verified), names in sources.items()
    )
    columns = (Column("Table and rows"), Column("Source"), Column("Checked at its source"))
    return Table("Dated tables used", columns, rows)
