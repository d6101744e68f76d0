"""A place folder as files: encodings, sizes, links, NHS numbers, and writing it again."""

import dataclasses
import os
from datetime import date
from pathlib import Path

import pytest

from commonweal.errors import FaultyInput, WrongUse
from commonweal.files import disk
from commonweal.files.folder import check_place, read_case, read_place, write_place
from commonweal.measures.schema import Series
from small_place import FILES, altered, small_place

# From the NHS Data Dictionary's own worked example of the modulus 11 algorithm.
NHS_NUMBER = "9434765919"


def only_fault(folder: Path) -> str:
    faults, _ = check_place(folder)
    assert len(faults) == 1, faults
    return str(faults[0])


def test_every_file_but_place_toml_may_be_absent(tmp_path):
    (tmp_path / "place.toml").write_text(FILES["place.toml"])

    place = read_place(tmp_path)

    assert place.place.start == date(2026, 4, 1)
    assert (place.partners, place.system_map.factors, dict(place.series), dict(place.others)) == ((), (), {}, {})


def test_a_case_carries_the_dated_tables(tmp_path):
    case = read_case(small_place(tmp_path))

    assert [option.id for option in case.options] == ["wardens", "hub", "ban"]
    assert "green-book" in {rates.name for rates in case.parameters.rates}


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "there is no such folder"),
        (lambda path: path.write_text("x"), "it is a file, not a folder"),
        (lambda path: path.mkdir(), "no place.toml"),
        (lambda path: path.parent.joinpath("place").symlink_to("nowhere"), "there is no such folder"),
    ],
)
def test_what_is_not_a_place_is_one_fault(tmp_path, make, said):
    make(tmp_path / "place")

    assert said in only_fault(tmp_path / "place")


@pytest.mark.parametrize("path", ["\0", "x" * 5000])
def test_a_path_that_no_disk_knows_is_a_fault(path):
    assert len(check_place(Path(path))[0]) == 1


def test_a_byte_order_mark_is_accepted(tmp_path):
    small_place(tmp_path / "plain")
    small_place(tmp_path / "marked", {file: b"\xef\xbb\xbf" + text.encode() for file, text in FILES.items()})

    plain, marked = read_place(tmp_path / "plain"), read_place(tmp_path / "marked")

    assert dataclasses.replace(marked, others=plain.others) == plain


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_ends_of_lines_do_not_matter(tmp_path, ending):
    small_place(tmp_path / "unix")
    tables = {file: text.replace("\n", ending) for file, text in FILES.items() if file.endswith(".csv")}
    small_place(tmp_path / "other", tables)

    unix, other = read_place(tmp_path / "unix"), read_place(tmp_path / "other")

    assert other.series == unix.series
    assert other.system_map.links == unix.system_map.links


@pytest.mark.parametrize("file", ["partners.csv", "series/calls.csv", "README.md", "place.toml"])
def test_windows_1252_is_one_fault_with_the_row(tmp_path, file):
    text = FILES[file] + "Café\n"
    fault = only_fault(small_place(tmp_path, {file: text.encode("cp1252")}))

    assert fault.startswith(f"{file}, row {text.count(chr(10))}: the file is not UTF-8 text")
    assert "Save it as UTF-8" in fault


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf_16_is_one_fault(tmp_path, encoding):
    assert "not UTF-8" in only_fault(small_place(tmp_path, {"people.csv": FILES["people.csv"].encode(encoding)}))


@pytest.mark.parametrize(
    "written",
    [NHS_NUMBER, "943 476 5919", "943-476-5919", "943\u00a0476\u00a05919", f"{NHS_NUMBER}.0", f"NHS:{NHS_NUMBER},"],
)
def test_an_nhs_number_in_a_text_is_refused_and_not_repeated(tmp_path, written):
    rows = f'id,partner,profession,role\nsergeant,police,policing,"seen {written}"\n'

    fault = only_fault(small_place(tmp_path, {"people.csv": rows}))

    assert fault.startswith("people.csv, row 2, column role: the cell holds what looks like an NHS number")
    assert "5919" not in fault


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("series/calls.csv", "310", NHS_NUMBER),
        ("costs.csv", "50000", NHS_NUMBER),
        ("partners.csv", "police,\"P", f"{NHS_NUMBER},\"P"),
        ("people.csv", ",police,", f",{NHS_NUMBER},"),
        ("factors.csv", ",note", f",{NHS_NUMBER}"),
        ("place.toml", "ana", NHS_NUMBER),
        ("README.md", "Invented", NHS_NUMBER),
        ("decisions/first.toml", "2026-05-01", NHS_NUMBER),
    ],
)  # fmt: skip
def test_no_message_repeats_an_nhs_number_wherever_it_stands(tmp_path, file, old, new):
    faults, warnings = check_place(small_place(tmp_path, altered(file, old, new)))

    lines = [*map(str, faults), *warnings]
    assert any(line.startswith(file) and "NHS number" in line for line in lines)
    assert not any(NHS_NUMBER in line for line in lines)


