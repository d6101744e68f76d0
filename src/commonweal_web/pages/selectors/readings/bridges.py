"""Who bridges the organisations of a place: sentences, and the tables that they rest on."""

from dataclasses import dataclass, replace

from commonweal.reports.schema import Column, Table
from commonweal.reports.wording import percent
from commonweal.systemmap.advice.brokerage import brokerage_advice
from commonweal.systemmap.advice.drift import day_words, drift_advice
from commonweal.systemmap.advice.network import network_advice, plural
from commonweal.systemmap.network.brokerage import ROLES, Brokerage, brokerage
from commonweal.systemmap.network.drift import Drift, boundary_drift, turning_days
from commonweal.systemmap.network.graph import Lens, Relations, network_of
from commonweal.systemmap.network.reading import NetworkReading, network_reading
from commonweal.systemmap.picture.network import network_svg
from commonweal_web.investment.selectors import rows_seen
from commonweal_web.pages.selectors.worked_out import worked_out
from commonweal_web.place.models import Place
from commonweal_web.place.viewer import Viewer

# Random ways of dealing out the groups; enough for a page, and always the same ones.
PERMUTATIONS, SEED = 2_000, 1


@dataclass(frozen=True, slots=True)
class Bridges:
    """What the ties of a place say: `advice` first to last as it is worth reading, and the tables by their names."""

    count: int
    ties: int
    by: str
    advice: tuple[str, ...]
    roles: tuple[str, ...]
    drift: tuple[str, ...]
    tables: dict[str, Table]
    picture: str


def bridges(place: Place, viewer: Viewer, lens: Lens) -> Bridges:
    """Who bridges whom, as far as a viewer may see."""
    rows = rows_seen(place, viewer, ("partners", "people", "ties"))
    return bridges_among(Relations(rows["partners"], rows["people"], rows["ties"]), lens)


def bridges_among(relations: Relations, lens: Lens) -> Bridges:
    """Who bridges whom among some partners and people with their ties."""
    return worked_out("bridges", (relations, lens), lambda: _bridges(relations, lens))


def _bridges(relations: Relations, lens: Lens) -> Bridges:
    network = network_of(relations, lens)
    reading = network_reading(network, permutations=PERMUTATIONS, seed=SEED)
    # Brokerage goes by directions; where every tie goes both ways, each pair counts once from each side.
    brokers = brokerage(network, permutations=PERMUTATIONS, seed=SEED)
    day = lens.on
    assert day is not None
    days = turning_days(relations.ties, today=day)
    drift = boundary_drift(relations, days, lens=replace(lens, on=None), permutations=PERMUTATIONS, seed=SEED)
    return Bridges(
        count=network.n,
        ties=network.ties,
        by=plural(lens.by),
        advice=network_advice(reading),
        roles=brokerage_advice(brokers) if network.ties else (),
        drift=drift_advice(drift) if network.ties else (),
        tables={
            "who": _who(reading),
            "near": _near(reading),
            "whole": _whole(reading),
            "roles": _roles(brokers),
            "drift": _over_time(drift),
        },
        picture=network_svg(reading, title="Who works with whom; the same as the table under it, drawn"),
    )


def _who(reading: NetworkReading) -> Table:
    """Everybody in the network, those first on whom most ways depend."""
    ways = sum(node.betweenness for node in reading.nodes)
    nodes = sorted(reading.nodes, key=lambda node: (-node.betweenness, -node.degree, node.name))
    return Table(
        caption="Who holds the network together",
        columns=(
            Column("Who"), Column(reading.network.by.capitalize()), Column("Ties", figures=True),
            Column("Shortest ways that lead through", figures=True), Column("Constraint", figures=True),
            Column("E-I", figures=True), Column("Circle", figures=True), Column("Leaving cuts somebody off"),
        ),
        rows=tuple(
            (
                node.name, node.group or "not known", f"{node.degree}",
                percent(node.betweenness / ways) if ways else "none", _figure(node.constraint),
                _figure(node.ei, sign=True), f"{node.community}", "yes" if node.cuts else "no",
            )
            for node in nodes
        ),
        note="Constraint: how much somebody's ties lead back to the same people (low is free, high is hemmed in). "
        "E-I: -1 all ties within, +1 all across.",
    )  # fmt: skip


