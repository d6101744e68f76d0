"""What the page of a decision shows, as JSON: the board paper's own sentences, tables and charts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from commonweal.investment.schema import Case, Decision, Option
from commonweal.reports.page import drawn, kind
from commonweal.reports.paper import board_paper
from commonweal.reports.schema import Block, Bullets, Figure, Headlines, Paragraph, Section, Table
from commonweal.reports.sections.partners import fair_rule, holds
from commonweal.reports.sections.plan import cost_of, why_not
from commonweal.reports.wording import NOT_KNOWN, RULE_NAMES, option_names, partner_names, percent
from commonweal.units import month_name, months_after, pounds_short

# The number before a caption of the paper: "Figure 3. ", "Figure 3 as a table. ".
NUMBER = re.compile(r"^(Table|Figure) \d+( as a table)?\. ")

# Sections of the paper that stand on the page as they are, under its own account of plan and partners.
SHOWN = ("promises", "risks")

# Those that stand folded at the end of the page.
FOLDED = ("evidence", "frontier", "method", "sources", "words")


def content_of(decision: Decision, case: Case) -> dict[str, Any]:
    """The page of a decision: names, words and charts as they were when it was made."""
    sections = {section.id: section for section in board_paper(decision, case).sections}
    summary = sections["summary"].blocks
    fair = fair_rule(decision)
    return {
        "place": case.place.name,
        "lead": next(block.text for block in summary if isinstance(block, Paragraph)),
        "headlines": [shown(block) for block in summary if isinstance(block, Headlines)],
        "chosen": [_chosen(id_, decision, case) for id_ in decision.options],
        "left_out": [
            {"name": option.name or option.id, "why": why_not(option, decision, case)}
            for option in case.options
            if option.id not in decision.options
        ],
        "mind": [
            block.text for block in sections["evidence"].blocks if isinstance(block, Paragraph) and block.tone == "mind"
        ],
        "partners": partner_names(case),
        "rules": [
            {"rule": rule, "name": RULE_NAMES[rule], "holds": holds(share, case)}
            for rule, share in decision.shares.items()
        ],
        "fair": fair.rule if fair else "today",
        "sections": [_section(sections[id_]) for id_ in SHOWN],
        "folded": [_section(sections[id_]) for id_ in FOLDED],
    }


def digest_of(case: Case) -> str:
    """A digest that changes with anything that a decision rests on."""
    parts = DjangoJSONEncoder(sort_keys=True).iterencode(asdict(case))
    digest = sha256()
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest()


def _chosen(id_: str, decision: Decision, case: Case) -> dict[str, Any]:
    option = next((option for option in case.options if option.id == id_), Option(id_, id_))
    share = decision.core_index.get(id_)
    return {
        "id": id_,
        "name": option_names(case).get(id_, id_),
        "lead": partner_names(case).get(option.lead, option.lead),
        "starts": month_name(months_after(case.place.start, option.start)),
        "cost_words": pounds_short(cost_of(id_, decision)),
        "share_words": NOT_KNOWN if share is None else percent(share),
        "share_wide": f"{100 * (share or 0.0):.1f}",
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "heading": section.heading,
        "blocks": _all_shown(section.blocks),
        "parts": [_section(part) for part in section.parts],
    }


def _all_shown(blocks: Iterable[Block]) -> list[Mapping[str, Any]]:
    return [shown(block) for block in blocks]


def shown(block: Block) -> dict[str, Any]:
    """A block as JSON with its kind: a figure with its chart drawn, a cell of a table with how it stands."""
    if isinstance(block, Figure):
        return {
            "kind": "figure",
            "caption": unnumbered(block.caption),
            "svg": str(drawn(block)),
            "table": shown(block.table),
        }
    content = {"kind": kind(block), **asdict(block)}
    if isinstance(block, Headlines | Bullets):
        content["points"] = content.pop("items")
    if isinstance(block, Table):
        content["caption"] = unnumbered(block.caption)
        figures = [column.figures for column in block.columns]
        content["rows"] = [
            [{"text": text, "figures": right} for text, right in zip(row, figures, strict=True)] for row in block.rows
        ]
    return content


def unnumbered(caption: str) -> str:
    """A caption without the number that the paper gives it: the page has no such order."""
    return NUMBER.sub("", caption)
