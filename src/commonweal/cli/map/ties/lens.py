"""What the commands about the network share: how to look at it, and the relations of a place."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from commonweal.files.schema import PlaceFolder
    from commonweal.systemmap.network.graph import Lens, Relations

Command = TypeVar("Command", bound=Callable[..., Any])

GROUPINGS = ("sector", "organisation", "profession", "geography", "kind")
NODES = ("everyone", "partners", "people")


def by_options(command: Command) -> Command:
    """`--by` and `--among`: grouped by what, and who counts."""
    by = click.option(
        "--by", type=click.Choice(GROUPINGS), default="sector", show_default=True, help="What groups them."
    )
    among = click.option(
        "--among", type=click.Choice(NODES), default="everyone", show_default=True, help="Who is in the network."
    )
    return by(among(command))


def lens_options(command: Command) -> Command:
    """`--by`, `--among`, `--on` and `--both-ways`."""
    on = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to look at; today if not given.")
    both = click.option("--both-ways", is_flag=True, help="Read every tie as going both ways.")
    return by_options(on(both(command)))


def lens_of(by: Any, among: Any, on: datetime | None, both_ways: bool) -> "Lens":
    """The lens that was asked for; today where no day was."""
    from commonweal.systemmap.network.graph import Lens

    return Lens(by, among, on.date() if on else date.today(), directed=not both_ways)


def relations_of(place: "PlaceFolder") -> "Relations":
    """Who is there, and who works with whom."""
    from commonweal.systemmap.network.graph import Relations

    return Relations(place.partners, place.people, place.ties)
