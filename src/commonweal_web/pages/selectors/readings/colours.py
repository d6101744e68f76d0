"""Colours of a map that are worked out here: what moves an outcome, and how unsure the links are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from commonweal.systemmap.picture.tones import (
    EFFECTS,
    ITSELF,
    UNCERTAINTIES,
    UNRANKED,
    Tone,
    effect_tone,
    uncertainty_tone,
)
from commonweal.systemmap.schema import Factor, SystemMap
from commonweal.systemmap.uncertainty import uncertainties
from commonweal_web.investment.selectors import rows_seen
from commonweal_web.pages.selectors.readings import levers as pushing
from commonweal_web.pages.selectors.worked_out import worked_out
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import Viewer

LEVERAGE, UNCERTAINTY = "leverage", "uncertainty"
WORDS = (LEVERAGE, UNCERTAINTY)

MOVES = "What one per cent more of each, for good, does to"
UNSURE = "How unsure the links are that act on each"
NOTHING_TO_MOVE = "The map has nothing yet that a push could move."


@dataclass(frozen=True, slots=True)
class Colouring:
    """What colours a map: the tone of each factor, all tones in the order of the legend, or `why` there are none.

    `more` is the page that says more; `outcome` and `outcomes` (id and name) are of leverage alone.
    """

    title: str
    tones: Mapping[str, Tone]
    legend: tuple[Tone, ...]
    why: str = ""
    more: str = ""
    outcome: str = ""
    outcomes: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, object]:
        """As the editor of the map reads it."""
        return {
            "title": self.title,
            "why": self.why,
            "more": self.more,
            "legend": [{"tone": tone.name, "label": tone.words} for tone in self.legend],
            "of": {factor: self.legend.index(tone) for factor, tone in self.tones.items()},
            "outcome": self.outcome,
            "outcomes": [{"id": id_, "name": name} for id_, name in self.outcomes],
        }


def colouring(place: Place, viewer: Viewer, word: str, outcome: str = "") -> Colouring | None:
    """The colours of what a viewer sees; None for an outcome that is none, or that they may not see."""
    return _leverage(place, viewer, outcome) if word == LEVERAGE else _uncertainty(place, viewer)


def _leverage(place: Place, viewer: Viewer, asked: str) -> Colouring | None:
    """Leverage by the reading of the page of levers: what that refuses is refused here."""
    rows = pushing.rows_for(place, viewer)
    askable = pushing.outcomes_among(rows["factors"])
    if not askable:
        return None if asked else Colouring(MOVES, {}, (), NOTHING_TO_MOVE)
    known = next((factor for factor in askable if factor.id == (asked or askable[0].id)), None)
    if known is None:
        return None
    found = pushing.levers_among(place, viewer, rows, known.id)
    more = f"{reverse('pages:levers', args=[place.slug])}?outcome={known.id}"
    offered = tuple((one.id, one.name) for one in _offered(askable, known))
    if found.refused:
        return Colouring(MOVES, {}, (), found.advice[0], more, known.id, offered)
    tones = {factor.id: UNRANKED for factor in rows["factors"]}
    tones |= {line.factor: effect_tone(line.effect, line.low, line.high) for line in found.every}
    return Colouring(MOVES, {**tones, known.id: ITSELF}, EFFECTS, "", more, known.id, offered)


def _offered(askable: Sequence[Factor], known: Factor) -> list[Factor]:
    """The outcomes that a map is coloured by, and the one that it is coloured by now."""
    return [factor for factor in askable if factor.kind == "outcome" or factor == known]


def _uncertainty(place: Place, viewer: Viewer) -> Colouring:
    rows = rows_seen(place, viewer, ("factors", "links"))
    given = (rows["factors"], rows["links"])
    found = worked_out("uncertainty", given, lambda: uncertainties(SystemMap(*given)))
    return Colouring(UNSURE, {one.factor: uncertainty_tone(one) for one in found}, UNCERTAINTIES)
