"""Every reading of the map, on every example place: an answer or a stated reason, as text and as one JSON document."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonweal.cli.main import commonweal

EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[3] / "examples").glob("*/place.toml"))
READINGS = (
    ("network",),
    ("network", "--by", "organisation", "--among", "people"),
    ("network", "--by", "profession", "--among", "people", "--both-ways"),
    ("brokerage",),
    ("brokerage", "--by", "geography", "--among", "partners"),
    ("drift",),
    ("gaps",),
    ("compare",),
    ("loops", "--independent"),
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("words", READINGS, ids=" ".join)
def test_an_example_place_can_be_read(path, words):
    command, *options = words

    said = CliRunner().invoke(commonweal, ["map", command, str(path), *options])
    told = CliRunner().invoke(commonweal, ["map", command, str(path), *options, "--json"])

    assert (said.exit_code, told.exit_code) == (0, 0), said.output
    assert isinstance(json.loads(told.stdout), dict)
    assert " will " not in said.output
    assert "nan" not in said.output.split()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_leverage_on_every_outcome_is_told_or_refused(path):
    rows = (path / "factors.csv").read_text(encoding="utf-8").splitlines()[1:]
    outcomes = [row.split(",")[0] for row in rows if ",outcome," in row]

    for outcome in outcomes:
        done = CliRunner().invoke(commonweal, ["map", "leverage", str(path), "--outcome", outcome, "--json"])

        found = json.loads(done.stdout)
        assert done.exit_code == (4 if found["refused"] else 0)
        assert bool(found["factors"]) is not bool(found["refused"])
        assert found["refused"] is None or found["rank_stability"] is None or found["rank_stability"] < 0.7
    assert outcomes
