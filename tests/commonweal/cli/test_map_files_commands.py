"""`commonweal map convert`, `export` and `import`."""

import json

import pytest
from click.testing import CliRunner

from commonweal.cli.main import commonweal
from commonweal.errors import FaultyInput, WrongUse
from commonweal.files.folder import read_place
from commonweal.files.maps.at_path import map_of_place, read_map_at
from small_place import altered, small_place

PRSM = {
    "mapTitle": "Board",
    "styles": {"edges": {"edge0": {"groupLabel": "Helps"}}},
    "nodes": [{"id": "1", "label": "Street drinking", "x": 1, "y": 2}, {"id": "2", "label": "Lights", "x": 3, "y": 4}],
    "edges": [{"from": "2", "to": "1", "grp": "edge0"}, {"from": "1", "to": "2", "grp": "edge1"}],
}


def run(*words):
    return CliRunner().invoke(commonweal, ["map", *map(str, words)], catch_exceptions=False)


@pytest.fixture
def board(tmp_path):
    path = tmp_path / "board.prsm"
    path.write_text(json.dumps(PRSM), encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path):
    return small_place(tmp_path / "place")


@pytest.mark.parametrize("ending", [".xlsx", ".zip", ".graphml", ".gexf", ".gml", ".dot", ".json"])
def test_the_map_of_a_place_goes_out_and_nothing_is_new_when_it_comes_back(tmp_path, place, ending):
    done = run("export", place, "-o", tmp_path / f"map{ending}")
    back = run("import", tmp_path / f"map{ending}", place)

    assert (done.exit_code, back.exit_code) == (0, 0)
    assert "4 factors, 4 links." in done.stdout
    assert back.stdout.startswith("New: nothing.\n")


@pytest.mark.parametrize("ending", [".xlsx", ".zip", ".graphml", ".gexf", ".gml", ".dot", ".json"])
def test_named_loops_go_out_and_come_into_another_place(tmp_path, place, ending):
    back = altered("links.csv", "drinking,waiting,adds_to,,", "calls,drinking,influences,-,")
    other = small_place(tmp_path / "other", back)
    (other / "loops.csv").write_text("factors,name,story\ncalls;drinking,Patrols come back,On Fridays.\n")

    out = run("export", other, "-o", tmp_path / f"map{ending}")
    done = run("import", tmp_path / f"map{ending}", place)
    again = json.loads(run("import", tmp_path / f"map{ending}", place, "--json").stdout)

    assert "4 factors, 4 links, 1 loop." in out.stdout
    assert done.stdout.splitlines()[0] == "New: 1 link, 1 loop."
    assert (place / "loops.csv").read_bytes() == (other / "loops.csv").read_bytes()
    assert (again["added"]["loops"], again["loops"], again["known"]["loops"]) == (0, [], 1)


def test_what_is_left_out_is_said_on_standard_error(tmp_path, place):
    done = run("export", place, "-o", tmp_path / "map.json", "--map", "nights")

    assert "Positions are left out: a Kumu blueprint does not hold them." in done.stderr
    assert "2 factors, " not in done.stderr


def test_a_folder_of_csv_files_is_written_and_read(tmp_path, place):
    done = run("convert", place, tmp_path / "tables")
    again = run("convert", tmp_path / "tables", tmp_path / "map.txt", "--format", "gexf")

    assert (done.exit_code, again.exit_code) == (0, 0)
    assert (tmp_path / "tables" / "factors.csv").read_bytes() == (place / "factors.csv").read_bytes()
    assert len(read_map_at(tmp_path / "map.txt", "gexf").drawing.factors) == 4


def test_a_place_is_not_written_over_by_a_folder_of_csv_files(tmp_path, place, board):
    with pytest.raises(WrongUse, match="whose own map would be lost"):
        run("convert", board, place)


def test_a_source_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(WrongUse, match="cannot be opened"):
        run("convert", tmp_path / "none.xlsx", tmp_path / "map.gexf")


def test_words_on_links_are_asked_for_before_anything_is_written(place, board):
    before = (place / "links.csv").read_bytes()

    with pytest.raises(FaultyInput) as told:
        run("import", board, place)

    assert [fault.problem for fault in told.value.faults] == [
        '1 links with "Helps" have no sign',
        "1 links with no word have no sign",
    ]
    assert (place / "links.csv").read_bytes() == before


def test_an_import_adds_what_is_new_and_touches_no_other_file(place, board):
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}

    done = run("import", board, place, "--plus", "helps", "--unsigned", "minus", "--by", "police")

    assert done.stdout.splitlines()[0] == "New: 1 factor, 2 links, 1 map, 2 positions."
    after = map_of_place(read_place(place))
    assert [(link.from_, link.to, link.sign, link.contributed_by) for link in after.links[-2:]] == [
        ("lights", "drinking", "+", "police"),
        ("drinking", "lights", "-", "police"),
    ]
    changed = {path.name for path, data in before.items() if path.read_bytes() != data}
    assert changed == {"factors.csv", "links.csv", "maps.csv", "positions.csv"}


def test_a_dry_run_changes_nothing_and_says_the_same(place, board):
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    words = ("import", board, place, "--unsigned", "leave-out", "--json")

    dry, real = json.loads(run(*words, "--dry-run").stdout), None
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before
    real = json.loads(run(*words).stdout)

    assert dry == {**real, "written": False}
    assert (real["added"]["factors"], real["factors"], real["written"]) == (1, ["lights"], True)
    assert "2 links without a sign are left out." in real["notes"]


def test_a_map_that_would_leave_the_place_with_faults_is_refused(place, tmp_path):
    path = tmp_path / "board.json"
    connection = {"from": "Lights", "to": "People waiting", "type": "+"}
    document = {"elements": [{"label": "Lights"}, {"label": "People waiting"}], "connections": [connection]}
    path.write_text(json.dumps(document), encoding="utf-8")
    before = (place / "links.csv").read_bytes()

    with pytest.raises(FaultyInput, match="link lights to waiting: a stock changes only by what adds to it"):
        run("import", path, place)

    assert (place / "links.csv").read_bytes() == before
