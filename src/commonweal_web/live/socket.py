"""The socket: lets people in, hands what they say to their room, and sends what the room says."""

import asyncio
import builtins
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import close_old_connections

from commonweal_web.live import awareness, handshake, limits, messages
from commonweal_web.live.awareness import Awareness, State
from commonweal_web.live.encoding import NotUnderstood
from commonweal_web.live.keeping import Admitted, Entrance
from commonweal_web.live.limits import Allowance
from commonweal_web.live.messages import Close, Kind, Message
from commonweal_web.live.rooms import Item, Post, Room, Seat

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Result = TypeVar("Result")

log = logging.getLogger(__name__)

# Threads for rooms: each room stays with one. More only make all slower together.
DESKS = 2
# How often a room looks whether others wrote, in seconds.
LOOK = 0.5
# How often the states of people are told, in seconds.
TELL = 0.05
# How often everybody's right to be here is looked at again, in seconds.
CHECK = 4.0
# How long an empty room stays open, in seconds: a page loaded again finds it as it was.
LINGER = 15.0


@dataclass(eq=False)
class Connection(Seat):
    """One socket that is open."""

    scope: Any = None
    outbox: "asyncio.Queue[bytes | Close]" = field(default_factory=asyncio.Queue)
    bytes_waiting: int = 0
    edits_waiting: int = 0
    may_go_on: asyncio.Event = field(default_factory=asyncio.Event)
    client: int | None = None
    messages: Allowance = field(default_factory=lambda: Allowance(limits.MESSAGES_A_SECOND, limits.MESSAGES_AT_ONCE))
    bytes: Allowance = field(default_factory=lambda: Allowance(limits.BYTES_A_SECOND, limits.BYTES_AT_ONCE))

    def send(self, message: builtins.bytes) -> None:
        """Put a message into the queue of those to be sent; who reads too slowly is shown out."""
        self.bytes_waiting += len(message)
        if self.bytes_waiting > limits.BYTES_WAITING:
            self.close(Close.AGAIN)
        else:
            self.outbox.put_nowait(message)

    def close(self, why: Close) -> None:
        """End after what waits to be sent."""
        self.is_over = True
        self.outbox.put_nowait(why)
        self.may_go_on.set()


class OpenRoom:
    """A room as the socket sees it: who sits there, and whether its thread is at work."""

    def __init__(self, room: Room, desk: Executor) -> None:
        self.room = room
        self.desk = desk
        self.seats: set[Connection] = set()
        self.awareness = Awareness()
        self.is_working = self.is_telling = False

    def ask(self, item: Item) -> None:
        """Let the room do something for a connection."""
        self.room.waiting.append(item)
        self.wake()

    def wake(self) -> None:
        """Let the room do what waits, and look whether others wrote."""
        if not self.is_working:
            self.is_working = True
            asyncio.get_running_loop().run_in_executor(self.desk, _at_desk, self.room.work).add_done_callback(
                self._done
            )

    def _done(self, work: "asyncio.Future[list[Post]]") -> None:
        self.is_working = False
        if work.cancelled() or work.exception() is not None:
            log.error("a room fails and is closed", exc_info=None if work.cancelled() else work.exception())
            self.room.waiting.clear()
            self.room.document = None
            for seat in self.seats:
                seat.close(Close.AGAIN)
            return
        for post in work.result():
            self._deliver(post)
        waiting = Counter(item.seat for item in list(self.room.waiting))
        for seat in self.seats:
            seat.edits_waiting = waiting[seat]
            seat.may_go_on.set()
        if waiting:
            self.wake()

    def _deliver(self, post: Post) -> None:
        everybody = [seat for seat in self.seats if seat.is_synced and seat is not post.besides]
        for seat in everybody if post.to is None else [post.to]:
            assert isinstance(seat, Connection)
            if post.message:
                seat.send(post.message)
            if post.close is not None:
                seat.close(post.close)
            seat.is_synced = seat.is_synced or post.syncs

    def put(self, state: State) -> None:
        """Take what somebody says of themselves, and tell it soon."""
        self.awareness.put(state)
        self._tell_soon()

    def leave(self, seat: Connection) -> None:
        """Somebody is gone."""
        self.seats.discard(seat)
        if seat.client is not None and all(other.client != seat.client for other in self.seats):
            self.awareness.leave(seat.client)
            self._tell_soon()

    def _tell_soon(self) -> None:
        if not self.is_telling:
            self.is_telling = True
            asyncio.get_running_loop().call_later(TELL, self._tell)

    def _tell(self) -> None:
        self.is_telling = False
        if news := self.awareness.news():
            for seat in self.seats:
                seat.send(messages.awareness(news))


