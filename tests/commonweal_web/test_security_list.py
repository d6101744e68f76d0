"""The list of docs/security.md says nothing that no test shows, and leaves nothing unmet without a reason."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")

# How many items each part of ASVS 5.0.0 has, counted in its final text.
ITEMS = {
    "1.1": 2, "1.2": 10, "1.3": 12, "1.4": 3, "1.5": 3, "2.1": 3, "2.2": 3, "2.3": 5, "2.4": 2, "3.1": 1, "3.2": 3,
    "3.3": 5, "3.4": 8, "3.5": 8, "3.6": 1, "3.7": 5, "4.1": 5, "4.2": 5, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 6,
    "5.3": 3, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 8, "6.4": 6, "6.5": 8, "6.6": 4, "6.7": 2, "6.8": 4, "7.1": 3,
    "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 3, "7.6": 2, "8.1": 4, "8.2": 4, "8.3": 3, "8.4": 2, "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 3, "10.3": 5, "10.4": 16, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 4, "11.2": 5, "11.3": 5,
    "11.4": 4, "11.5": 2, "11.6": 2, "11.7": 2, "12.1": 5, "12.2": 2, "12.3": 5, "13.1": 4, "13.2": 6, "13.3": 4,
    "13.4": 7, "14.1": 2, "14.2": 8, "14.3": 3, "15.1": 5, "15.2": 5, "15.3": 7, "15.4": 4, "16.1": 1, "16.2": 5,
    "16.3": 4, "16.4": 3, "16.5": 4, "17.1": 2, "17.2": 8, "17.3": 2,
}  # fmt: skip
NAMED = sorted({name for row in ROWS for name in re.findall(r"`([\w/.]+\.py::\w+)`", row[3])})


def test_the_list_is_read():
    assert len(ROWS) > 90
    assert all(len(row) == 4 for row in ROWS)
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("name", NAMED)
def test_a_named_test_exists(name):
    path, test = name.split("::")

    assert f"def {test}(" in (Path(__file__).parent / path).read_text(encoding="utf-8")


def test_every_number_is_one_of_the_standard():
    numbers = [[int(part) for part in row[0].split(".")] for row in ROWS]

    assert sum(ITEMS.values()) == 345
    assert [number for number in numbers if f"{number[0]}.{number[1]}" not in ITEMS] == []
    assert [n for n in numbers if len(n) == 3 and not 1 <= n[2] <= ITEMS[f"{n[0]}.{n[1]}"]] == []


def test_what_is_met_is_shown_by_a_test():
    assert [row[0] for row in ROWS if row[2] == "met" and "::" not in row[3]] == []


def test_a_part_of_this_page_that_is_named_is_there():
    named = {name for row in ROWS for name in re.findall(r"[Bb]elow, under ([\w-]+)", row[3])}

    assert {"Sign-in", "Sessions", "Keys", "Data", "Logs", "Parts", "Lines"} <= named
    texts = {part.partition("\n")[0]: part.partition("\n")[2] for part in PAGE.split("\n### ")[1:]}
    assert [name for name in named if len(texts.get(name, "")) < 100] == []


def test_the_page_counts_its_own_items():
    counted = Counter(row[2] for row in ROWS)

    told = dict(re.findall(r"(\d+) (met|unmet|does not apply|the operator's)", PAGE)[i][::-1] for i in range(4))
    assert {state: int(number) for state, number in told.items()} == dict(counted)


def test_every_item_has_a_known_state():
    assert {row[2] for row in ROWS} <= {"met", "unmet", "does not apply", "the operator's"}


def test_what_is_unmet_has_its_reason():
    reasons = {row[0]: re.sub(r"`[^`]*`", "", row[3]).strip("; ") for row in ROWS if row[2] != "met"}

    assert [item for item, reason in reasons.items() if len(reason) < 10] == []
