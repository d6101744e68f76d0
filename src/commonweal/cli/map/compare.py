"""`commonweal map compare`: two versions of a map, two partners' views of it, or all rival views."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli.output import emit_json, folder_argument, json_option

if TYPE_CHECKING:
    from commonweal.files.schema import PlaceFolder
    from commonweal.systemmap.compare import Comparison
    from commonweal.systemmap.schema import Factor, Link
    from commonweal.systemmap.views import LinkViews


@click.command()
@folder_argument
@click.argument("other", required=False, type=click.Path())
@click.option("--view", "views", multiple=True, metavar="ID", help="Whose view; give two, to compare them.")
@click.option("--same", multiple=True, metavar="ID=ID", help="A factor that has another id in OTHER; repeat it.")
@json_option
def compare(folder: str, other: str | None, views: tuple[str, ...], same: tuple[str, ...], as_json: bool) -> None:
    """What differs: between FOLDER and a later version OTHER, between two partners' views, or over every link.

    Without OTHER and --view it lists every link with all views of it, those that are contested first.
    """
    from pathlib import Path

    from commonweal.files.folder import read_place

    place = read_place(Path(folder))
    names = {partner.id: partner.name for partner in place.partners}
    if other is None and not views:
        _tell_views(place, names, as_json=as_json)
        return
    later = read_place(Path(other)) if other else None
    found = _compared(place, later, views, _pairs(same))
    advice = _advice(found, [names.get(holder, holder) for holder in views], names)
    if as_json:
        emit_json({**_document(found), "advice": list(advice)})
    else:
        click.echo("\n".join(f"- {line}" for line in advice))


def _compared(
    place: "PlaceFolder", later: "PlaceFolder | None", views: tuple[str, ...], same: Mapping[str, str]
) -> "Comparison":
    from commonweal.errors import WrongUse
    from commonweal.systemmap.compare import comparison, view_of

    if later is not None and views:
        raise WrongUse("two folders and --view were given", where="--view", mend="Compare folders, or views.")
    if later is not None:
        return comparison(place.system_map, later.system_map, same=same)
    if len(views) != 2:
        raise WrongUse("a comparison needs two views", where="--view", mend="Give --view twice.")
    for holder in views:
        _refuse_unknown(holder, place)
    one, two = (view_of(place.system_map, holder) for holder in views)
    return comparison(one, two)


def _refuse_unknown(holder: str, place: "PlaceFolder") -> None:
    from commonweal.errors import WrongUse
    from commonweal.names import listed
    from commonweal.systemmap.views import contributors

    known = contributors(place.system_map)
    if holder not in known:
        mend = f"Those who did: {listed(list(known))}." if known else "Fill in contributed_by in links.csv."
        raise WrongUse(f'"{holder}" contributed no link', where="--view", mend=mend)


def _pairs(same: tuple[str, ...]) -> dict[str, str]:
    from commonweal.errors import WrongUse

    found = {}
    for pair in same:
        before, sign, after = pair.partition("=")
        if not (before and sign and after):
            raise WrongUse(f'"{pair}" is no pair of ids', where="--same", mend="Write it as old-id=new-id.")
        found[before] = after
    return found


def _tell_views(place: "PlaceFolder", names: Mapping[str, str], *, as_json: bool) -> None:
    from commonweal.systemmap.advice.compare import views_advice
    from commonweal.systemmap.views import link_views

    found = link_views(place.system_map)
    advice = views_advice(found, names)
    if as_json:
        links = [_link_views(link) for link in found]
        emit_json({"links": links, "contested": sum(bool(link.contested) for link in found), "advice": list(advice)})
    else:
        click.echo("\n".join(f"- {line}" for line in advice))


def _link_views(link: "LinkViews") -> dict[str, object]:
    return {
        "from": link.from_,
        "to": link.to,
        "kind": link.kind,
        "contested": link.contested or None,
        "agreement": link.agreement,
        "agreement_on_sign": link.on_sign,
        "views": [
            {
                "sign": view.sign,
                "strength": view.strength if isinstance(view.strength, str) else None,
                "elasticity": None if isinstance(view.strength, str) else list(view.strength),
                "held_by": list(view.holders),
            }
            for view in link.views
        ],
    }


def _advice(found: "Comparison", holders: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    from commonweal.systemmap.advice.compare import comparison_advice, two_views_advice

    return two_views_advice(found, *holders) if holders else comparison_advice(found, names)


def _document(found: "Comparison") -> dict[str, object]:
    return {
        "factors": {
            "added": [factor.id for factor in found.added_factors],
            "removed": [factor.id for factor in found.removed_factors],
            "changed": [_changed(own) for own in found.changed_factors],
        },
        "links": {
            "added": [_link(link) for link in found.added_links],
            "removed": [_link(link) for link in found.removed_links],
            "changed": [_changed(own) for own in found.changed_links],
        },
        "suggested": [
            {"before": match.before, "after": match.after, "likeness": match.likeness} for match in found.suggested
        ],
    }


def _changed(own: Any) -> dict[str, object]:
    row: Factor | Link = own.after
    said = {"id": row.id} if hasattr(row, "id") else _link(row)
    return {**said, "changes": [{"column": c.column, "before": c.before, "after": c.after} for c in own.changes]}


def _link(link: "Link") -> dict[str, object]:
    return {
        "from": link.from_,
        "to": link.to,
        "kind": link.kind,
        "sign": link.sign,
        "contributed_by": link.contributed_by,
    }
