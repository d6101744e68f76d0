"""`commonweal map gaps` and `commonweal map compare`, on a small folder written here."""

import json
import shutil

import pytest
from click.testing import CliRunner

from commonweal.cli.main import commonweal
from commonweal.errors import WrongUse

PLACE = 'name = "Test town"\nquestion = "?"\ngeography = ""\nstart = "2026-04"\nhorizon_years = 2\n'
FILES = {
    "place.toml": PLACE,
    "partners.csv": "id,name,sector\ncouncil,The council,council\npolice,The police,police\n",
    "people.csv": "id,partner,profession\nsergeant,police,policing\n",
    "ties.csv": "from,to,kind\ncouncil,police,works_with\n",
    "factors.csv": "id,name,kind\nlicences,Late licences,activity\ndrinking,Street drinking,cause\n"
    "calls,Calls,outcome\n",
    "actors.csv": "id,partner,factor,power\na1,council,licences,3\n",
    "links.csv": "from,to,sign,strength,delay,source,contributed_by\nlicences,drinking,+,weak,6,,council\n"
    "drinking,calls,+,weak,1,A report,council\ndrinking,calls,-,weak,1,A report,police\n",
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one").mkdir()
    for name, text in FILES.items():
        (tmp_path / "one" / name).write_text(text, encoding="utf-8")
    return tmp_path / "one"


def called(*words):
    return CliRunner().invoke(commonweal, ["map", *map(str, words)])


def told(*words):
    done = called(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_gaps_are_listed_by_their_kind(folder):
    found = told("gaps", folder)

    assert found["without_actor"] == ["drinking", "calls"]
    assert found["without_voice"] == [{"partner": "council", "lacks": ["person"]}]
    assert found["residents"] == "missing"
    assert [(link["from"], link["to"]) for link in found["without_evidence"]] == [("licences", "drinking")]
    assert found["without_measure"] == ["calls"]
    assert found["mandates"][0] == {
        "factor": "licences",
        "most": 3,
        "holders": [{"partner": "council", "power": 3}],
    }


def test_the_text_of_gaps_begins_with_people_and_ends_with_who_can_act(folder):
    printed = called("gaps", folder).output

    assert printed.startswith("- Residents are not at the table")
    assert "licences                          activity  council 3\n" in printed
    assert printed.endswith("calls                             outcome   nobody\n")


def test_without_another_version_all_rival_views_are_listed(folder):
    found = told("compare", folder)

    first = found["links"][0]
    assert (first["from"], first["to"], first["contested"], first["agreement"]) == ("drinking", "calls", "sign", 0.5)
    assert [(view["held_by"], view["sign"]) for view in first["views"]] == [(["council"], "+"), (["police"], "-")]
    assert found["contested"] == 1


def test_two_versions_are_compared_and_a_new_name_is_suggested(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "two")
    for name in ("factors.csv", "links.csv"):
        text = FILES[name].replace("drinking", "street-drinkers")
        (tmp_path / "two" / name).write_text(text, encoding="utf-8")

    found = told("compare", folder, tmp_path / "two")

    assert (found["factors"]["added"], found["factors"]["removed"]) == (["street-drinkers"], ["drinking"])
    assert found["suggested"] == [
        {"before": "drinking", "after": "street-drinkers", "likeness": pytest.approx(0.8, abs=0.06)}
    ]
    accepted = told("compare", folder, tmp_path / "two", "--same", "drinking=street-drinkers")
    assert accepted["links"] == {"added": [], "removed": [], "changed": []}
    assert accepted["factors"]["changed"][0]["changes"] == [
        {"column": "name", "before": "Street drinking", "after": "Street street-drinkers"}
    ]


def test_two_views_are_compared_by_who_holds_them(folder):
    found = told("compare", folder, "--view", "council", "--view", "police")

    (changed,) = found["links"]["changed"]
    assert changed["changes"] == [{"column": "sign", "before": "+", "after": "-"}]
    assert "The council says the same way (+), The police against each other (-)." in found["advice"][0]


@pytest.mark.parametrize(
    "words", [("--view", "council"), ("--view", "council", "--view", "fire"), ("--same", "drinking", "other")]
)
def test_wrong_use_is_told_with_its_mend(folder, words):
    where = [folder if word == "other" else word for word in words]

    done = called("compare", folder, *where)

    assert isinstance(done.exception, WrongUse)
    assert done.exception.mend
