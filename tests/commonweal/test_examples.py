"""Plymouth, the first example place, holds what it promises. What holds in every place is tested beside this file."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from commonweal.files.folder import read_case, read_place
from commonweal.files.parameters import read_parameters
from commonweal.investment.portfolio.choice import choose_portfolio
from commonweal.investment.valuation import uplifted
from commonweal.systemmap.loops import feedback_loops

PLYMOUTH = Path(__file__).parents[2] / "examples" / "plymouth"

OUT_OF_REACH = {"detox-unit", "managed-home"}


@pytest.fixture(scope="module")
def plymouth():
    return read_place(PLYMOUTH)


@pytest.fixture(scope="module")
def choice():
    return choose_portfolio(read_case(PLYMOUTH), runs=400, objective="public-value", seed=1)


def views_of_links(place):
    views = defaultdict(list)
    for link in place.system_map.links:
        views[link.from_, link.to].append(link)
    return views


def need_by_budget(place, option: str) -> Counter[tuple[str, int, str]]:
    """What an option asks of each partner's budget, by year and kind, optimism allowed for."""
    need: Counter[tuple[str, int, str]] = Counter()
    for cost in place.costs:
        if cost.option == option and cost.kind != "in_kind":
            need[cost.partner, cost.year, cost.kind] += uplifted(cost, read_parameters().grades)
    return need


def fits(place, option: str) -> bool:
    budgets = {(row.partner, row.year, row.kind): row.amount for row in place.budgets}
    return all(amount <= budgets.get(key, 0) for key, amount in need_by_budget(place, option).items())


def test_plymouth_has_a_map_worth_talking_about(plymouth):
    views = views_of_links(plymouth)

    assert len(plymouth.system_map.factors) >= 25
    assert len(views) >= 45


def test_three_links_are_disputed_and_one_of_them_in_its_sign(plymouth):
    disputed = {ends: rows for ends, rows in views_of_links(plymouth).items() if len(rows) > 1}
    signs = [{link.sign for link in rows} for rows in disputed.values()]

    assert len(disputed) == 3
    assert sum(len(found) == 2 for found in signs) == 1
    for rows in disputed.values():
        assert len({link.contributed_by for link in rows}) == len(rows)


def test_the_map_feeds_back_both_ways(plymouth):
    loops = Counter(loop.polarity for loop in feedback_loops(plymouth.system_map).loops)

    assert loops["R"] >= 4
    assert loops["B"] >= 4


def test_effects_multiply_because_nothing_is_a_stock_or_bounded(plymouth):
    factors = plymouth.system_map.factors

    assert all(factor.kind != "stock" and factor.floor is None and factor.ceiling is None for factor in factors)


def test_nine_partners_come_from_six_sectors_or_more(plymouth):
    assert len(plymouth.partners) == 9
    assert len({partner.sector for partner in plymouth.partners}) >= 6


def test_ten_options_are_tied_together_in_every_way(plymouth):
    options = plymouth.options

    assert len(options) == 10
    assert any(option.requires for option in options)
    assert any(option.excludes for option in options)
    assert all(option.needs for option in options)


def test_just_two_options_cost_more_than_those_who_pay_have(plymouth):
    beyond = {option.id for option in plymouth.options if not fits(plymouth, option.id)}

    assert beyond == OUT_OF_REACH


def test_not_all_options_within_reach_fit_together(plymouth):
    budgets = {(row.partner, row.year, row.kind): row.amount for row in plymouth.budgets}
    within = [option.id for option in plymouth.options if option.id not in OUT_OF_REACH]

    need = sum((need_by_budget(plymouth, option) for option in within), Counter())

    assert any(amount > budgets[key] for key, amount in need.items())


def test_the_choice_is_neither_all_nor_nothing_and_may_lose(choice):
    assert 4 <= len(choice.options) <= 6
    assert 600_000 <= choice.public_cost <= 900_000
    assert 0.03 <= float((choice.npv < 0).mean()) <= 0.25


def test_the_choice_has_a_core_an_edge_and_what_is_never_best(choice):
    index = choice.core_index

    assert any(0.3 <= index[option] <= 0.9 for option in choice.options)
    assert index["extra-patrols"] < 0.01
    assert all(index[option] == 0 for option in OUT_OF_REACH)
    assert set(choice.out_of_reach) == OUT_OF_REACH


def test_the_council_pays_most_and_the_police_gain_more_than_they_pay(choice):
    accounts = choice.partners

    assert max(accounts, key=lambda partner: accounts[partner].pays) == "council"
    assert accounts["council"].net < 0 < accounts["police"].net
    assert sum(account.gains_cashable for account in accounts.values()) < 0.25 * sum(
        account.gains_fiscal for account in accounts.values()
    )


def test_wellbeing_is_a_large_part_of_the_value_and_not_all_of_it(choice):
    gains = Counter({line.kind: 0.0 for line in choice.lines})
    for line in choice.lines:
        gains[line.kind] += line.pv

    share = gains["social"] / (gains["social"] + gains["fiscal"] + gains["economic"])

    assert 0.3 <= share <= 0.6


def test_unit_costs_are_those_of_the_dated_table(plymouth):
    known = {row["code"]: (float(row["value"]), int(row["price_year"])) for row in unit_costs()}
    per_unit = {"A&E attendances": "HE4.0", "Ambulance call-outs": "HE3.0.2", "Anti-social behaviour": "CR1.0"}
    per_unit |= {"Violence, police cost": "CR8.3.1"}

    priced = {row.name: (row.value_per_unit, row.price_year) for row in plymouth.valuations}
    direct = {row.name: (row.unit_value, row.price_year) for row in plymouth.benefits}

    assert {name: priced[name] for name in per_unit} == {name: known[code] for name, code in per_unit.items()}
    assert direct["Weeks in bed and breakfast avoided"] == known["HO4.1"]
    assert direct["Complex evictions avoided"] == known["HO1.0"]


def test_wellbeing_is_priced_by_the_guidance_for_the_people_named(plymouth):
    known = {row["code"]: float(row["value"]) for row in unit_costs()}
    people = 120  # as README.md and the row's source say

    (wellbeing,) = [row for row in plymouth.valuations if row.kind == "social"]

    assert (wellbeing.value_per_unit, wellbeing.price_year) == (known["wellby"] * people, 2019)
    assert wellbeing.bearer == "residents"


def unit_costs() -> list[dict[str, str]]:
    table = Path(__file__).parents[2] / "src/commonweal/files/tables_dated/unit_costs.csv"
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
