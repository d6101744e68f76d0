"""The picture of a map, drawn on the server from what its viewer may see."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from commonweal.reports.pictures import PICTURES
from commonweal.systemmap.layout.schema import Point
from commonweal.systemmap.picture.company import NOBODY, Body, Gathering
from commonweal.systemmap.picture.svg import map_svg
from commonweal.systemmap.schema import BODY, MAIN_MAP, Factor, Link, SavedView
from commonweal_web.pages.map.company import entries, places_on, stood
from commonweal_web.pages.map.toning import key_of, near
from commonweal_web.pages.selectors.readings.colours import Colouring
from commonweal_web.systemmap.document import shapes
from commonweal_web.ui.pen import PEN

FORMATS = PICTURES
# What is drawn of partners and people, by the word in the address.
WHO = {"acts": ("actors",), "ties": ("ties",), "all": ("actors", "ties")}

USUAL = SavedView("usual", "The whole map")


def picture(start: Mapping[str, Any], kind: str, view: SavedView = USUAL, worked_out: Colouring | None = None) -> bytes:
    """The map that a page begins with, as a picture of a view of it.

    `worked_out` is the answer of the server where its colours are worked out there.
    """
    factors, links, places = _nouns(start)
    company = _company(start, view.who)
    seen = _seen(factors, links, view, company)
    key = key_of(view.colour, start, worked_out)
    title = f"Map of {start['name']}: {start['question']}"
    shown = [factor for factor in factors if factor.id in seen]
    gathering = _gathering(start, seen & (places.keys() | {f"{BODY}{body.id}" for body in company.bodies}), company)
    svg = map_svg(shown, links, places, title=title, key=key, gathering=gathering)
    return svg.encode() if kind == "svg" else PEN.picture_of(svg, kind)


def _seen(factors: Iterable[Factor], links: Iterable[Link], view: SavedView, company: Gathering) -> set[str]:
    """What a view shows: near its focus, where that is on it, and no factor of a kind that it hides; bodies by "@"."""
    joined = [(link.from_, link.to) for link in links]
    joined += [(f"{BODY}{act.partner}", act.factor) for act in company.acts]
    joined += [(f"{BODY}{tie.from_}", f"{BODY}{tie.to}") for tie in company.ties]
    bodies = {f"{BODY}{body.id}" for body in company.bodies}
    shown = bodies | {factor.id for factor in factors if factor.kind not in view.hide}
    if view.focus not in bodies | {factor.id for factor in factors}:
        return shown
    ways: dict[str, set[str]] = {}
    for one, other in joined:
        ways.setdefault(one, set()).add(other)
        ways.setdefault(other, set()).add(one)
    return shown & near(ways, view.focus, view.steps)


def _nouns(start: Mapping[str, Any]) -> tuple[list[Factor], list[Link], dict[str, Point]]:
    sheets = list(start["rows"].values())
    factors = [Factor(id_, each["name"], each["kind"]) for sheet in sheets for id_, each in sheet["factors"].items()]
    links = [shapes.link_noun(each) for sheet in sheets for each in sheet["links"].values()]
    return factors, links, places_on(start, start["placed"])


def _company(start: Mapping[str, Any], who: str) -> Gathering:
    """Everybody of a page who has a place, and the lines that are asked for; nobody where none are."""
    shown = WHO.get(who, ())
    if not shown:
        return NOBODY
    spots = {**start["placed"], **stood(start)}
    bodies = {
        each["id"]: Body(each["id"], each["name"], table == "people", spots[f"{BODY}{each['id']}"])
        for table in ("people", "partners")
        for each in start[table]
        if f"{BODY}{each['id']}" in spots
    }
    acts = [shapes.actor_noun("", each) for each in entries(start, "actors")] if "actors" in shown else []
    ties = [shapes.tie_noun(each) for each in entries(start, "ties")] if "ties" in shown else []
    return Gathering(tuple(bodies[id_] for id_ in sorted(bodies)), tuple(acts), tuple(ties))


def _gathering(start: Mapping[str, Any], seen: Container[str], company: Gathering) -> Gathering:
    """Of them whoever has a line in view, or was put on the map; a tie alone counts on the whole map."""
    drawn = [act for act in company.acts if act.factor in seen]
    named = {act.partner for act in drawn} | {id_.removeprefix(BODY) for id_ in stood(start) if id_.startswith(BODY)}
    if start["map"] == MAIN_MAP:
        named |= {end for tie in company.ties for end in (tie.from_, tie.to)}
    bodies = tuple(body for body in company.bodies if body.id in named and f"{BODY}{body.id}" in seen)
    return Gathering(bodies, tuple(drawn), company.ties)
