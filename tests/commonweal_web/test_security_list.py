"""The list of docs/security.md says nothing that no test shows, and leaves nothing unmet without a reason."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]
NAMED = sorted({name for row in ROWS for name in re.findall(r"`([\w/]+\.py::\w+)`", row[3])})


def test_the_list_is_read():
    assert len(ROWS) > 90
    assert all(len(row) == 4 for row in ROWS)
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("name", NAMED)
def test_a_named_test_exists(name):
    path, test = name.split("::")

    assert f"def {test}(" in (Path(__file__).parent / path).read_text(encoding="utf-8")


def test_every_item_has_a_known_state():
    assert {row[2] for row in ROWS} <= {"met", "unmet", "does not apply", "the operator's"}


def test_what_is_unmet_has_its_reason():
    reasons = {row[0]: re.sub(r"`[^`]*`", "", row[3]).strip("; ") for row in ROWS if row[2] != "met"}

    assert [item for item, reason in reasons.items() if len(reason) < 10] == []
