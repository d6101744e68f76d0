"""Feedback loops of a map: which factors feed back on themselves, in which direction, after how long."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from commonweal.errors import CannotAnswer, WrongUse
from commonweal.systemmap.schema import Link, NamedLoop, SystemMap

# Loops grow without measure with their length: a random map of 60 factors and 150 links has 201 up to this
# length and 258,906 in all.
LONGEST_LOOP = 8

# More loops than this no one reads, and a dense map has millions.
MOST_LOOPS = 200_000

# Steps of the search for one longer loop; each step asks once which factors can still be reached.
SEARCH_STEPS = 20_000

# Arrows of a map: factor to the factors it acts on.
Arrows = Mapping[str, tuple[str, ...]]

FLOW_SIGNS = {"adds_to": "+", "drains": "-"}


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop from its first factor round to it again. R reinforces, B balances, ? has a link without a sign.

    `delay_months` adds up the likely delays of its links, unknown ones as 0. `disputed` means that partners
    differ about the sign of a link in it; the polarity is then by the sign that most of them hold.
    """

    factors: tuple[str, ...]
    polarity: Literal["R", "B", "?"]
    delay_months: float
    disputed: bool


@dataclass(frozen=True, slots=True)
class LikelyLink:
    """What a link most likely does, where its rows may differ."""

    sign: str
    delay: float
    disputed: bool


@dataclass(frozen=True, slots=True)
class Loops:
    """All loops up to a length. `longer_exist` is None where a short search could not tell."""

    loops: tuple[Loop, ...]
    max_length: int
    longer_exist: bool | None

    @property
    def count(self) -> int:
        """How many loops are listed."""
        return len(self.loops)

    @property
    def complete(self) -> bool:
        """Whether the list is known to hold every loop of the map, of any length."""
        return self.longer_exist is False


def feedback_loops(
    system_map: SystemMap, *, max_length: int = LONGEST_LOOP, through: str | Sequence[str] | None = None
) -> Loops:
    """Every loop of at most `max_length` factors, the shortest first, and whether longer ones exist.

    Parameters
    ----------
    system_map
        Rows that are rival views of a link count as one link.
    max_length
        Most factors in a loop, at least 1.
    through
        Only loops through this factor, or through every one of several, told from the first of them; else each loop
        is told from its first factor by name.

    Returns
    -------
    Loops
        Empty and complete where nothing feeds back.

    Raises
    ------
    WrongUse
        Where `through` is not on the map.
    CannotAnswer
        With more than 200,000 loops.

    Examples
    --------
    >>> there, back = Link("a", "b", sign="+", delay=3.0), Link("b", "a", sign="-", delay=1.0)
    >>> feedback_loops(SystemMap((), (there, back))).loops
    (Loop(factors=('a', 'b'), polarity='B', delay_months=4.0, disputed=False),)
    """
    chosen = (through,) if isinstance(through, str) else tuple(through or ())
    ends = [(link.from_, link.to) for link in system_map.links]
    refuse_unknown(chosen, system_map)
    arrows = arrows_of(ends)
    first, others = (chosen[0] if chosen else None), set(chosen[1:])
    round_first = cycles(arrows, max_length=max_length, through=first)
    wanted = (factors for factors in round_first if others.issubset(factors))
    found = sorted(_limited(wanted, max_length), key=_reading_order)
    longer = has_longer_cycle(arrows, max_length, through=first)
    # A longer loop through the first of several factors need not pass the others.
    return Loops(loops_of(system_map, found), max_length, None if others and longer else longer)


def loops_of(system_map: SystemMap, cycles: Iterable[tuple[str, ...]]) -> tuple[Loop, ...]:
    """Cycles of a map with their polarity and delay, in the order given."""
    likely = likely_links(system_map)
    return tuple(_loop(factors, likely) for factors in cycles)


def likely_signs(system_map: SystemMap) -> dict[tuple[str, str], str]:
    """The sign of each link as loops take it: the one that most rows give, plus where as many give either.

    Examples
    --------
    >>> rows = (Link("a", "b", sign="-"), Link("a", "b", sign="-", contributed_by="x"), Link("a", "b", sign="+"))
    >>> likely_signs(SystemMap((), rows))
    {('a', 'b'): '-'}
    """
    return {ends: link.sign for ends, link in likely_links(system_map).items()}


