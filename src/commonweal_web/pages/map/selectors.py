"""What the editor of a map begins with: rows by layer, measures, who may do what."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, get_args

from django.core.cache import cache
from django.urls import reverse

from commonweal.place import schema as places
from commonweal.systemmap import schema
from commonweal.systemmap.layout.places import MOST_FACTORS, MOST_LINKS
from commonweal.systemmap.layout.places import places as laid_out
from commonweal.systemmap.schema import MAIN_MAP
from commonweal_web.investment.selectors import hidden_from, names_hidden, nouns
from commonweal_web.measures import selectors as measures
from commonweal_web.pages.map.company import bodies_laid_out, bodies_told
from commonweal_web.pages.selectors.factors import Standing, standing
from commonweal_web.place.access import Permission, may
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.document import shapes
from commonweal_web.systemmap.document.access import layers_seen, shared_alone
from commonweal_web.systemmap.document.layers import ORGANISATION, SHARED, Layer
from commonweal_web.systemmap.document.selectors import seen_by_layer
from commonweal_web.systemmap.saved_views.addresses import address_of
from commonweal_web.systemmap.saved_views.selectors import saved_views
from commonweal_web.systemmap.who.selectors import bodies

A_DAY = 24 * 60 * 60

# How a noun of each root stands in the document.
ENTRIES: Mapping[str, Callable[[Any], Any]] = {
    "factors": shapes.factor_entry,
    "links": shapes.link_entry,
    "actors": shapes.actor_entry,
    "ties": shapes.tie_entry,
    "maps": shapes.map_entry,
    "positions": lambda noun: [noun.x, noun.y],
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A layer of the map as the page offers it: its id, who sees it in words, and the layer itself."""

    id: str
    label: str
    layer: Layer


def sheets(place: Place, viewer: Viewer) -> list[Sheet]:
    """The layers whose rooms a viewer may open: everybody's and, where they contribute, their own ones."""
    may_have_own = viewer.is_member and may(viewer, Permission.CONTRIBUTE)
    return [Sheet(*each) for each in (layers_seen(place, viewer) if may_have_own else shared_alone(place))]


def start(place: Place, viewer: Viewer, *, map_id: str = MAIN_MAP) -> dict[str, Any]:
    """The whole of the page's JSON island."""
    seen = sheets(place, viewer)
    rows = _rows(place, viewer, seen)
    placed = _placed(rows.values())
    begun = {"map": map_id, "rows": rows, **bodies_told(bodies(place, viewer), _layers(seen))}
    return {
        **begun,
        "place": place.slug,
        "name": place.name,
        "question": place.question,
        "layers": [{"id": sheet.id, "label": sheet.label} for sheet in seen],
        "person": f"user-{viewer.user}" if viewer.user is not None else f"guest-{viewer.guest}",
        "words": WORDS,
        "speaks_for": [each.id.removeprefix(ORGANISATION) for each in seen if each.id.startswith(ORGANISATION)],
        "measures": _measures(place, viewer),
        "saved": _saved(place, viewer),
        "can": {
            "edit": may(viewer, Permission.DRAW),
            "join": viewer.is_member,
            "contribute": may(viewer, Permission.CONTRIBUTE),
        },
        "embedding": _embedding(place, viewer),
        "urls": _urls(place),
        "placed": {**placed, **bodies_laid_out(begun, placed)},
    }


WORDS = {
    "kinds": get_args(schema.FactorKind),
    "link_kinds": get_args(schema.LinkKind),
    "signs": get_args(schema.Sign),
    "strengths": get_args(schema.Strength),
    "tie_kinds": get_args(schema.TieKind),
    "sectors": get_args(places.Sector),
}


def _rows(place: Place, viewer: Viewer, sheets: Sequence[Sheet]) -> dict[str, dict[str, Any]]:
    """The rows of each sheet, but those that name something hidden: a query for each root, and one."""
    hidden = hidden_from(place, viewer)
    rows: dict[str, dict[str, Any]] = {sheet.id: {} for sheet in sheets}
    for root, entry in ENTRIES.items():
        layers = seen_by_layer([sheet.layer for sheet in sheets], viewer, root)
        said: dict[Any, Any] = {}
        for sheet, found in zip(sheets, layers, strict=True):
            open_ = {key: row for key, row in found.items() if not names_hidden(hidden, row) and _is_first(row, said)}
            rows[sheet.id][root] = {key: entry(row) for key, row in open_.items()}
    return rows


def _is_first(row: Any, said: dict[Any, Any]) -> bool:
    """Whether no layer before says something else of the same link: what all see stands before what few do."""
    if not isinstance(row, schema.Link):
        return True
    return bool(said.setdefault((row.from_, row.to, row.kind, row.contributed_by), row) == row)


def _layers(sheets: Iterable[Sheet]) -> dict[int | None, str]:
    """The id on the page of each layer that a partner keeps to itself, by the partner's key."""
    return {sheet.layer.partner: sheet.id for sheet in sheets if sheet.layer.partner is not None}


def _placed(by_layer: Iterable[Mapping[str, Any]]) -> dict[str, tuple[float, float]]:
    """Where the layout would put the factors of everything that a viewer sees."""
    sheets = list(by_layer)
    factors = [factor for sheet in sheets for factor in sheet["factors"]]
    links = [(link["from"], link["to"]) for sheet in sheets for link in sheet["links"].values()]
    if len(factors) > MOST_FACTORS or len(links) > MOST_LINKS:
        return {}
    said = json.dumps([factors, links]).encode()
    key = f"map-places:{sha256(said).hexdigest()}"
    found: dict[str, tuple[float, float]] | None = cache.get(key)
    if found is None:
        found = laid_out("force", factors, links)
        cache.set(key, found, A_DAY)
    return found


