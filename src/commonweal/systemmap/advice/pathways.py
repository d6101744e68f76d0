"""Pathways in sentences: by which ways one factor acts on another, and whether they agree."""

from collections.abc import Mapping, Sequence

from commonweal.systemmap.advice.loops import chain_words, delay_words
from commonweal.systemmap.pathways import Pathway, Pathways

Names = Mapping[str, str]
Signs = Mapping[tuple[str, str], str]

DOES = {"+": "raises it", "-": "lowers it", "": "acts on it, and nobody has said which way every link goes"}


def pathway_sentence(pathway: Pathway, signs: Signs, names: Names) -> str:
    """A pathway as people read it aloud.

    Parameters
    ----------
    pathway, signs
        From `pathways` and `likely_signs` of the same map.
    names
        What each factor is called; one without a name is told by its id.

    Examples
    --------
    >>> signs = {("patrols", "fear"): "-", ("fear", "trade"): "-"}
    >>> pathway_sentence(Pathway(("patrols", "fear", "trade"), "+", 6.0, False), signs, {"trade": "evening trade"})
    'More patrols leads to less fear, which leads to more evening trade, after about 6 months.'
    """
    return f"{chain_words(pathway.factors, signs, names)}, {delay_words(pathway.delay_months)}."


def pathways_advice(found: Pathways, start: str, end: str) -> tuple[str, ...]:
    """How many ways lead from one to the other, whether they pull the same way, and honestly what was not counted.

    Parameters
    ----------
    found
        From `pathways`.
    start, end
        What both ends are called.

    Examples
    --------
    >>> ways = (Pathway(("a", "b"), "+", 0.0, False), Pathway(("a", "c", "b"), "+", 6.0, False))
    >>> pathways_advice(Pathways(ways, 8, False), "Patrols", "Trade")
    ('2 ways lead from “Patrols” to “Trade”: all raise it.', 'There are no others.')
    """
    if not found.pathways:
        return (_none(found, start, end),)
    count = len(found.pathways)
    ways = "One way leads" if count == 1 else f"{count:,} ways lead"
    lines = [f"{ways} from “{start}” to “{end}”: {_balance(found.pathways)}"]
    disputed = sum(way.disputed for way in found.pathways)
    if disputed:
        verb = "passes a link" if disputed == 1 else "pass a link"
        lines.append(f"{_number(disputed)} of them {verb} whose sign partners differ about.")
    lines.append(_longer(found))
    return tuple(lines)


def _balance(ways: Sequence[Pathway]) -> str:
    """What each does, and whether they agree."""
    counts = {sign: sum(way.sign == sign for way in ways) for sign in DOES}
    said = [(count, DOES[sign]) for sign, count in counts.items() if count]
    if len(ways) == 1:
        return f"it {said[0][1]}."
    if len(said) == 1:
        return f"all {_verb(said[0][1], len(ways))}."
    parts = ", ".join(f"{_number(count).lower()} {_verb(words, count)}" for count, words in said)
    against = " Which is stronger, the signs alone do not say." if counts["+"] and counts["-"] else ""
    return f"{parts}.{against}"


def _verb(words: str, count: int) -> str:
    return words if count == 1 else words.replace("raises", "raise").replace("lowers", "lower").replace("acts", "act")


def _number(count: int) -> str:
    return "One" if count == 1 else f"{count:,}"


def _none(found: Pathways, start: str, end: str) -> str:
    if found.longer_exist is False:
        return f"On this map “{start}” does not act on “{end}”, by any way."
    return f"No way of at most {found.max_length} factors leads from “{start}” to “{end}”. {_longer(found)}"


def _longer(found: Pathways) -> str:
    return {
        True: f"Longer ones, of more than {found.max_length} factors, exist and are not counted.",
        False: "There are no others.",
        None: f"Whether any of more than {found.max_length} factors exist could not be found out.",
    }[found.longer_exist]
