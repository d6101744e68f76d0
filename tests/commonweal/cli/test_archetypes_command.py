"""`commonweal map archetypes`."""

import json

import pytest
from click.testing import CliRunner

from commonweal.cli.main import commonweal
from commonweal.errors import WrongUse
from commonweal.files.folder import read_place
from small_place import small_place


def run(*words):
    return CliRunner().invoke(commonweal, ["map", "archetypes", *map(str, words)], catch_exceptions=False)


def test_without_a_folder_the_patterns_are_listed_with_their_way_out():
    assert "Fixes that fail (fixes-that-fail; B, R)" in run().stdout
    assert len(json.loads(run("--json").stdout)["archetypes"]) == 8


def test_a_pattern_that_is_added_is_found_again(tmp_path):
    place = small_place(tmp_path)

    done = run(place, "--add", "shifting-the-burden")
    found = json.loads(run(place, "--json").stdout)

    assert done.stdout == "Shifting the burden: 4 new factors, 6 new links.\n"
    assert "shifting-the-burden" in {find["archetype"] for find in found["finds"]}
    assert "not a proof" in found["caution"]
    assert len(read_place(place).system_map.factors) == 8


def test_a_map_that_holds_none_says_so(tmp_path):
    assert run(small_place(tmp_path)).stdout == "No loops of this map lie as in a known pattern.\n"


def test_a_pattern_that_there_is_none_of_is_refused_with_those_that_are(tmp_path):
    with pytest.raises(WrongUse, match=r"there is no pattern doom\. Choose one of: fixes-that-fail"):
        run(small_place(tmp_path), "--add", "doom")


def test_a_pattern_needs_a_place_to_be_added_to():
    with pytest.raises(WrongUse, match="no place to add to"):
        run("--add", "escalation")
