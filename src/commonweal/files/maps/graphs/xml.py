"""XML read without trust and written without surprise: no entities, no outside files, within bounds."""

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.etree.ElementTree import XML, Element, ParseError
from xml.parsers import expat

from commonweal.files.cells import Unreadable

MOST_ELEMENTS = 3_000_000

SAVE_PLAIN = "Save it again from the program that drew the map."

# What XML 1.0 cannot hold, even escaped.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What is written otherwise, in a text and in an attribute.
MARKED = re.compile("[^\t\n !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MARKED_IN_ATTRIBUTE = re.compile("[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
IN_ATTRIBUTE = {**IN_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
STAND_IN = "\ufffd"


def root_of(data: bytes) -> Element:
    """The root of an XML file; tags without their namespaces.

    Raises
    ------
    Unreadable
        Where it is not well-formed, declares a document type (and so perhaps entities), or is too long.
        Nothing is ever fetched or expanded.
    """
    try:
        _refuse_document_types(data)
        if data.count(b"<") > 2 * MOST_ELEMENTS:
            raise Unreadable(f"it holds more than {MOST_ELEMENTS:,} elements", "Export a part of the map.")
        root = XML(data)
    except (ParseError, expat.ExpatError) as error:
        problem = f"line {_line(error)} is not well-formed XML ({expat.ErrorString(error.code)})"
        raise Unreadable(problem, SAVE_PLAIN) from error
    except LookupError as error:
        raise Unreadable("its encoding is not known", "Save it as UTF-8.") from error
    for element in root.iter():
        element.tag = local(element.tag)
    return root


def _line(error: ParseError | expat.ExpatError) -> int:
    return error.lineno if isinstance(error, expat.ExpatError) else error.position[0]


def _refuse_document_types(data: bytes) -> None:
    """Go through the file once with nobody listening but for a document type, without which there is no entity."""

    def refuse(*_: object) -> None:
        raise Unreadable("it declares a document type, which we do not read", SAVE_PLAIN)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)  # noqa: FBT003


@lru_cache(maxsize=1_000)
def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def in_text(text: str) -> str:
    """A text as the content of an element; what XML cannot hold becomes a stand-in.

    Examples
    --------
    >>> in_text("A&E < 4 hours")
    'A&amp;E &lt; 4 hours'
    """
    return _escaped(text, IN_TEXT) if MARKED.search(text) else text


def in_attribute(text: str) -> str:
    """A text as the value of an attribute, line breaks kept.

    Examples
    --------
    >>> in_attribute('two "lines"\\n')
    'two &quot;lines&quot;&#10;'
    """
    return _escaped(text, IN_ATTRIBUTE) if MARKED_IN_ATTRIBUTE.search(text) else text


def _escaped(text: str, marks: Mapping[str, str]) -> str:
    clean = NOT_XML.sub(STAND_IN, text)
    return "".join(marks.get(letter, letter) for letter in clean)


def is_held(text: str) -> bool:
    """Whether XML can hold every letter of a text.

    Examples
    --------
    >>> is_held("café"), is_held("bell\\x07")
    (True, False)
    """
    return NOT_XML.search(text) is None
