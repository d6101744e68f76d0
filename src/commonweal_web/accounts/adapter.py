"""What sign-in does our own way: who may open an account, and how secrets of second factors are kept."""

import base64
import logging
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest

# Where the session of somebody who came by an invitation keeps that they may open an account.
INVITED_KEY = "invited"


log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by invitation, or by anybody where the site says so."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this visitor may open an account."""
        return settings.SIGNUP_OPEN or bool(request.session.get(INVITED_KEY))

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
