"""Maps that other programs drew, by the forms that their guides give: yEd, Gephi, Kumu, PRSM."""

import json

import pytest

from commonweal.files.cells import Unreadable
from commonweal.files.maps.formats import FORMATS, read_map, write_map
from commonweal.files.maps.graphs.lzstring import unpacked
from commonweal.systemmap.schema import NamedLoop, Position
from drawn_maps import AWKWARD

YED = b"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key for="node" id="d5" attr.name="description" attr.type="string"/>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <key for="node" id="d7" attr.name="baseline" attr.type="string"><default>n/a</default></key>
  <graph edgedefault="directed" id="G">
    <node id="n0"><data key="d6"><y:ShapeNode><y:Geometry height="30.0" width="100.0" x="50.0" y="-15.0"/>
      <y:NodeLabel>Street
drinking</y:NodeLabel></y:ShapeNode></data></node>
    <node id="n1" yfiles.foldertype="group"><data key="d6"><y:GenericNode><y:NodeLabel>Harm</y:NodeLabel>
      </y:GenericNode></data>
      <graph edgedefault="directed" id="n1:"><node id="n1::n0"><data key="d6"><y:ShapeNode>
        <y:NodeLabel>Street drinking</y:NodeLabel></y:ShapeNode></data></node></graph></node>
    <edge id="e0" source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:EdgeLabel>strong</y:EdgeLabel>
      </y:PolyLineEdge></data></edge>
    <hyperedge/>
  </graph>
</graphml>"""

GEPHI = b"""<?xml version="1.0"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
  <meta><description>Our map</description></meta>
  <graph defaultedgetype="undirected">
    <attributes class="node"><attribute id="0" title="unit" type="string"><default>people</default></attribute>
    </attributes>
    <nodes><node id="0" label="Waits"><viz:position x="3" y="4"/></node>
      <node id="1" label="Beds"><attvalues><attvalue for="0" value="beds"/></attvalues></node></nodes>
    <edges><edge id="0" source="0" target="1" weight="0.5"/></edges>
  </graph>
