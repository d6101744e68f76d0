"""Leverage in sentences: what moves an outcome most, who can act on it, and how far the order holds."""

from collections.abc import Iterable, Iterator, Mapping

from commonweal.names import listed
from commonweal.place.schema import Partner
from commonweal.simulation.leverage.ranking import LEAST_STABILITY, Lever, Leverage
from commonweal.systemmap.schema import Actor, SystemMap

# Levers that are told one by one.
TOLD = 5

# From here on the order hardly changes from draw to draw.
STEADY = 0.9


def leverage_advice(
    found: Leverage, system_map: SystemMap, *, actors: Iterable[Actor] = (), partners: Iterable[Partner] = ()
) -> tuple[str, ...]:
    """What moves an outcome most, or why that cannot be said.

    Parameters
    ----------
    found
        From `leverage`.
    system_map, actors, partners
        For the names of things, and for who can act on what. Without any actor nothing is said of that.

    Examples
    --------
    >>> refused = Leverage("waits", (), None, "nothing on the map leads to waits", (), 0.0, 1000, 1)
    >>> leverage_advice(refused, SystemMap())
    ('No ranking can be given: nothing on the map leads to waits.',)
    """
    names = {factor.id: factor.name for factor in system_map.factors}
    if found.refused:
        return (f"No ranking can be given: {found.refused}.", *_what_would_help(found, names))
    can_act = _who_can_act(actors, partners)
    lines = [_sentence(lever, found.outcome, names) + _who(lever, can_act) for lever in found.levers[:TOLD]]
    if len(found.levers) > TOLD:
        lines.append(f"{len(found.levers) - TOLD} more factors move it less.")
    return (*lines, *_how_steady(found, names), *_unsettled(found))


def _sentence(lever: Lever, outcome: str, names: Mapping[str, str]) -> str:
    cause, effect = names.get(lever.factor, lever.factor), names.get(outcome, outcome)
    start = f'A lasting rise of 1 % in "{cause}"'
    if lever.low < 0 < lever.high:
        return (
            f'{start} might raise or lower "{effect}", as partners differ or do not know '
            f"({lever.effect:+.2g} %; 90 in 100 draws: {lever.low:+.2g} % to {lever.high:+.2g} %)."
        )
    verb = "raise" if lever.effect > 0 else "lower"
    low, high = sorted((abs(lever.low), abs(lever.high)))
    return (
        f'{start} would {verb} "{effect}" by about {abs(lever.effect):.2g} % '
        f"(90 in 100 draws: {low:.2g} % to {high:.2g} %)."
    )


def _who_can_act(actors: Iterable[Actor], partners: Iterable[Partner]) -> dict[str, list[str]] | None:
    """Names of those who can act on each factor, the most powerful first; None where no actor is noted at all."""
    names = {partner.id: partner.name for partner in partners}
    rows = sorted(actors, key=lambda actor: -(actor.power or 0))
    found: dict[str, list[str]] = {}
    for actor in rows:
        found.setdefault(actor.factor, []).append(names.get(actor.partner, actor.partner))
    return found if rows else None


def _who(lever: Lever, can_act: Mapping[str, list[str]] | None) -> str:
    if can_act is None:
        return ""
    who = list(dict.fromkeys(can_act.get(lever.factor, [])))
    return f" {listed(who)} can act on it." if who else " Nobody on the map can act on it."


def _how_steady(found: Leverage, names: Mapping[str, str]) -> Iterator[str]:
    if found.rank_stability is None or len(found.levers) < 2:
        return
    how = "hardly changes" if found.rank_stability >= STEADY else "changes somewhat"
    arrows = listed(_arrows(found, names))
    most = f" It hangs most on {arrows}." if arrows else ""
    yield (
        f"The order {how} when the strengths of the links are drawn from their ranges "
        f"(mean rank correlation {found.rank_stability:.2f} in {found.runs:,} draws).{most}"
    )


def _what_would_help(found: Leverage, names: Mapping[str, str]) -> Iterator[str]:
    if found.rank_stability is not None and found.deciding:
        arrows = listed(_arrows(found, names), last="or")
        yield (
            f"A ranking needs {LEAST_STABILITY}. Find out more about {arrows}: "
            "narrower ranges there would do most to settle the order."
        )


def _arrows(found: Leverage, names: Mapping[str, str]) -> list[str]:
    """The links that decide the order, by the names of their ends."""
    return [
        f'"{names.get(link.cause, link.cause)}" to "{names.get(link.effect, link.effect)}"' for link in found.deciding
    ]


def _unsettled(found: Leverage) -> Iterator[str]:
    if found.unsettled:
        yield f"{found.unsettled:.1%} of the draws never settle and are left out."
