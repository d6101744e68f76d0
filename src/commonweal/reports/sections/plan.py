"""What we would do: the options chosen, those left out and why, and what more money would buy."""

from commonweal.investment.schema import COST_KINDS, Case, Decision, Option
from commonweal.reports.charts import core_index_chart, frontier_chart
from commonweal.reports.schema import Block, Column, Figure, Paragraph, Section, Table
from commonweal.reports.wording import (
    counted,
    money_range,
    named,
    option_names,
    partner_names,
    percent,
    sentence,
    signed,
)
from commonweal.units import month_name, months_after, pounds


def plan_section(decision: Decision, case: Case) -> Section:
    """The options chosen with their costs, how steady each choice is, and the options left out."""
    blocks: list[Block] = []
    if decision.options:
        text = (
            "Each option was tried in every future. The more futures there are in whose best plan it stands, the "
            "steadier the choice (its core index)."
        )
        blocks += [Paragraph(text), _chosen_table(decision, case)]
    else:
        blocks.append(Paragraph("No option is taken up."))
    if decision.core_index:
        blocks.append(_core_figure(decision, case))
    left_out = _left_out_table(decision, case)
    parts = (Section("left-out", "What we would not do, and why", (left_out,)),) if left_out.rows else ()
    return Section("plan", "What we would do", tuple(blocks), parts)


def frontier_section(decision: Decision, case: Case) -> Section:
    """What each further pound buys, and what each partner could do alone."""
    heading = "What more or less money would buy"
    blocks: list[Block] = []
    if len(decision.frontier) > 1:
        text = "Each plan below is worth more than any other plan that costs no more (the frontier of cost and value)."
        blocks += [Paragraph(text), _frontier_figure(decision, case)]
    else:
        blocks.append(Paragraph("There is no other plan to compare: only one was possible."))
    if decision.alone:
        blocks.append(_alone_table(decision, case))
    return Section("frontier", heading, tuple(blocks))


def why_not(option: Option, decision: Decision, case: Case) -> str:
    """Why an option is not in the plan, as a sentence; the firmest reason first."""
    if option.id in decision.out_of_reach:
        return sentence(decision.out_of_reach[option.id])
    chosen = {other.id: other for other in case.options if other.id in decision.options}
    rivals = tuple(id_ for id_, other in chosen.items() if id_ in option.excludes or option.id in other.excludes)
    if rivals:
        return f"Cannot be done together with {named(rivals, option_names(case))}."
    missing = tuple(id_ for id_ in option.requires if id_ not in chosen)
    if missing:
        return f"Needs {named(missing, option_names(case))}, which is not in the plan."
    share = decision.core_index.get(option.id)
    if share is None:
        return "No plan with it was found to be worth more than it costs."
    if share <= 0:
        return "In the best plan of no future: there is always a better use of the money."
    return f"In the best plan of {percent(share)} of futures; over all of them the plan does better without it."


def _chosen_table(decision: Decision, case: Case) -> Table:
    names, bodies = option_names(case), partner_names(case)
    options = {option.id: option for option in case.options}
    costs = {id_: cost_of(id_, decision) for id_ in decision.options}
    rows = []
    for id_, cost in costs.items():
        option = options.get(id_, Option(id_, id_))
        starts = month_name(months_after(case.place.start, option.start))
        steady = percent(decision.core_index[id_]) if id_ in decision.core_index else "not known"
        rows.append((names.get(id_, id_), bodies.get(option.lead, option.lead), starts, pounds(cost), steady))
    rest = decision.cost - sum(costs.values())
    if abs(rest) >= 1:
        rows.append(("Costs of no single option", "", "", pounds(rest), ""))
    rows.append(("The plan", "", "", pounds(decision.cost), ""))
    columns = (
        Column("Option"),
        Column("Lead"),
        Column("Starts"),
        Column("Cost, today's money", figures=True),
        Column("In the best plan of so many futures", figures=True),
    )
    note = "Cost to all, with the allowance for optimism and what is given in kind."
    return Table("The options of the plan", columns, tuple(rows), note, total=True)


def cost_of(option: str, decision: Decision) -> float:
    """The present cost to all of one option, in pounds; 0 where the decision has no cost line of it."""
    return sum(line.pv for line in decision.lines if line.option == option and line.kind in COST_KINDS)


def _core_figure(decision: Decision, case: Case) -> Figure:
    names = option_names(case)
    ranked = sorted(decision.core_index.items(), key=lambda item: (item[0] not in decision.options, -item[1]))
    drawn = [(names.get(id_, id_), share, id_ in decision.options) for id_, share in ranked]
    rows = tuple((name, percent(share), "yes" if chosen else "no") for name, share, chosen in drawn)
    columns = (Column("Option"), Column("Share of futures", figures=True), Column("In this plan"))
    caption = "In how many futures each option stands in the best plan"
    alt = f"Bars: {'; '.join(f'{name} {share}' for name, share, _ in rows)}. The plan holds those that come first."
    if not decision.options:
        alt = f"Bars: {'; '.join(f'{name} {share}' for name, share, _ in rows)}. None is in the plan."
    return Figure(caption, alt, core_index_chart(drawn), Table(caption, columns, rows))


def _left_out_table(decision: Decision, case: Case) -> Table:
    names = partner_names(case)
    rows = tuple(
        (option.name or option.id, names.get(option.lead, option.lead), why_not(option, decision, case))
        for option in case.options
        if option.id not in decision.options
    )
    return Table("Options left out", (Column("Option"), Column("Lead"), Column("Why")), rows)


def _frontier_figure(decision: Decision, case: Case) -> Figure:
    names = option_names(case)
    rows = tuple(
        (
            named(point.options, names) or "Nothing new",
            pounds(point.cost),
            signed(point.value),
            "this plan" if point.chosen else "",
        )
        for point in decision.frontier
    )
    columns = (Column("Plan"), Column("Cost", figures=True), Column("Value less cost", figures=True), Column("Chosen"))
    costs, values = ([getattr(point, of) for point in decision.frontier] for of in ("cost", "value"))
    chosen = next((point for point in decision.frontier if point.chosen), None)
    alt = (
        f"Points joined by a line: {counted(len(rows), 'plan')} costing {money_range(min(costs), max(costs))} "
        f"and worth {money_range(min(values), max(values))} more than they cost."
    )
    alt += f" This plan costs {pounds(chosen.cost)} and is worth {pounds(chosen.value)}." if chosen else ""
    caption = "What each further pound of cost buys in value"
    return Figure(caption, alt, frontier_chart(decision.frontier), Table(caption, columns, rows))


def _alone_table(decision: Decision, case: Case) -> Table:
    names = partner_names(case)
    columns = (
        Column("Partner"),
        Column("Best it could do alone", figures=True),
        Column("Net in this plan", figures=True),
    )
    rows = tuple(
        (names.get(id_, id_), signed(alone), signed(decision.partners[id_].net) if id_ in decision.partners else "–")
        for id_, alone in decision.alone.items()
    )
    note = "Alone: with its own budget, only what it can do without the others, counting only its own gains."
    return Table("What each partner could do alone", columns, rows, note)
