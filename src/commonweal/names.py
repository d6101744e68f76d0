"""Names of things: the one rule for ids, and the columns that we carry without knowing them."""

import re
from collections.abc import Mapping

# At most 60 characters, so that an id fits an address and a file name everywhere.
LONGEST_SLUG = 60

SLUG = re.compile(rf"[a-z][a-z0-9-]{{0,{LONGEST_SLUG - 1}}}")

# Columns of a file that we do not know, kept with their row: ((column, text), ...).
Extra = tuple[tuple[str, str], ...]

# What a field of a noun says of its column: that its cells may be empty though the file must have it; that the file
# has it only where a row fills it.
MAY_BE_EMPTY: Mapping[str, bool] = {"may_be_empty": True}
WHERE_FILLED: Mapping[str, bool] = {"where_filled": True}


def is_slug(text: str) -> bool:
    """Whether a text may be an id: lower-case letters, digits and hyphens, a letter first.

    Examples
    --------
    >>> is_slug("ae-attendances"), is_slug("A&E"), is_slug("4-hours")
    (True, False, False)
    """
    return SLUG.fullmatch(text) is not None


def slug(text: str) -> str:
    """The nearest id to a text, for telling people how to mend one; empty where nothing is left.

    Examples
    --------
    >>> slug("A&E attendances (all)")
    'a-e-attendances-all'
    """
    hyphened = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-0123456789")
    return hyphened[:LONGEST_SLUG].rstrip("-")


def title_of(id_: str, role: str) -> str:
    """What somebody without a name is called: the role where the id says no more than it, else the id in words.

    A role may be a title, or tell what somebody does.

    Examples
    --------
    >>> title_of("a-e-lead", "A&E lead"), title_of("night-inspector", "walks the square at night")
    ('A&E lead', 'Night inspector')
    """
    own = slug(role)
    if own and (id_.startswith(own) or set(id_.split("-")) <= set(own.split("-"))):
        return role
    words = id_.replace("-", " ")
    return words[:1].upper() + words[1:]


def listed(names: list[str], *, last: str = "and") -> str:
    """Names as a person would say them.

    Examples
    --------
    >>> listed(["council", "police", "ICB"])
    'council, police and ICB'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