def likely_links(system_map: SystemMap) -> dict[tuple[str, str], LikelyLink]:
    """Each link by its ends, with the sign that most of its rows give and the delay that most of those give."""
    rows: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in system_map.links:
        rows[link.from_, link.to].append(link)
    return {ends: _likely(same) for ends, same in rows.items()}


def rotated(factors: tuple[str, ...]) -> tuple[str, ...]:
    """A loop told from its first factor by name, so that the same loop is always told alike.

    Examples
    --------
    >>> rotated(("visits", "fear", "trade"))
    ('fear', 'trade', 'visits')
    """
    start = factors.index(min(factors)) if factors else 0
    return factors[start:] + factors[:start]


def missing_step(loop: NamedLoop, arrows: Collection[tuple[str, str]]) -> tuple[str, str] | None:
    """The first step of a named loop that is no arrow of the map; None where all are.

    Examples
    --------
    >>> missing_step(NamedLoop(("a", "b"), "Fear"), {("a", "b")})
    ('b', 'a')
    """
    steps = zip(loop.factors, loop.factors[1:] + loop.factors[:1], strict=True)
    return next((step for step in steps if step not in arrows), None)


def names_of(named: Iterable[NamedLoop]) -> dict[tuple[str, ...], NamedLoop]:
    """The names and stories that partners gave to loops, by the loop as `rotated` tells it.

    Examples
    --------
    >>> names_of([NamedLoop(("b", "a"), "Fear feeds itself")])[rotated(("a", "b"))].name
    'Fear feeds itself'
    """
    return {rotated(loop.factors): loop for loop in named}


def arrows_of(pairs: Iterable[tuple[str, str]]) -> Arrows:
    """Each factor with those it acts on, all in order of their names; one without arrows has an empty tuple."""
    heads: dict[str, set[str]] = defaultdict(set)
    for tail, head in pairs:
        heads[tail].add(head)
        heads[head].update()
    return {tail: tuple(sorted(heads[tail])) for tail in sorted(heads)}


def cycles(arrows: Arrows, *, max_length: int, through: str | None = None) -> Iterator[tuple[str, ...]]:
    """Elementary cycles of at most `max_length` factors, each once, from its first factor by name.

    Only paths that can still come home in time are followed, so the work grows with what is found.

    Examples
    --------
    >>> list(cycles(arrows_of([("b", "a"), ("a", "b"), ("b", "c"), ("c", "b")]), max_length=2))
    [('a', 'b'), ('b', 'c')]
    """
    roots = list(arrows) if through is None else [through]
    gone: set[str] = set()
    for root in roots:
        yield from _cycles_from(root, arrows, _steps_home(root, arrows, gone, max_length), max_length)
        gone.add(root)


def _cycles_from(root: str, arrows: Arrows, home: Mapping[str, int], longest: int) -> Iterator[tuple[str, ...]]:
    """Cycles through a root; `home` has the factors allowed and the fewest steps from each to the root."""
    path, on_path = [root], {root}
    ahead = [iter(arrows.get(root, ()))]
    while ahead:
        head = next(ahead[-1], None)
        if head is None:
            ahead.pop()
            on_path.discard(path.pop())
        elif head == root:
            yield tuple(path)
        elif head not in on_path and len(path) + home.get(head, longest) < longest + 1:
            path.append(head)
            on_path.add(head)
            ahead.append(iter(arrows[head]))


def _steps_home(root: str, arrows: Arrows, gone: set[str], longest: int) -> dict[str, int]:
    """Fewest steps from each factor back to the root, for those within reach and not gone."""
    tails: dict[str, list[str]] = defaultdict(list)
    for tail, heads in arrows.items():
        if tail not in gone:
            for head in heads:
                tails[head].append(tail)
    home, ring = {root: 0}, [root]
    for steps in range(1, longest):
        ring = sorted({tail for head in ring for tail in tails[head]} - home.keys())
        home.update(dict.fromkeys(ring, steps))
    return home