def _near(reading: NetworkReading) -> Table:
    """How near everybody is to all others, the nearest first."""
    nodes = sorted(reading.nodes, key=lambda node: (-node.closeness, node.name))
    return Table(
        caption="How near each is to the others",
        columns=(
            Column("Who"), Column("Closeness", figures=True), Column("Reached within two ties", figures=True),
            Column("Eigenvector", figures=True), Column("PageRank", figures=True),
        ),
        rows=tuple(
            (
                node.name, _figure(node.closeness), percent(node.reach), _figure(node.eigenvector),
                f"{node.pagerank:.3f}",
            )
            for node in nodes
        ),
        note="Closeness: 1 where all others are one tie away, 0 where nobody is reached. Eigenvector: high for those "
        "tied to others who are well tied (1 the highest). PageRank: how often a walk along ties at random comes by.",
    )  # fmt: skip


def _whole(reading: NetworkReading) -> Table:
    """The network as one, each figure with what it means."""
    whole = reading.whole
    rows = (
        ("Ties beside all that there could be (density)", _share(whole.density)),
        ("Ties that go both ways (reciprocity)", _share(whole.reciprocity)),
        ("Two who share a contact have a tie, too (transitivity)", _share(whole.transitivity)),
        ("Pieces without a tie between them (components)", f"{whole.components}"),
        ("How far ties gather at the one who has most (degree centralisation)", _share(whole.degree_centralisation)),
        ("How far ways lead through one (betweenness centralisation)", _share(whole.betweenness_centralisation)),
    )
    note = "Centralisation is 0% where all are alike and 100% where all hangs on one."
    return Table("The network as a whole", (Column("What"), Column("How much", figures=True)), rows, note=note)


def _share(value: float | None) -> str:
    return "not to be told" if value is None else percent(value)


def _roles(found: Brokerage) -> Table:
    """The five roles, those first who have most of them."""
    network = found.network
    order = sorted(range(network.n), key=lambda at: (-_number(found.observed[at, 5]), network.names[at]))
    return Table(
        caption="Roles between two who have no tie of their own (Gould and Fernandez)",
        columns=(Column("Who"), *(Column(role.capitalize(), figures=True) for role in ROLES)),
        rows=tuple(
            (network.names[at], *(_role(found, at, role) for role in range(5)), f"{_number(found.observed[at, 5]):.0f}")
            for at in order
            if _number(found.observed[at, 5]) > 0
        ),
        note="In brackets: how often dealing out the groups at random gives as many or more (p).",
    )


def _over_time(drift: Drift) -> Table:
    """The boundary, day by day."""
    return Table(
        caption="The boundary over time",
        columns=(
            Column("Day"), Column("In it", figures=True), Column("Ties", figures=True), Column("E-I", figures=True),
            Column("By chance", figures=True), Column("Modularity", figures=True),
        ),
        rows=tuple(
            (
                day_words(shot.day), f"{shot.network.n}", f"{shot.network.ties}",
                _figure(shot.boundary.observed, sign=True), _figure(shot.boundary.expected, sign=True),
                f"{shot.modularity:+.2f}",
            )
            for shot in drift.snapshots
        ),
        note="E-I falls, and modularity rises, where a network turns inward.",
    )  # fmt: skip


def _role(found: Brokerage, at: int, role: int) -> str:
    count = _number(found.observed[at, role])
    return f"{count:.0f} ({found.p[at, role]:.2f})" if count else "0"


def _number(value: float) -> float:
    """A count; one that is not known counts as none."""
    return 0.0 if value != value else float(value)


def _figure(value: float | None, *, sign: bool = False) -> str:
    if value is None:
        return "none"
    return f"{value:+.2f}" if sign else f"{value:.2f}"
