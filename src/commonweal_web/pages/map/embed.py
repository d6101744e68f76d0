"""The map inside another website: to look at, by anybody alike, and nothing else (docs/decisions/0014)."""

from functools import partial
from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from commonweal_web.pages.map import selectors
from commonweal_web.pages.map.company import plain_company
from commonweal_web.pages.map.picture import picture
from commonweal_web.pages.map.views import asked, coloured
from commonweal_web.place.access import for_strangers
from commonweal_web.place.embedding.sites import ancestors

# From inside nothing is sent, nothing fetched but colours, and nothing opened but pages of this site in their own tabs.
POLICY = {"manifest-src": [NONE], "form-action": [NONE]}
SANDBOX = ["allow-scripts", "allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"]

# A minute: so long may a map still be seen elsewhere after a convenor closed it.
KEPT = "public, max-age=60"
OF_ANY_SITE = {"Cross-Origin-Resource-Policy": "cross-origin", "Cross-Origin-Opener-Policy": "unsafe-none"}


@require_safe
@for_strangers
def drawing(request: HttpRequest, place: Any) -> HttpResponseBase:
    """The map, drawn."""
    return _framed(request, place, "drawing")


@require_safe
@for_strangers
def table(request: HttpRequest, place: Any) -> HttpResponseBase:
    """The map as tables."""
    return _framed(request, place, "table")


@require_safe
@for_strangers
def map_picture(request: HttpRequest, place: Any) -> HttpResponse:
    """The picture for a frame without scripts."""
    start = selectors.framed(place, map_id=asked(request), view="drawing")
    return HttpResponse(picture(start, "svg"), content_type="image/svg+xml", headers={"Cache-Control": KEPT})


@require_safe
@for_strangers
def map_colouring(request: HttpRequest, place: Any, word: str) -> HttpResponse:
    """What the colours stand for, where the server works them out."""
    answer = coloured(request, place, word)
    answer.headers["Cache-Control"] = KEPT
    return answer


def _framed(request: HttpRequest, place: Any, view: str) -> HttpResponseBase:
    colours = reverse("pages:map_embed_colouring", args=[place.slug, "x"]).removesuffix("x.json")
    policy = {
        **POLICY,
        "connect-src": [request.build_absolute_uri(colours)],
        "frame-ancestors": ancestors(place.embedding_sites),
        "sandbox": SANDBOX,
    }
    page = partial(_page, place=place, view=view)
    return xframe_options_exempt(csp_replace(policy)(page))(request)


def _page(request: HttpRequest, *, place: Any, view: str) -> HttpResponse:
    start = selectors.framed(place, map_id=asked(request), view=view)
    content = {
        "start": start,
        "plain": selectors.plain(start),
        "company": plain_company(start),
        "view": view,
        "title": selectors.title(start),
        "today": timezone.localdate(),
        "search": request.GET.urlencode(),
    }
    answer = render(request, "pages/map_embed.html", content)
    for header, said in {"Cache-Control": KEPT, **OF_ANY_SITE}.items():
        answer.headers[header] = said
    return answer
