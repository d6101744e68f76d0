"""Who pays and who gains under a rule of sharing, ready to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.reports.charts import signed_short
from commonweal.units import pounds, pounds_short

# Half the width of a diverging bar, in the units of its drawing.
HALF = 50.0


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One partner: what it pays and gains as costs fall today, what passes, and where that leaves it.

    `bar_from` and `bar_wide` draw its net today on a bar from 0 to 100 with zero in the middle.
    """

    name: str
    pays: str
    gains: str
    cashable: str
    net: str
    loses: bool
    bar_from: str
    bar_wide: str
    passes: str
    shared: str


@dataclass(frozen=True, slots=True)
class PartnerView:
    """All partners under one rule. `rules` are all that there are: id, name, and whether it is the one shown."""

    rule: str
    name: str
    holds: str
    rules: tuple[tuple[str, str, bool], ...]
    rows: tuple[PartnerRow, ...]
    transfers: tuple[tuple[str, str, str], ...]


def partner_view(document: Mapping[str, Any], content: Mapping[str, Any], rule: str) -> PartnerView:
    """Who pays and gains under a rule; under the fair one where there is none of that name."""
    rules = {known["rule"]: known for known in content["rules"]}
    shown = rule if rule in rules else content["fair"]
    share = document["shares"].get(shown) or {"net": None, "transfers": []}
    names = content["partners"]
    accounts = document["partners"]
    largest = max((abs(account["net"]) for account in accounts.values()), default=0.0) or 1.0
    return PartnerView(
        rule=shown,
        name=rules[shown]["name"] if shown in rules else "",
        holds=rules[shown]["holds"] if shown in rules else "",
        rules=tuple((known["rule"], known["name"], known["rule"] == shown) for known in content["rules"]),
        rows=tuple(_row(id_, names.get(id_, id_), account, share, largest) for id_, account in accounts.items()),
        transfers=tuple(
            (names.get(move["from"], move["from"]), names.get(move["to"], move["to"]), pounds(move["amount"]))
            for move in share["transfers"]
        ),
    )


def _row(id_: str, name: str, account: Mapping[str, float], share: Mapping[str, Any], largest: float) -> PartnerRow:
    wide = HALF * abs(account["net"]) / largest
    net = share["net"]
    return PartnerRow(
        name=name,
        pays=pounds_short(account["pays"]),
        gains=pounds_short(account["gains_fiscal"] + account["gains_other"]),
        cashable=pounds_short(account["gains_cashable"]),
        net=signed_short(account["net"]),
        loses=round(account["net"]) < 0,
        bar_from=f"{HALF - wide if account['net'] < 0 else HALF:.1f}",
        bar_wide=f"{wide:.1f}",
        passes=_passes(id_, share["transfers"]),
        shared=signed_short(net[id_]) if net and id_ in net else "–",
    )


def _passes(id_: str, transfers: list[Mapping[str, Any]]) -> str:
    """`gets £271k`, `gives £21k`, or nothing."""
    gets = sum(move["amount"] for move in transfers if move["to"] == id_)
    gets -= sum(move["amount"] for move in transfers if move["from"] == id_)
    if not round(gets):
        return "–"
    return f"{'gets' if gets > 0 else 'gives'} {pounds_short(abs(gets))}"
