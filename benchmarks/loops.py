"""How long do the feedback loops of a large map take? Ours beside networkx, which does not say what is longer.

Run: python benchmarks/loops.py
"""

import time
from itertools import permutations
from random import Random

import networkx as nx

from commonweal.systemmap.loops import feedback_loops
from commonweal.systemmap.schema import Link, SystemMap

SIZES = ((27, 75), (108, 300), (432, 1_200))
LONGEST = 8


def random_map(factors: int, links: int) -> SystemMap:
    """Random links, a third of them negative."""
    rng = Random(factors)
    ends = rng.sample(list(permutations(range(factors), 2)), links)
    rows = (Link(f"f{tail:03}", f"f{head:03}", sign=rng.choice("++-"), delay=3.0) for tail, head in ends)
    return SystemMap((), tuple(rows))


def main() -> None:
    print(f"{'factors':>8} {'links':>6} {'loops':>7} {'longer exist':>13} {'ours, s':>9} {'networkx, s':>12}")
    for factors, links in SIZES:
        system_map = random_map(factors, links)
        start = time.perf_counter()
        found = feedback_loops(system_map, max_length=LONGEST)
        ours = time.perf_counter() - start
        start = time.perf_counter()
        graph = nx.DiGraph([(link.from_, link.to) for link in system_map.links])
        count = sum(1 for _ in nx.simple_cycles(graph, length_bound=LONGEST))
        theirs = time.perf_counter() - start
        assert count == found.count
        print(f"{factors:>8} {links:>6} {count:>7} {found.longer_exist!s:>13} {ours:>9.3f} {theirs:>12.3f}")


if __name__ == "__main__":
    main()
