"""The docs are as the code is, and every command in the tutorial runs."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "plymouth.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")


def steps(text: str) -> list[tuple[str, list[str]]]:
    """Every command of the tutorial with the lines of output shown under it."""
    found: list[tuple[str, list[str]]] = []
    for block in BLOCK.findall(text):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip() and line.strip() != "...":
                found[-1][1].append(line)
    return found


def squeezed(text: str) -> str:
    """Text without its layout: tables are as wide as the window."""
    return re.sub(r"\s+", " ", text)


def test_every_command_of_the_tutorial_runs_and_prints_what_is_shown(tmp_path):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    commands = {"commonweal": [sys.executable, "-m", "commonweal.cli.main"], "cp": ["cp"], "sed": ["sed"]}

    for command, shown in steps(TUTORIAL.read_text(encoding="utf-8")):
        words = shlex.split(command)
        done = subprocess.run(
            [*commands[words[0]], *words[1:]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": "/usr/bin:/bin", "COLUMNS": "110", "LC_ALL": "C.UTF-8"},
        )
        printed = squeezed(done.stdout + done.stderr)
        missing = [line for line in shown if squeezed(line).strip() not in printed]
        assert missing == [], f"{command} printed\n{done.stdout}{done.stderr}"


def test_the_reference_is_as_the_code_is():
    program = [sys.executable, str(ROOT / "docs" / "make_reference.py"), "--check"]

    done = subprocess.run(program, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_between_pages_leads_somewhere(page):
    targets = LINK.findall(page.read_text(encoding="utf-8"))

    dead = [target for target in targets if not (page.parent / target).exists()]

    assert dead == []
