"""`commonweal invest share`: fair shares of a game of costs or gains that stands in a JSON file."""

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli.output import emit_json, json_option
from commonweal.errors import Fault, FaultyInput
from commonweal.names import listed

if TYPE_CHECKING:
    from commonweal.investment.schema import Blocking, Game
    from commonweal.simulation.schema import Floats

# What may stand between the players of a group, in the order in which it is tried.
SEPARATORS = (",", "+", "|", ";", "&", "-", " ")

# "profit" is what collections of published games call a game of values.
KINDS = {"cost": "cost", "value": "value", "profit": "value"}

# A table of every group doubles with each player: a million groups with this many.
MOST_PLAYERS = 20

# So many missing groups are named; of the rest, the number is said.
NAMED = 5

# What is wrong, without the file's name: key, problem, mend.
Problem = tuple[str, str, str]


class _Object(dict[str, Any]):
    """A JSON object that remembers which of its keys stood there twice."""

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        keys = [key for key, _ in pairs]
        self.repeated = sorted({key for key in keys if keys.count(key) > 1}) if len(self) < len(keys) else []


@click.command()
@click.option("--game", "path", required=True, type=click.Path(), help="JSON file: players, kind, characteristic.")
@json_option
def share(path: str, as_json: bool) -> None:
    """Fair shares of a game: Shapley value, nucleolus, and which group would do better alone.

    The file holds "players" (a list), "kind" (cost or value) and "characteristic": what every group of players
    would pay or have by itself, as {"A": 8, "B": 11, "AB": 12} or {"north+south": 12}.
    """
    from commonweal.investment.games import in_core, shapley
    from commonweal.investment.nucleolus import core_is_empty, nucleolus

    game = read_game(Path(path))
    rules = {"shapley": shapley(game), "nucleolus": nucleolus(game)}
    leaving = {rule: None if shares is None else in_core(game, shares) for rule, shares in rules.items()}
    if as_json:
        emit_json(_document(game, rules, leaving, core_empty=core_is_empty(game)))
    else:
        click.echo(_text(game, rules, leaving, core_empty=core_is_empty(game)))


def read_game(path: Path) -> "Game":
    """The game that stands in a file; raises FaultyInput with everything that is wrong with it."""
    import numpy as np

    from commonweal.investment.schema import Game

    document = _json_object(path)
    players, problems = _players(document.get("players"))
    kind = KINDS.get(str(document.get("kind")))
    if kind is None:
        problems.append(("kind", "a game is of cost or of value", 'Add "kind": "cost" or "kind": "value".'))
    values, more = _values(document.get("characteristic"), players)
    if problems + more:
        raise FaultyInput([Fault(str(path), None, *problem) for problem in problems + more])
    return Game(players=players, values=np.array(values), kind="cost" if kind == "cost" else "value")


def _json_object(path: Path) -> _Object:
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_Object)
    except OSError as error:
        raise _faulty(path, f"cannot be read ({error.strerror})", "Give the path of a JSON file.") from error
    except json.JSONDecodeError as error:
        raise _faulty(path, f"is not JSON ({error.msg})", "Mend it at this line.", row=error.lineno) from error
    except (ValueError, RecursionError) as error:  # not UTF-8, a number of thousands of digits, a thousand brackets
        raise _faulty(path, f"is not JSON that can be read ({error})", "Save it as UTF-8.") from error
    if not isinstance(document, _Object):
        mend = "Put one game into the file: an object with players, kind and characteristic."
        raise _faulty(path, "is not one game", mend)
    if document.repeated:
        raise _faulty(path, f"has {listed(document.repeated)} twice", "Leave one of them.")
    return document


def _faulty(path: Path, problem: str, mend: str, *, row: int | None = None) -> FaultyInput:
    return FaultyInput([Fault(str(path), row, None, problem, mend)])


def _players(found: object) -> tuple[tuple[str, ...], list[Problem]]:
    """The players' ids, as text; and what is wrong with them, in which case there are none."""
    example = 'List them: "players": ["council", "police"].'
    if not isinstance(found, list) or not found:
        return (), [("players", "there are none", example)]
    if any(
        isinstance(player, bool) or not isinstance(player, str | int) or not str(player).strip() for player in found
    ):
        return (), [("players", "an id is not a text", example)]
    players = tuple(str(player).strip() for player in found)
    if repeated := sorted({player for player in players if players.count(player) > 1}):
        return (), [("players", f"{listed(repeated)} stands there twice", "Give each player an id of its own.")]
    if len(players) > MOST_PLAYERS:
        problem = f"there are {len(players)}, and a table of every group can be used for {MOST_PLAYERS} at the most"
        return (), [("players", problem, "Let players that act as one count as one.")]
    return players, []


def _values(found: object, players: tuple[str, ...]) -> tuple[list[float], list[Problem]]:
    """The amount of every group, by its number; and what is wrong with them."""
    if not isinstance(found, _Object):
        mend = 'Give every group its amount: "characteristic": {"A": 8, "B": 11, "AB": 12}.'
        return [], [("characteristic", "there is no table of groups", mend)]
    problems = [(_key(key), "stands there twice", "Leave one of them.") for key in found.repeated]
    problems += [problem for key, amount in found.items() if (problem := _amount_problem(key, amount))]
    index = {player: 1 << bit for bit, player in enumerate(players)}
    keys: dict[int, str] = {}
    for key in found if players else ():
        problem, mask = _group(key.strip(), index)
        if problem is None and mask in keys:
            problem = (_key(key), f'is the same group as "{keys[mask]}"', "Leave one of them.")
        if problem is None:
            keys[mask] = key
        else:
            problems.append(problem)
    problems += _missing(keys, players)
    if problems:
        return [], problems
    return [float(found[keys[mask]]) if mask in keys else 0.0 for mask in range(1 << len(players))], problems


