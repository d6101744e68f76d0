"""The repository speaks of the project alone, and runs anywhere."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Paths of one person's machine, and where packages come from: neither belongs in a file that all share.
OUT_OF_PLACE = re.compile(
    r"(?<![\w.])/(?:home|root|Users|work)/\w|C:\\Users|file:///"
    r"|--(?:extra-)?index-url|--find-links|pypi\.org/simple|registry\.npmjs"
)
PICTURES = {".png", ".jpg", ".docx", ".woff2", ".ico"}


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_one_machine_or_a_package_server():
    if not (files := tracked()):
        pytest.skip("this copy is not a git checkout, so its files cannot be listed")

    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in files
        if path.suffix not in PICTURES and path.name != Path(__file__).name
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if OUT_OF_PLACE.search(line)
    ]

    assert found == []


def test_folders_of_leftovers_do_not_exist():
    vague = {"utils", "helpers", "common", "manager", "base", "misc"}

    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.stem in vague and (path.is_dir() or path.suffix == ".py")  # a library names its own templates
    ]

    assert found == []
