"""The map: what may link to what, levels that a link can act on, one position each on a map, named loops and views."""

from collections.abc import Iterator
from typing import get_args

from commonweal.errors import Fault
from commonweal.files.checks.references import did_you_mean
from commonweal.files.checks.rows import amiss, numbered, repeats
from commonweal.files.schema import Draft
from commonweal.files.text import quoted
from commonweal.names import listed
from commonweal.systemmap.loops import missing_step, rotated
from commonweal.systemmap.schema import BODY, MOST_STEPS, FactorKind

KINDS = get_args(FactorKind)

ONLY_FLOWS = "a stock changes only by what adds to it and what drains it"


def faulty_levels(draft: Draft) -> Iterator[Fault]:
    """Baselines that have no logarithm or lie outside floor and ceiling, and trends of stocks."""
    for line, factor in numbered(draft.factors):
        where = (draft.factors, line)
        level = factor.baseline
        floor, ceiling = factor.floor, factor.ceiling
        if floor is not None and ceiling is not None and floor > ceiling:
            yield amiss(where, "floor", f"the floor {floor:g} is above the ceiling {ceiling:g}", "Put them in order.")
        elif level is not None and floor is not None and level < floor:
            yield amiss(where, "baseline", f"{level:g} is below the floor {floor:g}", "Lower the floor, or raise it.")
        elif level is not None and ceiling is not None and level > ceiling:
            yield amiss(
                where, "baseline", f"{level:g} is above the ceiling {ceiling:g}", "Raise the ceiling, or lower it."
            )
        if factor.kind == "stock" and factor.trend is not None:
            mend = "Leave trend empty; give a trend to what adds to it or drains it."
            yield amiss(where, "trend", ONLY_FLOWS, mend)
        if factor.kind != "stock" and level is not None and level <= 0:
            mend = "Write a level above 0, or leave it empty for an index of 100."
            yield amiss(where, "baseline", f"{level:g} is no level that can rise or fall by a fraction", mend)


def faulty_links(draft: Draft) -> Iterator[Fault]:
    """Links to themselves, twice the same view, without a sign, or of the wrong kind for what they act on."""
    stocks = {factor.id for factor in draft.factors.rows if factor.kind == "stock"}
    others = {factor.id for factor in draft.factors.rows} - stocks
    for line, link in numbered(draft.links):
        where = (draft.links, line)
        if link.from_ == link.to:
            mend = "Draw the loop through the factor by which it acts on itself."
            yield amiss(where, "to", f"the link goes from {link.from_} to itself", mend)
        if link.kind == "influences" and not link.sign:
            mend = "Write + where both move the same way, - where they move against each other."
            yield amiss(where, "sign", "the link has no sign", mend)
        if link.kind == "influences" and link.to in stocks:
            yield amiss(where, "kind", ONLY_FLOWS, f"Write adds_to or drains, or influence what changes {link.to}.")
        if link.kind != "influences" and link.to in others:
            mend = f"Write influences, or make {link.to} a stock in factors.csv."
            yield amiss(where, "kind", f"{link.kind} needs a stock, and {link.to} is none", mend)
    for line, first, link in repeats(draft.links, lambda link: (link.from_, link.to, link.kind, link.contributed_by)):
        problem = f"the same link from {link.from_} to {link.to} stands in row {first}"
        mend = "Delete one of them, or say in contributed_by whose views they are."
        yield amiss((draft.links, line), "to", problem, mend)


def faulty_positions(draft: Draft) -> Iterator[Fault]:
    """Positions of both a factor and a body, or of neither, and what stands on one map twice."""
    for line, position in numbered(draft.positions):
        where = (draft.positions, line)
        if position.factor and position.body:
            mend = "Empty one of the two; where both stand on the map, write a row for each."
            yield amiss(where, "body", f"the row places both {position.factor} and {position.body}", mend)
        elif not position.factor and not position.body:
            mend = "Write a factor, or in the column body a partner or a person."
            yield amiss(where, "factor", "the row places nothing", mend)
    for line, first, position in repeats(draft.positions, lambda row: (row.map, row.factor, row.body)):
        if what := position.factor or position.body:
            problem = f"{what} stands on the map {position.map} in row {first} too"
            yield amiss((draft.positions, line), "factor" if position.factor else "body", problem, "Keep one of them.")


def faulty_loops(draft: Draft) -> Iterator[Fault]:
    """Named loops of one factor, that pass a factor twice, or that another row names already."""
    for line, loop in numbered(draft.loops):
        where = (draft.loops, line)
        if len(loop.factors) < 2:
            yield amiss(where, "factors", "a loop needs two factors at least", "Write all of them, separated by ;.")
        elif twice := next((id_ for id_ in loop.factors if loop.factors.count(id_) > 1), None):
            yield amiss(where, "factors", f"the loop passes {twice} twice", "Write each factor once.")
    for line, first, _ in repeats(draft.loops, lambda loop: rotated(loop.factors)):
        yield amiss((draft.loops, line), "factors", f"row {first} names the same loop already", "Keep one of them.")


def broken_loops(draft: Draft) -> Iterator[Fault]:
    """Named loops with a step for which the map has no link."""
    arrows = {(link.from_, link.to) for link in draft.links.rows}
    for line, loop in numbered(draft.loops):
        missing = missing_step(loop, arrows)
        if missing and len(loop.factors) > 1:
            problem = f"the map has no link from {missing[0]} to {missing[1]}, so this is no loop of it"
            yield amiss((draft.loops, line), "factors", problem, "Draw the link, or write the loop as it is drawn.")


def faulty_effects(draft: Draft) -> Iterator[Fault]:
    """Effects on stocks, and two effects of one option on one factor."""
    stocks = {factor.id for factor in draft.factors.rows if factor.kind == "stock"}
    for line, effect in numbered(draft.effects):
        if effect.factor in stocks:
            mend = f"Let the option act on what adds to {effect.factor} or drains it."
            yield amiss((draft.effects, line), "factor", ONLY_FLOWS, mend)
    for line, first, effect in repeats(draft.effects, lambda effect: (effect.option, effect.factor)):
        problem = f"row {first} says already what {effect.option} does to {effect.factor}"
        yield amiss((draft.effects, line), "factor", problem, "Keep one of them.")


def faulty_views(draft: Draft) -> Iterator[Fault]:
    """Views of what is not there, from further away than is drawn, or without kinds that no factor has."""
    factors, bodies = draft.factors.ids, _bodies(draft)
    for line, view in numbered(draft.saved_views):
        where = (draft.saved_views, line)
        is_body = view.focus.startswith(BODY)
        known = bodies if is_body else factors
        focus = view.focus.removeprefix(BODY)
        if view.focus and known is not None and focus not in known:
            what, tables = ("partner or person", ("partners", "people")) if is_body else ("factor", ("factors",))
            mend = did_you_mean(focus, known, tables)
            yield amiss(where, "focus", f"there is no {what} {quoted(focus)}", mend)
        if not 1 <= view.steps <= MOST_STEPS:
            mend = f"Write how many links from the focus are shown, 1 to {MOST_STEPS}."
            yield amiss(where, "steps", f"{view.steps} is no number of links", mend)
        if strange := next((kind for kind in view.hide if kind not in KINDS), None):
            mend = f"Write {listed(list(KINDS), last='or')}, separated by ;."
            yield amiss(where, "hide", f"{quoted(strange)} is no kind of factor", mend)


def _bodies(draft: Draft) -> frozenset[str] | None:
    """Ids of partners and people; None where one of the files cannot be read."""
    if draft.partners.ids is None or draft.people.ids is None:
        return None
    return draft.partners.ids | draft.people.ids
