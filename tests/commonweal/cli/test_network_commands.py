"""`commonweal map network`, `brokerage` and `drift`, on a small folder written here."""

import json

import pytest
from click.testing import CliRunner

from commonweal.cli.main import commonweal

PLACE = 'name = "Test town"\nquestion = "?"\ngeography = ""\nstart = "2026-04"\nhorizon_years = 2\n'
FILES = {
    "place.toml": PLACE,
    "partners.csv": "id,name,sector,geography\ncouncil,The council,council,E1\ntrust,The trust,health,E1\n"
    "gp,The practice,health,E2\ncharity,The charity,voluntary,\n",
    "ties.csv": "from,to,kind,since,until\ncouncil,trust,works_with,,\ntrust,gp,refers_to,,\ngp,trust,works_with,,\n"
    "charity,council,advises,,\ncharity,gp,advises,2020-01-01,2021-01-01\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path)


def called(*words):
    return CliRunner().invoke(commonweal, ["map", *words])


def told(*words):
    done = called(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_network_has_the_keys_that_others_rely_on(folder):
    found = told("network", folder, "--by", "sector")

    # By hand: council-trust and charity-council cross, trust-gp and gp-trust stay; 4 of the 12 ordered pairs.
    assert (found["n"], found["ties"], found["density"]) == (4, 4, pytest.approx(1 / 3))
    assert found["ei"]["observed"] == 0.0
    # Of the 6 pairs of nodes one is within health: chance gives (5 - 1) / 6.
    assert found["ei"]["expected"] == pytest.approx(2 / 3)
    assert 0 <= found["ei"]["percentile"] <= 100
    council = found["nodes"][0]
    assert {key: council[key] for key in ("id", "group", "degree", "betweenness", "constraint")} == {
        "id": "council",
        "group": "council",
        "degree": 2,
        "betweenness": 2.0,
        "constraint": 0.5,
    }
    assert {point["id"]: point["pieces"] for point in found["cut_points"]} == {
        "council": [["trust", "gp"], ["charity"]],
        "trust": [["council", "charity"], ["gp"]],
    }


def test_brokerage_has_the_keys_that_others_rely_on(folder):
    found = told("brokerage", folder, "--by", "sector")

    roles = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")
    council = next(node for node in found["nodes"] if node["id"] == "council")
    # charity → council → trust, and council → trust → gp.
    assert [council[role] for role in roles] == [0, 0, 0, 0, 1, 1]
    assert [found["network"][role] for role in roles] == [0, 0, 0, 1, 1, 2]
    assert set(council["z"]) == set(roles)
    assert council["group"] == "council"


def test_a_day_in_the_past_is_looked_at_as_it_was(folder):
    assert told("network", folder, "--on", "2020-06-01")["ties"] == 5


def test_both_ways_reads_ties_without_direction(folder):
    found = told("network", folder, "--both-ways")

    assert (found["ties"], found["directed"]) == (3, False)


def test_the_same_seed_gives_the_same_document(folder):
    assert told("network", folder, "--seed", "7") == told("network", folder, "--seed", "7")


def test_what_is_not_known_is_null_and_never_a_number(folder):
    found = told("brokerage", folder, "--by", "geography")

    charity = found["nodes"][3]
    assert (charity["group"], charity["total"], charity["z"]["total"]) == ("", None, None)
    assert found["left_out"] == 1


def test_the_text_reads_as_advice_first(folder):
    printed = called("network", folder).output

    assert printed.startswith("- Ties cross from one sector to another about as often as chance alone")
    assert "- The council is the only bridge between The charity and the other 2; if it left" in printed


def test_the_text_of_brokerage_names_the_busiest(folder):
    assert (
        "stands most often between two who have no tie of their own: 1 of 2 times."
        in called("brokerage", folder).output
    )


def test_drift_lists_its_snapshots_and_alerts(folder):
    found = told("drift", folder, "--on", "2020-06-01", "--on", "2022-06-01")

    assert [(shot["day"], shot["ties"]) for shot in found["snapshots"]] == [("2020-06-01", 5), ("2022-06-01", 4)]
    assert found["alerts"] == []


def test_drift_without_days_goes_year_by_year(folder):
    days = [shot["day"] for shot in told("drift", folder)["snapshots"]]

    assert days[0] == "2021-01-01"


def test_a_place_without_partners_is_no_error(tmp_path):
    (tmp_path / "place.toml").write_text(PLACE, encoding="utf-8")

    for command in ("network", "brokerage", "drift"):
        assert called(command, str(tmp_path)).exit_code == 0
        assert called(command, str(tmp_path), "--json").exit_code == 0


def test_an_unknown_grouping_is_refused_with_those_that_exist(folder):
    done = called("network", folder, "--by", "colour")

    assert done.exit_code == 2
    assert "'sector', 'organisation', 'profession', 'geography', 'kind'" in done.output
