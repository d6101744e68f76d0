"""The front page, and the home of a place."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from commonweal_web.investment.decisions.views import READ
from commonweal_web.pages.selectors import home as reads
from commonweal_web.pages.selectors.mine import my_places
from commonweal_web.place.access import Permission, for_place

# Where a session keeps, for each place, when somebody was last at its home.
LAST_SEEN = "last_seen_in_place"

# How exactly that is known where nothing changed: a session that is written makes the page wait for the disk.
SEEN_WITHIN = timedelta(minutes=1)


def front(request: HttpRequest) -> HttpResponse:
    """What this is, for somebody new; their places, for somebody signed in."""
    user = request.user
    places = my_places(user.pk) if user.is_authenticated and user.pk is not None else []
    return render(request, "pages/front.html", {"places": places})


@for_place(Permission.VIEW)
def home(request: HttpRequest, place: Any) -> HttpResponse:
    """The home of a place: its question, what changed, what waits, and a line for each room."""
    seen, now = request.session.get(LAST_SEEN, {}), timezone.now()
    since = datetime.fromisoformat(seen[place.slug]) if place.slug in seen else None
    read = request.session.get(READ, {}).get(place.slug, 0)
    content = reads.home(place, request.viewer, since=since, read=read)  # type: ignore[attr-defined]
    matters = since is None or content.changes or now - since >= SEEN_WITHIN
    if request.viewer.is_member and matters:  # type: ignore[attr-defined]
        request.session[LAST_SEEN] = {**seen, place.slug: now.isoformat()}
    return render(request, "pages/home.html", {"home": content, "since": since})