def test_an_nhs_number_in_the_name_of_a_file_is_refused_and_not_repeated(tmp_path):
    fault = only_fault(small_place(tmp_path, {f"notes/{NHS_NUMBER}.md": "x"}))

    assert fault.startswith("notes/[withheld].md: the name of the file holds")


@pytest.mark.parametrize(
    "written",
    ["9434765918", "1111111111", "19434765919", "94347659190", "0.9434765919", "9434765919.25", "943  476  5919"],
)
def test_other_digits_are_nobodys_number(tmp_path, written):
    assert check_place(small_place(tmp_path, {"README.md": f"{written}\n"})) == ((), ())


def test_a_file_of_200_mb_is_refused_from_its_size_alone(tmp_path):
    small_place(tmp_path)
    with (tmp_path / "series/calls.csv").open("r+b") as file:
        file.truncate(200_000_000)

    fault = only_fault(tmp_path)

    assert fault.startswith("series/calls.csv: the file has 200 MB, and the most is 100. Split it")


def test_a_table_refused_for_its_size_is_not_held_against_those_who_name_its_ids(tmp_path):
    with (small_place(tmp_path) / "factors.csv").open("r+b") as file:
        file.truncate(200_000_000)

    assert only_fault(tmp_path).startswith("factors.csv: the file has 200 MB")


def test_a_place_toml_refused_for_its_size_is_the_only_fault(tmp_path):
    with (small_place(tmp_path) / "place.toml").open("r+b") as file:
        file.truncate(200_000_000)

    assert only_fault(tmp_path).startswith("place.toml: the file has 200 MB")


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(disk, "MOST_FILES", 5)

    assert "more than 5 files" in only_fault(small_place(tmp_path))


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    place = small_place(tmp_path / "place")
    (place / "notes.txt").symlink_to(tmp_path / "secret.txt")

    assert "leads out of the folder" in only_fault(place)


def test_a_link_within_the_folder_is_read(tmp_path):
    (small_place(tmp_path) / "read-me-first.md").symlink_to("README.md")

    assert read_place(tmp_path).others["read-me-first.md"] == FILES["README.md"].encode()


@pytest.mark.parametrize("target", ["decisions", "nowhere", "circle"])
def test_a_link_to_a_folder_to_nothing_or_to_itself_is_a_fault(tmp_path, target):
    (small_place(tmp_path) / "circle").symlink_to(target)

    assert only_fault(tmp_path).startswith("circle: ")


def test_what_is_no_plain_file_is_a_fault_and_is_not_opened(tmp_path):
    os.mkfifo(small_place(tmp_path) / "pipe.csv")

    assert "not a plain file" in only_fault(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_file_that_may_not_be_opened_is_a_fault(tmp_path):
    (small_place(tmp_path) / "people.csv").chmod(0)

    assert "cannot be opened" in only_fault(tmp_path)


def test_hidden_files_and_those_of_an_open_office_are_passed_over(tmp_path):
    small_place(tmp_path, {".git/config": b"\xff", "~$budgets.csv": b"\xff", "notes/.~lock.plan.md": b"\xff"})

    assert set(read_place(tmp_path).others) == {"README.md", "decisions/first.toml"}


def test_files_of_other_rooms_come_back_byte_for_byte(tmp_path):
    others = {"votes.csv": b"participant\r\n1\r\n", "vision.toml": b"text = 'x'", "photo.png": bytes(range(256))}
    small_place(tmp_path / "a", others)

    write_place(read_place(tmp_path / "a"), tmp_path / "b")

    assert {name: (tmp_path / "b" / name).read_bytes() for name in others} == others


def test_a_round_trip_loses_nothing(tmp_path):
    changes = {
        "partners.csv": 'colour,id,name,sector\n"red, or ""rot""\nor 赤",council,A,council\n,police,B,police\n',
        "series/calls.csv": "note,period,value,edition\nfirst,2024,1,\n,2025,0.1,2026-01-02\n",
    }
    before = read_place(small_place(tmp_path / "a", changes))

    write_place(before, tmp_path / "b")
    write_place(read_place(tmp_path / "b"), tmp_path / "c")

    assert read_place(tmp_path / "b") == before
    assert before.partners[0].extra == (("colour", 'red, or "rot"\nor 赤'),)
    for path in sorted((tmp_path / "b").rglob("*.*")):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "c" / path.relative_to(tmp_path / "b")).read_bytes()


