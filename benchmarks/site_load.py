"""How fast are pages for 50 signed-in people, with 5, 50 and 500 places, on SQLite and on PostgreSQL?

Starts a server of its own on this machine for each size, lets 50 people read one page after another with a pause of two
seconds between, and prints how long they waited. About four minutes; `--size 500` runs one size only.
"""

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
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
PEOPLE, PAUSE, SECONDS = 50, 2.0, 25.0
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
    """What people saw: seconds for each page, and the answers that were not 200."""

    seconds: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    slow: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, page: str, status: int, seconds: float) -> None:
        with self.lock:
            self.seconds.append(seconds)
            self.slow[page] = max(seconds, self.slow.get(page, 0.0))
            if status != 200:
                self.wrong[f"{status} {page}"] += 1

    def at(self, share: float) -> float:
        """The wait, in milliseconds, that so large a share of all pages does not exceed."""
        return 1000 * sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


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


def read_pages(port: int, who: dict[str, str], seed: int, waits: Waits) -> None:
    """One person: page after page, with a pause between, on one connection as browsers keep it."""
    rng, end = random.Random(seed), time.perf_counter() + SECONDS
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    time.sleep(rng.random() * PAUSE)
    while time.perf_counter() < end:
        page = rng.choices(list(PAGES), list(PAGES.values()))[0]
        path = page.format(place=who["place"], number=rng.randrange(10), few=rng.randrange(5))
        begin = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": f"{who['cookie']}={who['session']}"})
        answer = connection.getresponse()
        answer.read()
        waits.add(page, answer.status, time.perf_counter() - begin)
        time.sleep(PAUSE * (0.5 + rng.random()))


def load(port: int, people: list[dict[str, str]]) -> Waits:
    """Everybody at once."""
    waits = Waits()
    threads = [
        threading.Thread(target=read_pages, args=(port, who, number, waits), daemon=True)
        for number, who in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def processor_time(process: int) -> float:
    """Seconds of processor time that a process has used; what other work on the machine does not change. Linux only."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return float("nan")
    ticks = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def measured(folder: str, size: int, address: str) -> tuple[Waits, float, float, float]:
    """What people saw, seconds until the first page, pages a second, and milliseconds of processor time a page."""
    environment = {**os.environ, "COMMONWEAL_DATA": folder, "COMMONWEAL_MODE": "demo", "DATABASE_URL": address}
    environment |= {f"COMMONWEAL_LIMIT_{kind}": "off" for kind in ("READS", "WRITES", "HEAVY", "API", "VISITORS")}
    seed = [PYTHON, str(ROOT / "benchmarks" / "seed" / "site.py"), str(size), str(PEOPLE)]
    done = subprocess.run(seed, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    with serving(environment) as (port, server, start):
        begin, spent = time.perf_counter(), processor_time(server)
        waits = load(port, json.loads(done.stdout))
        rate = len(waits.seconds) / (time.perf_counter() - begin)
        cost = 1000 * (processor_time(server) - spent) / len(waits.seconds)
    return waits, start, rate, cost


def measure(name: str, size: int, address: str) -> None:
    """One line of the table: one database, one size."""
    with tempfile.TemporaryDirectory(prefix="commonweal-load-") as folder:
        waits, start, rate, cost = measured(folder, size, address)
    wrong = sum(waits.wrong.values())
    figures = [f"{waits.at(share):6.0f}" for share in (0.5, 0.95, 1.0)]
    cells = [
        f"{name:<10}",
        f"{size:>6}",
        f"{size * 10:>6}",
        f"{start:7.1f}",
        f"{len(waits.seconds):>5}",
        f"{rate:4.0f}",
        f"{cost:6.0f}",
    ]
    print("| " + " | ".join([*cells, *figures, f"{wrong:>6}"]) + " |")
    for answer, times in waits.wrong.most_common(5):
        print(f"    {times} times {answer}")
    slowest = sorted(waits.slow.items(), key=lambda item: -item[1])[:3]
    print("    slowest: " + ", ".join(f"{page} {1000 * seconds:.0f} ms" for page, seconds in slowest))


def main() -> None:
    """The table: both databases, three sizes."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", type=int, action="append", help="places; may be given several times")
    sizes = asked.parse_args().size or SIZES
    tidy_up_when_told_to_end()
    print("| database   | places | bodies | start s | pages | /s   | CPU ms | p50 ms | p95 ms | max ms | errors |")
    print("| ---------- | ------ | ------ | ------- | ----- | ---- | ------ | ------ | ------ | ------ | ------ |")
    for name in ("SQLite", "PostgreSQL"):
        if name == "PostgreSQL" and programs() is None:
            print("PostgreSQL is not installed here.")
            continue
        for size in sizes:
            with temporary_database() if name == "PostgreSQL" else nullcontext("") as address:
                measure(name, size, address)


if __name__ == "__main__":
    main()
