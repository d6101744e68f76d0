"""A few threads that stay, each with its connection to the database: a request is answered by the least busy."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import DatabaseError, connection, connections
from django.http import HttpRequest, HttpResponseBase

from commonweal_web.config.start.warming import warm_up
from commonweal_web.config.static import Receive, Scope, Send, Served
from commonweal_web.ui.pen import PEN

# Django alone would make a thread, and so a connection, for each request. More threads than a few only make all pages
# slower together, since Python works on one at a time; with one, a long page would hold up every other.
DESKS = 6

# The warm-up begins so long (in seconds) after the first page, whose files the browser asks for meanwhile, and so long
# after the start where none comes.
SECONDS_OF_GRACE = 0.3
LONGEST_ALONE = 5.0


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
    is_warming: Event = field(default_factory=Event)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        desk = min(self.desks, key=lambda one: one.in_hand)
        desk.in_hand += 1
        try:
            async with ThreadSensitiveContext(executor=desk.thread):
                await self.pages(scope, receive, send)
        finally:
            desk.in_hand -= 1
            if not self.is_warming.is_set():
                asyncio.get_running_loop().call_later(SECONDS_OF_GRACE, self._warm_up)

    async def open(self) -> None:
        """Open every thread's line to the database; the rest is made ready after the first page, if that comes soon."""
        await asyncio.gather(*(asyncio.wrap_future(desk.thread.submit(open_line)) for desk in self.desks))
        asyncio.get_running_loop().call_later(LONGEST_ALONE, self._warm_up)

    def _warm_up(self) -> None:
        """Let a thread of its own make ready what later pages need; once."""
        if not self.is_warming.is_set():
            self.is_warming.set()
            Thread(target=warm_up, args=(self.is_busy,), name="warm-up", daemon=True).start()

    def is_busy(self) -> bool:
        """Whether any page is being answered."""
        return any(desk.in_hand for desk in self.desks)

    async def close(self) -> None:
        """Close every thread's line to the database, once the work in hand is done, and end what draws."""
        await asyncio.gather(*(asyncio.wrap_future(desk.thread.submit(connections.close_all)) for desk in self.desks))
        await asyncio.to_thread(PEN.close)


def open_line() -> None:
    """Open this thread's line to the database. Where there is none, pages and `healthz` say so, each time anew."""
    with suppress(DatabaseError):
        connection.ensure_connection()


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