</gexf>"""


def read(name, data, file="map"):
    found = read_map(data if isinstance(data, bytes) else json.dumps(data).encode(), file, FORMATS[name])
    assert found.faults == ()
    return found


def test_a_yed_file_gives_labels_positions_and_groups():
    found = read("graphml", YED, "board one.graphml")

    assert [(factor.id, factor.name) for factor in found.drawing.factors] == [
        ("street-drinking", "Street drinking"),
        ("harm", "Harm"),
        ("street-drinking-2", "Street drinking"),
    ]
    assert found.drawing.positions == (Position("board-one", "street-drinking", 100.0, 0.0),)
    assert "1 groups are read as factors, beside what they hold." in found.notes
    assert "1 hyperedges are left out: a link has two ends." in found.notes


def test_a_word_on_an_arrow_is_kept_and_not_taken_for_a_strength_or_a_sign():
    link = read("graphml", YED).drawing.links[0]

    assert (link.sign, link.strength, dict(link.extra)["label"]) == ("", "", "strong")


def test_a_foreign_value_that_our_column_cannot_hold_is_kept_beside_it():
    factor = read("graphml", YED).drawing.factors[0]

    assert (factor.baseline, dict(factor.extra)["imported_baseline"]) == (None, "n/a")


def test_a_gephi_file_gives_attributes_with_their_defaults():
    found = read("gexf", GEPHI)

    assert [(factor.name, factor.unit) for factor in found.drawing.factors] == [("Waits", "people"), ("Beds", "beds")]
    assert found.drawing.positions == (Position("our-map", "waits", 3.0, -4.0),)
    assert dict(found.drawing.links[0].extra) == {"weight": "0.5"}
    assert "1 links have no direction in the file: they are read from their source to their target." in found.notes


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE graphml [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><graphml><graph><node id="&b;"/></graph></graphml>',
        b'<!DOCTYPE graphml [<!ENTITY e SYSTEM "/etc/hostname">]><graphml><graph>&e;</graph></graphml>',
        b'<!DOCTYPE graphml SYSTEM "http://127.0.0.1:9/graphml.dtd"><graphml><graph/></graphml>',
        b'<!DOCTYPE graphml [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><graphml><graph/></graphml>',
    ],
    ids=["entities", "file", "document type", "parameter entity"],
)
def test_xml_that_declares_a_document_type_is_refused(data):
    for name in ("graphml", "gexf"):
        fault = read_map(data, "map", FORMATS[name]).faults[0]

        assert fault.problem == "it declares a document type, which we do not read"


def test_xml_nested_without_end_is_no_crash():
    deep = b"<graphml>" + b"<graph>" * 200_000 + b"</graph>" * 200_000 + b"</graphml>"

    assert read_map(deep, "map", FORMATS["graphml"]).faults == ()


def test_a_kumu_blueprint_gives_signs_by_the_types_that_its_guide_defines():
    """docs.kumu.io: systems mapping, "Marking connections as same or opposite"."""
    types = ["+", "same", "-", "opposite", "Same", "++", "causes"]
    elements = [{"label": "A"}, {"label": "B", "type": "Letter", "description": "This is B", "tags": ["one", "two"]}]
    connections = [{"from": "A", "to": "B", "type": type_} for type_ in types]

    found = read("kumu", {"elements": elements, "connections": connections})

    assert [link.sign for link in found.drawing.links] == ["+", "+", "-", "-", "+", "", ""]
    assert [dict(link.extra).get("type") for link in found.drawing.links[5:]] == ["++", "causes"]
    second = found.drawing.factors[1]
    assert (second.id, second.name, second.kind, second.note) == ("b", "B", "cause", "This is B")
    assert dict(second.extra) == {"type": "Letter", "tags": "one; two"}


PROJECT = {
    "elements": [
        {"_id": "elem-1a", "attributes": {"label": "Trust", "element type": "Cause", "score": 3}},
        {"_id": "elem-2b", "attributes": {"label": "Turnout"}},
        {"_id": "elem-3c", "attributes": {"label": "Trust"}},
    ],
    "connections": [
        {"_id": "conn-1", "from": "elem-1a", "to": "elem-2b", "direction": "directed", "delayed": True,
         "attributes": {"connection type": "+"}},
        {"_id": "conn-2", "from": "elem-1a", "to": "elem-3c", "direction": "mutual", "attributes": {}},
        {"_id": "conn-3", "from": "elem-2b", "to": "elem-3c", "direction": "directed", "reversed": True,
         "attributes": {}},
    ],
    "loops": [{"_id": "loop-1", "attributes": {"label": "R1: Trust"}}],
    "defaultMap": "map-2",
    "maps": [
        {"_id": "map-1", "name": "Old", "elements": []},
        {"_id": "map-2", "name": "Democracy", "elements": [
            {"element": "elem-1a", "position": {"x": 10, "y": -20}, "style": {}}]},
    ],
}  # fmt: skip


def test_a_kumu_project_gives_its_default_map_and_tells_the_rest():
    found = read("kumu", PROJECT)

    assert [factor.id for factor in found.drawing.factors] == ["trust", "turnout", "trust-2"]
    assert [(link.from_, link.to, link.sign) for link in found.drawing.links] == [
        ("trust", "turnout", "+"),
        ("trust", "trust-2", ""),
        ("trust-2", "trust", ""),
        ("trust-2", "turnout", ""),
    ]
    assert dict(found.drawing.links[0].extra)["delayed"] == "yes"
    assert found.drawing.positions == (Position("democracy", "trust", 10.0, -20.0),)
    assert "The other maps of the project are left out: Old." in found.notes
    assert found.drawing.loops == ()
    assert [note for note in found.notes if "loop" in note] == [
        'The loop "R1: Trust" is left out: a loop takes a name, and connections that lead round in one circle.'
    ]
    assert "1 mutual connections are read as two links each." in found.notes


def with_loops(*loops):
    """Kumu's form of a loop, as in images/kumu-omidyarnetwork-us-financial-inclusion-BACKUP.json of kumu/docs."""
    kept = [
        {"_id": f"loop-{n}", "attributes": said, "connections": passed} for n, (said, passed) in enumerate(loops, 1)
    ]
    return {**PROJECT, "loops": kept}


