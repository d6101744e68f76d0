"""What holds for the shares of every game."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commonweal.investment.games import ROUNDING, alone_values, in_core, shapley
from commonweal.investment.nucleolus import core_is_empty, nucleolus
from commonweal.investment.schema import Game
from commonweal.investment.sharing import fair_shares

AMOUNTS = st.integers(-20, 20) | st.floats(-1e6, 1e6, allow_subnormal=False)


@st.composite
def games(draw, kinds=("cost", "value")):
    count = draw(st.integers(1, 5))
    amounts = draw(st.lists(AMOUNTS, min_size=(1 << count) - 1, max_size=(1 << count) - 1))
    return Game(tuple("abcde"[:count]), np.array([0.0, *amounts]), draw(st.sampled_from(kinds)))


def about(expected, game):
    """Equal up to rounding, for the size of the game."""
    return pytest.approx(expected, rel=0, abs=1e-7 * max(1.0, np.abs(game.values).max()))


def sums(parts):
    """The sum over every group's members, in order of the groups' numbers."""
    groups = np.arange(1 << len(parts))
    return ((groups[:, None] >> np.arange(len(parts))) & 1) @ parts


def reordered(game, order):
    """The same game with its players in another order."""
    groups = np.arange(len(game.values))
    old = sum(((groups >> new) & 1) << before for new, before in enumerate(order))
    return Game(tuple(game.players[before] for before in order), game.values[old], game.kind)


@given(games())
def test_shares_add_up_to_the_whole(game):
    shares = [shapley(game), nucleolus(game)]

    assert all(share.sum() == about(game.values[-1], game) for share in shares if share is not None)


@given(games(), st.randoms())
def test_the_order_of_players_does_not_matter(game, random):
    order = random.sample(range(len(game.players)), len(game.players))
    other = reordered(game, order)

    assert shapley(other) == about(shapley(game)[order], game)
    assert (nucleolus(other) is None) == (nucleolus(game) is None)
    if nucleolus(game) is not None:
        assert nucleolus(other) == about(nucleolus(game)[order], game)
    assert core_is_empty(other) == core_is_empty(game)


@given(games(), st.integers(0, 4))
def test_a_player_who_adds_nothing_gets_what_it_has_alone(game, place):
    groups, bit = np.arange(len(game.values)), 1 << place % len(game.players)
    without = game.values[groups & ~bit]
    dummy = Game(game.players, without + np.where(groups & bit, 3.0, 0.0), game.kind)

    assert shapley(dummy)[place % len(game.players)] == about(3.0, dummy)
    if nucleolus(dummy) is not None:
        assert nucleolus(dummy)[place % len(game.players)] == about(3.0, dummy)


@given(games())
def test_players_who_can_change_places_get_the_same(game):
    assume(len(game.players) > 1)
    order = [1, 0, *range(2, len(game.players))]
    alike = Game(game.players, game.values + reordered(game, order).values, game.kind)

    assert shapley(alike)[0] == about(shapley(alike)[1], alike)
    if nucleolus(alike) is not None:
        assert nucleolus(alike)[0] == about(nucleolus(alike)[1], alike)


@given(games(), st.data())
def test_the_shapley_value_of_a_sum_is_the_sum_of_shapley_values(game, data):
    size = len(game.values) - 1
    other = np.array([0.0, *data.draw(st.lists(AMOUNTS, min_size=size, max_size=size))])

    both = Game(game.players, game.values + other, game.kind)

    separate = shapley(game) + shapley(Game(game.players, other, game.kind))
    assert np.abs(shapley(both) - separate).max() <= 1e-9 * (np.abs(game.values).max() + np.abs(other).max() + 1)


@given(games(), st.sampled_from([0.25, 2.0, 3.0, 1000.0]), st.data())
def test_scaling_and_what_each_has_anyway_carry_through(game, scale, data):
    count = len(game.players)
    extra = np.array(data.draw(st.lists(st.integers(-9, 9), min_size=count, max_size=count)), dtype=float)
    other = Game(game.players, scale * game.values + sums(extra), game.kind)
    to_share = abs(game.values[-1] - alone_values(game).sum())
    assume(to_share == 0 or to_share > 1e-3 * np.abs(game.values).max())  # clear of the edge of having imputations

    assert shapley(other) == about(scale * shapley(game) + extra, other)
    if nucleolus(game) is not None:
        assert nucleolus(other) == about(scale * nucleolus(game) + extra, other)


@given(games())
def test_the_nucleolus_is_an_imputation_and_in_the_core_if_anything_is(game):
    shares = nucleolus(game)

    if shares is None:
        assert len(game.players) > 1
        assert core_is_empty(game)
    else:
        better = shares - alone_values(game) if game.kind == "value" else alone_values(game) - shares
        assert (better >= -1e-7 * max(1.0, np.abs(game.values).max())).all()
        assert core_is_empty(game) == (in_core(game, shares, 2 * ROUNDING) is not None)


@settings(max_examples=50)
@given(games(kinds=("value",)), st.data())
def test_the_net_positions_of_every_rule_add_up_and_transfers_lead_to_them(game, data):
    players = game.players
    money = st.lists(st.floats(0, 1e6), min_size=len(players), max_size=len(players))
    gains, pays = (dict(zip(players, data.draw(money), strict=True)) for _ in range(2))
    total = sum(gains.values()) - sum(pays.values())
    game = Game(players, np.append(game.values[:-1], total), "value")
    penny = 0.02 + 1e-7 * max(1e6, np.abs(game.values).max())

    shares = fair_shares(gains, pays, game)

    for share in shares.values():
        after = dict(shares["today"].net)
        for transfer in share.transfers:
            after[transfer.from_] -= transfer.amount
            after[transfer.to] += transfer.amount
        assert share.net is None or sum(share.net.values()) == pytest.approx(total, rel=1e-6, abs=penny)
        assert share.net is None or after == pytest.approx(share.net, rel=0, abs=penny)
        assert len(share.transfers) < len(players)
