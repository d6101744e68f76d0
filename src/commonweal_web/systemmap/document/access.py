"""Who may open the socket of which layer. A refusal never says why: all are as if there were no such place."""

import re
from typing import Any

from django.conf import settings

from commonweal_web.accounts.selectors import lacks_second_factor
from commonweal_web.live import limits
from commonweal_web.live.keeping import Admitted, Person
from commonweal_web.place.access import Permission, first_role, may, may_facilitate, viewer_in
from commonweal_web.place.selectors.members import name_of_guest
from commonweal_web.place.selectors.partners import key_of_partner, names_by_key
from commonweal_web.place.selectors.places import place_row
from commonweal_web.place.viewer import Viewer
from commonweal_web.systemmap.document import shapes
from commonweal_web.systemmap.document.keeper import MapKeeper
from commonweal_web.systemmap.document.layers import ORGANISATION, OWN, SHARED, Layer

PATH = re.compile(r"/ws/(?P<place>[a-z][a-z0-9-]{0,59})/map/(?P<layer>[a-z][a-z0-9-]{0,75})/")
# Colours that tell people apart.
COLOURS = 12


class MapEntrance:
    """Lets people into the rooms of maps (see `live.keeping`)."""

    def admit(self, request: Any) -> Admitted | None:
        """Who asks, and where they go; None where they may not."""
        asked = PATH.fullmatch(request.path)
        place = place_row(asked["place"]) if asked else None
        if asked is None or place is None or _is_held_back(request.user):
            return None
        viewer = viewer_in(place, request)
        layer = layer_for(place, viewer, asked["layer"]) if may(viewer, Permission.VIEW) else None
        if layer is None:
            return None
        told = {"layer": asked["layer"], "limits": {"message": limits.MESSAGE, "name": shapes.NAME,
                "line": shapes.LINE, "text": shapes.TEXT}}  # fmt: skip
        return Admitted(person_in(viewer, request.user), layer.room, lambda: MapKeeper(layer), told)


def layer_for(place: Any, viewer: Viewer, name: str) -> Layer | None:
    """The layer that a viewer means by a name, if they may draw on it."""
    return layer_to_read(place, viewer, name) if name == SHARED or may(viewer, Permission.CONTRIBUTE) else None


def layer_to_read(place: Any, viewer: Viewer, name: str) -> Layer | None:
    """The layer that a viewer means by a name, if they see what is on it."""
    if name == SHARED:
        return Layer(place)
    if viewer.user is None:
        return None
    if name == OWN:
        return Layer(place, user=viewer.user, viewer=viewer)
    partner = key_of_partner(place, name.removeprefix(ORGANISATION)) if name.startswith(ORGANISATION) else None
    return _of_partner(place, partner) if partner is not None and partner in viewer.partners else None


def _of_partner(place: Any, partner: int) -> Layer:
    return Layer(place, partner=partner, viewer=Viewer(roles=frozenset({"everybody"}), partners=frozenset({partner})))


def layers_for(place: Any, viewer: Viewer) -> list[tuple[str, str]]:
    """The layers that a viewer may read: the name of each, and whom it is for in words."""
    return [(name, words) for name, words, _ in layers_seen(place, viewer)]


def layers_seen(place: Any, viewer: Viewer) -> list[tuple[str, str, Layer]]:
    """The same, each with the layer itself: one query at the most."""
    if viewer.user is None:
        return shared_alone(place)
    kept = [
        (f"{ORGANISATION}{slug}", f"My organisation ({name})", _of_partner(place, key))
        for key, slug, name in names_by_key(place, viewer.partners)
    ]
    return [*shared_alone(place), *kept, (OWN, "Only me", Layer(place, user=viewer.user, viewer=viewer))]


def shared_alone(place: Any) -> list[tuple[str, str, Layer]]:
    """The one layer that all see."""
    return [(SHARED, "Everybody", Layer(place))]


def _is_held_back(user: Any) -> bool:
    """Whether somebody must set up a second factor before they may open anything."""
    return not settings.WITHOUT_SECOND_FACTOR and user.is_authenticated and lacks_second_factor(user)


def person_in(viewer: Viewer, user: Any) -> Person:
    """Who somebody is in a room."""
    role, words = first_role(viewer)
    is_guest = viewer.user is None
    key = viewer.guest if is_guest else viewer.user
    assert key is not None
    name = name_of_guest(key) if is_guest else user.name
    return Person(
        key=f"guest-{key}" if is_guest else f"user-{key}",
        name=name or words,
        role=role,
        colour=key % COLOURS,
        may_edit=may(viewer, Permission.DRAW),
        may_facilitate=may_facilitate(viewer),
        may_see_private=not is_guest and may(viewer, Permission.CONTRIBUTE),
    )
