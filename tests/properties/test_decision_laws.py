"""What must hold of every joint decision, shown on Plymouth: names, order and scale do not matter."""

from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.files.folder import read_case
from commonweal.investment.decision import joint_decision
from commonweal.investment.schema import Cost, Option

PLYMOUTH = Path(__file__).parents[2] / "examples" / "plymouth"
RUNS = 60


@pytest.fixture(scope="module")
def case():
    return read_case(PLYMOUTH)


@pytest.fixture(scope="module")
def decision(case):
    return joint_decision(case, runs=RUNS)


def told(decision):
    """What a decision says, whatever the order in which it says it."""
    nets = {rule: dict(share.net) for rule, share in decision.shares.items()}
    return set(decision.options), decision.npv.mean, decision.npv.low, decision.chance_of_loss, nets


def assert_agreement(first, second):
    assert first[0] == second[0]
    assert first[1:4] == pytest.approx(second[1:4])
    for rule, net in first[4].items():
        assert net == pytest.approx(second[4][rule], abs=0.01), rule


def test_the_order_of_partners_and_options_does_not_matter(case, decision):
    turned = replace(
        case,
        partners=case.partners[::-1],
        options=case.options[::-1],
        effects=case.effects[::-1],
        costs=case.costs[::-1],
        valuations=case.valuations[::-1],
        budgets=case.budgets[::-1],
    )

    again = joint_decision(turned, runs=RUNS)

    assert_agreement(told(decision), told(again))


def test_the_names_of_options_do_not_matter(case, decision):
    def other(id_):
        return f"x{id_[::-1]}".replace("--", "-")

    def others(ids):
        return tuple(other(id_) for id_ in ids)

    renamed = replace(
        case,
        options=tuple(
            replace(o, id=other(o.id), requires=others(o.requires), excludes=others(o.excludes)) for o in case.options
        ),
        effects=tuple(replace(row, option=other(row.option)) for row in case.effects),
        costs=tuple(replace(row, option=other(row.option)) for row in case.costs),
        benefits=tuple(replace(row, option=other(row.option)) for row in case.benefits),
    )

    again = joint_decision(renamed, runs=RUNS)

    assert set(again.options) == set(others(decision.options))
    assert again.npv.mean == pytest.approx(decision.npv.mean)


def test_an_option_that_is_never_chosen_changes_nothing(case, decision):
    useless = Option(id="useless", name="A costly nothing", lead="council")
    cost = Cost(option="useless", partner="council", year=0, kind="revenue", amount=1000.0, grade=1)
    wider = replace(case, options=(useless, *case.options), costs=(*case.costs, cost))

    again = joint_decision(wider, runs=RUNS)

    assert "useless" not in again.options
    assert_agreement(told(decision), told(again))


def test_doubling_all_money_doubles_all_money(case, decision):
    doubled = replace(
        case,
        costs=tuple(replace(row, amount=2 * row.amount) for row in case.costs),
        budgets=tuple(replace(row, amount=2 * row.amount) for row in case.budgets),
        benefits=tuple(replace(row, unit_value=2 * row.unit_value) for row in case.benefits),
        valuations=tuple(replace(row, value_per_unit=2 * row.value_per_unit) for row in case.valuations),
    )

    again = joint_decision(doubled, runs=RUNS)

    assert again.options == decision.options
    assert again.npv.mean == pytest.approx(2 * decision.npv.mean)
    assert again.chance_of_loss == decision.chance_of_loss
    for id_, account in decision.partners.items():
        assert again.partners[id_].net == pytest.approx(2 * account.net)


def test_more_budget_is_never_worse(case, decision):
    richer = replace(case, budgets=tuple(replace(row, amount=1.5 * row.amount) for row in case.budgets))

    again = joint_decision(richer, runs=RUNS)

    assert again.npv.mean >= decision.npv.mean


def test_the_same_seed_gives_the_same_decision_and_another_one_another(case, decision):
    again, other = joint_decision(case, runs=RUNS), joint_decision(case, runs=RUNS, seed=2)

    assert told(again) == told(decision)
    assert other.npv.mean != decision.npv.mean
