"""`commonweal invest share`: what it reads, refuses and says."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonweal.cli.main import commonweal
from commonweal.errors import FaultyInput

GAMES = Path(__file__).parents[2] / "data" / "games" / "games.json"
RUNWAY = {"A": 8, "B": 11, "C": 13, "AB": 11, "AC": 13, "BC": 13, "ABC": 13}


@pytest.fixture
def share(tmp_path):
    """Run the command on a game; a text is written as it stands."""

    def run(game, *options: str):
        path = tmp_path / "game.json"
        path.write_bytes(game if isinstance(game, bytes) else json.dumps(game).encode())
        return CliRunner().invoke(commonweal, ["invest", "share", "--game", str(path), *options])

    return run


def game(characteristic: object, players: object = ("A", "B", "C"), kind: object = "cost") -> dict[str, object]:
    return {"players": players, "kind": kind, "characteristic": characteristic}


def problems(result) -> list[str]:
    """What a run refused, a line a fault, without the file's path."""
    assert isinstance(result.exception, FaultyInput)
    return [f"{fault.column}: {fault.problem}" for fault in result.exception.faults]


def test_the_json_has_the_keys_of_the_contract(share):
    skane = json.loads(GAMES.read_text(encoding="utf-8"))[0]

    document = json.loads(share(skane, "--json").stdout)

    assert list(document) == ["shapley", "nucleolus", "in_core", "blocking", "core_empty"]
    assert document["shapley"]["M"] == pytest.approx(16.945833, abs=1e-6)
    assert document["nucleolus"]["K"] == pytest.approx(4.996667, abs=1e-6)
    assert document["in_core"] == {"shapley": False, "nucleolus": True}
    assert document["blocking"]["shapley"] == {"group": ["H", "K", "L"], "by": pytest.approx(0.4275)}
    assert document["blocking"]["nucleolus"] is None
    assert document["core_empty"] is False


def test_without_a_nucleolus_the_json_says_why(share):
    document = json.loads(share(game({"A": 1, "B": 1, "AB": 3}, ["A", "B"]), "--json").stdout)

    assert document["nucleolus"] is None
    assert document["nucleolus_reason"] == (
        "apart the players would pay 2.0000 in all, less than the 3.0000 they pay together"
    )
    assert document["in_core"] == {"shapley": False, "nucleolus": None}
    assert document["core_empty"] is True


def test_people_get_a_table_and_what_it_means(share):
    skane = json.loads(GAMES.read_text(encoding="utf-8"))[0]

    result = share(skane)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == ["Alone", "Shapley", "Nucleolus"]
    assert result.stdout.splitlines()[1].split() == ["A", "21.95", "20.01", "20.35"]
    assert "Shapley: H, K and L would pay 0.43 less by themselves." in result.stdout
    assert "Nucleolus: no group would do better alone." in result.stdout
    assert "The core is not empty" in result.stdout


def test_people_are_told_why_there_is_no_nucleolus(share):
    result = share(game({"A": 1, "B": 1, "AB": 1}, ["A", "B"], "value"))

    assert "Shapley: A would have 0.5000 more by itself." in result.stdout
    assert "Nucleolus: none, because apart the players would have 2.0000 in all" in result.stdout
    assert "The core is empty" in result.stdout


def test_a_single_player_is_a_game(share):
    document = json.loads(share(game({"council": -5}, ["council"], "value"), "--json").stdout)

    assert document["shapley"] == document["nucleolus"] == {"council": -5.0}
    assert document["in_core"] == {"shapley": True, "nucleolus": True}


def test_profit_is_another_word_for_value(share):
    document = json.loads(share(game({"A": 0, "B": 0, "AB": 4}, ["A", "B"], "profit"), "--json").stdout)

    assert document["shapley"] == {"A": 2.0, "B": 2.0}


@pytest.mark.parametrize("mark", [",", "+", "|", ";", "&", "-", " ", ", ", " + ", ""])
def test_players_of_a_group_may_be_joined_in_many_ways(share, mark):
    pair = mark.join(["north-west", "south", "east"])
    table = {"north-west": 1, "south": 1, "east": 1, "south+east": 2, f"south{mark}north-west": 2, "east+north-west": 2}

    result = share(game(table | {pair: 6}, ["north-west", "south", "east"], "value"), "--json")

    assert json.loads(result.stdout)["shapley"] == {"north-west": 2.0, "south": 2.0, "east": 2.0}


def test_the_order_within_a_group_is_free(share):
    mixed = {"A": 8, "B": 11, "C": 13, "BA": 11, "CA": 13, "CB": 13, "BCA": 13}

    assert share(game(mixed), "--json").stdout == share(game(RUNWAY), "--json").stdout


