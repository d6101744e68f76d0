"""A few threads that stay, each with its connection to the database: a request is answered by the least busy."""

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.db import DatabaseError, connection, connections
from django.http import HttpRequest, HttpResponseBase
from django.template import engines
from django.urls import reverse

from commonweal.reports.charts import svg
from commonweal_web.config.static import Receive, Scope, Send, Served

# Django alone would make a thread, and so a connection, for each request. More threads than a few only make all pages
# slower together, since Python works on one at a time; with one, a long page would hold up every other.
DESKS = 6

# What starts the drawing of pictures lets no other thread on for half a second: not before the first page is out.
SECONDS_OF_GRACE = 1.0


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

    async def open(self) -> None:
        """Get ready what the first pages would wait for; a little later what draws pictures, which takes longest."""
        await asyncio.gather(*(asyncio.wrap_future(desk.thread.submit(open_line)) for desk in self.desks))
        await asyncio.wrap_future(self.desks[0].thread.submit(read_templates))
        asyncio.get_running_loop().call_later(SECONDS_OF_GRACE, self.desks[-1].thread.submit, draw_first)

    async def close(self) -> None:
        """Close every thread's line to the database, once the work in hand is done."""
        await asyncio.gather(*(asyncio.wrap_future(desk.thread.submit(connections.close_all)) for desk in self.desks))


def open_line() -> None:
    """Open this thread's line to the database. Where there is none, pages and `healthz` say so, each time anew."""
    with suppress(DatabaseError):
        connection.ensure_connection()


def read_templates() -> None:
    """Read every template of ours, and every address."""
    for engine in engines.all():
        for folder in engine.dirs:
            for path in Path(folder).rglob("*.html"):
                engine.get_template(path.relative_to(folder).as_posix())
    reverse(settings.LOGIN_URL)


def draw_first() -> None:
    """Start what draws pictures; then leave all that is here for good out of what is searched for things to forget.

    A search through it takes a tenth of a second, in which no page goes on.
    """
    svg({"data": {"values": [{}]}, "mark": "point"})
    gc.collect()
    gc.freeze()


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
