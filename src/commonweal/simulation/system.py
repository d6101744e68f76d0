"""A model laid out for stepping: which rows act on which, in which order."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from commonweal.simulation.draws import acts_at_once
from commonweal.simulation.runaways import stages_at_once
from commonweal.simulation.schema import Action, Floats, Flow, Model, Variable

Places = NDArray[np.intp]

# Round by round: the rows that get something, and where in a list it stands. A row is in a round once at most,
# and the rounds follow the order of the list, so that every sum rounds in the same way.
Sums = tuple[tuple[Places, slice], ...]

# A stock at or below this acts as if it were this; a logarithm needs something.
SMALLEST_STOCK = 1e-9


@dataclass(frozen=True, slots=True)
class Turn:
    """The last part of a moment for one row: what comes without delay, then its floor and ceiling (logarithms).

    `links` are influences of the model, `causes` the rows they come from, which have had their turn.
    """

    row: int
    links: Places
    causes: tuple[int, ...]
    is_bounded: bool
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Stocks:
    """The stocks among the rows, and the flows in and out: `scale` (flows, 1) is the signed flow at exp(0).

    `reference`, `start`, `floor` and `ceiling` are (stocks, 1), in the stock's unit.
    """

    rows: Places
    reference: Floats
    start: Floats
    floor: Floats
    ceiling: Floats
    causes: Places
    scale: Floats
    sums: Sums


@dataclass(frozen=True, slots=True)
class System:
    """Some variables of a model, one row each, those with the most delayed links first.

    `variables` says which variable a row is, `delayed` which influences act with delay and `causes` from which
    rows. They stand in rounds: the `rounds[k]` first rows get a k-th one. `actions` are the plan's.
    """

    variables: Places
    delayed: Places
    causes: Places
    rounds: tuple[int, ...]
    turns: tuple[Turn, ...]
    stocks: Stocks
    actions: Places
    action_sums: Sums
    timetable: tuple[Action, ...]


def system_of(model: Model, *, plan: Collection[str] = (), keep: Collection[int] | None = None) -> System:
    """The layout of a model under a plan.

    Parameters
    ----------
    model
        With its variables, links and actions.
    plan
        Ids of the options whose actions are done.
    keep
        Positions of the variables to step through; None: all. What acts from outside them has no effect.

    Raises
    ------
    LoopWithoutDelay
        Where a loop can come about in which every link acts at once.
    """
    kept = set(range(len(model.variables)) if keep is None else keep)
    links = [at for at, link in enumerate(model.influences) if {link.cause, link.effect} <= kept]
    delayed = [at for at in links if not all(map(acts_at_once, model.influences[at].views))]
    rows = _rows(kept, [model.influences[at].effect for at in delayed])
    rounds = _rounds([rows[model.influences[at].effect] for at in delayed])
    order = [delayed[place] for places in rounds for place in places]
    actions = [at for at, act in enumerate(model.actions) if act.option in plan and act.variable in kept]
    action_order, action_sums = _sums([rows[model.actions[at].variable] for at in actions])
    chosen = [actions[place] for place in action_order]
    return System(
        variables=_places(rows),
        delayed=_places(order),
        causes=_places(rows[model.influences[at].cause] for at in order),
        rounds=tuple(len(places) for places in rounds),
        turns=_turns(model, rows, links),
        stocks=_stocks(model, rows),
        actions=_places(chosen),
        action_sums=action_sums,
        timetable=tuple(model.actions[at] for at in chosen),
    )


def acting_on(model: Model, wanted: Iterable[int]) -> set[int]:
    """The wanted variables and all that act on them, however many links away."""
    return _spread(wanted, [(effect, cause) for cause, effect in _arrows(model)])


def moved_by(model: Model, option: str) -> set[int]:
    """The variables that an option acts on, and all that they act on, however many links away."""
    return _spread((act.variable for act in model.actions if act.option == option), _arrows(model))


def _arrows(model: Model) -> list[tuple[int, int]]:
    influences = [(link.cause, link.effect) for link in model.influences]
    return influences + [(flow.factor, flow.stock) for flow in model.flows]


def _spread(start: Iterable[int], arrows: Iterable[tuple[int, int]]) -> set[int]:
    heads = defaultdict(list)
    for tail, head in arrows:
        heads[tail].append(head)
    reached: set[int] = set()
    ahead = set(start)
    while ahead:
        reached |= ahead
        ahead = {head for tail in ahead for head in heads[tail]} - reached
    return reached


def _rows(kept: Collection[int], effects: Sequence[int]) -> dict[int, int]:
    """The row of each variable: those with the most delayed links come first, so that rounds are plain slices."""
    order = sorted(kept, key=lambda variable: (-effects.count(variable), variable))
    return {variable: row for row, variable in enumerate(order)}


def _rounds(targets: Sequence[int]) -> list[list[int]]:
    """Places of a list of targets in rounds: the first for each target, then the second; by target within one."""
    rounds: list[list[int]] = []
    seen: dict[int, int] = defaultdict(int)
    for place, target in enumerate(targets):
        if seen[target] == len(rounds):
            rounds.append([])
        rounds[seen[target]].append(place)
        seen[target] += 1
    return [sorted(places, key=lambda place: targets[place]) for places in rounds]


def _sums(targets: Sequence[int]) -> tuple[list[int], Sums]:
    """An order for a list of things, and how to add them up on their targets in that order."""
    rounds = _rounds(targets)
    order = [place for places in rounds for place in places]
    ends = np.cumsum([0, *(len(places) for places in rounds)]).tolist()
    parts = [slice(first, last) for first, last in pairwise(ends)]
    rows = [_places(targets[place] for place in places) for places in rounds]
    return order, tuple(zip(rows, parts, strict=True))


def _turns(model: Model, rows: dict[int, int], links: Sequence[int]) -> tuple[Turn, ...]:
    """Turns in order, for the rows that anything happens to."""
    arriving: dict[int, list[int]] = defaultdict(list)
    for at in links:
        if any(map(acts_at_once, model.influences[at].views)):
            arriving[model.influences[at].effect].append(at)
    stages = stages_at_once(model)
    return tuple(
        Turn(
            rows[at],
            _places(arriving[at]),
            tuple(rows[model.influences[link].cause] for link in arriving[at]),
            is_bounded(model.variables[at]),
            *log_limits(model.variables[at]),
        )
        for at in sorted(rows, key=lambda at: stages[at])
        if arriving[at] or is_bounded(model.variables[at])
    )


def log_limits(variable: Variable) -> tuple[float, float]:
    """Floor and ceiling of a factor as logarithms of its level over its baseline; infinite where it has none."""
    if variable.is_stock:
        return -np.inf, np.inf
    low = -np.inf if variable.floor is None or variable.floor <= 0 else np.log(variable.floor / variable.baseline)
    high = np.inf if variable.ceiling is None else np.log(max(variable.ceiling, SMALLEST_STOCK) / variable.baseline)
    return float(low), float(high)


def is_bounded(variable: Variable) -> bool:
    """Whether a factor, other than a stock, has a floor above 0 or a ceiling."""
    return log_limits(variable) != (-np.inf, np.inf)


def _stocks(model: Model, rows: dict[int, int]) -> Stocks:
    stocks = [at for at in rows if model.variables[at].is_stock]
    flows = [flow for flow in model.flows if {flow.factor, flow.stock} <= rows.keys()]
    order, sums = _sums([stocks.index(flow.stock) for flow in flows])
    flows = [flows[place] for place in order]
    own = [model.variables[at] for at in stocks]
    return Stocks(
        rows=_places(rows[at] for at in stocks),
        reference=_column(reference(stock) for stock in own),
        start=_column(stock.baseline for stock in own),
        floor=_column(-np.inf if stock.floor is None else stock.floor for stock in own),
        ceiling=_column(np.inf if stock.ceiling is None else stock.ceiling for stock in own),
        causes=_places(rows[flow.factor] for flow in flows),
        scale=_column(_scale(flow, model) for flow in flows),
        sums=sums,
    )


def _scale(flow: Flow, model: Model) -> float:
    factor = model.variables[flow.factor]
    return flow.sign * reference(factor) * factor.per_month


def reference(variable: Variable) -> float:
    """The level at which a variable's logarithm is 0: its baseline; next to nothing for a stock without one."""
    return max(variable.baseline, SMALLEST_STOCK)


def _places(places: Iterable[int]) -> Places:
    return np.fromiter(places, dtype=np.intp)


def _column(values: Iterable[float]) -> Floats:
    return np.fromiter(values, dtype=float).reshape(-1, 1)