class Sockets:
    """Every open socket of the site. Made once; it begins to work with the first that comes."""

    def __init__(self, entrance: Entrance) -> None:
        self.entrance = entrance
        self.rooms: dict[str, OpenRoom] = {}
        self.people: Counter[str] = Counter()
        self.desks = [ThreadPoolExecutor(1, thread_name_prefix="live") for _ in range(DESKS)]
        self.door = ThreadPoolExecutor(2, thread_name_prefix="live-door")
        self.rounds: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Answer one socket from beginning to end."""
        await receive()
        if len(scope["path"]) > handshake.LONGEST_PATH or not handshake.comes_from_this_site(scope):
            await send({"type": "websocket.close", "code": 1008})  # refused before it begins: the browser is told 403
            return
        if not self.rounds:
            self.rounds = [asyncio.create_task(self._look()), asyncio.create_task(self._check())]
        admitted = await self._admitted(scope)
        await send({"type": "websocket.accept"})
        if admitted is None:
            await send({"type": "websocket.close", "code": int(Close.ABSENT)})
        elif self.people[admitted.person.key] >= limits.CONNECTIONS:
            await send({"type": "websocket.close", "code": int(Close.TOO_MUCH)})
        else:
            await self._serve(Connection(admitted.person, scope=scope), admitted, receive, send)

    async def _admitted(self, scope: Any) -> Admitted | None:
        return await asyncio.get_running_loop().run_in_executor(self.door, _at_desk, lambda: self._admit(scope))

    def _admit(self, scope: Any) -> Admitted | None:
        return self.entrance.admit(handshake.request_of(scope))

    async def _serve(self, seat: Connection, admitted: Admitted, receive: Receive, send: Send) -> None:
        room = self._room(admitted)
        room.seats.add(seat)
        self.people[seat.person.key] += 1
        seat.send(messages.welcome(_welcome(admitted)))
        if everybody := room.awareness.everybody():
            seat.send(messages.awareness(everybody))
        ways = [asyncio.create_task(_listen(seat, room, receive)), asyncio.create_task(_send(seat, send))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            self.people[seat.person.key] -= 1
            room.leave(seat)
            asyncio.get_running_loop().call_later(LINGER, self._close_if_empty, admitted.room, room)

    def _room(self, admitted: Admitted) -> OpenRoom:
        if admitted.room not in self.rooms:
            desk = min(self.desks, key=lambda desk: sum(room.desk is desk for room in self.rooms.values()))
            self.rooms[admitted.room] = OpenRoom(Room(admitted.keeper()), desk)
        return self.rooms[admitted.room]

    def _close_if_empty(self, name: str, room: OpenRoom) -> None:
        if not room.seats and self.rooms.get(name) is room:
            del self.rooms[name]
            room.desk.submit(_at_desk, room.room.close)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            for room in self.rooms.values():
                if room.seats:
                    room.wake()

    async def _check(self) -> None:
        while True:
            await asyncio.sleep(CHECK)
            seats = [(name, seat) for name, room in self.rooms.items() for seat in room.seats if not seat.is_over]
            await asyncio.gather(*(self._check_one(name, seat) for name, seat in seats))

    async def _check_one(self, room: str, seat: Connection) -> None:
        try:
            admitted = await self._admitted(seat.scope)
        except Exception:
            log.exception("the rights of a connection could not be read")
            seat.close(Close.AGAIN)
            return
        if admitted is None or admitted.room != room:
            seat.close(Close.ABSENT)
        elif admitted.person != seat.person:
            seat.close(Close.AGAIN)  # coming back, they are told what they may do now

    async def end(self) -> None:
        """The server stops: what waits is finished, and rooms are closed."""
        for task in self.rounds:
            task.cancel()
        for room in self.rooms.values():
            room.desk.submit(_at_desk, room.room.close)
        for threads in (*self.desks, self.door):
            await asyncio.to_thread(threads.shutdown)


def _at_desk(work: Callable[[], Result]) -> Result:
    """Do something in a thread that stays, whose connection to the database may have grown old meanwhile."""
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()


def _welcome(admitted: Admitted) -> dict[str, Any]:
    person = admitted.person
    you = {"key": person.key, "name": person.name, "colour": person.colour, "role": person.role}
    may = {name: getattr(person, name) for name in ("may_edit", "may_facilitate", "may_see_private")}
    return {**admitted.told, "you": {**you, **may}}


async def _send(seat: Connection, send: Send) -> None:
    while True:
        message = await seat.outbox.get()
        if isinstance(message, Close):
            await send({"type": "websocket.close", "code": int(message)})
            return
        await send({"type": "websocket.send", "bytes": message})
        seat.bytes_waiting -= len(message)


async def _listen(seat: Connection, room: OpenRoom, receive: Receive) -> None:
    last = 0
    while (event := await receive())["type"] != "websocket.disconnect":
        data = event.get("bytes") or b""
        if seat.is_over:
            continue
        if not (seat.messages.spend(1) and seat.bytes.spend(len(data))):
            seat.close(Close.TOO_MUCH)
            continue
        try:
            last = _heard(seat, room, _read(data), last)
        except NotUnderstood:
            seat.close(Close.NOT_UNDERSTOOD)
        while seat.edits_waiting >= limits.EDITS_WAITING and not seat.is_over:
            seat.may_go_on.clear()
            await seat.may_go_on.wait()


def _read(data: bytes) -> Message:
    if len(data) > limits.MESSAGE:
        raise NotUnderstood(f"a message has {limits.MESSAGE} bytes at the most")
    return messages.read(data)


def _heard(seat: Connection, room: OpenRoom, message: Message, last: int) -> int:
    """Do what a message asks; the number of the last edit."""
    if message.kind == Kind.AWARENESS:
        _say(seat, room, message.data)
        return last
    if message.kind == Kind.EDIT and message.number != last + 1:
        raise NotUnderstood("edits are counted 1, 2, 3")
    is_edit = message.kind == Kind.EDIT
    seat.edits_waiting += 1
    room.ask(Item(seat, message.data, message.number if is_edit else None))
    return message.number if is_edit else last


def _say(seat: Connection, room: OpenRoom, data: bytes) -> None:
    """Take what somebody says of themselves alone; who they are is said by us."""
    for state in awareness.read(data):
        if seat.client is None and not _is_taken(seat, room, state.client):
            seat.client = state.client
        if state.client == seat.client:
            user = {key: getattr(seat.person, key) for key in ("key", "name", "colour", "role")}
            said = None if state.said is None else {**awareness.kept(state.said), "user": user}
            room.put(State(state.client, state.clock, said))


def _is_taken(seat: Connection, room: OpenRoom, client: int) -> bool:
    """Whether a client id is somebody else's: by what they changed, or by what they said."""
    by_word = any(other.client == client and other.person.key != seat.person.key for other in room.seats)
    document = room.room.document
    return by_word or (document is not None and not document.owns(client, seat.person.key))
