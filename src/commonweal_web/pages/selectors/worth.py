"""What a change of a factor is worth and to whom, ready to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.investment.schema import Valuation
from commonweal.reports.wording import percent
from commonweal.units import pounds
from commonweal_web.investment.money.selectors import shared_among
from commonweal_web.place.models import Place
from commonweal_web.place.selectors.kept import Kept
from commonweal_web.place.viewer import Viewer

OTHERS = {"residents": "Residents", "public": "The public", "": "nobody has said who"}


@dataclass(frozen=True, slots=True)
class WorthLine:
    """One thing that a change is worth: its key, name, price, the part of each who gains, and who it is kept by."""

    key: int
    name: str
    price: str
    parts: tuple[str, ...]
    source: str
    pill: str


def worth_lines(place: Place, viewer: Viewer, factor: str, names: Mapping[str, str]) -> tuple[WorthLine, ...]:
    """What one unit of a factor's change is worth, as far as a viewer may see, whose partners have these names."""
    groups: dict[str, list[Kept]] = {}
    for row in shared_among(names.keys(), place, viewer, "valuations", factor__slug=factor):
        groups.setdefault(row.noun.name, []).append(row)
    return tuple(_line(rows, {**names, **OTHERS}) for rows in groups.values())


def _line(rows: Sequence[Kept], names: Mapping[str, str]) -> WorthLine:
    first: Valuation = rows[0].noun
    year = f", in prices of {first.price_year}" if first.price_year else ""
    parts = tuple(_part(row.noun, names) for row in rows)
    return WorthLine(
        rows[0].key, first.name, f"{pounds(first.value_per_unit)} for each{year}", parts, first.source, rows[0].pill
    )


def _part(row: Valuation, names: Mapping[str, str]) -> str:
    """`Smallville Police: 80 %, fiscal, 10 % of that in cash`."""
    cash = f", {percent(row.cashable)} of that in cash" if row.cashable else ""
    return f"{names.get(row.bearer, row.bearer)}: {percent(row.share)}, {row.kind}{cash}"
