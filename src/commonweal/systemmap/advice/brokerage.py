"""Brokerage in sentences: who joins whom, and whether chance would do as well."""

from collections.abc import Iterator

from commonweal.systemmap.advice.network import plural, sentence
from commonweal.systemmap.network.brokerage import ROLES, Brokerage

# A role that chance brings about less often than this stands out.
RARE = 0.05

SENTENCES = 8

DOES = {
    "coordinator": "joins others within its own {by}, {group}",
    "itinerant": "joins others who share a {by} that is not its own",
    "representative": "carries what {group} has to say to other {plural}",
    "gatekeeper": "is the way in to {group} for other {plural}",
    "liaison": "joins two {plural} without belonging to either",
}


def brokerage_advice(found: Brokerage) -> tuple[str, ...]:
    """Who brokers more than chance would have it, the busiest first, and how to read it.

    Parameters
    ----------
    found
        From `brokerage`, with at least one permutation.

    Examples
    --------
    >>> from commonweal.systemmap.network.brokerage import brokerage
    >>> from commonweal.systemmap.network.graph import network_from
    >>> brokerage_advice(brokerage(network_from([], [], directed=True)))
    ('Nobody stands between two others who have no tie of their own.',)
    """
    total = int(found.whole[0, 5])
    if not total:
        return ("Nobody stands between two others who have no tie of their own.",)
    roles = list(_that_stand_out(found))
    lines = [_sentence(found, node, role) for node, role in roles[:SENTENCES]]
    if not lines:
        lines = ["Nobody takes one of the five roles more often than chance would have it."]
    if len(roles) > SENTENCES:
        lines.append(f"{len(roles) - SENTENCES} more stand out in the same way.")
    return (_busiest(found, total), *lines, *_caveats(found))


def _that_stand_out(found: Brokerage) -> Iterator[tuple[int, int]]:
    """Nodes and roles that chance rarely brings about, the most frequent first."""
    rare = [
        (node, role)
        for node in range(found.network.n)
        for role in range(5)
        if found.observed[node, role] > 0 and found.p[node, role] <= RARE
    ]
    yield from sorted(rare, key=lambda place: (-found.observed[place], place))


def _busiest(found: Brokerage, total: int) -> str:
    sums = found.observed[:, 5].copy()
    sums[sums != sums] = 0.0
    first = int(sums.argmax())
    return (
        f"{sentence(found.network.names[first])} stands most often between two who have no tie of their own: "
        f"{int(sums[first]):,} of {total:,} times."
    )


def _sentence(found: Brokerage, node: int, role: int) -> str:
    by = found.network.by
    does = DOES[ROLES[role]].format(by=by, group=found.network.groups[node], plural=plural(by))
    count = int(found.observed[node, role])
    times = "once" if count == 1 else f"{count:,} times"
    chance = max(found.p[node, role], 1 / (found.permutations + 1))
    return (
        f"{sentence(found.network.names[node])} {does} ({ROLES[role]}, {times}; "
        f"chance would bring about as many in {chance:.1%} of cases)."
    )


def _caveats(found: Brokerage) -> Iterator[str]:
    if found.permutations:
        tried = int((found.observed[:, :5] > 0).sum())
        if tried >= 20:
            yield f"{tried:,} roles were looked at, so about {round(tried * RARE):,} would stand out by chance alone."
    if found.left_out:
        yield f"{found.left_out:,} without a known {found.network.by} are left out."
