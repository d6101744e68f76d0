"""What is said about a network: plain words, the right names, no claim beyond the ties."""

from commonweal.systemmap.advice.brokerage import brokerage_advice
from commonweal.systemmap.advice.network import network_advice
from commonweal.systemmap.network.brokerage import brokerage
from commonweal.systemmap.network.graph import network_from
from commonweal.systemmap.network.reading import network_reading

CLIQUE = [(a, b) for a in range(5) for b in range(a)]


def advice(arcs, nodes, *, directed=False):
    return network_advice(network_reading(network_from(nodes, arcs, directed=directed, by="sector"), permutations=500))


def test_the_only_bridge_is_named_with_those_it_joins():
    nodes = [("h", "The housing charity", "housing"), ("a", "Outreach", "voluntary"), ("c", "The council", "council"),
             ("p", "The police", "police")]  # fmt: skip

    lines = advice([(0, 1), (0, 2), (0, 3), (2, 3)], nodes)

    assert (
        "The housing charity is the only bridge between Outreach and the other 2; if it left, they would lose touch."
        in lines
    )


def test_two_closed_groups_are_told_as_such():
    nodes = [(f"n{at}", f"N{at}", "x" if at < 5 else "y") for at in range(10)]
    arcs = [*CLIQUE, *((a + 5, b + 5) for a, b in CLIQUE)]

    lines = advice(arcs, nodes)

    assert lines[0].startswith("Ties stay within one sector more than chance would bring about: 0 of 20 ties cross")
    assert "No tie leads out of x and y: all that are noted stay within." in lines
    assert any(line.startswith("Going by the ties alone, they fall into 2 circles: N0, N1") for line in lines)


def test_those_without_a_tie_are_asked_after():
    lines = advice([(0, 1)], [("a", "A", "x"), ("b", "B", "y"), ("c", "night nurse (Trust)", "x")])

    assert "Night nurse (Trust) has no tie that is noted. Ask whether that is so." in lines


def test_a_place_without_ties_is_told_what_to_add():
    assert advice([], [("a", "A", "x")]) == (
        "No ties are noted yet, so there is no network to read. Add who works with whom to ties.csv.",
    )


def test_ties_without_a_known_group_are_counted():
    lines = advice([(0, 1), (1, 2)], [("a", "A", "x"), ("b", "B", "y"), ("c", "C", "")])

    assert "1 tie is left out of this, because an end has no known sector." in lines


def test_nothing_is_said_to_be_certain_to_come():
    nodes = [(f"n{at}", f"N{at}", "xy"[at % 2]) for at in range(10)]

    words = " ".join(advice([*CLIQUE, (0, 6), (6, 7), (7, 8)], nodes))

    assert " will " not in words


def test_a_broker_that_chance_does_not_explain_is_named_with_its_role():
    # Two groups of eight that know each other within; one of the first alone has ties to all of the second.
    size = 8
    within = [(a, b) for a in range(size) for b in range(size) if a != b]
    arcs = [*within, *((a + size, b + size) for a, b in within), *((0, at + size) for at in range(size))]
    nodes = [(f"n{at}", f"N{at}", "health" if at < size else "police") for at in range(2 * size)]

    lines = brokerage_advice(brokerage(network_from(nodes, arcs, directed=True, by="sector")))

    assert lines[0] == "N0 stands most often between two who have no tie of their own: 56 of 56 times."
    assert lines[1].startswith("N0 carries what health has to say to other sectors (representative, 56 times; chance")


def test_nobody_between_others_is_said_plainly():
    nodes = [("a", "A", "x"), ("b", "B", "y")]

    assert brokerage_advice(brokerage(network_from(nodes, [(0, 1)], directed=True))) == (
        "Nobody stands between two others who have no tie of their own.",
    )
