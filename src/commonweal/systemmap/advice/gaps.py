"""Gaps in sentences: who is missing, what nobody can act on, what rests on nothing."""

from collections.abc import Iterator, Mapping, Sequence

from commonweal.names import listed
from commonweal.place.schema import Partner
from commonweal.systemmap.advice.network import sentence, some
from commonweal.systemmap.gaps import Gaps
from commonweal.systemmap.schema import SystemMap

RESIDENTS = {
    "missing": "Residents are not at the table: no partner is of their sector. Ask who speaks for those it is about.",
    "silent": "Residents are named as a partner, but have no person, no tie and no view on the map. Ask for theirs.",
}

# How sectors are called where they are missing.
SECTOR_WORDS = {"voluntary": "voluntary groups", "business": "businesses", "fire": "fire and rescue"}

FULL_POWER = 3


def gaps_advice(found: Gaps, system_map: SystemMap, partners: Sequence[Partner] = ()) -> tuple[str, ...]:
    """What a map lacks, people first.

    Parameters
    ----------
    found
        From `gaps`.
    system_map, partners
        For the names of things.

    Examples
    --------
    >>> from commonweal.systemmap.gaps import gaps
    >>> from commonweal.systemmap.network.graph import Relations
    >>> gaps_advice(gaps(SystemMap(), Relations(), []), SystemMap())[0][:36]
    'Residents are not at the table: no p'
    """
    factors = {factor.id: f'"{factor.name}"' for factor in system_map.factors}
    bodies = {partner.id: partner.name for partner in partners}
    lines = (
        *_of_people(found, bodies),
        *_of_power(found, factors, bodies),
        *_of_evidence(found, system_map, factors),
    )
    return lines or ("No gap was found by these checks. Ask the room what is still missing.",)


def _of_people(found: Gaps, bodies: Mapping[str, str]) -> Iterator[str]:
    if found.residents in RESIDENTS:
        yield RESIDENTS[found.residents]
    missing = [SECTOR_WORDS.get(sector, sector) for sector in found.missing_sectors if sector != "residents"]
    if missing:
        yield f"No partner speaks for {listed(missing, last='or')}. Ask whether they should."
    for lacks, words in (
        (("person", "tie"), "no person and no tie"),
        (("person",), "no person"),
        (("tie",), "no tie"),
    ):
        names = [bodies.get(own.partner, own.partner) for own in found.without_voice if own.lacks == lacks]
        if names:
            yield _voiceless(names, words)


def _voiceless(names: Sequence[str], words: str) -> str:
    return f"{sentence(some(names))} can act on the map, but {_have(names)} {words} noted. Ask who speaks for them."


def _of_power(found: Gaps, factors: Mapping[str, str], bodies: Mapping[str, str]) -> Iterator[str]:
    if found.without_actor:
        names = [factors[id_] for id_ in found.without_actor]
        yield f"Nobody on the map can act on {some(names)}. Ask who could, or take them as given."
    full = [(own.factor, [body for body, power in own.holders if power == FULL_POWER]) for own in found.mandates]
    alone: dict[str, list[str]] = {}
    for factor, holders in full:
        if len(holders) == 1:
            alone.setdefault(holders[0], []).append(factors[factor])
    for body, names in alone.items():
        yield f"Only {bodies.get(body, body)} has full power over {some(names)}."
    weak = [factors[own.factor] for own in found.mandates if own.holders and 0 < own.most < FULL_POWER]
    if weak:
        yield f"Nobody has full power over {some(weak)}: those who can act need each other, or others."


def _of_evidence(found: Gaps, system_map: SystemMap, factors: Mapping[str, str]) -> Iterator[str]:
    if found.without_evidence:
        arrows = [f"{link.from_} → {link.to}" for link in found.without_evidence]
        count = f"{len(arrows):,} of {len(system_map.links):,} links"
        yield f"{count} {_have(arrows)} neither a grade of evidence nor a source: {some(arrows)}."
    if found.without_measure:
        names = [factors[id_] for id_ in found.without_measure]
        yield f"No measure follows {some(names)}, so nobody could tell whether it improved."
    if found.without_link:
        yield f"No link leads to or from {some([factors[id_] for id_ in found.without_link])}."


def _have(names: Sequence[str]) -> str:
    return "has" if len(names) == 1 else "have"
