"""Pages of one's own tokens, and of erasure."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from commonweal_web.accounts.models import ApiToken, User
from commonweal_web.accounts.services import make_token, user_of_token

pytestmark = pytest.mark.django_db
PASSWORD = "bright otters swim far"


def person(name: str) -> tuple[User, Client]:
    """Somebody with an account, and a browser in which they have just given their password."""
    cache.clear()
    user = User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title())
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    browser = Client()
    browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return user, browser


def test_a_token_is_made_and_shown_once():
    user, browser = person("ann")

    html = browser.post("/accounts/tokens/", {"name": "dashboard", "place": "", "days": "90"}).content.decode()

    text = html.split("<code>")[1].split("</code>")[0]
    assert user_of_token(text).user == user
    assert text not in browser.get("/accounts/tokens/").content.decode()


def test_a_token_without_a_name_is_told_what_to_mend():
    _, browser = person("ann")

    answer = browser.post("/accounts/tokens/", {"name": "", "days": "90"})

    assert answer.status_code == 422
    assert "Enter what will use the token" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_a_token_is_for_no_place_in_which_one_has_no_role(place_with_people):
    _, browser = person("ann")

    answer = browser.post("/accounts/tokens/", {"name": "x", "place": str(place_with_people.place.pk), "days": "90"})

    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_the_token_of_another_is_as_absent_as_none():
    bob, _ = person("bob")
    text = make_token(user=bob, name="dashboard", days=30)
    _, browser = person("ann")

    other = browser.post(f"/accounts/tokens/{ApiToken.objects.get().pk}/revoke/")
    none = browser.post("/accounts/tokens/999999/revoke/")

    assert (other.status_code, none.status_code) == (404, 404)
    assert user_of_token(text)


def test_ones_own_token_is_revoked():
    ann, browser = person("ann")
    text = make_token(user=ann, name="dashboard", days=30)

    browser.post(f"/accounts/tokens/{ApiToken.objects.get().pk}/revoke/")

    assert user_of_token(text) is None


@pytest.mark.parametrize("page", ["tokens", "erase"])
def test_nobody_signed_in_is_led_to_sign_in(client, page):
    answer = client.get(f"/accounts/{page}/")

    assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("page", ["tokens", "erase"])
def test_the_password_is_asked_again_where_it_was_not_just_given(client, page):
    user, _ = person("ann")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    answer = client.get(f"/accounts/{page}/")

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")


def test_an_account_is_erased_by_its_owner():
    user, browser = person("ann")

    answer = browser.post("/accounts/erase/", {"sure": "on"})

    user.refresh_from_db()
    assert "Your account is erased" in answer.content.decode()
    assert (user.name, user.is_active) == ("", False)


def test_erasure_without_the_tick_says_what_to_do():
    user, browser = person("ann")

    answer = browser.post("/accounts/erase/", {})

    user.refresh_from_db()
    assert answer.status_code == 422
    assert "Tick the box" in answer.content.decode()
    assert user.name == "Ann"
