"""The server's entrance: pages to Django, files to `static`, and sockets to the rooms of the live map."""

import asyncio
import os
from typing import cast

import django

from commonweal_web.config.desks import Desks, WholePages
from commonweal_web.config.static import Receive, Scope, Send, Served, files_by_digest, serve_static
from commonweal_web.later import HERE, NAMED, imported

# What answers sockets: imported with the first of them.
DOOR = "commonweal_web.config.start.sockets"

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal_web.config.settings")
django.setup(set_prefix=False)
pages = Desks(cast(Served, WholePages()))
NAMED[DOOR] = None


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Hand a request to whoever answers it."""
    if scope["type"] == "lifespan":
        await live(receive, send)
    elif scope["type"] == "websocket":
        await (await asyncio.to_thread(imported, DOOR)).sockets(scope, receive, send)
    elif scope["path"].startswith("/static/"):
        await serve_static(scope, receive, send)
    else:
        await pages(scope, receive, send)


async def live(receive: Receive, send: Send) -> None:
    """Say that the site is ready, its files read, and later that it has stopped."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            files_by_digest()
            await pages.open()
        else:
            if DOOR in HERE:
                await HERE[DOOR].sockets.end()
            await pages.close()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
