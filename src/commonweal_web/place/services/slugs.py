"""Ids made from names, so that a clash with something unseen never tells of it."""

import secrets
from collections.abc import Container
from itertools import count

from commonweal.names import LONGEST_SLUG, slug

# Room for a hyphen and a number behind a name that is taken, or a hyphen and six letters.
ROOM = LONGEST_SLUG - 7
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def free_slug(name: str, taken: Container[str], *, otherwise: str) -> str:
    """The nearest id to a name that is not taken yet: with -2, -3 behind it where it is."""
    wanted = slug(name)[:ROOM].rstrip("-") or otherwise
    if wanted not in taken:
        return wanted
    return next(numbered for number in count(2) if (numbered := f"{wanted}-{number}") not in taken)


def unguessable_slug(name: str, taken: Container[str], *, otherwise: str) -> str:
    """The nearest id to a name with six letters behind it that nobody can foresee."""
    wanted = slug(name)[:ROOM].rstrip("-") or otherwise
    while (made := f"{wanted}-{''.join(secrets.choice(LETTERS) for _ in range(6))}") in taken:
        pass
    return made
