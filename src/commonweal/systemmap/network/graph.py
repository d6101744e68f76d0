"""The network of a place: partners and people, the ties between them, and the group of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from commonweal.errors import WrongUse
from commonweal.place.schema import Partner, Person
from commonweal.systemmap.schema import Tie

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

By = Literal["sector", "organisation", "profession", "geography", "kind"]
Among = Literal["everyone", "partners", "people"]


@dataclass(frozen=True, slots=True)
class Relations:
    """Who is there, and who works with whom: rows of partners.csv, people.csv and ties.csv."""

    partners: tuple[Partner, ...] = ()
    people: tuple[Person, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Lens:
    """How to look at relations: grouped by what, among whom, on which day, with directions or without.

    A person's sector, organisation, geography and kind are those of the partner; a partner's organisation is itself;
    a partner has no profession. `on` keeps the partners and ties of that day, their first and last days included;
    None keeps all. Without directions every tie goes both ways.
    """

    by: By = "sector"
    among: Among = "everyone"
    on: date | None = None
    directed: bool = True


LENS = Lens()


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Partners and people by position, each with its group, and the ties as arcs from `tails` to `heads`.

    An empty group is one that nobody has stated. Arcs stand once each, in order, and never lead to where they
    start. Where ties have no direction every tie is two arcs, one each way.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]
    tails: Ints  # (arcs,)
    heads: Ints  # (arcs,)
    directed: bool
    by: str = "group"

    @property
    def n(self) -> int:
        """How many partners and people."""
        return len(self.ids)

    @property
    def ties(self) -> int:
        """How many ties; one without direction counts once."""
        return len(self.tails) if self.directed else len(self.tails) // 2

    @property
    def density(self) -> float:
        """Ties as a share of all that there could be; 0 with fewer than two nodes."""
        possible = self.n * (self.n - 1) / (1 if self.directed else 2)
        return self.ties / possible if possible else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Every pair that has a tie in either direction, seen from both sides, in order of `left`, then `right`.

    `weight` is 2 where the tie goes both ways, else 1. Those of node i stand at `first[i]` to `first[i + 1]`.
    """

    left: Ints  # (sides,)
    right: Ints  # (sides,)
    weight: Floats  # (sides,)
    first: Ints  # (n + 1,)


def network_from(
    nodes: Sequence[tuple[str, str, str]], arcs: Iterable[tuple[int, int]], *, directed: bool, by: str = "group"
) -> Network:
    """A network of nodes (id, name, group) and pairs of positions.

    Parameters
    ----------
    nodes
        In any order, which is kept.
    arcs
        Pairs that stand twice count once; one from a node to itself does not count.
    directed
        Whether a pair goes one way only.
    by
        What the groups are, in a word.

    Examples
    --------
    >>> nodes = [("a", "A", "north"), ("b", "B", "north"), ("c", "C", "south")]
    >>> network = network_from(nodes, [(0, 1), (0, 1), (2, 2), (1, 2)], directed=False)
    >>> network.ties, round(network.density, 3)
    (2, 0.667)
    """
    n = len(nodes)
    pairs = np.array(list(arcs), dtype=np.int64).reshape(-1, 2)
    pairs = pairs if directed else np.concatenate([pairs, pairs[:, ::-1]])
    keys = np.unique(pairs[:, 0] * n + pairs[:, 1])
    tails, heads = np.divmod(keys, max(n, 1))
    apart = tails != heads
    ids, names, groups = (tuple(column) for column in zip(*nodes, strict=True)) if nodes else ((), (), ())
    return Network(ids, names, groups, tails[apart], heads[apart], directed, by)


