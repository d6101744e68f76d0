"""Names of columns where a format has no room for them: a short one instead, and which one it stands for."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping

# Where a file of ours says what its short names stand for.
COLUMNS = "commonweal"


def aliases_of(names: Iterable[str], *, fits: Callable[[str], object] = bool, taken: Collection[str]) -> dict[str, str]:
    """What each column is called in the file: its own name, or c1, c2 and so on where that does not fit or is taken.

    Examples
    --------
    >>> aliases_of(["sign", "label", "two words"], fits=str.isidentifier, taken={"label"})
    {'sign': 'sign', 'label': 'c1', 'two words': 'c2'}
    """
    listed = list(dict.fromkeys(names))
    used = {name for name in listed if fits(name) and name not in taken}
    found: dict[str, str] = {}
    number = 0
    for name in listed:
        if name in used:
            found[name] = name
            continue
        number += 1
        while f"c{number}" in used:
            number += 1
        found[name] = f"c{number}"
    return found


def aliases_told(aliases: Mapping[str, str]) -> str:
    """The short names with what they stand for, as JSON; nothing where every column has its own."""
    short = {alias: name for name, alias in aliases.items() if alias != name}
    return json.dumps(short) if short else ""


def columns_told(text: str) -> dict[str, str]:
    """The column that each short name stands for; none where the text says nothing of the kind."""
    try:
        said = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {alias: name for alias, name in said.items() if isinstance(name, str)}
