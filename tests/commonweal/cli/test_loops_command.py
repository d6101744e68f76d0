"""`commonweal map loops`, on small folders written here."""

import json

import pytest
from click.testing import CliRunner

from commonweal.cli.map.loops import loops
from commonweal.errors import WrongUse

PLACE = 'name = "Test town"\nquestion = "?"\ngeography = ""\nstart = "2026-04"\nhorizon_years = 2\n'
FACTORS = "id,name,kind,baseline\n" + "".join(f"{name},{name},cause,1\n" for name in ("fear", "visits", "trade"))
LINKS = """from,to,sign,elasticity,delay,contributed_by
fear,visits,-,0.3,3,
visits,trade,+,0.3,6,council
visits,trade,-,0.3,6,police
trade,visits,+,0.2,1,
visits,fear,-,0.2,2,
"""

R1 = {"polarity": "R", "disputed": False, "name": "", "story": ""}


@pytest.fixture
def folder(tmp_path):
    for name, text in {"place.toml": PLACE, "factors.csv": FACTORS, "links.csv": LINKS}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "partners.csv").write_text(
        "id,name,sector\ncouncil,Council,council\npolice,Police,police\n", encoding="utf-8"
    )
    return tmp_path


def called(folder, *words):
    return CliRunner().invoke(loops, [str(folder), *words])


def test_the_json_lists_the_loops_and_an_honest_count(folder):
    found = json.loads(called(folder, "--json").stdout)

    assert found == {
        "loops": [
            {**R1, "factors": ["fear", "visits"], "delay_months": 5.0},
            {**R1, "factors": ["trade", "visits"], "delay_months": 7.0, "disputed": True},
        ],
        "count": 2,
        "complete": True,
        "max_length": 8,
        "longer_exist": False,
    }


def test_each_loop_is_told_as_a_sentence(folder):
    printed = called(folder).output

    assert "R1 reinforcing: fear → visits → fear, about 5 months\n" in printed
    assert "R2 reinforcing: trade → visits → trade, about 7 months; partners differ about a sign in it" in printed
    assert printed.endswith("2 loops; there are no others.\n")


def test_loops_through_a_factor_begin_with_it(folder):
    assert json.loads(called(folder, "--through", "visits", "--json").stdout)["loops"][0]["factors"] == [
        "visits",
        "fear",
    ]


def test_short_loops_only_says_that_longer_ones_exist(folder):
    found = called(folder, "--max-length", "1")

    assert found.output == "0 loops; longer ones, of more than 1 factor, exist.\n"


def test_an_unknown_factor_is_wrong_use(folder):
    assert isinstance(called(folder, "--through", "fea").exception, WrongUse)


def test_a_place_without_links_has_no_loops(tmp_path):
    (tmp_path / "place.toml").write_text(PLACE, encoding="utf-8")

    assert called(tmp_path).output == "0 loops; there are no others.\n"


def test_a_loop_with_a_name_is_told_with_it_and_its_story(folder):
    rows = "factors,name,story\nvisits;fear,Empty streets,Fewer visits make the streets feel less safe.\n"
    (folder / "loops.csv").write_text(rows, encoding="utf-8")

    found = json.loads(called(folder, "--json").stdout)

    assert [loop["name"] for loop in found["loops"]] == ["Empty streets", ""]
    printed = called(folder).output
    assert 'about 5 months. "Empty streets"\n   Fewer visits make the streets feel less safe.\n' in printed


def test_loops_through_several_factors_pass_them_all(folder):
    found = json.loads(called(folder, "--through", "visits", "--through", "trade", "--json").stdout)

    assert [loop["factors"] for loop in found["loops"]] == [["visits", "trade"]]


def test_independent_loops_are_told_with_what_they_cover(folder):
    printed = called(folder, "--independent").output

    assert printed.endswith(
        "2 independent loops: every link that is on any loop is on one of these. There may be other loops.\n"
    )
    assert json.loads(called(folder, "--independent", "--json").stdout)["count"] == 2


def test_independent_loops_through_a_factor_are_wrong_use(folder):
    assert isinstance(called(folder, "--independent", "--through", "fear").exception, WrongUse)
