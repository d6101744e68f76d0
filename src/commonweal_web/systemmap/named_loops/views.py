"""Pages on which a loop gets its name and its story."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonweal_web.place.access import Permission, actor, for_place
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.views import viewer_of
from commonweal_web.place.views.rows import RowPage, about_form, found_or_404, is_written, row_page, said_by, went_back
from commonweal_web.systemmap import selectors as maps
from commonweal_web.systemmap.named_loops import selectors, services
from commonweal_web.systemmap.named_loops.forms import NamedLoopForm

# Factors of a loop that anybody would read.
MOST_FACTORS = 50


@for_place(Permission.CONTRIBUTE)
def loop_name(request: HttpRequest, place: Any) -> HttpResponse:
    """A name for the loop of the factors that the address names."""
    factors = tuple(filter(None, request.GET.get("factors", "").split(";")))
    form = _form(request, place, _round(place, viewer_of(request), factors), fixed={"factors": factors})
    page = RowPage("Name a loop", _back(place), _told(place, viewer_of(request), factors))
    if is_written(form, lambda: services.add_named_loop(place=place, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@for_place(Permission.CONTRIBUTE)
def loop_edit(request: HttpRequest, place: Any, loop: int) -> HttpResponse:
    """The name and the story of a loop, changed."""
    found = found_or_404(selectors.named_loop(place, viewer_of(request), loop))
    delete = reverse("systemmap:loop_delete", args=[place.slug, loop])
    told = _told(place, viewer_of(request), found.noun.factors)
    page = RowPage("Name a loop", _back(place), told, delete=delete, word="name")
    form = _form(request, place, maps.links(place, viewer_of(request)), kept=found)
    if is_written(form, lambda: services.change_named_loop(key=loop, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@require_POST
@for_place(Permission.CONTRIBUTE)
def loop_delete(request: HttpRequest, place: Any, loop: int) -> HttpResponse:
    """The name of a loop, taken away."""
    found_or_404(selectors.named_loop(place, viewer_of(request), loop))
    services.delete_named_loop(place=place, key=loop, viewer=viewer_of(request), by=actor(request))
    return went_back(request, RowPage("", _back(place)), "The name is gone. The loop is still on the map.")


def _form(request: HttpRequest, place: Any, links: Any, *, kept: Kept | None = None, **more: Any) -> NamedLoopForm:
    others = tuple(row.noun for row in selectors.named_loops(place, viewer_of(request)) if row != kept)
    known = {"factors": maps.factors(place, viewer_of(request)), "links": links, "loops": others}
    return NamedLoopForm(known=known, **about_form(request, kept), **more)


def _round(place: Any, viewer: Any, factors: tuple[str, ...]) -> Any:
    """The links of the map, where they lead from each of the factors to the next and back."""
    links = maps.links(place, viewer)
    ends = {(link.from_, link.to) for link in links}
    steps = zip(factors, factors[1:] + factors[:1], strict=True)
    if not factors or len(factors) > MOST_FACTORS or not ends.issuperset(steps):
        raise Http404("There is no such loop here.")
    return links


def _told(place: Any, viewer: Any, factors: tuple[str, ...]) -> str:
    names = {factor.id: factor.name for factor in maps.factors(place, viewer)}
    return " → ".join(names.get(id_, id_) for id_ in (*factors, *factors[:1]))


def _back(place: Any) -> str:
    return reverse("pages:loops", args=[place.slug])
