"""The hub of places/hub: every figure as worked out apart from this product, to the penny."""

from pathlib import Path

import numpy as np
import pytest

from commonweal.files.folder import read_case
from commonweal.investment.appraisal import appraise, counted
from commonweal.investment.valuation import assumptions, case_factors, unverified_tables

HUB = Path(__file__).parent / "places" / "hub"


@pytest.fixture(scope="module")
def case():
    return read_case(HUB)


@pytest.fixture(scope="module")
def appraised(case):
    return appraise(counted(case).streams, players=[partner.id for partner in case.partners])


def by_bearer(case, kinds):
    sums: dict[tuple[str, str], float] = {}
    for line in (stream.line for stream in counted(case).streams):
        if line.kind in kinds:
            sums[line.bearer, line.kind] = sums.get((line.bearer, line.kind), 0.0) + line.pv
    return {key: round(value, 2) for key, value in sums.items()}


def test_the_discount_factors(case):
    assert case_factors(case).round(6).tolist() == [1, 0.966184, 0.933511, 0.901943, 0.871442]


def test_the_present_value_of_each_cost(case):
    assert by_bearer(case, ("capital", "revenue", "in_kind")) == {
        ("council", "capital"): 69_000.00,
        ("council", "revenue"): 229_655.79,
        ("icb", "revenue"): 229_655.79,
        ("police", "revenue"): 114_827.89,
        ("vcse", "in_kind"): 72_492.36,
    }


def test_all_costs_and_those_to_budgets(appraised):
    assert round(appraised.public_cost, 2) == 715_631.82
    assert round(appraised.budget_cost, 2) == 643_139.47


def test_the_present_value_of_each_benefit(appraised):
    assert {line.name: round(line.pv, 2) for line in appraised.lines} == {
        "A&E attendances": 354_930.29,
        "Ambulance call-outs": 128_848.64,
        "Anti-social behaviour": 745_651.86,
        "Street cleansing": 110_466.94,
        "Wellbeing": 2_326_433.81,
        "Evening trade": 55_233.47,
    }


def test_fiscal_gains_gross_and_cashable(appraised):
    assert round(appraised.benefits["fiscal"], 2) == 1_339_897.73
    assert round(appraised.cashable, 2) == 418_033.42


def test_the_net_budget_impact_is_a_saving(appraised):
    assert round(appraised.npbi, 2) == -696_758.27


def test_the_return_on_investment_gross_and_cashable(appraised):
    assert round(appraised.froi, 4) == 2.0834
    assert round(appraised.froi_cashable, 4) == 0.6500


def test_public_value_and_its_ratio_to_cost(appraised):
    assert round(appraised.nppv, 2) == 3_005_933.19
    assert round(appraised.bcr, 4) == 5.2004


def test_what_is_gained_less_what_is_spent_year_by_year(case):
    streams = counted(case).streams
    gained = np.sum([stream.yearly for stream in streams if stream.line.kind == "fiscal"], axis=0)
    spent = np.sum([stream.yearly for stream in streams if stream.line.kind in ("capital", "revenue")], axis=0)

    net = np.cumsum(gained - spent)

    assert net.round(2).tolist() == [-48_670.80, 181_917.03, 404_707.20, 601_627.63, 696_758.27]


def test_it_pays_back_in_year_1_and_in_cash_never(appraised):
    assert (appraised.payback_year, appraised.payback_year_cashable) == (1, None)


@pytest.mark.parametrize(
    ("partner", "pays", "gains", "cashable", "net"),
    [
        ("council", 298_655.79, 259_597.32, 155_206.05, -39_058.47),
        ("icb", 229_655.79, 483_778.93, 83_870.92, 254_123.14),
        ("police", 114_827.89, 596_521.49, 178_956.45, 481_693.60),
    ],
)
def test_what_each_partner_pays_and_gains(appraised, partner, pays, gains, cashable, net):
    account = appraised.partners[partner]

    shown = [account.pays, account.gains_fiscal, account.gains_cashable, account.net]

    assert [round(amount, 2) for amount in shown] == [pays, gains, cashable, net]


def test_who_gives_in_kind_only_is_no_party_to_the_sharing(appraised):
    assert list(appraised.partners) == ["council", "icb", "police"]


def test_five_eighths_of_the_benefits_rest_on_wellbeing(appraised):
    # 2,326,433.81 / 3,721,565.01 (1,339,897.73 + 55,233.47 + 2,326,433.81)
    assert appraised.largest_line.name == "Wellbeing"
    assert round(appraised.largest_line.share, 4) == 0.6251


def test_it_says_what_is_not_verified_and_what_was_assumed(case):
    assert unverified_tables(case) == ("grades",)
    assert assumptions(case) == ("The place states no price year: all prices are counted as given.",)
