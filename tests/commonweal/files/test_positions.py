"""positions.csv with its column for partners and people, and without it."""

import pytest

from commonweal.files.tables import read_table, table_text
from commonweal.systemmap.schema import Position

OLD = "map,factor,x,y\nmain,waits,1,2\n"


def test_a_file_without_the_column_reads_and_is_written_as_before():
    table, faults, warnings = read_table(OLD, "positions.csv", Position)

    assert (faults, warnings) == ([], [])
    assert table.rows == (Position("main", "waits", 1.0, 2.0),)
    assert table_text(table.rows, Position) == OLD


def test_a_body_has_a_row_without_a_factor():
    text = "map,factor,x,y,body\nmain,waits,1,2,\nmain,,3,4,police\n"

    table, faults, warnings = read_table(text, "positions.csv", Position)

    assert (faults, warnings) == ([], [])
    assert table.rows[1] == Position("main", "", 3.0, 4.0, "police")
    assert table_text(table.rows, Position) == text


@pytest.mark.parametrize("text", ["map,x,y\nmain,1,2\n", "map,x,y,body\nmain,1,2,police\n"])
def test_the_column_of_factors_is_always_there(text):
    _, (fault,), _ = read_table(text, "positions.csv", Position)

    assert str(fault) == "positions.csv, row 1, column factor: the column is missing. Add it."
