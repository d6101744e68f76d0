"""The digest that binds an event to the one before it."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, date
from typing import Any

# What comes before the first event.
BEGINNING = "0" * 64

# Details are a few ids and words; more belongs in a table of its own.
LONGEST_DETAILS = 4000

ADDRESS = re.compile(r"\S@\S")


def canonical(value: object) -> str:
    """One text for one value, whatever the order of its keys."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest_of(event: Mapping[str, Any]) -> str:
    """SHA-256 over an event's own content and the digest before it."""
    content = {name: event[name] for name in ("number", "event", "place", "actor", "target", "details", "before")}
    content["at"] = event["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def plain(value: object) -> Any:
    """A value as every database gives it back: numbers with a point and dates become text.

    PostgreSQL writes 1e16 differently from SQLite, and a digest must not depend on where it was worked out.
    """
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        inner = [plain(item) for item in value]
        return sorted(inner, key=canonical) if isinstance(value, (set, frozenset)) else inner
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (str, float)):
        return str(value).replace("\0", "")
    raise TypeError(f"details of an event cannot hold {type(value).__name__}; give its id or its text")


def refuse_personal(text: str) -> None:
    """Raise when a text holds an e-mail address: the chain can never be erased, so nobody's address goes into it."""
    if ADDRESS.search(text):
        raise ValueError("an event holds an e-mail address; give the id of the user instead")
