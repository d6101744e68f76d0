"""Who can act on a factor, and who works with whom: the forms, and what the pages show of them."""

import pytest

from commonweal_web.audit.models import AuditEvent
from commonweal_web.place.models import Partner
from commonweal_web.systemmap.models import Actor, Factor, Tie

ACTOR = {"partner": "police", "power": "3", "disclosure": "place"}
TIE = {
    "from_": "council",
    "kind": "funds",
    "to": "police",
    "strength": "2",
    "since": "2024-05-01",
    "disclosure": "place",
}


@pytest.fixture
def contributor(place_with_people, client_for):
    return client_for(place_with_people.users["contributor"])


def test_the_page_of_a_factor_asks_who_can_act_and_then_says_it(contributor):
    before = contributor.get("/smallville/factors/calls/").content.decode()
    answer = contributor.post("/smallville/factors/calls/actors/add/", ACTOR)
    after = contributor.get("/smallville/factors/calls/").content.decode()

    assert "Nobody has said who can act on this" in before
    assert (answer.status_code, answer["Location"]) == (302, "/smallville/factors/calls/")
    assert 'Smallville Police</a> <span class="cw-quiet">(can do a lot)' in after
    assert Actor.objects.get().slug == "police-calls"
    assert AuditEvent.objects.filter(event="actor added", target="actor:police-calls").exists()


def test_a_power_that_is_none_is_explained(contributor):
    answer = contributor.post("/smallville/factors/calls/actors/add/", {**ACTOR, "power": "4"})

    assert answer.status_code == 422
    assert "4 is no power to act. Write 1, 2 or 3." in answer.content.decode()


def test_a_shared_line_is_changed_beside_one_that_the_council_keeps_to_itself(contributor):
    """What nobody else sees must refuse nobody, and whoever sees both writes each as they like."""
    for stage, power in (("organisation", "1"), ("place", "2")):
        contributor.post("/smallville/factors/calls/actors/add/", {**ACTOR, "power": power, "disclosure": stage})
    shared, kept = Actor.objects.get(disclosure="place"), Actor.objects.get(disclosure="organisation")

    answers = [
        contributor.post(f"/smallville/actors/{row.slug}/edit/", {**ACTOR, "disclosure": row.disclosure})
        for row in (shared, kept)
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert set(Actor.objects.values_list("disclosure", "power")) == {("place", 3), ("organisation", 3)}


def test_what_is_kept_is_not_shown_beside_the_same(contributor):
    for stage in ("organisation", "place"):
        contributor.post("/smallville/factors/calls/actors/add/", {**ACTOR, "disclosure": stage})
    kept = Actor.objects.get(disclosure="organisation")

    answer = contributor.post(f"/smallville/actors/{kept.slug}/edit/", ACTOR)

    assert answer.status_code == 422
    assert "The same stands here already." in answer.content.decode()


def test_the_same_partner_acts_on_a_factor_once(contributor):
    contributor.post("/smallville/factors/calls/actors/add/", ACTOR)

    answer = contributor.post("/smallville/factors/calls/actors/add/", {**ACTOR, "power": "1"})

    assert answer.status_code == 422
    assert "The same stands here already." in answer.content.decode()


def test_who_can_act_is_changed_and_taken_away(contributor):
    contributor.post("/smallville/factors/calls/actors/add/", ACTOR)

    contributor.post("/smallville/actors/police-calls/edit/", {**ACTOR, "power": ""})
    changed = Actor.objects.get()
    contributor.post("/smallville/actors/police-calls/delete/")

    assert (changed.power, changed.partner.slug) == (None, "police")
    assert not Actor.objects.exists()
    assert AuditEvent.objects.filter(event="actor deleted").exists()


@pytest.mark.parametrize("url", ["factors/calls/actors/add/", "partners/council/ties/add/"])
def test_an_observer_says_nothing_of_who_acts_or_works_together(place_with_people, client_for, url):
    assert client_for(place_with_people.users["observer"]).post(f"/smallville/{url}", {}).status_code == 403


def test_a_line_kept_by_the_council_is_absent_to_the_police(place_with_people, client_for, contributor):
    contributor.post("/smallville/factors/calls/actors/add/", {**ACTOR, "disclosure": "organisation"})
    police = client_for(place_with_people.police)

    page = police.get("/smallville/factors/calls/").content.decode()

    assert "Nobody has said who can act on this" in page
    assert police.get("/smallville/actors/police-calls/edit/").status_code == 404
    assert police.post("/smallville/actors/police-calls/delete/").status_code == 404
    assert "My organisation" in contributor.get("/smallville/factors/calls/").content.decode()


def test_the_page_of_a_partner_asks_whom_it_works_with_and_then_says_it(contributor):
    before = contributor.get("/smallville/partners/council/").content.decode()
    answer = contributor.post("/smallville/partners/council/ties/add/", TIE)
    after = contributor.get("/smallville/partners/council/").content.decode()

    assert "Nobody has said who it works with" in before
    assert (answer.status_code, answer["Location"]) == (302, "/smallville/partners/council/")
    assert "Smallville Council <strong>funds</strong> Smallville Police" in after
    assert "(medium, since 1 May 2024)" in after
    assert AuditEvent.objects.filter(event="tie added").exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"to": "council"}, "This is the same as the first."),
        ({"to": ""}, "Choose one: with or for whom."),
        ({"since": "1/5/2024"}, "Write the year first: 2024-05-01."),
        ({"until": "2020-01-01"}, "until 2020-01-01 is before since 2024-05-01"),
        ({"strength": "a lot"}, "is not a number"),
    ],
)
def test_a_wrong_tie_is_explained(contributor, wrong, told):
    answer = contributor.post("/smallville/partners/council/ties/add/", {**TIE, **wrong})

    assert answer.status_code == 422
    assert told.lower() in answer.content.decode().replace("&quot;", '"').lower()


