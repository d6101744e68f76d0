"""Partners and people on the map: where they stand, whom the page knows, and what can be told without scripts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from commonweal.systemmap.layout.bodies.places import MOST_BODIES, Company, places_of_bodies
from commonweal.systemmap.layout.places import MOST_LINKS
from commonweal.systemmap.layout.schema import Point
from commonweal.systemmap.schema import BODY, MAIN_MAP
from commonweal_web.place.item import Disclosure
from commonweal_web.systemmap.document.layers import OWN, SHARED
from commonweal_web.systemmap.who.selectors import Body

TIES = {"works_with": "works with", "funds": "funds", "refers_to": "refers to", "shares_data": "shares data with",
        "advises": "advises"}  # fmt: skip
POWERS = {None: "", 1: "a little", 2: "some", 3: "a lot"}


def bodies_told(bodies: Sequence[Body], layers: Mapping[int | None, str]) -> dict[str, list[dict[str, str]]]:
    """Partners and people as the editor knows them: a person by its role, with the sector of its partner.

    `layer` is the layer, by its id on the page, of whom not all see; `layers` are those of partners by their keys.
    """
    sectors = {each.id: each.sector for each in bodies if not each.is_person}
    told: dict[str, list[dict[str, str]]] = {"partners": [], "people": []}
    for each in bodies:
        about = {"id": each.id, "name": each.name, "layer": _layer(each, layers)}
        if each.is_person:
            told["people"].append({**about, "partner": each.partner, "sector": sectors.get(each.partner, "")})
        else:
            told["partners"].append({**about, "sector": each.sector})
    return told


def _layer(body: Body, layers: Mapping[int | None, str]) -> str:
    if body.stage == Disclosure.DRAFT:
        return OWN
    return layers.get(body.owner, SHARED) if body.stage == Disclosure.ORGANISATION else SHARED


def stood(start: Mapping[str, Any]) -> dict[str, Point]:
    """Where somebody put what stands on the map of a page, by ids; those of bodies begin with "@"."""
    prefix = f"{start['map']}/"
    return {
        key.removeprefix(prefix): (float(x), float(y))
        for sheet in start["rows"].values()
        for key, (x, y) in sheet["positions"].items()
        if key.startswith(prefix)
    }


def places_on(start: Mapping[str, Any], laid_out: Mapping[str, Point]) -> dict[str, Point]:
    """Where everything stands on the map of a page: as somebody put it, or on the whole map as it is laid out."""
    return {**laid_out, **stood(start)} if start["map"] == MAIN_MAP else stood(start)


def bodies_laid_out(start: Mapping[str, Any], laid_out: Mapping[str, Point]) -> dict[str, Point]:
    """A place, by "@" and id, for each partner and person whom nobody has put on the map of a page."""
    company = company_of(start)
    if not company.bodies or len(company.bodies) > MOST_BODIES or len(company.acts) + len(company.ties) > MOST_LINKS:
        return {}
    standing = places_on(start, laid_out)
    factors = {id_: point for id_, point in standing.items() if not id_.startswith(BODY)}
    bodies = {id_: point for id_, point in standing.items() if id_.startswith(BODY) and id_ in set(company.bodies)}
    return places_of_bodies(company, factors, bodies)


def company_of(start: Mapping[str, Any]) -> Company:
    """All bodies of a page with their lines; people stand beside the partner that they act for, as by a tie."""
    ids = [f"{BODY}{each['id']}" for each in (*start["partners"], *start["people"])]
    for_whom = [(f"{BODY}{each['id']}", f"{BODY}{each['partner']}") for each in start["people"]]
    acts = [(f"{BODY}{each['partner']}", each["factor"]) for each in entries(start, "actors")]
    ties = [(f"{BODY}{each['from']}", f"{BODY}{each['to']}") for each in entries(start, "ties")]
    return Company(tuple(dict.fromkeys(ids)), tuple(acts), (*ties, *for_whom))


def entries(start: Mapping[str, Any], root: str) -> list[Mapping[str, Any]]:
    """All entries of a root that a page begins with, whatever their layer."""
    return list(chain.from_iterable(sheet[root].values() for sheet in start["rows"].values()))


@dataclass(frozen=True, slots=True)
class PlainCompany:
    """Who can act on what and how much, and who works with whom: rows of words, no more than a page holds."""

    acts: tuple[tuple[str, str, str, str], ...]
    ties: tuple[tuple[str, str, str], ...]
    act_count: int
    tie_count: int


def plain_company(start: Mapping[str, Any], *, most: int = 200) -> PlainCompany:
    """What a page begins with of partners and people, as tables."""
    names = names_of(start)
    factors = {id_: each["name"] for sheet in start["rows"].values() for id_, each in sheet["factors"].items()}
    acts = [each for each in entries(start, "actors") if each["partner"] in names and each["factor"] in factors]
    ties = [each for each in entries(start, "ties") if each["from"] in names and each["to"] in names]
    return PlainCompany(
        tuple((names[each["partner"]], each["factor"], factors[each["factor"]], POWERS.get(each["power"], ""))
              for each in acts[:most]),
        tuple((names[each["from"]], TIES[each["kind"]], names[each["to"]]) for each in ties[:most]),
        len(acts), len(ties),
    )  # fmt: skip


def names_of(start: Mapping[str, Any]) -> dict[str, str]:
    """The names of the partners and people of a page, by id; a partner's counts where both have one."""
    return {each["id"]: each["name"] for each in (*start["people"], *start["partners"])}
