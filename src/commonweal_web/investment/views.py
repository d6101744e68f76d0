"""Pages of options: the list, one with its rows, and forms for each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonweal_web.investment import selectors, services
from commonweal_web.investment.forms import ROW_FORMS, OptionForm
from commonweal_web.investment.sheet import content_of
from commonweal_web.place.access import Permission, actor, for_place, may_change
from commonweal_web.place.columns import ColumnsForm, named, stages_for
from commonweal_web.place.item import Disclosure

UNPROCESSABLE = 422
A_PAGE = 50


@for_place(Permission.VIEW)
def options(request: HttpRequest, place: Any) -> HttpResponse:
    """What could be done, with what each costs."""
    lines = selectors.option_lines(place, request.viewer)  # type: ignore[attr-defined]
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "investment/options.html", {"page": page})


@for_place(Permission.VIEW)
def option(request: HttpRequest, place: Any, option: str) -> HttpResponse:
    """One option: what it does, costs and brings."""
    sheet = selectors.option_sheet(place, request.viewer, option)  # type: ignore[attr-defined]
    if sheet is None:
        raise Http404
    may_delete = may_change(request.viewer, selectors.whose_option(place, option))  # type: ignore[attr-defined]
    return render(request, "investment/option.html", {**content_of(sheet), "may_delete": may_delete})


@for_place(Permission.CONTRIBUTE)
def option_add(request: HttpRequest, place: Any) -> HttpResponse:
    """A new option."""
    form = _option_form(request, place, fixed={"id": "new"})
    if request.method == "POST" and form.is_valid():
        try:
            slug = services.add_option(place=place, noun=form.value(), **_by(request, form))
            return _saved(request, place, slug)
        except ValidationError as error:
            form.add_error(None, error)
    return _asked(request, "investment/option_form.html", form)


@for_place(Permission.CONTRIBUTE)
def option_edit(request: HttpRequest, place: Any, option: str) -> HttpResponse:
    """An option, changed."""
    row = selectors.option_seen(place, request.viewer, option)  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    form = _option_form(request, place, row=row)
    form.fields["disclosure"].initial = selectors.disclosure_of_option(place, option)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_option(place=place, noun=form.value(), **_by(request, form))
            return _saved(request, place, option)
        except ValidationError as error:
            form.add_error(None, error)
    return _asked(request, "investment/option_form.html", form, option=row)


def _option_form(request: HttpRequest, place: Any, **about: Any) -> OptionForm:
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = selectors.rows_seen(place, viewer, ("partners", "options"))
    others = tuple(row for row in rows["options"] if row != about.get("row"))
    partners, options = named(rows["partners"]), named(others)
    return OptionForm(
        *_sent(request),
        choices={"lead": partners, "needs": partners, "requires": options, "excludes": options},
        known={"partners": rows["partners"], "options": others},
        stages=stages_for(viewer),
        **about,
    )


@for_place(Permission.CONTRIBUTE)
def row_add(request: HttpRequest, place: Any, option: str, table: str) -> HttpResponse:
    """A new effect or cost of an option."""
    found = selectors.option_seen(place, request.viewer, option)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    form = _row_form(request, place, table, option, fixed={"option": option})
    if request.method == "POST" and form.is_valid():
        try:
            services.add_row(place=place, noun=form.value(), **_by(request, form))
            return _saved(request, place, option)
        except ValidationError as error:
            form.add_error(None, error)
    return _asked(request, "investment/row_form.html", form, option=found, word=table[:-1])


@for_place(Permission.CONTRIBUTE)
def row_edit(request: HttpRequest, place: Any, row: int, table: str) -> HttpResponse:
    """An effect or cost, changed."""
    kept = selectors.row_of_option(place, request.viewer, table, row)  # type: ignore[attr-defined]
    if kept is None:
        raise Http404
    option = selectors.option_seen(place, request.viewer, kept.noun.option)  # type: ignore[attr-defined]
    form = _row_form(request, place, table, kept.noun.option, row=kept.noun)
    form.fields["disclosure"].initial = kept.disclosure
    if request.method == "POST" and form.is_valid():
        try:
            services.change_row(key=row, noun=form.value(), **_by(request, form))
            return _saved(request, place, kept.noun.option)
        except ValidationError as error:
            form.add_error(None, error)
    more = {"option": option, "word": table[:-1], "delete": f"investment:{table[:-1]}_delete", "key": row}
    return _asked(request, "investment/row_form.html", form, **more)


def _row_form(request: HttpRequest, place: Any, table: str, option: str, **about: Any) -> ColumnsForm:
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = selectors.rows_seen(place, viewer, ("partners", "factors", "options", "effects"))
    others = tuple(row for row in rows["effects"] if row != about.get("row"))
    return ROW_FORMS[table](
        *_sent(request),
        choices={"partner": named(rows["partners"]), "factor": named(rows["factors"])},
        known={"partners": rows["partners"], "factors": rows["factors"], "options": rows["options"], "effects": others},
        stages=stages_for(viewer),
        **about,
    )


@require_POST
@for_place(Permission.CONTRIBUTE)
def row_delete(request: HttpRequest, place: Any, row: int, table: str) -> HttpResponse:
    """An effect or cost, taken away."""
    viewer = request.viewer  # type: ignore[attr-defined]
    kept = selectors.row_of_option(place, viewer, table, row)
    if kept is None:
        raise Http404
    services.delete_row(noun=kept.noun, key=row, viewer=viewer, by=actor(request))
    return _saved(request, place, kept.noun.option)


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()


def _by(request: HttpRequest, form: ColumnsForm) -> dict[str, Any]:
    disclosure = form.cleaned_data.get("disclosure") or Disclosure.PLACE.value
    return {"viewer": request.viewer, "by": actor(request), "disclosure": disclosure}  # type: ignore[attr-defined]


def _saved(request: HttpRequest, place: Any, option: str) -> HttpResponse:
    messages.success(request, "Saved.")
    return redirect("investment:option", place=place.slug, option=option)


def _asked(request: HttpRequest, template: str, form: ColumnsForm, **more: Any) -> HttpResponse:
    return render(request, template, {"form": form, **more}, status=UNPROCESSABLE if form.errors else 200)