def test_nobody_may_stand_in_the_table_with_nothing(share):
    assert share(game({"": 0} | RUNWAY), "--json").stdout == share(game(RUNWAY), "--json").stdout


def test_numbers_may_name_players(share):
    document = json.loads(share(game({"1": 0, "2": 0, "12": 4}, [1, 2], "value"), "--json").stdout)

    assert document["shapley"] == {"1": 2.0, "2": 2.0}


def test_a_byte_order_mark_does_no_harm(share):
    with_mark = b"\xef\xbb\xbf" + json.dumps(game(RUNWAY)).encode()

    assert share(with_mark, "--json").stdout == share(game(RUNWAY), "--json").stdout


def test_all_faults_are_told_together(share):
    table = b'{"A": 1, "A": 2, "AB": 3, "BA": 4, "AX": 1, "BB": 2, "C": "n/a", "": 1, "BC": true, "ABC": NaN}'
    result = share(b'{"players": ["A", "B", "C"], "kind": "gain", "characteristic": ' + table + b"}")

    assert problems(result) == [
        "kind: a game is of cost or of value",
        'characteristic "A": stands there twice',
        'characteristic "C": "n/a" is not a number',
        'characteristic "": nobody\'s amount is 0',
        'characteristic "BC": true is not a number',
        'characteristic "ABC": is not a number that can be counted with',
        'characteristic "BA": is the same group as "AB"',
        'characteristic "AX": is not a group of A, B and C',
        'characteristic "BB": is not a group of A, B and C',
        "characteristic: there is no amount for B and AC",
    ]


@pytest.mark.parametrize(
    ("players", "problem"),
    [
        ([], "players: there are none"),
        (None, "players: there are none"),
        ("ABC", "players: there are none"),
        (["A", ""], "players: an id is not a text"),
        (["A", None], "players: an id is not a text"),
        (["A", "B", "A"], "players: A stands there twice"),
        ([f"p{number}" for number in range(21)], "players: there are 21"),
    ],
)
def test_players_that_are_none_are_refused(share, players, problem):
    result = share(game({"A": 1}, players))

    assert any(line.startswith(problem) for line in problems(result))


def test_a_large_table_with_gaps_says_how_many(share):
    players = [f"p{number}" for number in range(17)]

    result = share(game(dict.fromkeys(players, 1), players))

    assert problems(result) == [
        "characteristic: there is no amount for p0+p1, p0+p2, p1+p2, p0+p3, p1+p3 and 131,049 more"
    ]


def test_a_key_with_two_readings_is_refused(share):
    table = {"a": 1, "ab": 1, "b": 1, "bc": 1, "c": 1, "abc": 1}

    result = share(game(table, ["a", "ab", "b", "bc", "c"]))

    assert 'characteristic "abc": can be read as more than one group' in problems(result)


@pytest.mark.parametrize("table", [None, [], [["A", 1]], "A"])
def test_a_table_that_is_none_is_refused(share, table):
    assert problems(share(game(table))) == ["characteristic: there is no table of groups"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is not JSON"),
        (b'{"players": [', "is not JSON"),
        (b"[]", "is not one game"),
        (b"3", "is not one game"),
        (b'{"kind": "cost", "kind": "value"}', "has kind twice"),
        (b'{"players": ["\xe9"]}', "is not JSON that can be read"),
        (b"[" * 100_000, "is not JSON that can be read"),
    ],
)
def test_a_file_that_is_no_game_is_refused(share, content, problem):
    result = share(content)

    assert isinstance(result.exception, FaultyInput)
    assert problem in str(result.exception)


def test_a_list_of_games_is_refused(share):
    assert "Put one game into the file" in str(share(json.loads(GAMES.read_text(encoding="utf-8"))).exception)


@pytest.mark.parametrize("name", ["absent.json", "."])
def test_a_file_that_cannot_be_read_exits_with_3_and_a_plain_line(tmp_path, name):
    command = [sys.executable, "-m", "commonweal.cli.main", "invest", "share", "--game", str(tmp_path / name), "--json"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 3
    assert done.stdout == ""
    assert "cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_json_is_all_there_is_on_standard_output(tmp_path):
    path = tmp_path / "game.json"
    path.write_text(json.dumps(game(RUNWAY)), encoding="utf-8")
    command = [sys.executable, "-m", "commonweal.cli.main", "invest", "share", "--game", str(path), "--json"]

    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert json.loads(done.stdout)["core_empty"] is False
    assert done.stderr == ""
