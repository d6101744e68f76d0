"""What every command shares: its options, its JSON, its progress bar, its tables."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

# Called with how much is done, from 0 to 1.
Progress = Callable[[float], None]


def folder_argument(command: Command) -> Command:
    """The place folder that a command reads."""
    return click.argument("folder", type=click.Path())(command)


def json_option(command: Command) -> Command:
    """`--json`: one JSON document on standard output, and nothing else."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON document, and nothing else.")(command)


def seed_option(command: Command) -> Command:
    """`--seed`: the same seed gives the same numbers, on any machine."""
    return click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)(command)


def emit_json(document: object) -> None:
    """Print one JSON document. A number that is not finite has no place in it and is refused."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


@contextmanager
def progress(label: str, *, shown: bool) -> Iterator[Progress]:
    """A progress bar on standard error, where a person is looking; call the result with 0 to 1."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not (shown and console.is_terminal)) as bar:
        task = bar.add_task(label, total=1.0)
        yield lambda done: bar.update(task, completed=done)
