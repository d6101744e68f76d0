"""`commonweal invest appraise`, on the hub of tests/worked/places and on folders changed from it."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonweal.cli.invest.appraise import appraise
from commonweal.errors import CannotAnswer, FaultyInput, WrongUse

HUB = Path(__file__).parents[2] / "worked" / "places" / "hub"


@pytest.fixture
def hub(tmp_path):
    """A copy of the hub, to be changed."""
    return Path(shutil.copytree(HUB, tmp_path / "hub"))


def run(*words):
    return CliRunner().invoke(appraise, [str(word) for word in words])


def document(*words):
    done = run(*words, "--json")
    assert done.exception is None
    return json.loads(done.stdout)


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_json_has_every_key_of_the_contract():
    found = document(HUB)

    assert set(found) >= {
        "discount_factors", "costs", "benefits", "npbi", "froi", "froi_cashable", "nppv", "bcr", "payback_year",
        "payback_year_cashable", "partners", "lines", "largest_line", "warnings", "unverified",
    }  # fmt: skip
    assert set(found["costs"]) == {"public", "budget"}
    assert set(found["benefits"]) == {"fiscal", "cashable", "economic", "social"}
    assert set(found["partners"]["council"]) >= {"pays", "gains_fiscal", "gains_cashable", "net"}
    assert set(found["lines"][0]) >= {"name", "pv"}


def test_the_json_has_the_hubs_figures_unrounded():
    found = document(HUB)

    assert found["npbi"] == pytest.approx(-696_758.27, abs=0.005)
    assert found["nppv"] == pytest.approx(3_005_933.19, abs=0.005)
    assert found["payback_year_cashable"] is None
    assert found["unverified"] == ["grades"]


def test_both_readings_of_deadweight_are_given():
    # By hand, of the population: impact less 0.25 instead of three quarters of it, so the A&E line grows by
    # 1.25 / 1.125, ambulance by 0.55 / 0.6, ASB by 1.75 / 1.5, and wellbeing falls to 0.05 / 0.225.
    gains = 354_930.29 * 1.25 / 1.125 + 128_848.64 * 0.55 / 0.6 + 745_651.86 * 1.75 / 1.5 + 2_326_433.81 * 0.05 / 0.225
    expected = gains + 110_466.94 + 55_233.47 - 715_631.82

    found = document(HUB)["nppv_by_deadweight_basis"]

    assert found["of_impact"] == pytest.approx(3_005_933.19, abs=0.005)
    assert found["of_population"] == pytest.approx(expected, abs=0.05)


def test_the_screen_says_in_words_whether_it_saves():
    shown = run(HUB).stdout

    assert "a saving of £697k    a cost of £225k" in shown
    assert "63% of the benefits is one line, Wellbeing" in shown
    assert "Not verified at their source: grades of evidence" in shown
    assert "Voluntary partner £72,492" in shown


def test_the_screen_is_one_screen():
    lines = run(HUB).stdout.splitlines()

    assert len(lines) <= 40
    assert max(map(len, lines)) <= 110


def test_one_option_can_be_appraised_alone(hub):
    (hub / "costs.csv").write_text(
        "option,partner,year,kind,amount\nhub,council,0,revenue,10\nbus,council,0,revenue,5\n"
    )
    (hub / "options.csv").write_text("id,name,lead\nhub,Hub,council\nbus,Night bus,council\n")

    assert document(hub)["costs"]["budget"] == 15
    assert document(hub, "--option", "bus")["costs"]["budget"] == 5
    assert document(hub, "--option", "bus", "--option", "hub")["costs"]["budget"] == 15


def test_an_unknown_option_is_wrong_use():
    done = run(HUB, "--option", "hob")

    assert isinstance(done.exception, WrongUse)
    assert "Did you mean hub?" in str(done.exception)


def test_a_folder_that_is_no_place_is_faulty(tmp_path):
    assert isinstance(run(tmp_path).exception, FaultyInput)


def test_a_price_year_outside_the_deflators_cannot_be_answered(hub):
    change(hub / "place.toml", 'rates = "green-book"', 'rates = "green-book"\nprice_year = 2024')
    change(hub / "benefits.csv", "280,,", "280,1950,")

    assert isinstance(run(hub).exception, CannotAnswer)


@pytest.mark.parametrize("gone", [["costs.csv"], ["benefits.csv"], ["costs.csv", "benefits.csv"]])
def test_a_place_without_costs_or_benefits_is_appraised_all_the_same(hub, gone):
    for name in gone:
        (hub / name).unlink()

    found, shown = document(hub), run(hub)

    assert shown.exit_code == 0
    assert (found["bcr"] is None) == ("costs.csv" in gone)
    assert (found["largest_line"] is None) == ("benefits.csv" in gone)


def test_a_benefit_left_out_is_told_with_its_reason(hub):
    change(hub / "benefits.csv", "icb,1,0.2,4,,", "icb,1,0.2,4,acute,")
    change(hub / "benefits.csv", "icb,1,0.1,5,,", "icb,1,0.1,5,acute,")

    (left_out,) = document(hub)["left_out"]

    assert (left_out["name"], left_out["pv"]) == ("Ambulance call-outs", pytest.approx(128_848.64, abs=0.005))
    assert (
        'Left out of hub: Ambulance call-outs (£128,849): it counts the same thing (acute) as "A&E' in run(hub).stdout
    )


def test_a_place_may_bring_rates_of_its_own(hub):
    (hub / "parameters").mkdir()
    (hub / "parameters" / "discount_rates.csv").write_text(
        "name,first,last,rate,source,dated,verified\ngreen-book,0,,0,agreed by the partners,2026-04-01,no\n"
    )

    found = document(hub)

    assert found["discount_factors"] == [1, 1, 1, 1, 1]
    assert found["unverified"] == ["discount_rates", "grades"]


@pytest.fixture
def mapped(hub):
    """The hub with a map: 100 visits a month, lowered by 10 % at once and for good, each at £200."""
    (hub / "factors.csv").write_text(
        "id,name,kind,unit,per,better,baseline\nae,A&E,outcome,visits,month,lower,100\nmood,Mood,outcome,points,,higher,5\n"
    )
    (hub / "effects.csv").write_text("option,factor,change,ramp_months\nhub,ae,-0.1,0\nhub,mood,0.2,0\n")
    (hub / "valuations.csv").write_text(
        "factor,name,value_per_unit,kind,bearer,share,cashable,grade,source\n"
        "ae,A&E by the map,200,fiscal,icb,1,0.5,1,invented\n"
        "mood,Mood by the map,1000,social,residents,1,0,1,invented\n"
    )
    (hub / "benefits.csv").unlink()
    return hub


def test_what_the_map_changes_is_valued_at_the_likely_run(mapped):
    # 10 visits fewer in each of 12 months at £200, and one point more all year at £1,000.
    found = document(mapped)
    factors = sum(found["discount_factors"])

    assert {line["name"]: line["pv"] for line in found["lines"]} == pytest.approx(
        {"A&E by the map": 24_000 * factors, "Mood by the map": 1_000 * factors}
    )
    assert found["benefits"]["cashable"] == pytest.approx(12_000 * factors)
    assert found["partners"]["icb"]["gains_fiscal"] == pytest.approx(24_000 * factors)
    assert {line["source"] for line in found["lines"]} == {"map, likely values"}


def test_an_option_that_starts_later_changes_the_map_later(mapped):
    (mapped / "options.csv").write_text("id,name,lead,start\nhub,Hub,council,24\n")

    found = document(mapped)

    assert found["lines"][0]["pv"] == pytest.approx(24_000 * sum(found["discount_factors"][2:]))


def test_what_comes_from_the_map_says_what_if(mapped):
    assert "one run at its likely values: what if, not a forecast" in run(mapped).stdout


def test_prices_without_any_effect_change_nothing(mapped):
    (mapped / "effects.csv").unlink()

    assert document(mapped)["lines"] == []
