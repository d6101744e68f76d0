"""Blocks and cut points: whose leaving takes a network apart."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Block:
    """A largest set of nodes that no single leaving cuts, by position, the `top` among them last.

    `hanging` counts for each of them how many nodes of the network hang on it there, itself included; they add up
    to all that are joined. `branch` are the nodes that the top alone joins to the rest by this block.
    """

    members: tuple[int, ...]
    hanging: tuple[int, ...]
    branch: tuple[int, ...]

    @property
    def top(self) -> int:
        """The member that was walked first."""
        return self.members[-1]


@dataclass(frozen=True, slots=True)
class CutPoint:
    """A node whose leaving cuts its part of the network: the pieces left, by position, the largest first."""

    node: int
    pieces: tuple[tuple[int, ...], ...]

    @property
    def cut_off(self) -> int:
        """How many nodes would stand outside the largest piece."""
        return sum(len(piece) for piece in self.pieces[1:])


@dataclass(frozen=True, slots=True)
class _Walk:
    """A depth-first walk from one node: nodes in order, when each was met, and how far back each reaches."""

    order: list[int] = field(default_factory=list)
    met: dict[int, int] = field(default_factory=dict)
    reach: dict[int, int] = field(default_factory=dict)
    open: list[int] = field(default_factory=list)
    hanging: dict[int, int] = field(default_factory=dict)

    def meet(self, node: int) -> None:
        self.met[node] = self.reach[node] = len(self.order)
        self.hanging[node] = 1
        self.order.append(node)
        self.open.append(node)


def blocks_of(around: list[list[int]]) -> tuple[tuple[Block, ...], ...]:
    """The blocks of each part of a network, given whom each node has a tie with.

    A walk notes for each node the earliest one that it, or what comes after it, has a tie with; where nothing after
    a node reaches further back than the node itself, a block ends (Hopcroft and Tarjan 1973). A node without ties
    has no block.

    Examples
    --------
    >>> ((pair, triangle),) = blocks_of([[1, 2], [0, 2], [0, 1, 3], [2]])
    >>> pair.members, pair.hanging, triangle.members, triangle.hanging
    ((3, 2), (1, 3), (2, 1, 0), (2, 1, 1))
    """
    seen: set[int] = set()
    parts = []
    for root, its in enumerate(around):
        if its and root not in seen:
            walk = _Walk()
            found = list(_walked(root, around, walk))
            seen.update(walk.met)
            parts.append(tuple(_block(members, top, size, walk) for members, top, size in found))
    return tuple(parts)


def cut_points(around: list[list[int]]) -> tuple[CutPoint, ...]:
    """Every node whose leaving cuts the network, those that cut off most first.

    Examples
    --------
    >>> cut_points([[1], [0, 2], [1, 3], [2]])
    (CutPoint(node=1, pieces=((2, 3), (0,))), CutPoint(node=2, pieces=((0, 1), (3,))))
    """
    found = [point for blocks in blocks_of(around) for point in _cut_points(blocks)]
    return tuple(sorted(found, key=lambda point: (-point.cut_off, point.node)))


def _walked(root: int, around: list[list[int]], walk: _Walk) -> Iterator[tuple[dict[int, int], int, int]]:
    """Each block as it ends: what hangs on its members but the top, the top, and how many hang below the top."""
    walk.meet(root)
    path = [(root, -1, iter(around[root]))]
    while path:
        node, parent, ahead = path[-1]
        for other in ahead:
            if other not in walk.met:
                walk.meet(other)
                path.append((other, node, iter(around[other])))
                break
            if other != parent:
                walk.reach[node] = min(walk.reach[node], walk.met[other])
        else:
            path.pop()
            if parent < 0:
                continue
            walk.reach[parent] = min(walk.reach[parent], walk.reach[node])
            if walk.reach[node] >= walk.met[parent]:
                yield _closed(node, parent, walk)


def _closed(first: int, top: int, walk: _Walk) -> tuple[dict[int, int], int, int]:
    members = {}
    while first not in members:
        member = walk.open.pop()
        members[member] = walk.hanging[member]
    size = sum(members.values())
    walk.hanging[top] += size
    return members, top, size


def _block(members: dict[int, int], top: int, size: int, walk: _Walk) -> Block:
    start = walk.met[next(reversed(members))]
    branch = tuple(walk.order[start : start + size])
    return Block((*members, top), (*members.values(), len(walk.order) - size), branch)


def _cut_points(blocks: tuple[Block, ...]) -> Iterator[CutPoint]:
    """The nodes that stand in more than one block of one part, each with the pieces that its leaving makes."""
    everyone = {node for block in blocks for node in block.members}
    below: dict[int, list[tuple[int, ...]]] = {}
    for block in blocks:
        below.setdefault(block.top, []).append(tuple(sorted(block.branch)))
    for node, branches in below.items():
        rest = everyone.difference([node], *branches)
        pieces = [*branches, tuple(sorted(rest))] if rest else branches
        if len(pieces) > 1:
            yield CutPoint(node, tuple(sorted(pieces, key=lambda piece: (-len(piece), piece))))
