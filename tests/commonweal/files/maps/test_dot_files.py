"""DOT as Graphviz's own guide writes it (the language's grammar, graphviz.org/doc/info/lang.html), read by hand."""

import shutil
import subprocess

import pytest

from commonweal.files.maps.formats import FORMATS, read_map, write_map
from commonweal.files.maps.schema import Drawing
from commonweal.systemmap.schema import Factor, Link
from drawn_maps import AWKWARD

DOT = FORMATS["dot"]
MANY = " ".join(f"a{number}" for number in range(1001))


def read(text):
    return read_map(text.encode(), "board.dot", DOT)


def links(text):
    return [(link.from_, link.to) for link in read(text).drawing.links]


def test_chains_and_groups_are_links():
    """`a -> b -> c` is two edges; braces on either side stand for each of their nodes, made there or not."""
    assert links("digraph { alpha -> beta -> gamma }") == [("alpha", "beta"), ("beta", "gamma")]
    assert links("digraph { {alpha beta} -> {gamma; delta} }") == [
        ("alpha", "gamma"),
        ("alpha", "delta"),
        ("beta", "gamma"),
        ("beta", "delta"),
    ]
    assert links("digraph { subgraph cluster_one { alpha -> beta } -> gamma }") == [
        ("alpha", "beta"),
        ("alpha", "gamma"),
        ("beta", "gamma"),
    ]


def test_names_are_quoted_added_up_or_of_html_and_ports_are_not_part_of_them():
    drawn = read(
        'digraph "Night" + " out" {\n// a remark\n# and another\n/* and\n one more */\n'
        'x1 [label="Fear \\"after\\" dark\\nin town"]; x2 [label=<<b>Evening</b> trade>]; x3 [label="Say " + "it"]\n'
        "x1:north:n -> x2; }"
    ).drawing

    assert [factor.name for factor in drawn.factors] == ['Fear "after" dark in town', "Evening trade", "Say it"]
    assert [(link.from_, link.to) for link in drawn.links] == [("fear-after-dark-in-town", "evening-trade")]


def test_defaults_hold_within_their_braces_from_where_they_stand():
    inner = '{ edge [sign="+", delay=3]; mid -> late }'
    drawn = read(f'digraph {{ early -> late; edge [sign="-"]; early -> mid; {inner} late -> mid }}').drawing

    assert [(link.from_, link.to, link.sign, link.delay) for link in drawn.links] == [
        ("early", "late", "", None),
        ("early", "mid", "-", None),
        ("mid", "late", "+", 3.0),
        ("late", "mid", "-", None),
    ]


def test_what_only_says_how_it_is_drawn_is_left_out_and_all_else_is_kept():
    drawn = read('digraph { fear [shape=box, color=red, kind=outcome, owner="the police", pos="72,-36!"] }').drawing

    assert [(one.kind, one.extra) for one in drawn.factors] == [("outcome", (("owner", "the police"),))]
    assert [(place.x, place.y) for place in drawn.positions] == [(72.0, 36.0)]


def test_a_graph_without_directions_says_so():
    found = read("graph { alpha -- beta }")

    assert any("have no direction" in note for note in found.notes)
    assert [(link.from_, link.to) for link in found.drawing.links] == [("alpha", "beta")]


def test_we_write_what_graphviz_reads():
    """By its grammar: ids and values between quotation marks, " as \\", line ends as \\n, y upwards in points."""
    drawing = Drawing(
        (Factor("fear", 'Fear\n"after" dark', "cause"), Factor("trade", "Trade", "outcome")),
        (Link("fear", "trade", sign="-"),),
    )

    lines = write_map(drawing, DOT)[0].decode().splitlines()

    assert lines == [
        'digraph "map" {',
        "  node [shape=box];",
        '  "fear" ["label"="Fear\\n\\"after\\" dark", "name"="Fear\\n\\"after\\" dark", "kind"="cause"];',
        '  "trade" ["label"="Trade", "name"="Trade", "kind"="outcome"];',
        '  "fear" -> "trade" ["kind"="influences", "sign"="-", "style"="dashed", "arrowhead"="tee"];',
        "}",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("digraph {\n a -> ; }", "line 2"),
        ("digraph { a -> b", "in the middle"),
        ("hello", "no graph"),
        ('digraph { a [label="never closed] }', "line 1"),
        ("digraph " + "{" * 200, "too deep"),
        (f"digraph {{ {{{MANY}}} -> {{{MANY.upper()}}} }}", "1,000,000"),
    ],
)  # fmt: skip
def test_what_is_no_dot_is_told(text, problem):
    [fault] = read(text).faults

    assert problem in fault.problem
    assert fault.mend


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz, the outside answer, is not installed here")
def test_graphviz_reads_our_file_and_we_read_what_it_writes():
    """Names without backslashes, which Graphviz takes for marks of its own when it writes them again."""
    data, _ = write_map(AWKWARD, DOT)
    laid_out = subprocess.run(["dot", "-Tdot"], input=data, stdout=subprocess.PIPE, check=True, timeout=60).stdout

    there, back = read_map(data, "map.dot", DOT).drawing, read_map(laid_out, "map.dot", DOT).drawing

    assert [(one.id, one.name, one.kind, one.note) for one in back.factors] == [
        (one.id, one.name, one.kind, one.note) for one in there.factors
    ]
    assert sorted((link.from_, link.to, link.sign, link.delay) for link in back.links) == sorted(
        (link.from_, link.to, link.sign, link.delay) for link in there.links
    )
    assert back.loops == there.loops
