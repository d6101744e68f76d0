"""Budgets, valuations and benefits: the table, the forms, and the part of each who gains."""

import re
from datetime import date

import pytest

from commonweal.place.schema import Partner
from commonweal_web.audit.models import AuditEvent
from commonweal_web.investment.budgets.table import table_of
from commonweal_web.investment.models import Benefit, Budget, Valuation
from commonweal_web.investment.money.selectors import budgets
from commonweal_web.place.viewer import EVERYBODY

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
BUDGET = {"partner": "police", "kind": "revenue", "amount": "2500", "year": "1", "disclosure": "place"}
WORTH = {
    "name": "A call", "value_per_unit": "35", "price_year": "2012", "grade": "5", "disclosure": "place",
    "part0-bearer": "police", "part0-kind": "fiscal", "part0-share": "0.6", "part0-cashable": "0.1",
    "part1-bearer": "residents", "part1-kind": "social", "part1-share": "0.4", "part1-cashable": "",
}  # fmt: skip
BENEFIT = {**{name: value for name, value in WORTH.items() if name != "value_per_unit"}, "population": "900",
           "unit_value": "20"}  # fmt: skip
WORTH_ADD, BENEFIT_ADD = "/smallville/factors/calls/valuations/add/", "/smallville/options/patrols/benefits/add/"


@pytest.fixture
def contributor(place_with_people, client_for):
    return client_for(place_with_people.users["contributor"])


# Budgets


def test_the_table_has_a_line_for_each_partner_and_kind_with_sums_by_hand(place_with_people):
    place = place_with_people.place
    for year, kind, amount in ((1, "revenue", 4000.0), (0, "capital", 250.0)):
        Budget.objects.create(place=place, partner="council", year=year, kind=kind, amount=amount)
    partners = (Partner("council", "Council", "council"), Partner("police", "Police", "police"))

    table = table_of(place, partners, budgets(place, EVERYBODY))

    assert [(line.name, line.kind, line.total, line.lines) for line in table.lines] == [
        ("Council", "capital", 250.0, 2),
        ("Council", "revenue", 9000.0, 0),  # 5,000 of the fixture and 4,000
    ]
    assert table.totals == (5250.0, 4000.0, 0.0, 0.0, 0.0)
    assert table.years[1] == (1, date(2027, 4, 1))
    assert table.silent == (("police", "Police"),)


def test_the_page_says_who_is_not_limited(place_with_people, client_for):
    page = client_for(place_with_people.users["observer"]).get("/smallville/budgets/").content.decode()

    assert "£5,000" in page
    assert "the decision does not limit them: Smallville Police." in page
    assert "budgets/add/" not in page


def test_a_place_without_budgets_says_what_to_do(contributor):
    Budget.objects.all().delete()

    assert "Nobody has said what they can put in" in contributor.get("/smallville/budgets/").content.decode()


def test_the_same_amount_is_put_in_for_several_years(contributor):
    answer = contributor.post("/smallville/budgets/add/", {**BUDGET, "last_year": "3"})

    rows = Budget.objects.filter(partner="police").order_by("year")
    assert answer["Location"] == "/smallville/budgets/"
    assert [(row.year, row.amount) for row in rows] == [(1, 2500.0), (2, 2500.0), (3, 2500.0)]
    assert AuditEvent.objects.filter(event="budget added").count() == 3


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"amount": "-5"}, "-5 is negative. Write the amount without the minus."),
        ({"amount": "£2,500"}, "is not a number. Write 2500."),
        ({"partner": "nobody"}, "Select a valid choice"),
        ({"last_year": "99"}, "Write a year from 0 to 30."),
        ({"partner": "council", "year": "0"}, "The same stands here already."),
    ],
)
def test_a_wrong_amount_is_explained(contributor, wrong, told):
    answer = contributor.post("/smallville/budgets/add/", {**BUDGET, **wrong})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert Budget.objects.count() == 1


def test_a_later_year_that_has_an_amount_is_refused(contributor):
    contributor.post("/smallville/budgets/add/", {**BUDGET, "year": "3"})

    answer = contributor.post("/smallville/budgets/add/", {**BUDGET, "last_year": "4"})

    assert answer.status_code == 422
    assert Budget.objects.filter(partner="police").count() == 1


def test_an_amount_is_changed_and_taken_away(contributor):
    budget = Budget.objects.get()

    contributor.post(f"/smallville/budgets/{budget.pk}/edit/", {**BUDGET, "partner": "pool", "amount": "60.5"})
    budget.refresh_from_db()
    contributor.post(f"/smallville/budgets/{budget.pk}/delete/")

    assert (budget.partner, budget.year, budget.amount) == ("pool", 1, 60.5)
    assert not Budget.objects.exists()
    assert AuditEvent.objects.filter(event="budget deleted").exists()


def test_what_the_council_keeps_of_its_budget_changes_nothing_for_the_police(
    place_with_people, client_for, contributor
):
    police = client_for(place_with_people.police)
    before = TOKEN.sub("", police.get("/smallville/budgets/").content.decode())

    kept = {**BUDGET, "partner": "council", "year": "7", "amount": "98765", "disclosure": "organisation"}
    contributor.post("/smallville/budgets/add/", kept)
    budget = Budget.objects.get(amount=98765)

    assert TOKEN.sub("", police.get("/smallville/budgets/").content.decode()) == before
    assert "98,765" in contributor.get("/smallville/budgets/").content.decode()
    assert "98765" not in police.get("/api/v1/places/smallville/budgets").content.decode()
    assert police.get(f"/smallville/budgets/{budget.pk}/edit/").status_code == 404
    assert police.post(f"/smallville/budgets/{budget.pk}/delete/").status_code == 404