def _measures(place: Place, viewer: Viewer) -> dict[str, list[dict[str, str]]]:
    known, series = measures.with_series(place, viewer)
    events = measures.events(place, viewer) if known else ()
    found: dict[str, list[dict[str, str]]] = {}
    for measure in nouns(known):
        stands = standing(measure, series.get(measure.id), events)
        told = {"id": measure.id, "name": measure.name, "last": stands.latest, "when": stands.when}
        shown = {"variation": stands.variation, "tone": stands.tone, "way": _way(stands, measure.better)}
        found.setdefault(measure.factor, []).append({**told, **shown})
    return found


def _way(stands: Standing, better: str) -> str:
    """Which way a signal of a measure goes: "high" or "low"."""
    if stands.variation.startswith("a signal: "):
        return stands.variation.removeprefix("a signal: ")
    return "high" if (stands.variation == "improvement") == (better == "higher") else "low"


def _saved(place: Place, viewer: Viewer) -> list[dict[str, str]]:
    """The views that were kept under a name: where each leads, and what of it is gone."""
    return [
        {
            "id": line.view.id,
            "name": line.view.name,
            "href": address_of(place.slug, line.view, lost=bool(line.lost)),
            "lost": " ".join(line.lost),
        }
        for line in saved_views(place, viewer)
    ]


def _urls(place: Place) -> dict[str, str]:
    slug = place.slug
    return {
        "map": reverse("pages:map", args=[slug]),
        "table": reverse("pages:map_table", args=[slug]),
        "layout": reverse("systemmap:layout", args=[slug]),
        "picture": reverse("pages:map_picture", args=[slug, "svg"]).removesuffix("svg"),
        "colouring": reverse("pages:map_colouring", args=[slug, "x"]).removesuffix("x.json"),
        "factors": reverse("pages:factors", args=[slug]),
        "partners": reverse("place:partners", args=[slug]),
        "people": reverse("place:people", args=[slug]),
        "saved": reverse("systemmap:saved", args=[slug]),
        "keep": reverse("systemmap:view_add", args=[slug]),
        "socket": f"/ws/{slug}/map/",
    }


def _embedding(place: Place, viewer: Viewer) -> dict[str, str]:
    """How the map is shown on other websites: from which address, or where that is allowed by who may."""
    if place.is_public and place.is_embeddable:
        return {"url": reverse("pages:map_embed", args=[place.slug])}
    return {"settings": reverse("place:settings", args=[place.slug]) if may(viewer, Permission.MANAGE) else ""}


def framed(place: Place, *, map_id: str, view: str) -> dict[str, Any]:
    """What the map begins with inside another website: what anybody may see, and addresses that are answered alike.

    A map that is not there for strangers is the whole map.
    """
    begin = start(place, Viewer(), map_id=map_id)
    known = map_id in begin["rows"][SHARED]["maps"]
    slug, full = place.slug, begin["urls"]
    urls = {
        "map": reverse("pages:map_embed", args=[slug]),
        "table": reverse("pages:map_embed_table", args=[slug]),
        "colouring": reverse("pages:map_embed_colouring", args=[slug, "x"]).removesuffix("x.json"),
        "full": full["map"],
        "factors": full["factors"],
    }
    return {**begin, "map": map_id if known else MAIN_MAP, "urls": urls, "view": view, "framed": True}


def title(start: Mapping[str, Any]) -> str:
    """What the map in view is called: by its own name, or by the question of the place."""
    named = start["rows"][SHARED]["maps"].get(start["map"], {})
    return str(named.get("name") or start["question"] or start["name"])


@dataclass(frozen=True, slots=True)
class PlainLink:
    """A link in words, for a page without scripts."""

    from_: str
    from_id: str
    to: str
    to_id: str
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class Plain:
    """The map as tables, for a page without scripts: no more rows than a page holds."""

    factors: tuple[tuple[str, str, str], ...]
    links: tuple[PlainLink, ...]
    factor_count: int
    link_count: int


def plain(start: Mapping[str, Any], *, most: int = 200) -> Plain:
    """What a page begins with, as tables of factors (id, name, kind) and links."""
    sheets = list(start["rows"].values())
    factors = {id_: entry for sheet in sheets for id_, entry in sheet["factors"].items()}
    links = [entry for sheet in sheets for entry in sheet["links"].values()]
    shown = [entry for entry in links if entry["from"] in factors and entry["to"] in factors][:most]
    names = {id_: entry["name"] for id_, entry in factors.items()}
    return Plain(
        tuple((id_, entry["name"], entry["kind"]) for id_, entry in list(factors.items())[:most]),
        tuple(_plain_link(entry, names) for entry in shown),
        len(factors),
        len(links),
    )


def _plain_link(entry: Mapping[str, Any], names: Mapping[str, str]) -> PlainLink:
    from_, to = entry["from"], entry["to"]
    return PlainLink(names[from_], from_, names[to], to, _acts(entry), entry["contributed_by"])


def _acts(entry: Mapping[str, Any]) -> str:
    if entry["kind"] != "influences":
        return {"adds_to": "adds to", "drains": "drains"}[entry["kind"]]
    return {"+": "raises", "-": "lowers", "": "acts on"}[entry["sign"]]
