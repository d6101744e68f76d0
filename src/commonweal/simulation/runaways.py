"""Loops that a model cannot carry: those in which every link acts at once, and those that feed themselves."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from commonweal.errors import LoopWithoutDelay
from commonweal.simulation.draws import acts_at_once, likely_view
from commonweal.simulation.schema import Floats, Model, Runaway
from commonweal.systemmap.loops import LONGEST_LOOP, MOST_LOOPS, arrows_of, cycles

# Room for the rounding of a product of a few elasticities.
NEARLY_ONE = 1.0 - 1e-9


def stages_at_once(model: Model) -> tuple[int, ...]:
    """The stage of each variable in one moment: after all that act on it at once; 0 where nothing does.

    Raises
    ------
    LoopWithoutDelay
        Where there is no such order, naming a shortest loop in which every link can act at once.
    """
    links = [(link.cause, link.effect) for link in model.influences if any(map(acts_at_once, link.views))]
    stages = [0] * len(model.variables)
    for _ in range(len(stages) + 1):
        late = [(cause, effect) for cause, effect in links if stages[effect] <= stages[cause]]
        if not late:
            return tuple(stages)
        for cause, effect in late:
            stages[effect] = max(stages[effect], stages[cause] + 1)
    raise _loop_without_delay(model, links)


def runaways(model: Model) -> tuple[Runaway, ...]:
    """Reinforcing loops whose gain is at or above 1 at the likely values, the strongest first.

    Parameters
    ----------
    model
        A disputed link counts with the sign that most partners hold. Loops through a stock have no gain (a
        stock adds up what flows into it) and are not among them.

    Returns
    -------
    tuple of Runaway
        Single loops of up to 8 factors; where there is none, yet interlocking loops grow together, all the
        factors of the knot with the largest real part of the eigenvalues of its gains. Empty is the usual case.
    """
    gains = _likely_gains(model)
    names = [variable.id for variable in model.variables]
    found = [runaway for knot in _knots(gains) for runaway in _runaways_of(gains[np.ix_(knot, knot)], knot, names)]
    return tuple(sorted(found, key=lambda runaway: (-runaway.gain, runaway.factors)))


def runaway_words(runaway: Runaway) -> str:
    """A runaway as a warning in words.

    Examples
    --------
    >>> runaway_words(Runaway(("fear", "avoidance"), 1.2))
    'runaway loop: fear → avoidance → fear returns 1.2 times any change, so its levels never settle'
    """
    if runaway.together:
        return (
            f"runaway loops: {', '.join(runaway.factors)} together return {runaway.gain:.3g} times any change, "
            "so their levels never settle"
        )
    circle = " → ".join((*runaway.factors, runaway.factors[0]))
    return f"runaway loop: {circle} returns {runaway.gain:.3g} times any change, so its levels never settle"


def _loop_without_delay(model: Model, links: list[tuple[int, int]]) -> LoopWithoutDelay:
    names = [variable.id for variable in model.variables]
    arrows = arrows_of((names[cause], names[effect]) for cause, effect in links)
    loop = next(found for length in range(1, len(names) + 1) for found in cycles(arrows, max_length=length))
    return LoopWithoutDelay(
        f"every link of the loop {' → '.join((*loop, loop[0]))} acts at once, so its levels have no order",
        where="links.csv",
        mend="Give at least one of these links a delay of half a month or more.",
    )


def _likely_gains(model: Model) -> Floats:
    gains = np.zeros((len(model.variables),) * 2)  # (effects, causes)
    for link in model.influences:
        view = likely_view(link)
        gains[link.effect, link.cause] += view.sign * view.elasticity.likely
    return gains


def _knots(gains: Floats) -> list[tuple[int, ...]]:
    """Variables that all act on each other, by whatever way round; one that feeds nothing back stands alone."""
    reach = (gains != 0) | np.eye(len(gains), dtype=bool)
    for _ in range(len(gains).bit_length()):
        reach = reach.astype(float) @ reach > 0
    return sorted({tuple(np.flatnonzero(row).tolist()) for row in reach & reach.T})


def _runaways_of(gains: Floats, knot: tuple[int, ...], names: list[str]) -> list[Runaway]:
    # No product round a loop reaches 1 where the spectral radius of the gains' sizes stays below it.
    if np.abs(np.linalg.eigvals(np.abs(gains))).max() < NEARLY_ONE:
        return []
    here = [names[place] for place in knot]
    single = [Runaway(loop, gain) for loop, gain in _loop_gains(gains, here) if gain >= NEARLY_ONE]
    growth = float(np.linalg.eigvals(gains).real.max())
    if single or growth < NEARLY_ONE:
        return single
    return [Runaway(tuple(sorted(here)), growth, together=True)]


def _loop_gains(gains: Floats, names: list[str]) -> Iterator[tuple[tuple[str, ...], float]]:
    place = {name: at for at, name in enumerate(names)}
    arrows = arrows_of((names[cause], names[effect]) for effect, cause in np.argwhere(gains).tolist())
    for loop in islice(cycles(arrows, max_length=LONGEST_LOOP), MOST_LOOPS):
        ends = zip(loop, loop[1:] + loop[:1], strict=True)
        yield loop, float(np.prod([gains[place[effect], place[cause]] for cause, effect in ends]))
