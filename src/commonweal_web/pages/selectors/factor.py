"""One factor, with all that the rooms know of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.errors import CannotAnswer
from commonweal.measures.schema import Event, Measure
from commonweal.reports.measure_chart import measure_figure
from commonweal.reports.page import drawn
from commonweal.reports.sections.promises import history_of
from commonweal.systemmap.loops import Loop, feedback_loops
from commonweal.systemmap.schema import Factor, Link, SystemMap
from commonweal_web.investment.decisions import selectors as decisions
from commonweal_web.investment.decisions.content import shown
from commonweal_web.investment.selectors import kept_seen, nouns, options_for
from commonweal_web.measures import selectors as measures
from commonweal_web.pages.selectors.acting import ActorLine, actor_lines
from commonweal_web.pages.selectors.factors import Standing, standing
from commonweal_web.pages.selectors.worked_out import worked_out
from commonweal_web.pages.selectors.worth import WorthLine, worth_lines
from commonweal_web.place.models import Place
from commonweal_web.place.selectors.kept import Kept, Whose
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.asks.selectors import AskLine, asks_about
from commonweal_web.ui.pen import PEN

TABLES = ("partners", "factors", "links")
ACTS = {"+": "raises it", "-": "lowers it", "": "acts on it, nobody says which way"}
LOOP_KINDS = {"R": "reinforcing", "B": "balancing", "?": "not known which way"}

# Loops of so many factors, and so many of them: more no one reads on a page.
LONGEST_LOOP = 6
MOST_LOOPS = 12
# Key of a view of a link, by from, to, kind and who holds it.
Keys = Mapping[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class View:
    """One view of a link: what it says, who holds it, its source, and the key by which it is changed."""

    words: str
    who: str
    source: str
    key: int | None


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link to or from the factor, seen from its other end, with every view of it."""

    other: Factor
    views: tuple[View, ...]
    disputed: bool


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """A measure with how it stands and, where it has values, its chart with table as a block to show."""

    measure: Measure
    pill: str
    standing: Standing
    figure: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class LoopLine:
    """A loop that the factor is in: names in order, what kind, and the months that it takes.

    `way` is how the drawing is asked to light it.
    """

    names: tuple[str, ...]
    kind: str
    months: str
    disputed: bool
    way: str


@dataclass(frozen=True, slots=True)
class LoopsHere:
    """The shortest loops that a factor is in, and how many there are of so many factors at the most."""

    lines: tuple[LoopLine, ...]
    count: int
    longest: int


@dataclass(frozen=True, slots=True)
class FactorSheet:
    """All that the rooms know of a factor."""

    factor: Factor
    whose: Whose
    measures: tuple[MeasureSheet, ...]
    causes: tuple[LinkLine, ...]
    effects: tuple[LinkLine, ...]
    actors: tuple[ActorLine, ...]
    asks: tuple[AskLine, ...]
    worth: tuple[WorthLine, ...]
    options: tuple[tuple[str, str], ...]
    loops: LoopsHere
    decision: decisions.DecisionLine | None
    futures: tuple[Mapping[str, Any], ...]
    events: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """A factor by its id, all factors by theirs, and the keys of its links."""

    slug: str
    factors: Mapping[str, Factor]
    keys: Keys


def sheet(place: Place, viewer: Viewer, slug: str) -> FactorSheet | None:
    """One factor; None where there is none of this id, or the viewer may not see it."""
    kept = kept_seen(place, viewer, TABLES)
    own = next((row for row in kept["factors"] if row.noun.id == slug), None)
    if own is None:
        return None
    rows = {name: nouns(kept[name]) for name in TABLES}
    names = {partner.id: partner.name for partner in rows["partners"]}
    happened = measures.kept_events(place, viewer)
    sheets = _measures(place, viewer, slug, [row.noun for row in happened])
    around = Around(slug, {factor.id: factor for factor in rows["factors"]}, _keys(kept["links"]))
    decision, futures = _futures(place, viewer, slug)
    return FactorSheet(
        factor=own.noun,
        whose=own.whose,
        measures=sheets,
        causes=_links(around, rows["links"], names, into=True),
        effects=_links(around, rows["links"], names, into=False),
        actors=actor_lines(place, viewer, slug, names),
        asks=asks_about(place, viewer, slug),
        worth=worth_lines(place, viewer, slug, names),
        options=options_for(place, viewer, slug),
        loops=_loops(slug, rows["factors"], rows["links"]),
        decision=decision,
        futures=futures,
        events=tuple(row for row in happened if _concerns(row.noun, slug, sheets)),
    )


