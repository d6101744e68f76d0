"""What became of a map: who did what, the map as it was, named versions, and the way back."""

import pytest

from commonweal_web.audit.models import AuditEvent
from commonweal_web.live.keeping import Person
from commonweal_web.measures.models import Measure
from commonweal_web.place.models import Membership, Partner
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.selectors import rows_of
from commonweal_web.systemmap.history import selectors, services, steps
from commonweal_web.systemmap.models import Actor, Factor, Link, MapUpdate, MapVersion
from live_client import factor, link, new_key
from live_room import Table

pytestmark = pytest.mark.django_db

HISTORY = "/smallville/map/history/"
VERSIONS = f"{HISTORY}versions/"


@pytest.fixture
def people(place_with_people):
    return place_with_people


@pytest.fixture
def table(people):
    return Table(Layer(people.place))


@pytest.fixture
def drawn(people, table):
    """The contributor adds a factor and a link; the guest takes the police's link away."""
    one = table.sit(f"user-{people.users['contributor'].pk}")
    one.put("factors", "noise-a1b2", factor("Noise", kind="cause"))
    one.put("positions", "main/noise-a1b2", [10.0, 20.0])
    one.put("links", new_key(), link("noise-a1b2", "calls", contributed_by="council"))
    one.send()
    table.work()
    other = table.sit(f"guest-{people.guest.pk}")
    gone = next(key for key, entry in other.plain()["links"].items() if entry["contributed_by"] == "police")
    del other.roots["links"][gone]
    other.send()
    table.work()
    return people


def text(client, address: str = HISTORY) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def person_of(people) -> Person:
    return Person(f"user-{people.users['contributor'].pk}", may_edit=True)


def name_it(people, name: str = "After May"):
    key = services.name_version(layer=Layer(people.place), name=name, person=person_of(people))
    return MapVersion.objects.get(pk=key)


def test_it_says_who_did_what_the_latest_first(drawn, client_for):
    page = text(client_for(drawn.users["observer"]))

    assert "Took away the link “Street drinking → Calls to the police”" in page
    assert "Added the factor “Noise”" in page
    assert page.index("A resident (a guest)</td>") < page.index(">Contributor</td>") < page.index("The site</td>")


def test_what_stood_there_before_the_drawing_was_opened_is_nobodys(drawn):
    assert MapUpdate.objects.get(number=1, document__partner=None, document__user=None).person == ""


def test_steps_of_one_person_or_about_one_factor(drawn, client_for):
    client = client_for(drawn.users["observer"])

    by_guest = text(client, f"{HISTORY}?person=guest-{drawn.guest.pk}")
    about_noise = text(client, f"{HISTORY}?factor=noise-a1b2")

    assert "Took away the link" in by_guest
    assert "Added the factor" not in by_guest
    assert "Added the link “Noise → Calls to the police”" in about_noise
    assert "Took away the link" not in about_noise


def test_a_factor_is_not_taken_for_another_whose_id_ends_alike(people, table):
    one = table.sit(f"user-{people.users['contributor'].pk}")
    one.put("factors", "night-drinking", factor("Night drinking"))
    one.send()
    table.work()

    found, count = steps.steps(
        Layer(people.place), Viewer(roles=frozenset({"observer"})), selectors.Asked(factor="drinking"), names={}, page=1
    )

    assert (count, [step.number for step in found]) == (1, [1])


def test_who_has_left_is_somebody_who_left(drawn, client_for):
    Membership.objects.filter(user=drawn.users["contributor"]).delete()

    page = text(client_for(drawn.users["observer"]))

    assert "Somebody who left</td>" in page
    assert ">Contributor<" not in page


def test_history_of_what_a_partner_keeps_is_for_its_own_people(people, client_for):
    viewer = Viewer(roles=frozenset({"contributor"}), partners=frozenset({people.partners["police"].pk}))
    Table(Layer(people.place, partner=people.partners["police"].pk, viewer=viewer))

    own = text(client_for(people.police), f"{HISTORY}?layer=organisation-police")
    others = client_for(people.users["contributor"])

    assert "Marzipan factor" in own
    assert others.get(f"{HISTORY}?layer=organisation-police").status_code == 404
    assert others.get(f"{HISTORY}steps/?layer=organisation-police").status_code == 404
    assert others.get(f"{HISTORY}picture.svg?layer=organisation-police&at=1").status_code == 404
    assert "arzipan" not in text(others)


