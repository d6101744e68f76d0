"""Who pays and who gains: today, under each rule of sharing, and who might leave."""

from commonweal.investment.schema import Case, Decision, PartnerAccount, Share, ShareRule
from commonweal.reports.charts import net_chart
from commonweal.reports.schema import Block, Column, Figure, Paragraph, Section, Table
from commonweal.reports.wording import RULE_NAMES, named, partner_names, sentence, signed
from commonweal.units import pounds

# The rule drawn beside today's in the chart: the first of these that has an answer.
DRAWN_RULES: tuple[ShareRule, ...] = ("shapley", "nucleolus", "proportional", "equal")


def partner_section(decision: Decision, case: Case) -> Section:
    """What each partner pays and gains, and what each rule of sharing would make of it."""
    heading = "Who pays, who gains"
    if not decision.partners:
        text = "No partner pays or gains anything under this plan, so there is nothing to share."
        return Section("partners", heading, (Paragraph(text),))
    intro = (
        "All sums are in today's money (present value: later years count a little less). A gain is the spending that "
        "a partner avoids (fiscal, gross). Only the cashable part of it can be taken out of a budget and spent again."
    )
    blocks: list[Block] = [Paragraph(intro), _account_table(decision, case), _net_figure(decision, case)]
    return Section("partners", heading, tuple(blocks), (_sharing(decision, case),) if decision.shares else ())


def losers(decision: Decision) -> tuple[str, ...]:
    """The ids of partners that end worse off as costs fall today, the worst first."""
    behind = [(account.net, id_) for id_, account in decision.partners.items() if round(account.net) < 0]
    return tuple(id_ for _, id_ in sorted(behind))


def fair_rule(decision: Decision) -> Share | None:
    """The first rule of sharing under which no group would do better alone; None where there is none."""
    shares = [decision.shares[rule] for rule in DRAWN_RULES if rule in decision.shares]
    return next((share for share in shares if share.in_core and share.net is not None), None)


def _account_table(decision: Decision, case: Case) -> Table:
    others = any(account.gains_other for account in decision.partners.values())
    columns = [Column("Partner"), Column("Pays", figures=True), Column("Gains (gross)", figures=True)]
    columns += [Column("of that cashable", figures=True)]
    columns += [Column("Other gains to it", figures=True)] if others else []
    names = partner_names(case)
    accounts = [(names.get(id_, id_), _figures(account)) for id_, account in decision.partners.items()]
    sums = tuple(sum(column) for column in zip(*(figures for _, figures in accounts), strict=True))
    rows = tuple(
        (name, *(pounds(figure) for figure in figures[: 4 if others else 3]), signed(figures[4]))
        for name, figures in [*accounts, ("All partners", sums)]
    )
    return Table(
        "What each partner pays and gains as costs fall today",
        (*columns, Column("Net today", figures=True)),
        rows,
        "Net: all gains of the partner under the setting in force, less what it pays.",
        total=True,
    )


def _figures(account: PartnerAccount) -> tuple[float, ...]:
    return account.pays, account.gains_fiscal, account.gains_cashable, account.gains_other, account.net


def _net_figure(decision: Decision, case: Case) -> Figure:
    names = partner_names(case)
    today = {id_: account.net for id_, account in decision.partners.items()}
    drawn = _drawn(decision)
    shared = dict(drawn.net) if drawn and drawn.net else {}
    order = {id_: names.get(id_, id_) for id_ in sorted(today, key=lambda id_: (-today[id_], names.get(id_, id_)))}
    rule = drawn.rule.capitalize() if drawn else ""
    beside = f" and shared by the {rule} rule" if shared else ""
    columns = [Column("Partner"), Column("Net today", figures=True)]
    columns += [Column(f"Net, {rule}", figures=True)] if shared else []
    rows = tuple((name, signed(today[id_]), *([signed(shared[id_])] if shared else [])) for id_, name in order.items())
    alt = "Bars of each partner's net position as costs fall today" + beside + ". " + _positions(rows)
    return Figure(
        f"Who gains and who pays today{beside}",
        alt,
        net_chart(order, today, rule=rule, shared=shared),
        Table(f"Net position of each partner today{beside}", tuple(columns), rows),
    )


