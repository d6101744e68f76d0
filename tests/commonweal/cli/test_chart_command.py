"""`commonweal measures chart`, on the four-hour figures of Wirral's trust 2016-19 (tests/data/spc/SOURCE.md)."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonweal.cli.chart import chart
from commonweal.errors import FaultyInput, TooFewValues, WrongUse

EXPECTED = Path(__file__).parents[2] / "data" / "spc" / "expected" / "pilot_trusts_pct4h_target95.csv"

PLACE = (
    'name = "Wirral"\nquestion = "How do waits fall?"\ngeography = "E08000015"\nstart = 2019-04-01\nhorizon_years = 5\n'
)
FACTORS = "id,name,kind,unit,per,better,baseline\nwaits,Waits,outcome,%,,higher,70\n"
MEASURES = (
    "id,factor,name,unit,better,source,publisher,licence,frequency,lag_days,target,definition,profile\n"
    "four-hours,waits,Seen within four hours,%,higher,A&E attendances,NHS England,OGL v3,month,42,95,,nhsr022\n"
    "no-figures,waits,Never counted,%,,,,,month,,,,\n"
)


@pytest.fixture(scope="module")
def wirral():
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["f"] == "Wirral"]


@pytest.fixture
def folder(tmp_path, wirral):
    """A place with one series, every value as published."""
    (tmp_path / "series").mkdir()
    (tmp_path / "place.toml").write_text(PLACE, encoding="utf-8")
    (tmp_path / "factors.csv").write_text(FACTORS, encoding="utf-8")
    (tmp_path / "measures.csv").write_text(MEASURES, encoding="utf-8")
    write_series(tmp_path, [f"{row['x'][:7]},{row['y']}" for row in wirral])
    return tmp_path


def write_series(folder, lines):
    (folder / "series" / "four-hours.csv").write_text("\n".join(["period,value", *lines, ""]), encoding="utf-8")


def run(folder, *words):
    return CliRunner().invoke(chart, [str(folder), "--measure", *words])


def document(folder, *words):
    done = run(folder, "four-hours", "--json", *words)
    assert done.exception is None
    return json.loads(done.stdout)


def test_the_json_gives_what_the_r_package_gives(folder, wirral):
    found = document(folder)

    assert found["mean"] == pytest.approx(float(wirral[0]["mean_col"]), rel=1e-9)
    assert [found["lower"], found["upper"]] == pytest.approx(
        [float(wirral[0][key]) for key in ("lpl", "upl")], rel=1e-9
    )
    assert [point["period"] for point in found["points"]] == [row["x"][:7] for row in wirral]
    kinds = [row["point_type"].removeprefix("special_cause_").removesuffix("_cause") for row in wirral]
    assert [point["kind"] for point in found["points"]] == kinds
    assert (found["variation"], found["assurance"], found["gaps"]) == ("concern-low", "fails", [])


def test_every_point_has_the_keys_of_the_contract(folder):
    points = document(folder)["points"]

    assert all({"period", "value", "mean", "lower", "upper", "kind", "rules"} <= point.keys() for point in points)
    assert points[2]["rules"] == ["above-upper-limit", "shift-high"]


def test_another_profile_can_be_asked_for(folder):
    assert document(folder)["profile"] == "nhsr022"
    assert document(folder, "--profile", "mdc2023")["profile"] == "mdc2023"


def test_gaps_are_told_and_have_no_point(folder, wirral):
    kept = [f"{row['x'][:7]},{'' if at == 5 else row['y']}" for at, row in enumerate(wirral) if at != 9]
    write_series(folder, kept)

    found, page = document(folder), run(folder, "four-hours").stdout

    assert found["gaps"] == ["2016-09", "2017-01"]
    assert len(found["points"]) == 34
    assert "Missing: 2016-09 and 2017-01." in page
    assert "▆▅▇██·" in page


def test_a_long_list_of_gaps_is_counted(folder, wirral):
    write_series(folder, [f"{row['x'][:7]},{row['y']}" for at, row in enumerate(wirral) if at < 10 or at > 19])

    assert "Missing: 10 periods between 2017-02 and 2017-11 (--json lists them)." in run(folder, "four-hours").stdout


def test_a_rebase_of_the_folder_starts_a_phase(folder):
    events = "date,text,factor,measure,kind\n2017-09-01,New treatment centre,,four-hours,rebase\n"
    (folder / "events.csv").write_text(events, encoding="utf-8")

    found, page = document(folder), run(folder, "four-hours").stdout

    assert [(phase["first"], phase["last"], phase["values"]) for phase in found["phases"]] == [
        ("2016-04", "2017-08", 17),
        ("2017-09", "2019-03", 19),
    ]
    assert found["mean"] == found["phases"][1]["mean"] == found["points"][-1]["mean"]
    assert "from 2017-09 (New treatment centre)" in page


def test_the_page_says_which_rule_fired_the_target_and_the_source(folder):
    page = run(folder, "four-hours").stdout

    assert page.startswith(
        "Seen within four hours (%); higher is better\n36 values, 2016-04 to 2019-03; rules: nhsr022\n"
    )
    assert "Latest: 2019-03 was 66.7. A concern: low (7 or more values in a row below the mean)." in page
    assert "Target 95: consistently missed, as things stand." in page
    assert "2016-04 to 2016-11  improvement  above the upper limit; " in page
    assert page.endswith("Source: A&E attendances, NHS England, OGL v3\n")


def test_a_quiet_chart_says_so(folder):
    write_series(folder, [f"{2001 + at},{10 + 2 * (at % 2)}" for at in range(13)])

    page = run(folder, "four-hours").stdout

    assert "Nothing but common variation." in page
    assert "Signals: none." in page


def test_an_unknown_measure_is_refused_with_the_nearest_name(folder):
    near, far = run(folder, "four-hour"), run(folder, "zzz")

    assert isinstance(near.exception, WrongUse)
    assert 'Did you mean "four-hours"?' in str(near.exception)
    assert "The place has four-hours and no-figures." in str(far.exception)


def test_a_measure_without_enough_values_is_refused(folder):
    done = run(folder, "no-figures")

    assert isinstance(done.exception, TooFewValues)
    assert "no-figures: a chart needs 12 values and has 0" in str(done.exception)


def test_an_unknown_profile_is_wrong_use(folder):
    done = run(folder, "four-hours", "--profile", "wheeler")

    assert done.exit_code == 2
    assert "'mdc2023', 'nhsr022', 'custom'" in done.stderr


def test_a_setting_of_a_custom_profile_that_cannot_be_read_is_a_fault_of_the_folder(folder):
    header, first, *_ = MEASURES.splitlines()
    custom = f"{header},shift_length\n{first.replace('nhsr022', 'custom')},soon\n"
    (folder / "measures.csv").write_text(custom, encoding="utf-8")

    done = run(folder, "four-hours")

    assert isinstance(done.exception, FaultyInput)
    assert str(done.exception).startswith('measures.csv, column shift_length: "soon" is not a whole number')
