"""The page on which a convenor shows the map to everybody, or to members alone again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonweal_web.place.access import Permission, for_place
from commonweal_web.place.views import posted, user_of
from commonweal_web.systemmap.publishing import selectors, services
from commonweal_web.systemmap.publishing.forms import PublishForm


@for_place(Permission.MANAGE)
def publish(request: HttpRequest, place: Any) -> HttpResponse:
    """How much everybody sees, and the deed that shows them the rest."""
    form = PublishForm(posted(request))
    if form.is_valid():
        count = services.show_map(place=place, by=user_of(request), **form.cleaned_data)
        messages.success(request, _done(count, is_open=place.is_public))
        return redirect("systemmap:publish", place.slug)
    return render(request, "systemmap/publishing/publish.html", {"form": form, "shown": selectors.shown(place)})


def _done(count: int, *, is_open: bool) -> str:
    if not count:
        return "All of it is shown to everybody already."
    return "Everybody may see the map now." if is_open else "The map is ready: it is seen once anybody may look here."


@require_POST
@for_place(Permission.MANAGE)
def keep(request: HttpRequest, place: Any) -> HttpResponse:
    """The map is for members alone again."""
    count = services.keep_map(place=place, by=user_of(request))
    messages.success(request, "The map is for members again." if count else "The map is for members alone already.")
    return redirect("systemmap:publish", place.slug)
