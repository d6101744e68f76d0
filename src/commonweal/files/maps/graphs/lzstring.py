"""The packed text in which PRSM saves its maps (LZ-string, 15 bits a letter), unpacked within bounds."""

from collections.abc import Iterator

from commonweal.files.cells import Unreadable

# Each letter carries this many bits, moved up out of the range of control letters.
BITS, MOVED = 15, 32

# What a code stands for before any phrase is known: a letter of 8 bits, one of 16, the end.
SHORT, LONG, END = 0, 1, 2

BROKEN = "its packed text is broken"
SAVE_AGAIN = "Save the map again in PRSM."


def unpacked(text: str, *, most: int) -> str:
    """The text that a packed one stands for.

    Parameters
    ----------
    text
        As saved.
    most
        The most letters to unpack: a few packed ones can stand for millions.

    Raises
    ------
    Unreadable
        Where it is not packed this way, or is longer.
    """
    pieces, length = [], 0
    for piece in _pieces(_Bits(text)):
        pieces.append(piece)
        length += len(piece)
        if length > most:
            raise Unreadable(f"it unpacks to more than {most:,} letters", "Export a part of the map.")
    return "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Bits:
    """The bits of a packed text, read from the left; a number's lowest bit comes first."""

    def __init__(self, text: str) -> None:
        codes = [ord(letter) - MOVED for letter in text]
        if any(not 0 <= code < 1 << BITS for code in codes):
            raise Unreadable(BROKEN, SAVE_AGAIN)
        self.bits = "".join(f"{code:0{BITS}b}" for code in codes)
        self.at = 0

    def number(self, width: int) -> int:
        """The next number of so many bits."""
        bits = self.bits[self.at : self.at + width]
        if len(bits) < width:
            raise Unreadable(BROKEN, SAVE_AGAIN)
        self.at += width
        return int(bits[::-1], 2)

    def letter(self, code: int) -> str:
        """The letter that follows its mark."""
        return chr(self.number(8 if code == SHORT else 16))


def _pieces(bits: _Bits) -> Iterator[str]:
    """Every phrase in order; a phrase and the letter after it are a new phrase in the book."""
    first = bits.number(2)
    if first == END:
        return
    if first > END:
        raise Unreadable(BROKEN, SAVE_AGAIN)
    before = bits.letter(first)
    book = ["", "", "", before]
    yield before
    while (code := bits.number(_width(book))) != END:
        if code in {SHORT, LONG}:
            book.append(bits.letter(code))
            code = len(book) - 1
        if code > len(book):
            raise Unreadable(BROKEN, SAVE_AGAIN)
        phrase = book[code] if code < len(book) else before + before[0]
        yield phrase
        book.append(before + phrase[0])
        before = phrase


def _width(book: list[str]) -> int:
    """How many bits a code has: enough for every phrase in the book and the next one."""
    return len(book).bit_length()
