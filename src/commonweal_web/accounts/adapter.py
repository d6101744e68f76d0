"""What sign-in does our own way: who may open an account, how secrets of second factors are kept, and what an answer
of a body's own provider (OpenID Connect) is held to beyond what allauth checks.
"""

import base64
import logging
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

# Where the session of somebody who came by an invitation keeps its page: they may open an account, and come back there.
INVITED_KEY = "invited"

# Where allauth keeps, in the session, the secret that one sign-in by a provider began with.
SECRET = "pkce_code_verifier"


log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by invitation, or by anybody where the site says so."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this visitor may open an account."""
        return settings.SIGNUP_OPEN or bool(request.session.get(INVITED_KEY))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody goes who signed in from no page in particular: back to the invitation that they came by."""
        return str(request.session.pop(INVITED_KEY, None) or super().get_login_redirect_url(request))

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign somebody in, and say so in the log by their number."""
        super().login(request, user)
        log.info("user %s signed in", user.pk)

    def logout(self, request: HttpRequest) -> None:
        """Sign somebody out, and say so in the log by their number."""
        log.info("user %s signed out", request.user.pk)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Say in the log that somebody failed to sign in, and not as whom."""
        log.warning("a sign-in failed")

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        """Keep the name that somebody gave beside their address."""
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are kept encrypted, so that a copy of the database alone lets nobody in."""

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it is used."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(sha256(f"second factor:{key}".encode()).digest())) for key in keys]
    )


class Provider(OpenIDConnectProvider):
    """Sends a nonce with every sign-in, and takes an address for verified only where that is said outright."""

    def get_pkce_params(self) -> dict[str, str]:
        """The challenge of this sign-in, and a nonce made from the same secret."""
        asked = super().get_pkce_params()
        return {**asked, "nonce": nonce_of(asked["code_verifier"])}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address that the provider gives; some providers write yes and no as words."""
        addresses: list[EmailAddress] = super().extract_email_addresses(data)
        for address in addresses:
            address.verified = address.verified is True or address.verified == "true"
        return addresses


class ProviderAdapter(DefaultSocialAccountAdapter):
    """How somebody whom a provider vouches for comes in."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        """Ours, in place of allauth's."""
        return Provider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse an answer that was not made for this sign-in, or that speaks of two people.

        OpenID Connect Core 1.0: the ID token is needed (3.1.3.3), holds the nonce that was sent (3.1.3.7, 11), and
        names the same subject as the details of the person (5.3.2).
        """
        said = sociallogin.account.extra_data
        token, person = said.get("id_token") or {}, said.get("userinfo") or {}
        nonce = nonce_of(sociallogin.state.get(SECRET) or "")
        if not compare_digest(str(token.get("nonce", "")).encode(), nonce.encode()):
            raise PermissionDenied("The answer of the sign-in provider was not made for this sign-in.")
        if token.get("sub") != person.get("sub"):
            raise PermissionDenied("The answer of the sign-in provider speaks of two people.")

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """A new account has the name that the provider knows."""
        user = super().populate_user(request, sociallogin, data)
        user.name = str(data.get("name") or "")[:120]
        return user


def nonce_of(secret: str) -> str:
    """What the provider must say back: made from a secret of the session, and telling nothing of it."""
    return base64.urlsafe_b64encode(sha256(f"nonce:{secret}".encode()).digest()).decode().rstrip("=")