def test_loops_drawn_by_hand_in_kumu_come_in_where_their_connections_lead_round():
    # conn-2 leads both ways; conn-3 is reversed: trust-2 to turnout.
    story = {"label": "R1: Trust", "description": "It grows.", "loop type": "Reinforcing"}
    connections = [
        *PROJECT["connections"],
        {"_id": "conn-4", "from": "elem-2b", "to": "elem-1a", "direction": "directed", "attributes": {}},
    ]
    drawn = with_loops((story, ["conn-3", "conn-4", "conn-2"]), ({"label": "B1"}, ["conn-4", "conn-1"]))

    found = read("kumu", {**drawn, "connections": connections})

    assert found.drawing.loops == (
        NamedLoop(("trust-2", "turnout", "trust"), "R1: Trust", "It grows.", (("loop type", "Reinforcing"),)),
        NamedLoop(("turnout", "trust"), "B1", "", (("loop type", ""),)),
    )
    assert not any("loop" in note for note in found.notes)


@pytest.mark.parametrize("passed", [None, [], ["conn-1"], ["conn-1", "conn-2"], ["conn-1", "conn-1"], ["conn-9"], [[]]])
def test_a_loop_of_kumu_that_is_none_is_left_out_and_told(passed):
    found = read("kumu", with_loops(({"label": "R1"}, passed), ({}, ["conn-1", "conn-3"])))

    assert found.drawing.loops == ()
    told = 'The loops "R1" and "without a name" are left out: a loop takes a name, and connections that lead round in'
    assert any(note.startswith(told) for note in found.notes)


def test_a_blueprint_of_ours_has_loops_made_of_its_connections():
    """docs.kumu.io, JSON / Blueprints: ids tell connections apart, and a blueprint may hold loops beside them."""
    document = json.loads(write_map(AWKWARD, FORMATS["kumu"])[0])

    loop = document["loops"][0]
    ends = {one["id"]: (one["from"], one["to"]) for one in document["connections"]}
    assert (loop["label"], loop["description"]) == (AWKWARD.loops[0].name, AWKWARD.loops[0].story)
    assert [ends[id_] for id_ in loop["connections"]] == [("n0", "crime"), ("crime", "n0")]


@pytest.mark.parametrize(
    "said", ["3", "none", "[3]", '[{"factors": "a"}]', '[{"factors": ["a"], "name": 3}]', "[" * 9999]
)
def test_what_a_graph_says_of_loops_in_another_way_is_told(said):
    graph = f'<key id="k" for="graph" attr.name="loops"/><graph><data key="k">{said}</data><node id="a"/></graph>'

    found = read("graphml", f"<graphml>{graph}</graphml>".encode())

    assert [factor.id for factor in found.drawing.factors] == ["a"]
    assert "The loops with names are left out: what the file says of them cannot be read." in found.notes


def test_a_loop_through_what_the_file_does_not_have_is_told():
    loops = '[{"factors": ["a", "z"], "name": "Far"}, {"factors": ["a"]}]'
    graph = f'<key id="k" for="graph" attr.name="loops"/><graph><data key="k">{loops}</data><node id="a"/></graph>'

    found = read("graphml", f"<graphml>{graph}</graphml>".encode())

    assert found.drawing.loops == ()
    told = 'The loops "Far" and "without a name" are left out: a loop takes a name, and factors that are in the file.'
    assert told in found.notes


PRSM = {
    "version": "2.4.0",
    "mapTitle": "Street life",
    "attributeTitles": {"at1": "Owner"},
    "styles": {
        "nodes": {
            "base": {"groupLabel": "Sample"},
            "group0": {"groupLabel": "Sample"},
            "group3": {"groupLabel": "Policy\nactions"},
        },
        "edges": {
            "base": {"arrows": {"to": {"enabled": True}, "from": {"enabled": False}}},
            "edge0": {"groupLabel": "+ve"},
            "edge4": {"groupLabel": "", "arrows": {"to": {"enabled": True}, "from": {"enabled": True}}},
        },
    },
    "nodes": [
        {"id": "7c0e", "label": "More\nwardens", "grp": "group3", "x": -86, "y": 47.5, "at1": "Council",
         "note": {"ops": [{"insert": "See "}, {"insert": "the plan", "attributes": {}}, {"insert": {"image": ""}}]}},
        {"id": "91aa", "label": "Drinking", "grp": "group0", "x": None, "y": None, "title": "An old note"},
        {"id": "c1", "label": "cluster", "isCluster": True},
    ],
    "edges": [
        {"id": "e1", "from": "7c0e", "to": "91aa", "grp": "edge0", "label": "a\nlot"},
        {"id": "e2", "from": "91aa", "to": "7c0e", "grp": "edge4"},
    ],
    "background": {"a": {}},
}  # fmt: skip


