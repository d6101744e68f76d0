"""Sign-in by a body's own provider: who comes in, and which answers of a provider are refused."""

from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.core.cache import cache
from django.test import Client

from commonweal_web.accounts.adapter import INVITED_KEY, nonce_of
from commonweal_web.accounts.models import User
from commonweal_web.config import environment as env
from sign_in_provider import CLIENT, SECRET, SignInProvider, sign_in_provider

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/oidc/oidc/login/"
PASSWORD = "bright otters swim far"


@pytest.fixture
def provider(settings, monkeypatch):
    """A provider on this machine that our settings name, on a site that invites everybody."""
    cache.clear()
    with sign_in_provider() as known:
        for name, value in (("URL", known.url), ("CLIENT_ID", CLIENT), ("SECRET", SECRET)):
            monkeypatch.setenv(f"COMMONWEAL_OIDC_{name}", value)
        settings.SOCIALACCOUNT_PROVIDERS = env.open_id_connect(may_be_here=True)
        settings.SIGNUP_OPEN = True
        yield known


@pytest.fixture
def ann() -> User:
    """Somebody who has an account already, with the address that the provider will name."""
    user = User.objects.create_user("ann@example.org", PASSWORD, name="Ann Other")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def come_back(provider: SignInProvider, browser: Client):
    """Sign in at the provider as a browser does: out by our button, back with a code."""
    return browser.get(provider.sign_in(browser.post(LOGIN)["Location"]))


def who(browser: Client) -> User | None:
    key = browser.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


def test_whom_the_provider_vouches_for_comes_in_with_name_and_address(provider, client):
    answer = come_back(provider, client)

    user = who(client)
    assert answer.status_code == 302
    assert (user.name, user.email) == ("Ann Other", "ann@example.org")
    assert EmailAddress.objects.get(user=user).verified
    assert not user.has_usable_password()
    assert not SocialToken.objects.exists()


def test_the_second_time_it_is_the_same_person(provider, client):
    come_back(provider, client)
    provider.person |= {"email": "ann.other@example.org"}  # an address changes, the subject does not

    come_back(provider, later := Client())

    assert who(later) == who(client)
    assert User.objects.count() == 1


def test_a_secret_of_the_session_is_sent_as_a_digest_first_and_shown_with_the_code(provider, client):
    come_back(provider, client)

    asked = provider.asked
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert len(asked["code_challenge"]) == 43  # SHA-256 in base64 without padding (RFC 7636, section 4.2)
    assert len(asked["nonce"]) == 43
    assert asked["nonce"] not in (asked["code_challenge"], asked["state"])
    assert provider.refused == []


def test_every_sign_in_has_a_state_a_challenge_and_a_nonce_of_its_own(provider, client):
    come_back(provider, client)
    first = provider.asked
    come_back(provider, Client())

    assert all(first[name] != provider.asked[name] for name in ("state", "code_challenge", "nonce"))


def test_a_code_that_was_begun_in_another_browser_is_refused(provider, client):
    """Somebody else's answer put under the eyes of a person (RFC 6749, section 10.12)."""
    path = provider.sign_in(Client().post(LOGIN)["Location"])

    answer = client.get(path)

    assert who(client) is None
    assert answer.status_code != 302


def test_a_code_of_another_sign_in_is_refused_for_its_proof(provider, client):
    """A stolen code brought into a sign-in of one's own fails at the provider, by PKCE."""
    stolen = provider.sign_in(Client().post(LOGIN)["Location"])
    own = provider.sign_in(client.post(LOGIN)["Location"])
    code = stolen.partition("code=")[2].partition("&")[0]

    client.get(f"{own.partition('?')[0]}?{urlencode({'code': code, 'state': provider.asked['state']})}")

    assert who(client) is None
    assert provider.refused == ["wrong secret or proof"]


def test_an_answer_works_once(provider, client):
    path = provider.sign_in(client.post(LOGIN)["Location"])
    client.get(path)
    client.post("/accounts/logout/")

    client.get(path)

    assert who(client) is None


