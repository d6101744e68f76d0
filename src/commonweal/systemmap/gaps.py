"""Gaps: what the map does not show yet, and who is missing from it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from commonweal.place.schema import Partner, Sector
from commonweal.systemmap.network.graph import Lens, Relations, network_of
from commonweal.systemmap.schema import Actor, Factor, Link, SystemMap

# Every sector that a place might look for; "other" is none in particular.
SECTORS: tuple[Sector, ...] = tuple(sector for sector in get_args(Sector) if sector != "other")

Lack = Literal["person", "tie"]
Voice = Literal["missing", "silent", "heard"]


@dataclass(frozen=True, slots=True)
class Voiceless:
    """A partner that can act on the map, and what it lacks: a person in people.csv, a tie in ties.csv, or both."""

    partner: str
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who can act on a factor: partners with their power (None: not known), the most powerful first."""

    factor: str
    holders: tuple[tuple[str, int | None], ...]

    @property
    def most(self) -> int:
        """The most power that anybody has over it; 0 where nobody has or nobody knows."""
        return max((power or 0 for _, power in self.holders), default=0)


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing from a map, as ids; empty is well.

    `residents` tells whether there is no partner of that sector (`missing`), one that has no person, no tie and no
    view of a link (`silent`), or one that has (`heard`). `without_measure` is None where no measures were given.
    `mandates` lists every factor of the map, also those that somebody can act on.
    """

    without_actor: tuple[str, ...]
    without_link: tuple[str, ...]
    without_voice: tuple[Voiceless, ...]
    missing_sectors: tuple[Sector, ...]
    residents: Voice
    without_evidence: tuple[Link, ...]
    without_measure: tuple[str, ...] | None
    mandates: tuple[Mandate, ...]


def gaps(
    system_map: SystemMap,
    relations: Relations,
    actors: Sequence[Actor],
    *,
    measured: Collection[str] | None = None,
    on: date | None = None,
) -> Gaps:
    """Everything that a map lacks.

    Parameters
    ----------
    system_map, relations, actors
        As the files have them.
    measured
        Ids of the factors that have a measure; None: nothing is said of measures.
    on
        Only partners and ties of that day; None: all.

    Returns
    -------
    Gaps
        In the order of the files. A driver (an outside force) counts as without actor like any other factor; a link
        is without evidence where it has neither a grade nor a source.

    Examples
    --------
    >>> found = gaps(SystemMap((Factor("waits", "Waits", "outcome"),)), Relations(), [], measured=[])
    >>> found.without_actor, found.without_measure, found.residents
    (('waits',), ('waits',), 'missing')
    """
    here = _here(relations, on)
    ids = {partner.id for partner in here}
    acting = [actor for actor in actors if actor.partner in ids]
    linked = {end for link in system_map.links for end in (link.from_, link.to)}
    return Gaps(
        without_actor=_ids(system_map.factors, {actor.factor for actor in acting}),
        without_link=_ids(system_map.factors, linked),
        without_voice=_without_voice(here, relations, acting, on),
        missing_sectors=tuple(sector for sector in SECTORS if sector not in {partner.sector for partner in here}),
        residents=_residents(here, relations, system_map.links, on),
        without_evidence=tuple(link for link in system_map.links if link.grade is None and not link.source.strip()),
        without_measure=None if measured is None else _ids(_outcomes(system_map), measured),
        mandates=tuple(_mandate(factor.id, acting) for factor in system_map.factors),
    )


def _here(relations: Relations, on: date | None) -> list[Partner]:
    present = set(network_of(relations, Lens(among="partners", on=on)).ids)
    return [partner for partner in relations.partners if partner.id in present]


def _ids(factors: Iterable[Factor], known: Collection[str]) -> tuple[str, ...]:
    """Factors that are not among the known."""
    return tuple(factor.id for factor in factors if factor.id not in known)


def _outcomes(system_map: SystemMap) -> list[Factor]:
    return [factor for factor in system_map.factors if factor.kind == "outcome"]


def _without_voice(
    here: Sequence[Partner], relations: Relations, acting: Sequence[Actor], on: date | None
) -> tuple[Voiceless, ...]:
    able = {actor.partner for actor in acting}
    with_person, with_tie = _with_person(relations), _with_tie(relations, on)
    found = []
    for partner in here:
        lacks: list[Lack] = [] if partner.id in with_person else ["person"]
        lacks += [] if partner.id in with_tie else ["tie"]
        if partner.id in able and lacks:
            found.append(Voiceless(partner.id, tuple(lacks)))
    return tuple(found)


def _with_person(relations: Relations) -> set[str]:
    return {person.partner for person in relations.people}


def _with_tie(relations: Relations, on: date | None) -> set[str]:
    """Partners that have a tie, themselves or through one of their people."""
    network = network_of(relations, Lens(on=on))
    tied = {network.ids[at] for at in (*network.tails.tolist(), *network.heads.tolist())}
    return tied | {person.partner for person in relations.people if person.id in tied}


def _residents(here: Sequence[Partner], relations: Relations, links: Iterable[Link], on: date | None) -> Voice:
    own = {partner.id for partner in here if partner.sector == "residents"}
    if not own:
        return "missing"
    people = {person.id for person in relations.people if person.partner in own}
    spoken = {link.contributed_by for link in links}
    heard = people or (own & _with_tie(relations, on)) or (own & spoken)
    return "heard" if heard else "silent"


def _mandate(factor: str, acting: Iterable[Actor]) -> Mandate:
    holders = [(actor.partner, actor.power) for actor in acting if actor.factor == factor]
    return Mandate(factor, tuple(sorted(holders, key=lambda holder: (-(holder[1] or 0), holder[0]))))
