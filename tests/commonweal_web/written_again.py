"""What a fixture wrote, written again for the next test as it was: far quicker than by the pages of the site."""

from collections.abc import Callable
from typing import Any

from django.db import connection

# The columns of a table and its rows, as the database gives them.
Rows = tuple[tuple[str, ...], list[tuple[Any, ...]]]


class WrittenAgain:
    """The result of some work on the database, and every table that the work changed.

    It is done the first time that it is asked for. A test takes back what stands in the database when it ends; the rows
    stay here.
    """

    def __init__(self) -> None:
        self.result: Any = None
        self.rows: dict[str, Rows] = {}

    def ready(self, work: Callable[[], Any]) -> Any:
        """The result of the work, with its rows in the database."""
        if self.rows:
            for table, rows in self.rows.items():
                _fill(table, rows)
            return self.result
        before = _every_table()
        self.result = work()
        self.rows = {table: rows for table, rows in _every_table().items() if rows != before[table]}
        return self.result


def _every_table() -> dict[str, Rows]:
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.django_table_names(only_existing=True)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = tuple(column[0] for column in cursor.description), sorted(cursor.fetchall(), key=str)
    return found


def _fill(table: str, rows: Rows) -> None:
    """The rows of a table instead of what is there; keys to other tables are checked when the test ends."""
    named, quote = rows[0], connection.ops.quote_name
    columns, blanks = ", ".join(map(quote, named)), ", ".join(["%s"] * len(named))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {quote(table)}")
        cursor.executemany(f"INSERT INTO {quote(table)} ({columns}) VALUES ({blanks})", rows[1])
