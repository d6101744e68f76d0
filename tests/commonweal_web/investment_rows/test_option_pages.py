"""Options: the list, one with its rows, and the forms."""

import pytest

from commonweal_web.audit.models import AuditEvent
from commonweal_web.investment.models import Cost, Effect, Option

COST = {"partner": "council", "year": "1", "kind": "revenue", "amount": "2500", "grade": "3", "disclosure": "place"}


def test_the_list_shows_what_one_may_see_with_its_cost(place_with_people, client_for):
    said = client_for(place_with_people.users["contributor"]).get("/smallville/options/").content.decode()

    assert "More patrols" in said
    assert "£1,000" in said
    assert "Zebrafish option" in said
    assert "marzipan" not in said.lower()


def test_the_list_takes_as_many_queries_for_a_hundred_options(
    place_with_people, client_for, django_assert_max_num_queries
):
    client = client_for(place_with_people.users["contributor"])
    Option.objects.bulk_create(
        Option(place=place_with_people.place, slug=f"option-{number}", name=f"Option {number}") for number in range(100)
    )

    with django_assert_max_num_queries(12):
        assert client.get("/smallville/options/").status_code == 200


def test_an_option_shows_what_it_changes_and_costs(place_with_people, client_for):
    said = client_for(place_with_people.users["observer"]).get("/smallville/options/patrols/").content.decode()

    for words in ("More patrols", "Smallville Police", "Street drinking", "-20.0%", "£1,000"):
        assert words in said
    assert "Add a cost" not in said


@pytest.mark.parametrize(("who", "status"), [("police", 404), ("contributor", 200), ("outsider", 404)])
def test_an_option_kept_private_is_absent_to_others(place_with_people, client_for, who, status):
    user = {"police": place_with_people.police, "outsider": place_with_people.outsider}.get(who)

    answer = client_for(user or place_with_people.users[who]).get("/smallville/options/zebrafish-option/")

    assert answer.status_code == status


def test_a_contributor_adds_an_option_with_the_event_in_the_chain(place_with_people, client_for):
    answer = client_for(place_with_people.users["contributor"]).post(
        "/smallville/options/add/",
        {"name": "Street wardens", "lead": "council", "needs": ["police"], "start": "", "disclosure": "organisation"},
    )

    option = Option.objects.get(slug__startswith="street-wardens-")  # and six letters: only the council sees it
    assert (answer.status_code, answer["Location"]) == (302, f"/smallville/options/{option.slug}/")
    assert (option.needs, option.disclosure, option.owner) == (
        ["police"],
        "organisation",
        place_with_people.partners["council"],
    )
    assert AuditEvent.objects.filter(event="option added", target=f"option:{option.pk}").exists()


def test_an_id_that_clashes_with_something_hidden_gets_a_number_in_silence(place_with_people, client_for):
    answer = client_for(place_with_people.police).post(
        "/smallville/options/add/", {"name": "Zebrafish option", "disclosure": "place"}
    )

    assert answer["Location"] == "/smallville/options/zebrafish-option-2/"


def test_an_observer_may_not_add(place_with_people, client_for):
    assert client_for(place_with_people.users["observer"]).get("/smallville/options/add/").status_code == 403


def test_a_wrong_form_says_what_and_how_to_mend_it(place_with_people, client_for):
    answer = client_for(place_with_people.users["contributor"]).post(
        "/smallville/options/add/", {"name": "", "start": "soon", "disclosure": "place"}
    )

    assert answer.status_code == 422
    assert "&quot;soon&quot; is not a number. Write a plain number" in answer.content.decode()
    assert "This is empty. Fill it in." in answer.content.decode()


def test_changing_an_option_keeps_what_its_lists_hold_unseen(place_with_people, client_for):
    Option.objects.filter(slug="patrols").update(excludes=["marzipan-option"])

    client_for(place_with_people.users["contributor"]).post(
        "/smallville/options/patrols/edit/", {"name": "Many patrols", "lead": "police", "disclosure": "place"}
    )

    option = Option.objects.get(slug="patrols")
    assert (option.name, option.excludes) == ("Many patrols", ["marzipan-option"])


def test_a_cost_is_added_changed_and_taken_away(place_with_people, client_for):
    client = client_for(place_with_people.users["contributor"])

    client.post("/smallville/options/patrols/costs/add/", COST)
    cost = Cost.objects.get(year=1)
    client.post(f"/smallville/costs/{cost.pk}/edit/", {**COST, "amount": "3000"})
    changed = Cost.objects.get(year=1).amount
    client.post(f"/smallville/costs/{cost.pk}/delete/")

    assert (cost.amount, changed, Cost.objects.filter(year=1).exists()) == (2500.0, 3000.0, False)


def test_a_cost_is_checked_as_on_the_command_line(place_with_people, client_for):
    answer = client_for(place_with_people.users["contributor"]).post(
        "/smallville/options/patrols/costs/add/", {**COST, "amount": "-5", "grade": "9"}
    )

    assert answer.status_code == 422
    assert "-5 is negative. Write the amount without the minus." in answer.content.decode()
    assert "9 is no grade of evidence" in answer.content.decode()


def test_an_option_acts_on_a_factor_once(place_with_people, client_for):
    answer = client_for(place_with_people.users["contributor"]).post(
        "/smallville/options/patrols/effects/add/", {"factor": "drinking", "change": "-0.1", "disclosure": "place"}
    )

    assert answer.status_code == 422
    assert "Keep one of them" in answer.content.decode()


def test_a_row_of_a_hidden_option_is_absent(place_with_people, client_for):
    hidden = Option.objects.get(slug="zebrafish-option")
    drinking = Effect.objects.get().factor
    effect = Effect.objects.create(place=place_with_people.place, option=hidden, factor=drinking, change=0.1)
    client = client_for(place_with_people.police)

    answers = [
        client.get(f"/smallville/effects/{effect.pk}/edit/"),
        client.post(f"/smallville/effects/{effect.pk}/delete/"),
        client.get("/smallville/options/zebrafish-option/effects/add/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_row_of_another_place_is_absent(place_with_people, client_for):
    effect = Effect.objects.get()

    answer = client_for(place_with_people.outsider).get(f"/elsewhere/effects/{effect.pk}/edit/")

    assert answer.status_code == 404


def test_an_option_cannot_be_shown_before_what_it_names(place_with_people, client_for):
    answer = client_for(place_with_people.users["contributor"]).post(
        "/smallville/options/zebrafish-option/effects/add/",
        {"factor": "drinking", "change": "0.1", "disclosure": "place"},
    )

    assert answer.status_code == 422
    assert "fewer people see" in answer.content.decode()
