"""Writes of benefits, valuations and budgets, each with its event in the audit."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from django.db import transaction

from commonweal.investment import schema
from commonweal_web.investment.models import Budget
from commonweal_web.investment.money.selectors import SHARED
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.services.items import add_item, change_item, take_away
from commonweal_web.place.viewer import Viewer, visible


@transaction.atomic
def add_budgets(*, place: Any, nouns: Sequence[schema.Budget], viewer: Viewer, by: Any, disclosure: str) -> None:
    """What a partner can put in, a row for each year."""
    for noun in nouns:
        add_item(model=Budget, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure)


def change_budget(*, budget: int, noun: schema.Budget, viewer: Viewer, by: Any, disclosure: str) -> None:
    """Change an amount, known by its key."""
    row = Budget.objects.select_related("place").get(visible(Budget, viewer), pk=budget)
    change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)


def delete_budget(*, budget: int, viewer: Viewer, by: Any) -> None:
    """Take an amount away."""
    take_away(row=Budget.objects.select_related("place").get(visible(Budget, viewer), pk=budget), by=by)


@transaction.atomic
def keep_shared(  # noqa: PLR0913
    *,
    place: Any,
    table: str,
    nouns: Sequence[Any],
    group: Sequence[Kept] = (),
    viewer: Viewer,
    by: Any,
    disclosure: str,
) -> None:
    """A benefit or a valuation, a row for each who gains: rows are changed, added, and taken away (None) in turn."""
    model = SHARED[table][0]
    rows = model._default_manager.select_related("place").filter(visible(model, viewer), place=place)
    known = {row.pk: row for row in rows.filter(pk__in=[row.key for row in group])}
    for before, noun in zip_longest(group, nouns):
        row = known.get(before.key) if before is not None else None
        if row is not None and noun is None:
            take_away(row=row, by=by)
        elif row is not None:
            change_item(row=row, noun=noun, viewer=viewer, by=by, disclosure=disclosure)
        elif noun is not None:
            add_item(model=model, noun=noun, place=place, viewer=viewer, by=by, disclosure=disclosure)


def delete_shared(*, place: Any, table: str, group: Sequence[Kept], viewer: Viewer, by: Any) -> None:
    """Take a benefit or a valuation away, with the part of everybody who gains."""
    keep_shared(place=place, table=table, nouns=[None] * len(group), group=group, viewer=viewer, by=by, disclosure="")
