"""A plain client of the live map, without a browser: a shared document of its own and the messages of the socket."""

import asyncio
import json
import random
import string
from contextlib import asynccontextmanager, suppress

import pycrdt
from pycrdt import Doc, Map
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from commonweal_web.live import encoding
from commonweal_web.live.encoding import Reader

ROOTS = ("factors", "links", "actors", "ties", "maps", "positions", "reactions", "session")
PATIENCE = 20.0


def new_key() -> str:
    return "".join(random.choices(string.ascii_lowercase + string.digits, k=20))


def factor(name: str, **more) -> dict:
    plain = {"name": name, "kind": "cause", "unit": "", "per": "", "better": "", "baseline": None, "trend": None,
             "floor": None, "ceiling": None, "source": "", "note": ""}  # fmt: skip
    return plain | more


def link(from_: str, to: str, **more) -> dict:
    plain = {"from": from_, "to": to, "kind": "influences", "sign": "+", "strength": "medium", "elasticity": None,
             "delay": None, "grade": None, "source": "", "note": "", "contributed_by": ""}  # fmt: skip
    return plain | more


class MapClient:
    """Somebody's copy of a map. `edit()` changes it; while there is a connection every change is sent."""

    def __init__(self, url: str, cookie: str, *, origin: str | None = None, doc: Doc | None = None) -> None:
        self.url, self.cookie = url, cookie
        self.origin = "http://" + url.split("/")[2] if origin is None else origin
        self.doc = doc or Doc()
        self.roots = {name: self.doc.get(name, type=Map) for name in ROOTS}
        self.socket, self.welcome, self.closed = None, None, None
        self.sent = self.saved = 0
        self.refused, self.notices, self.states, self.raw = [], [], {}, []
        self.synced, self.changed = asyncio.Event(), asyncio.Event()
        self._is_remote = False
        self._heard = self.doc.observe(self._local)
        self._outbox: list[bytes] = []

    def _local(self, event) -> None:
        if not self._is_remote:
            self._outbox.append(event.update)

    async def open(self) -> "MapClient":
        self.sent = self.saved = 0
        self.closed = None
        self.synced.clear()
        self._outbox.clear()  # the answer to the server's question holds all of it
        headers = {"Cookie": f"session={self.cookie}"} if self.cookie else {}
        self.socket = await connect(self.url, origin=self.origin, additional_headers=headers, max_size=None)
        self._listening = asyncio.create_task(self._listen())
        await self.send(encoding.number(0) + encoding.sized(self.doc.get_state()))
        return self

    async def close(self) -> None:
        if self.socket is not None:
            await self.socket.close()
            await asyncio.wait_for(self._listening, PATIENCE)
            self.socket = None

    async def send(self, message: bytes) -> None:
        with suppress(ConnectionClosed):
            await self.socket.send(message)

    async def send_edit(self, update: bytes) -> None:
        self.sent += 1
        await self.send(encoding.number(2) + encoding.number(self.sent) + encoding.sized(update))

    async def _listen(self) -> None:
        try:
            async for message in self.socket:
                await self._take(message)
                self.changed.set()
        except ConnectionClosed:
            pass
        finally:
            self.closed = self.socket.close_code
            self.changed.set()

    async def _take(self, message: bytes) -> None:
        self.raw.append(message)
        reader = Reader(message)
        kind = reader.number()
        if kind in (1, 5):
            self._apply(reader.bytes())
            if kind == 1:
                self.synced.set()
        elif kind == 0:
            update = self.doc.get_update(reader.bytes())
            if update != b"\x00\x00":
                await self.send_edit(update)
        elif kind == 3:
            self.saved = reader.number()
        elif kind == 4:
            self.refused.append((reader.number(), json.loads(reader.text())))
        elif kind == 6:
            self._states(Reader(reader.bytes()))
        elif kind == 7:
            self.welcome = json.loads(reader.text())
        elif kind == 8:
            self.notices.append(json.loads(reader.text()))

    def _apply(self, update: bytes) -> None:
        self._is_remote = True
        try:
            self.doc.apply_update(update)
        finally:
            self._is_remote = False

    def _states(self, reader: Reader) -> None:
        for _ in range(reader.number()):
            client, _clock, said = reader.number(), reader.number(), json.loads(reader.text())
            self.states[client] = said

    async def say(self, said: dict | None, clock: int = 1, client: int | None = None) -> None:
        state = encoding.number(client or self.doc.client_id) + encoding.number(clock) + encoding.text(json.dumps(said))
        await self.send(encoding.number(6) + encoding.sized(encoding.number(1) + state))

    async def flush(self) -> None:
        """Send what was changed since; without a connection it stays in the document."""
        while self._outbox and self.socket is not None:
            await self.send_edit(self._outbox.pop(0))

    def put(self, root: str, key: str, value) -> None:
        self.roots[root][key] = Map(dict(value)) if isinstance(value, dict) and root != "session" else value

    async def add_factor(self, key: str, name: str, at=None) -> None:
        with self.doc.transaction():
            self.put("factors", key, factor(name))
            if at is not None:
                self.put("positions", f"main/{key}", list(at))
        await self.flush()

    async def add_link(self, from_: str, to: str, **more) -> str:
        key = new_key()
        self.put("links", key, link(from_, to, **more))
        await self.flush()
        return key

    async def change(self, root: str, key: str, **fields) -> None:
        with self.doc.transaction():
            for name, value in fields.items():
                self.roots[root][key][name] = value
        await self.flush()

    async def remove_factor(self, key: str) -> None:
        with self.doc.transaction():
            for root, field in (("links", ("from", "to")), ("actors", ("factor",))):
                for name, entry in [(name, self.roots[root][name]) for name in self.roots[root]]:
                    if key in [entry[one] for one in field]:
                        del self.roots[root][name]
            for name in [name for name in self.roots["positions"] if name.endswith(f"/{key}")]:
                del self.roots["positions"][name]
            for name in [name for name in self.roots["reactions"] if name.startswith(f"{key}/")]:
                del self.roots["reactions"][name]
            del self.roots["factors"][key]
        await self.flush()

    def plain(self) -> dict:
        return {name: root.to_py() for name, root in self.roots.items()}

    async def until(self, condition, patience: float = PATIENCE) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(patience):
            while not condition():
                self.changed.clear()
                if not condition():
                    await self.changed.wait()

    async def all_saved(self) -> None:
        await self.until(lambda: self.saved >= self.sent or self.closed is not None)
        assert self.closed is None, (self.closed, self.refused)


@asynccontextmanager
async def clients(*made: MapClient):
    """Clients that are connected and have the map; gone afterwards."""
    try:
        for one in made:
            await one.open()
        for one in made:
            await asyncio.wait_for(one.synced.wait(), PATIENCE)
        yield made
    finally:
        for one in made:
            await one.close()


def merged(*updates: bytes) -> bytes:
    return pycrdt.merge_updates(*updates)
