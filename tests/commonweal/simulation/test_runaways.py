"""Loops that a model cannot carry; gains are products by hand."""

import pytest

from commonweal.errors import LoopWithoutDelay
from commonweal.simulation.runaways import runaway_words, runaways, stages_at_once
from commonweal.simulation.schema import Influence
from simulation_models import flow, influence, model, stock, variable, view


def abc(*links):
    return model(*map(variable, "abc"), links=links)


def test_a_loop_in_which_all_acts_at_once_is_refused_by_name():
    subject = abc(influence(0, 1, 0.5), influence(1, 2, 0.5, 0.4), influence(2, 0, -0.1))

    with pytest.raises(LoopWithoutDelay, match=r"a → b → c → a acts at once.*half a month or more"):
        stages_at_once(subject)


def test_a_loop_that_one_view_closes_at_once_is_refused():
    disputed = Influence(1, 0, (view(0.5, 6.0, holders=5), view(0.5, 0.0)))

    with pytest.raises(LoopWithoutDelay, match="a → b → a"):
        stages_at_once(abc(influence(0, 1, 0.5), disputed))


def test_one_delay_opens_a_loop():
    assert stages_at_once(abc(influence(0, 1, 0.5), influence(1, 2, 0.5), influence(2, 0, 0.5, 1.0))) == (0, 1, 2)


def test_a_stock_opens_a_loop():
    subject = model(variable("a"), stock("s"), links=[influence(1, 0, 0.5)], flows=[flow(0, 1, 1)])

    assert stages_at_once(subject) == (0, 1) or stages_at_once(subject) == (1, 0)


def test_a_stage_comes_after_the_longest_chain_before_it():
    assert stages_at_once(abc(influence(0, 2, 0.5), influence(0, 1, 0.5), influence(1, 2, 0.5))) == (0, 1, 2)


def test_a_reinforcing_loop_with_a_gain_of_one_is_a_runaway():
    (found,) = runaways(abc(influence(0, 1, 0.5, 1.0), influence(1, 0, 2.0, 1.0)))

    assert (found.factors, found.gain) == (("a", "b"), pytest.approx(1.0))
    assert "a → b → a returns 1 times any change" in runaway_words(found)


def test_two_negative_links_reinforce_and_one_balances():
    both = abc(influence(0, 1, -1.5, 1.0), influence(1, 0, -1.0, 1.0))
    one = abc(influence(0, 1, -1.5, 1.0), influence(1, 0, 1.0, 1.0))

    assert [found.gain for found in runaways(both)] == [pytest.approx(1.5)]
    assert runaways(one) == ()


def test_a_gain_below_one_is_no_runaway():
    assert runaways(abc(influence(0, 1, 0.9, 1.0), influence(1, 0, 1.0, 1.0))) == ()


def test_loops_that_run_away_only_together_are_told_as_a_knot():
    # Each of three loops of two has gain 0.36; the matrix of 0.6 has the eigenvalue 2 x 0.6.
    links = [influence(a, b, 0.6, 3.0) for a in range(3) for b in range(3) if a != b]

    (found,) = runaways(abc(*links))

    assert (found.factors, found.gain, found.together) == (("a", "b", "c"), pytest.approx(1.2), True)
    assert "a, b, c together return 1.2 times" in runaway_words(found)


def test_a_disputed_link_counts_as_most_see_it():
    disputed = Influence(0, 1, (view(2.0, 1.0, holders=1), view(-2.0, 1.0, holders=2)))

    assert runaways(abc(disputed, influence(1, 0, 1.0, 1.0))) == ()


def test_a_model_without_factors_has_no_runaways():
    assert runaways(model()) == ()
