"""Programs are not led on from an open line to an encrypted one: they would send their token in the open every time."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

WORDS = (
    "The API answers over https only. If you sent a token, it was sent in the open: revoke it, make another, "
    "and begin the address with https://."
)


class ApiOnlyEncrypted:
    """Refuses what is asked of the API over an open line, where pages are led on to https."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request, or refuse it before anything of it is read."""
        if settings.SECURE_SSL_REDIRECT and request.path.startswith("/api/") and not request.is_secure():
            return JsonResponse({"detail": WORDS}, status=403)
        return self.get_response(request)
