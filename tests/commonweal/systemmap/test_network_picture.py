"""Who works with whom, drawn."""

from xml.etree.ElementTree import fromstring

from commonweal.systemmap.network.graph import Network, network_from
from commonweal.systemmap.network.reading import network_reading
from commonweal.systemmap.picture.network import MOST_NODES, network_svg

SVG = "{http://www.w3.org/2000/svg}"


def in_a_row() -> Network:
    nodes = [("a", "Charity", "voluntary"), ("b", "Council <1>", "council"), ("c", "Police", "police")]
    return network_from(nodes, [(0, 1), (1, 2), (2, 1)], directed=True)


def test_every_node_and_each_tie_is_drawn_once():
    drawn = fromstring(network_svg(network_reading(in_a_row()), title="Who works with whom"))

    assert len(drawn.findall(f"{SVG}line")) == 2
    assert "Council <1>" in "".join(drawn.itertext())
    assert drawn.find(f"{SVG}title").text == "Who works with whom"


def test_whose_leaving_cuts_is_ringed():
    """Three nodes with a circle each, three swatches, and one ring: round the council, in the middle."""
    drawn = fromstring(network_svg(network_reading(in_a_row()), title=""))

    assert len(drawn.findall(f"{SVG}circle")) == 3 + 3 + 1
    assert [each.get("fill") for each in drawn.findall(f"{SVG}circle")].count("none") == 1


def test_more_nodes_than_a_picture_holds_are_left_to_the_table():
    count = MOST_NODES + 1
    nodes = [(f"n{at}", f"N {at}", "x") for at in range(count)]
    ring = network_from(nodes, [(at, (at + 1) % count) for at in range(count)], directed=True)

    assert network_svg(network_reading(ring, permutations=10), title="") == ""
