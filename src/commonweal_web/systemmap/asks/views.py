"""Pages on which partners ask each other to act, and answer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from commonweal_web.place.access import Permission, for_place
from commonweal_web.place.access import actor as asker
from commonweal_web.place.columns import named
from commonweal_web.place.views import posted, viewer_of
from commonweal_web.place.views.rows import RowPage, found_or_404, is_written, row_page, went_back
from commonweal_web.systemmap import selectors as maps
from commonweal_web.systemmap.asks import selectors, services
from commonweal_web.systemmap.asks.forms import AnswerForm, AskForm
from commonweal_web.systemmap.who.selectors import partners
from commonweal_web.ui.spreadsheets import taken_away

UNPROCESSABLE = 422
LEAD = "Everybody in this place sees what you ask, and the answer. Those who are asked find it on their home page."


@for_place(Permission.VIEW)
def asks(request: HttpRequest, place: Any) -> HttpResponse:
    """All that partners ask of each other, with how long each has still."""
    return render(request, "systemmap/asks/asks.html", {"found": selectors.asks_of(place, viewer_of(request))})


@for_place(Permission.VIEW)
def asks_csv(request: HttpRequest, place: Any) -> StreamingHttpResponse:
    """The same as a table, to take away."""
    return taken_away(selectors.asks_of(place, viewer_of(request)).table, f"{place.slug}-asks.csv")


@for_place(Permission.CONTRIBUTE)
def ask_add(request: HttpRequest, place: Any, factor: str) -> HttpResponse:
    """A partner asks another to act on a factor."""
    viewer = viewer_of(request)
    row = found_or_404(maps.factor(place, viewer, factor))
    own = _own(request, place)
    page = RowPage(f"Ask a partner to act on: {row.name}", _factor(place, factor), LEAD)
    others = [choice for choice in named(partners(place, viewer)) if [choice] != list(own)]
    fixed = {"id": "new", "factor": factor, "made": timezone.localdate()}
    form = AskForm(posted(request), choices={"from_": own, "to": others}, fixed=fixed)
    form.fields["from_"].initial = own[0][0]
    if is_written(form, lambda: services.ask_partner(place=place, noun=form.value(), viewer=viewer, by=asker(request))):
        return went_back(request, page, "They find it on their home page.")
    return row_page(request, form, page)


@for_place(Permission.CONTRIBUTE)
def ask_answer(request: HttpRequest, place: Any, ask: str) -> HttpResponse:
    """The answer, by somebody of the partner that is asked."""
    viewer = viewer_of(request)
    found = found_or_404(selectors.ask(place, viewer, ask))
    own = dict(_own(request, place))
    if found.noun.to not in own:
        raise PermissionDenied
    line = next(line for line in selectors.asks_about(place, viewer, found.noun.factor) if line.ask.id == ask)
    form = AnswerForm(posted(request))
    about = {"place": place, "slug": ask, "viewer": viewer, "by": asker(request)}
    if is_written(form, lambda: services.answer_ask(said=form.cleaned_data, **about)):
        return went_back(request, RowPage("", _factor(place, found.noun.factor)), "Your answer is given.")
    content = {"form": form, "line": line, "factor": maps.factor(place, viewer, found.noun.factor)}
    return render(request, "systemmap/asks/answer.html", content, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@for_place(Permission.CONTRIBUTE)
def ask_withdraw(request: HttpRequest, place: Any, ask: str) -> HttpResponse:
    """An ask taken back while it is open, by somebody of the partner that made it."""
    viewer = viewer_of(request)
    found = found_or_404(selectors.ask(place, viewer, ask))
    if found.noun.from_ not in dict(_own(request, place)) or found.noun.state != "open":
        raise PermissionDenied
    services.withdraw_ask(place=place, slug=ask, viewer=viewer, by=asker(request))
    return went_back(request, RowPage("", _factor(place, found.noun.factor)), "It is taken back.")


def _own(request: HttpRequest, place: Any) -> tuple[tuple[str, str], ...]:
    """The partners that whoever asks speaks for; refused for who speaks for none."""
    own = selectors.speaks_for(place, viewer_of(request))
    if not own:
        raise PermissionDenied
    return own


def _factor(place: Any, factor: str) -> str:
    return reverse("pages:factor", args=[place.slug, factor])
