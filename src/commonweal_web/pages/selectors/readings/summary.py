"""All readings of a map in a sentence or two each: what its ties, loops, levers and gaps say, and where to read on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from commonweal.systemmap.advice.archetypes import patterns_advice
from commonweal.systemmap.advice.loops import loop_sentence, loops_advice
from commonweal.systemmap.archetypes.telling import patterns
from commonweal.systemmap.loops import likely_signs
from commonweal.systemmap.network.graph import Lens, Relations
from commonweal.systemmap.schema import SystemMap
from commonweal_web.investment.selectors import rows_seen
from commonweal_web.pages.selectors.readings import gaps, levers, rival_views
from commonweal_web.pages.selectors.readings.bridges import bridges_among
from commonweal_web.pages.selectors.readings.loops import WantedLoops, loops_in
from commonweal_web.pages.selectors.readings.patterns import finds_in
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import Viewer

TABLES = ("factors", "links", "measures", "actors", "partners", "people", "ties")

# So many sentences of each reading.
MOST = 2

# With more links than this, what takes seconds to work out is left to its own page.
LARGE = 2_000
ON_ITS_PAGE = ("The map is large. Its page works this out, which may take some seconds.",)


@dataclass(frozen=True, slots=True)
class Said:
    """A question that a reading answers, the answer in two sentences at the most (none: nothing to read), its page."""

    question: str
    answer: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the readings say, and of how much: factors, links (rival views of one count once), ties."""

    said: tuple[Said, ...]
    factors: int
    links: int
    ties: int


LOOPS, PATTERNS, LEVERS = "Which loops drive it?", "Which patterns may be at work?", "What moves an outcome most?"

# What a reading gives: its question, its sentences, the name of its page.
Told = tuple[str, Sequence[str], str]
Rows = Mapping[str, Any]


def summary(place: Place, viewer: Viewer) -> Summary:
    """The first sentences of each reading, as far as a viewer may see the map."""
    rows = rows_seen(place, viewer, TABLES)
    links = {(link.from_, link.to, link.kind) for link in rows["links"]}
    is_large = len(links) > LARGE
    told = (
        _bridges(rows),
        _loops(rows) if not is_large else (LOOPS, ON_ITS_PAGE, "loops"),
        _patterns(rows) if not is_large else (PATTERNS, ON_ITS_PAGE, "patterns"),
        _levers(place, viewer, rows) if not is_large else (LEVERS, ON_ITS_PAGE, "levers"),
        _gaps(rows),
        _views(rows),
    )
    said = (
        Said(asked, tuple(answer[:MOST]), reverse(f"pages:{page}", args=[place.slug])) for asked, answer, page in told
    )
    return Summary(tuple(said), len(rows["factors"]), len(links), len(rows["ties"]))


def _bridges(rows: Rows) -> Told:
    lens = Lens("sector", "partners", timezone.localdate(), directed=True)
    found = bridges_among(Relations(rows["partners"], rows["people"], rows["ties"]), lens)
    return "Who bridges our organisations?", found.advice if found.ties else (), "bridges"


def _loops(rows: Rows) -> Told:
    system_map = SystemMap(rows["factors"], rows["links"])
    found = loops_in(system_map, WantedLoops())
    signs, names = likely_signs(system_map), _names(rows)
    first = [f"The shortest: {loop_sentence(loop, signs, names)}" for loop in found.loops[:1]]
    answer = [*loops_advice(found)[:1], *first] if rows["factors"] else []
    return LOOPS, answer, "loops"


def _patterns(rows: Rows) -> Told:
    found = finds_in(SystemMap(rows["factors"], rows["links"]))
    told = patterns(found.finds)
    advice = patterns_advice(told, complete=found.complete) if rows["factors"] else ()
    first = [f"“{one.find.archetype.name}” is the most telling. Ask: {one.find.archetype.question}" for one in told[:1]]
    return PATTERNS, [*advice[:1], *first], "patterns"


def _levers(place: Place, viewer: Viewer, rows: Rows) -> Told:
    outcomes = levers.outcomes_among(rows["factors"])
    if not outcomes:
        return LEVERS, (), "levers"
    found = levers.levers_among(place, viewer, rows, outcomes[0].id)
    return f"What moves “{outcomes[0].name}” most?", found.advice, "levers"


def _gaps(rows: Rows) -> Told:
    return "What and who is missing from the map?", gaps.gaps_among(rows).advice, "gaps"


def _views(rows: Rows) -> Told:
    return "Where do we see it differently?", rival_views.rivals_among(rows).advice, "rival_views"


def _names(rows: Rows) -> dict[str, str]:
    return {factor.id: factor.name for factor in rows["factors"]}
