"""Addresses that other websites show inside their pages: whoever asks is nobody known, so nobody's own is framed."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Every address of this kind; the views behind them are those of `for_strangers` in place/access.py.
FRAMED = re.compile(r"/[^/]+/map/embed/")


class AsToAStranger:
    """Takes away what would tell who asks, before anything looks at it; and nothing is given to be known by later.

    A page of the same body's website (www.example.gov.uk beside map.example.gov.uk) frames with cookies: without this,
    members would see there what they see here, with the page around it in the hand of another.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request; one for a frame without its cookies and without any in the answer."""
        if not FRAMED.match(request.path_info):
            return self.get_response(request)
        for told in ("HTTP_COOKIE", "HTTP_AUTHORIZATION"):
            request.META.pop(told, None)
        request.COOKIES.clear()
        answer = self.get_response(request)
        answer.cookies.clear()
        del answer.headers["Vary"]  # no cookie was there that it could vary by
        return answer
