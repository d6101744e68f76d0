"""Tables to open in a spreadsheet: CSV in which no cell is taken for a formula."""

import csv
import re
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

from commonweal.reports.schema import Table

# What a spreadsheet takes for the beginning of a formula, and what is a number all the same.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Rows as lines of a CSV file, one after the other; fit for a streaming answer."""
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def cell(value: object) -> str:
    """A text that a spreadsheet takes for text: one that begins like a formula gets an apostrophe."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text


def taken_away(table: Table, name: str) -> StreamingHttpResponse:
    """A table as a file for a spreadsheet, row by row."""
    rows = [tuple(column.heading for column in table.columns), *table.rows]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8", headers=headers)


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line
