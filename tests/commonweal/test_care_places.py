"""Kent, Wakefield and Merton, the three places of health and social care, tell the stories that they promise."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from commonweal.files.folder import read_case, read_place
from commonweal.files.parameters import read_parameters
from commonweal.investment.decision import joint_decision
from commonweal.investment.portfolio import choose_portfolio
from commonweal.investment.portfolio.outlook import case_model
from commonweal.investment.valuation import uplifted
from commonweal.place.schema import Equity
from commonweal.simulation.ensemble import run_ensemble
from published_rows import ROOT, Example, rows_of

PLACES = ("kent", "wakefield", "merton")
GROUPS = {
    f"ccg-{name}" for name in ("west-kent", "dartford", "south-coast", "canterbury", "thanet", "ashford", "swale")
}
LEVELS = ("answer-front-line", "answer-managers", "answer-clinicians", "answer-leaders")

places = pytest.mark.parametrize("place", PLACES)


@pytest.fixture(scope="module")
def cases():
    return {place: read_case(Example(place).folder) for place in PLACES}


@pytest.fixture(scope="module")
def decisions(cases):
    return {place: joint_decision(cases[place], runs=400, seed=1) for place in PLACES}


@pytest.fixture(scope="module")
def kent():
    return read_place(Example("kent").folder)


def best(case, *, objective="public-value"):
    return choose_portfolio(case, runs=400, objective=objective, seed=1)


def only(case, option: str):
    """The case with one option, which must be done."""
    chosen = [replace(row, must=True, requires=(), excludes=()) for row in case.options if row.id == option]
    rest = {
        name: tuple(row for row in getattr(case, name) if row.option == option)
        for name in ("effects", "costs", "benefits")
    }
    return replace(case, options=tuple(chosen), **rest)


def asked(case, options, *, year=0, kind="revenue") -> Counter[str]:
    """What options ask of each partner in a year, optimism allowed for."""
    total: Counter[str] = Counter()
    for cost in case.costs:
        if (cost.year, cost.kind) == (year, kind) and cost.option in options:
            total[cost.partner] += uplifted(cost, read_parameters().grades)
    return total


def share_of_neighbourhoods(case, options) -> float:
    spent: Counter[bool] = Counter()
    for cost in case.costs:
        if cost.option in options:
            spent[cost.neighbourhood in case.place.equity.neighbourhoods] += uplifted(cost, read_parameters().grades)
    return spent[True] / spent.total()


@places
def test_a_care_place_has_a_map_of_modest_size_with_two_disputed_links(place, cases):
    views = Counter((link.from_, link.to) for link in cases[place].system_map.links)

    assert 15 <= len(cases[place].system_map.factors) <= 25
    assert 25 <= len(views) <= 40
    assert sum(count > 1 for count in views.values()) == 2


@places
def test_one_quarrel_of_a_care_place_is_about_the_sign(place, cases):
    signs: dict[tuple[str, str], set[str]] = {}
    for link in cases[place].system_map.links:
        signs.setdefault((link.from_, link.to), set()).add(link.sign)

    assert sum(len(found) == 2 for found in signs.values()) == 1


@places
def test_a_care_place_is_run_within_the_range_in_which_its_links_were_judged(place, decisions):
    said = " ".join(decisions[place].warnings)

    assert "beyond the range" not in said
    assert "runaway" not in said
    assert "neither pays nor gains" not in said
    assert "No budget is stated" not in said


@places
def test_prices_of_a_care_place_with_a_code_are_those_of_the_dated_table(place, cases):
    known = {row["code"]: (float(row["value"]), int(row["price_year"])) for row in unit_costs()}
    codes = {
        "Emergency admissions": "HE7.0.2",
        "A&E attendances": "HE4.0",
        "Weeks in a care home avoided": "SS7.0",
        "Ambulance call-outs after a fall avoided": "HE3.0.2",
    }

    priced = {row.name: (row.value_per_unit, row.price_year) for row in cases[place].valuations}
    priced |= {row.name: (row.unit_value, row.price_year) for row in cases[place].benefits}

    found = {name: priced[name] for name in codes if name in priced}
    assert len(found) >= 2
    assert found == {name: known[codes[name]] for name in found}


@places
def test_wellbeing_of_a_care_place_is_priced_by_the_guidance_for_the_people_named(place, cases):
    (wellby,) = [float(row["value"]) for row in unit_costs() if row["code"] == "wellby"]

    for row in cases[place].valuations:
        if row.kind == "social":
            people = f"{row.value_per_unit / wellby:,.0f}"
            assert f"bout {people} " in Example(place).row("factors", id=row.factor)["note"]
            assert people in row.source
            assert row.bearer == "residents"


def unit_costs() -> list[dict[str, str]]:
    return rows_of(ROOT / "src" / "commonweal" / "files" / "tables_dated" / "unit_costs.csv")


def test_seven_groups_end_with_the_plan_and_two_bodies_follow_without_a_gap(kent):
    partners = {partner.id: partner for partner in kent.partners}
    one_day = timedelta(days=1)
    after, board = partners["ccg-kent-medway"], partners["icb"]

    ends = {partner.id: partner.valid_to for partner in kent.partners if partner.id in GROUPS}

    assert ends == dict.fromkeys(GROUPS, after.valid_from - one_day)
    assert kent.place.start.replace(year=kent.place.start.year + kent.place.horizon_years) == after.valid_from
    assert after.valid_to == board.valid_from - one_day == date(2022, 6, 30)
    assert date(2022, 7, 1) in {event.date for event in kent.events}


def test_the_best_plan_of_kent_asks_the_groups_for_more_than_they_hold_so_the_pool_steps_in(cases, decisions):
    case = cases["kent"]
    held = Counter({row.partner: row.amount for row in case.budgets if (row.year, row.kind) == (0, "revenue")})

    need = asked(case, decisions["kent"].options)
    short = sum(max(0, need[group] - held[group]) for group in GROUPS)

    assert 0 < short <= held["pool"]


def test_without_the_pool_kent_has_to_leave_something_out(cases, decisions):
    without_pool = tuple(row for row in cases["kent"].budgets if row.partner != "pool")

    poorer = best(replace(cases["kent"], budgets=without_pool))

    assert set(poorer.options) < set(decisions["kent"].options)


def test_adapted_homes_and_one_record_do_not_fit_into_the_capital_of_kent_together(cases):
    capital = asked(cases["kent"], {"homes-adapted", "one-record"}, kind="capital")
    (held,) = [row.amount for row in cases["kent"].budgets if (row.partner, row.year) == ("council", 0)]

    assert held == 10_600_000
    assert capital["council"] > held


def test_the_fund_of_kent_never_comes_back_in_money_and_is_worth_it_in_most_futures(decisions):
    decision = decisions["kent"]

    assert 0.1 <= decision.chance_of_loss <= 0.3
    assert decision.chance_of_fiscal_loss == 1
    assert decision.largest_line.name == "Wellbeing of people who need care"
    assert decision.largest_line.share > 0.6


def test_health_bodies_of_kent_pay_and_the_council_gains(decisions):
    accounts = decisions["kent"].partners

    assert all(accounts[group].net < 0 for group in GROUPS)
    assert accounts["council"].net > 0


def test_by_money_alone_kent_would_only_adapt_homes(cases):
    assert best(cases["kent"], objective="fiscal").options == ("homes-adapted",)


def test_liking_beds_and_money_stand_side_by_side_in_wakefield():
    place = Example("wakefield")
    outcomes = {row["id"] for row in place.rows("factors", kind="outcome")}
    measures = {row["factor"]: row["id"] for row in place.rows("measures")}

    assert {"liking", "bed-occupancy", "spending"} <= outcomes & measures.keys()
    assert list(place.values(measures["liking"]).values()) == [0.85]
    assert len(place.values(measures["bed-occupancy"])) == 41
    assert measures["spending"] not in place.series


def test_the_hubs_of_wakefield_do_nothing_likely_to_beds_and_perhaps_something_either_way(cases):
    model = case_model(cases["wakefield"])
    without, with_hubs = (run_ensemble(model, runs=400, months=36, plan=plan, seed=1) for plan in ((), ("hubs",)))
    beds = with_hubs.factors.index("bed-occupancy")

    change = with_hubs.levels[beds, 24] / without.levels[beds, 24] - 1

    assert abs(np.median(change)) < 0.002
    assert np.quantile(change, 0.05) < -0.005
    assert np.quantile(change, 0.95) > 0.005


def test_the_hubs_of_wakefield_alone_lose_in_four_of_ten_futures_and_in_money_in_eight(cases):
    hubs = best(only(cases["wakefield"], "hubs"))

    assert (hubs.npv < 0).mean() == pytest.approx(0.4, abs=0.05)
    assert (hubs.fiscal_net < 0).mean() == pytest.approx(0.8, abs=0.05)


def test_the_hubs_of_wakefield_are_out_by_value_and_in_by_what_the_partners_weigh(cases, decisions):
    by_outcomes = best(cases["wakefield"], objective="outcomes")

    assert "hubs" not in decisions["wakefield"].options
    assert 0.3 <= decisions["wakefield"].core_index["hubs"] <= 0.7
    assert "hubs" in by_outcomes.options
    assert by_outcomes.core_index["hubs"] > 0.9


def test_the_stock_of_wakefield_is_simulated_and_stands_nearly_still(cases, decisions):
    runs = run_ensemble(case_model(cases["wakefield"]), runs=200, months=60, seed=1)
    waiting = runs.levels[runs.factors.index("waiting-to-leave")]

    assert "simulated" in decisions["wakefield"].method
    assert np.quantile(waiting[-1], 0.05) > 0.75 * waiting[0, 0]
    assert np.quantile(waiting[-1], 0.95) < 1.25 * waiting[0, 0]


def test_each_of_four_levels_of_merton_has_a_clock_a_target_and_people():
    place = Example("merton")
    days = [place.baseline(level) for level in LEVELS]
    targets = [place.row("measures", factor=level)["target"] for level in LEVELS]

    assert days == sorted(days)
    assert targets == ["5", "10", "10", "10"]
    assert {"front line", "middle manager", "clinician", "senior leader"} < {
        row["level"] for row in place.rows("people")
    }


def test_faster_answers_are_promised_in_merton_at_more_than_one_level(cases, decisions):
    promised = {promise.factor: promise.expected for promise in decisions["merton"].promises}
    levels = {factor.id: factor.baseline for factor in cases["merton"].system_map.factors}

    faster = [level for level in LEVELS if level in promised and promised[level] < levels[level]]

    assert len(faster) >= 3
    assert promised["ownership"] > levels["ownership"]


def test_the_floor_for_mitcham_is_kept_and_changes_the_plan_at_a_price(cases, decisions):
    case = cases["merton"]
    free = best(replace(case, place=replace(case.place, equity=Equity())))

    kept, unkept = (share_of_neighbourhoods(case, plan) for plan in (decisions["merton"].options, free.options))

    assert case.place.equity.least_share == 0.45
    assert unkept < 0.45 <= kept
    assert "half-a-day" in set(free.options) - set(decisions["merton"].options)
    assert decisions["merton"].npv.mean < free.npv.mean()


def test_deadweight_of_merton_is_taken_off_the_impact_for_each_person(decisions):
    # 420 people x 0.5 x 0.8 x (2.2 - 0.7) weeks x £538.23 of 2013, at prices of 2024 (100 / 73.4795), less a quarter
    # for grade 5, over 0.5, 1 and 1 years at 3.5 %: 0.5 + 1 / 1.035 + 1 / 1.035 ** 2.
    by_hand = 420 * 0.5 * 0.8 * 1.5 * 538.23 * 100 / 73.4795 * 0.75 * (0.5 + 1 / 1.035 + 1 / 1.035**2)

    (line,) = [line for line in decisions["merton"].lines if line.name == "Weeks in a care home avoided"]

    assert line.pv == pytest.approx(by_hand, rel=1e-6)


def test_a_cautious_merton_would_do_nothing_and_an_app_is_never_best(cases, decisions):
    assert best(cases["merton"], objective="worst-tenth").options == ()
    assert decisions["merton"].core_index["staff-app"] < 0.01
