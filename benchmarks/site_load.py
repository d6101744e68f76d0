"""How fast are pages for 50 signed-in people, with 5, 50 and 500 places, on SQLite and on PostgreSQL?

Starts a server of its own on this machine for each size, lets 50 people read one page after another with a pause of two
seconds between, and prints how long they waited: from the first second on, and once the server was warm. The people
share the processors with the server, so what they use of them is told too. About five minutes; `--size 500` runs one
size only.
"""

import argparse
import asyncio
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from postgresql import free_port, programs, temporary_database, tidy_up_when_told_to_end  # noqa: E402  (beside the tests, not in the package)

SIZES = (5, 50, 500)
DATABASES = ("SQLite", "PostgreSQL")
PEOPLE, PAUSE, SECONDS = 50, 2.0, 30.0

# The server imports, reads and draws for the first time during these first seconds.
WARM_AFTER = 8.0
PYTHON = sys.executable

# What people read, and how often: a decision's list is opened less than the home of a place.
PAGES = {
    "/": 2,
    "/{place}/": 4,
    "/{place}/factors/": 4,
    "/{place}/factors/?q=7": 1,
    "/{place}/factors/factor-{number}x/": 4,
    "/{place}/partners/": 2,
    "/{place}/partners/partner-{number}x/": 2,
    "/{place}/people/": 1,
    "/{place}/options/": 2,
    "/{place}/options/option-{few}x/": 2,
    "/{place}/decide/": 1,
}


