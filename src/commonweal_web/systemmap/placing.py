"""Where a layout would put what the editor sends: a calculation on what was sent, which reads no rows.

Partners and people stand among the factors with "@" before their ids, and their lines among the links.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from commonweal.errors import WrongUse
from commonweal.systemmap.layout.bodies.places import MOST_BODIES, Company, parted, places_of_bodies
from commonweal.systemmap.layout.places import MOST_LINKS, places
from commonweal_web.place.access import Permission, for_place

UNPROCESSABLE = 422
SHAPE = 'Send {"how": "layers", "factors": ["a"], "links": [["a", "b"]], "groups": {"a": "health"}}.'


@require_POST
@for_place(Permission.VIEW)
def layout(request: HttpRequest, place: Any) -> HttpResponse:
    """A place for each that was named: `{"positions": {id: [x, y]}}`, or what is wrong and how to mend it."""
    try:
        asked = _asked(request.body)
        factors, links, company = parted(asked["factors"], asked["links"])
        _refuse_too_many(company)
        found = places(asked["how"], factors, links, asked["groups"])
        found |= places_of_bodies(company, found)
    except WrongUse as error:
        return JsonResponse({"problem": error.problem, "mend": error.mend}, status=UNPROCESSABLE)
    return JsonResponse({"positions": found})


def _refuse_too_many(company: Company) -> None:
    if len(company.bodies) > MOST_BODIES or len(company.acts) + len(company.ties) > MOST_LINKS:
        raise WrongUse(
            f"the map has {len(company.bodies):,} partners and people, and {len(company.acts) + len(company.ties):,} "
            "lines from them",
            mend=f"Lay out at most {MOST_BODIES:,} of them and {MOST_LINKS:,} lines at once.",
        )


def _asked(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
        return {
            "how": str(asked["how"]),
            "factors": [_text(each) for each in asked["factors"]],
            "links": [(_text(from_), _text(to)) for from_, to in asked.get("links", [])],
            "groups": {_text(each): _text(group) for each, group in _pairs(asked.get("groups", {}))},
        }
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise WrongUse("what was sent has another shape", mend=SHAPE) from error


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 100:
        raise ValueError(value)
    return value


def _pairs(value: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(value.items())
