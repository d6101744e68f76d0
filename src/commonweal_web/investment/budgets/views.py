"""The page of budgets: a table of what each partner can put in, and its forms."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonweal.investment.schema import POOL
from commonweal_web.investment.budgets.table import table_of
from commonweal_web.investment.money import selectors, services
from commonweal_web.investment.money.forms import BudgetForm, ManyYearsForm
from commonweal_web.place.access import Permission, actor, for_place
from commonweal_web.place.columns import named
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.views import viewer_of
from commonweal_web.place.views.rows import RowPage, about_form, found_or_404, is_written, row_page, said_by, went_back

LEAD = "Only money that can go into the joint plan. What is bound already does not belong here."


@for_place(Permission.VIEW)
def budgets(request: HttpRequest, place: Any) -> HttpResponse:
    """What each partner can put in, year by year and kind by kind."""
    viewer = viewer_of(request)
    table = table_of(place, selectors.partners(place, viewer), selectors.budgets(place, viewer))
    return render(request, "investment/budgets.html", {"table": table})


@for_place(Permission.CONTRIBUTE)
def budget_add(request: HttpRequest, place: Any) -> HttpResponse:
    """What a partner can put in, in one year or several."""
    page = RowPage("Say what a partner can put in", reverse("investment:budgets", args=[place.slug]), LEAD)
    form = ManyYearsForm(**_about(request, place))
    form.fields["partner"].initial = request.GET.get("partner", "")
    if is_written(form, lambda: services.add_budgets(place=place, nouns=form.values(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@for_place(Permission.CONTRIBUTE)
def budget_edit(request: HttpRequest, place: Any, budget: int) -> HttpResponse:
    """An amount, changed."""
    found = found_or_404(selectors.budget(place, viewer_of(request), budget))
    delete = reverse("investment:budget_delete", args=[place.slug, budget])
    back = reverse("investment:budgets", args=[place.slug])
    page = RowPage("Change what a partner can put in", back, LEAD, delete=delete, word="amount")
    form = BudgetForm(**_about(request, place, found))
    if is_written(form, lambda: services.change_budget(budget=budget, noun=form.value(), **said_by(request, form))):
        return went_back(request, page)
    return row_page(request, form, page)


@require_POST
@for_place(Permission.CONTRIBUTE)
def budget_delete(request: HttpRequest, place: Any, budget: int) -> HttpResponse:
    """An amount, taken away."""
    found_or_404(selectors.budget(place, viewer_of(request), budget))
    services.delete_budget(budget=budget, viewer=viewer_of(request), by=actor(request))
    page = RowPage("", reverse("investment:budgets", args=[place.slug]))
    return went_back(request, page, "The amount is taken away.")


def _about(request: HttpRequest, place: Any, kept: Kept | None = None) -> dict[str, Any]:
    viewer = viewer_of(request)
    partners = selectors.partners(place, viewer)
    others = tuple(row for row in selectors.budgets(place, viewer) if row != kept)
    choices = [*named(partners), (POOL, "The pool: money that all may draw on")]
    about = {"choices": {"partner": choices}, "known": {"partners": partners}, "others": others}
    return {**about_form(request, kept), **about}
