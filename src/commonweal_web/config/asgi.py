"""The server's entrance: pages to Django, files to `static`, and (when rooms have them) sockets to their own."""

import os

from django.core.asgi import get_asgi_application

from commonweal_web.config.desks import Desks
from commonweal_web.config.static import Receive, Scope, Send, files_by_digest, serve_static

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal_web.config.settings")
pages = Desks(get_asgi_application())


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Hand a request to whoever answers it."""
    if scope["type"] == "lifespan":
        await live(receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
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
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
