"""Cooperative games from the literature: see tests/data/games/SOURCE.md."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from commonweal.investment.games import in_core, shapley
from commonweal.investment.nucleolus import core_is_empty, nucleolus
from commonweal.investment.schema import Blocking, Game

ENTRIES = json.loads((Path(__file__).parents[1] / "data" / "games" / "games.json").read_text(encoding="utf-8"))
WITHOUT_IMPUTATION = "Weighted voting 50/49/1 quota 1"


def entry_named(start: str) -> dict:
    return next(entry for entry in ENTRIES if entry["name"].startswith(start))


def game_of(entry: dict) -> Game:
    players = tuple(entry["players"])
    values = np.zeros(1 << len(players))
    for key, value in entry["characteristic"].items():
        values[sum(1 << players.index(player) for player in key)] = value
    return Game(players, values, "cost" if entry["kind"] == "cost" else "value")


def published(entry: dict, rule: str) -> list[float] | None:
    """Printed figures, whose fractions stand as "33 1/3"; the key may say more than the rule's name."""
    printed = next((shares for key, shares in entry["published"].items() if key.split("(")[0] == rule), None)
    return printed and [float(sum(Fraction(part) for part in str(share).split())) for share in printed]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_the_shapley_value_is_the_published_one(entry):
    expected = published(entry, "shapley") or published(entry, "shapley_shubik") or entry["computed_here"]["shapley"]

    shares = shapley(game_of(entry))

    assert shares.tolist() == pytest.approx(expected, abs=0.0061)  # Skane's M is printed 16.94 for 16.946
    assert shares.tolist() == pytest.approx(entry["computed_here"]["shapley"], abs=6e-7)


@pytest.mark.parametrize(
    "entry", [entry for entry in ENTRIES if entry["name"] != WITHOUT_IMPUTATION], ids=lambda entry: entry["name"]
)
def test_the_nucleolus_is_the_published_one(entry):
    expected = published(entry, "nucleolus") or entry["computed_here"]["nucleolus"]

    shares = nucleolus(game_of(entry))

    assert shares.tolist() == pytest.approx(expected, abs=0.005)
    assert shares.tolist() == pytest.approx(entry["computed_here"]["nucleolus"], abs=6e-7)


def test_a_game_without_imputation_has_no_nucleolus():
    game = game_of(entry_named(WITHOUT_IMPUTATION))

    assert nucleolus(game) is None
    assert core_is_empty(game)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_the_shapley_value_is_in_the_core_where_it_is_said_to_be(entry):
    game = game_of(entry)

    assert (in_core(game, shapley(game)) is None) == entry["computed_here"]["shapley_in_core"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_the_nucleolus_is_in_the_core_unless_the_core_is_empty(entry):
    game = game_of(entry)

    shares = nucleolus(game)

    assert core_is_empty(game) == (shares is None or in_core(game, shares) is not None)


def test_three_of_the_skane_councils_would_leave_the_shapley_value():
    # Young, Okada and Hashimoto (1982): H, K and L alone pay 27.26, and 10.71 + 6.61 + 10.37 = 27.69 by Shapley.
    game = game_of(entry_named("Skane"))

    blocking = in_core(game, shapley(game))

    assert blocking == Blocking(group=("H", "K", "L"), by=pytest.approx(0.4275, abs=1e-9))


def test_the_runway_is_shared_by_the_formula_for_airports():
    # Littlechild (1974): the least first share is min(8/2, 11/3, 13/4, 18/4) = 3.25, for A, B and C alike.
    game = game_of(entry_named("Airport"))

    assert nucleolus(game).tolist() == pytest.approx([3.25, 3.25, 3.25, 8.25])
