"""What every template of a place is given."""

from typing import Any

from django.http import HttpRequest

from commonweal_web.place.access import as_dict


def place(request: HttpRequest) -> dict[str, Any]:
    """The place in view and what its viewer may do; nothing outside a place."""
    found, viewer = getattr(request, "place", None), getattr(request, "viewer", None)
    if found is None or viewer is None:
        return {}
    return {"place": found, "viewer": viewer, "may": {**as_dict(viewer), "take_part": viewer.is_member}}
