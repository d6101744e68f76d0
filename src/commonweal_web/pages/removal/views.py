"""The page that asks once more before something is deleted, and says what goes with it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from commonweal_web.pages.removal import selectors, services
from commonweal_web.place.access import Permission, actor, for_place, may, may_change
from commonweal_web.place.forms.members import ConfirmForm
from commonweal_web.place.views import explain, posted, viewer_of
from commonweal_web.place.views.rows import found_or_404

# The page of each kind of item, and the list that it stands in.
PAGES = {
    "factors": ("pages:factor", "pages:factors"),
    "options": ("investment:option", "investment:options"),
    "partners": ("pages:partner", "place:partners"),
    "people": ("", "place:people"),
    "measures": ("", "pages:factors"),
}
WORDS = {"people": "role"}


@for_place(Permission.CONTRIBUTE)
def delete(request: HttpRequest, place: Any, slug: str, table: str) -> HttpResponse:
    """Ask once more, and delete."""
    viewer = viewer_of(request)
    row = found_or_404(selectors.item_row(place, viewer, table, slug))
    if not may_change(viewer, row) or (table == "partners" and not may(viewer, Permission.MANAGE)):
        raise PermissionDenied
    found = selectors.removal(place, viewer, table, slug)
    form = ConfirmForm(posted(request))
    if form.is_valid():
        try:
            services.remove(place=place, table=table, slug=slug, viewer=viewer, by=actor(request))
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, f"{found.name} is deleted.")
            return redirect(PAGES[table][1], place=place.slug)
    shown = {"form": form, "removal": found, "word": WORDS.get(table, table[:-1]), "back": _back(place, row, table)}
    return render(request, "pages/delete.html", shown, status=422 if form.errors else 200)


def _back(place: Any, row: Any, table: str) -> str:
    if table == "measures":
        return reverse("pages:factor", args=[place.slug, row.factor.slug])
    page, listed = PAGES[table]
    return reverse(page, args=[place.slug, row.slug]) if page else reverse(listed, args=[place.slug])
