"""All checks of how a folder fits together."""

from collections.abc import Iterator

from commonweal.errors import Fault
from commonweal.files.schema import Draft


def faults_of(draft: Draft) -> Iterator[Fault]:
    """Every fault between the rows and the files of a place."""
    yield from ()


def warnings_of(draft: Draft) -> Iterator[Fault]:
    """What is odd about a place but no fault."""
    yield from ()
