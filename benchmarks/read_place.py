"""How long does it take to read a place with many observations, and how much memory?

Beside it, in the same run: Python's own csv.DictReader over the same files (which checks nothing and keeps nothing
but dates and numbers), and pandas.read_csv where it is installed. Run: python benchmarks/read_place.py
"""

import csv
import importlib.util
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

SIZES = (10_000, 100_000, 1_000_000)
VALUES_A_FILE = 1_000
PLACE = 'name = "A"\nquestion = "Q"\ngeography = ""\nstart = "2026-04"\nhorizon_years = 5\n'

# Each way runs in a process of its own, so that its peak of memory is its own.
HEAD = "import resource, sys, time; from pathlib import Path; folder = Path(sys.argv[1]); "
TAIL = "; print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
WAYS = {
    "read_place": (
        "from commonweal.files.folder import read_place; start = time.perf_counter(); place = read_place(folder)"
    ),
    "csv.DictReader": (
        "sys.path.insert(0, sys.argv[2]); from read_place import read_plainly; start = time.perf_counter(); "
        "read = read_plainly(folder)"
    ),
    "pandas.read_csv": (
        "import pandas; start = time.perf_counter(); "
        "read = [pandas.read_csv(file, parse_dates=['period']) for file in (folder / 'series').iterdir()]"
    ),
}


def write_series(folder: Path, values: int) -> None:
    """A place whose measures have a thousand months each."""
    (folder / "series").mkdir()
    (folder / "place.toml").write_text(PLACE)
    (folder / "factors.csv").write_text("id,name,kind\nf,F,outcome\n")
    names = [f"m{number}" for number in range(values // VALUES_A_FILE)]
    (folder / "measures.csv").write_text("id,factor,name\n" + "".join(f"{name},f,M\n" for name in names))
    for name in names:
        months = range(VALUES_A_FILE)
        rows = (f"{1900 + month // 12}-{month % 12 + 1:02},{month * 1.37:.2f},{month},1000\n" for month in months)
        (folder / f"series/{name}.csv").write_text("period,value,numerator,denominator\n" + "".join(rows))


def read_plainly(folder: Path) -> list[list[tuple[date, float, float, float]]]:
    """The same files by the shortest loop that gives dates and numbers."""
    series = []
    for file in (folder / "series").iterdir():
        with file.open(newline="") as text:
            series.append(
                [
                    (
                        date.fromisoformat(row["period"] + "-01"),
                        float(row["value"]),
                        float(row["numerator"]),
                        float(row["denominator"]),
                    )
                    for row in csv.DictReader(text)
                ]
            )
    return series


def main() -> None:
    """Print seconds and megabytes for each size and way."""
    ways = {name: way for name, way in WAYS.items() if name != "pandas.read_csv" or importlib.util.find_spec("pandas")}
    print(f"{'observations':>12}  " + "  ".join(f"{name:>24}" for name in ways))
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            write_series(Path(name), size)
            cells = [measured(way, Path(name)) for way in ways.values()]
        print(f"{size:>12,}  " + "  ".join(f"{seconds:>13.2f} s {peak:>5.0f} MB" for seconds, peak in cells))


def measured(way: str, folder: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one way."""
    command = [sys.executable, "-c", HEAD + way + TAIL, str(folder), str(Path(__file__).parent)]
    seconds, peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(seconds), float(peak)


if __name__ == "__main__":
    main()
