"""`commonweal check` as people and programs call it."""

import json
import subprocess
import sys

import pytest

from small_place import altered, small_place


def check(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "commonweal.cli.main", "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_sound_place_is_said_to_be_sound(tmp_path):
    done = check(small_place(tmp_path))

    assert done.returncode == 0
    assert done.stdout == f"{tmp_path}: no faults (4 factors, 4 links, 2 partners, 3 options)\n"
    assert done.stderr == ""


def test_warnings_follow_and_the_answer_is_still_yes(tmp_path):
    done = check(small_place(tmp_path, altered("place.toml", "= 5", "= 15")))

    assert done.returncode == 0
    assert done.stdout.splitlines()[1].startswith(
        "warning: place.toml, row 6, column horizon_years: a plan of 15 years"
    )


def test_faults_stand_on_standard_error_with_their_count(tmp_path):
    changes = altered("costs.csv", "50000", "-1") | altered("budgets.csv", "80000", "£80,000")

    done = check(small_place(tmp_path, changes))

    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "costs.csv, row 2, column amount: -1 is negative. Write the amount without the minus.",
        "budgets.csv, row 2: the row has 5 cells and the header 4. "
        "Write 1000 for 1,000, and put quotation marks around a text that holds a comma.",
        f"{tmp_path}: 2 faults",
    ]


def test_json_names_each_part_of_a_fault(tmp_path):
    done = check(small_place(tmp_path, altered("costs.csv", "50000", "-1")), "--json")

    assert done.returncode == 3
    assert json.loads(done.stdout) == {
        "faults": [
            {
                "file": "costs.csv",
                "row": 2,
                "column": "amount",
                "problem": "-1 is negative",
                "mend": "Write the amount without the minus.",
            }
        ],
        "warnings": [],
    }
    assert done.stderr.startswith("costs.csv, row 2")


def test_json_of_a_sound_place_has_no_faults(tmp_path):
    done = check(small_place(tmp_path), "--json")

    assert (done.returncode, json.loads(done.stdout)) == (0, {"faults": [], "warnings": []})


@pytest.mark.parametrize("extra", [(), ("--json",)])
def test_a_folder_that_is_not_there_is_one_fault(tmp_path, extra):
    done = check(tmp_path / "nowhere", *extra)

    assert done.returncode == 3
    assert "there is no such folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_name_of_a_file_that_is_no_text_does_not_break_the_answer(tmp_path):
    small_place(tmp_path)
    (tmp_path / "series" / b"caf\xe9\n.csv".decode(errors="surrogateescape")).write_text("period,value\n")

    done = check(tmp_path, "--json")

    assert done.returncode == 3
    assert json.loads(done.stdout)["faults"][0]["file"] == "series/caf??.csv"
