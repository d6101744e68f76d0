"""Matching: which factors of two maps may be the same thing under another name?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from commonweal.systemmap.schema import Factor

# Names at least this much alike are suggested as one. "A&E attendances" and "Attendances at A&E" share all words (1.0),
# "Rough sleeping" and "Rough sleepers" all but the endings (0.81); "Night trade" and "Night visitors" do not (0.5).
ALIKE = 0.75

# Words less alike than this have nothing in common: "sleeping" and "sleeper" (0.63) have, "carer" and "user" have not.
ALIKE_WORDS = 0.6

# Words that say nothing about what a factor is.
EMPTY_WORDS = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per", "the", "to", "with"]
)


@dataclass(frozen=True, slots=True)
class Match:
    """Two factors that may be one: ids in the first and the second map, and how alike their names are, 0 to 1."""

    before: str
    after: str
    likeness: float


def matches(before: Sequence[Factor], after: Sequence[Factor], *, alike: float = ALIKE) -> tuple[Match, ...]:
    """Pairs of factors with names much alike, the most alike first; each factor stands in one pair at the most.

    Parameters
    ----------
    before, after
        Factors that have no counterpart by id. Of pairs equally alike the first by their ids wins.
    alike
        The least likeness. A suggestion is for people to accept or not; nothing is joined by itself.

    Examples
    --------
    >>> old = [Factor("ae", "A&E attendances", "outcome"), Factor("x", "Night trade", "cause")]
    >>> matches(old, [Factor("attendances", "Attendances at A&E", "outcome")])
    (Match(before='ae', after='attendances', likeness=1.0),)
    """
    pairs = [Match(old.id, new.id, likeness(old.name, new.name)) for old in before for new in after]
    kept: list[Match] = []
    for pair in sorted(pairs, key=lambda pair: (-pair.likeness, pair.before, pair.after)):
        taken = any(pair.before == other.before or pair.after == other.after for other in kept)
        if pair.likeness >= alike and not taken:
            kept.append(pair)
    return tuple(kept)


def likeness(one: str, other: str) -> float:
    """How alike two names are: twice what their words have in common, as a share of all their words.

    Equal words have 1 in common; words of much the same letters have one less the edits that turn one into the other
    (Levenshtein 1966), as a share of the longer, and below 0.6 nothing. Each word is paired once. Case, signs, the
    order of words, a plural s, where words are joined, and words such as "of" have no part.

    Examples
    --------
    >>> likeness("Ambulance call-outs", "Callouts of ambulances")
    1.0
    >>> round(likeness("Rough sleeping", "Rough sleepers"), 2)
    0.81
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    if "".join(first) == "".join(second):
        return 1.0
    pairs = sorted((-_alike(word, twin), word, twin) for word in first for twin in second)
    common, paired = 0.0, set[tuple[int, str]]()
    for less, word, twin in pairs:
        if -less >= ALIKE_WORDS and not paired & {(1, word), (2, twin)}:
            common -= less
            paired |= {(1, word), (2, twin)}
    return 2 * common / (len(first) + len(second))


@lru_cache(maxsize=100_000)
def _alike(word: str, twin: str) -> float:
    """How alike two words are; 0 where their lengths alone tell them apart."""
    longest = max(len(word), len(twin))
    if 1 - abs(len(word) - len(twin)) / longest < ALIKE_WORDS:
        return 0.0
    return 1 - _edits(word, twin) / longest


@lru_cache(maxsize=10_000)
def _words(name: str) -> tuple[str, ...]:
    """The words that say something, each once, in order of the alphabet."""
    words = re.findall(r"[^\W_]+", name.casefold())
    return tuple(sorted({_singular(word) for word in words if word not in EMPTY_WORDS or len(words) == 1}))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _edits(one: str, other: str) -> int:
    """Fewest letters to put in, take out or change."""
    row: Iterable[int] = range(len(other) + 1)
    for at, letter in enumerate(one, 1):
        above, below = list(row), [at]
        for place, own in enumerate(other, 1):
            below.append(min(above[place] + 1, below[-1] + 1, above[place - 1] + (letter != own)))
        row = below
    return list(row)[-1]