def has_longer_cycle(arrows: Arrows, length: int, *, through: str | None = None) -> bool | None:
    """Whether an elementary cycle of more than `length` factors exists; None where the search was cut short.

    Every path that is followed can still come home, so each step leads to a cycle: either a longer one soon
    turns up, or there are few in all.
    """
    bit = {name: 1 << place for place, name in enumerate(arrows)}
    heads = {bit[tail]: sum(bit[head] for head in set(ends)) for tail, ends in arrows.items()}
    allowed = sum(bit.values())
    steps = SEARCH_STEPS
    for root in [bit[name] for name in ([through] if through else arrows) if name in bit]:
        longer, steps = _longer_from(root, heads, allowed, length=length, steps=steps)
        if longer is not False:
            return longer
        allowed &= ~root
    return False


def _longer_from(
    root: int, heads: Mapping[int, int], allowed: int, *, length: int, steps: int
) -> tuple[bool | None, int]:
    """The answer for cycles through one root within the allowed factors (bits), and the steps left."""
    stack = [(root, allowed & ~root, 1)]
    while stack:
        head, free, factors = stack.pop()
        if heads[head] & root and factors > length:
            return True, steps
        for step in _bits(heads[head] & free):
            within = free & ~step
            around = _reached(step, heads, within | root)
            # Few factors left to pass: this way gives no long one.
            if not around & root or factors + 1 + (around & ~root).bit_count() <= length:
                continue
            steps -= 1
            stack.append((step, within, factors + 1))
        if steps <= 0:
            return None, 0
    return False, steps


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield mask & -mask
        mask &= mask - 1


def _reached(start: int, heads: Mapping[int, int], within: int) -> int:
    """Bits that can be reached from a start by at least one step, passing only through `within`."""
    reached, ring = 0, heads[start] & within
    while ring:
        reached |= ring
        ahead = 0
        for bit in _bits(ring):
            ahead |= heads[bit]
        ring = ahead & within & ~reached
    return reached


def _loop(factors: tuple[str, ...], likely: Mapping[tuple[str, str], LikelyLink]) -> Loop:
    links = [likely[ends] for ends in zip(factors, factors[1:] + factors[:1], strict=True)]
    delay = sum(link.delay for link in links)
    return Loop(factors, _polarity([link.sign for link in links]), delay, any(link.disputed for link in links))


def _polarity(signs: Sequence[str]) -> Literal["R", "B", "?"]:
    if "" in signs:
        return "?"
    return "B" if signs.count("-") % 2 else "R"


def _likely(rows: Sequence[Link]) -> LikelyLink:
    """The sign that most rows give, and the delay that most of those give; ties go to plus, then to the shortest."""
    said = [(FLOW_SIGNS.get(row.kind, row.sign), row.delay or 0.0) for row in rows]
    views = [view for view in said if view[0]] or said
    signs, counts = Counter(sign for sign, _ in views), Counter(views)
    sign, delay = max(sorted(counts), key=lambda view: (signs[view[0]], counts[view]))
    return LikelyLink(sign, delay, disputed=len(signs) > 1)


def _reading_order(factors: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return (len(factors), factors)


def _limited(found: Iterator[tuple[str, ...]], longest: int) -> Iterator[tuple[str, ...]]:
    for count, factors in enumerate(found):
        if count == MOST_LOOPS:
            raise CannotAnswer(
                f"the map has more than {MOST_LOOPS:,} loops of up to {longest} factors",
                mend="Ask for shorter loops, or for those through one factor.",
            )
        yield factors


def refuse_unknown(chosen: Iterable[str], system_map: SystemMap) -> None:
    """Raise `WrongUse`, with the nearest id, for a factor that is not on a map."""
    known = {
        *(factor.id for factor in system_map.factors),
        *(end for link in system_map.links for end in (link.from_, link.to)),
    }
    for name in chosen:
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            mend = f'Did you mean "{near[0]}"?' if near else "The ids stand in the first column of factors.csv."
            raise WrongUse(f'"{name}" is not a factor of this map', mend=mend)
