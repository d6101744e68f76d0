"""`commonweal map pathways`, on a small folder written here."""

import json

import pytest
from click.testing import CliRunner

from commonweal.cli.map.pathways import pathways
from commonweal.errors import WrongUse

PLACE = 'name = "Test town"\nquestion = "?"\ngeography = ""\nstart = "2026-04"\nhorizon_years = 2\n'
FACTORS = "id,name,kind\npatrols,Patrols,activity\nfear,Fear,cause\ntrade,Evening trade,outcome\n"
LINKS = "from,to,sign,delay\npatrols,fear,-,3\nfear,trade,-,6\npatrols,trade,-,1\n"


@pytest.fixture
def folder(tmp_path):
    for name, text in {"place.toml": PLACE, "factors.csv": FACTORS, "links.csv": LINKS}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def called(folder, *words):
    return CliRunner().invoke(pathways, [str(folder), *words])


def test_every_way_is_read_aloud_and_that_they_differ_is_told(folder):
    lines = called(folder, "--from", "patrols", "--to", "trade").stdout.splitlines()

    assert lines == [
        "- 2 ways lead from “Patrols” to “Evening trade”: one raises it, one lowers it. Which is stronger, the signs "
        "alone do not say.",
        "- There are no others.",
        "-  More patrols leads to less evening trade, after about 1 month.",
        "+  More patrols leads to less fear, which leads to more evening trade, after about 9 months.",
    ]


def test_the_json_lists_them_with_an_honest_count(folder):
    found = json.loads(called(folder, "--from", "patrols", "--to", "trade", "--max-length", "2", "--json").stdout)

    assert found == {
        "from": "patrols",
        "to": "trade",
        "pathways": [{"factors": ["patrols", "trade"], "sign": "-", "delay_months": 1.0, "disputed": False}],
        "max_length": 2,
        "longer_exist": True,
    }


def test_of_one_factor_what_is_before_and_behind_it_is_told(folder):
    assert json.loads(called(folder, "--from", "fear", "--json").stdout) == {
        "factor": "fear",
        "upstream": {"patrols": 1},
        "downstream": {"trade": 1},
    }
    assert called(folder, "--from", "trade").stdout.splitlines() == [
        "Acts on it, with the fewest links between: 2",
        "    1  Fear",
        "    1  Patrols",
        "It acts on, with the fewest links between: nothing",
    ]


def test_an_unknown_factor_is_refused_with_the_nearest(folder):
    fault = called(folder, "--from", "patrol", "--to", "trade").exception

    assert isinstance(fault, WrongUse)
    assert "patrols" in fault.mend
