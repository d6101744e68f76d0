"""The map shown to everybody, and to members alone again; what somebody keeps to itself stays as it is."""

from collections.abc import Mapping

from django.db import transaction

from commonweal_web.accounts.models import User
from commonweal_web.audit.services import record
from commonweal_web.place.item import Disclosure, PlaceItem
from commonweal_web.place.models import Place
from commonweal_web.systemmap.publishing.selectors import OF_PARTNERS, OF_THE_MAP


@transaction.atomic
def show_map(*, place: Place, by: User, with_partners: bool) -> int:
    """Show everybody what members see of the map; how many things that were."""
    kinds = {**OF_THE_MAP, **OF_PARTNERS} if with_partners else OF_THE_MAP
    changed = _moved(place, kinds, Disclosure.PLACE, Disclosure.PUBLIC)
    return _recorded("map shown to everybody", place, by, changed)


@transaction.atomic
def keep_map(*, place: Place, by: User) -> int:
    """Show the map to members alone, with all that says who is in it; how many things that were."""
    changed = _moved(place, {**OF_THE_MAP, **OF_PARTNERS}, Disclosure.PUBLIC, Disclosure.PLACE)
    return _recorded("map kept to members", place, by, changed)


def _moved(place: Place, kinds: Mapping[str, type[PlaceItem]], before: Disclosure, after: Disclosure) -> dict[str, int]:
    rows = {kind: model._default_manager.filter(place=place, disclosure=before) for kind, model in kinds.items()}
    return {kind: count for kind, found in rows.items() if (count := found.update(disclosure=after))}


def _recorded(event: str, place: Place, by: User, changed: Mapping[str, int]) -> int:
    if changed:
        record(event=event, place=place.slug, by=by, target=place.slug, details=dict(changed))
    return sum(changed.values())
