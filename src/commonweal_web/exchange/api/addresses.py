"""The API: what its asker may read of a place, by their session or a token. Nothing can be changed here."""

from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI, Path, Query
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from commonweal_web.accounts.selectors import lacks_second_factor
from commonweal_web.accounts.services import user_of_token
from commonweal_web.exchange.api.shapes import (
    PAGES,
    DecisionPage,
    DecisionSheet,
    Invalid,
    PlacePage,
    PlaceSheet,
    Problem,
    SeriesSheet,
    as_plain,
    series_sheet,
)
from commonweal_web.investment.decisions import selectors as decisions
from commonweal_web.investment.selectors import rows_seen
from commonweal_web.measures.selectors import series_of
from commonweal_web.place.access import Permission, may, viewer_in
from commonweal_web.place.models import Place
from commonweal_web.place.rows import place_noun
from commonweal_web.place.selectors.places import my_places, public_places
from commonweal_web.place.viewer import Viewer

# Rows in one answer: as many as are asked for, this many at the most.
A_PAGE, MOST = 100, 500

# The largest number that either database looks up.
LARGEST = 2**31 - 1

ABSENT = "There is no such thing here, or you have no role in this place."

# A token is no way round it.
NO_SECOND_FACTOR = "The owner of this token needs a second step at sign-in. Sign in to the site and set it up."


class Token(HttpBearer):
    """A token in the header `Authorization: Bearer ...`."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Who the token speaks for, while it holds."""
        bearer = user_of_token(token)
        if bearer is None:
            return None
        if lacks_second_factor(bearer.user):
            raise HttpError(403, NO_SECOND_FACTOR)
        request.user = bearer.user
        return bearer


Id = Annotated[str, Path(pattern="^[a-z][a-z0-9-]{0,59}$")]
Number = Annotated[int, Path(ge=1, le=LARGEST)]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=LARGEST)]

# 429: asked too often; Retry-After says how many seconds to wait.
REFUSED = {401: Problem, 403: Problem, 404: Problem, 422: Invalid, 429: Problem}

api = NinjaAPI(
    title="Commonweal",
    version="1",
    description="Reads everything of a place that its asker may read. The ids are those of the place folder.",
    docs_url=None,
    auth=[Token(), SessionAuth()],
    urls_namespace="api",
)


def seen(request: HttpRequest, place: str) -> tuple[Place, Viewer]:
    """A place and who looks at it; one that they may not see is as absent as one that does not exist."""
    found = Place.objects.filter(slug=place).first() or Place(slug=place, pk=0)
    only = getattr(request.auth, "place", None)  # type: ignore[attr-defined]
    viewer = viewer_in(found, request)
    if (only is not None and only != found.pk) or not (may(viewer, Permission.VIEW) or found.is_public):
        raise HttpError(404, ABSENT)
    return found, viewer


def page(rows: Any, limit: int, offset: int) -> dict[str, Any]:
    """One page of rows, and how many there are in all."""
    return {"count": len(rows), "items": list(rows[offset : offset + limit])}


@api.get("/places", response={200: PlacePage, **REFUSED}, operation_id="places", summary="Your places")
def places(request: HttpRequest, limit: Limit = A_PAGE, offset: Offset = 0) -> Any:
    """The places in which you have a role, and those that are open to everybody."""
    mine = my_places(request.user)  # type: ignore[arg-type]
    known = {place.slug for place in mine}
    rows = [*mine, *(place for place in public_places() if place.slug not in known)]
    only = getattr(request.auth, "place", None)  # type: ignore[attr-defined]
    if only is not None:
        slug = Place.objects.values_list("slug", flat=True).get(pk=only)
        rows = [place for place in rows if place.slug == slug]
    lines = [{"id": row.slug, "name": row.name, "question": row.question, "roles": row.roles} for row in rows]
    return page(lines, limit, offset)


@api.get("/places/{place}", response={200: PlaceSheet, **REFUSED}, operation_id="place", summary="A place")
def place(request: HttpRequest, place: Id) -> Any:
    """The place and its shared question."""
    found, _ = seen(request, place)
    noun = place_noun(found)
    return {"id": found.slug, **{name: getattr(noun, name) for name in list(PlaceSheet.model_fields)[1:]}}


def _add_table(table: str) -> None:
    """The address of one table of the place folder."""

    @api.get(
        f"/places/{{place}}/{table}",
        response={200: PAGES[table], **REFUSED},
        operation_id=table,
        summary=f"Rows of {table}.csv",
    )
    def rows(request: HttpRequest, place: Id, limit: Limit = A_PAGE, offset: Offset = 0) -> Any:
        found, viewer = seen(request, place)
        answer = page(rows_seen(found, viewer, (table,))[table], limit, offset)
        return {**answer, "items": [as_plain(row) for row in answer["items"]]}


for known in PAGES:
    _add_table(known)


@api.get(
    "/places/{place}/series/{measure}",
    response={200: SeriesSheet, **REFUSED},
    operation_id="series",
    summary="The values of a measure",
)
def series(request: HttpRequest, place: Id, measure: Id) -> Any:
    """Every value with its period and edition, in the order of the file."""
    found, viewer = seen(request, place)
    values = series_of(found, viewer, slug=measure).get(measure)
    if values is None:
        raise HttpError(404, ABSENT)
    return series_sheet(values)


@api.get(
    "/places/{place}/decisions",
    response={200: DecisionPage, **REFUSED},
    operation_id="decisions",
    summary="Joint decisions",
)
def decision_list(request: HttpRequest, place: Id, limit: Limit = A_PAGE, offset: Offset = 0) -> Any:
    """The decisions worked out so far, the latest first."""
    found, viewer = seen(request, place)
    lines = decisions.decisions(found, viewer, start=offset, size=limit)
    return {"count": decisions.count(found, viewer), "items": lines}


@api.get(
    "/places/{place}/decisions/{number}",
    response={200: DecisionSheet, **REFUSED},
    operation_id="decision",
    summary="A joint decision",
)
def decision(request: HttpRequest, place: Id, number: Number) -> Any:
    """One decision, with the document that `commonweal decide --json` prints."""
    found, viewer = seen(request, place)
    sheet = decisions.decision(found, viewer, number)
    if sheet is None:
        raise HttpError(404, ABSENT)
    return sheet


urlpatterns = api.urls[0]


def nothing(request: HttpRequest) -> JsonResponse:
    """The answer to any other address of the API."""
    return JsonResponse({"detail": ABSENT}, status=404)
