"""`commonweal simulate run`, on small folders written here."""

import json

import pytest
from click.testing import CliRunner

from commonweal.cli.simulate import run
from commonweal.errors import LoopWithoutDelay, WrongUse

PLACE = """name = "Test town"
question = "What helps?"
geography = "E00000001"
start = "2026-04"
horizon_years = 2
"""
FILES = {
    "place.toml": PLACE,
    "partners.csv": "id,name,sector\ncouncil,Council,council\npolice,Police,police\n",
    "factors.csv": "id,name,kind,unit,per,better,baseline\n"
    "drinking,Drinking,cause,index,,lower,50\nae,A&E,outcome,people,month,lower,1000\ntrust,Trust,cause,index,,,10\n",
    "links.csv": "from,to,sign,elasticity,delay,contributed_by\n"
    "drinking,ae,+,0.5,0,council\ndrinking,trust,-,0.2,3,council\ndrinking,trust,+,0.2,3,police\n",
    "options.csv": "id,name,lead,start,requires,excludes\nhub,Hub,council,0,,\n"
    "bus,Bus,council,0,hub,\nban,Ban,council,0,,hub\n",
    "effects.csv": "option,factor,change_low,change,change_high,ramp_months\nhub,drinking,-0.3,-0.19,-0.1,6\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def called(folder, *words):
    return CliRunner().invoke(run, [str(folder), *words])


def document(folder, *words):
    done = called(folder, *words, "--json")
    assert done.exception is None, done.exception
    return json.loads(done.stdout)


def test_the_json_has_every_key_of_the_contract(folder):
    found = document(folder, "--runs", "20")

    assert {"months", "factors", "improving", "warnings", "tested"} <= found.keys()
    assert found["months"] == list(range(25))
    assert found["tested"] == {"drinking": "never", "ae": "never", "trust": "never"}
    assert {name: len(found["factors"]["ae"][name]) for name in ("median", "low", "high")} == {
        "median": 25, "low": 25, "high": 25,
    }  # fmt: skip
    assert (found["seed"], found["runs"], found["plan"]) == (1, 20, [])


def test_the_likely_run_is_a_hand_calculation(folder):
    # 19 % less drinking after 6 months; elasticity 0.5: 1000 x 0.81 ** 0.5 = 900.
    found = document(folder, "--likely", "--plan", "hub", "--months", "8")

    spread = found["factors"]["ae"]
    assert spread["median"][8] == pytest.approx(900.0)
    assert spread["low"] == spread["median"] == spread["high"]
    assert found["improving"] == {"drinking": 1.0, "ae": 1.0}
    assert (found["runs"], found["seed"]) == (1, None)


def test_nothing_improves_by_itself_here(folder):
    assert document(folder, "--runs", "10")["improving"] == {"drinking": 0.0, "ae": 0.0}


def test_the_same_seed_gives_the_same_numbers(folder):
    one, same, other = (document(folder, "--runs", "9", "--plan", "hub", "--seed", seed) for seed in "778")

    assert one == same
    assert one["factors"] != other["factors"]


def test_a_disputed_link_is_named(folder):
    assert any("drinking → trust (1 say +, 1 say -)" in warning for warning in document(folder)["warnings"])


def test_a_plan_that_breaks_its_own_rules_is_run_with_a_warning(folder):
    warnings = document(folder, "--runs", "5", "--plan", "bus")["warnings"]
    both = document(folder, "--runs", "5", "--plan", "hub, ban")["warnings"]

    assert "the plan has bus without hub, which it requires" in warnings
    assert "the plan has ban with hub, which it excludes" in both


def test_an_unknown_option_is_refused_with_the_nearest(folder):
    error = called(folder, "--plan", "hubb").exception

    assert isinstance(error, WrongUse)
    assert 'Did you mean "hub"?' in str(error)


def test_runs_that_do_not_fit_the_memory_are_refused(folder):
    error = called(folder, "--runs", "100000000").exception

    assert isinstance(error, WrongUse)
    assert "Ask for 3,333,333 at the most." in str(error)


def test_a_loop_without_delay_cannot_be_answered(folder):
    with (folder / "links.csv").open("a", encoding="utf-8") as links:
        links.write("ae,drinking,+,0.1,0,council\n")

    error = called(folder).exception

    assert isinstance(error, LoopWithoutDelay)
    assert error.exit_code == 4


def test_a_runaway_is_told_before_anything_is_run(folder):
    with (folder / "links.csv").open("a", encoding="utf-8") as links:
        links.write("ae,drinking,+,2.5,6,council\n")

    printed = called(folder, "--runs", "5", "--plan", "hub").output

    assert "runaway loop: ae → drinking → ae returns 1.25 times" in printed
    assert printed.index("runaway") < printed.index("better than without the plan")


def test_the_screen_says_what_it_is(folder):
    printed = called(folder, "--runs", "5", "--plan", "hub").output

    assert "What if, not a forecast" in printed
    assert "No factor has been tested against its history." in printed
    assert "ae" in printed
    assert "all" in printed


def test_a_place_without_factors_has_nothing_to_show(tmp_path):
    (tmp_path / "place.toml").write_text(PLACE, encoding="utf-8")

    assert document(tmp_path, "--runs", "3")["factors"] == {}
    assert called(tmp_path, "--runs", "3").exception is None
