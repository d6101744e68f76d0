"""Pages lead on from an open line to an encrypted one; the API refuses it."""

import pytest
from django.test import Client

from commonweal_web.accounts.services import make_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(place_with_people, settings) -> Client:
    """A program with a token, asking a site in production."""
    settings.SECURE_SSL_REDIRECT = True
    token = make_token(user=place_with_people.police, name="test", days=1)
    return Client(headers={"authorization": f"Bearer {token}"})


@pytest.mark.parametrize("path", ["/api/v1/places", "/api/v1/openapi.json", "/api/v1/no/such/thing"])
def test_the_api_is_not_answered_over_an_open_line(program, path):
    answer = program.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/json")
    assert "Location" not in answer
    assert "begin the address with https://" in answer.json()["detail"]


def test_the_api_is_answered_over_an_encrypted_line(program):
    assert program.get("/api/v1/places", secure=True).status_code == 200


def test_pages_lead_on(program):
    answer = program.get("/accounts/login/")

    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/accounts/login/")