def test_a_prsm_map_gives_notes_styles_attributes_and_positions():
    found = read("prsm", PRSM)

    wardens, drinking = found.drawing.factors
    assert (wardens.id, wardens.name, wardens.note) == ("more-wardens", "More wardens", "See the plan")
    assert dict(wardens.extra) == {"style": "Policy actions", "Owner": "Council", "imported_id": "7c0e"}
    assert (drinking.name, drinking.note) == ("Drinking", "An old note")
    assert found.drawing.maps[0].name == "Street life"
    assert found.drawing.positions == (Position("street-life", "more-wardens", -86.0, 47.5),)


def test_a_prsm_style_is_no_sign_until_somebody_says_so():
    links = read("prsm", PRSM).drawing.links

    assert [(link.from_, link.to, link.sign) for link in links] == [
        ("more-wardens", "drinking", ""),
        ("drinking", "more-wardens", ""),
        ("more-wardens", "drinking", ""),
    ]
    assert dict(links[0].extra) == {"style": "+ve", "label": "a lot"}


# Packed by lz-string 1.5.0 (compressToUTF16), the library that PRSM saves with.
PACKED = (
    "\u1be1\u083b\u416c\u0500\u6724\u583e\u605b\u0825\u6121\u4c23\u5021\u4bb0\u01c1M\u4063.t\u7022\u7026"
    "\u613a\u1023\u4822\u3838\u6025\u46a82\u0155\u4631\u0260\u4024\u6126\u0d20\u36c8\u1c71\u2621\u0c62"
    "\u7568\u0138\u21f2\u3022\u12a7\u04a0\u1aef\u2059\u57c0\u0f26\u7037\u5f88\u2027\u4d2e\u1120\u4f54"
    "\u0521\u3e25\u3407\u5022\u334b\u28fd\u5bc0\u6c80\u2605\u0826\u0cb0\u46e1\u50dd\u3871\u4439\u602b"
    "\u5240\u42a9\u0c45\u530e\u2666\u1120\u0cea\xac\u2472\u08f0\u10b9\u5e64\u1595\u26da\u1a50\u113f\u086e"
    "\u3920 "
)
SHORT = [
    ("", "\u2020 "),
    ("a", "\u10e8 "),
    ("a" * 36, "\u10e6\u5f39\u2a20 "),
    ("日本", "\u5514\u6889\u6660 "),
    ("hello hello hello", "\u02e2\u4c2d\u4c3e\u6024\u50bb\u4a60 "),
]


@pytest.mark.parametrize(("text", "packed"), SHORT)
def test_packed_text_is_unpacked_as_its_library_packs_it(text, packed):
    assert unpacked(packed, most=100) == text


def test_a_prsm_map_is_read_as_prsm_saves_it():
    drawing = read("prsm", PACKED.encode()).drawing

    assert [factor.name for factor in drawing.factors] == ["Drinking 🍺", "Drinking, drinking, drinking"]
    assert drawing.maps[0].name == "Nächte 赤"


def test_a_packed_text_that_swells_without_end_is_refused():
    with pytest.raises(Unreadable, match="more than 10 letters"):
        unpacked(SHORT[2][1], most=10)


@pytest.mark.parametrize("broken", [PACKED[: len(PACKED) // 2], PACKED[5:], "\u2020\u0001", "abc"])
def test_a_broken_packed_text_is_one_fault(broken):
    assert len(read_map(broken.encode(), "map.prsm", FORMATS["prsm"]).faults) == 1


def test_a_link_to_a_node_that_is_not_there_is_told():
    document = {"elements": [{"label": "A"}], "connections": [{"from": "A", "to": "B"}]}

    fault = read_map(json.dumps(document).encode(), "map.json", FORMATS["kumu"]).faults[0]

    assert str(fault) == (
        'map.json: link 1 leads from or to "B", which the file does not have. '
        "Check that the file was saved whole, and save it again."
    )
