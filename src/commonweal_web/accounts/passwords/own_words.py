"""Words of the site, of one's place and of one's organisation: the first that anybody would try here."""

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from commonweal_web.accounts.selectors import names_around

# Words that anybody would try here first; with them those of the site's addresses, and of the places and partners that
# somebody belongs to. Shorter ones stand in too many other words.
WORDS = ("commonweal", "convenor", "partner", "partnership", "auditor", "council", "police", "hospital", "health",
         "password", "welcome", "sign", "login")  # fmt: skip
SHORTEST_WORD = 4

# What must be left of a password without them.
LEFT_AT_LEAST = 8
OWN_WORDS = (
    "This password is little more than words that anybody would try here first: the name of the site, your place or "
    "your organisation. Take three or four words that have nothing to do with them."
)


class OwnWords:
    """Refuses a password that is little more than words of the site, of one's place or of one's organisation."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise where too little is left of a password without such words."""
        squeezed = letters(password)
        known = known_words(user)
        left = squeezed
        for word in sorted(known, key=len, reverse=True):
            left = left.replace(word, "")
        if left != squeezed and len(left) < LEFT_AT_LEAST:
            raise ValidationError(OWN_WORDS, code="password_of_own_words")

    def get_help_text(self) -> str:
        """What is asked for, in words."""
        return "Your password must be more than the names of this site, your place or your organisation."


def known_words(user: Any) -> set[str]:
    """Words that are easily guessed of somebody; of the site alone, where it is not known who they are."""
    names = names_around(user) if user is not None and user.pk is not None else []
    return _words([*WORDS, *settings.ALLOWED_HOSTS, *names])


def letters(text: str) -> str:
    """A text in small letters and digits, and nothing between them."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _words(names: Iterable[str]) -> set[str]:
    parts = {part for name in names for part in (letters(name), *map(letters, re.split(r"[\W_]+", name)))}
    return {part for part in parts if len(part) >= SHORTEST_WORD}
