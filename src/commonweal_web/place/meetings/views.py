"""Pages on which the next meeting is set, changed and called off."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonweal_web.place.access import Permission, actor, for_place
from commonweal_web.place.meetings import selectors, services
from commonweal_web.place.meetings.forms import MeetingForm
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.views import viewer_of
from commonweal_web.place.views.rows import RowPage, about_form, found_or_404, is_written, row_page, said_by, went_back

LEAD = "It is shown on the home of the place until its day is over, to everybody who has a part here."


@for_place(Permission.MEET)
def meeting_add(request: HttpRequest, place: Any) -> HttpResponse:
    """The next meeting."""
    page = RowPage("Set the next meeting", _home(place), LEAD)
    form = MeetingForm(**_about(request), fixed={"id": "new"})
    if is_written(form, lambda: services.set_meeting(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page, "The meeting is set.")
    return row_page(request, form, page)


@for_place(Permission.MEET)
def meeting_edit(request: HttpRequest, place: Any, meeting: str) -> HttpResponse:
    """A meeting, changed."""
    found = found_or_404(selectors.meeting(place, viewer_of(request), meeting))
    delete = reverse("place:meeting_delete", args=[place.slug, meeting])
    page = RowPage("Change a meeting", _home(place), LEAD, delete=delete, word="meeting")
    form = MeetingForm(**_about(request, found))
    if is_written(form, lambda: services.change_meeting(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@require_POST
@for_place(Permission.MEET)
def meeting_delete(request: HttpRequest, place: Any, meeting: str) -> HttpResponse:
    """A meeting, called off."""
    found_or_404(selectors.meeting(place, viewer_of(request), meeting))
    services.call_off(place=place, meeting=meeting, viewer=viewer_of(request), by=actor(request))
    return went_back(request, RowPage("", _home(place)), "The meeting is called off.")


def _about(request: HttpRequest, kept: Kept | None = None) -> dict[str, Any]:
    """What the form is given; a meeting is everybody's in the place, so that there is no stage to choose."""
    return {**about_form(request, kept), "stages": ()}


def _home(place: Any) -> str:
    return reverse("pages:home", args=[place.slug])
