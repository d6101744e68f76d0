"""What stands after sign-in: sessions that end, and a second factor for those whose roles can do harm."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout, user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from commonweal_web.accounts.selectors import lacks_second_factor

# Where a session keeps when it began and when it was last used, in seconds.
BEGAN, USED = "signed_in_at", "used_at"

# How exactly the last use is known: a write for every page would slow a shared SQLite file.
USED_WITHIN = 5 * 60

# What a browser is to forget once somebody is signed out. Cookies are not named: all sites of a body would lose theirs.
FORGET = '"cache", "storage"'

LEFT = "You were signed out, since nothing was done for a while or the day is over. Sign in again to go on."

# What somebody may open before they have set it up: their own account, and what every page needs. Not tokens, since a
# token is another way in.
OPEN = ("/accounts/", "/static/", "/healthz")
CLOSED = ("/accounts/tokens/",)

WORDS = (
    "You need a second step at sign-in before you can go on. Set up an authenticator app or a passkey; it takes two "
    "minutes."
)


@receiver(user_logged_in)
def begin(request: HttpRequest, **_: Any) -> None:
    """Note when somebody signed in."""
    request.session[BEGAN] = request.session[USED] = int(time.time())


class SessionsEnd:
    """Signs out whoever did nothing for a while or came long ago, and tells the browser of all signed out to forget."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request of a session that goes on; lead to sign-in where it is over."""
        was_signed_in = SESSION_KEY in request.session
        if was_signed_in and is_over(request):
            logout(request)
            messages.info(request, LEFT)
            answer = self.get_response(request) if request.path.startswith("/api/") else _to_sign_in(request)
        else:
            answer = self.get_response(request)
        if was_signed_in and SESSION_KEY not in request.session:
            answer["Clear-Site-Data"] = FORGET
        return answer


def is_over(request: HttpRequest) -> bool:
    """Whether the session of somebody signed in has ended; if not, its use is noted, every few minutes."""
    now, session = int(time.time()), request.session
    if BEGAN not in session:
        session[BEGAN] = now
    if (
        now - session.get(USED, now) > settings.SESSION_IDLE_SECONDS
        or now - session[BEGAN] > settings.SESSION_COOKIE_AGE
    ):
        return True
    if now - session.get(USED, 0) >= USED_WITHIN:
        session[USED] = now
    return False


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path() if request.method in ("GET", "HEAD") else request.path)


class SecondFactorDemanded:
    """Stands after sign-in; costs one question to the database a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a request through, or lead it to where a second factor is set up."""
        if self._is_to_set_up(request):
            messages.warning(request, WORDS)
            return redirect("mfa_index")
        return self.get_response(request)

    def _is_to_set_up(self, request: HttpRequest) -> bool:
        is_open = request.path.startswith(OPEN) and not request.path.startswith(CLOSED)
        if is_open or not request.user.is_authenticated:
            return False
        return lacks_second_factor(request.user)
