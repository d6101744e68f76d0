"""Numbers, bytes and texts as lib0 writes them: the encoding that Yjs and its clients share."""

from collections.abc import Iterable

# The largest number that a client id or clock may have: what a whole number of a database holds.
LARGEST = 2**63 - 1


class NotUnderstood(ValueError):
    """Bytes that are no message."""


class Reader:
    """Reads one value after another out of some bytes.

    Raises
    ------
    NotUnderstood
        By every method, where the bytes end too soon or hold no such value.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self) -> int:
        """A whole number, seven bits a byte, the lowest first."""
        number = shift = 0
        while self._at < len(self._data):
            byte = self._data[self._at]
            self._at += 1
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                if number > LARGEST:
                    break
                return number
            shift += 7
            if shift > 63:
                break
        raise NotUnderstood("it holds no whole number where one belongs")

    def bytes(self) -> bytes:
        """Some bytes, their count before them."""
        count = self.number()
        end = self._at + count
        if end > len(self._data):
            raise NotUnderstood("it ends too soon")
        found, self._at = self._data[self._at : end], end
        return found

    def text(self) -> str:
        """A text in UTF-8, the count of its bytes before it."""
        try:
            return self.bytes().decode()
        except UnicodeDecodeError:
            raise NotUnderstood("it holds a text that is not UTF-8") from None

    def end(self) -> None:
        """Nothing more."""
        if self._at != len(self._data):
            raise NotUnderstood("it goes on after its end")


def number(value: int) -> bytes:
    """A whole number, seven bits a byte, the lowest first."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def sized(data: bytes) -> bytes:
    """Some bytes, their count before them."""
    return number(len(data)) + data


def text(words: str) -> bytes:
    """A text in UTF-8, the count of its bytes before it."""
    return sized(words.encode())


def clocks(state: bytes) -> dict[int, int]:
    """A state vector: how many changes of each client a document holds."""
    reader = Reader(state)
    found = {reader.number(): reader.number() for _ in range(reader.number())}
    reader.end()
    return found


def deletions(update: bytes) -> dict[int, int]:
    """How far the deletions of an update reach in each client's changes; it must hold nothing else.

    Raises
    ------
    NotUnderstood
        Where the update holds changes too.
    """
    reader = Reader(update)
    if reader.number():
        raise NotUnderstood("it builds on changes that are missing here")
    reach: dict[int, int] = {}
    for _ in range(reader.number()):
        client = reader.number()
        for _ in range(reader.number()):
            reach[client] = max(reach.get(client, 0), sum(_pair(reader)))
    return reach


def _pair(reader: Reader) -> Iterable[int]:
    return reader.number(), reader.number()
