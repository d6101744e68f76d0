"""Pages on which people say what a benefit, or a change of a factor, is worth and to whom."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonweal_web.investment import selectors as options
from commonweal_web.investment.money import selectors, services
from commonweal_web.investment.money.forms import BenefitForm, SharedForm, ValuationForm
from commonweal_web.place.access import Permission, actor, for_place
from commonweal_web.place.columns import ColumnsForm, named
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.views import viewer_of
from commonweal_web.place.views.rows import (
    UNPROCESSABLE,
    RowPage,
    about_form,
    found_or_404,
    is_written,
    said_by,
    went_back,
)
from commonweal_web.systemmap import selectors as maps

FORMS: dict[str, type[ColumnsForm]] = {"benefits": BenefitForm, "valuations": ValuationForm}


@for_place(Permission.CONTRIBUTE)
def valuation_add(request: HttpRequest, place: Any, factor: str) -> HttpResponse:
    """What one unit of a factor's change is worth."""
    row = found_or_404(maps.factor(place, viewer_of(request), factor))
    page = RowPage(f"What a change is worth: {row.name}", _back(place, "valuations", factor))
    return _added(request, place, "valuations", page, fixed={"factor": factor})


@for_place(Permission.CONTRIBUTE)
def benefit_add(request: HttpRequest, place: Any, option: str) -> HttpResponse:
    """What an option is worth by itself."""
    row = found_or_404(options.option_seen(place, viewer_of(request), option))
    page = RowPage(f"Add a benefit: {row.name}", _back(place, "benefits", option))
    return _added(request, place, "benefits", page, fixed={"option": option})


@for_place(Permission.CONTRIBUTE)
def shared_edit(request: HttpRequest, place: Any, row: int, table: str) -> HttpResponse:
    """A benefit or a valuation, changed with the part of everybody who gains."""
    group = found_or_404(selectors.group_of(place, viewer_of(request), table, row) or None)
    whole, word = selectors.whole(group), table[:-1]
    delete = reverse(f"investment:{word}_delete", args=[place.slug, row])
    page = RowPage(f"Change: {whole.name}", _back(place, table, _of(table, whole)), delete=delete, word=word)
    about = about_form(request, replace(group[0], key=row, noun=whole))
    form = _form(request, place, table, group, fixed={"factor": whole.factor} if table == "valuations" else {}, **about)
    about_rows: dict[str, Any] = {"table": table, "group": group}
    if is_written(
        form, lambda: services.keep_shared(place=place, nouns=form.values(), **about_rows, **said_by(request, form))
    ):
        return went_back(request, page)
    return _asked(request, form, page)


@require_POST
@for_place(Permission.CONTRIBUTE)
def shared_delete(request: HttpRequest, place: Any, row: int, table: str) -> HttpResponse:
    """A benefit or a valuation, taken away with the part of everybody who gains."""
    viewer = viewer_of(request)
    group = found_or_404(selectors.group_of(place, viewer, table, row) or None)
    services.delete_shared(place=place, table=table, group=group, viewer=viewer, by=actor(request))
    page = RowPage("", _back(place, table, _of(table, group[0].noun)))
    return went_back(request, page, f"The {table[:-1]} is taken away.")


def _added(request: HttpRequest, place: Any, table: str, page: RowPage, *, fixed: dict[str, str]) -> HttpResponse:
    form = _form(request, place, table, (), fixed=fixed, **about_form(request))
    write = services.keep_shared
    if is_written(form, lambda: write(place=place, table=table, nouns=form.values(), **said_by(request, form))):
        return went_back(request, page)
    return _asked(request, form, page)


def _of(table: str, noun: Any) -> str:
    """The option or the factor that a row belongs to."""
    return str(getattr(noun, selectors.SHARED[table][2]))


def _back(place: Any, table: str, of: str) -> str:
    return reverse("investment:option" if table == "benefits" else "pages:factor", args=[place.slug, of])


def _form(request: HttpRequest, place: Any, table: str, group: tuple[Kept, ...], **about: Any) -> SharedForm:
    viewer = viewer_of(request)
    partners = selectors.partners(place, viewer)
    others = tuple(row.noun for row in selectors.shared(place, viewer, table) if row not in group)
    return SharedForm(
        FORMS[table],
        group=group,
        bearers=[*named(partners), ("residents", "Residents"), ("public", "The public")],
        known={"partners": partners, "factors": maps.factors(place, viewer), table: others},
        **about,
    )


def _asked(request: HttpRequest, form: SharedForm, page: RowPage) -> HttpResponse:
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "investment/shared_form.html", {"form": form, "page": page}, status=status)
