"""The map as it was after one of its updates: as a drawing, and as tables."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from commonweal.systemmap import schema
from commonweal.systemmap.advice.compare import SIGN_WORDS
from commonweal.systemmap.layout.places import MOST_FACTORS, MOST_LINKS
from commonweal.systemmap.layout.places import places as laid_out
from commonweal.systemmap.picture.svg import map_svg
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap import selectors as maps
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.history import selectors

A_DAY = 24 * 60 * 60
# Rows of each table that the page shows.
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Moment:
    """The factors and links of a map at one moment, and where each factor stood."""

    factors: tuple[schema.Factor, ...]
    links: tuple[schema.Link, ...]
    places: Mapping[str, tuple[float, float]]
    bodies: Mapping[str, str]

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Name and kind of the first factors."""
        return tuple((factor.name, factor.kind) for factor in self.factors[:MOST_ROWS])

    @property
    def acts(self) -> tuple[tuple[str, str, str, str], ...]:
        """Of the first links both ends, how the one acts on the other, and whose view it is."""
        names = {factor.id: factor.name for factor in self.factors}
        return tuple((names.get(link.from_, link.from_), _way(link), names.get(link.to, link.to), self._whose(link))
                     for link in self.links[:MOST_ROWS])  # fmt: skip

    def _whose(self, link: schema.Link) -> str:
        return self.bodies.get(link.contributed_by, link.contributed_by)


def moment(layer: Layer, viewer: Viewer, number: int, *, end: int) -> Moment:
    """The map after the update of a number (`end` is the last), with the factors of wider layers that it names."""
    rows = selectors.rows_at(layer, number)
    last = rows if number == end else selectors.rows_at(layer, end)
    hidden = selectors.hidden_bodies(layer, viewer)
    links = tuple(link for link in rows["links"].values() if link.contributed_by not in hidden)
    factors = (*rows["factors"].values(), *_wider(layer, viewer, rows["factors"], links))
    on_main = (one for one in rows["positions"].values() if one.map == schema.MAIN_MAP and one.factor)
    moved = {one.factor: (one.x, one.y) for one in on_main}
    places = {**_laid_out(last, rows, factors), **moved}
    return Moment(factors, links, places, selectors.partner_names(layer, viewer))


def picture(found: Moment, title: str) -> str:
    """The drawing, as SVG."""
    return map_svg(found.factors, found.links, found.places, title=title)


def _wider(layer: Layer, viewer: Viewer, own: Mapping[str, Any], links: tuple[schema.Link, ...]) -> list[schema.Factor]:
    """Factors that everybody sees, where a private layer's links name them, as they are now."""
    named = {end for link in links for end in (link.from_, link.to)} - own.keys()
    return [factor for factor in maps.factors(layer.place, viewer) if factor.id in named] if named else []


def _laid_out(last: Mapping[str, Any], then: Mapping[str, Any], factors: tuple[Any, ...]) -> dict[str, Any]:
    """A place for each factor of this moment and of the last, so that nothing jumps from step to step."""
    ids = list(dict.fromkeys([*last["factors"], *(factor.id for factor in factors)]))
    every = {(link.from_, link.to): None for rows in (last, then) for link in rows["links"].values()}
    links = [ends for ends in every if ends[0] in ids and ends[1] in ids] if len(ids) <= MOST_FACTORS else []
    if len(ids) > MOST_FACTORS or len(links) > MOST_LINKS:
        return {}
    key = f"map-places:{sha256(json.dumps([ids, links]).encode()).hexdigest()}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        found = dict(laid_out("force", ids, links))
        cache.set(key, found, A_DAY)
    return found


def _way(link: schema.Link) -> str:
    return {"adds_to": "adds to", "drains": "drains"}.get(link.kind) or SIGN_WORDS[link.sign]
