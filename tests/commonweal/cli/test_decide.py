"""`commonweal decide`: the contract of its JSON, its page, its papers and its refusals."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PLYMOUTH = ROOT / "examples" / "plymouth"
HUB = ROOT / "tests" / "worked" / "places" / "hub"


def decide(*words):
    program = [sys.executable, "-W", "error", "-m", "commonweal.cli.main", "decide", *map(str, words)]
    return subprocess.run(program, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.fixture(scope="module")
def plymouth():
    done = decide(PLYMOUTH, "--runs", 200, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_json_has_the_keys_that_others_rely_on(plymouth):
    assert {"place", "seed", "runs", "objective", "portfolio", "partners", "shares", "promises"} <= set(plymouth)
    assert {"options", "core_index", "cost", "npv", "chance_of_loss"} <= set(plymouth["portfolio"])
    assert set(plymouth["portfolio"]["npv"]) == {"mean", "low", "high"}
    assert set(plymouth["shares"]) == {"today", "equal", "proportional", "shapley", "nucleolus"}
    assert {"factor", "measure", "by", "low", "expected", "high"} <= set(plymouth["promises"][0])
    assert set(plymouth["largest_line"]) == {"name", "share"}
    assert isinstance(plymouth["warnings"], list)


def test_the_net_of_the_partners_adds_up_to_that_of_every_rule(plymouth):
    total = sum(account["net"] for account in plymouth["partners"].values())

    for rule, share in plymouth["shares"].items():
        assert sum(share["net"].values()) == pytest.approx(total), rule


def test_transfers_lead_from_todays_net_to_that_of_the_rule(plymouth):
    today = plymouth["shares"]["today"]["net"]

    for share in plymouth["shares"].values():
        settled = dict(today)
        for move in share["transfers"]:
            settled[move["from"]] -= move["amount"]
            settled[move["to"]] += move["amount"]
        assert settled == pytest.approx(share["net"], abs=0.05)


def test_the_hub_alone_is_worth_what_the_appraisal_says():
    done = decide(HUB, "--runs", 20, "--json")

    decision = json.loads(done.stdout)

    # methods: the golden appraisal A7, computed by hand
    assert decision["portfolio"]["npv"]["mean"] == pytest.approx(3_005_933.19, abs=0.01)
    assert decision["partners"]["council"]["net"] == pytest.approx(-39_058.47, abs=0.01)
    assert decision["portfolio"]["budget_cost"] == pytest.approx(643_139.47, abs=0.01)


def test_the_page_says_the_choice_who_pays_what_is_promised_and_what_could_go_wrong():
    done = decide(PLYMOUTH, "--runs", 50)

    assert done.returncode == 0
    for heading in ("What we would do", "Who pays, who gains", "What we promise", "what could go wrong"):
        assert heading in done.stdout
    assert "What if, not a forecast" in done.stdout
    assert len(done.stdout.splitlines()) <= 66  # a page of A4


def test_both_papers_are_written(tmp_path):
    word, web = tmp_path / "paper.docx", tmp_path / "paper.html"

    done = decide(HUB, "--runs", 20, "--paper", word, "--paper", web)

    assert done.returncode == 0, done.stderr
    assert word.read_bytes()[:2] == b"PK"
    assert web.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--objective", "best"], 2, 'no objective "best".*public-value'),
        (["--paper", "paper.pdf"], 2, r"neither a Word file nor a page.*\.docx"),
        (["--paper", "nowhere/paper.docx"], 2, "does not exist"),
        (["--runs", "0"], 2, "runs"),
    ],
)
def test_wrong_use_is_told_with_its_mend(words, code, said):
    done = decide(HUB, *words)

    assert done.returncode == code
    assert done.stdout == ""
    assert re.search(said, done.stderr.replace("\n", " "))


def test_a_folder_that_is_not_a_place_is_faulty_input(tmp_path):
    done = decide(tmp_path)

    assert done.returncode == 3
    assert "place.toml" in done.stderr


def test_a_place_with_nothing_to_choose_from_does_nothing_new(tmp_path):
    start = 'name = "Bare"\nquestion = "What now?"\ngeography = "E06000026"\nstart = "2026-04"\nhorizon_years = 3\n'
    (tmp_path / "place.toml").write_text(start, encoding="utf-8")

    done = decide(tmp_path, "--json")

    decision = json.loads(done.stdout)
    assert done.returncode == 0
    assert decision["portfolio"]["options"] == []
    assert decision["portfolio"]["npv"]["mean"] == 0
    assert decision["promises"] == []
