"""Five rules for sharing a plan; every expected number is worked out by hand."""

import numpy as np
import pytest

from commonweal.investment.schema import SHARE_RULES, Blocking, Game, Transfer
from commonweal.investment.sharing import fair_shares, stand_alone_sum

PARTNERS = ("council", "nhs", "police")
GAINS = {"council": 10.0, "nhs": 60.0, "police": 50.0}
PAYS = {"council": 60.0}
# The value of council, nhs, both, police, ...: nothing can be done without the council.
TABLE = np.array([0.0, 0.0, 0.0, 10.0, 0.0, 0.0, 0.0, 60.0])
GAME = Game(PARTNERS, TABLE)


def test_the_rules_stand_in_their_order():
    assert tuple(fair_shares(GAINS, PAYS, GAME)) == SHARE_RULES


def test_today_the_payer_pays_and_nothing_moves():
    today = fair_shares(GAINS, PAYS, GAME)["today"]

    assert today.net == {"council": -50.0, "nhs": 60.0, "police": 50.0}
    assert today.transfers == ()
    assert today.blocking == Blocking(group=("council",), by=50.0)
    assert today.in_core is False


def test_equal_shares_split_the_cost_evenly():
    equal = fair_shares(GAINS, PAYS, GAME)["equal"]

    assert equal.net == {"council": -10.0, "nhs": 40.0, "police": 30.0}
    assert equal.transfers == (Transfer("nhs", "council", 20.0), Transfer("police", "council", 20.0))


def test_proportional_shares_split_the_cost_by_gain():
    proportional = fair_shares(GAINS, PAYS, GAME)["proportional"]

    assert proportional.net == pytest.approx({"council": 5.0, "nhs": 30.0, "police": 25.0})
    assert proportional.in_core is True


def test_the_shapley_value_counts_what_each_adds():
    # Council: 0 alone, 10 after nhs, 0 after police, 60 last: (2 * 0 + 10 + 0 + 2 * 60) / 6. The others likewise.
    shapley = fair_shares(GAINS, PAYS, GAME)["shapley"]

    assert shapley.net == pytest.approx({"council": 130 / 6, "nhs": 130 / 6, "police": 100 / 6})


def test_the_nucleolus_evens_out_complaints():
    # All three get 20: the worst complaint of a single partner is -20, and no division does better.
    nucleolus = fair_shares(GAINS, PAYS, GAME)["nucleolus"]

    assert nucleolus.net == pytest.approx({"council": 20.0, "nhs": 20.0, "police": 20.0})
    assert nucleolus.in_core is True
    assert nucleolus.blocking is None


def test_transfers_go_from_the_largest_giver_to_the_largest_receiver():
    game = Game(("a", "b", "c", "d"), np.append(np.zeros(15), 4.0))
    gains = {"a": 60.0, "b": 40.0, "c": -70.0, "d": -26.0}

    transfers = fair_shares(gains, {}, game)["shapley"].transfers  # each to have 1

    assert transfers == (Transfer("a", "c", 59.0), Transfer("b", "d", 27.0), Transfer("b", "c", 12.0))


def test_equal_amounts_are_settled_in_order_of_ids():
    game = Game(("d", "c", "b", "a"), np.zeros(16))
    gains = {"d": 5.0, "c": -5.0, "b": 5.0, "a": -5.0}

    transfers = fair_shares(gains, {}, game)["shapley"].transfers

    assert transfers == (Transfer("b", "a", 5.0), Transfer("d", "c", 5.0))


def test_less_than_half_a_penny_is_not_moved():
    game = Game(("a", "b"), np.zeros(4))

    assert fair_shares({"a": 0.004, "b": -0.004}, {}, game)["shapley"].transfers == ()
    assert fair_shares({"a": 0.006, "b": -0.006}, {}, game)["shapley"].transfers == (Transfer("a", "b", 0.006),)


def test_one_partner_keeps_its_own_plan_whatever_the_rule():
    shares = fair_shares({"council": 30.0}, {"council": 10.0}, Game(("council",), np.array([0.0, 20.0])))

    assert all(share.net == {"council": 20.0} for share in shares.values())
    assert all(share.in_core and not share.transfers for share in shares.values())


def test_one_partner_bears_its_own_loss():
    shares = fair_shares({}, {"council": 10.0}, Game(("council",), np.array([0.0, -10.0])))

    assert all(share.net == {"council": -10.0} for share in shares.values())
    assert all(share.in_core for share in shares.values())


def test_no_partner_has_nothing_to_share():
    shares = fair_shares({}, {}, Game((), np.zeros(1)))

    assert all(share.net == {} and share.in_core for share in shares.values())


def test_where_nobody_gains_the_cost_is_shared_equally():
    game = Game(("a", "b"), np.array([0.0, 0.0, 0.0, -30.0]))

    shares = fair_shares({"a": 0.0}, {"a": 30.0}, game)

    assert shares["proportional"].net == {"a": -15.0, "b": -15.0}


def test_a_partner_that_loses_by_the_plan_pays_nothing_on_top():
    game = Game(("a", "b"), np.array([0.0, 0.0, 0.0, 10.0]))

    shares = fair_shares({"a": 40.0, "b": -10.0}, {"b": 20.0}, game)

    assert shares["proportional"].net == {"a": 20.0, "b": -10.0}


def test_a_negative_total_says_that_money_does_not_hold_the_partnership():
    game = Game(("a", "b"), np.array([0.0, 300_000.0, 0.0, -20_000.0]))

    shares = fair_shares({"a": 30_000.0}, {"b": 50_000.0}, game)

    assert shares["shapley"].net == pytest.approx({"a": 140_000.0, "b": -160_000.0})
    assert not any(share.in_core for share in shares.values())
    assert shares["nucleolus"].net is None
    assert shares["nucleolus"].in_core is None
    assert shares["nucleolus"].transfers == ()
    assert shares["nucleolus"].reason == (
        "money alone does not hold this partnership: apart, the partners would secure £300,000 together, "
        "and this plan brings them -£20,000"
    )


def test_the_stand_alone_sum_counts_every_partner_once():
    assert stand_alone_sum(Game(("a", "b"), np.array([0.0, 1.0, 2.0, 4.0]))) == 3.0
    assert stand_alone_sum(Game((), np.zeros(1))) == 0.0


def test_a_total_that_is_not_gains_less_costs_is_refused():
    with pytest.raises(ValueError, match=r"gains less costs are 59\.00, and the game's value of all is 60\.00"):
        fair_shares(GAINS, {"council": 61.0}, GAME)


def test_a_partner_outside_the_game_is_refused():
    with pytest.raises(ValueError, match="not players of the game: fire"):
        fair_shares({**GAINS, "fire": 0.0}, PAYS, GAME)


def test_a_game_of_costs_is_refused():
    with pytest.raises(ValueError, match="from a game of values, not of costs"):
        fair_shares(GAINS, PAYS, Game(PARTNERS, TABLE, "cost"))
