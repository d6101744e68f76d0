"""Text of people's files: from bytes, without NHS numbers, and fit to be shown."""

import re
from collections.abc import Iterator

from commonweal.errors import Fault

# Longer texts are cut where a fault quotes them.
LONGEST_QUOTE = 60

# Ten digits, plain or 3-3-4 (spaces and hyphens as word processors write them), not inside a longer run of digits
# or a decimal. "9434765919.0" is ten digits that a spreadsheet took for a number, and counts.
TEN_DIGITS = re.compile(
    r"(?<![0-9])(?<![0-9]\.)[0-9]{3}[ \u00a0\-\u2010\u2011\u2013]?[0-9]{3}[ \u00a0\-\u2010\u2011\u2013]?[0-9]{4}"
    r"(?![0-9])(?!\.[0-9]*[1-9])"
)

# Every digit as 0 and every separator as a hyphen.
SHAPE = bytes.maketrans(b"0123456789 ", b"0000000000-")
TO_HYPHEN = str.maketrans(dict.fromkeys("\u00a0\u2010\u2011\u2013", "-"))
TEN_DIGIT_SHAPES = (b"0000000000", b"000-0000000", b"000000-0000", b"000-000-0000")

WITHHELD = "[withheld]"

BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}

SAVE_AS_UTF8 = "Save it as UTF-8 (in a spreadsheet: Save as, CSV UTF-8)."


def text_of(file: str, data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """The text of a UTF-8 file without its byte order mark, and a fault where it is something else.

    Parameters
    ----------
    file
        Its name, for the fault.
    data
        Its bytes.

    Returns
    -------
    text
        With a stand-in for every byte that is not UTF-8, so that it can still be searched.
    faults
        None or one, with the row of the first byte that does not fit.

    Examples
    --------
    >>> text_of("factors.csv", b"\\xef\\xbb\\xbfid,name")
    ('id,name', ())
    >>> print(*text_of("factors.csv", b"id,name\\ncafe,Caf\\xe9")[1])
    factors.csv, row 2: the file is not UTF-8 text: it may be Windows-1252. Save it as UTF-8 (in a spreadsheet: \
Save as, CSV UTF-8).
    """
    if encoding := BYTE_ORDER_MARKS.get(data[:2]):
        return data.decode("utf-16", errors="replace"), (_not_utf8(file, row=1, what=f"is {encoding}"),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = len(data[: error.start].splitlines()) + data[: error.start].endswith((b"\n", b"\r"))
        return data.decode("utf-8-sig", errors="replace"), (
            _not_utf8(file, row=max(row, 1), what="may be Windows-1252"),
        )
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        return text, (_not_utf8(file, row=row, what="holds a zero byte"),)
    return text, ()


def _not_utf8(file: str, *, row: int, what: str) -> Fault:
    return Fault(file, row, None, f"the file is not UTF-8 text: it {what}", SAVE_AS_UTF8)


def may_hold_nhs_number(text: str) -> bool:
    """Whether ten digits stand together anywhere, plain or 3-3-4: ten times faster than looking for them.

    Examples
    --------
    >>> may_hold_nhs_number("943 476 5919"), may_hold_nhs_number("2026-04-01,12345")
    (True, False)
    """
    shape = (text if text.isascii() else text.translate(TO_HYPHEN)).encode(errors="replace").translate(SHAPE)
    return any(digits in shape for digits in TEN_DIGIT_SHAPES)


def nhs_numbers(text: str) -> Iterator[re.Match[str]]:
    """Every place in a text where there stands what looks like an NHS number.

    Ten digits whose last one is the check digit by modulus 11; ten equal digits are nobody's.

    References
    ----------
    NHS Data Dictionary, attribute NHS NUMBER: the modulus 11 algorithm.

    Examples
    --------
    >>> [match.start() for match in nhs_numbers("943 476 5919 and 943 476 5910")]
    [0]
    """
    for match in TEN_DIGITS.finditer(text):
        if _check_digit_is_right([int(letter) for letter in match[0] if letter.isdigit()]):
            yield match


def _check_digit_is_right(digits: list[int]) -> bool:
    """Weights 10 down to 2 on the first nine; 11 less the remainder is the tenth, 11 counts as 0, 10 never stands."""
    if len(set(digits)) == 1:
        return False
    weighted = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == digits[9]


def without_nhs_numbers(text: str) -> str:
    """The text with every NHS number blotted out, so that no message carries one on.

    Examples
    --------
    >>> without_nhs_numbers('there is no partner "9434765919"')
    'there is no partner "[withheld]"'
    """
    for match in reversed(list(nhs_numbers(text))):
        text = text[: match.start()] + WITHHELD + text[match.end() :]
    return text


def quoted(text: str) -> str:
    """What a cell says, in quotation marks, cut short and on one line.

    Examples
    --------
    >>> quoted("n/a"), quoted("two\\nlines")
    ('"n/a"', '"two lines"')
    """
    line = shown(" ".join(text.split()))
    return f'"{line}"' if len(line) <= LONGEST_QUOTE else f'"{line[:LONGEST_QUOTE]}..."'


def shown(text: str) -> str:
    """A text fit for a terminal: what cannot be printed becomes a question mark.

    Examples
    --------
    >>> shown("red\\x1b[31m")
    'red?[31m'
    """
    return "".join(letter if letter.isprintable() else "?" for letter in text)
