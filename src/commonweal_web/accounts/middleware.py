"""Roles that can do harm need a second factor: who lacks one is led to set it up, and to nothing else."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from commonweal_web.accounts.selectors import lacks_second_factor

# What somebody may open before they have set it up: their own account, and what every page needs.
OPEN = ("/accounts/", "/static/", "/healthz")

WORDS = (
    "Your role here needs a second step at sign-in. Set up an authenticator app or a passkey; it takes two minutes. "
    "Then you can go on."
)


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
        if settings.WITHOUT_SECOND_FACTOR or request.path.startswith(OPEN) or not request.user.is_authenticated:
            return False
        return lacks_second_factor(request.user)
