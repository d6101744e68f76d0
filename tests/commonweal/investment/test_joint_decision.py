"""The joint decision at its edges: what counts as a gain, and who is not at the table."""

from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.files.folder import read_case
from commonweal.investment.decision import joint_decision

HUB = Path(__file__).parents[2] / "worked" / "places" / "hub"


@pytest.fixture(scope="module")
def hub():
    return read_case(HUB)


def test_counting_only_cashable_gains_leaves_every_payer_worse_off(hub):
    place = replace(hub.place, appraisal=replace(hub.place.appraisal, gains="cashable"))

    decision = joint_decision(replace(hub, place=place), runs=5)

    # methods, A7: the council's cashable gains are 155,206.05, and it pays 298,655.79
    assert decision.partners["council"].net == pytest.approx(155_206.05 - 298_655.79, abs=0.01)
    assert sum(decision.shares["equal"].net.values()) == pytest.approx(418_033.42 - 643_139.47, abs=0.01)


def test_where_together_is_worth_less_than_apart_it_says_that_money_does_not_hold_it(hub):
    place = replace(hub.place, appraisal=replace(hub.place.appraisal, gains="cashable"))

    decision = joint_decision(replace(hub, place=place), runs=5)

    assert any("Money alone does not hold this partnership" in warning for warning in decision.warnings)
    assert decision.shares["nucleolus"].net is None
    assert decision.shares["nucleolus"].reason


def test_an_option_that_needs_somebody_without_a_stake_is_named(hub):
    option = replace(hub.options[0], needs=("council", "vcse"))

    decision = joint_decision(replace(hub, options=(option,)), runs=5)

    assert any("who neither pays nor gains" in warning for warning in decision.warnings)


def test_lines_without_a_range_are_said_to_have_none(hub):
    decision = joint_decision(hub, runs=5)

    assert decision.npv.low == pytest.approx(decision.npv.high)
    assert any("carry no range" in warning for warning in decision.warnings)