@pytest.mark.parametrize("state", ["", "guessed"])
def test_an_answer_without_our_state_is_refused(provider, client, state):
    path = provider.sign_in(client.post(LOGIN)["Location"])

    client.get(path.replace(provider.asked["state"], state))

    assert who(client) is None
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("token_lies", "person_lies"),
    [
        ({"nonce": "of another sign-in"}, {}),
        ({"nonce": None}, {}),
        ({"nonce": nonce_of("")}, {}),  # what a provider could work out without our secret
        ({"iss": "https://another.example.org"}, {}),
        ({"iss": None}, {}),
        ({"aud": "another-site"}, {}),
        ({"aud": None}, {}),
        ({"exp": 1_000_000_000}, {}),
        ({"id_token": None}, {}),
        ({}, {"sub": "somebody else"}),
    ],
    ids=["wrong nonce", "no nonce", "guessed nonce", "wrong issuer", "no issuer", "for another site", "for no site",
         "too old", "no ID token", "two people"],
)  # fmt: skip
def test_an_answer_that_was_not_made_for_us_is_refused(provider, client, token_lies, person_lies):
    provider.token_lies, provider.person_lies = token_lies, person_lies

    answer = come_back(provider, client)

    assert who(client) is None
    assert not User.objects.exists()
    assert answer.status_code in (200, 401)
    assert b"<h1" in answer.content


@pytest.mark.parametrize("verified", [False, "false", None, True, "true"])
def test_an_address_that_somebody_has_is_never_handed_over(provider, client, ann, verified):
    """Not even where the provider says that it was verified: the owner signs in, and connects it themselves."""
    provider.person["email_verified"] = verified

    come_back(provider, client)

    assert who(client) is None
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1
    assert [letter.to for letter in mail.outbox] == [["ann@example.org"]]


@pytest.mark.parametrize("verified", [False, "false", None])
def test_an_address_that_the_provider_did_not_verify_is_verified_by_us(provider, client, verified):
    provider.person["email_verified"] = verified

    come_back(provider, client)

    assert who(client) is None
    assert not EmailAddress.objects.get().verified
    assert "/accounts/confirm-email/" in mail.outbox[0].body


def test_the_owner_of_an_account_connects_their_provider_and_comes_in_by_it(provider, client, ann):
    client.force_login(ann, backend="django.contrib.auth.backends.ModelBackend")

    client.get(provider.sign_in(client.post(f"{LOGIN}?process=connect")["Location"]))
    come_back(provider, later := Client())

    assert SocialAccount.objects.get().user == ann
    assert who(later) == ann


def test_nobody_opens_an_account_by_a_provider_without_an_invitation(provider, client, settings):
    settings.SIGNUP_OPEN = False

    answer = come_back(provider, client)

    assert not User.objects.exists()
    assert "opened by invitation" in answer.content.decode()


def test_who_was_invited_opens_an_account_by_a_provider(provider, client, settings):
    settings.SIGNUP_OPEN = False
    session = client.session
    session[INVITED_KEY] = "/join/a-token/"
    session.save()

    come_back(provider, client)

    assert who(client).email == "ann@example.org"


def test_a_second_factor_is_asked_for_after_a_provider_too(provider, client):
    come_back(provider, client)
    Authenticator.objects.create(user=who(client), type=Authenticator.Type.TOTP, data={"secret": "not-a-real-secret"})

    answer = come_back(provider, later := Client())

    assert who(later) is None
    assert "/accounts/2fa/authenticate/" in answer["Location"]


def test_a_nonce_is_a_digest_of_the_secret_it_is_made_from():
    # printf 'nonce:abc' | openssl dgst -sha256 -binary | basenc --base64url
    assert nonce_of("abc") == "XVdrgVYSy3cUPYbJwsZ7G_eGhrAkWuD_ajKtnIc-39M"