def test_comments_and_strange_keys_of_place_toml_outlive_a_change(tmp_path):
    before = read_place(small_place(tmp_path))
    longer = dataclasses.replace(
        before, place=dataclasses.replace(before.place, horizon_years=8, weights=(("calls", 2.0),))
    )

    write_place(longer, tmp_path)

    text = (tmp_path / "place.toml").read_text()
    assert text.startswith("# agreed in May\n")
    assert 'steering_group = ["ana", "bo"]  # a key that we do not know\n' in text
    assert 'layout = "rings"' in text
    assert read_place(tmp_path).place == longer.place


def test_tables_that_are_empty_now_are_taken_away_and_strange_files_stay(tmp_path):
    before = read_place(small_place(tmp_path))

    write_place(dataclasses.replace(before, events=(), series={}, others={}), tmp_path)

    assert not (tmp_path / "events.csv").exists()
    assert not (tmp_path / "series/calls.csv").exists()
    assert (tmp_path / "README.md").exists()


def test_nothing_is_left_behind_by_writing(tmp_path):
    write_place(read_place(small_place(tmp_path / "a")), tmp_path / "b")

    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == sorted({Path(file).parts[0] for file in FILES})


@pytest.mark.parametrize(
    "name", ["../x.md", "/x.md", "a/../../x", "", ".git/hooks/x", "partners.csv", "series/x.csv", "a\\b"]
)
def test_a_name_that_leads_elsewhere_is_not_written(tmp_path, name):
    before = read_place(small_place(tmp_path / "a"))

    with pytest.raises(FaultyInput, match="cannot be written under this name"):
        write_place(dataclasses.replace(before, others={name: b"x"}), tmp_path / "b")

    assert not (tmp_path / "b").exists()


def test_a_series_whose_measure_is_no_id_is_not_written(tmp_path):
    before = read_place(small_place(tmp_path / "a"))

    with pytest.raises(FaultyInput, match="no id"):
        write_place(dataclasses.replace(before, series={"../x": Series("../x", (), ())}), tmp_path / "b")


def test_a_disk_that_refuses_is_said_plainly(tmp_path):
    before = read_place(small_place(tmp_path / "a"))
    (tmp_path / "b").write_text("a file")

    with pytest.raises(WrongUse, match="cannot be written"):
        write_place(before, tmp_path / "b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty. Write its header (id,partner,factor,power)"),
        ("id;partner;factor\n", "separated by semicolons"),
        ("id\tpartner\tfactor\n", "separated by tabs"),
        ("id,partner\n", "column factor: the column is missing. Add it."),
        ("id,partner,Factor\n", 'column factor: the column is missing. Add it, or rename "Factor".'),
        ("id,partner,factor,factor\n", "column factor: the column stands twice"),
        ("id,partner,factor,\n", "the header of column 4 is empty"),
        ('id,partner,factor\na1,police,"patrols\n', "row 2: a quotation mark is opened and never closed"),
        ('id,partner,factor\na1,"police"s,patrols\n', "row 2: a quotation mark stands in the middle"),
        (
            "id,partner,factor\na1,police,patrols,3\n",
            "row 2: the row has 4 cells and the header 3. Write 1000 for 1,000",
        ),
        ("id,partner,factor\na1,police\n", "row 2: the row has 2 cells and the header 3. Add the missing commas"),
        (f"id,partner,factor\na1,police,{'x' * 200_000}\n", "longer than 131,072"),
        ("id,partner,factor\na1,police,patrols\0\n", "row 2: the file is not UTF-8 text: it holds a zero byte"),
    ],
)
def test_a_table_that_is_no_table_is_told_with_its_mend(tmp_path, text, said):
    fault = only_fault(small_place(tmp_path, {"actors.csv": text}))

    assert fault.startswith("actors.csv")
    assert said in fault


def test_rows_are_counted_as_lines_of_the_file(tmp_path):
    rows = 'id,partner,profession,role\n\na,police,"two\nlines",\n\nb,nobody,,\n'

    assert only_fault(small_place(tmp_path, {"people.csv": rows, "ties.csv": None})).startswith("people.csv, row 6,")


def test_columns_stand_in_any_order_and_blank_rows_are_passed_over(tmp_path):
    rows = " factor ,power,id,partner\n,,,\npatrols,2,a1,police\n  ,,,\n"

    place = read_place(small_place(tmp_path, {"actors.csv": rows}))

    assert [(actor.id, actor.power) for actor in place.actors] == [("a1", 2)]


def test_letters_that_cannot_be_printed_do_not_reach_a_message(tmp_path):
    fault = only_fault(small_place(tmp_path, altered("costs.csv", "50000", "\x1b[31m5")))

    assert '"?[31m5" is not a number' in fault


def test_the_places_own_dated_tables_are_checked_too(tmp_path):
    faults, _ = check_place(small_place(tmp_path, {"parameters/grades.csv": "grade\n1\n"}))

    assert {fault.file for fault in faults} == {"parameters/grades.csv"}
