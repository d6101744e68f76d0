"""Several maps of one place: named, renamed, each with its own question, and private ones for their own people."""

import pytest

from commonweal_web.audit.models import AuditEvent
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.models import Factor, NamedMap, Position
from live_room import Table

pytestmark = pytest.mark.django_db
LIST = "/smallville/map/maps/"
NIGHTS = {"name": "Nights", "question": "What drives the nights?", "note": "", "disclosure": "place"}


@pytest.fixture
def contributor(place_with_people, client_for):
    return client_for(place_with_people.users["contributor"])


def test_a_map_is_added_with_its_question_and_its_event(contributor, place_with_people, client_for):
    answer = contributor.post(f"{LIST}add/", NIGHTS)

    row = NamedMap.objects.get()
    page = client_for(place_with_people.guest).get(LIST).content.decode()
    assert (answer["Location"], row.slug, row.question) == (LIST, "nights", "What drives the nights?")
    assert "?map=nights" in page
    assert "What drives the nights?" in page
    assert AuditEvent.objects.filter(event="namedmap added", target="namedmap:nights").exists()


def test_a_map_is_renamed_and_keeps_its_id_and_what_stands_on_it(contributor, place_with_people):
    contributor.post(f"{LIST}add/", NIGHTS)
    place = place_with_people.place
    Position.objects.create(place=place, map="nights", factor=Factor.objects.get(slug="calls"), x=0.0, y=0.0)

    contributor.post(f"{LIST}nights/edit/", {**NIGHTS, "name": "Nights out"})

    assert (NamedMap.objects.get().slug, NamedMap.objects.get().name) == ("nights", "Nights out")
    assert "1 factor<" in contributor.get(LIST).content.decode()


def test_a_map_without_a_name_is_explained(contributor):
    answer = contributor.post(f"{LIST}add/", {**NIGHTS, "name": ""})

    assert answer.status_code == 422
    assert "This is empty. Fill it in." in answer.content.decode()


def test_an_open_drawing_learns_of_a_new_map(contributor, place_with_people):
    table = Table(Layer(place_with_people.place))
    one = table.sit(f"user-{place_with_people.police.pk}")

    contributor.post(f"{LIST}add/", NIGHTS)
    table.work()

    assert one.plain()["maps"]["nights"]["name"] == "Nights"


def test_a_map_that_a_partner_keeps_is_for_its_own_people(place_with_people, contributor, client_for):
    client_for(place_with_people.police).post(
        f"{LIST}add/", {**NIGHTS, "name": "Saxophone", "disclosure": "organisation"}
    )
    kept = NamedMap.objects.get().slug

    assert "Saxophone" not in contributor.get(LIST).content.decode()
    assert contributor.get(f"{LIST}{kept}/edit/").status_code == 404
    assert "Saxophone" in client_for(place_with_people.police).get(LIST).content.decode()


def test_an_observer_adds_none(place_with_people, client_for):
    assert client_for(place_with_people.users["observer"]).post(f"{LIST}add/", NIGHTS).status_code == 403
