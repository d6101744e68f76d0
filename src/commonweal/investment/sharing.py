"""Who pays, who gains: five rules for sharing a plan's costs and gains, side by side."""

from collections.abc import Mapping

import numpy as np

from commonweal.investment.games import alone_values, in_core, shapley
from commonweal.investment.nucleolus import nucleolus
from commonweal.investment.schema import SHARE_RULES, Game, Share, ShareRule, Transfer
from commonweal.simulation.schema import Floats
from commonweal.units import pounds

# Half a penny: less than this cannot be paid.
LEAST_TRANSFER = 0.005

# How far the game's value of all may stand from gains less costs, as a part of the largest sum in either.
AGREEMENT = 1e-6

# Amounts are put in order by this many decimal places of their part of the largest: the rest is rounding.
ORDER_PLACES = 9


def fair_shares(gains: Mapping[str, float], pays: Mapping[str, float], game: Game) -> dict[ShareRule, Share]:
    """Every partner's net position under five rules, the transfers each takes, and which group would leave.

    The rules: costs as they fall today; the cost shared equally; the cost shared in proportion to gain (equally
    where nobody gains); the Shapley value; the nucleolus. Neither the order nor the names of partners matter,
    but that of two equal amounts the one with the earlier id is settled first.

    Parameters
    ----------
    gains
        What each partner gains from the plan, in pounds (present value). Absent means 0.
    pays
        What each partner pays today, in pounds (present value). Absent means 0.
    game
        The value that every group of partners could secure by itself, in pounds; all together: gains less costs.

    Returns
    -------
    dict[ShareRule, Share]
        In the order of SHARE_RULES. The net positions of a rule add up to the value of all. Where alone the
        partners would secure more than together, the nucleolus has no answer and says why.

    Raises
    ------
    ValueError
        If the game is one of costs, lacks a partner, or its value of all is not gains less costs.

    Examples
    --------
    >>> game = Game(("council", "police"), np.array([0.0, 0.0, 10.0, 50.0]))
    >>> shares = fair_shares({"council": 20.0, "police": 70.0}, {"council": 40.0}, game)
    >>> shares["today"].net, shares["shapley"].net
    ({'council': -20.0, 'police': 70.0}, {'council': 20.0, 'police': 30.0})
    >>> shares["shapley"].transfers
    (Transfer(from_='police', to='council', amount=40.0),)
    """
    gained, paid = _of_players(gains, game), _of_players(pays, game)
    _check_agreement(gained, paid, game)
    today = gained - paid
    nets: dict[ShareRule, Floats | None] = {
        "today": today,
        "equal": gained - _equal_cost(paid),
        "proportional": gained - _proportional_cost(gained, paid),
        "shapley": shapley(game),
        "nucleolus": nucleolus(game),
    }
    return {rule: _share(rule, nets[rule], today=today, game=game) for rule in SHARE_RULES}


def stand_alone_sum(game: Game) -> float:
    """What the players would secure (or pay) in all, each by itself, in the unit of the game.

    Examples
    --------
    >>> stand_alone_sum(Game(("a", "b"), np.array([0.0, 1.0, 2.0, 4.0])))
    3.0
    """
    return float(alone_values(game).sum())


def _of_players(amounts: Mapping[str, float], game: Game) -> Floats:
    """A partner's amount for every player: shape (players,)."""
    if strangers := sorted(set(amounts) - set(game.players)):
        raise ValueError(f"not players of the game: {', '.join(strangers)}")
    return np.array([float(amounts.get(player, 0.0)) for player in game.players])


def _check_agreement(gained: Floats, paid: Floats, game: Game) -> None:
    if game.kind != "value":
        raise ValueError("shares are worked out from a game of values, not of costs")
    together, net = float(game.values[-1]), float(gained.sum() - paid.sum())
    size = float(np.abs(np.concatenate((gained, paid, game.values[-1:]))).max())
    if abs(together - net) > AGREEMENT * size:
        raise ValueError(f"gains less costs are {net:,.2f}, and the game's value of all is {together:,.2f}")


def _equal_cost(paid: Floats) -> Floats:
    return np.full(len(paid), paid.sum() / max(len(paid), 1))


def _proportional_cost(gained: Floats, paid: Floats) -> Floats:
    """The cost in proportion to gain; a partner that loses by the plan pays nothing on top."""
    weights = np.maximum(gained, 0.0)
    if not weights.any():
        return _equal_cost(paid)
    return np.asarray(paid.sum() * (weights / weights.sum()))


def _share(rule: ShareRule, net: Floats | None, *, today: Floats, game: Game) -> Share:
    if net is None:
        return Share(rule=rule, net=None, reason=_why_not(game))
    blocking = in_core(game, net)
    return Share(
        rule=rule,
        net=dict(zip(game.players, net.tolist(), strict=True)),
        transfers=_transfers(dict(zip(game.players, (net - today).tolist(), strict=True))),
        in_core=blocking is None,
        blocking=blocking,
    )


def _why_not(game: Game) -> str:
    return (
        f"money alone does not hold this partnership: apart, the partners would secure "
        f"{pounds(stand_alone_sum(game))} together, and this plan brings them {pounds(float(game.values[-1]))}"
    )


def _transfers(changes: dict[str, float]) -> tuple[Transfer, ...]:
    """A short list that settles the changes: always the largest giver to the largest receiver."""
    size = max((abs(change) for change in changes.values()), default=0.0)
    give = {partner: -change for partner, change in changes.items() if change < 0.0}
    take = {partner: change for partner, change in changes.items() if change > 0.0}
    transfers = []
    while give and take:
        giver, taker = _largest(give, size), _largest(take, size)
        amount = min(give[giver], take[taker])
        if amount >= LEAST_TRANSFER:
            transfers.append(Transfer(from_=giver, to=taker, amount=amount))
        _settle(give, giver, amount)
        _settle(take, taker, amount)
    return tuple(transfers)


def _largest(amounts: Mapping[str, float], size: float) -> str:
    """Who has the largest amount; of equal ones, the first id."""
    return min(amounts, key=lambda partner: (-round(amounts[partner] / size, ORDER_PLACES), partner))


def _settle(amounts: dict[str, float], partner: str, amount: float) -> None:
    """Take a settled amount off; whoever has nothing left drops out."""
    amounts[partner] -= amount
    if amounts[partner] <= 0.0:
        del amounts[partner]
