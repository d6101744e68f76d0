"""The dated tables as they are shipped, and as a place may replace them."""

from itertools import pairwise

import pytest

from commonweal.errors import FaultyInput
from commonweal.files.parameters import COLUMNS, read_parameters, read_table

# The deflators that were published to us; every other year is filled (2024 = 100).
PUBLISHED = {2011: 70.834, 2013: 73.4795, 2019: 81.1085, 2023: 96.2507, 2024: 100.0}


@pytest.fixture
def place(tmp_path):
    """A place folder with tables of its own."""
    (tmp_path / "parameters").mkdir()

    def with_table(name, *lines):
        text = "\n".join(lines) + "\n"
        (tmp_path / "parameters" / f"{name}.csv").write_text(text, encoding="utf-8")
        return tmp_path

    return with_table


def faults(place):
    with pytest.raises(FaultyInput) as caught:
        read_parameters(place)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("name", COLUMNS)
def test_every_shipped_row_says_its_source_and_day_and_whether_it_is_verified(name):
    rows = read_table(name)

    assert all(row.cells["source"] and row.cells["dated"] and row.cells["verified"] in (True, False) for row in rows)


def test_the_grades_are_recalled_and_say_so():
    grades = read_parameters().grades

    assert [(grade.grade, grade.cost_uplift, grade.benefit_cut) for grade in grades] == [
        (1, 0, 0), (2, 0.05, 0.05), (3, 0.1, 0.1), (4, 0.15, 0.15), (5, 0.25, 0.25), (6, 0.4, 0.4),
    ]  # fmt: skip
    assert not any(grade.verified for grade in grades)
    assert all("not checked" in grade.source for grade in grades)


def test_published_deflators_are_verified_and_no_others():
    deflators = read_parameters().deflators

    assert {row.year: row.index for row in deflators if row.verified} == PUBLISHED
    assert all("not published" in row.source for row in deflators if not row.verified)


def test_deflators_rise_every_year_without_a_gap():
    deflators = read_parameters().deflators

    assert [row.year for row in deflators] == list(range(2002, 2027))
    assert all(later.index > earlier.index for earlier, later in pairwise(deflators))


def test_a_filled_year_stands_in_equal_steps_between_the_published_ones():
    index = {row.year: row.index for row in read_parameters().deflators}

    assert index[2012] / index[2011] == pytest.approx(index[2013] / index[2012], rel=1e-5)
    assert index[2010] * 1.016 == pytest.approx(index[2011], rel=1e-5)
    assert index[2007] * 1.023 == pytest.approx(index[2008], rel=1e-5)


def test_words_for_strength_are_a_convention():
    words = {row.word: (row.low, row.likely, row.high) for row in read_parameters().strengths}

    assert words == {"weak": (0.05, 0.1, 0.2), "medium": (0.2, 0.3, 0.5), "strong": (0.5, 0.7, 1.0)}
    assert not any(row.verified for row in read_parameters().strengths)


def test_unit_costs_have_their_price_year_and_licence():
    rows = {row.cells["code"]: row.cells for row in read_table("unit_costs")}

    assert (rows["HE4.0"]["value"], rows["HE4.0"]["price_year"], rows["HE4.0"]["verified"]) == (109, 2011, True)
    assert not rows["recent-ae"]["verified"]
    assert all(row["licence"] for row in rows.values())


def test_a_place_may_replace_a_table_as_a_whole(place):
    folder = place("grades", "grade,cost_uplift,benefit_cut,source,dated,verified", "1,0.5,0.25,ours,2026-04-01,yes")

    parameters = read_parameters(folder)

    assert [(grade.grade, grade.cost_uplift, grade.source) for grade in parameters.grades] == [(1, 0.5, "ours")]
    assert parameters.deflators == read_parameters().deflators


def test_a_place_without_tables_of_its_own_uses_ours(tmp_path):
    assert read_parameters(tmp_path) == read_parameters()