def test_the_map_is_shown_as_it_was_step_by_step(drawn, client_for):
    client = client_for(drawn.guest)

    first, second, third = (text(client, f"{HISTORY}steps/?at={number}") for number in (1, 2, 3))

    assert ">Noise<" not in first
    assert ">Noise<" in second
    assert ("2 links" in second, "1 link<" in third) == (True, True)
    assert "Smallville Police" in second
    assert "Smallville Police" not in third
    assert 'rel="next"' not in third


def test_the_drawing_of_a_step_holds_what_stood_there_then(drawn, client_for):
    client = client_for(drawn.guest)

    first, second = (client.get(f"{HISTORY}picture.svg?at={number}") for number in (1, 2))

    assert (first["Content-Type"], b"Noise" in first.content, b"Noise" in second.content) == (
        "image/svg+xml",
        False,
        True,
    )
    assert client.get(f"{HISTORY}picture.svg?at=4").status_code == 404


def test_the_map_at_each_number_is_the_same_from_a_whole_state_or_from_the_beginning(drawn, table):
    layer = Layer(drawn.place)
    before = [selectors.rows_at(layer, number) for number in (1, 2, 3)]
    assert before[2] == rows_of(layer)

    table.room.close()

    assert selectors.last_number(layer) == 3
    assert [selectors.rows_at(layer, number) for number in (1, 2, 3)] == before


def test_a_version_is_named_with_its_event_and_stands_in_the_list(drawn, client_for):
    client = client_for(drawn.users["contributor"])

    answer = client.post(VERSIONS, {"name": "After May"})

    assert answer["Location"] == VERSIONS
    assert MapVersion.objects.get().number == 3
    assert AuditEvent.objects.filter(event="map version named", place="smallville").count() == 1
    assert "After May" in text(client, VERSIONS)


def test_a_version_has_what_forms_wrote_while_nobody_drew(drawn):
    Factor.objects.filter(slug="calls").update(name="Calls by day")

    version = name_it(drawn)

    assert selectors.rows_at(Layer(drawn.place), version.number)["factors"]["calls"].name == "Calls by day"


def test_a_name_that_is_empty_is_explained_and_an_observer_names_none(drawn, client_for):
    assert client_for(drawn.users["contributor"]).post(VERSIONS, {"name": " "}).status_code == 422
    assert client_for(drawn.users["observer"]).post(VERSIONS, {"name": "Mine"}).status_code == 403
    assert not MapVersion.objects.exists()


def test_two_moments_are_compared_in_sentences_and_in_a_table_with_who_did_it(people, table, client_for):
    version = name_it(people)
    one = table.sit(f"user-{people.users['analyst'].pk}")
    one.roots["factors"]["calls"]["name"] = "Calls by night"
    one.put("factors", "noise-a1b2", factor("Noise"))
    one.put("links", new_key(), link("noise-a1b2", "calls", contributed_by="council"))
    one.send()
    table.work()
    client = client_for(people.users["observer"])

    asked = f"?one={version.pk}&other=now"
    page = text(client, f"{HISTORY}compare/{asked}")
    lines = client.get(f"{HISTORY}compare.csv{asked}").getvalue().decode().splitlines()

    assert "Added: Noise." in page
    assert "New links: Noise → Calls by night (1 by Smallville Council)." in page
    assert lines[1:] == [
        "Factor,Noise,added,,,,Analyst",
        "Factor,Calls by night,changed: name,Calls to the police,Calls by night,,Analyst",
        "Link,Noise → Calls by night,added,,,Smallville Council,Analyst",
    ]


def test_a_version_of_another_place_is_none_here(drawn, client_for):
    version = services.name_version(
        layer=Layer(Membership.objects.get(user=drawn.outsider).place), name="Theirs", person=person_of(drawn)
    )
    client = client_for(drawn.users["contributor"])

    assert client.get(f"{HISTORY}compare/?one={version}").status_code == 404
    assert client.get(f"{VERSIONS}{version}/restore/").status_code == 404


