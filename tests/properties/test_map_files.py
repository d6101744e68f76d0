"""Laws of map files: any map comes back with its loops; any bytes give a map or faults, never a trace."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.files.maps.formats import FORMATS, read_map, write_map
from commonweal.files.maps.schema import Drawing
from commonweal.systemmap.loops import feedback_loops, missing_step
from commonweal.systemmap.schema import Actor, Factor, Link, NamedLoop, NamedMap, Position, SystemMap, Tie
from drawn_maps import AWKWARD

# All that a table, a formula, XML or JSON trips over, and nothing that XML has no room for.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("=+-@,\"'\n\r;\t <>&]_x000D0_é赤🚲"),
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
    ),
    max_size=20,
)
NAMES = TEXTS.filter(str.strip)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True)
NUMBERS = st.none() | st.floats(-1e15, 1e15, allow_nan=False)
# Columns that we do not know, some called like a field of another program.
UNKNOWN = ("colour", "label", "type", "x", "Bemerkung, lang")


def extras():
    return st.tuples(*(st.tuples(st.just(name), TEXTS) for name in UNKNOWN))


@st.composite
def maps(draw):
    ids = draw(st.lists(IDS, unique=True, min_size=2, max_size=6))
    factors = [draw(factor(id_)) for id_ in ids]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    links = [draw(link(*pair)) for pair in draw(st.lists(pairs, max_size=12))]
    whole = st.none() | st.integers(1, 3)
    actors = [Actor(id_, draw(IDS), draw(st.sampled_from(ids)), draw(whole)) for id_ in draw(st.lists(IDS, max_size=2))]
    ties = draw(st.lists(st.builds(Tie, IDS, IDS, strength=NUMBERS, since=st.none() | st.dates()), max_size=2))
    named = draw(st.lists(st.builds(NamedMap, IDS, NAMES, TEXTS, TEXTS), max_size=2, unique_by=lambda one: one.id))
    places = [
        Position(one.id, id_, draw(st.floats(-1e6, 1e6)), draw(st.floats(-1e6, 1e6))) for one in named for id_ in ids
    ]
    bodies = draw(st.lists(IDS, unique=True, max_size=2))
    places += [Position(one.id, "", draw(st.floats(-1e6, 1e6)), 0.0, body) for one in named for body in bodies]
    loops = [draw(loop(circle)) for circle in draw(st.lists(circles(ids, links), max_size=3))]
    return Drawing(tuple(factors), tuple(links), tuple(actors), tuple(ties), tuple(named), tuple(places), tuple(loops))


def circles(ids, links):
    """Loops of the links from any of their factors on, and loops that the map has lost."""
    drawn = [found.factors for found in feedback_loops(SystemMap((), tuple(links)), max_length=4).loops]
    turned = st.sampled_from(drawn).flatmap(
        lambda circle: st.integers(0, len(circle) - 1).map(lambda start: circle[start:] + circle[:start])
    )
    lost = st.lists(st.sampled_from(ids), min_size=2, unique=True).map(tuple)
    return turned | lost if drawn else lost


def loop(circle):
    return st.builds(NamedLoop, st.just(circle), NAMES, TEXTS, extras())


def factor(id_):
    return st.builds(
        Factor,
        id=st.just(id_),
        name=NAMES,
        kind=st.sampled_from(("outcome", "cause", "activity", "driver", "stock")),
        unit=TEXTS,
        per=st.sampled_from(("month", "year", "")),
        baseline=NUMBERS,
        trend=NUMBERS,
        source=TEXTS,
        note=TEXTS,
        extra=extras(),
    )


def link(tail, head):
    return st.builds(
        Link,
        from_=st.just(tail),
        to=st.just(head),
        kind=st.sampled_from(("influences", "adds_to", "drains")),
        sign=st.sampled_from(("+", "-", "")),
        strength=st.sampled_from(("weak", "strong", "")),
        elasticity=NUMBERS,
        delay=NUMBERS,
        grade=st.none() | st.integers(1, 6),
        source=TEXTS,
        contributed_by=IDS | st.just(""),
        extra=extras(),
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps(), st.sampled_from(["xlsx", "csv", "graphml", "gexf", "gml", "dot", "kumu"]))
def test_any_map_comes_back_with_every_label_attribute_and_loop(before, name):
    data, notes = write_map(before, FORMATS[name])

    read = read_map(data, "map", FORMATS[name])

    assert read.faults == ()
    assert (read.drawing.factors, read.drawing.links) == (before.factors, before.links)
    assert feedback_loops(read.drawing.system_map) == feedback_loops(before.system_map)
    arrows = {(link.from_, link.to) for link in before.links}
    drawn = tuple(loop for loop in before.loops if missing_step(loop, arrows) is None)
    assert read.drawing.loops == (drawn if name == "kumu" else before.loops)
    assert any("a loop of Kumu is made of links" in note for note in notes) == (
        name == "kumu" and drawn != before.loops
    )
    if name in {"xlsx", "csv"}:
        assert read.drawing == before


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(["xlsx", "csv", "graphml", "gexf", "gml", "dot", "kumu"]))
def test_any_damage_to_a_file_gives_a_map_or_faults_and_never_a_trace(data, name):
    sound, _ = write_map(AWKWARD, FORMATS[name])
    start = data.draw(st.integers(0, len(sound)))
    rubbish = data.draw(
        st.binary(max_size=20)
        | st.sampled_from([b"<node/>", b'"x": [[', b"&a;", b"<data/>", b"null", b"node [ ", b"{a b} -> {"])
    )

    read = read_map(sound[:start] + rubbish + sound[start + data.draw(st.integers(0, 30)) :], "map", FORMATS[name])

    assert (read.drawing is None) == bool(read.faults)
    assert all(fault.problem and fault.mend for fault in read.faults)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(["elem-1", "directed", "base"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["_id", "id", "label", "from", "to", "attributes", "connections", "x", "y", "arrows", "note"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.sampled_from([("kumu", "elements", "connections"), ("prsm", "nodes", "edges")]), JSON, JSON, JSON, JSON)
def test_any_json_gives_a_map_or_faults_and_never_a_trace(form, nodes, edges, maps_, styles):
    name, first, second = form
    document = {first: nodes, second: edges, "maps": maps_, "loops": maps_, "styles": styles, "attributeTitles": styles}

    read = read_map(json.dumps(document).encode(), "map", FORMATS[name])

    assert (read.drawing is None) == bool(read.faults)
