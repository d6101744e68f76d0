"""An example place beside the publishers' own rows (tests/data/<place>), and how its series come out of them."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parents[1]

# Rows of the newer A&E file that repeat those of a year before, in every trust (see the README of each place).
REPEATED = {"February 2025": "February 2024", "March 2025": "March 2024"}

Rows = list[dict[str, str]]
Values = dict[str, float | None]


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float | None:
    return float(text) if text else None


def month(name: str) -> str:
    """The month of "April 2021", as 2021-04."""
    return f"{datetime.strptime(name, '%B %Y'):%Y-%m}"


def fraction(part: Values, whole: Values) -> Values:
    """One as a fraction of the other, in every period of the other; empty where either is."""
    return {period: _ratio(part.get(period), whole[period]) for period in whole}


def _ratio(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else round(part / whole, 6)


def by_year(values: Values) -> Values:
    return {period[:4]: value for period, value in values.items()}


def in_april(values: Values) -> Values:
    """Financial years such as 2016-17 or 2008/09 as the month in which they begin, 2016-04."""
    return {f"{period[:4]}-04": value for period, value in values.items()}


def mean_of(values: Values, periods: Iterable[str]) -> float:
    """The mean of what is known of some periods."""
    return fmean(value for period in periods if (value := values[period]) is not None)


def mean_of_latest(values: Values, count: int) -> float:
    return mean_of(values, sorted(values)[-count:])


def mean_of_first(values: Values, count: int) -> float:
    return mean_of(values, sorted(values)[:count])


@dataclass(frozen=True)
class Published:
    """The publishers' rows of one place, unchanged, as they lie in tests/data."""

    place: str

    def rows(self, name: str, **where: str) -> Rows:
        found = rows_of(ROOT / "tests" / "data" / self.place / f"{name}.csv")
        return [row for row in found if all(row[key] == wanted for key, wanted in where.items())]

    def row(self, name: str, **where: str) -> dict[str, str]:
        (row,) = self.rows(name, **where)
        return row

    def column(self, name: str, period: str, value: str, **where: str) -> Values:
        return {row[period]: number(row[value]) for row in self.rows(name, **where)}

    def attendances(self, before: str, after: str, trusts: Iterable[str]) -> Values:
        """A column of the older A&E file, added up over trusts and types of A&E, and a column of the newer one."""
        total: dict[str, float] = defaultdict(float)
        for row in self.rows("ae_attendances_2016_2019"):
            if row["org_code"] in trusts:
                total[row["period"][:7]] += float(row[before])
        return {**total, **self.months("ae_attendances_2021_2025", after, trusts)}

    def beds(self, kind: str, trusts: Iterable[str]) -> Values:
        return self.months("beds", f"general_acute_beds_{kind}", trusts)

    def months(self, name: str, value: str, trusts: Iterable[str]) -> Values:
        """A column added up over trusts by month; empty in a month for which one of them has no figure."""
        found: dict[str, dict[str, float | None]] = defaultdict(dict)
        for row in self.rows(name):
            found[month(row["date"])][row["nhs_trust22_code"]] = number(row[value])
        return {date: _whole_sum(found[date], trusts) for date in sorted(found)}

    def daily_means(self, name: str, value: str) -> Values:
        """The mean of each month's days, to one decimal; days that are blank or zero were not sent in."""
        found: dict[str, list[float]] = defaultdict(list)
        for row in self.rows(name):
            if number(row[value]):
                found[row["date"][:7]].append(float(row[value]))
        return {date: round(fmean(found[date]), 1) for date in sorted(found)}

    def social_care(self, code: str) -> Values:
        """One outcome of adult social care, by the month in which the financial year begins."""
        return in_april(self.column("social_care_outcomes", "Financial year", "Value", Code=code))

    def deprivation(self) -> Values:
        """The average score of both editions of the indices."""
        older, newer = self.row("imd2019")["Score"], self.row("imd2025")["imd_average_score"]
        return {"2019": round(float(older), 3), "2025": float(newer)}

    def residents_aged(self, first: int, last: int | None = None) -> Values:
        """Residents from one age to another, of all, in mid-2020; to the oldest where no last is given."""
        row = self.row("population2020")
        ages = [str(age) for age in range(first, (89 if last is None else last) + 1)] + ["90+"] * (last is None)
        return {"2020": round(sum(float(row[age]) for age in ages) / float(row["total_population"]), 6)}

    def repeated_rows(self) -> set[tuple[str, str]]:
        """Trust and month of every row of the newer A&E file that repeats that of a year before in every column."""
        rows = {
            (row["nhs_trust22_code"], row["date"]): {**row, "date": ""} for row in self.rows("ae_attendances_2021_2025")
        }
        trusts = {trust for trust, _ in rows}
        return {
            (trust, later)
            for trust in trusts
            for later, earlier in REPEATED.items()
            if rows[trust, later] == rows[trust, earlier]
        }


def _whole_sum(parts: Mapping[str, float | None], trusts: Iterable[str]) -> float | None:
    known = [parts.get(trust) for trust in trusts]
    return None if None in known else sum(part for part in known if part is not None)


@dataclass(frozen=True)
class Example:
    """One example place as it is shipped: its tables and series, as rows of text."""

    place: str

    @property
    def folder(self) -> Path:
        return ROOT / "examples" / self.place

    @property
    def account(self) -> str:
        return (self.folder / "README.md").read_text(encoding="utf-8")

    def rows(self, table: str, **where: str) -> Rows:
        return [
            row
            for row in rows_of(self.folder / f"{table}.csv")
            if all(row[key] == wanted for key, wanted in where.items())
        ]

    def row(self, table: str, **where: str) -> dict[str, str]:
        (row,) = self.rows(table, **where)
        return row

    @property
    def series(self) -> set[str]:
        return {path.stem for path in (self.folder / "series").iterdir()}

    def series_rows(self, measure: str) -> Rows:
        return rows_of(self.folder / "series" / f"{measure}.csv")

    def column(self, measure: str, column: str) -> Values:
        return {row["period"]: number(row[column]) for row in self.series_rows(measure)}

    def values(self, measure: str) -> Values:
        return self.column(measure, "value")

    def baseline(self, factor: str) -> float:
        return float(self.row("factors", id=factor)["baseline"])

    def noted(self, date: str, kind: str) -> set[str]:
        """The measures with an event of a kind on a date."""
        return {row["measure"] for row in self.rows("events", date=date, kind=kind)}
