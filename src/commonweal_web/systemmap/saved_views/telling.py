"""What a saved view shows, in a sentence."""

from collections.abc import Mapping

from commonweal.names import listed
from commonweal.systemmap.schema import BODY, MAIN_MAP, SavedView
from commonweal_web.systemmap.saved_views.forms import COLOURS, KINDS, WHO

Names = Mapping[str, Mapping[str, str]]


def told(view: SavedView, names: Names) -> str:
    """What a view shows; names go by the kind of thing and its id, as `selectors.names_of` gives them."""
    parts = [f"On the map {names['map'].get(view.map, view.map)}"] if view.map != MAIN_MAP else []
    if view.focus:
        known = names["body" if view.focus.startswith(BODY) else "factor"]
        links = f"{view.steps} link{'' if view.steps == 1 else 's'}"
        parts.append(f"only within {links} of {known.get(view.focus, view.focus)}")
    if view.colour != "kind":
        parts.append(f"colours: {_lower(dict(COLOURS)[view.colour])}{_outcome(view, names)}")
    if view.hide:
        parts.append(f"without {listed([_lower(dict(KINDS)[kind]) for kind in view.hide])}")
    if view.who:
        parts.append({"all": "who can act and who works with whom"}.get(view.who, _lower(dict(WHO)[view.who])))
    said = "; ".join(parts) or "the whole map as it is"
    return f"{said[0].upper()}{said[1:]}."


def _outcome(view: SavedView, names: Names) -> str:
    if view.colour != "leverage" or not view.outcome:
        return ""
    return f" ({names['factor'].get(view.outcome, view.outcome)})"


def _lower(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"
