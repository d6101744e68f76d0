"""Ways in: made, closed, and used."""

from typing import Any

import qrcode
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from commonweal_web.accounts.adapter import INVITED_KEY
from commonweal_web.place.access import (
    GUEST_KEY,
    Permission,
    Place,
    for_place,
    may,
    may_give_for_none,
    roles_to_give,
)
from commonweal_web.place.forms.members import ConfirmForm, GuestForm, InviteForm, LinkForm
from commonweal_web.place.selectors import members as select
from commonweal_web.place.services import invitations as write
from commonweal_web.place.views import explain, posted, user_of, viewer_of
from commonweal_web.place.views.members import choices_of_partners


@for_place(Permission.INVITE)
def invitations(request: HttpRequest, place: Place) -> HttpResponse:
    """Ask somebody in by e-mail; the ways in that are open."""
    partners = choices_of_partners(request, place)
    form = InviteForm(
        posted(request),
        roles=roles_to_give(viewer_of(request)),
        partners={key: one.name for key, one in partners.items()},
        may_be_none=may_give_for_none(viewer_of(request)),
    )
    if form.is_valid():
        said = form.cleaned_data
        asked = write.InvitationAsked(said["email"], said["role"], partners.get(said["partner"]))
        write.invite(place=place, asked=asked, by=user_of(request), address=lambda token: _address(request, token))
        messages.success(request, f"An invitation is on its way. It holds for {write.HOLDS_DAYS} days.")
        return redirect("place:invitations", place.slug)
    shown = {"form": form, "link_form": _link_form(request, None), "open": _open(request, place)}
    return render(request, "place/invitations.html", shown, status=422 if form.is_bound else 200)


def _link_form(request: HttpRequest, data: Any) -> LinkForm:
    allowed = {role for role, _ in roles_to_give(viewer_of(request))}
    roles = [(role.value, str(role.label)) for role in write.LINK_ROLES if role.value in allowed]
    return LinkForm(data, roles=roles, prefix="link")


def _open(request: HttpRequest, place: Place) -> tuple[select.InvitationLine, ...]:
    """All open ways in for who looks after the place; one's own for others."""
    if may(viewer_of(request), Permission.MANAGE):
        return select.open_invitations(place)
    return select.open_invitations(place, made_by=request.user.pk)


def _address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("place:join", args=(token,)))


@require_POST
@never_cache
@for_place(Permission.INVITE)
def link(request: HttpRequest, place: Place) -> HttpResponse:
    """A link and its code for the wall of a workshop, shown once."""
    form = _link_form(request, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        asked = write.LinkAsked(said["role"], said["most_uses"], said["hours"], only_map=said["reach"] == "map")
        invitation, token = write.make_link(place=place, asked=asked, by=user_of(request))
        shown = {"invitation": invitation, "link": _address(request, token), "code": code(_address(request, token))}
        return render(request, "place/link.html", shown)
    return render(request, "place/link_form.html", {"form": form}, status=422)


def code(text: str) -> dict[str, object]:
    """A QR code as squares of a drawing: its size, and one path for all dark squares."""
    drawn = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    drawn.add_data(text)
    rows = drawn.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"size": len(rows), "path": path}


@require_POST
@for_place(Permission.INVITE)
def close(request: HttpRequest, place: Place, invitation: int) -> HttpResponse:
    """Close a way in: one's own, or any for who looks after the place."""
    row = select.invitation_row(place, invitation)
    if row.made_by_id != request.user.pk and not may(viewer_of(request), Permission.MANAGE):
        raise PermissionDenied
    write.revoke(invitation=row, by=user_of(request))
    messages.success(request, "This way in is closed.")
    return redirect("place:invitations", place.slug)


@never_cache
@sensitive_variables("token")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What one is asked into, and coming in. A token that does not hold says always the same."""
    invitation = select.invitation_by_digest(write.digest(token))
    if invitation is None:
        return _closed(request)
    is_guest = not request.user.is_authenticated
    form = GuestForm(posted(request)) if is_guest else ConfirmForm(posted(request))
    needs_account = is_guest and bool(invitation.email)
    if needs_account:
        request.session[INVITED_KEY] = request.path  # they may open an account, where not everybody may, and come back
    if request.method == "POST" and not needs_account and form.is_valid():
        try:
            return _come_in(request, token, form)
        except write.InvitationClosed:
            return _closed(request)
        except ValidationError as error:
            explain(form, error)
    shown = {"invitation": invitation, "form": form, "needs_account": needs_account, "is_guest": is_guest}
    return render(request, "place/join.html", shown, status=422 if form.errors else 200)


def _come_in(request: HttpRequest, token: str, form: GuestForm | ConfirmForm) -> HttpResponse:
    if request.user.is_authenticated and not write.is_for_the_map(token):
        membership = write.join_as_user(token=token, user=user_of(request))
        request.session.pop(INVITED_KEY, None)
        return redirect("pages:home", membership.place.slug)
    name = user_of(request).name if request.user.is_authenticated else form.cleaned_data["name"]
    guest = write.join_as_guest(token=token, name=name)
    request.session.cycle_key()
    known = request.session.get(GUEST_KEY, {})
    request.session[GUEST_KEY] = {**known, str(guest.invitation.place_id): guest.pk}
    first = "pages:map" if guest.invitation.only_map else "pages:home"
    return redirect(first, guest.invitation.place.slug)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "place/closed.html", {"words": write.CLOSED}, status=404)
