"""A few threads that stay, each with its connection to the database: a request is answered by the least busy."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, HttpResponseBase

from commonweal_web.config.static import Receive, Scope, Send, Served

# Django alone would make a thread, and so a connection, for each request. More threads than a few only make all pages
# slower together, since Python works on one at a time; with one, a long page would hold up every other.
DESKS = 6


@dataclass
class Desk:
    """One thread, and how many requests it has in hand."""

    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="page"))
    in_hand: int = 0


@dataclass(frozen=True)
class Desks:
    """Hands each request to the desk with the fewest in hand. A slow sender waits outside, and holds up no thread."""

    pages: Served
    desks: tuple[Desk, ...] = field(default_factory=lambda: tuple(Desk() for _ in range(DESKS)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        desk = min(self.desks, key=lambda one: one.in_hand)
        desk.in_hand += 1
        try:
            async with ThreadSensitiveContext(executor=desk.thread):
                await self.pages(scope, receive, send)
        finally:
            desk.in_hand -= 1


class WholePages(ASGIHandler):
    """Django's handler, but a page is answered by one thread from the first middleware to the last.

    Django's own goes back and forth between its event loop and the thread for every middleware, which costs more
    than the middleware does.
    """

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002  (Django's own signature)
        """Chain the middleware and views as plain functions."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, all of it by the thread of this request's desk."""
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)
