"""What the map does not show yet, who is missing from it, and who can act on what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from commonweal.names import listed
from commonweal.reports.schema import Column, Table
from commonweal.systemmap.advice.gaps import gaps_advice
from commonweal.systemmap.gaps import Gaps, Mandate, gaps
from commonweal.systemmap.network.graph import Relations
from commonweal.systemmap.schema import Factor, SystemMap
from commonweal_web.investment.selectors import rows_seen
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import Viewer

POWER = {1: "a little", 2: "some", 3: "full"}
TABLES = ("factors", "links", "actors", "measures", "partners", "people", "ties")


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A factor and who can act on it, in words; `most` is the most power that anybody has, 0 to 3."""

    factor: Factor
    holders: str
    most: int


@dataclass(frozen=True, slots=True)
class GapsSheet:
    """Sentences, the mandate of each factor, the links that rest on nothing, and the table to take away."""

    advice: tuple[str, ...]
    mandates: tuple[MandateLine, ...]
    without_evidence: tuple[tuple[str, str], ...]
    table: Table


def gaps_of(place: Place, viewer: Viewer) -> GapsSheet:
    """The gaps of a map, as far as a viewer may see it."""
    return gaps_among(rows_seen(place, viewer, TABLES))


def gaps_among(rows: Mapping[str, Any]) -> GapsSheet:
    """The gaps of a map that is given as the rows of `TABLES`."""
    system_map = SystemMap(rows["factors"], rows["links"])
    relations = Relations(rows["partners"], rows["people"], rows["ties"])
    measured = {measure.factor for measure in rows["measures"]}
    found = gaps(system_map, relations, rows["actors"], measured=measured, on=timezone.localdate())
    factors = {factor.id: factor for factor in rows["factors"]}
    bodies = {partner.id: partner.name for partner in rows["partners"]}
    mandates = tuple(_mandate(one, factors[one.factor], bodies) for one in found.mandates)
    return GapsSheet(
        advice=gaps_advice(found, system_map, rows["partners"]) if factors else (),
        mandates=mandates,
        without_evidence=_unsupported(found, factors),
        table=_table(mandates),
    )


def _mandate(found: Mandate, factor: Factor, bodies: dict[str, str]) -> MandateLine:
    holders = [
        f"{bodies.get(partner, partner)} ({POWER.get(power or 0, 'not said')})" for partner, power in found.holders
    ]
    return MandateLine(factor, listed(holders) if holders else "", found.most)


def _unsupported(found: Gaps, factors: dict[str, Factor]) -> tuple[tuple[str, str], ...]:
    """The ends of the links without a grade or a source, by name."""
    return tuple(dict.fromkeys((factors[link.from_].name, factors[link.to].name) for link in found.without_evidence))


def _table(mandates: tuple[MandateLine, ...]) -> Table:
    return Table(
        caption="Who can act on what",
        columns=(Column("Factor"), Column("Kind"), Column("Who can act, and with how much power")),
        rows=tuple((line.factor.name, line.factor.kind, line.holders or "nobody") for line in mandates),
    )
