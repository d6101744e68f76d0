"""Nobody uses so much of the site that the others wait: who does is asked to wait, with how long, and never locked out.

Whoever is known is counted by themselves: an account, a guest of a link, a token. Only who is not known is counted by
their address, so that a whole organisation behind one address is never held back for what one of them did.
"""

import logging
import math
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from commonweal_web.config.guards.allowance import Counts
from commonweal_web.place.access import GUEST_KEY

log = logging.getLogger(__name__)

# Pages whose posts are long work: a whole place read, written or packed, or a decision worked out.
HEAVY = frozenset(
    {"exchange:import_place", "exchange:replace", "exchange:export", "exchange:map_in", "exchange:map_out",
     "investment:decide"}
)  # fmt: skip
API = "/api/"
LOOKS = ("GET", "HEAD", "OPTIONS", "TRACE")

TOO_MANY = 429
WORDS = "This was asked for too often in a short time. Nothing was changed. Wait {wait}, then ask again."

COUNTS = Counts()


class HeldBack:
    """Counts what is asked for, and answers 429 with how long to wait to whoever asks for too much."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request. A token that is not known counts against the address it came from."""
        answer = self.get_response(request)
        if answer.status_code == 401 and (wait := taken(request, "visitors", address_of(request))):
            return held_back(request, wait)
        return answer

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Once the page is known: count it, and refuse it where it is too much."""
        who = name_of(request)
        for kind in kinds(request, is_known=not who.startswith("address:")):
            if wait := taken(request, kind, who):
                return held_back(request, wait)
        return None


def kinds(request: HttpRequest, *, is_known: bool) -> Iterator[str]:
    """What a request counts as. What everybody may read, anybody may read as often as the proxy lets them."""
    match = request.resolver_match
    is_look = request.method in LOOKS
    if request.path.startswith(API):
        yield from ("api",) if is_known else ()
    elif not is_known:
        yield from () if is_look else ("visitors",)
    elif is_look:
        yield "reads"
    else:
        yield "writes"
        if match is not None and match.view_name in HEAVY:
            yield "heavy"


def name_of(request: HttpRequest) -> str:
    """Who asks: their account, their token, the link by which they are a guest, or else their address."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    if request.path.startswith(API) and kind.lower() == "bearer" and text:
        return f"token:{sha256(text.encode()).hexdigest()}"
    guests = sorted(request.session.get(GUEST_KEY, {}).values())
    return f"guest:{guests[0]}" if guests else address_of(request)


def address_of(request: HttpRequest) -> str:
    """The address of a visitor, as far as the proxies that we know of tell it."""
    try:
        return f"address:{get_adapter().get_client_ip(request)}"
    except PermissionDenied:  # there is none, as behind a socket of this machine
        return "address:unknown"


def taken(request: HttpRequest, kind: str, who: str) -> int:
    """Whole seconds to wait before one more of a kind is allowed; 0 where it is allowed now."""
    allowance = settings.LIMITS[kind]
    wait = math.ceil(COUNTS.take(f"{kind} {who}", allowance)) if allowance else 0
    if wait:  # addresses and tokens are not written down
        told = who if who.startswith(("user:", "guest:")) else f"somebody by {who.partition(':')[0]}"
        log.warning("%s is to wait %s seconds: too many %s", told, wait, kind)
    return wait


def held_back(request: HttpRequest, wait: int) -> HttpResponse:
    """What is told to whoever asks for too much: a page, or JSON to a program."""
    if request.path.startswith(API):
        answer: HttpResponse = JsonResponse({"detail": WORDS.format(wait=in_words(wait))}, status=TOO_MANY)
    else:
        answer = render(request, "429.html", {"wait": in_words(wait)}, status=TOO_MANY)
    answer["Retry-After"] = str(wait)
    return answer


def in_words(seconds: int) -> str:
    """How long to wait, as one would say it: whole minutes, rounded up, from two on."""
    if seconds < 120:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    return f"{math.ceil(seconds / 60)} minutes"
