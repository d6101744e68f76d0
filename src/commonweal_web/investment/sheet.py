"""One option as its page shows it: words and figures ready to read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.investment.schema import Benefit, Cost
from commonweal.simulation.schema import Effect
from commonweal.units import pounds
from commonweal_web.investment.selectors import Kept, OptionSheet

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its key."""

    key: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The effects, costs or benefits of an option; `add` and `edit` name addresses."""

    heading: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    empty: str
    words: str
    add: str
    edit: str


def content_of(sheet: OptionSheet) -> dict[str, Any]:
    """What the page of an option shows."""
    option, partners = sheet.option, sheet.names["partners"]
    bearers = {"residents": "Residents", "public": "The public", **partners}
    return {
        "sheet": sheet,
        "lead": partners.get(option.lead, ""),
        "needs": [partners.get(id_, id_) for id_ in option.needs],
        "requires": [sheet.names["options"].get(id_, id_) for id_ in option.requires],
        "excludes": [sheet.names["options"].get(id_, id_) for id_ in option.excludes],
        "parts": (
            _part("effect", ("What it changes", "By how much", "Grade"), sheet.effects,
                  lambda row: _effect(row, sheet.names["factors"])),
            _part("cost", ("Who pays", "Year", "Kind", "Amount"), sheet.costs, lambda row: _cost(row, partners)),
            _part("benefit", ("What gets better", "Who gains", "Kind", "Each worth", "Cashable"), sheet.benefits,
                  lambda row: _benefit(row, bearers)),
        ),
    }  # fmt: skip


HEADINGS = {
    "effect": ("What it changes", "Nothing yet: without an effect on a factor, no simulation shows what it does.",
               "Add what it changes"),
    "cost": ("What it costs", "Not known yet: the joint decision counts it as free.", "Add a cost"),
    "benefit": ("What it is worth by itself", "Nothing by itself. Its effects on factors may be worth something.",
                "Add a benefit"),
}  # fmt: skip


def _part(word: str, columns: tuple[str, ...], rows: tuple[Kept, ...], cells: Callable[[Any], tuple[str, ...]]) -> Part:
    heading, empty, words = HEADINGS[word]
    lines = tuple(Line(row.key, cells(row.noun)) for row in rows)
    return Part(heading, columns, lines, empty, words, f"investment:{word}_add", f"investment:{word}_edit")


def _effect(row: Effect, factors: Names) -> tuple[str, ...]:
    return factors.get(row.factor, row.factor), _change(row), str(row.grade or "not graded")


def _change(row: Effect) -> str:
    if row.change is None:
        return "not known"
    likely = f"{row.change:+.1%}"
    if row.change_low is None or row.change_high is None:
        return likely
    return f"{likely} (from {row.change_low:+.1%} to {row.change_high:+.1%})"


def _cost(row: Cost, partners: Names) -> tuple[str, ...]:
    return partners.get(row.partner, row.partner), str(row.year), row.kind.replace("_", " "), pounds(row.amount)


def _benefit(row: Benefit, bearers: Names) -> tuple[str, ...]:
    who = bearers.get(row.bearer, row.bearer)
    return row.name, f"{who} ({row.share:.0%})", row.kind, pounds(row.unit_value), f"{row.cashable:.0%}"
