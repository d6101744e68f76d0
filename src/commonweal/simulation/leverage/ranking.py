"""The ranking of factors by leverage, and the refusal of one that the strengths of the links do not carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from commonweal.errors import WrongUse
from commonweal.names import listed
from commonweal.simulation.draws import draws_of, likely_draws, parts_of
from commonweal.simulation.leverage.total_effects import Upstream, total_effects, upstream_of
from commonweal.simulation.runaways import runaway_words, runaways
from commonweal.simulation.schema import Floats, Model

RUNS = 1_000

# Below this the order of the factors is more the luck of the draw than what the map says (method page).
LEAST_STABILITY = 0.7

# More runs than this share that never settle, and nothing can be said of what happens once all has.
MOST_RUNAWAYS = 0.05

# Runs of one hypercube, so that one block holds them all.
MOST_RUNS = 4_096

# How many links are named that decide the order.
LINKS_NAMED = 3

# Two effects this much alike (as a share of the largest) have one rank between them.
ALIKE = 1e-9


@dataclass(frozen=True, slots=True)
class Lever:
    """A factor and what a lasting push of 1 per cent on it does to the outcome, in per cent.

    `effect` is at the likely strengths of the links; 90 in 100 draws lie between `low` and `high`.
    """

    factor: str
    effect: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DecidingLink:
    """A link whose strength decides the order: `share` of the changes of rank, from 0 to 1, go with its draws."""

    cause: str
    effect: str
    share: float


@dataclass(frozen=True, slots=True)
class Leverage:
    """Factors by how much they move an outcome, the strongest first; none where the ranking is refused.

    `rank_stability` is the mean rank correlation (Spearman) between two draws of the strengths, 1 where there is
    nothing to put in order, None where there are no draws to compare. `unsettled` is the share of draws left out
    because they never settle. `deciding` are links, whether the ranking stands or not.
    """

    outcome: str
    levers: tuple[Lever, ...]
    rank_stability: float | None
    refused: str | None
    deciding: tuple[DecidingLink, ...]
    unsettled: float
    runs: int
    seed: int


def leverage(model: Model, outcome: str, *, runs: int = RUNS, seed: int = 1) -> Leverage:
    """How much a lasting change of each factor moves an outcome, and whether the order can be relied on.

    Parameters
    ----------
    model
        From `model_from_map`. Delays have no part: all is taken once it has settled.
    outcome
        Id of a factor that is no stock.
    runs, seed
        Draws of the strengths, at most 4,096; disputed links follow one partner's view in each.

    Returns
    -------
    Leverage
        Refused, with the reason, where nothing leads to the outcome, where the map runs away or a stock never
        comes to rest, or where the mean rank correlation between draws is below 0.7.

    Raises
    ------
    WrongUse
        For a factor that is not on the map, a stock, or more runs than one hypercube holds.

    Examples
    --------
    >>> from commonweal.simulation.quantify import model_from_map
    >>> from commonweal.systemmap.schema import Factor, Link, SystemMap
    >>> factors = tuple(Factor(name, name, "cause") for name in ("drinking", "calls", "waits"))
    >>> links = (Link("drinking", "calls", sign="+", elasticity=0.5), Link("calls", "waits", sign="+", elasticity=0.4))
    >>> [(lever.factor, lever.effect) for lever in leverage(model_from_map(SystemMap(factors, links)), "waits").levers]
    [('calls', 0.4), ('drinking', 0.2)]
    """
    _refuse_unusable(model, outcome, runs)
    upstream = upstream_of(model, outcome)
    if not upstream.levers:
        return _refusal(outcome, f"nothing on the map leads to {outcome}", runs, seed)
    likely = total_effects(upstream, likely_draws(model).gains)[:, 0]
    if np.isnan(likely).any():
        return _refusal(outcome, _why_unsettled(upstream), runs, seed)
    (part,) = parts_of(runs, MOST_RUNS)
    gains = draws_of(model, seed=seed, runs=runs, part=part).gains
    drawn = total_effects(upstream, gains)
    settled = ~np.isnan(drawn).any(axis=0)
    unsettled = float(1 - settled.mean())
    if unsettled > MOST_RUNAWAYS:
        return _refusal(outcome, _too_many_unsettled(unsettled), runs, seed)
    return _ranking(upstream, likely, drawn[:, settled], gains[:, settled], (unsettled, runs, seed))


def rank_stability(ranks: Floats) -> float:
    """Mean Spearman correlation of ranks between two draws: ranks are (factors, draws), ties share their rank.

    With each draw's ranks centred and of length 1, the correlations of all pairs add up to half of the squared
    length of their sum less the number of draws.

    Examples
    --------
    >>> round(rank_stability(np.array([[1.0, 1.0], [2.0, 2.0]])), 6), rank_stability(np.array([[1.0, 2.0], [2.0, 1.0]]))
    (1.0, -1.0)
    """
    count = ranks.shape[1]
    if len(ranks) < 2 or count < 2:
        return 1.0
    centred = ranks - ranks.mean(axis=0)
    lengths = np.sqrt((centred**2).sum(axis=0))
    tied = lengths == 0
    units = centred / np.where(tied, 1.0, lengths)
    together = float((units.sum(axis=1) ** 2).sum())
    # Draws in which all are tied agree with each other and with no other draw.
    all_tied = int(tied.sum())
    agreed = together - (count - all_tied) + all_tied * (all_tied - 1)
    return float(agreed / (count * (count - 1)))


def ranks_of(sizes: Floats) -> Floats:
    """Ranks within each draw, the largest first, equal ones sharing the mean of their places: (factors, draws)."""
    room = ALIKE * sizes.max(axis=0, initial=0.0)
    ranks = np.empty_like(sizes)
    for row, own in enumerate(sizes):
        above = (sizes > own + room).sum(axis=0)
        level = (np.abs(sizes - own) <= room).sum(axis=0)
        ranks[row] = above + (level + 1) / 2
    return ranks


def _ranking(upstream: Upstream, likely: Floats, drawn: Floats, gains: Floats, how: tuple[float, int, int]) -> Leverage:
    ids = [variable.id for variable in upstream.model.variables]
    ranks = ranks_of(np.abs(drawn))
    stability = rank_stability(ranks)
    deciding = _deciding(upstream, ranks, gains)
    low, high = np.quantile(drawn, (0.05, 0.95), axis=1)
    levers = [
        Lever(ids[at], float(likely[row]), float(low[row]), float(high[row])) for row, at in enumerate(upstream.levers)
    ]
    levers.sort(key=lambda lever: (-abs(lever.effect), lever.factor))
    steady = stability >= LEAST_STABILITY
    unsettled, runs, seed = how
    return Leverage(
        outcome=ids[upstream.outcome],
        levers=tuple(levers) if steady else (),
        rank_stability=stability,
        refused=None if steady else _unsteady(stability, deciding),
        deciding=deciding,
        unsettled=unsettled,
        runs=runs,
        seed=seed,
    )


def _deciding(upstream: Upstream, ranks: Floats, gains: Floats) -> tuple[DecidingLink, ...]:
    """The links whose draws go most with the changes of rank: their share of the variance of all ranks.

    Draws of different links have nothing to do with each other, so squared correlations can be added and compared.
    """
    moving = ranks - ranks.mean(axis=1, keepdims=True)
    total = float((moving**2).sum())
    drawn = gains[list(upstream.links)]
    unsure = np.flatnonzero(drawn.min(axis=1) < drawn.max(axis=1))
    drawn = drawn - drawn.mean(axis=1, keepdims=True)
    spread = (drawn**2).sum(axis=1)
    if total == 0 or not len(unsure):
        return ()
    shares = ((drawn[unsure] @ moving.T) ** 2).sum(axis=1) / spread[unsure] / total
    order = np.argsort(-shares, kind="stable")[:LINKS_NAMED]
    ids = [variable.id for variable in upstream.model.variables]
    links = [upstream.model.influences[upstream.links[unsure[at]]] for at in order]
    return tuple(
        DecidingLink(ids[link.cause], ids[link.effect], float(shares[at]))
        for link, at in zip(links, order, strict=True)
    )


def _refusal(outcome: str, reason: str, runs: int, seed: int) -> Leverage:
    return Leverage(outcome, (), None, reason, (), 0.0, runs, seed)


def _unsteady(stability: float, deciding: Sequence[DecidingLink]) -> str:
    arrows = listed([f"{link.cause} → {link.effect}" for link in deciding])
    return (
        f"the order changes too much with the strengths of the links (mean rank correlation {stability:.2f}, "
        f"{LEAST_STABILITY} is needed); it hangs most on {arrows}"
    )


def _why_unsettled(upstream: Upstream) -> str:
    """The runaway loops on the way to the outcome; where there are none, a stock that nothing brings back."""
    names = {upstream.model.variables[at].id for at in upstream.variables}
    loops = [runaway_words(found) for found in runaways(upstream.model) if names.issuperset(found.factors)]
    stocks = [v.id for at in upstream.variables if (v := upstream.model.variables[at]).is_stock]
    if loops or not stocks:
        return "; ".join(loops) or "the gains of its loops run away, so its level never settles"
    return f"nothing on the map brings {listed(stocks, last='or')} back once it moves, so its level never settles"


def _too_many_unsettled(share: float) -> str:
    return (
        f"in {share:.0%} of the draws a loop feeds itself so strongly that its levels never settle; "
        "state the strengths of its links more closely"
    )


def _refuse_unusable(model: Model, outcome: str, runs: int) -> None:
    kinds = {variable.id: variable.is_stock for variable in model.variables}
    if outcome not in kinds:
        near = get_close_matches(outcome, kinds, n=1)
        mend = f'Did you mean "{near[0]}"?' if near else "The ids stand in the first column of factors.csv."
        raise WrongUse(f'"{outcome}" is not a factor of this map', mend=mend)
    if kinds[outcome]:
        raise WrongUse(f"{outcome} is a stock", mend="Ask for what it acts on, or for what adds to it or drains it.")
    if not 2 <= runs <= MOST_RUNS:
        raise WrongUse(f"{runs:,} draws cannot be compared", mend=f"Ask for 2 to {MOST_RUNS:,}.")
