"""People of a place, the roles they hold, and how they leave."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonweal_web.place.access import (
    Permission,
    Place,
    for_place,
    may,
    may_change,
    may_give_for_none,
    partners_to_give,
    roles_to_give,
)
from commonweal_web.place.forms.members import GiveRoleForm, LeaveForm
from commonweal_web.place.selectors import members as select
from commonweal_web.place.selectors.members import User
from commonweal_web.place.selectors.partners import Partner, partners_by_key, people_of, workstreams_of
from commonweal_web.place.services import members as write
from commonweal_web.place.views import explain, posted, user_of, viewer_of


@for_place(Permission.VIEW)
def people(request: HttpRequest, place: Place) -> HttpResponse:
    """Who has an account here, and who holds which role at a partner."""
    viewer = viewer_of(request)
    rows, members = people_of(place, viewer), select.members_of(place, viewer)
    shown = {
        "members": members,
        "people": rows,
        "changeable": {row.key for row in rows if may_change(viewer, row)},
        "may_add": (bool(viewer.partners) and may(viewer, Permission.CONTRIBUTE)) or may(viewer, Permission.MANAGE),
        "mine": any(line.user == viewer.user for line in members),
        "guests": select.guests_in(place) if viewer.is_member else 0,
    }
    return render(request, "place/people.html", shown)


@for_place(Permission.MANAGE)
def member(request: HttpRequest, place: Place, user: int) -> HttpResponse:
    """One person: their roles, one more, or leaving."""
    line = select.member(place, user, viewer_of(request))
    partners, workstreams = choices_of_partners(request, place), workstreams_of(place)
    form = GiveRoleForm(
        posted(request),
        roles=roles_to_give(viewer_of(request)),
        partners={key: one.name for key, one in partners.items()},
        may_be_none=may_give_for_none(viewer_of(request)),
        workstreams={key: one.name for key, one in workstreams.items()},
    )
    if form.is_valid():
        said = form.cleaned_data
        asked = write.RoleAsked(said["role"], partners.get(said["partner"]), workstreams.get(said["workstream"]))
        write.give_role(place=place, user=select.user_row(user), asked=asked, by=user_of(request))
        messages.success(request, "The role is given.")
        return redirect("place:member", place.slug, user)
    shown = {"member": line, "form": form, "leaving": LeaveForm(colleagues=_colleagues(place, user), prefix="leave")}
    return render(request, "place/member.html", shown, status=422 if form.is_bound else 200)


def choices_of_partners(request: HttpRequest, place: Place) -> dict[int, Partner]:
    """The partners for which whoever asks may give roles."""
    viewer = viewer_of(request)
    allowed = partners_to_give(viewer, place)
    return {key: one for key, one in partners_by_key(place, viewer).items() if key in allowed}


def _colleagues(place: Place, leaving: int) -> dict[int, str]:
    return {key: str(one) for key, one in select.members_by_key(place).items() if key != leaving}


@require_POST
@for_place(Permission.MANAGE)
def role_end(request: HttpRequest, place: Place, membership: int) -> HttpResponse:
    """Take one role from somebody."""
    row = select.membership_row(place, membership)
    try:
        write.end_role(membership=row, by=user_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "The role has ended.")
    return redirect("place:people", place.slug)


@require_POST
@for_place(Permission.VIEW)
def leave(request: HttpRequest, place: Place, user: int) -> HttpResponse:
    """Somebody leaves: oneself, or another, by who looks after the place, with a hand-over."""
    line, is_manager = select.member(place, user, viewer_of(request)), may(viewer_of(request), Permission.MANAGE)
    if not is_manager and user != request.user.pk:
        raise Http404("There is no such person here.")
    form = LeaveForm(request.POST, colleagues=_colleagues(place, user) if is_manager else {}, prefix="leave")
    if form.is_valid():
        try:
            write.leave(place=place, user=select.user_row(user), by=user_of(request), hand_over_to=_heir(form))
        except ValidationError as error:
            explain(form, error)
        else:
            return _left(request, place, user)
    return render(request, "place/leave.html", {"form": form, "member": line}, status=422)


def _heir(form: LeaveForm) -> User | None:
    chosen = form.cleaned_data["hand_over_to"]
    return None if chosen is None else select.user_row(chosen)


def _left(request: HttpRequest, place: Place, user: int) -> HttpResponse:
    if user == request.user.pk:
        messages.success(request, f"You have left {place.name}.")
        return redirect("pages:front")
    messages.success(request, "They have left. What they wrote stays.")
    return redirect("place:people", place.slug)