def _positions(rows: tuple[tuple[str, ...], ...]) -> str:
    return (
        "; ".join(f"{name} {today}{', shared ' + shared[0] if shared else ''}" for name, today, *shared in rows) + "."
    )


def _drawn(decision: Decision) -> Share | None:
    shares = [decision.shares[rule] for rule in DRAWN_RULES if rule in decision.shares]
    return next((s for s in shares if s.net is not None and set(s.net) == set(decision.partners)), None)


def _sharing(decision: Decision, case: Case) -> Section:
    intro = (
        "Partners can leave the costs where they fall, or pass money between them. Each rule below is a starting offer "
        "for talk: nothing is applied by itself. A rule holds the partnership together where no group of partners "
        "would do better by leaving (such a rule is said to be in the core)."
    )
    blocks: list[Block] = [Paragraph(intro)]
    if decision.stand_alone_sum > sum(account.net for account in decision.partners.values()) + 1:
        text = (
            f"Money alone does not hold this partnership together. Apart, the partners would secure "
            f"{pounds(decision.stand_alone_sum)} between them, more than together. The plan rests on its social value."
        )
        blocks.append(Paragraph(text, "mind"))
    blocks += [_rule_table(decision, case), _core_table(decision, case)]
    transfers = _transfer_table(decision, case)
    return Section("sharing", "Ways to share", (*blocks, transfers) if transfers.rows else tuple(blocks))


def _rule_table(decision: Decision, case: Case) -> Table:
    names = partner_names(case)
    shares = [share for share in decision.shares.values() if share.net is not None]
    columns = [Column("Partner"), *(Column(RULE_NAMES[share.rule], figures=True) for share in shares)]
    nets = [share.net for share in shares if share.net is not None]
    rows = [(names.get(id_, id_), *(signed(net.get(id_, 0.0)) for net in nets)) for id_ in decision.partners]
    rows.append(("All partners", *(signed(sum(net.values())) for net in nets)))
    note = "Every rule shares out the same total; single figures are rounded to the pound."
    return Table("Net position of each partner under each rule", tuple(columns), tuple(rows), note, total=True)


def _core_table(decision: Decision, case: Case) -> Table:
    columns = (Column("Rule"), Column("Would any group do better alone?"))
    rows = tuple((RULE_NAMES[share.rule], holds(share, case)) for share in decision.shares.values())
    return Table("Does the rule hold the partnership together?", columns, rows)


def holds(share: Share, case: Case) -> str:
    """Whether anybody would do better by leaving under a rule, in words."""
    if share.net is None:
        return sentence(
            f"the rule has no answer here: {share.reason}" if share.reason else "the rule has no answer here"
        )
    if share.in_core:
        return "No: no group of partners would do better alone."
    if share.blocking is not None and share.blocking.group:
        who = named(share.blocking.group, partner_names(case))
        by = pounds(share.blocking.by)
        alone = "would do" if len(share.blocking.group) == 1 else "together would do"
        return f"Yes: {who} {alone} {by} better alone."
    return "Not known." if share.in_core is None else "Yes."


def _transfer_table(decision: Decision, case: Case) -> Table:
    names = partner_names(case)
    columns = (Column("Rule"), Column("From"), Column("To"), Column("Amount", figures=True))
    rows = tuple(
        (RULE_NAMES[share.rule], names.get(move.from_, move.from_), names.get(move.to, move.to), pounds(move.amount))
        for share in decision.shares.values()
        for move in share.transfers
    )
    return Table("What would have to pass between partners under each rule, in today's money", columns, rows)
