"""loops.csv: names and stories of loops, in and out, and what is wrong with them."""

import pytest

from commonweal.files.folder import check_place, read_place, write_place
from commonweal.systemmap.schema import NamedLoop
from small_place import FILES, small_place

# The small place has no loop: more calls bring more patrols, and there is one.
LINKS = FILES["links.csv"] + "calls,patrols,influences,+,weak,,,,,12,,6,Invented,police\n"
HEADER = "factors,name,story\n"
ROW = 'drinking;calls;patrols,Called out,"More calls bring patrols, and patrols bring calm."\n'


def place(folder, rows):
    return small_place(folder, {"links.csv": LINKS, "loops.csv": HEADER + rows})


def test_a_named_loop_is_read_with_its_story_and_written_back(tmp_path):
    folder = read_place(place(tmp_path / "one", ROW))

    write_place(folder, tmp_path / "two")

    story = "More calls bring patrols, and patrols bring calm."
    assert folder.loops == (NamedLoop(("drinking", "calls", "patrols"), "Called out", story),)
    assert (tmp_path / "two" / "loops.csv").read_text(encoding="utf-8") == HEADER + ROW
    assert read_place(tmp_path / "two") == folder


def test_a_loop_that_is_on_the_map_is_without_blemish(tmp_path):
    assert check_place(place(tmp_path, ROW)) == ((), ())


@pytest.mark.parametrize(
    ("rows", "where", "said"),
    [
        ("drinking,Alone,\n", "loops.csv, row 2, column factors", "needs two factors"),
        ("drinking;calls;drinking,Twice,\n", "loops.csv, row 2, column factors", "passes drinking twice"),
        (ROW + "calls;patrols;drinking,Again,\n", "loops.csv, row 4, column factors", "row 2 names the same loop"),
        ("drinking;cals,Slip,\n", "loops.csv, row 2, column factors", 'no factor "cals". Did you mean calls?'),
        ("drinking;calls;patrols,,\n", "loops.csv, row 2, column name", "the cell is empty"),
    ],
)
def test_a_faulty_row_is_told_where_it_stands(tmp_path, rows, where, said):
    faults, _ = check_place(place(tmp_path, rows.replace(ROW, ROW + "\n")))

    lines = [str(fault) for fault in faults]
    assert any(line.startswith(f"{where}:") and said in line for line in lines), lines


def test_a_loop_that_the_map_no_longer_has_is_a_warning_and_its_story_stays(tmp_path):
    path = small_place(tmp_path, {"loops.csv": HEADER + ROW})

    faults, (warning,) = check_place(path)

    assert faults == ()
    assert warning.startswith("loops.csv, row 2, column factors: the map has no link from calls to patrols")
    assert read_place(path).loops[0].name == "Called out"
