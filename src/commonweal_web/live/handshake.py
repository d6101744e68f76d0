"""How a socket begins: from a page of this site, with the session of whoever opened that page."""

import io
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest

# The longest address of a socket.
LONGEST_PATH = 200


def comes_from_this_site(scope: Any) -> bool:
    """Whether the page that opens a socket is one of ours: browsers say so in Origin, and no page can change that.

    A socket carries the session's cookie from whatever page opens it, so that without this a page of another site
    could act as its visitor.
    """
    origins = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
    try:
        host = _request(scope).get_host()
    except DisallowedHost:
        return False
    schemes = ("https",) if settings.PRODUCTION else ("http", "https")
    allowed = {f"{scheme}://{host}" for scheme in schemes} | set(settings.CSRF_TRUSTED_ORIGINS)
    return len(origins) == 1 and origins[0] in allowed


def request_of(scope: Any) -> ASGIRequest:
    """The request that a socket begins with, with its session and its user; it reads the database."""
    request = _request(scope)
    engine = import_module(settings.SESSION_ENGINE)
    request.session = engine.SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    request.user = get_user(request)
    return request


def _request(scope: Any) -> ASGIRequest:
    return ASGIRequest({**scope, "type": "http", "method": "GET"}, io.BytesIO())
