"""Total effects: what a lasting push on each factor does to one outcome once all has settled.

With y the logarithms of all levels beside their baselines, A the signed elasticities and u lasting pushes,
y = A y + u, so y = (1 - A)^-1 u: the total-effect matrix, of which one row is wanted. A stock settles where what adds
to it and what drains it change alike: its row says 0 = sum of the changes of its flows, each sign x level a month x y.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.simulation.schema import Floats, Model
from commonweal.systemmap.loops import arrows_of

# Numbers in the matrices that are solved at once: 32 MB.
NUMBERS_AT_ONCE = 4_000_000

# Rounds in which sums of sizes along the links must fall below 1 for the gains to be known to settle.
ROUNDS = 40

NEARLY_ONE = 1.0 - 1e-9

# An answer larger than this is that of equations without one.
TOO_LARGE = 1e9


@dataclass(frozen=True, slots=True, eq=False)
class Upstream:
    """The part of a model that an outcome depends on.

    `variables` are positions in the model, the outcome among them; `levers` those that can be pushed: neither the
    outcome itself nor a stock. `links` are the positions of the influences within this part.
    """

    model: Model
    outcome: int
    variables: tuple[int, ...]
    levers: tuple[int, ...]
    links: tuple[int, ...]


def upstream_of(model: Model, outcome: str) -> Upstream:
    """All that leads to an outcome, by whatever way."""
    ids = [variable.id for variable in model.variables]
    ends = [(link.cause, link.effect) for link in model.influences] + [
        (flow.factor, flow.stock) for flow in model.flows
    ]
    causes = arrows_of((ids[effect], ids[cause]) for cause, effect in ends)
    reached, ring = {outcome}, [outcome]
    while ring:
        ring = sorted({cause for name in ring for cause in causes.get(name, ())} - reached)
        reached.update(ring)
    variables = tuple(at for at, name in enumerate(ids) if name in reached)
    inside = set(variables)
    return Upstream(
        model=model,
        outcome=ids.index(outcome),
        variables=variables,
        levers=tuple(at for at in variables if ids[at] != outcome and not model.variables[at].is_stock),
        links=tuple(at for at, link in enumerate(model.influences) if link.cause in inside and link.effect in inside),
    )


def total_effects(upstream: Upstream, gains: Floats) -> Floats:
    """Per cent by which the outcome moves, once all has settled, for a lasting push of 1 per cent on each lever.

    Parameters
    ----------
    upstream
        From `upstream_of`.
    gains
        (influences of the model, runs): signed elasticities, as in `Draws`.

    Returns
    -------
    array
        (levers, runs). NaN in a run that never settles: its gains or its stocks run away.
    """
    runs = gains.shape[1]
    size = len(upstream.variables)
    effects = np.empty((len(upstream.levers), runs))
    at_once = max(1, NUMBERS_AT_ONCE // max(size * size, 1))
    for first in range(0, runs, at_once):
        part = slice(first, min(first + at_once, runs))
        effects[:, part] = _effects(upstream, gains[:, part])
    return effects


def _effects(upstream: Upstream, gains: Floats) -> Floats:
    place = {at: row for row, at in enumerate(upstream.variables)}
    matrices = _matrices(upstream, gains, place)  # (runs, effects, causes)
    flows = _flows(upstream, place)  # (stocks, causes)
    stocks = np.array([place[at] for at in upstream.variables if upstream.model.variables[at].is_stock], dtype=np.int64)
    settles = _settles(matrices, flows, stocks)
    equations = np.eye(len(place)) - matrices
    equations[:, stocks] = -flows
    wanted = np.zeros((len(place), 1))
    wanted[place[upstream.outcome]] = 1.0
    found = np.full((len(gains[0]), len(place)), np.nan)
    if settles.any():
        found[settles] = np.linalg.solve(equations[settles].transpose(0, 2, 1), wanted)[..., 0]
    found[np.abs(found).max(axis=1, initial=0.0) > TOO_LARGE] = np.nan
    return found[:, [place[at] for at in upstream.levers]].T


def _matrices(upstream: Upstream, gains: Floats, place: dict[int, int]) -> Floats:
    """Signed elasticities of each run: (runs, effects, causes)."""
    size = len(place)
    matrices = np.zeros((gains.shape[1], size, size))
    for at in upstream.links:
        link = upstream.model.influences[at]
        matrices[:, place[link.effect], place[link.cause]] += gains[at]
    return matrices


def _flows(upstream: Upstream, place: dict[int, int]) -> Floats:
    """What a change of each variable adds to each stock in a month: (stocks, causes)."""
    model = upstream.model
    stocks = [at for at in upstream.variables if model.variables[at].is_stock]
    flows = np.zeros((len(stocks), len(place)))
    for flow in model.flows:
        if flow.stock in place:
            source = model.variables[flow.factor]
            flows[stocks.index(flow.stock), place[flow.factor]] += flow.sign * source.baseline * source.per_month
    return flows


def _settles(matrices: Floats, flows: Floats, stocks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each run comes to rest: no gains that feed themselves, and each stock brought back when it moves."""
    calm = _calm(matrices)
    if not len(stocks):
        return calm
    size = matrices.shape[1]
    answers = np.full((len(matrices), size, len(stocks)), np.nan)
    to_stocks = np.eye(size)[:, stocks]
    answers[calm] = np.linalg.solve(np.eye(size) - matrices[calm], np.broadcast_to(to_stocks, answers[calm].shape))
    back = flows @ answers  # (runs, stocks, stocks)
    calm[calm] = np.linalg.eigvals(back[calm]).real.max(axis=1) < 0
    return calm


def _calm(matrices: Floats) -> NDArray[np.bool_]:
    """Whether each run's gains let a change die away: no eigenvalue with a real part of 1 or more.

    Where the sizes of all ways of some length add up to less than 1 for every start, that is known without
    eigenvalues, which are worked out for the other runs only.
    """
    sizes = np.abs(matrices)
    ways = np.ones(matrices.shape[:2])
    calm = np.zeros(len(matrices), dtype=bool)
    for _ in range(ROUNDS):
        ways = np.einsum("rij,rj->ri", sizes, ways)
        calm |= ways.max(axis=1, initial=0.0) < NEARLY_ONE
        if calm.all():
            break
    unsure = np.flatnonzero(~calm)
    if len(unsure):
        calm[unsure] = np.linalg.eigvals(matrices[unsure]).real.max(axis=1) < NEARLY_ONE
    return calm
