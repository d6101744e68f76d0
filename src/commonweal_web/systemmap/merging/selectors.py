"""What a private layer holds that the shared map does not, with what may be the same under another name."""

from dataclasses import dataclass

from commonweal.systemmap.advice.compare import SIGN_WORDS
from commonweal.systemmap.matching import matches
from commonweal.systemmap.schema import Factor
from commonweal_web.place.viewer import EVERYBODY, Viewer
from commonweal_web.systemmap import selectors as maps
from commonweal_web.systemmap.document.layers import Layer
from commonweal_web.systemmap.document.selectors import rows_of


@dataclass(frozen=True, slots=True)
class OwnFactor:
    """A factor of the layer, and the shared one that it may be (its id, empty for none)."""

    factor: Factor
    suggested: str


@dataclass(frozen=True, slots=True)
class OwnLink:
    """A link of the layer by its key, in words, and the ids of the layer's own factors that it needs."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Own:
    """What a layer could show to the place, and the shared factors that its own may be."""

    factors: tuple[OwnFactor, ...]
    links: tuple[OwnLink, ...]
    shared: tuple[Factor, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.factors and not self.links


def own(layer: Layer, viewer: Viewer) -> Own:
    """What a private layer holds."""
    rows = rows_of(layer)
    factors = tuple(rows["factors"].values())
    shared = maps.factors(layer.place, EVERYBODY)
    suggested = {match.before: match.after for match in matches(factors, shared)}
    names = {factor.id: factor.name for factor in (*maps.factors(layer.place, viewer), *factors)}
    links = tuple(
        OwnLink(key, f"{names.get(link.from_, link.from_)} → {names.get(link.to, link.to)}, {_way(link)}")
        for key, link in rows["links"].items()
    )
    return Own(tuple(OwnFactor(factor, suggested.get(factor.id, "")) for factor in factors), links, shared)


def _way(link: object) -> str:
    kind, sign = getattr(link, "kind", ""), getattr(link, "sign", "")
    return {"adds_to": "adds to it", "drains": "drains it"}.get(kind) or str(SIGN_WORDS[sign])