def test_a_tie_is_changed_and_taken_away(contributor):
    contributor.post("/smallville/partners/council/ties/add/", TIE)
    tie = Tie.objects.get()

    contributor.post(f"/smallville/ties/{tie.pk}/edit/", {**TIE, "kind": "advises", "to": "sergeant"})
    tie.refresh_from_db()
    answer = contributor.post(f"/smallville/ties/{tie.pk}/delete/")

    assert (tie.kind, tie.to_id) == ("advises", "sergeant")
    assert answer["Location"] == "/smallville/partners/council/"
    assert not Tie.objects.exists()


def test_a_tie_with_somebody_hidden_at_one_end_is_hidden(place_with_people, client_for, contributor):
    contributor.post("/smallville/partners/council/ties/add/", {**TIE, "to": "zebrafish-person"})
    tie, police = Tie.objects.get(), client_for(place_with_people.police)

    assert "Zebrafish keeper" in contributor.get("/smallville/partners/council/").content.decode()
    assert "Nobody has said who it works with" in police.get("/smallville/partners/council/").content.decode()
    assert police.get(f"/smallville/ties/{tie.pk}/edit/").status_code == 404
    assert police.post(f"/smallville/ties/{tie.pk}/delete/").status_code == 404


def test_a_hidden_role_is_no_end_to_choose(place_with_people, client_for):
    police = client_for(place_with_people.police)

    form = police.get("/smallville/partners/council/ties/add/").content.decode()
    answer = police.post("/smallville/partners/council/ties/add/", {**TIE, "to": "zebrafish-person"})

    assert "zebrafish" not in form.lower()
    assert answer.status_code == 422


def test_a_partner_that_is_hidden_acts_on_nothing(place_with_people, client_for, contributor):
    Partner.objects.filter(slug="council").update(
        disclosure="organisation", owner=place_with_people.partners["council"]
    )
    Actor.objects.create(
        place=place_with_people.place, slug="council-calls", factor=Factor.objects.get(slug="calls"),
        partner=place_with_people.partners["council"],
    )  # fmt: skip

    page = client_for(place_with_people.police).get("/smallville/factors/calls/").content.decode()

    assert "Smallville Council" not in page
    assert "Smallville Council" in contributor.get("/smallville/factors/calls/").content.decode()
