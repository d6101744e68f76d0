"""Forms that change the map."""

import pytest

from commonweal_web.systemmap.models import Factor, Link

FACTOR = {"name": "Night buses", "kind": "activity", "baseline": "12", "per": "month", "disclosure": "place"}
LINK = {
    "from_": "calls",
    "to": "drinking",
    "kind": "influences",
    "sign": "-",
    "strength": "weak",
    "disclosure": "place",
}


@pytest.fixture
def contributor(place_with_people, client_for):
    return client_for(place_with_people.users["contributor"])


def test_a_factor_is_added_for_ones_own_partner(place_with_people, contributor):
    answer = contributor.post("/smallville/factors/add/", FACTOR)

    factor = Factor.objects.get(slug="night-buses")
    assert answer.status_code == 302
    assert (factor.baseline, factor.per, factor.owner) == (12.0, "month", place_with_people.partners["council"])
    assert factor.author == place_with_people.users["contributor"]


def test_a_factor_that_a_file_could_not_hold_is_refused_in_the_same_words(contributor):
    answer = contributor.post(
        "/smallville/factors/add/", {**FACTOR, "baseline": "£1,200", "floor": "20", "ceiling": "3"}
    )

    assert answer.status_code == 422
    assert "is not a number. Write 1200." in answer.content.decode()


def test_rows_are_checked_as_on_the_command_line(contributor):
    answer = contributor.post("/smallville/factors/add/", {**FACTOR, "floor": "20", "ceiling": "3"})

    assert answer.status_code == 422
    assert "The floor 20 is above the ceiling 3. Put them in order." in answer.content.decode()


def test_a_factor_is_changed_and_an_emptied_field_is_not_known_again(contributor):
    contributor.post("/smallville/factors/calls/edit/", {"name": "Calls", "kind": "outcome", "disclosure": "place"})

    factor = Factor.objects.get(slug="calls")
    assert (factor.name, factor.baseline, factor.unit) == ("Calls", None, "")


def test_the_form_shows_what_stands_there(contributor):
    said = contributor.get("/smallville/factors/calls/edit/").content.decode()

    assert 'value="Calls to the police"' in said
    assert 'value="300"' in said


@pytest.mark.parametrize("url", ["factors/add/", "factors/calls/edit/", "factors/calls/links/add/"])
def test_an_observer_may_change_nothing(place_with_people, client_for, url):
    assert client_for(place_with_people.users["observer"]).get(f"/smallville/{url}").status_code == 403


@pytest.mark.parametrize("url", ["factors/add/", "factors/calls/edit/", "factors/calls/links/add/"])
def test_an_outsider_finds_nothing(place_with_people, client_for, url):
    assert client_for(place_with_people.outsider).get(f"/smallville/{url}").status_code == 404


@pytest.mark.parametrize("url", ["factors/zebrafish-factor/edit/", "factors/zebrafish-factor/links/add/"])
def test_a_hidden_factor_is_absent(place_with_people, client_for, url):
    assert client_for(place_with_people.police).get(f"/smallville/{url}").status_code == 404


def test_a_link_is_the_view_of_ones_own_partner(contributor):
    contributor.post("/smallville/factors/calls/links/add/", LINK)

    link = Link.objects.get(from_factor__slug="calls")
    assert (link.to_factor.slug, link.sign, link.contributed_by) == ("drinking", "-", "council")


def test_a_link_to_itself_is_refused_with_the_mend(contributor):
    answer = contributor.post("/smallville/factors/calls/links/add/", {**LINK, "to": "calls"})

    assert answer.status_code == 422
    assert "from calls to itself" in answer.content.decode()


def test_the_same_view_twice_is_refused(contributor):
    contributor.post("/smallville/factors/calls/links/add/", LINK)

    answer = contributor.post("/smallville/factors/calls/links/add/", LINK)

    assert answer.status_code == 422
    assert "the same link from calls to drinking".lower() in answer.content.decode().lower()


def test_a_hidden_factor_is_no_choice_of_a_link(place_with_people, client_for):
    client = client_for(place_with_people.police)

    answer = client.post("/smallville/factors/calls/links/add/", {**LINK, "to": "zebrafish-factor"})

    assert answer.status_code == 422
    assert "Zebrafish factor" not in answer.content.decode()


def test_a_link_is_changed_and_taken_away(contributor):
    link = Link.objects.get(from_factor__slug="drinking")

    contributor.post(f"/smallville/links/{link.pk}/edit/", {**LINK, "from_": "drinking", "to": "calls", "sign": "+"})
    changed = Link.objects.get(pk=link.pk)
    contributor.post(f"/smallville/links/{link.pk}/delete/")

    assert (changed.strength, changed.contributed_by) == ("weak", "police")
    assert not Link.objects.filter(pk=link.pk).exists()


def test_a_hidden_link_is_absent(place_with_people, client_for):
    link = Link.objects.get(contributed_by="zebrafish")
    client = client_for(place_with_people.police)

    assert client.get(f"/smallville/links/{link.pk}/edit/").status_code == 404
    assert client.post(f"/smallville/links/{link.pk}/delete/").status_code == 404


def test_a_guest_adds_what_everybody_in_the_place_sees(place_with_people, client_for):
    answer = client_for(place_with_people.guest).post("/smallville/factors/add/", FACTOR)

    assert answer.status_code == 302
    assert Factor.objects.get(slug="night-buses").author is None