def _measures(place: Place, viewer: Viewer, slug: str, events: Sequence[Event]) -> tuple[MeasureSheet, ...]:
    known, series = measures.with_series(place, viewer, factor__slug=slug)
    sheets = []
    for row in known:
        measure: Measure = row.noun
        history = history_of(series.get(measure.id), measure, events)
        figure = _figure(measure, history) if history else None
        sheets.append(MeasureSheet(measure, row.pill, standing(measure, series.get(measure.id), events), figure))
    return tuple(sheets)


def _concerns(event: Event, slug: str, sheets: Iterable[MeasureSheet]) -> bool:
    """Whether an event is about a factor, or about one of its measures."""
    return event.factor == slug or event.measure in {sheet.measure.id for sheet in sheets}


def _figure(measure: Measure, history: Sequence[Any]) -> Mapping[str, Any]:
    """The measure's figure; its picture is drawn once for what it shows."""
    figure = measure_figure(measure, history)
    picture = worked_out("chart", (figure.caption, figure.alt, figure.chart), lambda: str(drawn(figure, PEN.svg)))
    return {"kind": "figure", "caption": figure.caption, "svg": picture, "table": shown(figure.table)}


def _links(around: Around, links: Iterable[Link], names: Mapping[str, str], *, into: bool) -> tuple[LinkLine, ...]:
    """Links into or out of a factor; views of the same link together."""
    views: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        here, other = (link.to, link.from_) if into else (link.from_, link.to)
        if here == around.slug and other in around.factors:
            views.setdefault((other, link.kind), []).append(link)
    return tuple(
        LinkLine(
            around.factors[other], tuple(_view(link, names, around.keys) for link in rivals), disputed=len(rivals) > 1
        )
        for (other, _), rivals in views.items()
    )


def _view(link: Link, names: Mapping[str, str], keys: Keys) -> View:
    flow = {"adds_to": "flows into it", "drains": "flows out of it"}.get(link.kind)
    size = f"elasticity {link.elasticity:g}" if link.elasticity is not None else link.strength
    delay = f"after about {link.delay:g} months" if link.delay else ""
    words = ", ".join(part for part in (flow or ACTS[link.sign], size, delay) if part)
    key = keys.get((link.from_, link.to, link.kind, link.contributed_by))
    return View(words, names.get(link.contributed_by, link.contributed_by), link.source, key)


def _keys(links: Iterable[Kept]) -> Keys:
    """The keys of links by what makes each view the only one of its kind."""
    return {(row.noun.from_, row.noun.to, row.noun.kind, row.noun.contributed_by): row.key for row in links}


def _loops(slug: str, factors: Sequence[Factor], links: Sequence[Link]) -> LoopsHere:
    names = {factor.id: factor.name for factor in factors}
    system_map = SystemMap(tuple(factors), tuple(links))
    loops, count, longest = worked_out(
        "loops-through", (slug, LONGEST_LOOP, links), lambda: _shortest(system_map, slug)
    )
    return LoopsHere(tuple(_loop(loop, names) for loop in loops), count, longest)


def _shortest(system_map: SystemMap, slug: str) -> tuple[tuple[Loop, ...], int, int]:
    """The shortest loops, how many there are, and up to which length; of a map with too many, those of shorter ones."""
    for longest in range(LONGEST_LOOP, 1, -1):
        try:
            found = feedback_loops(system_map, max_length=longest, through=slug).loops
        except CannotAnswer:
            continue
        return found[:MOST_LOOPS], len(found), longest
    return (), 0, 1


def _loop(loop: Loop, names: Mapping[str, str]) -> LoopLine:
    round_ = tuple(names.get(id_, id_) for id_ in (*loop.factors, loop.factors[0]))
    months = f"about {loop.delay_months:g} months round" if loop.delay_months else ""
    way = ".".join((*loop.factors, loop.factors[0]))
    return LoopLine(round_, LOOP_KINDS[loop.polarity], months, loop.disputed, way)


def _futures(
    place: Place, viewer: Viewer, slug: str
) -> tuple[decisions.DecisionLine | None, tuple[Mapping[str, Any], ...]]:
    """The last decision, and its charts of what is promised on this factor, with and without the plan."""
    found = decisions.latest(place, viewer)
    if found is None:
        return None, ()
    line = decisions.DecisionLine(found.number, found.title, found.made_at, found.objective, found.runs, found.seed)
    blocks = [
        block for section in found.content["sections"] if section["id"] == "promises" for block in section["blocks"]
    ]
    figures = [block for block in blocks if block["kind"] == "figure"]
    promised = zip(found.document["promises"], figures, strict=False)
    return line, tuple(figure for promise, figure in promised if promise["factor"] == slug)