def test_going_back_shows_first_what_would_change_and_then_is_one_more_step(people, table, client_for):
    version = name_it(people)
    before = rows_of(Layer(people.place))
    one = table.sit(f"user-{people.users['analyst'].pk}")
    one.put("factors", "noise-a1b2", factor("Noise"))
    one.put("reactions", f"noise-a1b2/user-{people.users['analyst'].pk}", True)
    one.roots["factors"]["calls"]["baseline"] = 5.0
    one.send()
    table.work()
    one.roots["links"].clear()
    one.send()
    table.work()
    client = client_for(people.users["contributor"])

    page = text(client, f"{VERSIONS}{version.pk}/restore/")
    still = Factor.objects.filter(slug="noise-a1b2").exists()
    answer = client.post(f"{VERSIONS}{version.pk}/restore/")

    assert ("Taken away: Noise." in page, still) == (True, True)
    assert answer["Location"] == "/smallville/map/"
    assert rows_of(Layer(people.place)) == before
    last = MapUpdate.objects.filter(document__partner=None, document__user=None).latest("number")
    assert (last.number, last.person) == (version.number + 3, f"user-{people.users['contributor'].pk}")
    assert AuditEvent.objects.filter(event="map restored").count() == 1
    assert selectors.rows_at(Layer(people.place), version.number + 1)["factors"]["noise-a1b2"].name == "Noise"


def test_an_open_drawing_takes_over_what_a_way_back_changed(people, table):
    version = name_it(people)
    one = table.sit(f"user-{people.users['analyst'].pk}")
    one.put("factors", "noise-a1b2", factor("Noise"))
    one.send()
    table.work()

    services.restore(layer=Layer(people.place), number=version.number, person=person_of(people))
    table.work()

    assert "noise-a1b2" not in one.plain()["factors"]


def test_a_factor_that_a_measure_rests_on_stays_and_the_page_says_so(people, table, client_for):
    version = name_it(people)
    one = table.sit(f"user-{people.users['analyst'].pk}")
    one.put("factors", "noise-a1b2", factor("Noise"))
    one.send()
    table.work()
    Measure.objects.create(
        place=people.place, slug="counted", name="Noise counted", factor=Factor.objects.get(slug="noise-a1b2")
    )
    client = client_for(people.users["contributor"])

    answer = client.post(f"{VERSIONS}{version.pk}/restore/", follow=True)

    assert "Noise stays on the map: a measure rests on it." in answer.content.decode()
    assert Factor.objects.filter(slug="noise-a1b2").exists()


def test_private_things_stay_where_the_shared_map_goes_back(people, table):
    kept = set(Factor.objects.exclude(disclosure="place").values_list("slug", flat=True))
    links = set(Link.objects.exclude(disclosure="place").values_list("pk", flat=True))
    version = name_it(people)
    one = table.sit(f"user-{people.users['analyst'].pk}")
    one.put("factors", "noise-a1b2", factor("Noise"))
    one.send()
    table.work()

    services.restore(layer=Layer(people.place), number=version.number, person=person_of(people))

    assert set(Factor.objects.exclude(disclosure="place").values_list("slug", flat=True)) == kept
    assert set(Link.objects.exclude(disclosure="place").values_list("pk", flat=True)) == links


def test_a_guest_goes_back_to_nothing(drawn, client_for):
    version = name_it(drawn)

    assert client_for(drawn.guest).post(f"{VERSIONS}{version.pk}/restore/").status_code == 403


def test_what_names_a_partner_that_is_gone_does_not_come_back(people, table):
    gone = Partner.objects.create(place=people.place, slug="fire", name="Smallville Fire", sector="fire")
    calls = Factor.objects.get(slug="calls")
    Actor.objects.create(place=people.place, slug="fire-calls", partner=gone, factor=calls)
    version = name_it(people)
    one = table.sit(f"user-{people.users['analyst'].pk}")
    one.roots["factors"]["calls"]["name"] = "Calls by night"
    one.send()
    table.work()
    gone.delete()

    services.restore(layer=Layer(people.place), number=version.number, person=person_of(people))

    assert Factor.objects.get(slug="calls").name == "Calls to the police"
    assert not Actor.objects.exists()