@dataclass
class Waits:
    """What people saw: when each page was asked for and how long it took, and the answers that were not 200."""

    begin: float = field(default_factory=time.perf_counter)
    pages: list[tuple[float, float]] = field(default_factory=list)  # (asked for, seconds)
    wrong: Counter[str] = field(default_factory=Counter)
    slow: dict[str, float] = field(default_factory=dict)

    def add(self, page: str, status: int, asked: float) -> None:
        seconds = time.perf_counter() - asked
        self.pages.append((asked - self.begin, seconds))
        self.slow[page] = max(seconds, self.slow.get(page, 0.0))
        if status != 200:
            self.wrong[f"{status} {page}"] += 1

    def at(self, share: float, *, since: float = 0.0) -> float:
        """The wait, in milliseconds, that so large a share of the pages asked for since then does not exceed."""
        waits = sorted(seconds for asked, seconds in self.pages if asked >= since)
        return 1000 * waits[min(len(waits) - 1, int(share * len(waits)))] if waits else float("nan")


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[int, int, float]]:
    """A server on a free port, ended afterwards: the port, the id of its process, seconds until its first page."""
    port = free_port()
    command = [PYTHON, "-m", "commonweal.cli.main", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield port, server.pid, wait_for(port)
    finally:
        server.terminate()
        server.wait(20)


def wait_for(port: int) -> float:
    """Seconds until the first page came."""
    begin = time.perf_counter()
    while time.perf_counter() - begin < 30:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/accounts/login/")
            connection.getresponse().read()
            return time.perf_counter() - begin
        except OSError:
            time.sleep(0.02)
    raise SystemExit("the server did not start")


async def read_pages(port: int, who: dict[str, str], seed: int, waits: Waits) -> None:
    """One person: page after page, with a pause between, on one connection as browsers keep it."""
    rng, end = random.Random(seed), waits.begin + SECONDS
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    about = f"Host: 127.0.0.1:{port}\r\nCookie: {who['cookie']}={who['session']}\r\n\r\n"
    await asyncio.sleep(rng.random() * PAUSE)
    while time.perf_counter() < end:
        page = rng.choices(list(PAGES), list(PAGES.values()))[0]
        path = page.format(place=who["place"], number=rng.randrange(10), few=rng.randrange(5))
        asked = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\n{about}".encode())
        try:
            status = await asyncio.wait_for(answered(reader), 60)
        except (OSError, asyncio.IncompleteReadError):  # too late, or cut off: 0 in the list of wrong answers
            status = 0
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
        waits.add(page, status, asked)
        await asyncio.sleep(PAUSE * (0.5 + rng.random()))
    writer.close()


async def answered(reader: asyncio.StreamReader) -> int:
    """Read one whole answer; its status. The server tells the length of every page."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = next(line for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(int(length.partition(b":")[2]))
    return int(head.split(b" ", 2)[1])


async def load(port: int, people: list[dict[str, str]]) -> Waits:
    """Everybody at once, in one thread, so that they take little of the processors from the server."""
    waits = Waits()
    await asyncio.gather(*(read_pages(port, who, number, waits) for number, who in enumerate(people)))
    return waits


def processor_time(process: int) -> float:
    """Seconds of processor time that a process and those that it started have used. Linux only.

    Other work on the machine changes it far less than the clock.
    """
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return float("nan")
    ticks = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    begun = [path.read_text(encoding="utf-8") for path in Path(f"/proc/{process}/task").glob("*/children")]
    children = [int(child) for line in begun for child in line.split()]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") + sum(map(processor_time, children))


@dataclass(frozen=True)
class Line:
    """One line of the table: what people saw; seconds to the first page; processor milliseconds a page, theirs too."""

    waits: Waits
    start: float
    rate: float
    server: float
    people: float


def measured(folder: str, size: int, address: str) -> Line:
    """One database and one size, measured."""
    environment = {**os.environ, "COMMONWEAL_DATA": folder, "COMMONWEAL_MODE": "demo", "DATABASE_URL": address}
    environment |= {f"COMMONWEAL_LIMIT_{kind}": "off" for kind in ("READS", "WRITES", "HEAVY", "API", "VISITORS")}
    seed = [PYTHON, str(ROOT / "benchmarks" / "seed" / "site.py"), str(size), str(PEOPLE)]
    done = subprocess.run(seed, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    with serving(environment) as (port, server, start):
        begin, spent, ours = time.perf_counter(), processor_time(server), time.process_time()
        waits = asyncio.run(load(port, json.loads(done.stdout)))
        pages = len(waits.pages)
        cost = 1000 * (processor_time(server) - spent) / pages
        mine = 1000 * (time.process_time() - ours) / pages
        return Line(waits, start, pages / (time.perf_counter() - begin), cost, mine)


def measure(name: str, size: int, address: str) -> None:
    """Print one line of the table: one database, one size."""
    with tempfile.TemporaryDirectory(prefix="commonweal-load-") as folder:
        line = measured(folder, size, address)
    waits = line.waits
    figures = [f"{waits.at(share, since=since):6.0f}" for since in (0.0, WARM_AFTER) for share in (0.5, 0.95, 1.0)]
    cells = [
        f"{name:<10}",
        f"{size:>6}",
        f"{size * 10:>6}",
        f"{line.start:7.1f}",
        f"{len(waits.pages):>5}",
        f"{line.rate:4.0f}",
        f"{line.server:6.1f}",
        f"{line.people:6.1f}",
    ]
    print("| " + " | ".join([*cells, *figures, f"{sum(waits.wrong.values()):>6}"]) + " |", flush=True)
    for answer, times in waits.wrong.most_common(5):
        print(f"    {times} times {answer}")
    slowest = sorted(waits.slow.items(), key=lambda item: -item[1])[:3]
    print("    slowest: " + ", ".join(f"{page} {1000 * seconds:.0f} ms" for page, seconds in slowest))


def main() -> None:
    """The table: both databases, three sizes."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", type=int, action="append", help="places; may be given several times")
    asked.add_argument("--database", choices=DATABASES, action="append", help="may be given twice")
    given = asked.parse_args()
    tidy_up_when_told_to_end()
    heads = ["database  ", "places", "bodies", "start s", "pages", "/s  ", "CPU ms", "people"]
    heads += [f"{kind:<6}" for kind in ("p50", "p95", "max", "p50 w", "p95 w", "max w")] + ["errors"]
    print(f"Waits in ms, from the first second on, and for pages asked for {WARM_AFTER:.0f} s later or more (w).")
    print(f"CPU ms a page, of the server and of the people. Load of the machine before: {os.getloadavg()[0]:.1f}")
    print("| " + " | ".join(heads) + " |")
    print("| " + " | ".join("-" * len(head) for head in heads) + " |")
    for name in given.database or DATABASES:
        if name == "PostgreSQL" and programs() is None:
            print("PostgreSQL is not installed here.")
            continue
        for size in given.size or SIZES:
            with temporary_database() if name == "PostgreSQL" else nullcontext("") as address:
                measure(name, size, address)


if __name__ == "__main__":
    main()
