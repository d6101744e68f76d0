"""Loops in sentences: what feeds itself, what holds itself back, and how many there are."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from commonweal.systemmap.loops import Loop, Loops

ENDS = {
    "R": "it feeds itself (reinforcing).",
    "B": "it holds itself back (balancing).",
    "?": "nobody has said which way every link goes.",
}

# A loop that returns sooner counts as at once.
AT_ONCE = 0.5


def loop_sentence(loop: Loop, signs: Mapping[tuple[str, str], str], names: Mapping[str, str]) -> str:
    """A loop as people read it aloud.

    Parameters
    ----------
    loop, signs
        From `feedback_loops` and `likely_signs` of the same map.
    names
        What each factor is called; one without a name is told by its id.

    Examples
    --------
    >>> signs = {("fear", "trade"): "-", ("trade", "fear"): "-"}
    >>> loop_sentence(Loop(("fear", "trade"), "R", 6.0, False), signs, {"fear": "fear after dark"})
    'More fear after dark leads to less trade, which leads to more fear after dark: it feeds itself (reinforcing).'
    """
    told = chain_words((*loop.factors, loop.factors[0]), signs, names)
    return f"{told}: {ENDS[loop.polarity]}"


def chain_words(factors: Sequence[str], signs: Mapping[tuple[str, str], str], names: Mapping[str, str]) -> str:
    """Factors that act one on the next, as people read it aloud; a link without a sign only acts.

    Examples
    --------
    >>> chain_words(("a", "b", "c"), {("a", "b"): "-", ("b", "c"): ""}, {"a": "Patrols", "b": "Fear"})
    'More patrols leads to less fear, which acts on c'
    """
    called = {id_: inside_sentence(names.get(id_, id_)) for id_ in factors}
    told, rises = f"More {called[factors[0]]}", True
    for at, (cause, effect) in enumerate(pairwise(factors)):
        sign, which = signs.get((cause, effect), ""), ", which" if at else ""
        rises = rises != (sign == "-")
        does = f"leads to {'more' if rises else 'less'}" if sign else "acts on"
        told += f"{which} {does} {called[effect]}"
    return told


def inside_sentence(name: str) -> str:
    """A name with a small first letter, unless it is written in capitals.

    Examples
    --------
    >>> inside_sentence("Fear after dark"), inside_sentence("A&E attendances")
    ('fear after dark', 'A&E attendances')
    """
    return name[0].lower() + name[1:] if name[:1].isupper() and name[1:2].islower() else name


def delay_words(months: float) -> str:
    """How long a loop takes to return.

    Examples
    --------
    >>> delay_words(0.0), delay_words(1.2), delay_words(14.0)
    ('at once, or nobody knows after how long', 'after about 1 month', 'after about 14 months')
    """
    if months < AT_ONCE:
        return "at once, or nobody knows after how long"
    return f"after about {months:.0f} month{'' if round(months) == 1 else 's'}"


def loops_advice(found: Loops) -> tuple[str, ...]:
    """How many loops there are and of which kind, and honestly what was not counted.

    Examples
    --------
    >>> loops_advice(Loops((), 8, False))
    ('Nothing on this map feeds back.',)
    >>> loops_advice(Loops((Loop(("a", "b"), "B", 4.0, True),), 8, True))[0]
    'One loop holds itself back (balancing).'
    """
    if not found.count:
        return (_none(found),)
    lines = [_counted(found.loops), _longer(found)]
    disputed = sum(loop.disputed for loop in found.loops)
    if disputed:
        verb = "has a link" if disputed == 1 else "have links"
        lines.append(f"{disputed:,} of them {verb} whose sign partners differ about: which way it goes is not settled.")
    return tuple(lines)


def _none(found: Loops) -> str:
    if found.complete:
        return "Nothing on this map feeds back."
    return f"No loop of at most {found.max_length} factors was found; {_longer(found)}"


def _counted(loops: Sequence[Loop]) -> str:
    kinds = {
        "R": ("feeds itself (reinforcing)", "feed themselves (reinforcing)"),
        "B": ("holds itself back (balancing)", "hold themselves back (balancing)"),
        "?": ("has a link whose way nobody has said", "have a link whose way nobody has said"),
    }
    counts = {kind: sum(loop.polarity == kind for loop in loops) for kind in kinds}
    said = [(count, kinds[kind][count > 1]) for kind, count in counts.items() if count]
    parts = [f"{_number(count)} {'loop' if count == 1 else 'loops'} {verb}" for count, verb in said[:1]]
    parts += [f"{_number(count).lower()} {verb}" for count, verb in said[1:]]
    return f"{', '.join(parts)}."


def _number(count: int) -> str:
    return "One" if count == 1 else f"{count:,}"


def _longer(found: Loops) -> str:
    return {
        True: f"Longer ones, of more than {found.max_length} factors, exist and are not counted.",
        False: "There are no others.",
        None: f"Whether any of more than {found.max_length} factors exist could not be found out.",
    }[found.longer_exist]
