"""The sizes that keep the house pleasant to live in (CONTRIBUTING.md, "Size")."""

import ast
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts)
NESTING = (ast.For, ast.While, ast.If, ast.With, ast.Try, ast.AsyncFor, ast.AsyncWith, ast.Match)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, DEFINITIONS)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, its docstring not counted."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def depth(node: ast.AST) -> int:
    """How deep loops and branches stand inside each other; `elif` is no deeper than its `if`."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        step = int(isinstance(child, NESTING) and not is_elif)
        if not isinstance(child, DEFINITIONS):
            deepest = max(deepest, step + depth(child))
    return deepest


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_has_400_lines_at_the_most(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_function_has_60_lines_and_4_levels_at_the_most(path):
    too_long = [f"{function.name}: {length(function)} lines" for function in functions(path) if length(function) > 60]
    too_deep = [f"{function.name}: {depth(function)} levels" for function in functions(path) if depth(function) > 4]

    assert too_long + too_deep == []


def test_functions_are_short_as_a_rule():
    lengths = [length(function) for path in MODULES for function in functions(path)]

    assert median(lengths) <= 10
    assert sum(size <= 30 for size in lengths) / len(lengths) >= 0.9


def test_a_folder_has_ten_modules_at_the_most():
    folders = {path.parent for path in MODULES}

    crowded = [name(folder) for folder in folders if len(list(folder.glob("*.py"))) > 10]

    assert crowded == []