@pytest.mark.parametrize("url", ["/smallville/budgets/add/", WORTH_ADD, BENEFIT_ADD])
def test_an_observer_says_nothing_of_money(place_with_people, client_for, url):
    assert client_for(place_with_people.users["observer"]).post(url, {}).status_code == 403


# What a change is worth, and a benefit, shared among those who gain


def test_what_a_change_is_worth_is_kept_with_the_part_of_each_who_gains(contributor):
    before = contributor.get("/smallville/factors/calls/").content.decode()
    answer = contributor.post(WORTH_ADD, WORTH)
    after = contributor.get("/smallville/factors/calls/").content.decode()

    rows = Valuation.objects.order_by("position")
    assert "Nobody has said what a change is worth" in before
    assert answer["Location"] == "/smallville/factors/calls/"
    assert [(row.bearer, row.kind, row.share, row.cashable) for row in rows] == [
        ("police", "fiscal", 0.6, 0.1),
        ("residents", "social", 0.4, 0.0),
    ]
    assert {(row.name, row.value_per_unit, row.price_year, row.grade) for row in rows} == {("A call", 35.0, 2012, 5)}
    assert "Smallville Police: 60 %, fiscal, 10 % of that in cash" in after
    assert AuditEvent.objects.filter(event="valuation added").count() == 2


def test_what_is_worth_something_to_nobody_named_is_one_row(contributor):
    nobody = {name: value for name, value in WORTH.items() if not name.startswith("part")}

    contributor.post(WORTH_ADD, nobody)

    row = Valuation.objects.get()
    assert (row.bearer, row.share) == ("", 1.0)


@pytest.mark.parametrize("url", [WORTH_ADD, BENEFIT_ADD])
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"part1-share": "0.3"}, "add to 0.9. Let the shares of all its bearers add to 1"),
        ({"part0-share": "60 %"}, "is not a number. Write 0.6."),
        ({"part1-bearer": ""}, "A share has no bearer. Name a partner, public or residents."),
        ({"part0-cashable": "2"}, "2 is not a fraction from 0 to 1."),
        ({"name": ""}, "This is empty. Fill it in."),
        ({"price_year": "12"}, "12 is no price year"),
    ],
)
def test_wrong_parts_are_explained_beside_their_line(contributor, url, wrong, told):
    asked = WORTH if url == WORTH_ADD else BENEFIT

    answer = contributor.post(url, {**asked, **wrong})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Valuation.objects.exists()
    assert not Benefit.objects.exists()


def test_the_same_name_twice_is_refused(contributor):
    contributor.post(WORTH_ADD, WORTH)

    answer = contributor.post(WORTH_ADD, WORTH)

    assert answer.status_code == 422
    assert "The same stands here already." in answer.content.decode()


def test_a_factor_without_a_better_direction_is_worth_nothing_yet(contributor):
    page = contributor.get("/smallville/factors/drinking/").content.decode()
    answer = contributor.post("/smallville/factors/drinking/valuations/add/", WORTH)

    assert "First somebody must say which way is better" in page
    assert answer.status_code == 422
    assert "Nobody has said which way is better for Street drinking" in answer.content.decode()


def test_a_part_is_changed_added_and_taken_away_in_one_go(contributor):
    contributor.post(WORTH_ADD, WORTH)
    first, second = Valuation.objects.order_by("position")
    Valuation.objects.update(extra=[["colour", "green"]])
    changed = {
        **WORTH, "value_per_unit": "40", "part1-bearer": "", "part1-share": "", "part2-bearer": "council",
        "part2-kind": "fiscal", "part2-share": "0.4",
    }  # fmt: skip

    form = contributor.get(f"/smallville/valuations/{second.pk}/edit/").content.decode()
    contributor.post(f"/smallville/valuations/{second.pk}/edit/", changed)

    rows = Valuation.objects.order_by("position")
    assert 'value="0.6"' in form
    assert [(row.bearer, row.share, row.value_per_unit, row.extra) for row in rows] == [
        ("police", 0.6, 40.0, [["colour", "green"]]),
        ("council", 0.4, 40.0, []),
    ]
    assert rows[0].pk == first.pk


def test_a_benefit_with_two_bearers_is_added_changed_and_taken_away(contributor):
    contributor.post(BENEFIT_ADD, BENEFIT)
    rows = list(Benefit.objects.order_by("position"))
    contributor.post(f"/smallville/benefits/{rows[0].pk}/edit/", {**BENEFIT, "population": "800"})
    changed = set(Benefit.objects.values_list("population", "share"))
    contributor.post(f"/smallville/benefits/{rows[0].pk}/delete/")

    assert [(row.bearer, row.share, row.option.slug) for row in rows] == [
        ("police", 0.6, "patrols"),
        ("residents", 0.4, "patrols"),
    ]
    assert changed == {(800.0, 0.6), (800.0, 0.4)}
    assert not Benefit.objects.exists()
    assert AuditEvent.objects.filter(event="benefit deleted").count() == 2


def test_a_valuation_kept_by_the_council_is_absent_to_the_police(place_with_people, client_for, contributor):
    contributor.post(WORTH_ADD, {**WORTH, "disclosure": "organisation"})
    row, police = Valuation.objects.first(), client_for(place_with_people.police)

    assert "Nobody has said what a change is worth" in police.get("/smallville/factors/calls/").content.decode()
    assert police.get(f"/smallville/valuations/{row.pk}/edit/").status_code == 404
    assert police.post(f"/smallville/valuations/{row.pk}/delete/").status_code == 404
    assert Valuation.objects.count() == 2
