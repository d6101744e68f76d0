"""Nouns are plain: frozen dataclasses, whose fields are the columns of the files."""

import dataclasses
import importlib
import inspect
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parents[2] / "src" / "commonweal"
SCHEMAS = sorted(f"commonweal.{path.parent.name}.schema" for path in LIBRARY.glob("*/schema.py"))
MODULES = sorted(
    ".".join(("commonweal", *path.relative_to(LIBRARY).with_suffix("").parts))
    for path in LIBRARY.rglob("*.py")
    if path.name != "__init__.py"
)


def own_classes(module: str) -> list[type]:
    loaded = importlib.import_module(module)
    return [kind for _, kind in inspect.getmembers(loaded, inspect.isclass) if kind.__module__ == module]


@pytest.mark.parametrize("module", MODULES)
def test_every_dataclass_is_frozen(module):
    loose = [
        kind.__name__
        for kind in own_classes(module)
        if dataclasses.is_dataclass(kind) and not kind.__dataclass_params__.frozen
    ]

    assert loose == []


@pytest.mark.parametrize("module", SCHEMAS)
def test_a_schema_holds_nouns_only(module):
    loaded = importlib.import_module(module)
    functions = inspect.getmembers(loaded, inspect.isfunction)
    verbs = [name for name, function in functions if function.__module__ == module]

    assert verbs == []


@pytest.mark.parametrize("module", SCHEMAS)
def test_every_noun_says_what_it_is(module):
    kinds = own_classes(module)
    silent = [kind.__name__ for kind in kinds if not kind.__doc__ or kind.__doc__.startswith(f"{kind.__name__}(")]

    assert silent == []