def _key(key: str) -> str:
    return f'characteristic "{key}"'


def _amount_problem(key: str, amount: object) -> Problem | None:
    mend = "Give what the group would pay or have by itself."
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        return _key(key), f"{json.dumps(amount, ensure_ascii=False)[:40]} is not a number", mend
    if abs(amount) > 1e300 or not isfinite(amount):
        return _key(key), "is not a number that can be counted with", mend
    if not key.strip() and amount != 0:
        return _key(key), "nobody's amount is 0", "Leave it out."
    return None


def _group(key: str, index: Mapping[str, int]) -> tuple[Problem | None, int]:
    """The number of the group that a key names, or what is wrong with the key."""
    splits = [[key]] if key else [[]]
    if all(len(player) == 1 for player in index):
        splits.append(list(key))
    splits += [[part.strip() for part in key.split(mark)] for mark in SEPARATORS if mark in key]
    for parts in splits:
        if all(part in index for part in parts) and len(set(parts)) == len(parts):
            return None, sum(index[part] for part in parts)
    readings = set().union(*(_readings(key, index, mark) for mark in ("", *SEPARATORS)))
    if len(readings) == 1:
        return None, readings.pop()
    if readings:
        return (_key(key), "can be read as more than one group", 'Put "+" between the players.'), 0
    names = listed(list(index))
    return (_key(key), f"is not a group of {names}", 'Name each player once, with "+" between them.'), 0


def _readings(key: str, index: Mapping[str, int], mark: str) -> set[int]:
    """Every group whose players' ids make up the key with the mark between them, which may stand in an id too."""
    text = key + mark
    groups: list[set[int]] = [{0}] + [set() for _ in text]  # the groups that lead up to each place in the text
    for place, leading in enumerate(groups):
        for player, mask in index.items() if leading else ():
            if text.startswith(player + mark, place):
                groups[place + len(player + mark)] |= {group | mask for group in leading if not group & mask}
    return groups[-1]


def _missing(keys: Mapping[int, str], players: tuple[str, ...]) -> list[Problem]:
    """What is wrong if not every group has its amount."""
    missing = [mask for mask in range(1, 1 << len(players)) if mask not in keys]
    if not missing:
        return []
    mark = "" if all(len(player) == 1 for player in players) else "+"
    first = sorted(missing, key=lambda mask: (mask.bit_count(), mask))[:NAMED]
    named = [mark.join(player for bit, player in enumerate(players) if mask >> bit & 1) for mask in first]
    if len(missing) > NAMED:
        named.append(f"{len(missing) - NAMED:,} more")
    problem = f"there is no amount for {listed(named)}"
    return [("characteristic", problem, f"Every one of the {(1 << len(players)) - 1:,} groups needs one.")]


def _document(
    game: "Game",
    rules: "Mapping[str, Floats | None]",
    leaving: "Mapping[str, Blocking | None]",
    *,
    core_empty: bool,
) -> dict[str, object]:
    """The answer as the contract words it."""
    document: dict[str, object] = {
        rule: None if shares is None else dict(zip(game.players, shares.tolist(), strict=True))
        for rule, shares in rules.items()
    }
    if rules["nucleolus"] is None:
        document["nucleolus_reason"] = _why_not(game)
    document["in_core"] = {rule: None if rules[rule] is None else leaving[rule] is None for rule in rules}
    document["blocking"] = {
        rule: None if group is None else {"group": list(group.group), "by": group.by} for rule, group in leaving.items()
    }
    document["core_empty"] = core_empty
    return document


def _text(
    game: "Game",
    rules: "Mapping[str, Floats | None]",
    leaving: "Mapping[str, Blocking | None]",
    *,
    core_empty: bool,
) -> str:
    """The answer for people: a table, and what it means."""
    from commonweal.investment.games import alone_values

    columns = {"alone": alone_values(game)} | {rule: shares for rule, shares in rules.items() if shares is not None}
    rows = [["", *(name.capitalize() for name in columns)]]
    rows += [
        [player, *(_amount(game, shares[place]) for shares in columns.values())]
        for place, player in enumerate(game.players)
    ]
    rows += [["All", *(_amount(game, shares.sum()) for shares in columns.values())]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]
    words = [f"{rule.capitalize()}: {_verdict(game, rules[rule], leaving[rule])}." for rule in rules]
    if core_empty:
        words.append("The core is empty: however it is divided, some group would do better alone.")
    else:
        words.append("The core is not empty: there are divisions under which no group would do better alone.")
    return "\n".join([*lines, "", *words])


def _verdict(game: "Game", shares: "Floats | None", leaving: "Blocking | None") -> str:
    """Whether a division would hold, in words."""
    if shares is None:
        return f"none, because {_why_not(game)}"
    if leaving is None:
        return "no group would do better alone"
    who, by = listed(list(leaving.group)), _amount(game, leaving.by)
    better = f"pay {by} less" if game.kind == "cost" else f"have {by} more"
    return f"{who} would {better} by {'itself' if len(leaving.group) == 1 else 'themselves'}"


def _why_not(game: "Game") -> str:
    """Why there is no nucleolus."""
    from commonweal.investment.sharing import stand_alone_sum

    apart, together = _amount(game, stand_alone_sum(game)), _amount(game, game.values[-1])
    verb, more = ("pay", "less") if game.kind == "cost" else ("have", "more")
    return f"apart the players would {verb} {apart} in all, {more} than the {together} they {verb} together"


def _amount(game: "Game", amount: float) -> str:
    """An amount of the game, with enough places for its size."""
    places = 2 if abs(game.values).max() >= 10 else 4
    return f"{amount:z,.{places}f}"
