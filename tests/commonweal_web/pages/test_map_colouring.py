"""Colours that the server works out: leverage by the page of levers, uncertainty by the library, nothing hidden."""

from typing import Any

import pytest
from django.urls import reverse

from commonweal_web.systemmap.models import Factor, Link

pytestmark = pytest.mark.django_db


def colours(client: Any, word: str, **asked: str) -> Any:
    answer = client.get(reverse("pages:map_colouring", args=["smallville", word]), asked)
    assert answer.status_code == 200
    return answer.json()


def label(found: Any, factor: str) -> str:
    return str(found["legend"][found["of"][factor]]["label"])


def test_leverage_is_that_of_the_page_of_levers(place_with_people: Any, client_for: Any):
    """A link of medium strength, and nothing else: 0.3 % by our table of words, as the page says it."""
    found = colours(client_for(place_with_people.guest), "leverage", outcome="calls")

    assert label(found, "drinking") == "raises it by 0.3 % or more"
    assert label(found, "calls") == "the outcome itself"
    assert (found["outcome"], found["why"], found["more"]) == ("calls", "", "/smallville/map/levers/?outcome=calls")


def test_the_first_outcome_is_asked_about_where_none_is_named(place_with_people: Any, client_for: Any):
    found = colours(client_for(place_with_people.guest), "leverage")

    assert found["outcome"] == "calls"
    assert {"id": "calls", "name": "Calls to the police"} in found["outcomes"]


def test_what_the_page_refuses_colours_nothing_and_says_why(place_with_people: Any, client_for: Any):
    place = place_with_people.place
    drinking, calls = (Factor.objects.get(place=place, slug=slug) for slug in ("drinking", "calls"))
    Link.objects.create(place=place, from_factor=calls, to_factor=drinking, sign="+", strength="weak")

    found = colours(client_for(place_with_people.users["observer"]), "leverage", outcome="calls")

    assert found["why"].startswith("No ranking can be given")
    assert (found["of"], found["legend"]) == ({}, [])


def test_uncertainty_is_worked_out_anew_when_a_link_changes(place_with_people: Any, client_for: Any):
    """A word for a strength is unknown; 0.1 to 0.3 round 0.2 is half off, either way."""
    client = client_for(place_with_people.guest)
    before = label(colours(client, "uncertainty"), "calls")

    numbers = {"elasticity_low": 0.1, "elasticity": 0.2, "elasticity_high": 0.3, "grade": 4, "sign": "+"}
    Link.objects.filter(place=place_with_people.place, disclosure="place", to_factor__slug="calls").update(**numbers)

    assert before == "none of its links is known in size"
    assert label(colours(client, "uncertainty"), "calls") == "its links are known to within two thirds"


def test_what_another_partner_keeps_to_itself_has_no_colour_and_no_outcome(place_with_people: Any, client_for: Any):
    hidden = Factor.objects.get(place=place_with_people.place, slug__startswith="marzipan")
    own, others = client_for(place_with_people.police), client_for(place_with_people.users["analyst"])

    assert hidden.slug in colours(own, "uncertainty")["of"]
    for word in ("leverage", "uncertainty"):
        assert hidden.slug not in colours(others, word)["of"]
    asked = {"outcome": hidden.slug}
    assert others.get(reverse("pages:map_colouring", args=["smallville", "leverage"]), asked).status_code == 404


def test_there_are_no_other_colourings(place_with_people: Any, client_for: Any):
    answer = client_for(place_with_people.guest).get(reverse("pages:map_colouring", args=["smallville", "kind"]))

    assert answer.status_code == 404


def test_an_empty_map_has_no_outcome_and_says_so(place_with_people: Any, client_for: Any):
    Link.objects.filter(place=place_with_people.place).delete()
    Factor.objects.filter(place=place_with_people.place).exclude(disclosure="organisation").update(disclosure="draft")

    found = colours(client_for(place_with_people.guest), "leverage")

    assert (found["why"], found["outcomes"]) == ("The map has nothing yet that a push could move.", [])


def picture(client: Any, **asked: str) -> str:
    answer = client.get(reverse("pages:map_picture", args=["smallville", "svg"]), asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_picture_has_the_colours_of_the_view_and_says_what_they_mean(place_with_people: Any, client_for: Any):
    client = client_for(place_with_people.guest)

    assert "raises it by 0.3 % or more (1)" in picture(client, colour="leverage", outcome="calls")
    assert "none of its links is known in size (1)" in picture(client, colour="uncertainty")
    assert "The outcome is not on the map any more." in picture(client, colour="leverage", outcome="gone")
    for colour, words in (("measure", "not measured"), ("sector", "nobody yet"), ("evidence", "not graded"),
                          ("reach", "reaches much of the map")):  # fmt: skip
        assert f"{words} (" in picture(client, colour=colour)
    assert "(1)" not in picture(client, colour="kind")


def test_the_picture_leaves_out_what_the_view_does(place_with_people: Any, client_for: Any):
    client = client_for(place_with_people.guest)

    assert "Calls to the police" in picture(client, focus="drinking")
    assert "Street drinking" not in picture(client, hide="cause")
    Link.objects.filter(place=place_with_people.place).delete()
    assert "Calls to the police" not in picture(client, focus="drinking")
    assert "Calls to the police" in picture(client, focus="gone")
