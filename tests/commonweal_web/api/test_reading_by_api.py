"""The API gives what its asker may read, and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.files.folder import read_place
from commonweal_web.accounts.models import ApiToken
from commonweal_web.accounts.services import make_token, revoke_token
from commonweal_web.exchange.api.shapes import PAGES
from commonweal_web.exchange.services import import_place
from small_place import small_place

TABLES = sorted(PAGES)


def by_token(user, **options) -> Client:
    token = make_token(user=user, name="test", days=30, **options)
    return Client(headers={"authorization": f"Bearer {token}"})


@pytest.fixture
def police(place_with_people) -> Client:
    return by_token(place_with_people.police)


def test_a_token_reads_the_factors_of_its_owner(police):
    answer = police.get("/api/v1/places/smallville/factors").json()

    assert [row["id"] for row in answer["items"]] == ["drinking", "calls", "marzipan-factor"]
    assert answer["count"] == 3


def test_a_session_reads_too(place_with_people, client_for):
    assert client_for(place_with_people.police).get("/api/v1/places/smallville").json()["name"] == "Smallville"


def test_without_either_there_is_no_answer(place_with_people):
    assert Client().get("/api/v1/places").status_code == 401


@pytest.mark.parametrize("table", [*TABLES, "decisions"])
def test_what_another_organisation_keeps_to_itself_is_in_no_table(police, table):
    answer = police.get(f"/api/v1/places/smallville/{table}")

    assert answer.status_code == 200
    for word in ("zebrafish", "periwinkle"):
        assert word not in answer.content.decode().lower()


@pytest.mark.parametrize("table", ["", *(f"/{table}" for table in TABLES), "/decisions", "/series/calls"])
def test_a_place_of_others_is_as_absent_as_one_that_is_not(place_with_people, table):
    client = by_token(place_with_people.outsider)

    there, nowhere = client.get(f"/api/v1/places/smallville{table}"), client.get(f"/api/v1/places/nowhere{table}")

    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
    assert there.status_code == 404


def test_your_places_are_listed_and_no_others(police):
    assert [row["id"] for row in police.get("/api/v1/places").json()["items"]] == ["smallville"]


def test_a_token_for_one_place_reads_no_other(place_with_people, tmp_path):
    folder = read_place(small_place(tmp_path))
    other = import_place(folder=folder, slug="newtown", by=place_with_people.police)
    client = by_token(place_with_people.police, place=other.pk)

    assert client.get("/api/v1/places/newtown").status_code == 200
    assert client.get("/api/v1/places/smallville").status_code == 404
    assert [row["id"] for row in client.get("/api/v1/places").json()["items"]] == ["newtown"]


def test_a_token_that_is_over_or_revoked_reads_nothing(place_with_people, police):
    other = by_token(place_with_people.police)
    revoke_token(token=ApiToken.objects.latest("pk").pk, by=place_with_people.police)
    ApiToken.objects.filter(revoked_at=None).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert [client.get("/api/v1/places").status_code for client in (police, other)] == [401, 401]


def test_nothing_can_be_changed(police):
    assert police.post("/api/v1/places/smallville/factors", {}).status_code == 405


def test_a_series_has_its_values_gaps_and_editions(place_with_people, tmp_path):
    import_place(folder=read_place(small_place(tmp_path)), slug="newtown", by=place_with_people.police)

    answer = by_token(place_with_people.police).get("/api/v1/places/newtown/series/calls").json()

    assert answer["values"] == [310.0, None, 295.5]
    assert answer["editions"] == [None, None, "2024-05-01"]
    assert answer["periods"][0] == "2024-01-01"


def test_a_long_table_comes_in_pages(police):
    answer = police.get("/api/v1/places/smallville/factors?limit=1&offset=1").json()

    assert (answer["count"], [row["id"] for row in answer["items"]]) == (3, ["calls"])


def test_a_page_too_long_is_refused_with_the_bound(police):
    answer = police.get("/api/v1/places/smallville/factors?limit=501")

    assert answer.status_code == 422
    assert "less than or equal to 500" in answer.content.decode()


def test_a_link_has_the_names_of_its_columns(police):
    link = police.get("/api/v1/places/smallville/links").json()["items"][0]

    assert (link["from"], link["to"], link["sign"]) == ("drinking", "calls", "+")


def test_a_table_takes_few_queries(police, django_assert_max_num_queries):
    police.get("/api/v1/places")

    with django_assert_max_num_queries(12):
        police.get("/api/v1/places/smallville/links")


def test_any_other_address_answers_in_json(police):
    assert police.get("/api/v1/nothing/here").json()["detail"]
