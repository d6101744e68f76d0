"""Who holds which view of each link, and how two partners' views differ. Nothing is averaged away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonweal.names import listed
from commonweal.reports.schema import Column, Table
from commonweal.reports.wording import percent
from commonweal.systemmap.advice.compare import SIGN_WORDS, strength_words, two_views_advice, views_advice
from commonweal.systemmap.compare import comparison, view_of, with_names
from commonweal.systemmap.schema import Link, SystemMap
from commonweal.systemmap.views import HeldView, LinkViews, contributors, link_views, strength_of
from commonweal_web.investment.selectors import rows_seen
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import Viewer

TABLES = ("factors", "links", "partners")
# Links that the page shows; the file holds all.
MOST_LINES = 200

CONTESTED = {"sign": "which way it acts", "strength": "how strongly it acts"}
# Purple for a split about the way, gold for one about the strength: the words say it, too.
TONES = {"sign": "special", "strength": "mind"}
KINDS = {"influences": "", "adds_to": " (adds to)", "drains": " (drains)"}
NOBODY = "nobody in particular"

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ViewLine:
    """One link: what its views differ on, each view in words with who holds it, and how many agree."""

    link: str
    contested: str
    tone: str
    held: tuple[tuple[str, str], ...]
    agreement: str


@dataclass(frozen=True, slots=True)
class Rivals:
    """The views of every link in sentences and lines, the contested first; who has drawn; the table to take away."""

    advice: tuple[str, ...]
    lines: tuple[ViewLine, ...]
    count: int
    holders: tuple[tuple[str, str], ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Pair:
    """Two partners' views side by side: in sentences, and of each link what either says."""

    one: str
    other: str
    advice: tuple[str, ...]
    table: Table


def rival_views(place: Place, viewer: Viewer) -> Rivals:
    """Every link with all its views, as far as a viewer may see them."""
    return rivals_among(rows_seen(place, viewer, TABLES))


def rivals_among(rows: Mapping[str, Any]) -> Rivals:
    """Every link with all its views, of the rows of `TABLES`."""
    system_map, factors, bodies = _of(rows)
    found = tuple(_with_names(views, factors) for views in link_views(system_map))
    return Rivals(
        advice=views_advice(found, bodies) if found else (),
        lines=tuple(_line(views, bodies) for views in found[:MOST_LINES]),
        count=len(found),
        holders=tuple((holder, bodies.get(holder, holder)) for holder in contributors(system_map)),
        table=_table(found, bodies),
    )


def pair(place: Place, viewer: Viewer, one: str, other: str) -> Pair | None:
    """How the views of two contributors differ; None where one of them has drawn nothing that the viewer sees."""
    system_map, factors, bodies = _of(rows_seen(place, viewer, TABLES))
    if one == other or not {one, other} <= set(contributors(system_map)):
        return None
    names = bodies.get(one, one), bodies.get(other, other)
    both = [view_of(system_map, holder) for holder in (one, other)]
    advice = two_views_advice(with_names(comparison(*both), factors), *names)
    return Pair(*names, advice, _side_by_side(both[0].links, both[1].links, names, factors))


def _of(rows: Mapping[str, Any]) -> tuple[SystemMap, Names, Names]:
    factors = {factor.id: factor.name for factor in rows["factors"]}
    bodies = {partner.id: partner.name for partner in rows["partners"]}
    return SystemMap(rows["factors"], rows["links"]), factors, bodies


def _with_names(views: LinkViews, names: Names) -> LinkViews:
    return replace(views, from_=names[views.from_], to=names[views.to])


def _line(views: LinkViews, bodies: Names) -> ViewLine:
    return ViewLine(
        link=_title(views),
        contested=CONTESTED.get(views.contested, ""),
        tone=TONES.get(views.contested, ""),
        held=tuple((_who(view, bodies), _said(view.rows[0])) for view in views.views),
        agreement=_agreement(views),
    )


def _title(views: LinkViews | Link) -> str:
    return f"{views.from_} → {views.to}{KINDS[views.kind]}"


def _who(view: HeldView, bodies: Names) -> str:
    return listed([bodies.get(holder, holder) or NOBODY for holder in view.holders])


def _said(link: Link) -> str:
    way = "" if link.kind != "influences" else f"{SIGN_WORDS[link.sign]}, "
    return f"{way}{strength_words(strength_of(link))}"


def _agreement(views: LinkViews) -> str:
    """How many hold the same; of one view alone nobody can say that."""
    people = sum(len(view.holders) for view in views.views)
    if people == 1:
        return "one view"
    most = round(views.agreement * people)
    return f"all {people} agree" if most == people else f"{most} of {people} ({percent(views.agreement)})"


def _table(found: Sequence[LinkViews], bodies: Names) -> Table:
    """One row for each view of each link."""
    headings = ("Link", "Views differ on", "Who says so", "What they say", "Agree", "Grade of evidence", "Source")
    rows = [
        (
            _title(views),
            CONTESTED.get(views.contested, ""),
            bodies.get(row.contributed_by, row.contributed_by) or NOBODY,
            _said(row),
            _agreement(views),
            str(row.grade or ""),
            row.source,
        )
        for views in found
        for view in views.views
        for row in view.rows
    ]
    return Table("Views of each link", tuple(map(Column, headings)), tuple(rows))


def _side_by_side(one: Sequence[Link], other: Sequence[Link], names: tuple[str, str], factors: Names) -> Table:
    said = [{(link.from_, link.to, link.kind): link for link in links} for links in (one, other)]
    rows = []
    for key in dict.fromkeys([*said[0], *said[1]]):
        links = [held.get(key) for held in said]
        told = [_said(link) if link is not None else "did not draw it" for link in links]
        title = f"{factors[key[0]]} → {factors[key[1]]}{KINDS[key[2]]}"
        rows.append((title, *told, "yes" if told[0] == told[1] else "no"))
    rows.sort(key=lambda row: (row[3] == "yes", "did not draw it" in row[1:3]))
    columns = tuple(map(Column, ("Link", f"{names[0]} says", f"{names[1]} says", "The same")))
    return Table(f"{names[0]} and {names[1]}, link by link", columns, tuple(rows))
