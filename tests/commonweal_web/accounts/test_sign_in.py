"""Opening an account and signing in: what lets in, what does not, and what is never told."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from commonweal_web.accounts.adapter import INVITED_KEY
from commonweal_web.accounts.models import User
from commonweal_web.accounts.passwords.own_words import OwnWords

pytestmark = pytest.mark.django_db

PASSWORD = "bright otters swim far"
GIVEN = {"name": "Ann Other", "email": "ann@example.org", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def no_attempts_before():
    cache.clear()


@pytest.fixture
def ann() -> User:
    user = User.objects.create_user("ann@example.org", PASSWORD, name="Ann Other")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(browser: Client, email: str = "ann@example.org", password: str = PASSWORD):
    return browser.post("/accounts/login/", {"login": email, "password": password})


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_a_verified_address_and_its_password_let_in(client, ann):
    answer = sign_in(client)

    assert answer.status_code == 302
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client, ann):
    wrong = sign_in(client, password="not the password")
    unknown = sign_in(client, email="nobody@example.org")

    told = [re.findall(r"The email address.*?\.", answer.content.decode()) for answer in (wrong, unknown)]
    assert told[0]
    assert told[0] == told[1]
    assert not is_signed_in(client)


def test_passwords_are_kept_by_argon2(ann):
    assert ann.password.startswith("argon2$argon2id$")


def test_a_new_account_waits_for_its_address_to_be_verified(client, settings):
    settings.SIGNUP_OPEN = True

    client.post("/accounts/signup/", GIVEN)

    assert User.objects.get().name == "Ann Other"
    assert sign_in(client).status_code == 302
    assert not is_signed_in(client)


def test_the_link_in_the_mail_verifies_the_address(client, settings):
    settings.SIGNUP_OPEN = True
    client.post("/accounts/signup/", GIVEN)
    (link,) = re.findall(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[0].body)

    client.post(link)
    sign_in(client)

    assert EmailAddress.objects.get().verified
    assert is_signed_in(client)


def test_an_account_is_opened_by_invitation_only_where_the_site_says_so(client, settings):
    settings.SIGNUP_OPEN = False

    client.post("/accounts/signup/", GIVEN)

    assert not User.objects.exists()


def test_an_invitation_opens_a_closed_site(client, settings):
    settings.SIGNUP_OPEN = False
    session = client.session
    session[INVITED_KEY] = "/join/a-token/"
    session.save()

    client.post("/accounts/signup/", GIVEN)

    assert User.objects.exists()


def test_signing_up_with_a_known_address_tells_only_its_owner(client, ann, settings):
    settings.SIGNUP_OPEN = True

    known = client.post("/accounts/signup/", GIVEN)
    new = Client().post("/accounts/signup/", {**GIVEN, "email": "bob@example.org"})

    assert (known.status_code, known.headers["Location"]) == (new.status_code, new.headers["Location"])
    assert User.objects.filter(email="ann@example.org").count() == 1


def test_a_forgotten_password_tells_nobody_whether_there_is_an_account(client, ann):
    known = client.post("/accounts/password/reset/", {"email": "ann@example.org"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


@pytest.mark.parametrize(
    ("password", "reason"),
    [("short", "too short"), ("qwerty123456", "too common"), ("ann@example.org", "too similar")],
)
def test_weak_passwords_are_refused_with_the_reason(client, settings, password, reason):
    settings.SIGNUP_OPEN = True

    answer = client.post("/accounts/signup/", {**GIVEN, "password1": password, "password2": password})

    assert reason in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["Commonweal-2026", "welcome commonweal", "testserver 12345"])
def test_words_of_the_site_are_refused_in_passwords(client, settings, password):
    settings.SIGNUP_OPEN, settings.ALLOWED_HOSTS = True, ["testserver"]

    answer = client.post("/accounts/signup/", {**GIVEN, "password1": password, "password2": password})

    assert "little more than words that anybody would try here first" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["Smallville2026!", "smallville-council", "council of smallville 9"])
def test_words_of_ones_place_and_organisation_are_refused_in_passwords(place_with_people, password):
    with pytest.raises(ValidationError, match="little more than words"):
        OwnWords().validate(password, place_with_people.users["contributor"])


def test_words_of_a_place_that_is_not_ones_own_are_not_told_of(place_with_people):
    with pytest.raises(ValidationError):  # who is of the place is told, so the words themselves are weak
        OwnWords().validate("smallville-2026-x", place_with_people.users["contributor"])

    for other in (place_with_people.outsider, None):
        assert OwnWords().validate("smallville-2026-x", other) is None


@pytest.mark.parametrize("password", ["otters of Smallville swim far", "bright otters swim far"])
def test_such_words_beside_enough_others_are_no_harm(place_with_people, password):
    assert OwnWords().validate(password, place_with_people.users["contributor"]) is None


def test_guessing_passwords_is_stopped(client, ann):
    for _ in range(12):
        answer = sign_in(client, password="not the password")

    right = sign_in(client)

    assert "Too many failed" in answer.content.decode() or answer.status_code == 429
    assert right.status_code in (200, 429)
    assert not is_signed_in(client)


def test_a_session_gets_a_new_key_at_sign_in(client, ann):
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key

    sign_in(client)

    assert client.session.session_key != before


def test_signing_out_ends_the_session_on_the_server(client, ann):
    sign_in(client)
    key = client.session.session_key

    client.post("/accounts/logout/")

    assert not type(client.session)(key).exists(key)


def test_a_second_factor_is_asked_for_and_its_secret_is_kept_encrypted(client, ann):
    TOTP.activate(ann, "JBSWY3DPEHPK3PXP")

    sign_in(client)
    before = is_signed_in(client)
    code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", int(time.time()) // 30))
    client.post("/accounts/2fa/authenticate/", {"code": code})

    assert not before
    assert is_signed_in(client)
    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.get().data)


def test_the_list_of_sessions_shows_where_one_is_signed_in_and_ends_the_others(ann):
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in(browser)
        browser.get("/accounts/sessions/")

    here.post("/accounts/sessions/")

    assert here.get("/accounts/email/").status_code == 200
    assert there.get("/accounts/email/").status_code == 302


@pytest.mark.parametrize(
    "page", ["login", "password/reset", "signup"], ids=["sign-in", "forgotten password", "new account"]
)
def test_pages_of_sign_in_have_one_heading_and_no_script_of_their_own(client, settings, page):
    settings.SIGNUP_OPEN = True

    html = client.get(f"/accounts/{page}/").content.decode()

    assert html.count("<h1") == 1
    assert not re.findall(r"<script(?![^>]*src=)(?![^>]*type=\"application/json\")", html)
    assert " style=" not in html
    assert " onclick=" not in html


def test_signing_in_out_and_failing_is_logged_without_the_address(client, ann, caplog):
    caplog.set_level("INFO", logger="commonweal_web.accounts.adapter")

    sign_in(client, password="not the password")
    sign_in(client)
    client.post("/accounts/logout/")

    told = [record.getMessage() for record in caplog.records if record.name == "commonweal_web.accounts.adapter"]
    assert told == ["a sign-in failed", f"user {ann.pk} signed in", f"user {ann.pk} signed out"]
