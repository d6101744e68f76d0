"""A programme.toml is read with every fault in its place, and written without losing what others put into it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commonweal.errors import FaultyInput
from commonweal.files.programmes.programme_toml import (
    check_programme,
    programme_text,
    read_programme,
    read_programme_toml,
)
from commonweal.place.schema import Member, Programme

PLACE = 'name = "A"\nquestion = "Why?"\nstart = "2026-04"\nhorizon_years = 5\n'

STEERED = """# who steers
name = "Local Vision"
places = ["plymouth"]
budget = 5  # of somebody else

[[member]]
id = "head-of-council"
name = "Chief executive of a council"
role = "co-chair"
sector = "council"
telephone = "later"  # unknown to us

[[member]]
id = "head-of-trust"
name = "Chief executive of a trust"
role = "co-chair"
sector = "health"

[[member]]
name = "Public Health England"
sector = "government"
valid_from = 2013-04-01
valid_to = "2021-09-30"
replaced_by = ["ohid", "head-of-council"]

[[member]]
id = "ohid"
name = "Office for Health Improvement and Disparities"
sector = "government"
valid_from = "2021-10"
"""


def faults_in(text: str) -> list[str]:
    return [str(fault) for fault in read_programme_toml(text)[1]]


def warnings_of(text: str) -> list[str]:
    return [str(warning) for warning in read_programme_toml(text)[2]]


def steered(old: str = "", new: str = "") -> str:
    """STEERED with one change."""
    assert old in STEERED
    return STEERED.replace(old, new, 1)


def written_into(folder: Path, text: str, *places: str) -> Path:
    for place in places:
        (folder / place).mkdir()
        (folder / place / "place.toml").write_text(PLACE, encoding="utf-8")
    (folder / "programme.toml").write_text(text, encoding="utf-8")
    return folder / "programme.toml"


def test_a_programme_holds_its_places_and_members_with_their_history(tmp_path):
    path = written_into(tmp_path, STEERED, "plymouth")

    programme = read_programme(path)

    assert (programme.name, programme.places) == ("Local Vision", ("plymouth",))
    assert programme.members[2] == Member(
        id="public-health-england",  # made from its name
        name="Public Health England",
        sector="government",
        valid_from=date(2013, 4, 1),
        valid_to=date(2021, 9, 30),
        replaced_by=("ohid", "head-of-council"),
    )
    assert programme.members[3].valid_from == date(2021, 10, 1)


def test_a_programme_is_found_by_its_folder_as_well(tmp_path):
    path = written_into(tmp_path, STEERED, "plymouth")

    assert read_programme(tmp_path) == read_programme(path)


def test_a_programme_without_members_is_no_fault_and_nothing_odd():
    programme, faults, warnings = read_programme_toml('name = "A"\nplaces = ["kent"]')

    assert programme == Programme("A", ("kent",))
    assert (faults, warnings) == ([], [])


def test_those_who_left_or_were_replaced_are_not_in_office():
    stays = Member("a", "A", "council")

    assert stays.is_in_office
    assert not replace(stays, valid_to=date(2021, 9, 30)).is_in_office
    assert not replace(stays, replaced_by=("b",)).is_in_office


def test_a_place_that_is_no_folder_with_a_place_toml_is_a_fault(tmp_path):
    path = written_into(tmp_path, 'name = "A"\nplaces = ["kent", "merton"]', "kent")

    faults, _ = check_programme(path)

    assert [str(fault) for fault in faults] == [
        "programme.toml, row 2, column places: merton is no folder with a place.toml in it. "
        "Name folders beside this file."
    ]
    with pytest.raises(FaultyInput, match="merton"):
        read_programme(path)


@pytest.mark.parametrize("place", ['"../kent"', '"Kent"', "5", '""', '["kent"]', "{ a = 1 }"])
def test_a_place_is_named_by_an_id_so_that_nothing_leads_out_of_the_folder(place):
    (fault,) = faults_in(f'name = "A"\nplaces = ["kent", {place}]')

    assert fault.startswith("programme.toml, row 2, column places: ")
    assert "is no name of a folder of a place" in fault


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('places = ["kent"]', "column name: the key is missing"),
        ('places = ["kent"]\n[[member]]\nname = "A"\nsector = "health"', "column name: the key is missing"),
        ('name = " "\nplaces = ["kent"]', "row 1, column name: it is no text, or an empty one"),
        ('name = "A"', "column places: the key is missing"),
        ('name = "A"\nplaces = []', "row 2, column places: it is no list, or an empty one"),
        ('name = "A"\nplaces = "kent"', "row 2, column places: it is no list, or an empty one"),
        ('name = "A"\nplaces = ["kent", "kent", "kent"]', "row 2, column places: kent stands twice"),
        ('name = "A"\nplaces = ["kent"]\nmember = 3', "row 3, column member: the members are no sections"),
        ('name = "A"\nplaces = ["kent"', "row 2: the file is not TOML"),
    ],
)
def test_a_fault_above_the_members_is_told_with_its_row(text, said):
    (fault,) = faults_in(text)

    assert fault.startswith(f"programme.toml, {said}")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('sector = "health"', 'sector = "medicine"', 'row 17, column sector: "medicine" is none of its words'),
        ('sector = "health"', "", "row 13, column sector: the key is missing. Add it to this [[member]]"),
        ('name = "Chief executive of a trust"', 'name = ""', "row 15, column name: it is empty"),
        ('id = "head-of-trust"', 'id = "Head"', 'row 14, column id: "Head" is not an id'),
        ('id = "head-of-trust"', "id = [1]", "row 14, column id: it is a list and not text"),
        ('id = "head-of-trust"', 'id = "ohid"', "row 27, column id: ohid is the id of another member too"),
        ('role = "co-chair"', 'role = "chair"', 'row 9, column role: "chair" is none of its words'),
        ("2013-04-01", "2022-04-01", "row 23, column valid_to: valid_to 2021-09-30 is before valid_from 2022-04-01"),
        ("2013-04-01", "2013", "row 22, column valid_from: it is a number and not text"),
        ('"2021-09-30"', '"30/09/2021"', 'row 23, column valid_to: "30/09/2021" is not a date. Write the year first'),
        ('"ohid", "head', '"phe", "head', 'row 24, column replaced_by: "phe" is no other member'),
        ('"ohid", "head', '"public-health-england", "head', "row 24, column replaced_by: "),
    ],
)
def test_a_fault_of_a_member_is_told_with_its_row(old, new, said):
    (fault,) = faults_in(steered(old, new))

    assert fault.startswith(f"programme.toml, {said}")


def test_all_faults_are_told_together():
    faults = faults_in('places = []\n[[member]]\nsector = "medicine"\nvalid_from = "soon"\n')

    assert len(faults) == 6  # name, places; id, name, sector, valid_from


def test_members_written_on_one_line_are_read_and_have_no_rows():
    (fault,) = faults_in('name = "A"\nplaces = ["kent"]\nmember = [{ name = "B", sector = "medicine" }]')

    assert fault.startswith("programme.toml, column sector: ")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('role = "co-chair"\n', "", "head-of-trust (health)"),
        ('sector = "health"', 'sector = "council"', "head-of-council (council) and head-of-trust (council)"),
        ('role = "co-chair"\n', 'role = "co-chair"\nvalid_to = "2020-01-01"\n', "head-of-trust (health)"),
    ],
)
def test_co_chairs_who_are_not_two_from_different_sectors_are_odd(old, new, said):
    (warning,) = warnings_of(steered(old, new))

    assert f"its co-chairs in office: {said}." in warning


def test_a_group_without_co_chairs_is_odd():
    (warning,) = warnings_of('name = "A"\nplaces = ["kent"]\n[[member]]\nname = "B"\nsector = "health"')

    assert "its co-chairs in office: none." in warning


def test_a_key_much_like_one_of_ours_is_odd_and_is_kept():
    text = steered("valid_from = 2013", "valid_form = 2013")

    (warning,) = warnings_of(text)

    assert warning == (
        "programme.toml, row 22, column valid_form: we do not know this key, and keep it. Did you mean valid_from?"
    )


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    faults, warnings = check_programme(tmp_path / "programme.toml")

    assert ["cannot be opened" in fault.problem for fault in faults] == [True]
    assert warnings == ()


def test_a_file_that_is_not_utf8_or_holds_an_nhs_number_is_refused(tmp_path):
    path = tmp_path / "programme.toml"

    path.write_bytes(STEERED.encode("utf-16"))
    not_text, _ = check_programme(path)
    path.write_text(steered("later", "943 476 5919"), encoding="utf-8")
    personal, _ = check_programme(path)

    assert "not UTF-8" in str(not_text[0])
    assert [(fault.row, "9434765919" in str(fault)) for fault in personal] == [(11, False)]


def test_a_programme_comes_back_letter_for_letter():
    programme, _, _ = read_programme_toml(STEERED)

    assert programme_text(programme) == STEERED


def test_a_change_leaves_comments_and_strange_keys_as_they_were():
    programme, _, _ = read_programme_toml(STEERED)
    first, *others = programme.members
    changed = replace(programme, name="Vision", members=(replace(first, valid_to=date(2026, 3, 31)), *others))

    text = programme_text(changed)

    assert read_programme_toml(text)[0] == changed
    assert text.splitlines()[:5] == ["# who steers", 'name = "Vision"', *STEERED.splitlines()[2:5]]
    assert 'telephone = "later"  # unknown to us' in text
    assert 'id = "public-health-england"' not in text  # nobody asked for it