def network_of(relations: Relations, lens: Lens = LENS) -> Network:
    """The network of a place, as a lens shows it.

    Parameters
    ----------
    relations
        Several ties between the same two, of whatever kind, are one. People stand with their partner: where it is
        not there on the day, neither are they.
    lens
        Grouped by what, among whom, on which day, with directions or without.

    Returns
    -------
    Network
        Partners first, then people, in the order of their files.

    Raises
    ------
    WrongUse
        For a grouping or a choice of nodes that does not exist.
    """
    _refuse_unknown(lens.by, get_args(By), "--by")
    _refuse_unknown(lens.among, get_args(Among), "--among")
    by, on = lens.by, lens.on
    bodies = {body.id: body for body in relations.partners if _exists(on, body.valid_from, body.valid_to)}
    people = [person for person in relations.people if person.partner in bodies]
    nodes = [(body.id, body.name, _group_of_partner(body, by)) for body in bodies.values() if lens.among != "people"]
    if lens.among != "partners":
        nodes += [(one.id, _name(one, bodies), _group_of_person(one, by, bodies)) for one in people]
    place = {node[0]: at for at, node in enumerate(nodes)}
    arcs = [
        (place[tie.from_], place[tie.to])
        for tie in relations.ties
        if tie.from_ in place and tie.to in place and _exists(on, tie.since, tie.until)
    ]
    return network_from(nodes, arcs, directed=lens.directed, by=by)


def sides_of(network: Network) -> Sides:
    """Who has a tie with whom, whichever way it goes."""
    n = max(network.n, 1)
    keys = np.concatenate([network.tails * n + network.heads, network.heads * n + network.tails])
    pairs, counts = np.unique(keys, return_counts=True)
    left, right = np.divmod(pairs, n)
    weight = counts.astype(float) if network.directed else np.ones(len(pairs))
    return Sides(left, right, weight, np.searchsorted(left, np.arange(network.n + 1)))


def neighbours(sides: Sides) -> list[list[int]]:
    """Whom each node has a tie with, by position, in order."""
    right = sides.right.tolist()
    bounds = sides.first.tolist()
    return [right[start:stop] for start, stop in pairwise(bounds)]


def only_known(network: Network) -> Network:
    """The network without the nodes whose group nobody has stated, and without their ties."""
    keep = [at for at, group in enumerate(network.groups) if group]
    place = {old: new for new, old in enumerate(keep)}
    arcs = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    kept = [(place[tail], place[head]) for tail, head in arcs if tail in place and head in place]
    nodes = [(network.ids[at], network.names[at], network.groups[at]) for at in keep]
    return network_from(nodes, kept, directed=network.directed, by=network.by)


def regrouped(network: Network, groups: Sequence[str], *, by: str = "group") -> Network:
    """The same network with other groups."""
    return replace(network, groups=tuple(groups), by=by)


def group_numbers(network: Network) -> tuple[tuple[str, ...], Ints]:
    """The groups in order of their names, and the number of each node's own."""
    names = tuple(sorted(set(network.groups)))
    number = {name: at for at, name in enumerate(names)}
    return names, np.array([number[group] for group in network.groups], dtype=np.int64)


def _group_of_partner(partner: Partner, by: By) -> str:
    groups: dict[By, str] = {
        "sector": partner.sector,
        "organisation": partner.name,
        "geography": partner.geography,
        "kind": partner.kind,
        "profession": "",
    }
    return groups[by]


def _group_of_person(person: Person, by: By, bodies: Mapping[str, Partner]) -> str:
    return person.profession if by == "profession" else _group_of_partner(bodies[person.partner], by)


def _name(person: Person, bodies: Mapping[str, Partner]) -> str:
    """A person by what they are, since nobody is named here."""
    return f"{person.id.replace('-', ' ')} ({bodies[person.partner].name})"


def _exists(on: date | None, first: date | None, last: date | None) -> bool:
    return on is None or ((first is None or first <= on) and (last is None or on <= last))


def _refuse_unknown(word: str, known: Sequence[str], where: str) -> None:
    if word not in known:
        raise WrongUse(f'"{word}" is none of {", ".join(known)}', where=where, mend="Choose one of them.")
