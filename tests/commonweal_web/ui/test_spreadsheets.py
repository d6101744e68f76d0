"""Tables to open in a spreadsheet."""

import csv
from io import StringIO

from commonweal_web.ui.spreadsheets import cell, csv_lines


def test_what_begins_like_a_formula_becomes_text():
    assert [cell(text) for text in ("=1+1", "+cmd", "-x", "@sum")] == ["'=1+1", "'+cmd", "'-x", "'@sum"]


def test_numbers_stay_numbers():
    assert [cell(value) for value in (-0.25, "+0.70", 3)] == ["-0.25", "+0.70", "3"]


def test_lines_read_back_as_the_rows():
    rows = [("who", "ties"), ('a "b", c', 2)]

    assert list(csv.reader(StringIO("".join(csv_lines(rows))))) == [["who", "ties"], ['a "b", c', "2"]]
