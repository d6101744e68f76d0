"""A second factor is demanded of those whose roles can do harm."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from commonweal_web.accounts import selectors
from commonweal_web.accounts.services import make_token
from commonweal_web.place.models import Membership, Role

from ..conftest import make_user

DEMANDED = ["convenor", "auditor", "steering_group"]


@pytest.mark.parametrize("role", DEMANDED)
def test_who_lacks_it_is_led_to_set_it_up(place_with_people, client_for, role):
    user = place_with_people.users[role]
    Authenticator.objects.filter(user=user).delete()

    answer = client_for(user).get("/smallville/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/2fa/")


@pytest.mark.parametrize("role", DEMANDED)
def test_who_has_it_goes_on(place_with_people, client_for, role):
    answer = client_for(place_with_people.users[role]).get("/healthz")

    assert answer.status_code == 200
    assert not selectors.lacks_second_factor(place_with_people.users[role])


@pytest.mark.parametrize("role", sorted(set(Role.values) - set(DEMANDED)))
def test_other_roles_may_do_without(place_with_people, role):
    assert not selectors.lacks_second_factor(place_with_people.users[role])


def test_recovery_codes_alone_are_no_second_factor(place_with_people):
    user = place_with_people.users["convenor"]
    Authenticator.objects.filter(user=user).update(type=Authenticator.Type.RECOVERY_CODES)

    assert selectors.lacks_second_factor(user)


def test_a_passkey_is_one(place_with_people):
    user = place_with_people.users["convenor"]
    Authenticator.objects.filter(user=user).update(type=Authenticator.Type.WEBAUTHN)

    assert not selectors.lacks_second_factor(user)


def test_a_role_that_is_over_demands_nothing(place_with_people):
    user = place_with_people.users["auditor"]
    Authenticator.objects.filter(user=user).delete()
    Membership.objects.filter(user=user).update(until=timezone.localdate() - timedelta(days=1))

    assert not selectors.lacks_second_factor(user)


def test_what_is_needed_to_set_it_up_stays_open(place_with_people, client_for):
    user = place_with_people.users["convenor"]
    Authenticator.objects.filter(user=user).delete()
    browser = client_for(user)

    assert browser.get("/accounts/2fa/").status_code == 200
    assert browser.post("/accounts/logout/").status_code == 302


def test_nothing_can_be_written_before_it_is_set_up(place_with_people, client_for):
    user = place_with_people.users["convenor"]
    Authenticator.objects.filter(user=user).delete()

    answer = client_for(user).post("/smallville/settings/", {"name": "Changed"})

    place_with_people.place.refresh_from_db()
    assert answer.headers["Location"] == "/accounts/2fa/"
    assert place_with_people.place.name == "Smallville"


@pytest.mark.parametrize("role", sorted(Role.values))
def test_a_site_may_ask_everybody_for_it(place_with_people, client_for, settings, role):
    settings.SECOND_FACTOR = "everybody"
    user = place_with_people.users[role]
    Authenticator.objects.filter(user=user).delete()

    answer = client_for(user).get("/smallville/")
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/2fa/")
    assert client_for(user).get("/smallville/").status_code == 200


def test_who_has_no_role_yet_is_asked_too(place_with_people, client_for, settings):
    settings.SECOND_FACTOR = "everybody"

    assert client_for(make_user("new")).get("/start/").headers["Location"] == "/accounts/2fa/"


def test_guests_of_a_link_are_not_asked(place_with_people, client_for, settings):
    settings.SECOND_FACTOR = "everybody"

    assert client_for(place_with_people.guest).get("/smallville/").status_code == 200


def test_a_token_is_no_way_round_it(place_with_people, client_for):
    user = place_with_people.users["convenor"]
    program = Client(headers={"authorization": f"Bearer {make_token(user=user, name='test', days=1)}"})
    before = program.get("/api/v1/places/smallville")
    Authenticator.objects.filter(user=user).delete()

    after = program.get("/api/v1/places/smallville")

    assert (before.status_code, after.status_code) == (200, 403)
    assert "needs a second step" in after.json()["detail"]
    assert client_for(user).get("/accounts/tokens/").headers["Location"] == "/accounts/2fa/"


def test_a_demo_may_do_without(place_with_people, client_for, settings):
    settings.WITHOUT_SECOND_FACTOR = True
    user = place_with_people.users["convenor"]
    Authenticator.objects.filter(user=user).delete()

    answer = client_for(user).get("/smallville/")

    assert answer.headers.get("Location") != "/accounts/2fa/"


def test_it_costs_one_question_to_the_database(place_with_people, django_assert_num_queries):
    with django_assert_num_queries(1):
        selectors.lacks_second_factor(place_with_people.users["convenor"])
