"""A map out of a place and back: every format keeps what it can hold, and says what it cannot."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.errors import WrongUse
from commonweal.files.folder import read_place
from commonweal.files.maps.formats import FORMATS, format_of, read_map, write_map
from commonweal.files.maps.schema import Drawing
from commonweal.systemmap.loops import feedback_loops
from commonweal.systemmap.schema import Factor, Link, NamedLoop, NamedMap, Position
from drawn_maps import AWKWARD, map_of

EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[4] / "examples").glob("*/place.toml"))
WRITTEN = [one for one in FORMATS.values() if one.write is not None]
WHOLE, GRAPHS = {"xlsx", "csv"}, {"graphml", "gexf", "gml", "dot", "kumu"}


def names(formats):
    return [one.name for one in formats]


@pytest.mark.parametrize("format_", WRITTEN, ids=names(WRITTEN))
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_comes_back_with_its_links_attributes_and_loops(path, format_):
    before = map_of(read_place(path))

    data, _ = write_map(before, format_)
    read = read_map(data, f"map{format_.ending}", format_)

    assert read.faults == ()
    assert (read.drawing.factors, read.drawing.links) == (before.factors, before.links)
    assert read.drawing.loops == before.loops
    assert feedback_loops(read.drawing.system_map) == feedback_loops(before.system_map)


@pytest.mark.parametrize("format_", WRITTEN, ids=names(WRITTEN))
def test_awkward_names_come_back_as_they_were(format_):
    data, _ = write_map(AWKWARD, format_)
    read = read_map(data, f"nights-out{format_.ending}", format_)

    assert (read.faults, read.drawing.factors, read.drawing.links) == ((), AWKWARD.factors, AWKWARD.links)
    assert read.drawing.loops == AWKWARD.loops


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_tables_hold_the_whole_map(name):
    data, notes = write_map(AWKWARD, FORMATS[name])

    assert read_map(data, "map", FORMATS[name]).drawing == AWKWARD
    assert notes == ()


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_graph_files_keep_where_factors_stand(name):
    data, _ = write_map(AWKWARD, FORMATS[name])

    back = read_map(data, "map", FORMATS[name]).drawing

    assert (back.maps, back.positions) == (AWKWARD.maps, tuple(row for row in AWKWARD.positions if row.factor))


@pytest.mark.parametrize("name", sorted(GRAPHS))
def test_what_a_graph_cannot_hold_is_said(name):
    _, notes = write_map(AWKWARD, FORMATS[name])

    said = " ".join(notes)
    assert "Who can act is left out (1 rows)" in said
    assert "Ties between partners are left out (1 rows)" in said
    assert "Where partners and people stand is left out (1 rows)" in said
    assert ("Positions are left out" in said) == (name == "kumu")


@pytest.mark.parametrize("format_", WRITTEN, ids=names(WRITTEN))
def test_the_same_map_gives_the_same_bytes(format_):
    assert write_map(AWKWARD, format_) == write_map(AWKWARD, format_)


@pytest.mark.parametrize("format_", WRITTEN, ids=names(WRITTEN))
def test_letters_that_xml_does_not_know_are_kept_or_told(format_):
    bell = Drawing(
        factors=(Factor("bell", "the bell \x07 rings", "cause"), Factor("ear", "Ears", "cause")),
        links=(Link("bell", "ear", sign="+"), Link("ear", "bell", sign="-")),
        loops=(NamedLoop(("bell", "ear"), "ding \x07"),),
    )

    data, notes = write_map(bell, format_)
    back = read_map(data, "map", format_).drawing

    assert back.loops == bell.loops
    if format_.name in {"graphml", "gexf"}:
        assert back.factors[0].name == "the bell \ufffd rings"
        assert "Letters that XML does not know are replaced at bell." in notes
    else:
        assert (back.factors, [note for note in notes if "Letters" in note]) == (bell.factors, [])


def test_one_named_map_is_written_with_the_links_between_its_factors():
    other = Position("waits", "crime", 0.0, 0.0), Position("waits", "beds", 1.0, 1.0)
    two = Drawing(
        AWKWARD.factors,
        (*AWKWARD.links, Link("crime", "beds", kind="drains")),
        maps=(*AWKWARD.maps, NamedMap("waits", "Waits")),
        positions=(*AWKWARD.positions, *other),
    )

    data, notes = write_map(two, FORMATS["graphml"], "waits")
    back = read_map(data, "map.graphml", FORMATS["graphml"]).drawing

    assert [factor.id for factor in back.factors] == ["crime", "beds"]
    assert [(link.from_, link.to) for link in back.links] == [("crime", "beds")]
    assert back.positions == other
    assert "Other maps are left out (nights-out): this file holds one map." in notes


def test_a_loop_beyond_the_map_that_is_written_is_left_out_and_said():
    two = replace(AWKWARD, maps=(NamedMap("beds-only", "Beds"),), positions=(Position("beds-only", "beds", 0.0, 0.0),))

    data, notes = write_map(two, FORMATS["gexf"], "beds-only")

    assert read_map(data, "map.gexf", FORMATS["gexf"]).drawing.loops == ()
    said = [note for note in notes if "loop" in note]
    assert said == ['The loop "=Größe "赤" <&> ;" is left out: not all factors of it are on this map.']


def test_a_loop_that_the_map_has_lost_is_kept_by_all_but_kumu_which_says_so():
    lost = Drawing(
        factors=(Factor("crime", "Crime", "cause"), Factor("fear", "Fear", "cause")),
        links=(Link("crime", "fear", sign="+"),),
        loops=(NamedLoop(("crime", "fear"), "Once round"),),
    )

    for format_ in WRITTEN:
        data, notes = write_map(lost, format_)
        back = read_map(data, f"map{format_.ending}", format_).drawing
        assert (back.loops == lost.loops, bool(notes)) == (format_.name != "kumu", format_.name == "kumu")
    assert (
        'The loop "Once round" is left out: a loop of Kumu is made of links, and one of them is not drawn.'
        in (write_map(lost, FORMATS["kumu"])[1])
    )


def test_an_nhs_number_in_the_story_of_a_loop_is_refused():
    # 943 476 5919 is the NHS Data Dictionary's own example of a number that passes the check.
    told = replace(AWKWARD, loops=(NamedLoop(("n0", "crime"), "Fear", "I am 943 476 5919."),))

    for format_ in WRITTEN:
        read = read_map(write_map(told, format_)[0], "map", format_)
        assert [(fault.column, "5919" in str(fault)) for fault in read.faults] == [("story", False)]


def test_a_map_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(WrongUse, match=r"there is no map night\. Choose one of: nights-out\."):
        write_map(AWKWARD, FORMATS["gexf"], "night")


def test_prsm_is_only_read():
    with pytest.raises(WrongUse, match=r"PRSM opens GraphML and GEXF"):
        write_map(AWKWARD, FORMATS["prsm"])


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.XLSX", "xlsx"),
        ("a.zip", "csv"),
        ("a.graphml", "graphml"),
        ("a.gexf", "gexf"),
        ("a.gml", "gml"),
        ("a.dot", "dot"),
        ("a.json", "kumu"),
    ],
)
def test_the_ending_says_the_format(file, name):
    assert format_of(file).name == name
    assert format_of("a.txt", name).name == name


def test_an_ending_that_says_nothing_is_refused_with_those_that_do():
    with pytest.raises(
        WrongUse, match=r"Use \.xlsx, \.zip, \.graphml, \.gexf, \.gml, \.dot, \.json or \.prsm, or name the format"
    ):
        format_of("map.txt")


@pytest.mark.parametrize("format_", WRITTEN, ids=names(WRITTEN))
def test_an_nhs_number_anywhere_is_refused_and_never_repeated(format_):
    # 943 476 5919 is the NHS Data Dictionary's own example of a number that passes the check.
    hidden = Drawing(factors=(Factor("waits", "Waits", "cause", extra=(("who", "943 476 5919"),)),))

    data, _ = write_map(hidden, format_)
    read = read_map(data, "map", format_)

    assert read.drawing is None
    assert any("holds what looks like an NHS number" in str(fault) for fault in read.faults)
    assert not any("5919" in str(fault) for fault in read.faults)


@pytest.mark.parametrize("format_", FORMATS.values(), ids=names(FORMATS.values()))
@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"{}", b"[]", b"<a/>", b"PK\x03\x04", "ᯡ⁄".encode()])
def test_what_is_no_map_gives_one_fault_with_its_mend(data, format_):
    read = read_map(data, "map", format_)

    assert read.drawing is None
    assert len(read.faults) == 1
    assert read.faults[0].mend


@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_a_zip_that_unpacks_without_end_is_refused(name):
    inside = "xl/workbook.xml" if name == "xlsx" else "factors.csv"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(inside, b" " * 20_000_000)

    read = read_map(held.getvalue(), "bomb", FORMATS[name])

    assert "packed far more tightly" in str(read.faults[0])


def test_every_fault_of_the_tables_is_told_together():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("map/factors.csv", "id,name,kind,baseline\nA&E,A&E,cause,many\nwaits,,cause,\n")
        archive.writestr("map/links.csv", "from,to,delay\nwaits,calls,soon\n")

    read = read_map(held.getvalue(), "map.zip", FORMATS["csv"])

    assert [(fault.file, fault.row, fault.column) for fault in read.faults] == [
        ("factors.csv", 2, "id"),
        ("factors.csv", 2, "baseline"),
        ("factors.csv", 3, "name"),
        ("links.csv", 2, "delay"),
    ]