def test_every_fault_of_every_table_is_told_together(place):
    place("grades", "grade,cost_uplift,benefit_cut,source,dated,verified", "1,15%,1.5,ours,soon,perhaps")
    folder = place("deflators", "year,index,source,dated,verified", "2011,0,,2026-04-01,no")

    told = faults(folder)

    assert [fault.split(": ")[0] for fault in told] == [
        "parameters/grades.csv, row 2, column cost_uplift",
        "parameters/grades.csv, row 2, column benefit_cut",
        "parameters/grades.csv, row 2, column dated",
        "parameters/grades.csv, row 2, column verified",
        "parameters/deflators.csv, row 2, column index",
        "parameters/deflators.csv, row 2, column source",
    ]
    assert told[0].endswith(
        '"15%" is not a number such as 0.035, not below 0. Write a number such as 0.035, not below 0.'
    )


@pytest.mark.parametrize("number", ["nan", "inf", "-0.1", "1_0", "", "1e400", "£5"])
def test_what_is_no_plain_number_is_a_fault(place, number):
    folder = place("grades", "grade,cost_uplift,benefit_cut,source,dated,verified", f"1,{number},0,a,2026-04-01,no")

    assert ["column cost_uplift" in fault for fault in faults(folder)] == [True]


def test_a_missing_column_is_named(place):
    folder = place("deflators", "year,source,dated,verified", "2011,ours,2026-04-01,no")

    assert faults(folder) == ["parameters/deflators.csv, row 1, column index: the column is missing. Add it."]


@pytest.mark.parametrize("lines", [("year,index,source,dated,verified",), ("",)])
def test_an_empty_table_is_a_fault(place, lines):
    folder = place("deflators", *lines)

    assert faults(folder)


def test_a_row_too_short_has_empty_cells(place):
    folder = place("deflators", "year,index,source,dated,verified", "2011,70")

    assert [fault.split(": ")[0].split()[-1] for fault in faults(folder)] == ["source", "dated", "verified"]


def test_a_year_that_stands_twice_is_a_fault(place):
    folder = place("deflators", "year,index,source,dated,verified", *["2011,70,ours,2026-04-01,no"] * 2)

    assert faults(folder) == [
        "parameters/deflators.csv, row 3, column year: 2011 stands in row 2 too. Keep one of them."
    ]


def test_words_out_of_order_are_a_fault(place):
    folder = place("strengths", "word,low,likely,high,source,dated,verified", "weak,0.3,0.2,0.4,ours,2026-04-01,no")

    assert faults(folder)[0].startswith("parameters/strengths.csv, row 2, column likely: low, likely and high are not")


@pytest.mark.parametrize(
    ("bands", "column"),
    [
        (["1,,0.03"], "first"),
        (["0,30,0.03"], "last"),
        (["0,30,0.03", "32,,0.03"], "first"),
        (["0,,0.03", "31,,0.03"], "first"),
        (["0,30,0.03", "20,,0.03"], "first"),
    ],
)
def test_bands_with_a_gap_or_an_end_are_a_fault(place, bands, column):
    header = "name,first,last,rate,source,dated,verified"
    folder = place("discount_rates", header, *(f"ours,{band},ours,2026-04-01,no" for band in bands))

    assert [f"column {column}" in fault for fault in faults(folder)] == [True]


def test_rates_are_verified_only_if_all_their_bands_are(place):
    header = "name,first,last,rate,source,dated,verified"
    folder = place("discount_rates", header, "ours,0,9,0.03,a,2026-04-01,yes", "ours,10,,0.02,b,2025-04-01,no")

    (rates,) = read_parameters(folder).rates

    assert (rates.verified, rates.source, rates.dated.year) == (False, "a", 2025)


def test_a_table_in_another_encoding_is_a_fault(place):
    folder = place("grades")
    (folder / "parameters" / "grades.csv").write_bytes("grade,Pfund £\n".encode("cp1252"))

    assert faults(folder) == ["parameters/grades.csv: the file is not UTF-8. Save it as CSV UTF-8."]


def test_a_byte_order_mark_is_no_fault(place):
    folder = place("grades", "\ufeffgrade,cost_uplift,benefit_cut,source,dated,verified", "1,0,0,a,2026-04-01,no")

    assert len(read_parameters(folder).grades) == 1


def test_an_open_quote_is_a_fault(place):
    folder = place("grades", "grade,cost_uplift,benefit_cut,source,dated,verified", '1,0,0,"a,2026-04-01,no')

    assert faults(folder)[0].startswith("parameters/grades.csv, row 2: the row cannot be read")
