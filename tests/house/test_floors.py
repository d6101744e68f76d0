"""The floors of the house: who may import whom, and where an import may stand."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "src" / "commonweal"
OUTSIDE_CLI = sorted(path for path in LIBRARY.rglob("*.py") if "cli" not in path.relative_to(LIBRARY).parts)


def test_the_import_contracts_are_kept():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", OUTSIDE_CLI, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_library_imports_at_the_top_of_a_file(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


def test_the_help_imports_nothing_heavy():
    program = "import sys, commonweal.cli.main; print(sorted({'numpy', 'rich', 'highspy', 'docx'} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
