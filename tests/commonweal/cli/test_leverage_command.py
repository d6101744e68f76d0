"""`commonweal map leverage`, on small folders written here."""

import json

import pytest
from click.testing import CliRunner

from commonweal.cli.map.leverage import leverage
from commonweal.errors import WrongUse

PLACE = 'name = "Test town"\nquestion = "?"\ngeography = ""\nstart = "2026-04"\nhorizon_years = 2\n'
FILES = {
    "place.toml": PLACE,
    "partners.csv": "id,name,sector\ncouncil,The council,council\n",
    "factors.csv": "id,name,kind,baseline\nlicences,Late licences,activity,40\ndrinking,Street drinking,cause,120\n"
    "calls,Calls,outcome,300\n",
    "actors.csv": "id,partner,factor,power\na1,council,licences,3\n",
    "links.csv": "from,to,sign,elasticity,delay\nlicences,drinking,+,0.5,6\ndrinking,calls,+,0.4,1\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def called(folder, *words):
    return CliRunner().invoke(leverage, [str(folder), *words])


def test_the_json_has_the_keys_that_others_rely_on(folder):
    found = json.loads(called(folder, "--outcome", "calls", "--json").stdout)

    assert [factor["id"] for factor in found["factors"]] == ["drinking", "licences"]
    assert [factor["effect"] for factor in found["factors"]] == pytest.approx([0.4, 0.2])
    assert [factor["low"] for factor in found["factors"]] == pytest.approx([0.4, 0.2])
    assert (found["rank_stability"], found["refused"]) == (pytest.approx(1.0), None)


def test_the_text_says_what_would_move_and_who_can_act(folder):
    printed = called(folder, "--outcome", "calls").output

    assert 'A lasting rise of 1 % in "Late licences" would raise "Calls" by about 0.2 %' in printed
    assert "The council can act on it." in printed


def test_a_refusal_is_told_with_exit_code_4_and_its_reason(folder):
    done = called(folder, "--outcome", "licences", "--json")

    found = json.loads(done.stdout)
    assert done.exit_code == 4
    assert (found["factors"], found["rank_stability"]) == ([], None)
    assert found["refused"] == "nothing on the map leads to licences"


def test_a_runaway_map_is_refused(folder):
    rows = FILES["links.csv"] + "calls,drinking,+,3,6\n"
    (folder / "links.csv").write_text(rows, encoding="utf-8")

    done = called(folder, "--outcome", "calls")

    assert done.exit_code == 4
    assert done.output.startswith("- No ranking can be given: runaway loop: ")


def test_an_unknown_outcome_is_wrong_use(folder):
    assert isinstance(called(folder, "--outcome", "cals").exception, WrongUse)
