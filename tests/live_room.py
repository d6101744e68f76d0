"""A room without sockets: people with copies of its document, who change them and are told what others changed."""

import json

from pycrdt import Doc, Map

from commonweal_web.live.encoding import Reader
from commonweal_web.live.keeping import Person
from commonweal_web.live.rooms import Item, Room, Seat
from commonweal_web.systemmap.document.keeper import MapKeeper
from commonweal_web.systemmap.document.layers import Layer
from live_client import ROOTS


class Copy:
    """One person's copy; what they change stays with them until it is sent."""

    def __init__(self, table: "Table", person: Person, client_id: int | None = None) -> None:
        self.table, self.seat = table, Seat(person)
        self.doc = Doc(client_id=client_id)
        self.roots = {name: self.doc.get(name, type=Map) for name in ROOTS}
        self.sent = self.saved = 0
        self.refused, self.notices = [], []
        self.server_state = b"\x00"

    def put(self, root, key, value) -> None:
        is_entry = isinstance(value, dict) and root != "session"
        self.roots[root][key] = Map(dict(value)) if is_entry else value

    def send(self, update: bytes | None = None) -> None:
        """Send what the server lacks, or an update of one's own making."""
        if update is None:
            update = self.doc.get_update(self.table.room.document.state())
        self.sent += 1
        self.table.room.waiting.append(Item(self.seat, update, self.sent))

    def take(self, message: bytes) -> None:
        reader = Reader(message)
        kind = reader.number()
        if kind in (1, 5):
            self.doc.apply_update(reader.bytes())
        elif kind == 3:
            self.saved = reader.number()
        elif kind == 4:
            self.refused.append((reader.number(), json.loads(reader.text())))
        elif kind == 8:
            self.notices.append(json.loads(reader.text()))

    def plain(self) -> dict:
        return {name: root.to_py() for name, root in self.roots.items()}


class Table:
    """The room of a layer, and everybody in it."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer
        self.room = Room(MapKeeper(layer))
        self.copies: list[Copy] = []
        self.room.work()

    def sit(self, key: str = "guest-1", client_id: int | None = None, **more) -> Copy:
        copy = Copy(self, Person(key, **({"may_edit": True} | more)), client_id)
        self.copies.append(copy)
        self.room.waiting.append(Item(copy.seat, b"\x00"))
        self.work()
        return copy

    def work(self) -> None:
        for post in self.room.work():
            for copy in self.copies:
                is_meant = post.to is copy.seat if post.to is not None else copy.seat is not post.besides
                if is_meant and post.message:
                    copy.take(post.message)

    @property
    def plain(self) -> dict:
        return self.room.document.plain
