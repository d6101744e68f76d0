"""Pages on which a row of a place is added or changed: the same in every room."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal_web.place.access import actor
from commonweal_web.place.columns import ColumnsForm, stages_for
from commonweal_web.place.item import Disclosure
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.viewer import owner_of_new
from commonweal_web.place.views import explain, viewer_of

UNPROCESSABLE = 422

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class RowPage:
    """What stands around the form of a row: heading, lead, the way back, and where it is deleted ("" for nowhere).

    `ask` leads to the page that asks once more, for what others may rely on.
    """

    heading: str
    back: str
    lead: str = ""
    delete: str = ""
    word: str = ""
    ask: str = ""


def found_or_404(found: Found | None) -> Found:
    """What was found; as absent as anything that never was, where nothing was."""
    if found is None:
        raise Http404("There is no such thing here.")
    return found


def about_form(request: HttpRequest, kept: Kept | None = None) -> dict[str, Any]:
    """What every form of a row is given: what was sent, the row as it stands, whose it is, and the stages for it."""
    viewer = viewer_of(request)
    owner = owner_of_new(viewer) if kept is None else kept.owner
    about: dict[str, Any] = {"stages": stages_for(viewer), "owner": owner}
    if request.method == "POST":
        about["data"] = request.POST
    return about if kept is None else {**about, "row": kept.noun, "initial": {"disclosure": kept.disclosure}}


def said_by(request: HttpRequest, form: Any) -> dict[str, Any]:
    """Who writes a row, and for whom to see: what every service that writes one is given."""
    disclosure = form.cleaned_data.get("disclosure") or Disclosure.PLACE.value
    return {"viewer": viewer_of(request), "by": actor(request), "disclosure": disclosure}


def is_written(form: Any, write: Callable[[], object]) -> bool:
    """Whether what a form says was written; what the service refused stands on the form then."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        write()
    except ValidationError as error:
        explain(form, error)
        return False
    return True


def went_back(request: HttpRequest, page: RowPage, words: str = "Saved.") -> HttpResponse:
    """Back to where the row stands, with a word on what was done."""
    messages.success(request, words)
    return redirect(page.back)


def row_page(request: HttpRequest, form: ColumnsForm, page: RowPage) -> HttpResponse:
    """The form of a row, as first shown or with what there is to mend."""
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "place/row_form.html", {"form": form, "page": page}, status=status)
