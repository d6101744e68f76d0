"""Passwords and codes as ASVS asks for them, many of them by allauth and Django: shown, not believed."""

import math
import re
import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from commonweal_web.accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "bright otters swim far"
OTHER = "quiet herons stand near"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def ann() -> User:
    cache.clear()
    user = User.objects.create_user("ann@example.org", PASSWORD, name="Ann Other")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def signed_in(password: str = PASSWORD) -> Client:
    browser = Client()
    browser.post("/accounts/login/", {"login": "ann@example.org", "password": password})
    return browser


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def change(browser: Client, old: str, new: str = OTHER):
    return browser.post("/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": new})


def test_a_password_is_changed_by_who_knows_the_old_one(ann):
    browser = signed_in()

    wrong = change(browser, "not the old one")
    still = is_in(signed_in())
    change(browser, PASSWORD)

    assert wrong.status_code == 200
    assert still
    assert (is_in(signed_in()), is_in(signed_in(OTHER))) == (False, True)


def test_a_change_of_password_ends_every_session(ann):
    here, there = signed_in(), signed_in()

    change(here, PASSWORD)

    assert there.get("/accounts/email/").status_code == 302


def test_a_new_password_is_held_to_the_same_rules(ann):
    for weak in ("short", "qwerty123456", "ann@example.org", "commonweal-2026"):
        change(signed_in(), PASSWORD, weak)

    assert is_in(signed_in())


@pytest.mark.parametrize(
    "password",
    ["a" * 7 + " " + "b" * 120, "ÄÖÜ ß éèê 日本語 🦦🦦", "  spaces before and behind  ", "CASE matters here"],
)
def test_a_password_is_taken_letter_for_letter_and_may_be_long(ann, password):
    change(signed_in(), PASSWORD, password)

    assert is_in(signed_in(password))
    assert not is_in(signed_in(password[:-1]))
    assert not is_in(signed_in(password.swapcase()))


def test_a_password_does_not_run_out(ann):
    long_ago = timezone.now() - timedelta(days=3650)
    User.objects.update(date_joined=long_ago, last_login=long_ago)

    assert is_in(signed_in())


def test_fields_of_passwords_hide_them_and_let_managers_fill_them(client, settings):
    settings.SIGNUP_OPEN = True
    fields = [
        field
        for page in ("login", "signup")
        for field in re.findall("<input[^>]*password[^>]*>", client.get(f"/accounts/{page}/").content.decode())
    ]

    assert len(fields) == 3
    assert all('type="password"' in field for field in fields)
    assert all(re.search('autocomplete="(current|new)-password"', field) for field in fields)
    assert not any("onpaste" in field or "maxlength" in field for field in fields)


def test_opening_an_account_asks_for_no_hint_and_no_secret_question(client, settings):
    settings.SIGNUP_OPEN = True

    names = set(re.findall('<input[^>]* name="([^"]+)"', client.get("/accounts/signup/").content.decode()))

    assert names == {"csrfmiddlewaretoken", "name", "email", "password1", "password2"}


# Second factors


def code_at(moment: float) -> str:
    return format_hotp_value(hotp_value(SECRET, int(moment) // 30))


def test_a_code_works_once(ann):
    TOTP.activate(ann, SECRET)
    code = code_at(time.time())

    first, second = signed_in(), signed_in()
    first.post("/accounts/2fa/authenticate/", {"code": code})
    second.post("/accounts/2fa/authenticate/", {"code": code})

    assert (is_in(first), is_in(second)) == (True, False)


@pytest.mark.parametrize("late", [-60, 60])
def test_a_code_of_another_half_minute_does_not_work(ann, late):
    TOTP.activate(ann, SECRET)
    browser = signed_in()

    browser.post("/accounts/2fa/authenticate/", {"code": code_at(time.time() + late)})

    assert not is_in(browser)


def test_guessing_codes_is_stopped(ann):
    TOTP.activate(ann, SECRET)
    browser = signed_in()

    for _ in range(12):
        browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    browser.post("/accounts/2fa/authenticate/", {"code": code_at(time.time())})

    assert not is_in(browser)


def test_a_recovery_code_works_once_and_is_hard_to_guess(ann):
    TOTP.activate(ann, SECRET)
    codes = RecoveryCodes.activate(ann).get_unused_codes()

    first, second = signed_in(), signed_in()
    for browser in (first, second):
        browser.post("/accounts/2fa/authenticate/", {"code": codes[0]})

    assert (is_in(first), is_in(second)) == (True, False)
    assert all(math.log2(10) * len(re.sub(r"\D", "", code)) > 39 for code in codes)
    assert codes[0] not in str(Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).data)


def test_secrets_of_second_factors_are_long_and_never_the_same():
    secrets = {generate_totp_secret() for _ in range(100)}

    assert len(secrets) == 100
    assert all(5 * len(secret) >= 160 for secret in secrets)  # base 32: five bits a letter; RFC 4226 asks for 160


# Sessions


def test_a_key_of_a_session_cannot_be_guessed(ann):
    keys = {signed_in().session.session_key for _ in range(5)}

    assert len(keys) == 5
    assert all(len(key) * math.log2(len(VALID_KEY_CHARS)) > 128 for key in keys)


def test_emptying_the_table_of_sessions_signs_everybody_out(ann):
    browser = signed_in()

    Session.objects.all().delete()

    assert browser.get("/accounts/email/").status_code == 302


@pytest.mark.parametrize("path", ["", "factors/", "options/", "people/", "decide/", "events/"])
def test_signing_out_is_on_every_page(place_with_people, client_for, path):
    page = client_for(place_with_people.users["contributor"]).get(f"/smallville/{path}").content.decode()

    assert re.search('<form action="/accounts/logout/" method="post">.*?<button[^>]*>Sign out', page, re.DOTALL)


def test_a_new_site_has_no_account_that_everybody_knows(db):
    assert not User.objects.exists()
